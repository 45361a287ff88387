use newstem_store::SourceKind;

use crate::desk;

const FEED: &str = "https://a.example/rss";

#[test]
fn a_source_that_is_added_again_keeps_its_state_unless_it_is_something_else() {
    let mut desk = desk();
    let state_after = |desk: &mut crate::Desk, kind| {
        desk.store.add_source(FEED, kind).expect("there is room");
        desk.reader.source(FEED).expect("it can be read").expect("it is there").state
    };
    assert!(state_after(&mut desk, SourceKind::Feed).is_null());
    let mut source = desk.reader.source(FEED).expect("it can be read").expect("it is there");
    source.state = "seen".into();
    assert!(desk.store.update_source(&source).expect("there is room"));
    assert_eq!(state_after(&mut desk, SourceKind::Feed), "seen");
    assert!(state_after(&mut desk, SourceKind::Sitemap).is_null());
    assert!(!desk.store.update_source(&source).expect("there is room"), "it was a feed");
}

#[test]
fn a_source_that_was_removed_is_not_brought_back_by_who_watched_it() {
    let mut desk = desk();
    desk.store.add_source(FEED, SourceKind::Feed).expect("there is room");
    assert_eq!(desk.reader.source_names().expect("they can be read"), [FEED]);
    let source = desk.reader.source(FEED).expect("it can be read").expect("it is there");
    assert!(desk.store.drop_source(FEED).expect("there is room"));
    assert!(!desk.store.update_source(&source).expect("there is room"));
    assert!(desk.reader.source_names().expect("they can be read").is_empty());
}
