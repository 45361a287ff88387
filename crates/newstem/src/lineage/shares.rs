//! What share of an article's telling terms stands in others.

use std::collections::BTreeMap;

use crate::align::Term;

/// The terms of each article of a story that tell of descent, with their weights, sorted by term.
pub struct Shares {
    terms: Vec<Vec<(Term, f64)>>,
    /// So much weight of unseen terms is mixed into each share, so that a handful proves nothing.
    prior_weight: f64,
}

/// The share that speaks neither for descent nor against it.
pub const NEUTRAL_SHARE: f64 = 0.2;

impl Shares {
    /// `terms` are those of each article, sorted, each once.
    pub fn new(terms: Vec<Vec<(Term, f64)>>, prior_weight: f64) -> Self {
        Self { terms, prior_weight }
    }

    /// Share, by weight, of one article's terms that stand in any of the others, 0 to 1.
    pub fn shared(&self, article: usize, others: &[usize]) -> f64 {
        let mut total = self.prior_weight;
        let mut shared = self.prior_weight * NEUTRAL_SHARE;
        for &(term, weight) in &self.terms[article] {
            total += weight;
            if others.iter().any(|&other| self.has(other, term)) {
                shared += weight;
            }
        }
        shared / total
    }

    fn has(&self, article: usize, term: Term) -> bool {
        self.terms[article].binary_search_by_key(&term, |&(own, _)| own).is_ok()
    }
}

/// In how many articles each term stands; each article has each of its terms once.
pub fn article_counts(terms: impl IntoIterator<Item = Term>) -> BTreeMap<Term, usize> {
    let mut counts = BTreeMap::new();
    for term in terms {
        *counts.entry(term).or_insert(0) += 1;
    }
    counts
}
