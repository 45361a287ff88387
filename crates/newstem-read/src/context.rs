//! What the pile as a whole says: the names of its outlets, and which lines an outlet repeats.
//!
//! A line that one outlet prints under several articles is furniture. Repeats are never counted
//! across outlets, where a shared line is the very evidence of copying, nor between versions of
//! one article, which share most of their lines.
//!
//! A pile may be larger than memory, so [`ContextBuilder`] takes documents one by one and keeps a
//! sample of each outlet's: those with the smallest hashes (bottom-k sampling, Cohen and Kaplan
//! 2007). What is kept depends on the documents and not on their order. Where the samples of all
//! outlets together grow too large, each is cut to half; in the end outlets themselves are
//! sampled. Rejected: counters in a hashed table, which are as small but take a line for repeated
//! when two lines fall together; here that needs two equal 64-bit hashes.
//!
//! Where it fails: a line under one in thirty articles of a large outlet is rarely seen twice in
//! a sample of 64 (under one in ten it is missed in one pile of a hundred), and an outlet that
//! repeats a paragraph in the middle of all its articles has versions of one article for all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use newstem::sketch::hash_words;
use serde::{Deserialize, Serialize};

use crate::credit::Outlets;
use crate::document::Document;
use crate::outlet::domain;

/// Two documents of an outlet that share more than this part of the inner lines of the shorter
/// one are versions of one article.
const VERSION_SHARE: f64 = 0.15;
/// So many lines at each end of a text do not tell versions of an article from its neighbours; of
/// a short text a third at each end.
const EDGE_LINES: usize = 3;
/// At most so many documents of an outlet are kept and compared.
const DOCUMENTS_OF_OUTLET_MAX: usize = 64;
/// At least so many documents of an outlet are kept, before outlets are left out altogether.
const DOCUMENTS_OF_OUTLET_MIN: usize = 4;
/// At most so many documents are kept of all outlets together; 2 KiB each at most.
const DOCUMENTS_MAX: usize = 16_384;
/// At most so many lines of a document are kept.
const LINES_MAX: usize = 128;
/// A repeated line stands in at least one of so many stories of its outlet, and in two.
const STORIES_A_REPEAT_MAX: usize = 20;
/// At most so many names of outlets are kept.
const NAMES_MAX: usize = 16_384;

/// The hashes of lines.
pub(crate) type Lines = Arc<BTreeSet<u64>>;

/// What [`crate::article_from`] may know of the rest of the pile. It can be written down, for a pile
/// whose documents are cleaned on many machines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Context {
    pub(crate) outlets: Arc<Outlets>,
    /// For each outlet, by hash, the lines that it repeats.
    pub(crate) repeated: BTreeMap<u64, Lines>,
}

impl Context {
    /// The context that `documents`, a whole pile, make for each other.
    pub fn of(documents: &[Document]) -> Self {
        let mut builder = ContextBuilder::default();
        for document in documents {
            builder.observe(document);
        }
        builder.build()
    }

    /// The names of the pile's outlets.
    pub(crate) fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// True where the outlet of `document` prints `line` under other articles too.
    pub(crate) fn is_repeated(&self, document: &Document, line: &str) -> bool {
        let lines = outlet_hash(document).and_then(|outlet| self.repeated.get(&outlet));
        lines.is_some_and(|lines| line_hash(line).is_some_and(|line| lines.contains(&line)))
    }
}

/// Documents of an outlet, those with the smallest hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(BTreeMap<u64, Page>);

impl Sample {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The lines that stand in enough different stories.
    pub(crate) fn repeated_lines(&self) -> Lines {
        let pages: Vec<&Page> = self.0.values().collect();
        Arc::new(repeated_lines(&pages))
    }
}

/// Makes a [`Context`] of documents seen one by one, in memory that does not grow with their
/// number: some 30 MiB at most.
#[derive(Clone, Debug)]
pub struct ContextBuilder {
    names: BTreeSet<String>,
    /// For each outlet, by hash, its documents with the smallest hashes.
    samples: BTreeMap<u64, Sample>,
    /// How many documents all samples hold.
    documents: usize,
    documents_of_outlet_max: usize,
    /// Outlets with a larger hash are left out.
    outlet_hash_max: u64,
}

