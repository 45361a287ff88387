//! Details: the words that few articles of a story have.
//!
//! What every report of an event has, its place, its people, its toll, says nothing about descent;
//! a detail that only two of them have says much (the common-error principle; for sources that
//! copy, Dong, Berti-Equille and Srivastava 2009). Words in quotation marks are left out: two
//! reporters who heard one speech share them.

use super::member::Member;
use super::shares::{Shares, article_counts};

/// A word is a detail when at most this share of the story's articles have it, but in any story
/// when three have.
const ARTICLES_SHARE_MAX: f64 = 1.0 / 3.0;
const ARTICLES_MIN: usize = 3;
const PRIOR_WEIGHT: f64 = 12.0;

/// The details of each article of a story.
pub fn details(members: &[Member]) -> Shares {
    let stems = members.iter().flat_map(|member| &member.subject.stems);
    let articles = article_counts(stems.map(|&(stem, _)| stem));
    let most = ARTICLES_MIN.max((ARTICLES_SHARE_MAX * members.len() as f64) as usize);
    let details = members.iter().map(|member| {
        let stems = member.subject.stems.iter();
        stems.filter(|(stem, _)| articles[stem] <= most).copied().collect()
    });
    Shares::new(details.collect(), PRIOR_WEIGHT)
}
