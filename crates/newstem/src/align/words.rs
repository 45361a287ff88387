//! Two sentences side by side, word by word.
//!
//! The longest common subsequence of words is kept; where the gap between two kept words has the
//! same number of words on both sides, each is a substitution. A program that swaps words for
//! synonyms leaves just such gaps, a person who rewrites leaves uneven ones.

/// Longest gap in words that is read as substitutions.
const LONGEST_SWAP: usize = 2;

/// How the words of one sentence became those of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordAlignment {
    /// Index pairs of words that both have, in order.
    pub kept: Vec<(usize, usize)>,
    /// Index pairs of words that stand for each other, in order.
    pub swapped: Vec<(usize, usize)>,
}

/// Aligns two sentences given as folded words. Mirrors: the pairs of `(b, a)` are those of
/// `(a, b)` turned round, save where several alignments are equally long.
pub fn align_words(left: &[&str], right: &[&str]) -> WordAlignment {
    let kept = longest_common_subsequence(left, right);
    let mut swapped = Vec::new();
    let (mut a, mut b) = (0, 0);
    let end = (left.len(), right.len());
    for &(next_a, next_b) in kept.iter().chain(std::iter::once(&end)) {
        swapped.extend(swaps((a, next_a), (b, next_b)));
        (a, b) = (next_a + 1, next_b + 1);
    }
    WordAlignment { kept, swapped }
}

fn swaps(left: (usize, usize), right: (usize, usize)) -> Vec<(usize, usize)> {
    let (a, b) = (left.1 - left.0, right.1 - right.0);
    if a != b || a == 0 || a > LONGEST_SWAP {
        return Vec::new();
    }
    (0..a).map(|step| (left.0 + step, right.0 + step)).collect()
}

fn longest_common_subsequence(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let lengths = suffix_lengths(left, right);
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < left.len() && b < right.len() {
        if left[a] == right[b] {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if lengths[a + 1][b] >= lengths[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// `lengths[a][b]`: how many words `left[a..]` and `right[b..]` have in common, in order.
fn suffix_lengths(left: &[&str], right: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; right.len() + 1]; left.len() + 1];
    for a in (0..left.len()).rev() {
        for b in (0..right.len()).rev() {
            lengths[a][b] = if left[a] == right[b] {
                lengths[a + 1][b + 1] + 1
            } else {
                lengths[a + 1][b].max(lengths[a][b + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &str, right: &str, kept: usize, swaps: &[(&str, &str)]) {
        let left: Vec<&str> = left.split(' ').collect();
        let right: Vec<&str> = right.split(' ').collect();
        let alignment = align_words(&left, &right);
        let found: Vec<(&str, &str)> =
            alignment.swapped.iter().map(|&(a, b)| (left[a], right[b])).collect();
        assert_eq!(alignment.kept.len(), kept);
        assert_eq!(found, swaps);
    }

    #[test]
    fn a_spinner_swaps_word_for_word() {
        check(
            "it broke three panes before coming down",
            "it broke three sheets prior coming down",
            5,
            &[("panes", "sheets"), ("before", "prior")],
        );
    }

    #[test]
    fn uneven_gaps_are_no_substitutions() {
        check("the cabinet will sit", "the ministers of the cabinet meet", 2, &[]);
    }
}
