//! How alike two wordings are: words aligned in order, rare words weighing more.
//!
//! The alignment is the longest common subsequence (Wagner and Fischer, 1974), over stems where
//! the question is whether two quotations are one utterance and over folded words where it is
//! whether the words were changed. Across languages only numbers, names and words that look alike
//! can be compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Reading;

/// How much a stem tells, by the share of the story's sentences that have it.
pub(super) struct Weights {
    by_stem: BTreeMap<String, f64>,
    /// Of a stem that only one sentence has.
    rarest: f64,
}

impl Weights {
    /// Counted over all sentences of a story.
    pub(super) fn new(readings: &[&Reading]) -> Self {
        let mut found_in: BTreeMap<String, f64> = BTreeMap::new();
        let mut sentences = 0.0;
        for reading in readings {
            for index in 0..reading.sentences.len() {
                sentences += 1.0;
                let words = reading.sentence_words(index);
                let stems: BTreeSet<&str> = words.map(|w| reading.stems[w].as_str()).collect();
                for stem in stems {
                    *found_in.entry(stem.to_owned()).or_default() += 1.0;
                }
            }
        }
        let weight = |found_in: f64| (1.0 + sentences / (3.0 * found_in)).ln();
        let by_stem = found_in.into_iter().map(|(stem, found_in)| (stem, weight(found_in)));
        Self { by_stem: by_stem.collect(), rarest: weight(1.0) }
    }

    /// In nats; a stem of every sentence weighs next to nothing.
    pub(super) fn of(&self, stem: &str) -> f64 {
        self.by_stem.get(stem).copied().unwrap_or(self.rarest)
    }

    fn sum(&self, stems: &[String]) -> f64 {
        stems.iter().map(|stem| self.of(stem)).sum()
    }
}

/// The weight that two wordings share in order, as a share of the lighter one's.
pub(super) fn likeness(a: &[String], b: &[String], weights: &Weights) -> f64 {
    let least = weights.sum(a).min(weights.sum(b));
    if least <= 0.0 {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let common = aligned(a, b);
    let shared: f64 = common.iter().map(|&(i, _)| weights.of(&a[i])).sum();
    shared / least
}

/// Words beyond this many are not aligned; no quotation of the news is so long.
const WORDS_MAX: usize = 600;

/// Index pairs of a longest common subsequence.
pub(super) fn aligned(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let (a, b) = (&a[..a.len().min(WORDS_MAX)], &b[..b.len().min(WORDS_MAX)]);
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

const COGNATE_LETTERS_MIN: usize = 4;

/// The share of telling words that look alike in two languages: numbers, names, and pairs such as
/// `frontière` and `frontera`.
pub(super) fn cognates(a: &[String], b: &[String]) -> f64 {
    let (a, b) = (long_words(a), long_words(b));
    let least = a.len().min(b.len());
    if least == 0 {
        return 0.0;
    }
    let shared = a.iter().filter(|word| b.iter().any(|other| look_alike(word, other)));
    (shared.count() as f64 / least as f64).min(1.0)
}

fn long_words(words: &[String]) -> Vec<&str> {
    let telling = |word: &&String| {
        word.chars().count() > COGNATE_LETTERS_MIN || word.starts_with(|c: char| c.is_ascii_digit())
    };
    words.iter().filter(telling).map(String::as_str).collect()
}

fn look_alike(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    same >= COGNATE_LETTERS_MIN || a == b
}

/// Two printings of one name: the same last word, a first name alone, or a last word that differs
/// in its ending only, as transliterations do.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (first_a, first_b) = (first_word(a), first_word(b));
    let (a, b) = (last_word(a), last_word(b));
    if (first_a == a || first_b == b) && first_a == first_b {
        return true;
    }
    if a == b {
        return !a.is_empty();
    }
    let one_first_name = first_a == first_b || first_a == a || first_b == b;
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longer = a.chars().count().max(b.chars().count());
    one_first_name && longer - same <= 2 && same * 3 >= longer * 2
}

fn first_word(name: &str) -> String {
    let mut words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let first = words.find(|word| !word.is_empty());
    crate::text::fold(first.unwrap_or_default())
}

fn last_word(name: &str) -> String {
    let mut words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let last = words.rfind(|word| !word.is_empty());
    crate::text::fold(last.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn alignment_keeps_order() {
        let pairs = aligned(&words("a b c d"), &words("b x d a"));
        assert_eq!(pairs, [(1, 0), (3, 2)]);
    }

    #[test]
    fn a_wording_is_wholly_like_its_own_part() {
        let reading = Reading::new("We heard three knocks and gave three back.", "en");
        let weights = Weights::new(&[&reading]);
        let whole = words("we heard three knocks and gave three back");
        assert!((likeness(&whole, &whole[2..5], &weights) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn names_of_one_person() {
        assert!(same_name("Danira Hovec", "Ms Hovec"));
        assert!(same_name("Danira Hovec", "Danira Hovets"));
        assert!(same_name("Theda", "Theda Quill"));
        assert!(!same_name("Theda Loy", "Theda Quill"));
        assert!(!same_name("Danira Hovec", "Matej Orlun"));
        assert!(!same_name("Ann Marsh", "Ann Marin"));
    }
}
