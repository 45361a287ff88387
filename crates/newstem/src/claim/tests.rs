//! Small stories and the claims found in them.

use super::{Claim, ClaimKind, Status, find_claims};
use crate::article::Article;
use crate::lineage::{Evidence, Kind, Link, Tree};
use crate::text::Rarity;
use crate::text::Reading;
use crate::text::vector::Embedders;

/// Articles `a`, `b`, … of these bodies; `links` are child and parent.
fn claims(bodies: &[&str], links: &[(&str, &str)]) -> Vec<Claim> {
    let articles: Vec<Article> = (b'a'..)
        .zip(bodies)
        .map(|(id, body)| Article {
            id: char::from(id).to_string(),
            language: "en".to_owned(),
            body: (*body).to_owned(),
            ..Article::default()
        })
        .collect();
    let links = links.iter().map(|&(child, parent)| Link {
        child: child.to_owned(),
        parent: parent.to_owned(),
        kind: Kind::Paraphrase,
        confidence: 1.0,
        evidence: Evidence::new(),
        log_odds: None,
        sentences: Vec::new(),
        rejected: None,
    });
    let tree = Tree { links: links.collect(), ..Tree::default() };
    let readings: Vec<Reading> =
        articles.iter().map(|article| Reading::new(&article.body, "en")).collect();
    let articles: Vec<&Article> = articles.iter().collect();
    let rarity = Rarity::of(&readings, &|_| -12.0);
    let embedders = Embedders::new().expect("the embedded models can be read");
    find_claims(&articles, &readings.iter().collect::<Vec<_>>(), &tree, &[], &rarity, &embedders)
}

/// The claim that gives `values`, as `article: value` in order, its status and its sources.
fn check(bodies: &[&str], links: &[(&str, &str)], values: &[&str], status: Status, sources: usize) {
    let found = claims(bodies, links);
    let told = |claim: &Claim| -> Vec<String> {
        let asserted = claim.asserted.iter();
        asserted.map(|assertion| format!("{}: {}", assertion.article, assertion.value)).collect()
    };
    let claim = found.iter().find(|claim| told(claim) == values);
    let all: Vec<Vec<String>> = found.iter().map(told).collect();
    let claim = claim.unwrap_or_else(|| panic!("{values:?} not among {all:?}"));
    assert_eq!((claim.status, claim.independent_sources), (status, sources));
}

/// The fire of three tellings: `b` derives from `a`, `c` stands alone.
const FIRE: &str = "The fire broke out at 06:52 in the engine room of the ferry.\n\
    Fourteen people were treated for smoke, the coastguard said.";

#[test]
fn a_value_in_words_and_digits_is_one_claim_of_one_source() {
    let child = "Flames were seen in the engine room of the ferry at 6.52am.\n\
        The coastguard said that 14 people were treated for smoke.";
    check(&[FIRE, child], &[("b", "a")], &["a: 14", "b: 14"], Status::Agree, 1);
    check(&[FIRE, child], &[("b", "a")], &["a: 06:52", "b: 06:52"], Status::Agree, 1);
}

#[test]
fn articles_that_share_no_root_are_two_sources() {
    let other = "Shoppers saw the ferry burn. Smoke poured from the engine room at 06:52.";
    check(&[FIRE, other], &[], &["a: 06:52", "b: 06:52"], Status::Agree, 2);
}

#[test]
fn a_garbled_number_is_a_conflict_and_its_heirs_are_no_support() {
    let garbled = "The coastguard said forty people were treated for smoke.";
    let bodies = [FIRE, garbled, garbled, FIRE];
    let links = [("b", "a"), ("c", "b"), ("d", "a")];
    let values = ["a: 14", "b: 40", "c: 40", "d: 14"];
    check(&bodies, &links, &values, Status::Conflict, 1);
}

#[test]
fn a_loose_number_agrees_with_the_one_it_allows() {
    let loose = "More than a dozen people were treated for smoke in the ticket hall.";
    check(&[FIRE, loose], &[], &["a: 14", "b: at least 12"], Status::Agree, 2);
}

#[test]
fn numbers_of_different_things_never_clash() {
    let other = "Three tugs fought the fire. Nine people were missing on the island.";
    let found = claims(&[FIRE, other], &[]);
    assert!(found.iter().all(|claim| claim.status == Status::Agree), "{found:?}");
}

#[test]
fn an_article_does_not_contradict_itself() {
    let wanted = "They fled in a truck.\nWade Brubaker of Ludd is 6 feet 1 inch tall and weighs 190 pounds.\n\
        Lyle Hensley of Ludd is 5 feet 7 inches tall and weighs 150 pounds.\nBoth wore orange.";
    let parent = "Two prisoners fled from the courthouse in a pie truck on Monday.";
    let found = claims(&[parent, wanted], &[("b", "a")]);
    assert!(found.iter().all(|claim| claim.status == Status::Agree), "{found:?}");
}

#[test]
fn a_deadline_clashes_with_another_deadline() {
    let friday = "The operator cancelled all sailings on the island route until Friday.";
    let monday = "The operator cancelled sailings on the island route until Monday.";
    check(&[friday, monday], &[("b", "a")], &["a: Friday", "b: Monday"], Status::Conflict, 1);
}

#[test]
fn a_value_given_nowhere_else_seconds_a_claim_in_words_of_its_own() {
    let own = "Ambulances kept coming to the quay.\nThe infirmary had seen fourteen by nightfall.";
    let values = ["a: 14", "b: 14", "c: 14"];
    check(&[FIRE, FIRE, own], &[("b", "a")], &values, Status::Agree, 2);
}

#[test]
fn sentences_under_one_topic_make_no_claim() {
    let parent = "The harbour master praised the crew of the ferry for what they did.";
    let child = "The crew of the ferry went home without a word to anybody on the quay.";
    assert_eq!(claims(&[parent, child], &[("b", "a")]), Vec::new());
}

#[test]
fn a_claim_without_a_value_is_told_by_what_its_sentences_share() {
    let parent = "Investigators blamed a leaking fuel pipe for the blaze aboard.";
    let child = "A leaking fuel pipe was blamed for the blaze, investigators said.";
    let found = claims(&[parent, child], &[("b", "a")]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].kind, ClaimKind::Cause);
}

#[test]
fn assertions_are_substrings_and_one_article_makes_no_claim() {
    for claim in claims(&[FIRE, FIRE], &[("b", "a")]) {
        for assertion in claim.asserted {
            assert_eq!(&FIRE[assertion.start..assertion.end], assertion.text);
        }
    }
    assert_eq!(claims(&[FIRE], &[]), Vec::new());
}
