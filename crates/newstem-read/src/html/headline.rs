//! The headline of a page: the heading that a reader sees.
//!
//! What a page says to programs (linked data, `og:title`, the title element) is often written for
//! search engines or for sharing, so it serves to tell the headline among the headings shown: the
//! one that shares most words with any of it, by Dice's coefficient (1945). The first heading of
//! the first level is not it by right: it may be the site's name, or another story's. Where no
//! heading shares enough, what is said is taken, without the name of the outlet that hangs on it.

use newstem::text::{fold, tokenize};

use super::page::{Mark, Marked, Page};
use crate::outlet::Site;

/// A heading shares at least this part of its words with what the page says of itself.
const LIKENESS_MIN: f64 = 0.35;
/// What a heading gains or loses by what it is marked as: by hand.
const MARKED_HEADLINE: f64 = 0.2;
const FIRST_LEVEL: f64 = 0.15;
const STANDS_ASIDE: f64 = -0.5;

/// Meta elements that name the headline.
const METAS: [&str; 6] =
    ["og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "title"];

/// The headline and where it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headline {
    pub(super) text: String,
    /// Its line; nothing where it is only said and not shown.
    pub(super) line: Option<usize>,
}

/// The headline of a page of `site`, whose linked data calls it `linked`.
pub(super) fn headline(page: &Page, linked: Option<&str>, site: &Site) -> Headline {
    let said: Vec<String> = linked
        .into_iter()
        .chain(page.metas(&METAS))
        .chain([page.title.as_str()])
        .map(|title| site.without_name(title))
        .filter(|title| !title.is_empty())
        .collect();
    let keys: Vec<Vec<String>> = said.iter().map(|title| key(title)).collect();
    let shown = page.marked.iter().filter_map(|marked| Some((rank(marked, &keys, site)?, marked)));
    // Of equals the first: a headline is printed above its repeats.
    let best = shown.reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best.filter(|(likeness, _)| *likeness >= LIKENESS_MIN || said.is_empty()) {
        Some((_, marked)) => Headline { text: marked.text.clone(), line: Some(marked.line) },
        None => of_words(page, said.into_iter().next().unwrap_or_default()),
    }
}

/// A headline that is no heading, on the line that is it word for word, if one is.
fn of_words(page: &Page, text: String) -> Headline {
    let wanted = key(&text);
    let mut lines = (0..page.line_count()).filter(|&index| !page.is_aside(index));
    let line = lines.find(|&index| {
        page.line(index).len() < 2 * text.len() + 20 && key(page.line(index)) == wanted
    });
    Headline { text, line }
}

/// How likely a marked piece is the headline; nothing where it can be none.
fn rank(marked: &Marked, said: &[Vec<String>], site: &Site) -> Option<f64> {
    let bonus = match &marked.kind {
        Mark::Heading(1) => FIRST_LEVEL,
        Mark::Heading(_) => 0.0,
        Mark::Property(name) if name.contains("headline") => MARKED_HEADLINE,
        _ => return None,
    };
    let words = key(&marked.text);
    if words.is_empty() || site.is_named(&marked.text) {
        return None;
    }
    let likeness = said.iter().map(|said| dice(&words, said)).fold(0.0, f64::max);
    if likeness == 0.0 && !said.is_empty() {
        return None;
    }
    Some(likeness + bonus + if marked.aside { STANDS_ASIDE } else { 0.0 })
}

fn key(text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    let words = tokens.iter().filter(|token| token.is_word());
    words.map(|token| fold(&text[token.start..token.end])).collect()
}

/// Twice the shared words over all words.
fn dice(one: &[String], other: &[String]) -> f64 {
    let shared = one.iter().filter(|word| other.contains(word)).count();
    2.0 * shared as f64 / (one.len() + other.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tree::Tree;

    fn check(html: &str, expected: &str, line: Option<usize>) {
        let page = Page::of(&Tree::of(html));
        let site = Site::new(None, ["Valley Post".to_owned()].into_iter(), std::iter::empty());
        let found = headline(&page, None, &site);
        assert_eq!(found, Headline { text: expected.to_owned(), line }, "{html}");
    }

    #[test]
    fn the_heading_shown_comes_before_what_is_said() {
        check(
            "<title>Rain stops play at the fair | Valley Post</title><h1>Rain stops play</h1>",
            "Rain stops play",
            Some(0),
        );
    }

    #[test]
    fn neither_the_outlet_nor_another_story_is_the_headline() {
        check(
            "<title>Rain stops play - Valley Post</title><h1>Valley Post</h1><h2>Rain stops play</h2>",
            "Rain stops play",
            Some(1),
        );
        check(
            "<meta property=og:title content='Rain stops play'><h1>Mayor sings</h1><p>Rain stops play</p>",
            "Rain stops play",
            Some(1),
        );
    }

    #[test]
    fn without_a_heading_the_title_goes_without_the_outlet() {
        check(
            "<title>Rain stops play | Valley Post</title><p>It rained.</p>",
            "Rain stops play",
            None,
        );
        check("<h1>Rain stops play</h1>", "Rain stops play", Some(0));
        check("<p>It rained.</p>", "", None);
    }
}
