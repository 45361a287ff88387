//! Which of two texts was made from the other, by the quotations they share.
//!
//! Whoever rewrites a text cuts its quotations short or reports them, and has no way to make them
//! longer: what stands in the quotation marks of the one made stands in those of its source, and
//! not the other way round. One that adds reporting of its own adds quotations too, so this weighs
//! little.

use crate::sketch::hash_words;
use crate::text::{Reading, find_quoted};

/// So many unshared pairs of words are mixed into each share, so that a short quotation proves
/// little.
const PRIOR_PAIRS: f64 = 3.0;

/// Hashes of each two words that stand beside each other in quotation marks, sorted, each once.
pub fn quoted_pairs(reading: &Reading) -> Vec<u64> {
    let quoted = find_quoted(reading);
    let words: Vec<usize> = reading.words().collect();
    let mut pairs: Vec<u64> = words
        .windows(2)
        .filter(|pair| (pair[0]..=pair[1]).all(|token| quoted[token]))
        .map(|pair| hash_words(pair.iter().map(|&word| reading.folded[word].as_str())))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// By how much more of the child's quotations stand in the parents' than of theirs in the child's,
/// -1 to 1.
pub fn kept_short(child: &[u64], parents: &[&[u64]]) -> f64 {
    let mut theirs = parents.concat();
    theirs.sort_unstable();
    theirs.dedup();
    let shared = child.iter().filter(|pair| theirs.binary_search(pair).is_ok()).count() as f64;
    let share = |all: usize| shared / (all as f64 + PRIOR_PAIRS);
    share(child.len()) - share(theirs.len())
}

#[cfg(test)]
mod tests {
    use super::{kept_short, quoted_pairs};
    use crate::text::Reading;

    fn between(child: &str, parent: &str) -> f64 {
        let pairs = |text| quoted_pairs(&Reading::new(text, "en"));
        kept_short(&pairs(child), &[&pairs(parent)])
    }

    #[test]
    fn a_quotation_cut_short_was_made_from_the_whole_one() {
        let whole = "“We lost the bridge and the road to it,” she said.";
        let cut = "She said they “lost the bridge”.";
        assert!(between(cut, whole) > 0.1);
        assert_eq!(between(whole, cut), -between(cut, whole));
        assert_eq!(between(whole, whole), 0.0);
        assert_eq!(between("Nobody spoke.", whole), 0.0);
    }
}
