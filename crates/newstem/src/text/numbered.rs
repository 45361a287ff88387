//! Words with numbers, letters end to end: words of every second sentence came early and lie close
//! together, where they are found without waiting for memory.

use std::hash::{BuildHasher, RandomState};

use crate::buckets::Buckets;

/// Words by number; the first is 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbered {
    hashes: RandomState,
    buckets: Buckets,
    letters: String,
    /// Where each word begins, and where the last one ends.
    bounds: Vec<usize>,
}

impl Numbered {
    /// The number of a word that was added.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        let mut next = self.buckets.last(self.hashes.hash_one(word));
        while let Some(number) = next {
            if self.word(number) == word {
                return next;
            }
            next = self.buckets.before(number);
        }
        None
    }

    /// Adds a word that is new.
    pub(super) fn add(&mut self, word: &str) {
        if self.bounds.is_empty() {
            self.bounds.push(0);
        }
        self.buckets.push(self.hashes.hash_one(word));
        self.letters.push_str(word);
        self.bounds.push(self.letters.len());
    }

    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.buckets.count()
    }

    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        &self.letters[self.bounds[number]..self.bounds[number + 1]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_found_by_the_number_they_were_added_as(
            words in prop::collection::btree_set("[a-cé]{0,6}", 0..300),
        ) {
            let mut numbered = Numbered::default();
            for (word, number) in words.iter().zip(0..) {
                prop_assert_eq!(numbered.find(word), None);
                numbered.add(word);
                prop_assert_eq!(numbered.find(word), Some(number));
            }
            prop_assert_eq!(numbered.count(), words.len());
            for (word, number) in words.iter().zip(0..) {
                prop_assert_eq!(numbered.find(word), Some(number));
            }
        }
    }
}
