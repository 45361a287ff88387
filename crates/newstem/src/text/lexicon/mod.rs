//! The lexicon: what is known of words before any article is read.
//!
//! English synonyms, shipped inside the library as a sorted file that is borrowed as it lies and
//! searched by halving; building a [`Lexicon`] splits lines and little more. Words are asked for in
//! their folded form ([`super::fold`]). A synonym is a hint, not a finding: *can* is one of *fire*.

mod rows;
mod synonyms;

use synonyms::Synonyms;

/// The embedded word lists. Built once, by whoever needs it.
#[derive(Debug)]
pub struct Lexicon {
    synonyms: Synonyms,
}

impl Lexicon {
    /// Reads the embedded lists.
    pub fn new() -> Self {
        Self { synonyms: Synonyms::new() }
    }

    /// True where two folded English words, in whatever inflection, share a common sense. A word
    /// is no synonym of itself, nor of its own inflections.
    pub fn are_synonyms(&self, left: &str, right: &str) -> bool {
        self.synonyms.contains(left, right)
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}
