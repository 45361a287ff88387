//! MinHash signatures (Broder 1997) by one permutation (Li, Owen, Zhang 2012), empty bins filled
//! by optimal densification (Shrivastava 2017): one hash a shingle instead of one a value.

use super::hash::{hash_words, mix};

/// Number of values in a signature.
pub const VALUES: usize = 128;

/// Number of words in a shingle.
const SHINGLE: usize = 5;

/// One article's signature; the share of equal values estimates the Jaccard similarity of two
/// articles' shingles.
pub type Signature = [u64; VALUES];

/// The signature of a text given as folded words; nothing for a text shorter than a shingle.
pub fn signature(words: &[&str]) -> Option<Signature> {
    let mut bins = [None; VALUES];
    for shingle in words.windows(SHINGLE) {
        let hash = hash_words(shingle.iter().copied());
        let bin = (hash % VALUES as u64) as usize;
        let held = bins[bin].unwrap_or(u64::MAX);
        bins[bin] = Some(held.min(hash / VALUES as u64));
    }
    densify(&bins)
}

/// Fills each empty bin from one that is not, chosen by the bin's own number alone.
fn densify(bins: &[Option<u64>; VALUES]) -> Option<Signature> {
    bins.iter().flatten().next()?;
    Some(std::array::from_fn(|bin| {
        let mut at = bin;
        let mut attempt = 0;
        loop {
            if let Some(value) = bins[at] {
                return value;
            }
            attempt += 1;
            at = (mix((bin as u64) << 32 | attempt) % VALUES as u64) as usize;
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<usize>) -> Vec<String> {
        range.map(|number| format!("w{number}")).collect()
    }

    fn agreement(left: &[String], right: &[String]) -> f64 {
        let sign = |words: &[String]| {
            signature(&words.iter().map(String::as_str).collect::<Vec<_>>()).unwrap()
        };
        let (left, right) = (sign(left), sign(right));
        left.iter().zip(&right).filter(|(a, b)| a == b).count() as f64 / VALUES as f64
    }

    #[test]
    fn agreement_estimates_the_jaccard_similarity() {
        assert_eq!(agreement(&words(0..400), &words(0..400)), 1.0);
        assert!((agreement(&words(0..400), &words(200..600)) - 1.0 / 3.0).abs() < 0.15);
        assert!(agreement(&words(0..400), &words(400..800)) < 0.05);
    }

    #[test]
    fn a_short_text_has_a_whole_signature_and_none_below_a_shingle() {
        assert_eq!(agreement(&words(0..6), &words(0..6)), 1.0);
        assert_eq!(signature(&["too", "short"]), None);
    }
}
