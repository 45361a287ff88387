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
pub fn align_words<T: PartialEq>(left: &[T], right: &[T]) -> WordAlignment {
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

/// What both begin with is common to them; only the rest is searched.
fn longest_common_subsequence<T: PartialEq>(left: &[T], right: &[T]) -> Vec<(usize, usize)> {
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let lengths = SuffixLengths::of(&left[start..], &right[start..]);
    let (mut a, mut b) = (start, start);
    while a < left.len() && b < right.len() {
        if left[a] == right[b] {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if lengths.at(a + 1 - start, b - start) >= lengths.at(a - start, b + 1 - start) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// How many words the ends of two sentences have in common, in order.
struct SuffixLengths {
    /// Row by row: for each start in the left sentence, each in the right one.
    lengths: Vec<u32>,
    columns: usize,
}

impl SuffixLengths {
    fn of<T: PartialEq>(left: &[T], right: &[T]) -> Self {
        let columns = right.len() + 1;
        let mut lengths = vec![0; (left.len() + 1) * columns];
        for (a, word) in left.iter().enumerate().rev() {
            let (above, below) = lengths.split_at_mut((a + 1) * columns);
            let row = &mut above[a * columns..];
            for (b, other) in right.iter().enumerate().rev() {
                row[b] = if word == other { below[b + 1] + 1 } else { below[b].max(row[b + 1]) };
            }
        }
        Self { lengths, columns }
    }

    /// Of the left sentence from word `a` and the right one from word `b`.
    fn at(&self, a: usize, b: usize) -> u32 {
        self.lengths[a * self.columns + b]
    }
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
