use newstem::Story;
use newstem::lineage::Tree;
use newstem_store::{Decision, Hit, SearchIndex, StoryKey, Summary, verify};

use crate::{Desk, desk, incoming, moment};

fn follow(desk: &Desk, index: &mut SearchIndex) {
    while index.follow(&desk.reader).expect("the store can be read") {}
}

fn names(hits: Vec<Hit>) -> Vec<Option<String>> {
    hits.into_iter().map(|hit| hit.article).collect()
}

fn found(index: &SearchIndex, question: &str) -> Vec<String> {
    let searcher = index.searcher().expect("the index can be read");
    let hits = searcher.find(question, None, 0, 10).expect("the index can be read");
    let mut names: Vec<String> =
        hits.into_iter().filter_map(|hit| hit.article.or(hit.item)).collect();
    names.sort();
    names
}

#[test]
fn articles_are_found_by_their_last_version() {
    let mut desk = desk();
    let mut index = SearchIndex::open(desk.folder.path()).expect("there is room");
    let texts = [incoming("a", "The café burned."), incoming("b", "A barge sank at Lowe.")];
    desk.store.take_in(&texts, &moment()).expect("there is room");
    follow(&desk, &mut index);
    assert_eq!(found(&index, "CAFE"), ["a"]);
    assert_eq!(found(&index, "\"barge sank\""), ["b"]);
    desk.store.take_in(&[incoming("a", "The theatre burned.")], &moment()).expect("there is room");
    follow(&desk, &mut index);
    assert_eq!(found(&index, "cafe"), Vec::<String>::new());
    assert_eq!(found(&index, "theatre OR ((barge"), ["a", "b"]);
}

#[test]
fn what_is_like_a_text_is_what_has_its_words() {
    let mut desk = desk();
    let mut index = SearchIndex::open(desk.folder.path()).expect("there is room");
    let texts = [
        incoming("a", "The café burned."),
        incoming("b", "A barge sank at Lowe."),
        incoming("c", "The barge of the café burned and sank."),
    ];
    desk.store.take_in(&texts, &moment()).expect("there is room");
    follow(&desk, &mut index);
    let searcher = index.searcher().expect("the index can be read");
    let like = |text: &str| searcher.like(text, "article", 10).expect("the index can be read");
    for text in ["Cafe burned", "barge Lowe", "TITLE of c", "cafe sank sank", "nothing here"] {
        let found = searcher.find(text, Some("article"), 0, 10).expect("it can be read");
        assert_eq!(names(like(text)), names(found), "{text}");
    }
    assert_eq!(like("The sea").len(), 2);
    assert_eq!(like("?").len(), 0);
}

#[test]
fn an_index_that_was_lost_is_made_again() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0)]);
    {
        let mut index = SearchIndex::open(desk.folder.path()).expect("there is room");
        follow(&desk, &mut index);
    }
    assert_eq!(verify(desk.folder.path(), &desk.reader).expect("it can be read"), []);
    std::fs::remove_file(desk.folder.path().join("search/meta.json")).expect("it is there");
    assert_eq!(verify(desk.folder.path(), &desk.reader).expect("it can be read").len(), 1);
    let mut index = SearchIndex::open(desk.folder.path()).expect("it is made anew");
    follow(&desk, &mut index);
    drop(index);
    assert_eq!(verify(desk.folder.path(), &desk.reader).expect("it can be read"), []);
}

#[test]
fn an_index_knows_whether_it_is_whole() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0)]);
    let mut index = SearchIndex::open(desk.folder.path()).expect("there is room");
    assert!(index.is_whole(&desk.reader).expect("both can be read"), "it says that it has nothing");
    follow(&desk, &mut index);
    assert!(index.is_whole(&desk.reader).expect("both can be read"));
    let file = rusqlite::Connection::open(desk.folder.path().join("newstem.sqlite"));
    let file = file.expect("it opens");
    let more = "INSERT INTO articles VALUES (3, 'c', NULL, 1); \
                UPDATE versions SET article = 3 WHERE arrival = 2;";
    file.execute_batch(more).expect("it is written");
    assert!(!index.is_whole(&desk.reader).expect("both can be read"), "it lacks one");
}

fn traced(story: &str, articles: &[&str], claim: &str) -> Story {
    let claims = serde_json::json!([{
        "id": "c1", "statement": claim, "kind": "action", "independent_sources": 1,
        "status": "agree", "asserted": []
    }]);
    Story {
        id: story.to_owned(),
        headline: String::new(),
        started: None,
        follows: None,
        articles: articles.iter().map(|&id| id.to_owned()).collect(),
        tree: Tree::default(),
        independent_sources: 1,
        circular: Vec::new(),
        quotes: Vec::new(),
        claims: serde_json::from_value(claims).expect("the claim is whole"),
    }
}

#[test]
fn claims_are_found_as_long_as_their_story_is_there() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 1)]);
    for waiting in desk.reader.untraced(10).expect("they can be read") {
        let text = serde_json::to_string(&traced(&waiting.story.0, &["a"], "Forty were hurt"));
        let text = text.expect("plain data");
        desk.store
            .keep_trace(&waiting, &text, Summary::default(), &[], &moment())
            .expect("there is room");
    }
    let mut index = SearchIndex::open(desk.folder.path()).expect("there is room");
    follow(&desk, &mut index);
    assert_eq!(found(&index, "forty hurt"), ["c1", "c1"]);
    let into = StoryKey("s1".to_owned());
    let merge = Decision::Merge { story: StoryKey("s2".to_owned()), into };
    desk.store.decide(&merge, "ann", "", &moment()).expect("there is room");
    follow(&desk, &mut index);
    assert_eq!(found(&index, "forty hurt"), ["c1"]);
}
