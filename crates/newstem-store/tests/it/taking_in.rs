use newstem_store::Receipt;

use crate::{article, desk, incoming, moment};

fn check(sent: &[(&str, Option<&str>, &str)], expected: &[&str]) {
    let mut desk = desk();
    let mut told = Vec::new();
    for &(id, url, body) in sent {
        let mut one = incoming(id, body);
        one.article.url = url.map(str::to_owned);
        let receipts = desk.store.take_in(&[one], &moment()).expect("there is room");
        told.extend(receipts.iter().map(|receipt| match receipt {
            Receipt::New { id } => format!("new {id}"),
            Receipt::Version { id, version } => format!("{id} version {version}"),
            Receipt::Known { id } => format!("known {id}"),
        }));
    }
    assert_eq!(told, expected);
}

#[test]
fn the_same_thing_sent_twice_is_kept_once() {
    check(&[("a", None, "rain"), ("a", None, "rain")], &["new a", "known a"]);
}

#[test]
fn another_text_of_the_same_id_or_address_is_a_version() {
    check(&[("a", None, "rain"), ("a", None, "snow")], &["new a", "a version 2"]);
    let (url, other) = (Some("https://x.example/rain"), Some("https://x.example/snow"));
    check(&[("a", url, "rain"), ("b", url, "snow")], &["new a", "a version 2"]);
    check(&[("a", url, "rain"), ("b", other, "rain")], &["new a", "new b"]);
}

#[test]
fn the_address_of_a_whole_site_is_nobodys_own() {
    let site = Some("https://x.example/");
    check(&[("a", site, "rain"), ("b", site, "snow")], &["new a", "new b"]);
}

#[test]
fn an_article_comes_back_as_it_went_in() {
    let mut desk = desk();
    let mut whole = article("a", "It rained.\nIt stopped.");
    whole.url = Some("https://x.example/a".to_owned());
    whole.outlet = Some("Vale Courier".to_owned());
    whole.author = Some("Ann Ash".to_owned());
    whole.published = Some("2026-03-04".to_owned());
    whole.modified = Some("2026-03-05".to_owned());
    whole.section = Some("Weather".to_owned());
    whole.captions = vec!["A wet street".to_owned()];
    whole.furniture = vec![newstem::Furniture { text: "More".into(), reason: "link".into() }];
    whole.extra.insert("desk".to_owned(), serde_json::json!(["north", 3]));
    let sent = newstem_store::Incoming { article: whole.clone(), record_hash: [7; 32] };
    desk.store.take_in(&[sent], &moment()).expect("there is room");
    let versions = desk.reader.versions("a").expect("the store can be read");
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].article, whole);
    assert_eq!(desk.reader.id_of_url("https://x.example/a").ok().flatten().as_deref(), Some("a"));
}