impl Default for ContextBuilder {
    fn default() -> Self {
        Self {
            names: BTreeSet::new(),
            samples: BTreeMap::new(),
            documents: 0,
            documents_of_outlet_max: DOCUMENTS_OF_OUTLET_MAX,
            outlet_hash_max: u64::MAX,
        }
    }
}

impl ContextBuilder {
    /// Takes a document into account. The order of documents makes no difference, nor does a
    /// document seen twice.
    pub fn observe(&mut self, document: &Document) {
        self.sample(document);
    }

    /// The same; gives the outlet, by hash, where the document became part of its sample.
    pub(crate) fn sample(&mut self, document: &Document) -> Option<u64> {
        self.name(document);
        let outlet = outlet_hash(document).filter(|hash| *hash <= self.outlet_hash_max)?;
        let key = hash_words([document.title.as_str(), &document.text]);
        let sample = &mut self.samples.entry(outlet).or_default().0;
        let full = sample.len() >= self.documents_of_outlet_max;
        let beyond = sample.last_key_value().is_some_and(|(last, _)| key > *last);
        if sample.contains_key(&key) || full && beyond {
            return None;
        }
        sample.insert(key, Page::of(document));
        self.documents += 1;
        if full {
            sample.pop_last();
            self.documents -= 1;
        }
        while self.documents > DOCUMENTS_MAX {
            self.narrow();
        }
        Some(outlet)
    }

    pub(crate) fn sample_of(&self, outlet: u64) -> Option<&Sample> {
        self.samples.get(&outlet)
    }

    pub(crate) fn outlets_sampled(&self) -> usize {
        self.samples.len()
    }

    pub(crate) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// The context of all documents seen.
    pub fn build(self) -> Context {
        let repeated =
            self.samples.into_iter().map(|(outlet, sample)| (outlet, sample.repeated_lines()));
        let repeated = repeated.filter(|(_, lines)| !lines.is_empty()).collect();
        let outlets = Outlets::of(self.names.iter().map(String::as_str));
        Context { outlets: Arc::new(outlets), repeated }
    }

    fn name(&mut self, document: &Document) {
        let Some(name) = &document.outlet else {
            return;
        };
        if !self.names.contains(name) {
            self.names.insert(name.clone());
        }
        if self.names.len() > NAMES_MAX {
            self.names.pop_last();
        }
    }

    /// Halves what is kept: the documents of each outlet, at last the outlets.
    fn narrow(&mut self) {
        if self.documents_of_outlet_max > DOCUMENTS_OF_OUTLET_MIN {
            self.documents_of_outlet_max /= 2;
        } else {
            self.outlet_hash_max /= 2;
        }
        let (outlet_max, documents_max) = (self.outlet_hash_max, self.documents_of_outlet_max);
        self.samples.retain(|outlet, _| *outlet <= outlet_max);
        for sample in self.samples.values_mut() {
            while sample.len() > documents_max {
                sample.0.pop_last();
            }
        }
        self.documents = self.samples.values().map(Sample::len).sum();
    }
}

pub(crate) fn outlet_hash(document: &Document) -> Option<u64> {
    let from_url = || document.url.as_deref().and_then(domain);
    let outlet = document.outlet.clone().or_else(from_url)?;
    Some(hash_words([outlet.as_str()]))
}

/// A line's hash, the same for all its printings: case and digits are no difference, since counts
/// and dates change from page to page. Nothing where the line has no letters.
fn line_hash(line: &str) -> Option<u64> {
    let kept = line.chars().filter(|c| c.is_alphabetic() || *c == ' ');
    let key: String = kept.flat_map(char::to_lowercase).collect();
    let key = key.trim();
    (!key.is_empty()).then(|| hash_words([key]))
}

/// The hashes of a document's lines, sorted: of a long document, the smallest.
#[derive(Clone, Debug)]
struct Page {
    all: Vec<u64>,
    inner: Vec<u64>,
}

impl Page {
    fn of(document: &Document) -> Self {
        let all: Vec<u64> = document.text.lines().filter_map(line_hash).collect();
        let edge = EDGE_LINES.min(all.len() / 3);
        let inner = all.get(edge..all.len() - edge).unwrap_or_default().to_vec();
        Self { inner: smallest(inner), all: smallest(all) }
    }

