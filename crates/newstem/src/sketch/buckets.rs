//! Banding: articles whose signatures agree in a band fall into one bucket (Leskovec, Rajaraman,
//! Ullman 2014, chapter 3).
//!
//! Buckets are found by sorting one band at a time, and those of more than one article kept in one
//! list. Rejected: a map from every band of every article, of which nearly all hold a single one; it
//! took eight times as long.

use std::ops::Range;

use super::minhash::{Signature, VALUES};

/// Rows a band: 64 bands of 2 find near-duplicates with 30 % of their words replaced 42 times in
/// a hundred, with 10 % nearly always.
const ROWS: usize = 2;

/// The buckets that hold more than one article.
#[derive(Debug, Default)]
pub struct Buckets {
    /// Indices of articles, those of a bucket together and in order.
    pub members: Vec<usize>,
    /// Where each bucket lies among them.
    pub places: Vec<Range<usize>>,
}

impl Buckets {
    /// Puts the articles that have a signature into buckets.
    pub fn of(signatures: &[Option<Signature>]) -> Self {
        let mut buckets = Self::default();
        for band in 0..VALUES / ROWS {
            buckets.add_band(band, signatures);
        }
        buckets
    }

    /// The members of each bucket.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        self.places.iter().map(|place| &self.members[place.clone()])
    }

    fn add_band(&mut self, band: usize, signatures: &[Option<Signature>]) {
        let all = signatures.iter().enumerate();
        let signed = all.filter_map(|(index, signature)| Some((signature.as_ref()?, index)));
        let mut keyed: Vec<(u64, usize)> =
            signed.map(|(signature, index)| (key(band, signature), index)).collect();
        keyed.sort_unstable();
        for bucket in keyed.chunk_by(|left, right| left.0 == right.0) {
            if bucket.len() > 1 {
                let start = self.members.len();
                self.members.extend(bucket.iter().map(|&(_, index)| index));
                self.places.push(start..self.members.len());
            }
        }
    }
}

/// The rows of a band, as one number.
fn key(band: usize, signature: &Signature) -> u64 {
    let rows = &signature[band * ROWS..][..ROWS];
    rows.iter().fold(0, |key, &row| key << 32 | u64::from(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_band_is_a_bucket_and_half_of_one_is_not() {
        let apart = |number: u32| std::array::from_fn(|place| number * 1000 + place as u32);
        let mut near: Signature = apart(1);
        near[0] = 7;
        let mut half: Signature = apart(2);
        half[VALUES - 1] = apart(1)[VALUES - 1];
        let found = Buckets::of(&[Some(near), None, Some(half), Some(apart(1))]);
        let found: Vec<&[usize]> = found.iter().collect();
        assert_eq!(found, vec![[0, 3]; VALUES / ROWS - 1]);
    }
}
