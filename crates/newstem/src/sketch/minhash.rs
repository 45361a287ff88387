//! MinHash signatures (Broder 1997) by one permutation (Li, Owen, Zhang 2012), empty bins filled
//! by optimal densification (Shrivastava 2017): one hash a shingle instead of one a value.

use super::hash::mix;
use super::words::each_shingle;

/// Number of values in a signature.
pub const VALUES: usize = 128;

/// One article's signature; the share of equal values estimates the Jaccard similarity of two
/// articles' shingles.
pub type Signature = [u32; VALUES];

/// A bin that no shingle fell into.
const EMPTY: u64 = u64::MAX;

/// The signature of a text; nothing for a text shorter than a shingle.
pub fn signature(text: &str) -> Option<Signature> {
    let mut bins = [EMPTY; VALUES];
    each_shingle(text, |hash| {
        let bin = &mut bins[(hash % VALUES as u64) as usize];
        *bin = (*bin).min(hash >> 32);
    });
    densify(&bins)
}

/// Fills each empty bin from one that is not, chosen by the bin's own number alone.
fn densify(bins: &[u64; VALUES]) -> Option<Signature> {
    if bins.iter().all(|&value| value == EMPTY) {
        return None;
    }
    Some(std::array::from_fn(|bin| {
        let mut at = bin;
        let mut attempt = 0;
        while bins[at] == EMPTY {
            attempt += 1;
            at = (mix((bin as u64) << 32 | attempt) % VALUES as u64) as usize;
        }
        bins[at] as u32
    }))
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn text(words: Range<usize>) -> String {
        words.map(|number| format!("w{number} ")).collect()
    }

    fn agreement(left: &str, right: &str) -> f64 {
        let (left, right) = (signature(left).unwrap(), signature(right).unwrap());
        left.iter().zip(&right).filter(|(a, b)| a == b).count() as f64 / VALUES as f64
    }

    /// Jaccard similarities from 0 to 1, each within four standard deviations of 128 draws.
    #[test]
    fn agreement_estimates_the_jaccard_similarity() {
        for moved in [0, 10, 50, 100, 200, 300, 400, 500] {
            let shared = 400_usize.saturating_sub(moved).saturating_sub(4) as f64;
            let jaccard = if moved == 0 { 1.0 } else { shared / (2.0 * 396.0 - shared) };
            let estimate = agreement(&text(0..400), &text(moved..moved + 400));
            let deviation = (jaccard * (1.0 - jaccard) / VALUES as f64).sqrt();
            assert!(
                (estimate - jaccard).abs() <= 4.0 * deviation + 1e-9,
                "{estimate} of {jaccard}"
            );
        }
    }

    /// Shingles are a set: where they stand and how often makes no difference.
    #[test]
    fn the_order_of_shingles_makes_no_difference() {
        let [first, second] = [text(0..5), text(5..10)];
        let both = |text: String| signature(&text).unwrap();
        let apart = "x y z u v ";
        let there = both(format!("{apart}{first}{apart}{second}{apart}"));
        let back = both(format!("{apart}{second}{apart}{first}{apart}"));
        assert_eq!(there, back);
    }

    #[test]
    fn a_short_text_has_a_whole_signature_and_none_below_a_shingle() {
        assert_eq!(agreement(&text(0..6), &text(0..6)), 1.0);
        assert_eq!(signature("too short"), None);
    }
}
