//! How much a term tells: rare ones much, common ones little (inverse document frequency, Spärck
//! Jones 1972), counted over the articles of a pile.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Reading;

/// Document frequencies of stems over a pile.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    documents: usize,
    counts: BTreeMap<String, usize>,
}

impl Rarity {
    /// Counts in how many of the readings each stem occurs.
    pub fn of<'a>(readings: impl IntoIterator<Item = &'a Reading>) -> Self {
        let mut rarity = Self::default();
        for reading in readings {
            rarity.documents += 1;
            let stems: BTreeSet<&String> =
                reading.words().map(|word| &reading.stems[word]).collect();
            for stem in stems {
                *rarity.counts.entry(stem.clone()).or_insert(0) += 1;
            }
        }
        rarity
    }

    /// Inverse document frequency, smoothed; never below 0.
    pub fn weight(&self, stem: &str) -> f64 {
        let count = self.counts.get(stem).copied().unwrap_or(0) as f64;
        ((self.documents as f64 + 1.0) / (count + 0.5)).ln().max(0.0)
    }
}
