//! Near-duplicates: the copies of one text, found in one pass.
//!
//! A hundred mirrors of one report would make its words look common and every other word
//! telling, so whatever counts or groups articles looks at one of them for all. Each article is
//! compared with those standing for others that share a band of its signature (Leskovec,
//! Rajaraman, Ullman 2014, chapter 3); a chain of small changes may end in a text that is no
//! duplicate of the first and then stands for itself.

use std::collections::BTreeMap;

use super::candidates::bands;
use super::minhash::{Signature, VALUES};

/// Share of equal values from which two articles are near-duplicates: about nine in ten of their
/// words in common stretches.
const DUPLICATE_AGREEMENT: f64 = 0.6;

/// For each article the one that stands for it, which is itself or an earlier one.
pub fn representatives(signatures: &[Option<Signature>]) -> Vec<usize> {
    let mut standing: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    let mut representatives = Vec::with_capacity(signatures.len());
    for (index, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else {
            representatives.push(index);
            continue;
        };
        let near = |&other: &usize| is_duplicate(signature, signatures[other].as_ref());
        let known = bands(signature).filter_map(|band| standing.get(&band)).flatten().copied();
        let found = known.filter(near).min();
        representatives.push(found.unwrap_or(index));
        if found.is_none() {
            for band in bands(signature) {
                standing.entry(band).or_default().push(index);
            }
        }
    }
    representatives
}

fn is_duplicate(signature: &Signature, other: Option<&Signature>) -> bool {
    let Some(other) = other else { return false };
    let equal = signature.iter().zip(other).filter(|(a, b)| a == b).count();
    equal as f64 >= DUPLICATE_AGREEMENT * VALUES as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::signature;

    fn words(range: std::ops::Range<usize>) -> Option<Signature> {
        let words: Vec<String> = range.map(|number| format!("w{number}")).collect();
        signature(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn copies_stand_behind_the_first_and_strangers_for_themselves() {
        let signatures = [words(0..300), words(500..800), words(0..290), None, words(5..300)];
        assert_eq!(representatives(&signatures), [0, 1, 0, 3, 0]);
    }
}
