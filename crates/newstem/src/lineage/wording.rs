//! How the child's sentences were made from the parent's: kept, swapped word by word, or
//! written anew.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use crate::align::{SentencePair, align_words};
use crate::text::Reading;
use crate::text::lexicon::Lexicon;

/// What became of the words of matched sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// Share of the words of matched sentences that both have in the same order, 0 to 1.
    pub kept: f64,
    /// Share that stand for each other one by one, 0 to 1.
    pub swapped: f64,
    /// Share of those that a dictionary knows as synonyms, 0 to 1.
    pub synonyms: f64,
    /// The substitutions as (parent's word, child's word), with how often each was made.
    pub substitutions: BTreeMap<(String, String), usize>,
}

/// Compares the words of each child sentence with those of its best match in the parent.
pub fn compare_wording(
    child: &Reading,
    parent: &Reading,
    comparison: &Comparison,
    lexicon: &Lexicon,
) -> Wording {
    let mut counts = Counts::default();
    for pair in best_pairs(comparison) {
        counts.add(child, pair.left, parent, pair.right);
    }
    let total = counts.words.max(1) as f64;
    let known = counts.known_synonyms(lexicon);
    Wording {
        kept: counts.kept as f64 / total,
        swapped: counts.swapped as f64 / total,
        synonyms: known as f64 / counts.swapped.max(1) as f64,
        substitutions: counts.substitutions,
    }
}

#[derive(Default)]
struct Counts {
    words: usize,
    kept: usize,
    swapped: usize,
    substitutions: BTreeMap<(String, String), usize>,
}

impl Counts {
    /// How many of the substitutions a dictionary knows.
    fn known_synonyms(&self, lexicon: &Lexicon) -> usize {
        let swaps = self.substitutions.iter();
        let known = swaps.filter(|((from, to), _)| lexicon.are_synonyms(from, to));
        known.map(|(_, count)| count).sum()
    }

    fn add(&mut self, child: &Reading, mine: usize, parent: &Reading, theirs: usize) {
        let own: Vec<&str> = folded_words(child, mine);
        let other: Vec<&str> = folded_words(parent, theirs);
        let alignment = align_words(&own, &other);
        self.words += own.len().max(other.len());
        self.kept += alignment.kept.len();
        self.swapped += alignment.swapped.len();
        for &(a, b) in &alignment.swapped {
            let pair = (other[b].to_owned(), own[a].to_owned());
            *self.substitutions.entry(pair).or_insert(0) += 1;
        }
    }
}

fn folded_words(reading: &Reading, sentence: usize) -> Vec<&str> {
    reading.sentence_words(sentence).map(|word| reading.folded[word].as_str()).collect()
}

/// Each child sentence that has a match, with the one that it matches best.
pub fn best_pairs(comparison: &Comparison) -> Vec<SentencePair> {
    let mut best: BTreeMap<usize, SentencePair> = BTreeMap::new();
    for pair in &comparison.alignment.pairs {
        let held = best.entry(pair.left).or_insert(*pair);
        if pair.similarity > held.similarity {
            *held = *pair;
        }
    }
    best.into_values().collect()
}
