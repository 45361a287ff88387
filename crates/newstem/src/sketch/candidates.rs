//! Pairs of articles worth comparing, without comparing every article with every other.

use std::collections::{BTreeMap, BTreeSet};

use super::hash::mix;
use super::minhash::Signature;

/// What pairs are found by.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    /// For copies; nothing where the text is too short.
    pub signature: Option<Signature>,
    /// For rewritten articles: the terms that tell most of it, each once.
    pub terms: Vec<String>,
}

/// Rows a band: 64 bands of 2 find near-duplicates with 30 % of their words replaced 42 times in
/// a hundred, with 10 % nearly always.
const ROWS: usize = 2;
/// A term in more articles than this finds no pairs: it tells of a topic, not of an event.
const LONGEST_POSTING: usize = 400;
/// A pair must share this many terms.
const SHARED_TERMS: usize = 2;

/// Finds the pairs that share a band of their signatures or some rare terms: indices, the smaller
/// first, in order.
pub fn find_candidates(fingerprints: &[Fingerprint]) -> Vec<(usize, usize)> {
    let mut pairs = band_pairs(fingerprints);
    pairs.extend(term_pairs(fingerprints));
    pairs.into_iter().collect()
}

fn band_pairs(fingerprints: &[Fingerprint]) -> BTreeSet<(usize, usize)> {
    let mut buckets: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for (index, fingerprint) in fingerprints.iter().enumerate() {
        for band in fingerprint.signature.iter().flat_map(bands) {
            buckets.entry(band).or_default().push(index);
        }
    }
    buckets.values().flat_map(|bucket| neighbours(bucket)).collect()
}

/// The bands of a signature: their numbers with the hashes of their rows.
pub fn bands(signature: &Signature) -> impl Iterator<Item = (usize, u64)> + '_ {
    let hash = |rows: &[u64]| rows.iter().fold(0, |hash, value| mix(hash ^ value));
    signature.chunks(ROWS).map(hash).enumerate()
}

/// Each member of a bucket with the next; near-duplicates have been put aside before.
fn neighbours(bucket: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    bucket.windows(2).map(|pair| (pair[0], pair[1]))
}

fn term_pairs(fingerprints: &[Fingerprint]) -> BTreeSet<(usize, usize)> {
    let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, fingerprint) in fingerprints.iter().enumerate() {
        for term in &fingerprint.terms {
            postings.entry(term).or_default().push(index);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for posting in postings.values().filter(|posting| posting.len() <= LONGEST_POSTING) {
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
        assert_eq!(found, [(0, 1)]);
    }

    #[test]
    fn a_term_of_too_many_articles_finds_nothing() {
        let crowd = vec![fingerprint(&["monday", "police"]); LONGEST_POSTING + 1];
        let found = find_candidates(&crowd);
        assert_eq!(found, []);
    }

    #[test]
    fn equal_signatures_make_a_pair() {
        let copy = Fingerprint { signature: Some([7; VALUES]), terms: vec![] };
        let found = find_candidates(&[copy.clone(), Fingerprint::default(), copy]);
        assert_eq!(found, [(0, 2)]);
    }
}
