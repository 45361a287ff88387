//! The trace that a perfect program would write: it checks the scorer, since every figure of it
//! must be right, and is what a test of the scorer damages.

use std::collections::BTreeSet;

use newstem::claim::{Assertion, Claim};
use newstem::lineage::{Evidence, Link, Tree, Unseen};
use newstem::quote::{Fidelity, Occurrence, Quote};
use newstem::{Article, Furniture, Statistics, Story, Trace};

use crate::gold::{Family, GoldArticle, GoldClaim, GoldOccurrence, GoldQuote};

/// The perfect trace of the pile that `families` make. Offsets are those of the first place where
/// the words stand, 0 where they do not stand in the body.
pub fn perfect(families: &[Family]) -> Trace {
    Trace {
        schema: 1,
        generator: "gold".to_owned(),
        articles: families.iter().flat_map(Family::shown).map(article).collect(),
        stories: families.iter().flat_map(stories).collect(),
        statistics: Statistics::default(),
    }
}

fn article(gold: &GoldArticle) -> Article {
    let is_furniture = |line: &&str| gold.furniture.iter().any(|text| text == line);
    let furniture = gold
        .text
        .split('\n')
        .filter(is_furniture)
        .map(|line| Furniture { text: line.to_owned(), reason: "gold".to_owned() });
    Article {
        id: gold.id.clone(),
        source: "gold".to_owned(),
        outlet: gold.outlet.clone(),
        url: gold.url.clone(),
        title: gold.title.clone().unwrap_or_default(),
        published: gold.published.clone(),
        language: "und".to_owned(),
        body: body(gold),
        furniture: furniture.collect(),
        ..Article::default()
    }
}

fn body(gold: &GoldArticle) -> String {
    let lines = gold.text.split('\n');
    let own = lines.filter(|line| !gold.furniture.iter().any(|text| text == line));
    own.collect::<Vec<&str>>().join("\n")
}

fn stories(family: &Family) -> Vec<Story> {
    let mut stories: Vec<Story> = family.decoys.iter().map(lone_story).collect();
    stories.push(family_story(family));
    stories
}

fn lone_story(gold: &GoldArticle) -> Story {
    Story {
        id: gold.id.clone(),
        headline: gold.title.clone().unwrap_or_default(),
        started: gold.published.clone(),
        follows: None,
        articles: vec![gold.id.clone()],
        tree: Tree::default(),
        independent_sources: 1,
        circular: Vec::new(),
        quotes: Vec::new(),
        claims: Vec::new(),
    }
}

fn family_story(family: &Family) -> Story {
    let articles: Vec<String> = family.pile().map(|article| article.id.clone()).collect();
    Story {
        id: family.name.clone(),
        headline: String::new(),
        started: family.pile().filter_map(|a| a.published.clone()).min(),
        follows: None,
        tree: tree(family),
        independent_sources: sources(family, articles.iter()),
        circular: Vec::new(),
        articles,
        quotes: family.quotes.iter().map(|gold| quote(family, gold)).collect(),
        claims: family.claims.iter().map(|gold| claim(family, gold)).collect(),
    }
}

fn tree(family: &Family) -> Tree {
    let matters = |gold: &&GoldArticle| gold.in_pile || !family.descendants(&gold.id).is_empty();
    let nodes: Vec<&GoldArticle> = family.articles.iter().filter(matters).collect();
    let hidden = nodes.iter().filter(|gold| !gold.in_pile);
    Tree {
        unseen: hidden.map(|gold| unseen(gold)).collect(),
        links: nodes.iter().flat_map(|gold| links(gold)).collect(),
        ..Tree::default()
    }
}

fn unseen(gold: &GoldArticle) -> Unseen {
    Unseen {
        id: gold.id.clone(),
        label: gold.labels.iter().flatten().next().or(gold.outlet.as_ref()).cloned(),
        evidence: Evidence::new(),
        existed_by: None,
        recovered: Vec::new(),
    }
}

fn links(child: &GoldArticle) -> impl Iterator<Item = Link> {
    child.parents.iter().map(|parent| Link {
        child: child.id.clone(),
        parent: parent.id.clone(),
        kind: parent.kind,
        confidence: 1.0,
        evidence: Evidence::new(),
        log_odds: None,
        sentences: Vec::new(),
        rejected: None,
    })
}

fn quote(family: &Family, gold: &GoldQuote) -> Quote {
    let articles = gold.occurrences.iter().map(|occurrence| &occurrence.article);
    let occurrences = gold.occurrences.iter();
    Quote {
        id: gold.id.clone(),
        speaker: Some(gold.speaker.clone()),
        role: gold.role.clone(),
        independent_sources: sources(family, articles),
        occurrences: occurrences
            .map(|occurrence| self::occurrence(family, gold, occurrence))
            .collect(),
    }
}

fn occurrence(family: &Family, quote: &GoldQuote, gold: &GoldOccurrence) -> Occurrence {
    let speaker = match gold.fidelity {
        Fidelity::Misattributed => &gold.speaker_text,
        _ => &quote.speaker,
    };
    let (start, end) = place(family, &gold.article, &gold.text);
    Occurrence {
        article: gold.article.clone(),
        start,
        end,
        text: gold.text.clone(),
        form: gold.form,
        speaker: Some(speaker.clone()),
        speaker_text: Some(gold.speaker_text.clone()),
        cue: None,
        fidelity: gold.fidelity,
    }
}

fn claim(family: &Family, gold: &GoldClaim) -> Claim {
    let asserted = gold.asserted.iter().map(|assertion| {
        let (start, end) = place(family, &assertion.article, &assertion.text);
        Assertion {
            article: assertion.article.clone(),
            start,
            end,
            text: assertion.text.clone(),
            value: assertion.value.clone(),
        }
    });
    Claim {
        id: gold.id.clone(),
        statement: gold.statement.clone(),
        kind: gold.kind,
        independent_sources: gold.independent_sources,
        origins: gold.independent_sources,
        witnesses: gold.independent_sources,
        speaker: None,
        status: gold.status,
        conflict_confidence: None,
        asserted: asserted.collect(),
    }
}

fn sources<'a>(family: &'a Family, articles: impl Iterator<Item = &'a String>) -> usize {
    let roots: BTreeSet<&str> =
        articles.filter(|id| family.is_in_pile(id)).flat_map(|id| family.roots(id)).collect();
    roots.len()
}

fn place(family: &Family, article: &str, text: &str) -> (usize, usize) {
    let gold = family.articles.iter().find(|gold| gold.id == article);
    let start = gold.and_then(|gold| body(gold).find(text));
    start.map_or((0, 0), |start| (start, start + text.len()))
}
