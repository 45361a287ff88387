//! What of an article is compared to tell whether it reports the same event.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::published::Interval;
use crate::published::interval;
use crate::sketch::{Fingerprint, Signature};
use crate::text::vector::{Embedder, Embedders, Vector};
use crate::text::{Rarity, Reading, find_anchors};

/// One article's words, names and numbers, with weights, as unit vectors.
#[derive(Clone, Debug)]
pub struct Features {
    /// Stems of title and body, sorted.
    pub words: Vec<(String, f64)>,
    /// Folded names and numbers of title and body, sorted.
    pub anchors: Vec<(String, f64)>,
    /// What it means, where it is too short for its words to tell.
    pub meaning: Option<Meaning>,
    /// Primary language tag.
    pub language: String,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
}

/// The place of a short text among others, by each model; the two do not compare.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Among English texts.
    pub english: Vector,
    /// Among texts of all languages.
    pub multilingual: Vector,
}

/// Below this many words a text is short: a headline, perhaps with a line below it.
const SHORT: usize = 60;

/// How many of its weightiest terms an article is looked up by.
const LOOKED_UP: usize = 40;

impl Features {
    /// The features of one article, given the readings of its title and body.
    pub fn new(
        article: &Article,
        title: &Reading,
        body: &Reading,
        rarity: &Rarity,
        embedders: &Embedders,
    ) -> Self {
        let mut words = BTreeMap::new();
        let mut anchors = BTreeMap::new();
        for reading in [title, body] {
            let is_anchor = find_anchors(reading);
            for word in reading.words() {
                let weight = rarity.weight(&reading.stems[word]);
                count(&mut words, &reading.stems[word], weight);
                if is_anchor[word] {
                    count(&mut anchors, &reading.folded[word], weight);
                }
            }
        }
        Self {
            meaning: meaning(title, body, embedders),
            words: unit(&words),
            anchors: unit(&anchors),
            language: article.language.split('-').next().unwrap_or_default().to_owned(),
            published: article.published.as_deref().and_then(interval),
        }
    }

    /// What candidate pairs are found by.
    pub fn fingerprint(&self, signature: Option<Signature>) -> Fingerprint {
        Fingerprint { signature, terms: self.telling_terms() }
    }

    fn telling_terms(&self) -> Vec<String> {
        let mut terms: Vec<(&str, f64)> =
            self.words.iter().chain(&self.anchors).map(|(term, w)| (term.as_str(), *w)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let mut telling: Vec<String> =
            terms.into_iter().take(LOOKED_UP).map(|(term, _)| term.to_owned()).collect();
        telling.sort();
        telling.dedup();
        telling
    }
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

fn count(counts: &mut BTreeMap<String, (f64, f64)>, term: &str, weight: f64) {
    let entry = counts.entry(term.to_owned()).or_insert((0.0, weight));
    entry.0 += 1.0;
}

/// Damped term frequency times rarity, brought to length 1.
fn unit(counts: &BTreeMap<String, (f64, f64)>) -> Vec<(String, f64)> {
    let weighted = counts.iter().map(|(term, (count, rarity))| (term, (1.0 + count.ln()) * rarity));
    let weighted: Vec<(&String, f64)> = weighted.filter(|(_, weight)| *weight > 0.0).collect();
    let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    weighted.into_iter().map(|(term, weight)| (term.clone(), weight / length)).collect()
}
