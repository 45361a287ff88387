//! An article's own text, with what was found in it marked, where its sentences come from, and what
//! was cut away.

use std::ops::Range;

use newstem::lineage::Link;
use newstem::{Article, Story};

use super::markup::Markup;
use super::view::View;
use super::{compared, language, origin, why};
use crate::sentences::Origin;
use crate::{names, overview, words};

/// A marked stretch of a body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    start: usize,
    end: usize,
    what: String,
}

/// Everything found in one article: quotes, claims, credits; none overlaps another.
fn findings(article: &Article, story: &Story) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for quote in &story.quotes {
        let here = quote.occurrences.iter().filter(|o| o.article == article.id);
        found.extend(here.map(|o| finding(o.start, o.end, &format!("quote {}", quote.id))));
    }
    for claim in &story.claims {
        let here = claim.asserted.iter().filter(|a| a.article == article.id);
        found.extend(here.map(|a| finding(a.start, a.end, &format!("claim {}", claim.id))));
    }
    let credits = article.credits.iter();
    found.extend(credits.map(|c| finding(c.start, c.end, &format!("credit: {}", c.outlet))));
    apart(found, &article.body)
}

fn finding(start: usize, end: usize, what: &str) -> Finding {
    Finding { start, end, what: words::plain(what) }
}

/// Those that can be marked, in their order; of two that overlap the first, or the longer of two
/// that start together.
fn apart(mut found: Vec<Finding>, body: &str) -> Vec<Finding> {
    found.retain(|f| f.start < f.end && body.get(f.start..f.end).is_some());
    found.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    let mut free_from = 0;
    found.retain(|f| {
        let is_free = f.start >= free_from;
        if is_free {
            free_from = f.end;
        }
        is_free
    });
    found
}

/// Writes an article as a view of its own: where it came from, its text with a margin that tells
/// where each paragraph first appeared, and what it was made from side by side.
pub(super) fn write(page: &mut Markup, view: &View, article: &Article) {
    let place = view.place_of(&article.id);
    let is_alone = overview::lone(view.trace).is_some();
    let class = if is_alone { "view article shown" } else { "view article" };
    page.element("section", &[("class", class), ("id", &place)], |page| {
        write_way_back(page, view);
        let attributes = [("lang", language(article)), ("dir", "auto"), ("tabindex", "-1")];
        page.leaf("h2", &attributes, &names::title(article));
        write_origin(page, article);
        if is_alone {
            let told = "This story has one article; no other of it is known here.";
            page.leaf("p", &[("class", "how")], told);
        }
        for link in view.links_to(&article.id) {
            write_parentage(page, view, link);
        }
        write_legend(page, view);
        write_body(page, view, article);
        write_furniture(page, article);
        compared::write(page, view, article);
    });
}

fn write_way_back(page: &mut Markup, view: &View) {
    page.element("p", &[("class", "back")], |page| {
        if view.story.articles.len() > 1 {
            let target = format!("#{}", view.story.id);
            page.leaf("a", &[("href", &target)], &words::clip(&view.story.headline, 80));
        } else {
            page.leaf("a", &[("href", view.home)], "all stories");
        }
    });
}

fn write_origin(page: &mut Markup, article: &Article) {
    page.element("p", &[("class", "origin")], |page| {
        page.text(&format!("{} ", origin(article)));
        page.leaf("span", &[("class", "tag")], &names::tag(&article.id));
        if let Some(author) = &article.author {
            page.text(&format!(" · by {}", words::plain(author)));
        }
        page.text(&format!(" · read from “{}”", words::plain(&article.source)));
        if let Some(url) = article.url.as_deref().filter(|url| is_web(url)) {
            page.text(" · ");
            page.leaf("a", &[("href", url), ("rel", "noreferrer noopener")], url);
        }
    });
}

fn write_parentage(page: &mut Markup, view: &View, link: &Link) {
    page.element("p", &[("class", "how")], |page| {
        why::write_summary(page, view, link);
        page.text(" · ");
        let target = format!("#{}", view.place_of_link(link));
        page.leaf("a", &[("href", &target)], "why");
        if !link.sentences.is_empty() {
            page.text(" · ");
            let target = format!("#{}-beside", view.place_of(&link.child));
            page.leaf("a", &[("href", &target)], "side by side");
        }
    });
}

fn write_legend(page: &mut Markup, view: &View) {
    if view.story.articles.len() > 1 {
        let told = "In the margin: whose words each paragraph’s sentences are, as far as this pile shows; “after” \
             stands before what was said there in other words. Yellow are quotes, claims and credits: point at \
             one to see which.";
        page.leaf("p", &[("class", "measure")], told);
    }
}

