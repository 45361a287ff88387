//! Numbers by hash, for millions of them: a table where a look-up is one read mostly.
//!
//! A look-up waits for memory and for little else, so what decides most of them, part of the hash,
//! stands in the table itself, in open addresses one after another (Knuth 1973, 6.4). Hashes that
//! are told apart by neither their place nor that part share a bucket; whoever looks compares what
//! the numbers stand for. Rejected: a map from hash to number, with three reads for each look-up and
//! four times the room.

/// Of so many places at most this many are taken, in fourths.
const FOURTHS_TAKEN_MAX: usize = 3;
const PLACES_MIN: usize = 1 << 10;

/// Numbers by hash; each of them may have many, and none is ever removed.
#[derive(Clone, Debug, Default)]
pub struct Buckets {
    places: Vec<Place>,
    taken: usize,
    /// For each number the one before it in its bucket, itself where there is none.
    before: Vec<u32>,
}

/// The last number of a bucket.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The upper half of the hash, by which places are chosen and buckets told apart.
    hash: u32,
    /// One more than the number; 0 where the place is free.
    last: u32,
}

impl Buckets {
    /// Puts the next number, which is one more than the last, into the bucket of a hash.
    pub fn push(&mut self, hash: u64) {
        self.make_room();
        let number = self.before.len() as u32;
        let at = self.place_of(upper_half(hash));
        let place = &mut self.places[at];
        self.taken += usize::from(place.last == 0);
        self.before.push(place.last.checked_sub(1).unwrap_or(number));
        *place = Place { hash: upper_half(hash), last: number + 1 };
    }

    /// The last number in the bucket of a hash.
    pub fn last(&self, hash: u64) -> Option<u32> {
        let places = (!self.places.is_empty()).then_some(&self.places)?;
        places[self.place_of(upper_half(hash))].last.checked_sub(1)
    }

    /// The number before another in its bucket.
    pub fn before(&self, number: u32) -> Option<u32> {
        Some(self.before[number as usize]).filter(|&before| before != number)
    }

    /// The place of a hash: its own, or the free one where it would be.
    fn place_of(&self, hash: u32) -> usize {
        let last = self.places.len() - 1;
        let mut at = ((u64::from(hash) * self.places.len() as u64) >> 32) as usize;
        while self.places[at].last != 0 && self.places[at].hash != hash {
            at = (at + 1) & last;
        }
        at
    }

    /// How many numbers there are.
    pub fn count(&self) -> usize {
        self.before.len()
    }

    fn make_room(&mut self) {
        if 4 * self.taken < FOURTHS_TAKEN_MAX * self.places.len() {
            return;
        }
        let places = (2 * self.places.len()).max(PLACES_MIN);
        let smaller = std::mem::replace(&mut self.places, vec![Place::default(); places]);
        for place in smaller.into_iter().filter(|place| place.last != 0) {
            let at = self.place_of(place.hash);
            self.places[at] = place;
        }
    }
}

fn upper_half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Few buckets of many numbers, some of them where places wrap around, and many of few.
        #[test]
        fn each_number_is_in_its_bucket(
            hashes in prop::collection::vec(prop_oneof![0_u64..4, 0xffff_fff0_u64..=0xffff_ffff, 0_u64..1 << 32], 0..3_000)
        ) {
            let mut buckets = Buckets::default();
            let mut expected: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
            for (&hash, number) in hashes.iter().zip(0..) {
                buckets.push(hash << 32);
                expected.entry(hash).or_default().insert(0, number);
            }
            let last_first = |hash| {
                std::iter::successors(buckets.last(hash), |&number| buckets.before(number))
            };
            for (hash, numbers) in expected {
                prop_assert_eq!(last_first(hash << 32).collect::<Vec<_>>(), numbers);
            }
            prop_assert_eq!(buckets.last(0x8765_4321 << 32), None);
        }
    }
}
