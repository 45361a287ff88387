//! The lists that two articles are compared by, and their dot products.
//!
//! What a list weighs is kept with the article, its weights are not: they would take twice the room
//! of all else that is known of it.

use serde::{Deserialize, Serialize};

use super::similarity::damped;
use super::vocabulary::{Counts, Vocabulary};
use super::weights::Weights;
use crate::text::TermId;

/// What gives words their weights.
#[derive(Clone, Copy)]
pub struct Scale<'a> {
    /// The words.
    pub vocabulary: &'a Vocabulary,
    /// The weights of their stems.
    pub weights: &'a Weights,
}

/// Lengths of an article's lists as vectors of weights.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Lengths {
    pub(super) stems: f64,
    pub(super) anchors: f64,
    pub(super) numbers: f64,
    pub(super) pairs: f64,
    /// Stems, each counted once.
    pub(super) distinct: f64,
}

impl Scale<'_> {
    pub(super) fn anchor(&self, anchor: TermId) -> f64 {
        self.weights.of(self.vocabulary.stem_of(anchor))
    }

    pub(super) fn pair(&self, pair: (TermId, TermId)) -> f64 {
        self.weights.of(pair.0) + self.weights.of(pair.1)
    }

    /// The lengths of an article's lists by the weights of now.
    pub fn lengths(&self, counts: &Counts) -> Lengths {
        let length = |weights: &mut dyn Iterator<Item = f64>| -> f64 {
            weights.map(|weight| weight * weight).sum::<f64>().sqrt()
        };
        Lengths {
            stems: length(&mut counts.stems.iter().map(|&(s, n)| damped(n) * self.weights.of(s))),
            anchors: length(&mut counts.anchors.iter().map(|&(w, n)| damped(n) * self.anchor(w))),
            numbers: length(&mut counts.numbers.iter().map(|&w| self.anchor(w))),
            pairs: length(&mut counts.pairs.iter().map(|&pair| self.pair(pair))),
            distinct: length(&mut counts.stems.iter().map(|&(s, _)| self.weights.of(s))),
        }
    }
}

/// How many of its weightiest names and numbers, and of its other words, an article is looked up by.
const ANCHORS: usize = 50;
const OTHERS: usize = 50;

impl Scale<'_> {
    /// What an article is looked up by, as numbers in no order: its names and numbers as they are
    /// folded, which languages share, and what other words it has by their stems.
    pub fn telling(&self, counts: &Counts) -> Vec<u32> {
        let stem_of = |anchor: TermId| self.vocabulary.stem_of(anchor);
        let mut named: Vec<TermId> =
            counts.anchors.iter().map(|&(anchor, _)| stem_of(anchor)).collect();
        named.sort_unstable();
        let anchors = counts.anchors.iter().map(|&(anchor, n)| (stem_of(anchor), n, anchor));
        let others = counts.stems.iter().filter(|(stem, _)| named.binary_search(stem).is_err());
        let others = others.map(|&(stem, n)| (stem, n, stem));
        let anchors = self.weightiest(anchors, ANCHORS).map(|anchor| anchor << 1 | 1);
        anchors.chain(self.weightiest(others, OTHERS).map(|stem| stem << 1)).collect()
    }

    /// The weightiest of terms that are given by stem, count and number. Those that no other article
    /// has come last, for they can find none yet.
    fn weightiest(
        &self,
        terms: impl Iterator<Item = (TermId, u16, TermId)>,
        count: usize,
    ) -> impl Iterator<Item = TermId> {
        let ranked = terms.map(|(stem, n, id)| {
            let is_alone = self.vocabulary.rarity.articles_with(stem) < 2;
            (is_alone, -damped(n) * self.weights.of(stem), id)
        });
        let mut ranked: Vec<(bool, f64, TermId)> = ranked.collect();
        if ranked.len() > count {
            ranked.select_nth_unstable_by(count, |a, b| {
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
            });
            ranked.truncate(count);
        }
        ranked.into_iter().map(|(_, _, id)| id)
    }
}
