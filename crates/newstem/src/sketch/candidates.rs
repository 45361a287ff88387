//! Pairs of articles worth comparing, without comparing every article with every other.
//!
//! Bands of signatures find copies, an inverted index over rare terms the rest (Zobel and Moffat
//! 2006). A term of very many articles is left out of the index, for its pairs grow with the square
//! of them; how many terms that were, and whom it leaves without any, is counted, so that a large
//! pile never loses pairs in silence. Rejected: the first articles of a long list only, which would
//! find pairs by the accident of their ids.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::buckets::Buckets;
use super::minhash::Signature;

/// What pairs are found by.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    /// For copies; nothing where the text is too short.
    pub signature: Option<Signature>,
    /// For rewritten articles: the terms that tell most of it, each once.
    pub terms: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Indices, the smaller first, in order.
    pub pairs: Vec<(usize, usize)>,
    /// What may have been missed.
    pub capped: Capped,
}

/// What the limit on how many articles a term may find has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capped {
    /// Terms of so many articles that no pairs were looked up by them.
    pub terms: usize,
    /// Articles left with too few other terms: they were paired by copied wording only.
    pub articles: usize,
}

/// A term in more articles than this finds no pairs: it tells of a topic, not of an event.
const LONGEST_POSTING: usize = 400;
/// A pair must share this many terms.
const SHARED_TERMS: usize = 2;

/// Finds the pairs that share a band of their signatures or some rare terms.
pub fn find_candidates(fingerprints: &[Fingerprint]) -> Candidates {
    let mut postings = postings(fingerprints);
    let capped = cap(&mut postings, fingerprints);
    let mut pairs = band_pairs(fingerprints);
    pairs.extend(term_pairs(&postings));
    Candidates { pairs: pairs.into_iter().collect(), capped }
}

/// Each member of a bucket with the next; near-duplicates have been put aside before.
fn band_pairs(fingerprints: &[Fingerprint]) -> BTreeSet<(usize, usize)> {
    let signatures: Vec<Option<Signature>> =
        fingerprints.iter().map(|fingerprint| fingerprint.signature).collect();
    let buckets = Buckets::of(&signatures);
    let neighbours = buckets.iter().flat_map(|bucket| bucket.windows(2));
    neighbours.map(|pair| (pair[0], pair[1])).collect()
}

/// For each term the articles that it may find, in order.
type Postings<'a> = BTreeMap<&'a str, Vec<usize>>;

fn postings(fingerprints: &[Fingerprint]) -> Postings<'_> {
    let mut postings = Postings::new();
    for (index, fingerprint) in fingerprints.iter().enumerate() {
        for term in &fingerprint.terms {
            postings.entry(term).or_default().push(index);
        }
    }
    postings
}

/// Drops the terms of too many articles and counts what that costs.
fn cap(postings: &mut Postings<'_>, fingerprints: &[Fingerprint]) -> Capped {
    let all = postings.len();
    postings.retain(|_, posting| posting.len() <= LONGEST_POSTING);
    let is_cut_off = |fingerprint: &&Fingerprint| {
        let kept = fingerprint.terms.iter().filter(|term| postings.contains_key(term.as_str()));
        fingerprint.terms.len() >= SHARED_TERMS && kept.count() < SHARED_TERMS
    };
    let terms = all - postings.len();
    let articles = if terms == 0 { 0 } else { fingerprints.iter().filter(is_cut_off).count() };
    Capped { terms, articles }
}

fn term_pairs(postings: &Postings<'_>) -> BTreeSet<(usize, usize)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for posting in postings.values() {
        for (place, &left) in posting.iter().enumerate() {
            for &right in &posting[place + 1..] {
                *shared.entry((left, right)).or_insert(0) += 1;
            }
        }
    }
    let enough = shared.into_iter().filter(|&(_, count)| count >= SHARED_TERMS);
    enough.map(|(pair, _)| pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::minhash::VALUES;

    fn fingerprint(terms: &[&str]) -> Fingerprint {
        Fingerprint { signature: None, terms: terms.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn two_shared_terms_make_a_pair_and_one_does_not() {
        let found = find_candidates(&[
            fingerprint(&["krall", "46", "adrin"]),
            fingerprint(&["krall", "46"]),
            fingerprint(&["adrin"]),
        ]);
        assert_eq!(found.pairs, [(0, 1)]);
        assert_eq!(found.capped, Capped::default());
    }

    #[test]
    fn a_term_of_too_many_articles_finds_nothing_and_is_counted() {
        let mut crowd = vec![fingerprint(&["monday", "police"]); LONGEST_POSTING];
        assert_eq!(find_candidates(&crowd).capped, Capped::default());
        let rest = [
            fingerprint(&["adrin", "krall", "monday", "police"]),
            fingerprint(&["adrin", "krall"]),
            fingerprint(&["valley"]),
        ];
        crowd.extend(rest);
        let found = find_candidates(&crowd);
        assert_eq!(found.pairs, [(LONGEST_POSTING, LONGEST_POSTING + 1)]);
        // The last has too few terms of its own, which is no fault of the limit.
        assert_eq!(found.capped, Capped { terms: 2, articles: LONGEST_POSTING });
    }

    #[test]
    fn equal_signatures_make_a_pair() {
        let copy = Fingerprint { signature: Some([7; VALUES]), terms: vec![] };
        let found = find_candidates(&[copy.clone(), Fingerprint::default(), copy]);
        assert_eq!(found.pairs, [(0, 2)]);
    }
}
