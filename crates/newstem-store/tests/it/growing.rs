use newstem::{Merge, StoryId};
use newstem_store::{Event, Placed, Placing, StoryKey, Summary, Untraced};

use crate::{Desk, desk, moment};

fn told(events: &[Event]) -> Vec<String> {
    let told = events.iter().map(|event| {
        let articles = event.data["articles"].as_array().map_or(0, Vec::len);
        format!("{} {} {articles}", event.kind.name(), event.story)
    });
    told.collect()
}

fn place(desk: &mut Desk, placed: &[(i64, u64)], merges: &[(u64, u64)]) -> Vec<String> {
    let placed =
        placed.iter().map(|&(article, story)| Placed { article, story: StoryId(story) }).collect();
    let merges =
        merges.iter().map(|&(from, into)| Merge { from: StoryId(from), into: StoryId(into) });
    let placing = Placing { placed, merges: merges.collect(), ..Placing::default() };
    let events = desk.store.place(&placing, &moment()).expect("there is room");
    let kept = desk.reader.events_after(0, 1000).expect("the store can be read");
    assert_eq!(&kept[kept.len() - events.len()..], events, "events are kept as they are told");
    told(&events)
}

#[test]
fn stories_open_and_grow() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0), ("c", 1)]);
    assert_eq!(desk.shown(), "s1:a,b s2:c");
    let events = desk.reader.events_after(0, 10).expect("the store can be read");
    assert_eq!(told(&events), ["opened s1 2", "opened s2 1"]);
    desk.hold(&[("d", 1)]);
    assert_eq!(desk.shown(), "s1:a,b s2:c,d");
}

#[test]
fn a_story_that_is_no_more_points_on() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 1), ("c", 2)]);
    assert_eq!(place(&mut desk, &[], &[(1, 0)]), ["merged s1 1"]);
    assert_eq!(place(&mut desk, &[], &[(0, 2)]), ["merged s3 2"]);
    assert_eq!(desk.shown(), "s3:a,b,c");
    let now = desk.reader.resolve(&StoryKey("s2".to_owned())).expect("the store can be read");
    assert_eq!(now, Some(StoryKey("s3".to_owned())));
}

#[test]
fn articles_that_leave_a_story_are_told_of_there() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0), ("c", 0)]);
    assert_eq!(place(&mut desk, &[(2, 5), (3, 5)], &[]), ["split s1 2"]);
    assert_eq!(desk.shown(), "s1:a s6:b,c");
}

#[test]
fn a_trace_is_kept_with_the_change_that_it_knows() {
    let mut desk = desk();
    desk.hold(&[("a", 0)]);
    let waiting = |desk: &Desk| desk.reader.untraced(10).expect("the store can be read");
    let [first] = &waiting(&desk)[..] else { panic!("one story waits") };
    let first: Untraced = first.clone();
    desk.hold(&[("b", 0)]);
    let keep = |desk: &mut Desk, of: &Untraced| {
        let summary = Summary { sources: 1, ..Summary::default() };
        told(&desk.store.keep_trace(of, "{}", summary, &[], &moment()).expect("there is room"))
    };
    let known = |desk: &Desk| desk.reader.summary(&StoryKey("s1".to_owned()));
    assert_eq!(known(&desk).expect("the store can be read"), None);
    assert_eq!(keep(&mut desk, &first), ["traced s1 0"]);
    let sources = known(&desk).expect("the store can be read").map(|known| known.sources);
    assert_eq!(sources, Some(1));
    let [second] = &waiting(&desk)[..] else { panic!("it still waits, for b") };
    let second = second.clone();
    assert_eq!(keep(&mut desk, &second), ["traced s1 0"]);
    let last = desk.reader.events_after(0, 100).expect("the store can be read").pop();
    let last = last.expect("there are events").data;
    assert_eq!((&last["articles"], &last["independent_sources"]), (&2.into(), &1.into()));
    assert_eq!(waiting(&desk), []);
    assert!(keep(&mut desk, &first).is_empty());
    assert_eq!(waiting(&desk), [], "an older trace does not replace a newer one");
}
