//! An article's own text, with what was found in it marked, and what was cut away.

use newstem::{Article, Story};

use super::language;
use super::markup::Markup;
use crate::words;

/// A marked stretch of a body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    start: usize,
    end: usize,
    what: String,
}

/// Everything found in one article: quotes, claims, credits; none overlaps another.
pub(super) fn findings(article: &Article, story: &Story) -> Vec<Finding> {
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

/// Writes the text and the furniture of an article, folded.
pub(super) fn write(page: &mut Markup, article: &Article, findings: &[Finding]) {
    page.element("details", &[("class", "text")], |page| {
        page.leaf("summary", &[], "text of the article");
        write_origin(page, article);
        let attributes = [("class", "body"), ("lang", language(article)), ("dir", "auto")];
        page.element("div", &attributes, |page| {
            write_paragraphs(page, &article.body, findings);
        });
        write_furniture(page, article);
    });
}

fn write_origin(page: &mut Markup, article: &Article) {
    page.element("p", &[("class", "origin")], |page| {
        if let Some(author) = &article.author {
            page.text(&format!("by {} · ", words::plain(author)));
        }
        page.text(&format!("read from “{}”", words::plain(&article.source)));
        if let Some(url) = article.url.as_deref().filter(|url| is_web(url)) {
            page.text(" · ");
            page.leaf("a", &[("href", url), ("rel", "noreferrer noopener")], url);
        }
    });
}

/// Whether an address may be followed: never one that runs or opens something on this machine.
fn is_web(url: &str) -> bool {
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    has_scheme && !url.chars().any(|c| c.is_whitespace() || !words::is_harmless(c))
}

fn write_paragraphs(page: &mut Markup, body: &str, findings: &[Finding]) {
    let mut start = 0;
    for paragraph in body.split('\n') {
        let end = start + paragraph.len();
        page.element("p", &[], |page| {
            write_marked(page, body, start, end, findings);
        });
        start = end + 1;
    }
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
    let lines = words::count(article.furniture.len(), "line", "lines");
    page.leaf("p", &[("class", "origin")], &format!("{lines} not part of the article:"));
    page.element("ul", &[("class", "furniture")], |page| {
        for line in &article.furniture {
            page.element("li", &[], |page| {
                page.leaf("span", &[("dir", "auto")], &line.text);
                page.text(&format!(" ({})", words::plain(&line.reason)));
            });
        }
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
        write_paragraphs(&mut page, body, &found);
        let written = page.finish().replace("<mark title=\"x\">", "[").replace("</mark>", "]");
        assert_eq!(written.replace("<p>", "").replace("</p>\n", "/"), expected);
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
