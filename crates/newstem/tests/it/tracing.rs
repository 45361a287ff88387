//! Laws of a whole trace. Each trace reads the embedded models anew, so the cases are few.

use std::collections::{BTreeMap, BTreeSet};

use newstem::sketch::Capped;
use newstem::text::Rarity;
use newstem::{
    Article, Options, Statistics, Story, StoryParts, Trace, Tracer, find_stories, trace,
};
use proptest::prelude::*;

use crate::runner;
use crate::written::any_pile;

const CASES: u32 = 16;

fn traced(pile: &[Article]) -> Trace {
    trace(pile.to_vec(), &Options::default()).expect("the embedded models can be read")
}

#[test]
fn the_order_of_a_pile_makes_no_difference() {
    let piles = any_pile().prop_flat_map(|pile| (Just(pile.clone()), Just(pile).prop_shuffle()));
    let held = runner(CASES).run(&piles, |(pile, shuffled)| {
        let bytes = |pile: &[Article]| serde_json::to_string(&traced(pile)).expect("plain data");
        prop_assert_eq!(bytes(&pile), bytes(&shuffled));
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

#[test]
fn a_trace_is_whole() {
    let held = runner(CASES).run(&any_pile(), |pile| {
        let trace = traced(&pile);
        every_article_is_in_one_story(&trace)?;
        for story in &trace.stories {
            links_lead_to_roots(story)?;
            words_stand_where_they_are_said_to(&trace, story)?;
        }
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

fn every_article_is_in_one_story(trace: &Trace) -> Result<(), TestCaseError> {
    let mut told: Vec<&String> = trace.stories.iter().flat_map(|story| &story.articles).collect();
    told.sort();
    let articles: Vec<&String> = trace.articles.iter().map(|article| &article.id).collect();
    prop_assert_eq!(told, articles);
    Ok(())
}

/// No line of descent comes back to where it began, and all are of the story.
fn links_lead_to_roots(story: &Story) -> Result<(), TestCaseError> {
    let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for link in &story.tree.links {
        parents.entry(&link.child).or_default().push(&link.parent);
    }
    for child in parents.keys() {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&str> = parents[child].clone();
        while let Some(ancestor) = waiting.pop() {
            prop_assert_ne!(ancestor, *child);
            if seen.insert(ancestor) {
                waiting.extend(parents.get(ancestor).into_iter().flatten());
            }
        }
    }
    Ok(())
}

fn words_stand_where_they_are_said_to(trace: &Trace, story: &Story) -> Result<(), TestCaseError> {
    let said = story.quotes.iter().flat_map(|quote| &quote.occurrences);
    let said = said.map(|words| (&words.article, words.start..words.end, &words.text));
    let asserted = story.claims.iter().flat_map(|claim| &claim.asserted);
    let asserted = asserted.map(|words| (&words.article, words.start..words.end, &words.text));
    for (id, range, text) in said.chain(asserted) {
        let article = trace.articles.iter().find(|article| article.id == *id);
        prop_assert_eq!(article.and_then(|article| article.body.get(range)), Some(text.as_str()));
        prop_assert!(story.articles.contains(id));
    }
    Ok(())
}

/// Copies make the words of their event look common; they are one story all the same.
#[test]
fn copies_of_one_report_are_one_story() {
    let sentence = |number: usize| {
        format!("Witness number {number} told the inquiry about valve {number} of the Brenn dam.")
    };
    let copy = |left_out: usize| -> Article {
        let kept = (0..12).filter(|&number| number != left_out % 12).map(sentence);
        Article {
            id: format!("copy {left_out:02}"),
            language: "en".to_owned(),
            body: kept.collect::<Vec<_>>().join("\n"),
            ..Article::default()
        }
    };
    for count in [3, 20] {
        let trace = trace((0..count).map(copy).collect(), &Options::default());
        let stories = trace.expect("the models can be read").stories;
        assert_eq!(stories.len(), 1, "{count} copies");
    }
}

/// A few words that too many articles have, each of which is a story of its own; the trace says so.
#[test]
fn terms_of_too_many_articles_are_told_of() {
    let article = |number: usize| {
        let own: Vec<String> = (0..20).map(|place| format!("w{number}x{place}")).collect();
        Article {
            id: number.to_string(),
            body: format!("Drone over Adrin {}", own.join(" ")),
            ..Article::default()
        }
    };
    let capped = |count: usize| {
        let placements = find_stories((0..count).map(article).collect(), &Options::default());
        placements.expect("the models can be read").statistics.capped
    };
    assert_eq!(capped(401), Capped::default());
    assert_eq!(capped(402), Capped { terms: 3, articles: 0 });
}

#[test]
fn a_trace_without_statistics_can_be_read() {
    let older = r#"{"schema": 1, "generator": "older", "articles": [], "stories": []}"#;
    let trace: Trace = serde_json::from_str(older).expect("the form is the same");
    assert_eq!(trace.statistics, Statistics::default());
}

#[test]
fn two_articles_with_one_id_are_refused() {
    let twin = Article { id: "a".to_owned(), ..Article::default() };
    let error = trace(vec![twin.clone(), twin], &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "two articles have the id `a`");
}

#[test]
fn what_a_person_rules_out_is_no_descent() {
    let body = "A barge struck the swing bridge at Lowe on Tuesday, said Anna Krall of the Harbour \
                Board, and 46 boats had to wait below the lock until the evening tide.";
    let report = |id: &str, hour: u32, more: &str| Article {
        id: id.to_owned(),
        language: "en".to_owned(),
        published: Some(format!("2026-03-04T{hour:02}:00:00Z")),
        body: format!("{body}{more}"),
        ..Article::default()
    };
    let pile = [report("a", 9, " Nobody was hurt."), report("b", 11, "")];
    let articles: Vec<&Article> = pile.iter().collect();
    let tracer = Tracer::new(Options::default().weights).expect("the models can be read");
    let rarity = Rarity::default();
    let links = |refused: &[(String, String)]| -> Vec<(String, String)> {
        let parts = StoryParts {
            id: "s1",
            headline: "",
            follows: None,
            articles: &articles,
            rarity: &rarity,
            refused,
        };
        let story = tracer.story(parts);
        story.tree.links.into_iter().map(|link| (link.child, link.parent)).collect()
    };
    let from_first = ("b".to_owned(), "a".to_owned());
    assert_eq!(links(&[]), std::slice::from_ref(&from_first));
    assert!(!links(std::slice::from_ref(&from_first)).contains(&from_first));
}
