//! Details: the words that few articles of a story have.
//!
//! What every report of an event has, its place, its people, its toll, says nothing about descent;
//! a detail that only two of them have says much (the common-error principle; for sources that
//! copy, Dong, Berti-Equille and Srivastava 2009). Words in quotation marks are left out: two
//! reporters who heard one speech share them.

use std::collections::BTreeMap;

use super::member::Member;
use crate::align::Term;

/// A word is a detail when at most this share of the story's articles have it, but in any story
/// when three have.
const ARTICLES_SHARE_MAX: f64 = 1.0 / 3.0;
const ARTICLES_MIN: usize = 3;
/// So much weight of unseen details is mixed into each share, so that a handful of them proves
/// nothing.
const PRIOR_WEIGHT: f64 = 12.0;
/// The share that speaks neither for descent nor against it.
pub const NEUTRAL_SHARE: f64 = 0.2;

/// The details of each article of a story, with their weights, sorted by term.
pub struct Details(Vec<Vec<(Term, f64)>>);

impl Details {
    /// Finds them.
    pub fn of(members: &[Member]) -> Self {
        let mut articles: BTreeMap<Term, usize> = BTreeMap::new();
        for (stem, _) in members.iter().flat_map(|member| &member.subject.stems) {
            *articles.entry(*stem).or_insert(0) += 1;
        }
        let most = ARTICLES_MIN.max((ARTICLES_SHARE_MAX * members.len() as f64) as usize);
        let details = members.iter().map(|member| {
            let stems = member.subject.stems.iter();
            stems.filter(|(stem, _)| articles[stem] <= most).copied().collect()
        });
        Self(details.collect())
    }

    /// Share, by weight, of one article's details that stand in any of the others, 0 to 1.
    pub fn shared(&self, article: usize, others: &[usize]) -> f64 {
        let mut total = PRIOR_WEIGHT;
        let mut shared = PRIOR_WEIGHT * NEUTRAL_SHARE;
        for &(stem, weight) in &self.0[article] {
            total += weight;
            if others.iter().any(|&other| self.has(other, stem)) {
                shared += weight;
            }
        }
        shared / total
    }

    fn has(&self, article: usize, stem: Term) -> bool {
        self.0[article].binary_search_by_key(&stem, |&(own, _)| own).is_ok()
    }
}
