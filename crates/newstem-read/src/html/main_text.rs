//! The main text of a page as lines: one a paragraph, heading or list entry.
//!
//! The extractor's precision mode measured best, but on some pages keeps next to nothing; where
//! it keeps under two fifths of what the balanced mode finds, that one is taken. Its plain text has
//! no line breaks, so its HTML is put into lines here.

use ego_tree::iter::Edge;
use scraper::{Html, Node};
use trafilatura::{ExtractionFocus, Options, extract};

/// Precision mode is distrusted where it keeps less than this part of balanced mode's text.
const KEPT_SHARE_MIN: f64 = 0.4;
/// Elements that begin and end a line.
const BLOCKS: &str = "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr figure figcaption section article \
    header footer main aside br hr";

/// The main text of a page; empty where none is found.
pub(super) fn read(html: &str) -> String {
    let precise = extracted(html, ExtractionFocus::FavorPrecision);
    let balanced = extracted(html, ExtractionFocus::Balanced);
    if (precise.len() as f64) < KEPT_SHARE_MIN * balanced.len() as f64 { balanced } else { precise }
}

fn extracted(html: &str, focus: ExtractionFocus) -> String {
    let options = Options::default().with_fallback(true).with_focus(focus);
    let found = extract(html, &options);
    found.map_or_else(|_| String::new(), |found| lines(&found.content_html))
}

/// The title that a page gives itself, and the text of the article in its linked data.
pub(super) fn told(tree: &Html) -> (String, String) {
    let (mut title, mut told) = (String::new(), String::new());
    for node in tree.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let text = || node.first_child().and_then(|child| child.value().as_text().map(|text| text.to_string()));
        if element.name() == "title" && title.is_empty() {
            title = text().unwrap_or_default();
        }
        if element.name() == "script" && told.is_empty() {
            told = text().map_or_else(String::new, |script| linked_text(&script));
        }
    }
    (title, told)
}

/// The text of the article as linked data gives it.
fn linked_text(script: &str) -> String {
    let Some((_, behind)) = script.split_once("\"articleBody\"") else { return String::new() };
    let behind = behind.trim_start().trim_start_matches(':').trim_start();
    let mut values = serde_json::Deserializer::from_str(behind).into_iter::<String>();
    values.next().and_then(Result::ok).unwrap_or_default()
}

/// The text of a piece of HTML, a line a block.
fn lines(html: &str) -> String {
    let fragment = Html::parse_fragment(html);
    let mut text = String::with_capacity(html.len());
    for edge in fragment.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(words) => push_words(&mut text, words),
                Node::Element(element) if is_block(element.name()) => text.push('\n'),
                _ => {}
            },
            Edge::Close(node) => match node.value() {
                Node::Element(element) if is_block(element.name()) => text.push('\n'),
                Node::Element(element) if matches!(element.name(), "td" | "th") => text.push(' '),
                _ => {}
            },
        }
    }
    let kept = text.lines().map(str::trim).filter(|line| !line.is_empty());
    kept.collect::<Vec<&str>>().join("\n")
}

/// Adds words with their white space drawn together, as a browser shows them.
fn push_words(text: &mut String, words: &str) {
    for character in words.chars() {
        let space = character.is_whitespace();
        if !space {
            text.push(character);
        } else if !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.split_whitespace().any(|block| block == name)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn blocks_become_lines_and_white_space_is_drawn_together() {
        let check = |html: &str, expected: &str| assert_eq!(lines(html), expected);
        check("<p>It\n  <b>rained</b>.</p><p>Then not.</p>", "It rained.\nThen not.");
        check("One<br/>two<ul><li>three</li><li>four</li></ul>", "One\ntwo\nthree\nfour");
        check("<div><div><p> a </p></div></div>", "a");
        check("", "");
    }
}
