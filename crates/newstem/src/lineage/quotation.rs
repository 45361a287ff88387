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

/// A quotation of fewer pairs of words may be said by anyone.
const TELLING_PAIRS: usize = 5;
/// A quotation stands in another text as a whole if this share of its pairs does, which is all but a word.
const WHOLE: f64 = 0.9;

/// Of each stretch in quotation marks the hashes of each two words that stand beside each other, in order;
/// none of a single word.
pub fn quotations(reading: &Reading) -> Vec<Vec<u64>> {
    let quoted = find_quoted(reading);
    let words: Vec<usize> = reading.words().collect();
    let is_within = |one: usize, other: usize| (one..=other).all(|token| quoted[token]);
    let stretches = words.chunk_by(|&one, &other| is_within(one, other));
    stretches.filter(|words| words.len() > 1).map(|words| pairs(reading, words)).collect()
}

fn pairs(reading: &Reading, words: &[usize]) -> Vec<u64> {
    let pair = |pair: &[usize]| hash_words(pair.iter().map(|&word| reading.folded[word].as_str()));
    words.windows(2).map(pair).collect()
}

/// The pairs of all quotations, sorted, each once.
pub fn quoted_pairs(quotations: &[Vec<u64>]) -> Vec<u64> {
    let mut pairs = quotations.concat();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Those that are too long to have been said twice in the same words by chance.
pub fn telling(quotations: &[Vec<u64>]) -> impl Iterator<Item = &[u64]> {
    quotations.iter().map(Vec::as_slice).filter(|pairs| pairs.len() >= TELLING_PAIRS)
}

/// Whether a quotation stands, all but a word, in the quotations that have these pairs, sorted.
pub fn is_whole_in(quotation: &[u64], pairs: &[u64]) -> bool {
    share_in(quotation, pairs) >= WHOLE
}

/// The share of a quotation's pairs that are among these, which are sorted.
pub fn share_in(quotation: &[u64], pairs: &[u64]) -> f64 {
    let found = quotation.iter().filter(|pair| pairs.binary_search(pair).is_ok()).count();
    found as f64 / quotation.len().max(1) as f64
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
    use super::{is_whole_in, kept_short, quotations, quoted_pairs, telling};
    use crate::text::Reading;

    fn between(child: &str, parent: &str) -> f64 {
        let pairs = |text| quoted_pairs(&quotations(&Reading::new(text, "en")));
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

    #[test]
    fn each_quotation_is_held_by_itself() {
        let of = |text| quotations(&Reading::new(text, "en"));
        let two =
            of("“We lost the old bridge there,” she said, “and the road to it.” It was “grim”.");
        let lengths: Vec<usize> = two.iter().map(Vec::len).collect();
        assert_eq!(lengths, [5, 4]);
        let told: Vec<&[u64]> = telling(&two).collect();
        assert_eq!(told, [two[0].as_slice()]);
        let heard = quoted_pairs(&of("He heard “we lost the old bridge there”."));
        assert!(is_whole_in(&two[0], &heard) && !is_whole_in(&two[1], &heard));
        let misheard = quoted_pairs(&of("He heard “we lost the road there”."));
        assert!(!is_whole_in(&two[0], &misheard));
    }
}
