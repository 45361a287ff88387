//! Fingerprints of one article, and the pairs of articles worth comparing.
//!
//! Copies are found by MinHash over word 5-grams; rewritten and translated articles by the rare
//! terms, names and numbers they share. Neither compares every article with every other.

mod buckets;
mod candidates;
mod duplicates;
mod hash;
mod minhash;
mod words;

pub use candidates::{Candidates, Capped, Fingerprint, find_candidates};
pub use duplicates::representatives;
pub use hash::hash_words;
pub use minhash::{Signature, signature};
