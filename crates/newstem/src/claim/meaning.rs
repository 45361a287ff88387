//! How near in meaning sentences, and the words after values, are to each other.
//!
//! One model serves a whole story, so that all its vectors share a space: the English one where
//! every article is in English, else the one of many languages.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::article::Article;
use crate::text::Reading;
use crate::text::vector::{Embedders, Vector};

/// Cosines between all that claims are compared by.
pub(super) struct Meaning {
    /// Between sentences that give values.
    pub(super) lines: Cosines,
    /// Between the words right after values.
    pub(super) after: Cosines,
}

impl Meaning {
    /// For the values `slots`, by their indices in the ledger.
    pub(super) fn new(
        ledger: &Ledger,
        slots: &[usize],
        articles: &[&Article],
        readings: &[&Reading],
        embedders: &Embedders,
    ) -> Self {
        let languages = articles.iter().map(|article| article.language.as_str());
        let embedder = embedders.for_languages(languages);
        let line = |slot: &usize| {
            let line = ledger.slots[*slot].line;
            let of = &ledger.lines[line];
            (line, embedder.embed(readings[of.article].sentence_text(of.sentence)))
        };
        let after = |&slot: &usize| {
            let reading = readings[ledger.article_of(slot)];
            let words = ledger.slots[slot].after.iter().map(|&word| reading.token_text(word));
            (slot, embedder.embed(&words.collect::<Vec<_>>().join(" ")))
        };
        Self {
            lines: Cosines::between(slots.iter().map(line).collect()),
            after: Cosines::between(slots.iter().map(after).collect()),
        }
    }
}

/// The cosines between vectors, each known by a number.
pub(super) struct Cosines {
    /// For each number the place of its vector: they are asked for very often.
    places: Vec<Option<usize>>,
    count: usize,
    values: Vec<f32>,
}

impl Cosines {
    fn between(vectors: BTreeMap<usize, Vector>) -> Self {
        let numbers = vectors.last_key_value().map_or(0, |(last, _)| last + 1);
        let mut places = vec![None; numbers];
        vectors.keys().zip(0..).for_each(|(&number, place)| places[number] = Some(place));
        let vectors: Vec<Vector> = vectors.into_values().collect();
        let row = |left: &Vector| -> Vec<f32> {
            vectors.iter().map(|right| left.cosine(right)).collect()
        };
        let values = vectors.iter().flat_map(row).collect();
        Self { places, count: vectors.len(), values }
    }

    /// The cosine between two of them; 0 where either is not known.
    pub(super) fn of(&self, left: usize, right: usize) -> f64 {
        let place = |number: usize| self.places.get(number).copied().flatten();
        let (Some(left), Some(right)) = (place(left), place(right)) else {
            return 0.0;
        };
        f64::from(self.values[left * self.count + right])
    }
}
