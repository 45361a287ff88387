//! The scorer's own words: runs of letters, digits and underscores, case folded.
//!
//! Deliberately not the engine's tokenisation: a measure that shares code with what it measures
//! would share its mistakes. The definition is the one of Python's `\w` and `str.casefold`, in
//! which the figures were first defined; combining marks end a word.

use std::collections::BTreeMap;

use unicase::UniCase;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The folded words of a text, in order.
pub fn words(text: &str) -> Vec<String> {
    text.split(|character| !is_word_part(character))
        .filter(|word| !word.is_empty())
        .map(|word| UniCase::new(word).to_folded_case())
        .collect()
}

/// The folded words of a text with one space between them.
pub fn joined(text: &str) -> String {
    words(text).join(" ")
}

/// The last word of a name; empty where there is none.
pub fn surname(name: &str) -> String {
    words(name).pop().unwrap_or_default()
}

/// Whether two spans are the same wording, give or take a boundary word: a token F1 of at
/// least 0.8.
pub fn alike(said: &str, gold: &str) -> bool {
    let (said, gold) = (words(said), words(gold));
    if said.is_empty() || gold.is_empty() {
        return false;
    }
    let total = said.len() + gold.len();
    (2 * common(&said, gold)) as f64 / total as f64 >= 0.8
}

/// Whether a span of the trace carries a gold span: at least 80 % of the gold span's words.
pub fn covers(said: &[String], gold: &[String]) -> bool {
    let carried = gold.iter().filter(|word| said.contains(word)).count();
    !gold.is_empty() && carried as f64 / gold.len() as f64 >= 0.8
}

fn common(said: &[String], gold: Vec<String>) -> usize {
    let mut rest = BTreeMap::new();
    for word in gold {
        *rest.entry(word).or_insert(0) += 1;
    }
    said.iter().filter(|&word| take_one(&mut rest, word)).count()
}

fn take_one(rest: &mut BTreeMap<String, usize>, word: &str) -> bool {
    match rest.get_mut(word) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

fn is_word_part(character: char) -> bool {
    let group = character.general_category_group();
    character == '_' || matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected);
    }

    #[test]
    fn marks_and_punctuation_end_a_word() {
        check("Don’t—re_try 4½%", &["don", "t", "re_try", "4½"]);
        check("नमस्ते", &["नमस", "त"]);
        check("", &[]);
    }

    #[test]
    fn case_is_folded_in_full() {
        check("Straße ΣΊΣΥΦΟΣ ﬁle İzmir", &["strasse", "σίσυφοσ", "file", "i\u{307}zmir"]);
    }

    #[test]
    fn a_surname_is_the_last_word() {
        assert_eq!(surname("Dr. Mara O’Neil-Ray"), "ray");
        assert_eq!(surname("…"), "");
    }

    #[test]
    fn four_words_in_five_are_the_same_wording() {
        assert!(alike("a b c d e", "a b c d x"));
        assert!(!alike("a b c d", "a b c x"));
        assert!(!alike("a a a a a", "a b c d e"));
        assert!(!alike("", ""));
    }

    #[test]
    fn a_sentence_covers_the_span_it_carries() {
        let covered = |said, gold| covers(&words(said), &words(gold));
        assert!(covered("on monday ten were hurt, police said", "Ten were hurt"));
        assert!(covered("a b c d", "a b c d x"));
        assert!(!covered("a b c", "a b c x"));
        assert!(!covered("a b c", ""));
    }
}
