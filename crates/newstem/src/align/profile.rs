//! What of an article is compared: for each sentence its terms with their weights.
//!
//! Terms are kept as hashes, since every sentence of one article meets every sentence of the others
//! and numbers are compared much faster than words. Two words of one hash would count as one; with
//! 64 bits that has a chance of three in a hundred million even among a million words. Rejected:
//! numbering the words of a pile, which would tie each article's profile to all others.

use std::collections::BTreeMap;

use crate::sketch::hash_words;
use crate::text::vector::{Embedder, Vector};
use crate::text::{Rarity, Reading, find_anchors, find_quoted};

/// A word or stem as a number: the hash of its letters.
pub type Term = u64;

/// A word or stem as a number.
pub fn term(word: &str) -> Term {
    hash_words([word])
}

/// The terms of one article, sentence by sentence.
#[derive(Clone, Debug)]
pub struct Profile {
    /// BCP 47 tag of its language.
    pub language: String,
    /// In the order of the reading's sentences.
    pub sentences: Vec<SentenceProfile>,
    /// The stems of all sentences, sorted by term, then by sentence.
    pub stems: Vec<StemPlace>,
}

/// A stem in a sentence that has it.
#[derive(Clone, Copy, Debug)]
pub struct StemPlace {
    /// The stem.
    pub term: Term,
    /// The sentence.
    pub sentence: u32,
    /// What it weighs.
    pub weight: f64,
}

/// The terms of one sentence.
#[derive(Clone, Debug)]
pub struct SentenceProfile {
    /// The squares of its stems' weights, added up.
    pub square: f64,
    /// Its place among sentences of all languages, where it was asked for.
    pub vector: Option<Vector>,
    /// Its words in order, folded.
    pub sequence: Vec<Term>,
    /// What each of them weighs by its stem.
    pub rarities: Vec<f64>,
    /// Names and numbers, folded, with weights, sorted, each once.
    pub anchors: Vec<(Term, f64)>,
    /// Number of words.
    pub words: usize,
    /// Share of its words that stand in quotation marks, 0 to 1.
    pub quoted: f64,
}

/// What even the commonest word weighs, so that shared syntax counts a little.
const FLOOR: f64 = 0.15;

impl Profile {
    /// The profile of one article within its pile.
    pub fn new(reading: &Reading, rarity: &Rarity) -> Self {
        let anchors = find_anchors(reading);
        let quoted = find_quoted(reading);
        let mut stems = Vec::new();
        let sentences = (0..reading.sentences.len())
            .map(|sentence| {
                let own = sentence_stems(reading, sentence, rarity);
                stems.extend(places(&own, sentence));
                sentence_profile(reading, sentence, &own, &anchors, &quoted)
            })
            .collect();
        stems.sort_unstable_by_key(|place: &StemPlace| (place.term, place.sentence));
        Self { language: reading.language.clone(), sentences, stems }
    }

    /// The same, with a vector for each sentence, by which languages can be compared.
    pub fn with_vectors(reading: &Reading, rarity: &Rarity, embedder: &dyn Embedder) -> Self {
        let mut profile = Self::new(reading, rarity);
        for (index, sentence) in profile.sentences.iter_mut().enumerate() {
            sentence.vector = Some(embedder.embed(reading.sentence_text(index)));
        }
        profile
    }

    /// Whether two articles are written in one language, as far as is known.
    pub fn same_language(&self, other: &Self) -> bool {
        primary(&self.language) == primary(&other.language)
    }
}

fn primary(language: &str) -> &str {
    match language.split('-').next().unwrap_or_default() {
        "" | "und" => "en",
        primary => primary,
    }
}

fn sentence_stems(reading: &Reading, sentence: usize, rarity: &Rarity) -> BTreeMap<Term, f64> {
    let stems = reading.sentence_words(sentence).map(|word| &reading.stems[word]);
    stems.map(|stem| (term(stem), FLOOR + rarity.weight(stem))).collect()
}

fn places(stems: &BTreeMap<Term, f64>, sentence: usize) -> impl Iterator<Item = StemPlace> {
    let sentence = u32::try_from(sentence).unwrap_or(u32::MAX);
    stems.iter().map(move |(&term, &weight)| StemPlace { term, sentence, weight })
}

fn sentence_profile(
    reading: &Reading,
    sentence: usize,
    stems: &BTreeMap<Term, f64>,
    anchors: &[bool],
    quoted: &[bool],
) -> SentenceProfile {
    let mut names = BTreeMap::new();
    let mut sequence = Vec::new();
    let mut rarities = Vec::new();
    let mut inside = 0;
    for word in reading.sentence_words(sentence) {
        let weight = stems.get(&term(&reading.stems[word])).copied().unwrap_or(FLOOR);
        if anchors[word] {
            names.insert(term(&reading.folded[word]), weight);
        }
        sequence.push(term(&reading.folded[word]));
        rarities.push(weight);
        inside += usize::from(quoted[word]);
    }
    SentenceProfile {
        square: stems.values().map(|weight| weight * weight).sum(),
        anchors: names.into_iter().collect(),
        words: sequence.len(),
        quoted: inside as f64 / sequence.len().max(1) as f64,
        sequence,
        rarities,
        vector: None,
    }
}
