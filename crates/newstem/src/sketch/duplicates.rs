//! Near-duplicates: the copies of one text, found as they come.
//!
//! A hundred mirrors of one report would make its words look common and every other word telling,
//! and would outvote everybody else, so whatever counts or groups articles looks at one of them for
//! all. Signatures are cut into bands (Leskovec, Rajaraman, Ullman 2014, chapter 3); each article is
//! held against those standing for others that share a band with it. A chain of small changes may
//! end in a text that is no duplicate of the first and then stands for itself. Rejected: sorting the
//! bands of a whole pile, which is as fast but cannot take one article more.

use super::hash::mix;
use super::minhash::{Signature, VALUES};
use crate::buckets::Buckets;

/// Share of equal values from which two articles are near-duplicates: about nine in ten of their
/// words in common stretches.
const DUPLICATE_AGREEMENT: f64 = 0.6;
/// Rows a band: of two articles that agree in just so many values as duplicates must, bands of
/// three miss one pair in thirty thousand, and strangers seldom share one.
const ROWS: usize = 3;

const BANDS: usize = VALUES / ROWS;

/// Articles that stand for themselves and their near-duplicates.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    /// By band the places of signatures, each times [`BANDS`] and the number of the band more.
    bands: Buckets,
    signatures: Vec<(usize, Signature)>,
}

impl Duplicates {
    /// The first of the articles added that is a near-duplicate of one with this signature.
    pub fn find(&self, signature: &Signature) -> Option<usize> {
        let mut known = Vec::new();
        for band in bands(signature) {
            let mut next = self.bands.last(band);
            while let Some(entry) = next {
                known.push(entry / BANDS as u32);
                next = self.bands.before(entry);
            }
        }
        known.sort_unstable();
        known.dedup();
        let mut known = known.into_iter().map(|place| &self.signatures[place as usize]);
        known.find(|(_, other)| is_duplicate(signature, other)).map(|(article, _)| *article)
    }

    /// Adds an article that stands for itself.
    pub fn add(&mut self, article: usize, signature: Signature) {
        self.signatures.push((article, signature));
        bands(&signature).for_each(|band| self.bands.push(band));
    }
}

/// Odd, so that no bit of a row is lost, and different, so that their order counts.
const FACTORS: [u64; ROWS] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9];

/// The bands of a signature, each as one number that tells its place too. Articles that share none
/// are no near-duplicates, which lets most of a pile be set aside before any two are compared.
pub fn bands(signature: &Signature) -> impl Iterator<Item = u64> + '_ {
    let bands = signature.chunks_exact(ROWS).zip(0_u64..);
    bands.map(|(rows, band)| {
        let rows = rows.iter().zip(FACTORS);
        let rows = rows.map(|(&row, factor)| u64::from(row).wrapping_mul(factor));
        mix(rows.fold(band << 32, u64::wrapping_add))
    })
}

fn is_duplicate(left: &Signature, right: &Signature) -> bool {
    let equal = left.iter().zip(right).filter(|(a, b)| a == b).count();
    equal as f64 >= DUPLICATE_AGREEMENT * VALUES as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::signature;

    fn words(range: std::ops::Range<usize>) -> Signature {
        let text: String = range.map(|number| format!("w{number} ")).collect();
        signature(&text).expect("a text longer than a shingle")
    }

    /// For each text the one that stands for it.
    fn standing(texts: &[Signature]) -> Vec<usize> {
        let mut duplicates = Duplicates::default();
        let stand = |(index, text): (usize, &Signature)| {
            let known = duplicates.find(text);
            if known.is_none() {
                duplicates.add(index, *text);
            }
            known.unwrap_or(index)
        };
        texts.iter().enumerate().map(stand).collect()
    }

    #[test]
    fn copies_stand_behind_the_first_and_strangers_for_themselves() {
        let texts = [words(0..300), words(500..800), words(0..290), words(5..300), words(0..300)];
        assert_eq!(standing(&texts), [0, 1, 0, 0, 0]);
    }

    #[test]
    fn half_a_text_is_no_near_duplicate() {
        assert_eq!(standing(&[words(0..300), words(0..150), words(150..450)]), [0, 1, 2]);
    }
}
