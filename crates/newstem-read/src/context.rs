//! What the pile as a whole says: the names of its outlets, and which lines an outlet repeats.
//!
//! A line that one outlet prints under several articles is furniture. Repeats are never counted
//! across outlets, where a shared line is the very evidence of copying, nor between two versions
//! of one article, which share most of their lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::outlet::domain;

/// Two documents of an outlet that share more than this part of the inner lines of the shorter
/// one are versions of one article.
const VERSION_SHARE: f64 = 0.15;
/// So many lines at each end of a text do not tell versions of an article from its neighbours.
const EDGE_LINES: usize = 3;
/// At most so many documents of an outlet are compared with each one: the work stays linear.
const DOCUMENTS_COMPARED_MAX: usize = 50;

/// What [`crate::article_from`] may know of the rest of the pile.
#[derive(Clone, Debug, Default)]
pub struct Context {
    outlets: BTreeSet<String>,
    repeated: BTreeMap<String, BTreeSet<String>>,
}

impl Context {
    /// The context that `documents`, a whole pile, make for each other.
    pub fn of(documents: &[Document]) -> Self {
        let mut context = Self::default();
        let mut by_outlet: BTreeMap<String, Vec<Page>> = BTreeMap::new();
        for document in documents {
            context.outlets.extend(document.outlet.clone());
            if let Some(key) = outlet_key(document) {
                by_outlet.entry(key).or_default().push(Page::of(document));
            }
        }
        for (outlet, documents) in by_outlet {
            context.repeated.insert(outlet, repeated_lines(&documents));
        }
        context
    }

    /// The names of the pile's outlets.
    pub(crate) fn outlets(&self) -> impl Iterator<Item = &str> {
        self.outlets.iter().map(String::as_str)
    }

    /// True where the outlet of `document` prints `line` under other articles too.
    pub(crate) fn is_repeated(&self, document: &Document, line: &str) -> bool {
        let lines = outlet_key(document).and_then(|key| self.repeated.get(&key));
        lines.is_some_and(|lines| lines.contains(&line_key(line)))
    }
}

/// Brings a context together, document by document.
#[derive(Clone, Debug, Default)]
pub struct ContextBuilder {
    documents: Vec<Document>,
}

impl ContextBuilder {
    /// Looks at one more document of the pile.
    pub fn observe(&mut self, document: &Document) {
        self.documents.push(document.clone());
    }

    /// What all of them say.
    pub fn build(self) -> Context {
        Context::of(&self.documents)
    }
}

fn outlet_key(document: &Document) -> Option<String> {
    let from_url = || document.url.as_deref().and_then(domain);
    document.outlet.clone().or_else(from_url)
}

/// A line under which its printings compare equal: case and digits are no difference, since
/// counts and dates change from page to page.
fn line_key(line: &str) -> String {
    let kept = line.chars().filter(|c| c.is_alphabetic() || *c == ' ');
    kept.flat_map(char::to_lowercase).collect()
}

/// The keys of a document's lines.
struct Page {
    all: BTreeSet<String>,
    inner: BTreeSet<String>,
}

impl Page {
    fn of(document: &Document) -> Self {
        let lines = document.text.lines().map(str::trim);
        let keys: Vec<String> = lines.filter(|line| !line.is_empty()).map(line_key).collect();
        let inner = EDGE_LINES..keys.len().saturating_sub(EDGE_LINES);
        Self {
            inner: keys.get(inner).unwrap_or_default().iter().cloned().collect(),
            all: keys.into_iter().collect(),
        }
    }

    fn is_version_of(&self, other: &Self) -> bool {
        let from_self = self.inner.intersection(&other.all).count();
        let from_other = other.inner.intersection(&self.all).count();
        let shared = from_self.max(from_other);
        let shorter = self.inner.len().min(other.inner.len());
        shared as f64 > VERSION_SHARE * shorter as f64
    }
}

fn repeated_lines(pages: &[Page]) -> BTreeSet<String> {
    let mut repeated = BTreeSet::new();
    for (index, one) in pages.iter().enumerate() {
        for other in pages.iter().skip(index + 1).take(DOCUMENTS_COMPARED_MAX) {
            if !one.is_version_of(other) {
                repeated.extend(one.all.intersection(&other.all).cloned());
            }
        }
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(outlet: &str, own_words: &str, last_line: &str) -> Document {
        let paragraphs: Vec<String> =
            (0..8).map(|n| format!("The {own_words} of the {}th day.", "x".repeat(n))).collect();
        Document {
            outlet: Some(outlet.to_owned()),
            text: format!("{}\n{last_line}", paragraphs.join("\n")),
            ..Document::default()
        }
    }

    fn check(one: Document, other: Document, line: &str, expected: bool) {
        let documents = [one, other];
        let context = Context::of(&documents);
        assert_eq!(context.is_repeated(&documents[0], line), expected, "{line}");
    }

    #[test]
    fn repeats_count_within_an_outlet_between_different_articles() {
        let line = "Page 9: the ice report";
        check(
            document("Post", "rain", line),
            document("Post", "fire", "Page 12: the ice report"),
            line,
            true,
        );
        check(document("Post", "rain", line), document("Echo", "fire", line), line, false);
        check(document("Post", "rain", line), document("Post", "rain", line), line, false);
    }
}