fn write_body(page: &mut Markup, view: &View, article: &Article) {
    let findings = findings(article, view.story);
    let attributes = [("class", "body"), ("lang", language(article)), ("dir", "auto")];
    page.element("div", &attributes, |page| {
        let mut start = 0;
        for paragraph in article.body.split('\n') {
            let end = start + paragraph.len();
            page.element("div", &[("class", "paragraph")], |page| {
                write_margin(page, view, article, start..end);
                page.element("p", &[], |page| {
                    write_marked(page, &article.body, start, end, &findings);
                });
            });
            start = end + 1;
        }
    });
}

/// From where a paragraph has its sentences, each origin once.
fn write_margin(page: &mut Markup, view: &View, article: &Article, paragraph: Range<usize>) {
    if view.story.articles.len() < 2 {
        return;
    }
    let spans = view.sentences.in_article(&article.id).iter();
    let here = spans.filter(|span| paragraph.contains(&span.start));
    let mut origins: Vec<Origin> = Vec::new();
    for span in here {
        let origin = view.sentences.origin(&article.id, span.start);
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    page.element("div", &[("class", "margin"), ("lang", "en"), ("dir", "ltr")], |page| {
        for origin in origins {
            page.element("span", &[], |page| write_origin_of_words(page, view, origin));
        }
    });
}

fn write_origin_of_words(page: &mut Markup, view: &View, origin: Origin) {
    match origin {
        Origin::Here => page.text("first here"),
        Origin::Words(article) => view.name(page, article),
        Origin::Reworded(parent) => {
            page.text("after ");
            view.name(page, parent);
        }
    }
}

/// Whether an address may be followed: never one that runs or opens something on this machine.
fn is_web(url: &str) -> bool {
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    has_scheme && !url.chars().any(|c| c.is_whitespace() || !words::is_harmless(c))
}

/// Writes `body[start..end]`; a finding that crosses paragraphs is marked in each.
fn write_marked(page: &mut Markup, body: &str, start: usize, end: usize, findings: &[Finding]) {
    let mut written = start;
    for found in findings.iter().filter(|f| f.start < end && f.end > start) {
        let (from, to) = (found.start.max(start), found.end.min(end));
        page.text(slice(body, written, from));
        page.leaf("mark", &[("title", &found.what)], slice(body, from, to));
        written = to;
    }
    page.text(slice(body, written, end));
}

fn slice(body: &str, start: usize, end: usize) -> &str {
    body.get(start..end).unwrap_or_default()
}

fn write_furniture(page: &mut Markup, article: &Article) {
    if article.furniture.is_empty() {
        return;
    }
    page.element("details", &[], |page| {
        let lines = words::count(article.furniture.len(), "line", "lines");
        page.leaf("summary", &[], &format!("{lines} of the page not part of the article"));
        page.element("ul", &[("class", "furniture")], |page| {
            for line in &article.furniture {
                page.element("li", &[], |page| {
                    page.leaf("span", &[("dir", "auto")], &line.text);
                    page.text(&format!(" ({})", words::plain(&line.reason)));
                });
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `spans` are start and end; marked stretches come out in brackets.
    fn check(body: &str, spans: &[(usize, usize)], expected: &str) {
        let found = spans.iter().map(|&(start, end)| finding(start, end, "x"));
        let found = apart(found.collect(), body);
        let mut page = Markup::default();
        let mut start = 0;
        for paragraph in body.split('\n') {
            write_marked(&mut page, body, start, start + paragraph.len(), &found);
            page.text("/");
            start += paragraph.len() + 1;
        }
        let written = page.finish().replace("<mark title=\"x\">", "[").replace("</mark>", "]");
        assert_eq!(written, expected);
    }

    #[test]
    fn findings_are_marked_where_they_stand() {
        check("one two three", &[(4, 7)], "one [two] three/");
        check("one two", &[(0, 7)], "[one two]/");
        // Of two that overlap the first is marked.
        check("one two three", &[(4, 7), (6, 13)], "one [two] three/");
        // Across paragraphs.
        check("one\ntwo", &[(0, 7)], "[one]/[two]/");
        // Offsets that do not fit the body mark nothing.
        check("né", &[(0, 2)], "né/");
        check("one", &[(2, 9), (3, 1)], "one/");
    }

    #[test]
    fn only_web_addresses_can_be_followed() {
        let check = |url, expected| assert_eq!(is_web(url), expected, "{url}");
        check("https://news.example/a", true);
        check("javascript:alert(1)", false);
        check("file:///etc/passwd", false);
        check("https://a\nb", false);
    }
}
