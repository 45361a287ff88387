//! Feeds made by hand, sound and broken.

use serde_json::json;

use crate::document::Document;
use crate::input::{Input, ReadOptions};
use crate::sink::Gathered;

fn read(name: &str, bytes: &[u8]) -> Gathered {
    let mut gathered = Gathered::default();
    let inputs = [Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() }];
    crate::read_documents(&inputs, &ReadOptions::default(), &mut gathered);
    gathered
}

/// The one document of a feed without problems.
fn only(name: &str, text: &str) -> Document {
    let found = read(name, text.as_bytes());
    assert_eq!((found.documents.len(), found.problems.as_slice()), (1, [].as_slice()));
    found.documents.into_iter().next().unwrap_or_default()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn extra(value: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    value.as_object().expect("extra is an object").clone()
}

#[test]
fn an_item_of_rss() {
    let found = only(
        "f.rss",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="x" xmlns:content="y"><channel>
<title>Valley Post</title><link>https://post.example/</link><language>en-us</language>
<image><title>Logo</title><link>https://logo.example/</link></image>
<item><title>Rain &amp;amp; wind</title><link>https://post.example/rain</link>
<guid isPermaLink="false">post-7</guid><pubDate>Mon, 13 Apr 2026 10:00:00 +0200</pubDate>
<dc:creator><![CDATA[A. Bee]]></dc:creator><dc:creator>C. Dee</dc:creator>
<category>Weather</category><category>Home</category>
<description>Teaser.</description>
<content:encoded><![CDATA[<p>It rained.</p><p>Then not.</p>]]></content:encoded>
<slash:comments>7</slash:comments></item></channel></rss>"#,
    );
    let expected = Document {
        id: "f.rss#1".to_owned(),
        source: "f.rss#1".to_owned(),
        outlet: some("Valley Post"),
        url: some("https://post.example/rain"),
        title: "Rain & wind".to_owned(),
        author: some("A. Bee, C. Dee"),
        published: some("2026-04-13T10:00:00+02:00"),
        language: some("en-us"),
        section: some("Weather"),
        text: "It rained.\nThen not.".to_owned(),
        extra: extra(json!({"guid": "post-7", "categories": ["Weather", "Home"],
            "slash:comments": "7", "description": "Teaser."})),
        ..Document::default()
    };
    assert_eq!(found, expected);
}

#[test]
fn an_entry_of_atom() {
    let found = only(
        "f.atom",
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Valley Post</title>
<link rel="self" href="https://post.example/feed"/><link href="https://post.example/"/>
<entry><title type="html">Rain &lt;b&gt;stops&lt;/b&gt; play</title>
<link rel="enclosure" href="/x.mp3"/><link rel="alternate" href="/rain"/><id>tag:7</id>
<published>2026-04-13T10:00:00+02:00</published><updated>2026-04-14T10:00:00Z</updated>
<author><name>A. Bee</name><email>a@post.example</email></author>
<category term="w" label="Weather"/>
<summary>Teaser.</summary>
<content type="xhtml"><div xmlns="x"><p>It rained &amp; blew.</p><p>1 &lt; 2.</p></div></content>
</entry></feed>"#,
    );
    let expected = Document {
        id: "f.atom#1".to_owned(),
        source: "f.atom#1".to_owned(),
        outlet: some("Valley Post"),
        url: some("https://post.example/rain"),
        title: "Rain stops play".to_owned(),
        author: some("A. Bee"),
        published: some("2026-04-13T10:00:00+02:00"),
        modified: some("2026-04-14T10:00:00Z"),
        language: some("fr"),
        section: some("Weather"),
        text: "It rained & blew.\n1 < 2.".to_owned(),
        extra: extra(json!({"id": "tag:7", "summary": "Teaser."})),
        ..Document::default()
    };
    assert_eq!(found, expected);
}

#[test]
fn an_item_of_rdf_stands_beside_its_channel() {
    let found = only(
        "f.rdf",
        "<rdf:RDF><channel><title>Valley Post</title></channel><item rdf:about='x'><title>Rain</title><link>https://post.example/a</link><dc:date>2026-04-13</dc:date></item></rdf:RDF>",
    );
    assert_eq!((found.outlet, found.title.as_str()), (some("Valley Post"), "Rain"));
    assert_eq!(found.published, some("2026-04-13"));
}

#[test]
fn an_item_of_a_json_feed() {
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "Valley Post",
        "language": "en", "items": [{"id": "7", "url": "https://post.example/rain",
        "title": "Rain", "content_html": "<p>It rained.</p><p>Then not.</p>",
        "date_published": "2026-04-13T10:00:00Z", "authors": [{"name": "A. Bee"}],
        "tags": ["Weather"], "_score": 3}]});
    let expected = Document {
        id: "f.json#1".to_owned(),
        source: "f.json#1".to_owned(),
        outlet: some("Valley Post"),
        url: some("https://post.example/rain"),
        title: "Rain".to_owned(),
        author: some("A. Bee"),
        published: some("2026-04-13T10:00:00Z"),
        language: some("en"),
        section: some("Weather"),
        text: "It rained.\nThen not.".to_owned(),
        extra: extra(json!({"id": "7", "_score": 3})),
        ..Document::default()
    };
    assert_eq!(only("f.json", &feed.to_string()), expected);
}

/// What an item becomes within a feed called `Valley Post`.
fn item(inner: &str) -> Document {
    only(
        "f.rss",
        &format!("<rss><channel><title>Valley Post</title><item>{inner}</item></channel></rss>"),
    )
}

