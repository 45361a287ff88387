//! Which sentences of two articles tell the same.

use super::words::align_words;
use super::{Profile, SentenceProfile, StemPlace, Term};
use crate::text::dot;

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
    /// For each sentence of the left article, how alike its best match is, 0 to 1.
    pub left_best: Vec<f64>,
    /// For each sentence of the right article, how alike its best match is, 0 to 1.
    pub right_best: Vec<f64>,
}

/// The least likeness of a pair, context included.
const LEAST_SIMILARITY: f64 = 0.25;
/// How much of a neighbouring pair's likeness a pair gains.
const NEIGHBOUR_SHARE: f64 = 0.15;
/// A match is kept beside a better one when it is at least this share of it.
const RIVAL_SHARE: f64 = 0.7;

/// Sentences that share less than this are not aligned word by word.
const WORTH_ALIGNING: f64 = 0.1;
/// Share of words that unrelated sentences have in the same order.
const CHANCE_ORDER: f64 = 0.3;

/// Cosine of the vectors of unrelated sentences in two languages.
const CHANCE_NEARNESS: f64 = 0.1;
/// How far above that the vectors of good translations lie.
const TRANSLATION_NEARNESS: f64 = 0.6;
/// How much nearness counts beside names and numbers, 0 to 1.
const NEARNESS_SHARE: f64 = 0.6;

/// Lays two profiles side by side.
pub fn align_profiles(left: &Profile, right: &Profile) -> Alignment {
    let plain = plain_similarities(left, right);
    let supported = with_neighbours(&plain);
    let left_best = row_maxima(&supported);
    let right_best = column_maxima(&supported, right.sentences.len());
    let mut pairs = Vec::new();
    for (a, row) in supported.iter().enumerate() {
        for (b, &similarity) in row.iter().enumerate() {
            let best = left_best[a].max(right_best[b]);
            if similarity >= LEAST_SIMILARITY && similarity >= RIVAL_SHARE * best {
                pairs.push(SentencePair { left: a, right: b, similarity });
            }
        }
    }
    Alignment { pairs, left_best, right_best }
}

fn plain_similarities(left: &Profile, right: &Profile) -> Vec<Vec<f64>> {
    if left.same_language(right) {
        return by_words(left, right);
    }
    let compare = |a: &SentenceProfile| -> Vec<f64> {
        right.sentences.iter().map(|b| across_languages(a, b)).collect()
    };
    left.sentences.iter().map(compare).collect()
}

/// Shared stems, or what words the two keep in the same order: a spinner swaps the words that
/// tell most and leaves the others where they were.
fn by_words(left: &Profile, right: &Profile) -> Vec<Vec<f64>> {
    let mut likeness = shared_stems(left, right);
    for (row, a) in likeness.iter_mut().zip(&left.sentences) {
        for (held, b) in row.iter_mut().zip(&right.sentences) {
            *held = by_order(a, b, normed(*held, a.square, b.square));
        }
    }
    likeness
}

fn by_order(left: &SentenceProfile, right: &SentenceProfile, shared: f64) -> f64 {
    let longer = left.words.max(right.words);
    let shorter = left.words.min(right.words);
    if shared < WORTH_ALIGNING || 2 * shorter < longer {
        return shared;
    }
    shared.max((in_order(left, right) - CHANCE_ORDER) / (1.0 - CHANCE_ORDER))
}

/// Dot products of each two sentences' stems. Both articles' stems are gone through once: most
/// sentences share none, and looking at every two of them would take most of the time.
fn shared_stems(left: &Profile, right: &Profile) -> Vec<Vec<f64>> {
    let mut products = vec![vec![0.0; right.sentences.len()]; left.sentences.len()];
    let mut others = right.stems.chunk_by(|a, b| a.term == b.term).peekable();
    for own in left.stems.chunk_by(|a, b| a.term == b.term) {
        while others.next_if(|other| other[0].term < own[0].term).is_some() {}
        if let Some(other) = others.next_if(|other| other[0].term == own[0].term) {
            multiply(own, other, &mut products);
        }
    }
    products
}

/// Adds what a stem is worth to each two sentences that have it.
fn multiply(left: &[StemPlace], right: &[StemPlace], products: &mut [Vec<f64>]) {
    for a in left {
        for b in right {
            products[a.sentence as usize][b.sentence as usize] += a.weight * b.weight;
        }
    }
}

/// Shared names and numbers, and how near the two lie among sentences of all languages.
fn across_languages(left: &SentenceProfile, right: &SentenceProfile) -> f64 {
    let anchors = cosine(&left.anchors, &right.anchors);
    let (Some(left), Some(right)) = (&left.vector, &right.vector) else { return anchors };
    let nearness = (f64::from(left.cosine(right)) - CHANCE_NEARNESS) / TRANSLATION_NEARNESS;
    (1.0 - NEARNESS_SHARE) * anchors + NEARNESS_SHARE * nearness.clamp(0.0, 1.0)
}

/// Share of the longer sentence's words that both have in the same order; a word swapped for
/// another in its place counts half.
fn in_order(left: &SentenceProfile, right: &SentenceProfile) -> f64 {
    let words = align_words(&left.sequence, &right.sequence);
    let longer = left.sequence.len().max(right.sequence.len());
    (words.kept.len() as f64 + 0.5 * words.swapped.len() as f64) / longer as f64
}

/// Cosine of two sorted term lists.
fn cosine(left: &[(Term, f64)], right: &[(Term, f64)]) -> f64 {
    normed(dot(left, right), square(left), square(right))
}

/// A dot product as a cosine.
fn normed(common: f64, left_square: f64, right_square: f64) -> f64 {
    if common == 0.0 { 0.0 } else { common / (left_square * right_square).sqrt() }
}

fn square(terms: &[(Term, f64)]) -> f64 {
    terms.iter().map(|(_, weight)| weight * weight).sum()
}

fn with_neighbours(plain: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let at = |a: Option<usize>, b: Option<usize>| -> f64 {
        a.zip(b).and_then(|(a, b)| plain.get(a)?.get(b)).copied().unwrap_or(0.0)
    };
    let supported = |a: usize, b: usize| -> f64 {
        let before = at(a.checked_sub(1), b.checked_sub(1));
        let after = at(Some(a + 1), Some(b + 1));
        (plain[a][b] + NEIGHBOUR_SHARE * (before + after)).min(1.0)
    };
    (0..plain.len()).map(|a| (0..plain[a].len()).map(|b| supported(a, b)).collect()).collect()
}

fn row_maxima(matrix: &[Vec<f64>]) -> Vec<f64> {
    matrix.iter().map(|row| row.iter().copied().fold(0.0, f64::max)).collect()
}

fn column_maxima(matrix: &[Vec<f64>], columns: usize) -> Vec<f64> {
    let column = |b: usize| matrix.iter().map(|row| row[b]).fold(0.0, f64::max);
    (0..columns).map(column).collect()
}
