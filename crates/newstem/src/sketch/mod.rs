//! Fingerprints of one article, and the articles worth comparing with it.
//!
//! Copies are found by MinHash over word 5-grams; rewritten and translated articles by the rare
//! terms, names and numbers they share. Neither compares every article with every other, and both
//! take articles one by one.

mod duplicates;
mod hash;
mod minhash;
mod postings;
mod words;

pub use duplicates::{Duplicates, bands};
pub use hash::hash_words;
pub use minhash::{Signature, signature};
pub use postings::{Candidates, Capped, Postings, Tally};
