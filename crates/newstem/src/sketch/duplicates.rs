//! Near-duplicates: the copies of one text, found in one pass.
//!
//! A hundred mirrors of one report would make its words look common and every other word
//! telling, so whatever counts or groups articles looks at one of them for all. Each article is
//! compared with those standing for others that share a band of its signature; a chain of small
//! changes may end in a text that is no duplicate of the first and then stands for itself.

use super::buckets::Buckets;
use super::minhash::{Signature, VALUES};

/// Share of equal values from which two articles are near-duplicates: about nine in ten of their
/// words in common stretches.
const DUPLICATE_AGREEMENT: f64 = 0.6;

/// For each article the one that stands for it, which is itself or an earlier one.
pub fn representatives(signatures: &[Option<Signature>]) -> Vec<usize> {
    let buckets = Buckets::of(signatures);
    let mut standing = Standing::new(&buckets);
    let mut representatives: Vec<usize> = (0..signatures.len()).collect();
    for places in places_by_article(&buckets).chunk_by(|left, right| left.0 == right.0) {
        let index = places[0].0;
        let known = standing.in_any(places);
        match known.into_iter().find(|&other| is_duplicate(signatures, index, other)) {
            Some(other) => representatives[index] = other,
            None => standing.add(places),
        }
    }
    representatives
}

/// Articles with the numbers of their buckets, in order.
fn places_by_article(buckets: &Buckets) -> Vec<(usize, usize)> {
    let numbered = buckets.iter().enumerate();
    let mut places: Vec<(usize, usize)> = numbered
        .flat_map(|(number, bucket)| bucket.iter().map(move |&index| (index, number)))
        .collect();
    places.sort_unstable();
    places
}

/// Who of each bucket stands for others, in the room that all of the bucket would take.
struct Standing<'a> {
    buckets: &'a Buckets,
    room: Vec<usize>,
    counts: Vec<usize>,
}

impl<'a> Standing<'a> {
    fn new(buckets: &'a Buckets) -> Self {
        let (room, counts) = (vec![0; buckets.members.len()], vec![0; buckets.places.len()]);
        Self { buckets, room, counts }
    }

    /// Those that stand in a bucket of an article, each once and in order.
    fn in_any(&self, places: &[(usize, usize)]) -> Vec<usize> {
        let mut known = Vec::new();
        for &(_, bucket) in places {
            let start = self.buckets.places[bucket].start;
            known.extend_from_slice(&self.room[start..start + self.counts[bucket]]);
        }
        known.sort_unstable();
        known.dedup();
        known
    }

    fn add(&mut self, places: &[(usize, usize)]) {
        for &(index, bucket) in places {
            self.room[self.buckets.places[bucket].start + self.counts[bucket]] = index;
            self.counts[bucket] += 1;
        }
    }
}

fn is_duplicate(signatures: &[Option<Signature>], left: usize, right: usize) -> bool {
    let (Some(left), Some(right)) = (&signatures[left], &signatures[right]) else { return false };
    let equal = left.iter().zip(right).filter(|(a, b)| a == b).count();
    equal as f64 >= DUPLICATE_AGREEMENT * VALUES as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::signature;

    fn words(range: std::ops::Range<usize>) -> Option<Signature> {
        signature(&range.map(|number| format!("w{number} ")).collect::<String>())
    }

    #[test]
    fn copies_stand_behind_the_first_and_strangers_for_themselves() {
        let signatures = [words(0..300), words(500..800), words(0..290), None, words(5..300)];
        assert_eq!(representatives(&signatures), [0, 1, 0, 3, 0]);
    }
}
