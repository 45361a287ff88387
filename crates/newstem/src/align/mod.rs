//! Two articles side by side, sentence by sentence and word by word.
//!
//! `align(a, b)` mirrors `align(b, a)`.

use crate::text::Reading;

/// Two sentences, one of each article, that tell the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentencePair {
    /// Index of the sentence in the left article.
    pub left: usize,
    /// Index of the sentence in the right article.
    pub right: usize,
    /// How alike they are, 0 to 1.
    pub similarity: f64,
}

/// How two articles lie side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Pairs in the order of the left article, then the right; a sentence may stand in several
    /// where one article splits what the other joins.
    pub pairs: Vec<SentencePair>,
}

/// How much a stem tells: rare ones much, common ones little. Made over the articles of a pile.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    documents: usize,
    counts: std::collections::BTreeMap<String, usize>,
}

impl Rarity {
    /// Counts in how many of the readings each stem occurs.
    pub fn of(readings: &[Reading]) -> Self {
        let mut counts = std::collections::BTreeMap::new();
        for reading in readings {
            let stems: std::collections::BTreeSet<&String> =
                reading.words().map(|word| &reading.stems[word]).collect();
            for stem in stems {
                *counts.entry(stem.clone()).or_insert(0) += 1;
            }
        }
        Self {
            documents: readings.len(),
            counts,
        }
    }

    /// Inverse document frequency, smoothed; at least 0.
    pub fn weight(&self, stem: &str) -> f64 {
        let count = self.counts.get(stem).copied().unwrap_or(0) as f64;
        ((self.documents as f64 + 1.0) / (count + 0.5))
            .ln()
            .max(0.0)
    }
}

/// Lays two articles side by side.
pub fn align(left: &Reading, right: &Reading, rarity: &Rarity) -> Alignment {
    let mut pairs = Vec::new();
    for a in 0..left.sentences.len() {
        for b in 0..right.sentences.len() {
            let similarity = similarity(left, a, right, b, rarity);
            if similarity >= 0.35 {
                pairs.push(SentencePair {
                    left: a,
                    right: b,
                    similarity,
                });
            }
        }
    }
    Alignment { pairs }
}

fn similarity(left: &Reading, a: usize, right: &Reading, b: usize, rarity: &Rarity) -> f64 {
    let stems = |reading: &Reading, sentence: usize| -> std::collections::BTreeSet<String> {
        reading
            .sentence_words(sentence)
            .map(|word| reading.stems[word].clone())
            .collect()
    };
    let (a, b) = (stems(left, a), stems(right, b));
    let weight = |stems: &mut dyn Iterator<Item = &String>| -> f64 {
        stems.map(|stem| rarity.weight(stem) + 0.1).sum()
    };
    let common = weight(&mut a.intersection(&b));
    let either = weight(&mut a.iter()) + weight(&mut b.iter());
    if either > 0.0 {
        2.0 * common / either
    } else {
        0.0
    }
}
