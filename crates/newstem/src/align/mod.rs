//! Two articles side by side, sentence by sentence.
//!
//! Sentences are compared by the stems they share, rare ones counting more, and a pair gains
//! from neighbours that also match: a paraphrase keeps the order of information even where it
//! keeps few words. A sentence may match several, since rewriting splits and joins them.
//! `align(a, b)` mirrors `align(b, a)`. Rejected: a strictly monotone alignment, which loses
//! every sentence that was moved; and vectors within one language, which made parents harder to
//! tell from other relatives. Across languages names, numbers and vectors are compared.

mod pairing;
mod profile;
mod words;

pub use pairing::{Alignment, SentencePair, align_profiles};
pub use profile::{Profile, SentenceProfile, StemPlace, Term, term};
pub use words::{WordAlignment, align_words};

use crate::text::{Rarity, Reading};

/// Lays two articles of one language side by side.
pub fn align(left: &Reading, right: &Reading, rarity: &Rarity) -> Alignment {
    align_profiles(&Profile::new(left, rarity), &Profile::new(right, rarity))
}
