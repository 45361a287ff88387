//! The page: strict XML, so that what is escaped and closed is not a matter of a browser's mercy.

use std::collections::BTreeSet;

use newstem::Trace;
use newstem_report::html;
use newstem_report::provenance::{Input, Provenance};
use roxmltree::{Document, ParsingOptions};

use crate::fixture;

fn render(trace: &Trace) -> String {
    html::render(trace, &Provenance::default())
}

fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

#[test]
fn a_story_as_a_page() {
    let page = render(&fixture::ferry_fire());
    insta::assert_snapshot!(without_code(&page));
}

/// The page without its style sheet, its scripts and their hashes.
fn without_code(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("/*<![CDATA[*/") {
        kept.push_str(before);
        rest = after.split_once("/*]]>*/").unwrap().1;
    }
    kept.push_str(rest);
    let lines = kept.lines().filter(|line| !line.contains("Content-Security-Policy"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_story_of_one_article_shows_the_article() {
    let trace = fixture::alone();
    let page = render(&trace);
    let page = parsed(&page);
    let is_shown = |node: &roxmltree::Node| {
        node.attribute("class").is_some_and(|class| class.split(' ').any(|one| one == "shown"))
    };
    let shown: Vec<_> = page.descendants().filter(is_shown).collect();
    let [article] = &shown[..] else { panic!("{} views are shown", shown.len()) };
    assert_eq!(article.attribute("id"), Some("s1-a1"));
    let told: String = article.descendants().filter_map(|node| node.text()).collect();
    assert!(told.contains("This story has one article; no other of it is known here."), "{told}");
    assert!(told.contains(&trace.articles[0].body[..60]), "{told}");
    let title = page.descendants().find(|node| node.has_tag_name("title")).unwrap();
    assert!(title.text().unwrap().starts_with(&trace.stories[0].headline));
}

#[test]
fn how_it_was_made_is_told() {
    let provenance = Provenance {
        command: Some("newstem trace 'my <pile>'".to_owned()),
        inputs: vec![Input {
            name: "my <pile>/a.html".to_owned(),
            bytes: 1_204_110,
            sha256: "ab".repeat(32),
        }],
        skipped: vec!["skipped \"b.html\": no text".to_owned()],
    };
    let page = html::render(&fixture::ferry_fire(), &provenance);
    let page = parsed(&page);
    let foot = page.descendants().find(|node| node.attribute("id") == Some("method")).unwrap();
    let told: String = foot.descendants().filter_map(|node| node.text()).collect();
    for expected in [
        "newstem trace 'my <pile>'",
        "my <pile>/a.html",
        "1,204,110 bytes",
        &"ab".repeat(32),
        "1 input or record",
        "no text",
    ] {
        assert!(told.contains(expected), "{expected}");
    }
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
        let scripts = |page: &str| page.matches("<script").count();
        assert_eq!(scripts(&page), scripts(&render(&fixture::ferry_fire())));
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
    let story = page.descendants().find(|node| node.attribute("id") == Some("s1")).unwrap();
    let title = story.descendants().find(|node| node.has_tag_name("h2")).unwrap();
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
    assert!(links.all(|href| href.starts_with('#')));
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
    let without: Vec<&&str> = inner.iter().filter(|target| !unique.contains(**target)).collect();
    assert_eq!(without, Vec::<&&str>::new());
    // Every article, every quote and every claim can be reached.
    for reached in ["s1-a1", "s3-a1", "s1-q1", "s1-c1", "s1-l1", "s1-u1"] {
        assert!(inner.contains(&reached), "{reached}");
    }
}

#[test]
fn only_the_script_and_the_style_of_the_page_may_work() {
    let page = render(&fixture::ferry_fire());
    let policy = parsed(&page)
        .descendants()
        .find(|node| node.attribute("http-equiv").is_some())
        .and_then(|node| node.attribute("content").map(str::to_owned))
        .unwrap();
    assert!(policy.contains("default-src 'none'"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(policy.matches("'sha256-").count(), 3);
}

#[test]
fn a_large_report_keeps_its_stories_as_text_until_they_are_asked_for() {
    let mut trace = fixture::ferry_fire();
    let first = trace.stories[0].clone();
    for number in 3..120 {
        let mut story = first.clone();
        story.id = format!("s{number}");
        trace.stories.push(story);
        let copies = trace.articles[..9].to_vec();
        trace.articles.extend(copies);
    }
    let page = render(&trace);
    let inert: Vec<&str> =
        page.match_indices("id=\"inert-").map(|(at, _)| &page[at..at + 12]).collect();
    assert_eq!(inert.len(), trace.stories.len());
    // What a browser reads as text must not end before its end.
    let scripts = page.matches("<script").count();
    assert_eq!(page.matches("</script>").count(), scripts);
    assert!(page.contains("too large to be shown without scripts"));
}