#[test]
fn the_source_of_an_item_is_its_outlet_if_the_item_leads_there() {
    let check = |link: &str, outlet: &str, credits: &[&str]| {
        let source = "<source url='https://echo.example/feed'>Echo</source>";
        let found = item(&format!("<title>Rain</title><link>{link}</link>{source}"));
        assert_eq!(found.outlet.as_deref(), Some(outlet));
        assert_eq!(found.credit_lines, credits);
    };
    check("https://www.echo.example/a", "Echo", &[]);
    check("https://post.example/a", "Valley Post", &["Source: Echo"]);
}

#[test]
fn authors_are_names_and_not_addresses() {
    let check = |author: &str, expected: Option<&str>| {
        let found = item(&format!("<title>Rain</title><author>{author}</author>"));
        assert_eq!(found.author.as_deref(), expected, "{author}");
    };
    check("a.bee@post.example (A. Bee)", Some("A. Bee"));
    check("a.bee@post.example", None);
    check("A. Bee (Valley)", Some("A. Bee (Valley)"));
}

#[test]
fn an_address_comes_from_a_link_or_a_guid() {
    let check = |inner: &str, expected: Option<&str>| {
        assert_eq!(
            item(&format!("<title>Rain</title>{inner}")).url.as_deref(),
            expected,
            "{inner}"
        );
    };
    check("<link/><guid>https://post.example/a</guid>", Some("https://post.example/a"));
    check("<guid isPermaLink='false'>https://post.example/a</guid>", None);
    check(
        "<link>https://post.example/?a=1&section=2</link>",
        Some("https://post.example/?a=1&section=2"),
    );
    check("<guid>tag:7</guid>", None);
}

/// The ids and titles of what is read, and the problems with their places.
fn check(text: &str, documents: &[&str], problems: &[&str]) {
    let found = read("f.rss", text.as_bytes());
    let shown: Vec<String> =
        found.documents.iter().map(|d| format!("{} {}", d.id, d.title)).collect();
    let place = |problem: &crate::Problem| problem.offset.unwrap_or_default();
    let told: Vec<String> = found.problems.iter().map(|p| format!("@{} {p}", place(p))).collect();
    assert_eq!(
        (shown, told),
        (
            documents.iter().map(ToString::to_string).collect(),
            problems.iter().map(ToString::to_string).collect()
        ),
        "{text:.200}"
    );
}

#[test]
fn a_broken_item_costs_itself() {
    check(
        "<rss><item><title>Rain & <b>wind</title></item><item><title>B</item><item></item><item><title>C<item><title>D</title></item></rss>",
        &["f.rss#1 Rain & wind", "f.rss#5 D"],
        &[
            "@47 f.rss:2: <title> does not end within the entry",
            "@68 f.rss:3: the entry has neither title nor text",
            "@81 f.rss:4: the entry breaks off",
        ],
    );
    check(
        "<rss><item><title><![CDATA[A</title></item><item><title><![CDATA[B]]></title></item></rss>",
        &["f.rss#1 A", "f.rss#2 B"],
        &[],
    );
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came_before() {
    check(
        "<rss><item><title>A</title></item><item><title>B</title><descr",
        &["f.rss#1 A"],
        &["@34 f.rss:2: the entry breaks off"],
    );
    check("<rss><channel>", &[], &["@0 f.rss: the feed holds no entries"]);
    check("", &[], &["@0 f.rss: the feed is empty"]);
    let long = format!("<rss><item><title>A</title></item>{}", " ".repeat(11 << 20));
    check(
        &long,
        &["f.rss#1 A"],
        &["@0 f.rss: the file is larger than 10485760 bytes; what follows is left out"],
    );
}

#[test]
fn entities_are_never_made_to_swell() {
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)))
        .collect();
    check(
        &format!(
            "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{laughs}]><rss><item><title>&l9;</title></item></rss>"
        ),
        &["f.rss#1 &l9;"],
        &[],
    );
}

#[test]
fn nesting_costs_nothing() {
    let deep = "<div>".repeat(20_000);
    check(
        &format!(
            "<rss><item><title>A</title><description>{deep}</description></item><item><title>B</title>{deep}</item></rss>"
        ),
        &["f.rss#1 A"],
        &["@100061 f.rss:2: <div> does not end within the entry"],
    );
}

#[test]
fn a_time_that_cannot_be_read_is_told() {
    check(
        "<rss><item><title>A</title><pubDate>soon</pubDate></item></rss>",
        &["f.rss#1 A"],
        &["@5 f.rss:1: the published time \"soon\" could not be read and was left out"],
    );
}

#[test]
fn encodings_are_declared_or_told_by_their_letters() {
    let check = |bytes: &[u8], expected: &str| {
        assert_eq!(read("f.xml", bytes).documents[0].title, expected);
    };
    let feed = |declaration: &str, title: &[u8]| {
        [declaration.as_bytes(), b"<rss><item><title>", title, b"</title></item></rss>"].concat()
    };
    check(
        &feed("<?xml version='1.0' encoding='windows-1251'?>", b"\xcf\xf0\xe8\xe2\xe5\xf2"),
        "Привет",
    );
    check(&feed("<?xml version='1.0' encoding='iso-8859-1'?>", "café".as_bytes()), "café");
    check(&feed("", b"caf\xe9 ouvert"), "café ouvert");
}
