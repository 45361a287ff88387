//! The terms of one article, counted, with all that is read of its text for grouping.
//!
//! This is the costly part of grouping and asks nothing of other articles, so that it can be done
//! on many threads; what it makes is small, so that a large pile need not be kept tokenised.

use std::collections::BTreeMap;

use super::features::Meaning;
use crate::article::Article;
use crate::published::{Interval, interval};
use crate::sketch::{Signature, signature};
use crate::text::vector::{Embedder, Embedders};
use crate::text::{Reading, find_anchors};

/// What is read of one article.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its id.
    pub id: String,
    /// Stems of title and body, sorted, with a folded word that has each and how often it stands.
    pub words: Vec<Counted>,
    /// Folded names and numbers of title and body, sorted, with the stem of each.
    pub anchors: Vec<Counted>,
    /// For copies; nothing where the text is too short.
    pub signature: Option<Signature>,
    /// What it means, where it is too short for its words to tell.
    pub meaning: Option<Meaning>,
    /// Primary language tag.
    pub language: String,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
}

/// A term and how often it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The form that is compared.
    pub term: String,
    /// Of a stem, the first word that has it; of a name or number, its stem.
    pub other: String,
    /// How often.
    pub count: u32,
}

/// Below this many words a text is short: a headline, perhaps with a line below it.
const SHORT: usize = 60;

impl Terms {
    /// Reads an article.
    pub fn of(article: &Article, embedders: &Embedders) -> Self {
        let title = Reading::new(&article.title, &article.language);
        let body = Reading::new(&article.body, &article.language);
        let (mut words, mut anchors) = (Counts::new(), Counts::new());
        for reading in [&title, &body] {
            let is_anchor = find_anchors(reading);
            for word in reading.words() {
                let (stem, folded) = (&reading.stems[word], &reading.folded[word]);
                count(&mut words, stem, folded);
                if is_anchor[word] {
                    count(&mut anchors, folded, stem);
                }
            }
        }
        Self {
            id: article.id.clone(),
            words: counted(words),
            anchors: counted(anchors),
            signature: signature(&article.body),
            meaning: meaning(&title, &body, embedders),
            language: article.language.split('-').next().unwrap_or_default().to_owned(),
            published: article.published.as_deref().and_then(interval),
        }
    }
}

/// Terms with the other form of each and how often it stands.
type Counts<'a> = BTreeMap<&'a str, (&'a str, u32)>;

fn count<'a>(counts: &mut Counts<'a>, term: &'a str, other: &'a str) {
    counts.entry(term).or_insert((other, 0)).1 += 1;
}

fn counted(counts: Counts<'_>) -> Vec<Counted> {
    let owned = |(term, (other, count)): (&str, (&str, u32))| Counted {
        term: term.to_owned(),
        other: other.to_owned(),
        count,
    };
    counts.into_iter().map(owned).collect()
}

/// Vectors help headlines and hurt full texts, so long texts get none.
fn meaning(title: &Reading, body: &Reading, embedders: &Embedders) -> Option<Meaning> {
    if body.words().nth(SHORT).is_some() {
        return None;
    }
    let text = format!("{}\n{}", title.text, body.text);
    let english = embedders.english.embed(&text);
    Some(Meaning { english, multilingual: embedders.multilingual.embed(&text) })
}
