use newstem_store::{Decision, StoryKey, verify};

use crate::{Desk, desk, moment};

fn key(name: &str) -> StoryKey {
    StoryKey(name.to_owned())
}

fn merge(story: &str, into: &str) -> Decision {
    Decision::Merge { story: key(story), into: key(into) }
}

fn split(story: &str, articles: &[&str]) -> Decision {
    let articles = articles.iter().map(|&article| article.to_owned()).collect();
    Decision::Split { story: key(story), articles }
}

fn decide(desk: &mut Desk, decision: &Decision) -> i64 {
    desk.store.decide(decision, "ann", "seen", &moment()).expect("there is room").0
}

#[test]
fn what_comes_later_goes_where_a_person_merged() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 1)]);
    let number = decide(&mut desk, &merge("s2", "s1"));
    assert_eq!(desk.shown(), "s1:a,b");
    desk.hold(&[("c", 1)]);
    assert_eq!(desk.shown(), "s1:a,b,c");
    assert_eq!(desk.reader.resolve(&key("s2")).ok().flatten(), Some(key("s1")));
    desk.store.undo(number, "ben", &moment()).expect("there is room");
    assert_eq!(desk.shown(), "s1:a s2:b,c");
    assert_eq!(
        verify(desk.folder.path(), &desk.reader).expect("it can be read").len(),
        1,
        "no index"
    );
}

#[test]
fn articles_that_a_person_took_out_stay_out() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0), ("c", 0)]);
    let number = decide(&mut desk, &split("s1", &["b"]));
    assert_eq!(desk.shown(), format!("p{number}:b s1:a,c"));
    desk.hold(&[("d", 0)]);
    assert_eq!(desk.shown(), format!("p{number}:b s1:a,c,d"));
    let card = desk.reader.card(&key(&format!("p{number}"))).ok().flatten().expect("it is there");
    assert_eq!(card.headline, "Title of b");
}

#[test]
fn two_stories_merged_both_ways_are_one() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 1)]);
    decide(&mut desk, &merge("s2", "s1"));
    decide(&mut desk, &merge("s1", "s2"));
    assert_eq!(desk.shown(), "s1:a,b");
}

#[test]
fn decisions_are_kept_with_who_took_them_and_who_took_them_back() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0)]);
    let refuse = Decision::NotDerived { child: "a".to_owned(), parent: "b".to_owned() };
    let number = decide(&mut desk, &refuse);
    assert_eq!(desk.reader.refused().ok(), Some(vec![("a".to_owned(), "b".to_owned())]));
    assert!(desk.store.undo(number, "ben", &moment()).expect("there is room").is_some());
    assert_eq!(desk.store.undo(number, "ben", &moment()).expect("there is room"), None);
    assert_eq!(desk.reader.refused().ok(), Some(vec![]));
    let [kept] = &desk.reader.overrides().expect("they can be read")[..] else { panic!("one row") };
    assert_eq!((kept.by.as_str(), kept.undone_by.as_deref()), ("ann", Some("ben")));
    assert_eq!(kept.decision, refuse);
}

#[test]
fn a_decision_has_its_stories_traced_again() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0), ("c", 1)]);
    for waiting in desk.reader.untraced(10).expect("they can be read") {
        let summary = newstem_store::Summary::default();
        desk.store.keep_trace(&waiting, "{}", summary, &[], &moment()).expect("there is room");
    }
    decide(&mut desk, &Decision::NotDerived { child: "a".to_owned(), parent: "b".to_owned() });
    let waiting = desk.reader.untraced(10).expect("they can be read");
    assert_eq!(waiting.iter().map(|one| one.story.0.as_str()).collect::<Vec<_>>(), ["s1"]);
}
