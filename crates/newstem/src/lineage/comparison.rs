//! What two articles of a story share, seen from either side.
//!
//! Every share is a containment (Broder 1997): how much of one article stands in the other.
//! Speech in quotation marks is also left out of some, because two reporters at one press
//! conference share their quotes without either having seen the other's report.

use std::collections::BTreeMap;

use super::drift::drift;
use crate::align::{Alignment, Profile, SentencePair, Term, align_profiles, term};
use crate::sketch::hash_words;
use crate::text::{Rarity, Reading, find_quoted};

/// One article prepared for comparison.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its sentences' terms.
    pub profile: Profile,
    /// Stems outside quotation marks, with weights, sorted by term, each once.
    pub stems: Vec<(Term, f64)>,
    /// Hashes of word 4-grams, quotes included, sorted, each once.
    pub phrases: Vec<u64>,
    /// Number of words.
    pub words: usize,
}

/// The length of a phrase in words.
const PHRASE: usize = 4;
/// A phrase broken by more than these tokens in all, marks and spaces included, is none.
const PHRASE_TOKENS_MAX: usize = 4 * PHRASE;
/// A sentence has a match from this likeness on.
const MATCHED_LIKENESS: f64 = 0.3;

impl Subject {
    /// Prepares one article.
    pub fn new(reading: &Reading, profile: Profile, rarity: &Rarity) -> Self {
        let quoted = find_quoted(reading);
        let words: Vec<usize> = reading.words().collect();
        let reported: Vec<usize> = words.iter().copied().filter(|&word| !quoted[word]).collect();
        let weigh =
            |&word: &usize| (term(&reading.stems[word]), rarity.weight(&reading.stems[word]));
        let stems: BTreeMap<Term, f64> = reported.iter().map(weigh).collect();
        Self {
            profile,
            stems: stems.into_iter().collect(),
            phrases: phrases(reading, &words),
            words: words.len(),
        }
    }
}

fn phrases(reading: &Reading, words: &[usize]) -> Vec<u64> {
    let mut phrases: Vec<u64> = words
        .windows(PHRASE)
        .filter(|window| window[PHRASE - 1] - window[0] < PHRASE_TOKENS_MAX)
        .map(|window| hash_words(window.iter().map(|&word| reading.folded[word].as_str())))
        .collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// Shares of one article that stand in another; all from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Of its stems outside quotes, by weight.
    pub words: f64,
    /// Of its word 4-grams.
    pub phrases: f64,
    /// Of its words, those in sentences that have a match.
    pub matched: f64,
}

/// Two articles compared.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What of the left article stands in the right one.
    pub left: Shares,
    /// What of the right article stands in the left one.
    pub right: Shares,
    /// How far matched sentences stand in the same order, 0 to 1.
    pub order: f64,
    /// By how much rarer the right one's words are where both have words in each other's place.
    pub drift: f64,
    /// Sentence by sentence.
    pub alignment: Alignment,
}

impl Comparison {
    /// Compares two articles.
    pub fn new(left: &Subject, right: &Subject) -> Self {
        let alignment = align_profiles(&left.profile, &right.profile);
        Self {
            left: shares(left, right, &alignment.left_best),
            right: shares(right, left, &alignment.right_best),
            order: (order(&places_by(&alignment, left_first))
                + order(&places_by(&alignment, right_first)))
                / 2.0,
            drift: drift(&left.profile, &right.profile, &alignment),
            alignment,
        }
    }

    /// The same, seen from the other side.
    pub fn mirrored(&self) -> Self {
        let mut alignment = self.alignment.clone();
        std::mem::swap(&mut alignment.left_best, &mut alignment.right_best);
        for pair in &mut alignment.pairs {
            std::mem::swap(&mut pair.left, &mut pair.right);
        }
        alignment.pairs.sort_by_key(|pair| (pair.left, pair.right));
        Self {
            left: self.right,
            right: self.left,
            order: self.order,
            drift: -self.drift,
            alignment,
        }
    }
}

fn shares(of: &Subject, within: &Subject, best: &[f64]) -> Shares {
    Shares {
        words: weight_share(&of.stems, &within.stems),
        phrases: set_share(&of.phrases, &within.phrases),
        matched: sentence_mean(of, &thresholded(best)),
    }
}

fn thresholded(best: &[f64]) -> Vec<f64> {
    best.iter().map(|&likeness| f64::from(u8::from(likeness >= MATCHED_LIKENESS))).collect()
}

fn weight_share(of: &[(Term, f64)], within: &[(Term, f64)]) -> f64 {
    let total: f64 = of.iter().map(|(_, weight)| weight).sum();
    let common: f64 = common(of, within, |(term, _)| *term).map(|(_, weight)| weight).sum();
    if total > 0.0 { common / total } else { 0.0 }
}

fn set_share(of: &[u64], within: &[u64]) -> f64 {
    if of.is_empty() {
        return 0.0;
    }
    common(of, within, |&phrase| phrase).count() as f64 / of.len() as f64
}

/// Those of one sorted list whose keys another has.
pub fn common<'a, T>(
    of: &'a [T],
    within: &'a [T],
    key: fn(&T) -> u64,
) -> impl Iterator<Item = &'a T> {
    let mut at = 0;
    of.iter().filter(move |item| {
        let sought = key(item);
        while within.get(at).is_some_and(|other| key(other) < sought) {
            at += 1;
        }
        within.get(at).is_some_and(|other| key(other) == sought)
    })
}

fn sentence_mean(of: &Subject, best: &[f64]) -> f64 {
    let weights = of.profile.sentences.iter().map(|sentence| sentence.words as f64);
    let total: f64 = weights.clone().sum();
    let sum: f64 = weights.zip(best).map(|(weight, likeness)| weight * likeness).sum();
    if total > 0.0 { sum / total } else { 0.0 }
}

/// A pair's sentence on the side that is gone through, and the one across.
type Side = fn(&SentencePair) -> (usize, usize);

fn left_first(pair: &SentencePair) -> (usize, usize) {
    (pair.left, pair.right)
}

fn right_first(pair: &SentencePair) -> (usize, usize) {
    (pair.right, pair.left)
}

/// For each matched sentence of one side, in order, the place of its best match.
fn places_by(alignment: &Alignment, side: Side) -> Vec<usize> {
    let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for pair in &alignment.pairs {
        let (own, across) = side(pair);
        let held = best.entry(own).or_insert((0.0, across));
        if pair.similarity > held.0 {
            *held = (pair.similarity, across);
        }
    }
    best.into_values().map(|(_, across)| across).collect()
}

/// Share of matches that go forward in both articles.
fn order(places: &[usize]) -> f64 {
    if places.len() < 2 {
        return 0.5;
    }
    longest_rise(places) as f64 / places.len() as f64
}

/// Length of the longest non-decreasing subsequence.
fn longest_rise(places: &[usize]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for &place in places {
        let at = tails.partition_point(|&tail| tail <= place);
        if at == tails.len() { tails.push(place) } else { tails[at] = place }
    }
    tails.len()
}
