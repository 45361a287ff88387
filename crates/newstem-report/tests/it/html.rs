//! The page: strict XML, so that what is escaped and closed is not a matter of a browser's mercy.

use std::collections::BTreeSet;

use newstem_report::html::render;
use roxmltree::{Document, ParsingOptions};

use crate::fixture;

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

#[test]
fn a_story_as_a_page() {
    let page = render(&fixture::ferry_fire());
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{before}{after}"));
}

#[test]
fn what_limits_may_have_hidden_is_told() {
    let mut trace = fixture::ferry_fire();
    trace.statistics.capped.terms = 1;
    assert!(render(&trace).contains("Not looked up: 1 term of too many articles."));
}

#[test]
fn nothing_that_an_article_says_becomes_markup() {
    let tags = element_names(&render(&fixture::ferry_fire()));
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "</style></title><script>alert(1)</script>",
        "<!-- --> <![CDATA[ ]]> &lt;b&gt; &#60;",
        "\u{0}\u{8}\u{1b}\u{FFFE}\u{FFFF}\u{202E}",
        "",
    ] {
        let page = render(&fixture::with_hostile_text(hostile));
        assert!(element_names(&page).is_subset(&tags), "{hostile:?}");
        assert!(!page.contains("<script"));
    }
}

fn element_names(page: &str) -> BTreeSet<String> {
    let page = parsed(page);
    let elements = page.descendants().filter(roxmltree::Node::is_element);
    elements.map(|e| e.tag_name().name().to_owned()).collect()
}

#[test]
fn text_arrives_whole() {
    let text = "a < b && \"c\" > 'd'";
    let page = render(&fixture::with_hostile_text(text));
    let page = parsed(&page);
    let title = page.descendants().find(|node| node.has_tag_name("h2")).unwrap();
    assert_eq!(title.text(), Some(text));
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = render(&fixture::ferry_fire());
    assert!(page.contains("default-src &#39;none&#39;"));
    let page = parsed(&page);
    for node in page.descendants() {
        assert_eq!(node.attribute("src"), None);
        assert_eq!(node.attribute("style"), None);
        assert!(!node.has_tag_name("link"));
    }
}

#[test]
fn only_web_addresses_become_links() {
    let page = render(&fixture::with_hostile_text("javascript:alert(1)"));
    let page = parsed(&page);
    let mut links = page.descendants().filter_map(|node| node.attribute("href"));
    assert_eq!(links.next(), None);
}

#[test]
fn ids_are_unique_and_every_inner_link_has_its_target() {
    let mut trace = fixture::ferry_fire();
    let mut second = trace.stories[0].clone();
    second.id = "s3".to_owned();
    trace.stories.push(second);
    let page = render(&trace);
    let page = parsed(&page);
    let ids: Vec<&str> = page.descendants().filter_map(|n| n.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    let links = page.descendants().filter_map(|n| n.attribute("href"));
    let inner: Vec<&str> = links.filter_map(|href| href.strip_prefix('#')).collect();
    assert_eq!(inner, ["s1", "s3"]);
    assert!(inner.iter().all(|target| unique.contains(target)));
}
