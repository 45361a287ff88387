//! Laws of stories without their trees.

use std::collections::BTreeSet;

use newstem::{Article, Joined, Options, Placement, find_stories, trace};
use proptest::prelude::*;

use crate::runner;
use crate::written::any_pile;

const CASES: u32 = 8;

fn placed(pile: &[Article]) -> Vec<Placement> {
    find_stories(pile.to_vec(), &Options::default())
        .expect("the embedded models can be read")
        .articles
}

#[test]
fn the_stories_are_those_of_the_trace_in_its_order() {
    let held = runner(CASES).run(&any_pile(), |pile| {
        let trace = trace(pile.clone(), &Options::default()).expect("the models can be read");
        let told = trace.stories.iter().flat_map(|story| {
            story.articles.iter().map(|article| (article.clone(), story.id.clone()))
        });
        let told: Vec<(String, String)> = told.collect();
        let placed = placed(&pile).into_iter().map(|placement| (placement.id, placement.story));
        prop_assert_eq!(placed.collect::<Vec<_>>(), told);
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

#[test]
fn the_order_of_a_pile_makes_no_difference() {
    let piles = any_pile().prop_flat_map(|pile| (Just(pile.clone()), Just(pile).prop_shuffle()));
    let held = runner(CASES).run(&piles, |(pile, shuffled)| {
        prop_assert_eq!(placed(&pile), placed(&shuffled));
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

/// All but the founder of a story have evidence, and all of it is of their own story.
#[test]
fn every_join_has_evidence_from_its_story() {
    let held = runner(CASES).run(&any_pile(), |pile| {
        let placed = placed(&pile);
        let stories: BTreeSet<&String> = placed.iter().map(|placement| &placement.story).collect();
        let founders = placed.iter().filter(|placement| placement.evidence.is_none());
        let founded: Vec<&String> = founders.map(|placement| &placement.story).collect();
        prop_assert_eq!(founded, stories.into_iter().collect::<Vec<_>>());
        for placement in &placed {
            prop_assert!(placement.evidence.iter().all(|evidence| !named(evidence).is_empty()));
            for id in placement.evidence.iter().flat_map(named) {
                let other = placed.iter().find(|other| other.id == id);
                prop_assert_eq!(other.map(|other| &other.story), Some(&placement.story));
                prop_assert_ne!(id, placement.id.as_str());
            }
        }
        Ok(())
    });
    assert_eq!(held, Ok(()));
}

fn named(evidence: &Joined) -> Vec<&str> {
    match evidence {
        Joined::CopyOf(id) => vec![id],
        Joined::AgreesWith(others) => others.iter().map(|other| other.id.as_str()).collect(),
    }
}

#[test]
fn a_copy_is_told_from_a_report_that_agrees() {
    let article = |id: &str, body: &str| Article {
        id: id.to_owned(),
        language: "en".to_owned(),
        body: body.to_owned(),
        ..Article::default()
    };
    let report = "The swing bridge at Lowe was shut on Tuesday after a barge struck its northern \
                  pier. Nobody was hurt, said Anna Krall, and 46 boats had to wait.";
    let other = "A barge hit the bridge at Lowe, and 46 boats had to wait on Tuesday, says Krall.";
    let elsewhere = "Rain stopped play in the valley, where the spring fair goes on for a week.";
    let placed = placed(&[
        article("a", report),
        article("b", report),
        article("c", other),
        article("d", elsewhere),
    ]);
    let stories: Vec<&str> = placed.iter().map(|placement| placement.story.as_str()).collect();
    assert_eq!(stories, ["s1", "s1", "s1", "s2"]);
    assert_eq!(placed[0].evidence, None);
    assert_eq!(placed[1].evidence, Some(Joined::CopyOf("a".to_owned())));
    assert_eq!(placed[3].evidence, None);
    let Some(Joined::AgreesWith(agreements)) = &placed[2].evidence else {
        panic!("{:?} is no agreement", placed[2]);
    };
    let [agreement] = agreements.as_slice() else { panic!("{agreements:?} are not one") };
    assert_eq!(agreement.id, "a");
    assert!(agreement.likeness > 0.15, "{agreement:?}");
    assert!(agreement.shared.names.contains(&"krall".to_owned()), "{agreement:?}");
    assert_eq!(agreement.shared.numbers, ["46"]);
    assert!(agreement.shared.words.contains(&"barge".to_owned()), "{agreement:?}");
}
