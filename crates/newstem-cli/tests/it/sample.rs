//! The sample pile through the real binary: what a newcomer sees, and the laws of its JSON form.

use std::collections::BTreeSet;
use std::path::PathBuf;

use newstem::claim::{Assertion, Status, independent_sources};
use newstem::text::Value;
use newstem::{Article, Story, Trace};

use crate::command::{Place, sample, stderr, stdout};

/// Standard output of a trace of `paths`.
fn traced(paths: &[PathBuf], format: &str) -> String {
    let place = Place::new();
    let output = place.command(&format!("trace --format {format}")).args(paths).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// A change that moves a tree, a quote or a claim shows here, and must be meant.
#[test]
fn the_sample_reads_as_it_did() {
    insta::assert_snapshot!(traced(&[sample()], "text"));
}

#[test]
fn the_json_keeps_the_laws_of_the_trace() {
    let json = traced(&[sample()], "json");
    let trace: Trace = serde_json::from_str(&json).unwrap();
    assert_eq!(trace.articles.len(), 12);
    assert_every_article_is_in_one_story(&trace);
    trace.articles.iter().for_each(assert_credits_are_in_place);
    for story in &trace.stories {
        assert_links_are_acyclic(story);
        assert_every_spot_is_in_place(&trace, story);
        assert_sources_follow_from_the_links(&trace, story);
        let articles = story.articles.iter().map(String::as_str);
        assert_eq!(story.independent_sources, story.tree.roots_of(articles).len(), "{}", story.id);
    }
}

#[test]
fn neither_the_order_of_the_files_nor_a_second_run_changes_a_byte() {
    let mut files: Vec<PathBuf> =
        sample().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let first = traced(&files, "json");
    assert_eq!(traced(&files, "json"), first);
    files.reverse();
    assert_eq!(traced(&files, "json"), first);
    files.swap(0, 3);
    assert_eq!(traced(&files, "json"), first);
}

fn assert_every_article_is_in_one_story(trace: &Trace) {
    let mut told: Vec<&String> = trace.stories.iter().flat_map(|story| &story.articles).collect();
    told.sort();
    let mut given: Vec<&String> = trace.articles.iter().map(|article| &article.id).collect();
    given.sort();
    assert_eq!(told, given);
}

/// Takes away whoever has no parent left, generation by generation; a cycle is what remains.
fn assert_links_are_acyclic(story: &Story) {
    let links = &story.tree.links;
    let mut left: BTreeSet<&str> = links.iter().map(|link| link.child.as_str()).collect();
    while !left.is_empty() {
        let waits = |child: &&str| {
            links.iter().any(|link| link.child == *child && left.contains(link.parent.as_str()))
        };
        let rest: BTreeSet<&str> = left.iter().copied().filter(waits).collect();
        assert!(rest.len() < left.len(), "{}: a cycle among {rest:?}", story.id);
        left = rest;
    }
}

fn assert_credits_are_in_place(article: &Article) {
    for credit in article.credits.iter().filter(|credit| credit.end > 0) {
        assert_in_place(article, credit.start, credit.end, &credit.text);
    }
}

fn assert_every_spot_is_in_place(trace: &Trace, story: &Story) {
    let article = |id: &str| trace.articles.iter().find(|article| article.id == id).unwrap();
    for spot in story.quotes.iter().flat_map(|quote| &quote.occurrences) {
        assert!(story.articles.contains(&spot.article));
        assert_in_place(article(&spot.article), spot.start, spot.end, &spot.text);
    }
    for spot in story.claims.iter().flat_map(|claim| &claim.asserted) {
        assert!(story.articles.contains(&spot.article));
        assert_in_place(article(&spot.article), spot.start, spot.end, &spot.text);
    }
}

/// What a claim says of its sources can be worked out from the links alone.
fn assert_sources_follow_from_the_links(trace: &Trace, story: &Story) {
    for claim in &story.claims {
        let stated = claim.asserted.iter().find(|one| one.text == claim.statement).unwrap();
        let stated = value_of(trace, stated);
        let agrees = |one: &&Assertion| match (&stated, value_of(trace, one)) {
            (Some(stated), Some(value)) => stated.agrees(&value) == Some(true),
            _ => true,
        };
        let carriers: BTreeSet<&str> =
            claim.asserted.iter().filter(agrees).map(|one| one.article.as_str()).collect();
        let sources = independent_sources(&story.articles, &story.tree, &carriers);
        assert_eq!(claim.independent_sources, sources, "{} {}", story.id, claim.id);
        assert_eq!(claim.witnesses, sources, "{} {}", story.id, claim.id);
        assert!((1..=sources).contains(&claim.origins), "{} {}", story.id, claim.id);
        assert_eq!(claim.conflict_confidence.is_some(), claim.status == Status::Conflict);
    }
}

/// The value of an assertion, read again from its words.
fn value_of(trace: &Trace, assertion: &Assertion) -> Option<Value> {
    let article = trace.articles.iter().find(|article| article.id == assertion.article).unwrap();
    assertion.read_value(&article.language)
}

fn assert_in_place(article: &Article, start: usize, end: usize, text: &str) {
    assert_eq!(article.body.get(start..end), Some(text), "{} {start}..{end}", article.id);
}