    fn is_version_of(&self, other: &Self) -> bool {
        let shared = shared(&self.inner, &other.all).max(shared(&other.inner, &self.all));
        let shorter = self.inner.len().min(other.inner.len());
        shared as f64 > VERSION_SHARE * shorter as f64
    }
}

fn smallest(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(LINES_MAX);
    hashes.shrink_to_fit();
    hashes
}

/// How many of the `few` are among the sorted `many`.
fn shared(few: &[u64], many: &[u64]) -> usize {
    few.iter().filter(|hash| many.binary_search(hash).is_ok()).count()
}

/// The lines that stand in enough different stories of an outlet.
fn repeated_lines(pages: &[&Page]) -> BTreeSet<u64> {
    let stories = stories(pages);
    let distinct: BTreeSet<usize> = stories.iter().copied().collect();
    let enough = distinct.len().div_ceil(STORIES_A_REPEAT_MAX).max(2);
    let mut printed_in: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for (page, story) in pages.iter().zip(&stories) {
        for line in &page.all {
            printed_in.entry(*line).or_default().insert(*story);
        }
    }
    let repeated = printed_in.into_iter().filter(|(_, stories)| stories.len() >= enough);
    repeated.map(|(line, _)| line).collect()
}

/// For each page the first page of its story: one that is a version of it, or of a version.
fn stories(pages: &[&Page]) -> Vec<usize> {
    let mut stories: Vec<usize> = (0..pages.len()).collect();
    for (index, page) in pages.iter().enumerate() {
        for other in 0..index {
            let (own, others) = (stories[index], stories[other]);
            if own != others && page.is_version_of(pages[other]) {
                let (first, second) = (own.min(others), own.max(others));
                let joined = stories.iter_mut().filter(|story| **story == second);
                joined.for_each(|story| *story = first);
            }
        }
    }
    stories
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

    #[test]
    fn versions_of_a_short_article_repeat_nothing() {
        let short = |last: &str| Document {
            outlet: Some("Post".to_owned()),
            text: format!("It rained on Monday.\nThe bridge was closed at dusk.\n{last}"),
            ..Document::default()
        };
        check(
            short("It opened again."),
            short("It fell."),
            "The bridge was closed at dusk.",
            false,
        );
    }

    /// The lines that the builder finds repeated, by the order in which it sees the documents.
    fn build(documents: &[&Document]) -> Context {
        let mut builder = ContextBuilder::default();
        documents.iter().for_each(|document| builder.observe(document));
        builder.build()
    }

    fn numbered(outlet: usize, number: usize) -> Document {
        let own = hash_words([outlet.to_string().as_str(), number.to_string().as_str()]);
        let word = |digit: u32| ["rain", "ice", "fog", "hail"][(own >> (2 * digit) & 3) as usize];
        let words: Vec<&str> = (0..20).map(word).collect();
        let words = words.join(" ");
        let paragraphs: Vec<String> =
            (0..8).map(|n| format!("The {words} of the {}th day.", "x".repeat(n))).collect();
        Document {
            outlet: Some(format!("Post {outlet}")),
            text: format!("{}\nMore in our morning paper", paragraphs.join("\n")),
            ..Document::default()
        }
    }

    #[test]
    fn the_order_of_more_documents_than_are_kept_makes_no_difference() {
        let documents: Vec<Document> = (0..300)
            .flat_map(|outlet| (0..DOCUMENTS_OF_OUTLET_MAX).map(move |n| numbered(outlet, n)))
            .collect();
        assert!(documents.len() > DOCUMENTS_MAX);
        let forwards: Vec<&Document> = documents.iter().collect();
        let backwards: Vec<&Document> = documents.iter().rev().collect();
        let (one, other) = (build(&forwards), build(&backwards));
        assert_eq!(one.repeated, other.repeated);
        assert_eq!(one.repeated.len(), 300);
    }

    #[test]
    fn a_line_of_few_stories_of_many_is_no_repeat() {
        let mut documents: Vec<Document> = (0..60).map(|number| numbered(0, number)).collect();
        for document in documents.iter_mut().take(2) {
            document.text += "\nThe warden of the bridge, on the ice";
        }
        let context = build(&documents.iter().collect::<Vec<_>>());
        let repeated = |line| context.is_repeated(&documents[0], line);
        assert!(!repeated("The warden of the bridge, on the ice"));
        assert!(repeated("More in our morning paper"));
    }
}
