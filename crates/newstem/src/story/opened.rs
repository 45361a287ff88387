//! One article laid open, so that many others are held against it quickly.
//!
//! An article is compared with hundreds. Its counts are written into a table by the number of the
//! term, where a look is one read, and each of the others is walked through once. Rejected: walking
//! through both sorted lists in step, whose every step waits for the one before.

use super::vocabulary::{Counts, Vocabulary};
use crate::text::TermId;

/// Bits of the sieve for pairs, as a power of two: of pairs that the article lacks it lets through
/// one in a hundred, in the room of four thousand letters.
const SIEVE_BITS: u32 = 15;

/// The terms of the article that is open; empty between articles.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    stems: Vec<u16>,
    anchors: Vec<u16>,
    sieve: Vec<u64>,
}

impl Opened {
    /// Lays an article open.
    pub fn open(&mut self, counts: &Counts, vocabulary: &Vocabulary) {
        self.stems.resize(vocabulary.rarity.stems().max(self.stems.len()), 0);
        self.anchors.resize(vocabulary.anchors().max(self.anchors.len()), 0);
        self.sieve.resize(1 << (SIEVE_BITS - 6), 0);
        self.write(counts, |count| count);
        for &pair in &counts.pairs {
            let (word, bit) = hole(pair);
            self.sieve[word] |= bit;
        }
    }

    /// Makes room for another.
    pub fn close(&mut self, counts: &Counts) {
        self.write(counts, |_| 0);
        self.sieve.fill(0);
    }

    fn write(&mut self, counts: &Counts, written: fn(u16) -> u16) {
        counts.stems.iter().for_each(|&(stem, n)| self.stems[stem as usize] = written(n));
        counts.anchors.iter().for_each(|&(anchor, n)| self.anchors[anchor as usize] = written(n));
    }

    /// How often each stem stands in the article.
    pub(super) fn stems(&self) -> &[u16] {
        &self.stems
    }

    /// How often each name or number stands in the article.
    pub(super) fn anchors(&self) -> &[u16] {
        &self.anchors
    }

    /// False only of pairs that the article lacks.
    pub(super) fn may_have(&self, pair: (TermId, TermId)) -> bool {
        let (word, bit) = hole(pair);
        self.sieve[word] & bit != 0
    }
}

/// Where in the sieve a pair falls.
fn hole((left, right): (TermId, TermId)) -> (usize, u64) {
    let mixed = u64::from(left)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(u64::from(right).wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
    let place = mixed >> (64 - SIEVE_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}
