//! A store as each released format left it, which must stay readable for ever.
//!
//! The files under `tests/golden` are never written again. For a format that has none the test writes
//! one and fails, so that it is looked at and kept.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;

use newstem::Story;
use newstem::lineage::Tree;
use newstem_store::{
    Decision, EventKind, Reader, Receipt, Skipped, Source, SourceKind, Store, StoryKey, Summary,
    verify,
};
use serde_json::json;
use tempfile::TempDir;

use crate::{Desk, desk, incoming, moment};

const NEWEST: u32 = 1;

fn golden(format: u32) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    folder.join(format!("format-{format}.sqlite"))
}

/// Puts something into every table.
fn fill(desk: &mut Desk) {
    desk.hold(&[("a", 0), ("b", 0), ("c", 1)]);
    desk.store.take_in(&[incoming("a", "It rained, and then it snowed.")], &moment()).unwrap();
    for waiting in desk.reader.untraced(10).unwrap() {
        let text = serde_json::to_string(&story(desk, &waiting.story)).unwrap();
        let summary = Summary { sources: 2, disputes: 1, circles: 0 };
        let news = [(EventKind::Conflict, json!({ "disputes": 1, "before": 0 }))];
        desk.store.keep_trace(&waiting, &text, summary, &news, &moment()).unwrap();
    }
    let refused = Decision::NotDerived { child: "b".to_owned(), parent: "a".to_owned() };
    let split = Decision::Split { story: key("s1"), articles: vec!["b".to_owned()] };
    desk.store.decide(&refused, "Ada", "Seen the letters", &moment()).unwrap();
    let (number, _) = desk.store.decide(&split, "Ada", "", &moment()).unwrap();
    desk.store.undo(number, "Bea", &moment()).unwrap();
    desk.store.keep_source(&source()).unwrap();
    desk.store.add_webhook("https://hook.example/", "a secret of sixteen", &moment()).unwrap();
    desk.store.note_skipped(&[skipped()]).unwrap();
}

fn key(name: &str) -> StoryKey {
    StoryKey(name.to_owned())
}

fn story(desk: &Desk, key: &StoryKey) -> Story {
    let articles = desk.reader.articles_of(key).unwrap();
    Story {
        id: key.0.clone(),
        headline: "Rain".to_owned(),
        started: None,
        follows: None,
        articles: articles.into_iter().map(|article| article.id).collect(),
        tree: Tree::default(),
        independent_sources: 2,
        circular: Vec::new(),
        quotes: Vec::new(),
        claims: Vec::new(),
    }
}

fn source() -> Source {
    Source {
        source: "https://news.example/rss".to_owned(),
        kind: SourceKind::Feed,
        state: json!({ "etag": "x" }),
        last_success: Some(moment()),
        last_error: Some("the feed holds no entries".to_owned()),
        last_error_at: Some(moment()),
        articles: 3,
    }
}

fn skipped() -> Skipped {
    let told = |text: &str| text.to_owned();
    let (source, place) = (told("api"), told("record 2"));
    Skipped { at: moment(), source, place, reason: told("no text"), hint: told("send one") }
}

#[test]
fn the_newest_format_has_a_golden_store() {
    let mut desk = desk();
    fill(&mut desk);
    check(&mut desk);
    if golden(NEWEST).exists() {
        return;
    }
    let copy = tempfile::tempdir().unwrap();
    let written = desk.reader.backup(copy.path()).unwrap();
    fs::copy(written, golden(NEWEST)).unwrap();
    panic!("{} was missing and is written: keep it", golden(NEWEST).display());
}

/// The golden store of a format in a folder of its own, opened as a desk opens it.
fn opened(format: u32) -> Desk {
    let folder: TempDir = tempfile::tempdir().unwrap();
    fs::copy(golden(format), folder.path().join("newstem.sqlite")).unwrap();
    let store = Store::open(folder.path()).unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    Desk { folder, store, reader }
}

#[test]
fn what_every_format_left_is_read_whole() {
    for format in 1..=NEWEST {
        check(&mut opened(format));
    }
}

fn check(desk: &mut Desk) {
    let reader = &desk.reader;
    assert_eq!(desk.shown(), "s1:a,b s2:c");
    let bodies: Vec<String> =
        reader.versions("a").unwrap().into_iter().map(|version| version.article.body).collect();
    assert_eq!(bodies, ["a", "It rained, and then it snowed."]);
    assert_eq!(reader.trace(&key("s2")).unwrap(), Some(story(desk, &key("s2"))));
    let kinds: Vec<&str> =
        reader.events_after(0, 100).unwrap().iter().map(|event| event.kind.name()).collect();
    let of_traces = ["conflict", "traced", "conflict", "traced"];
    assert_eq!(kinds[..6], [["opened", "opened"].as_slice(), &of_traces].concat());
    assert_eq!(kinds[6..], ["decided"; 5]);
    assert_eq!(reader.refused().unwrap(), [("b".to_owned(), "a".to_owned())]);
    let overrides = reader.overrides().unwrap();
    let undone: Vec<Option<&str>> = overrides.iter().map(|one| one.undone_by.as_deref()).collect();
    assert_eq!(undone, [Some("Bea"), None]);
    assert_eq!(reader.sources().unwrap(), [source()]);
    assert_eq!(reader.webhooks().unwrap()[0].secret, "a secret of sixteen");
    assert_eq!(reader.skipped(None, 10).unwrap(), [skipped()]);
    let findings = verify(desk.folder.path(), reader).unwrap();
    assert_eq!(findings.len(), 1, "only the index is missing: {findings:?}");
    let taken = desk.store.take_in(&[incoming("d", "later")], &moment()).unwrap();
    assert_eq!(taken, [Receipt::New { id: "d".to_owned() }]);
}
