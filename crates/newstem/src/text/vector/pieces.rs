//! The index of pieces: which pieces of the vocabulary begin a given text?
//!
//! Both tokenisers ask only that, the one for the longest such piece, the other for all of them.
//! The index is an open-addressed table of FNV-1a hashes (Fowler, Noll, Vo 1991): the hash of a
//! prefix grows a byte at a time, so all prefixes of a text cost one pass. It is built once from a
//! fixed vocabulary and never iterated over, so nothing depends on its order; no text can make a
//! chain longer than the vocabulary left it. Rejected: a sorted array, whose sorting alone takes
//! longer than all of the building here, and whose searches miss the cache at each step.

/// Finds pieces by their text.
#[derive(Debug)]
pub(super) struct PieceIndex<'a> {
    /// Power of two in number, at most half of them taken: index into `pieces`, or `EMPTY`.
    slots: Vec<u32>,
    pieces: Vec<(&'a [u8], u32)>,
    longest_bytes: usize,
}

const EMPTY: u32 = u32::MAX;
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

impl<'a> PieceIndex<'a> {
    /// An index of pieces and their ids. Of two pieces with one text the first is found; empty
    /// pieces never are.
    pub fn new(pieces: Vec<(&'a [u8], u32)>) -> Self {
        let longest_bytes = pieces.iter().map(|(piece, _)| piece.len()).max();
        let mut index = Self {
            slots: vec![EMPTY; (2 * pieces.len()).next_power_of_two()],
            longest_bytes: longest_bytes.unwrap_or(0),
            pieces,
        };
        for place in 0..index.pieces.len() {
            index.insert(place);
        }
        index
    }

    /// Length in bytes and id of each piece that `text` begins with, shortest first.
    pub fn prefixes<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, u32)> + 't {
        let bytes = text.as_bytes();
        let mut hash = SEED;
        (1..=bytes.len().min(self.longest_bytes)).filter_map(move |length| {
            hash = grown(hash, bytes[length - 1]);
            if !text.is_char_boundary(length) {
                return None;
            }
            let place = self.slots[self.slot_of(&bytes[..length], hash)];
            let &(_, id) = self.pieces.get(place as usize)?;
            Some((length, id))
        })
    }

    fn insert(&mut self, place: usize) {
        let piece = self.pieces[place].0;
        let hash = piece.iter().fold(SEED, |hash, &byte| grown(hash, byte));
        let slot = self.slot_of(piece, hash);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = place as u32;
        }
    }

    /// The slot that holds `piece`, or the empty one where it would go.
    fn slot_of(&self, piece: &[u8], hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (hash ^ (hash >> 32)) as usize & mask;
        while let Some(&(other, _)) = self.pieces.get(self.slots[slot] as usize) {
            if other == piece {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}

fn grown(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::PieceIndex;

    fn check(pieces: &[&str], text: &str, expected: &[(usize, u32)]) {
        let numbered = pieces.iter().map(|piece| piece.as_bytes()).zip(0..);
        let index = PieceIndex::new(numbered.collect());
        let found: Vec<(usize, u32)> = index.prefixes(text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_every_piece_that_begins_the_text() {
        check(&["a", "abc", "bc", "ab"], "abcd", &[(1, 0), (2, 3), (3, 1)]);
    }

    #[test]
    fn pieces_end_between_characters() {
        check(&["é", "éa"], "éa", &[(2, 0), (3, 1)]);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        check(&["a"], "", &[]);
        check(&["a"], "b", &[]);
        check(&[], "a", &[]);
        check(&["", "abc"], "ab", &[]);
    }

    #[test]
    fn the_first_of_two_equal_pieces_counts() {
        check(&["a", "a"], "a", &[(1, 0)]);
    }
}
