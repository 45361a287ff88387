//! Outlets' names, and when two may be one outlet's.
//!
//! A name is taken apart once and compared many times: a large story has each of its credits held
//! against each of its outlets.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// An outlet's name as it is compared: case, an article in front and punctuation are no
/// difference.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutletName {
    words: Vec<String>,
    /// Whether not all of its words are generic.
    is_telling: bool,
}

/// An abbreviation has so many letters, each the first of a word.
const LETTERS: RangeInclusive<usize> = 3..=6;
/// Words that an abbreviation passes over.
const PASSED_OVER: [&str; 7] = ["of", "the", "and", "for", "de", "der", "du"];

/// Words that many outlets have in their names: one of them alone names none.
const GENERIC: [&str; 16] = [
    "news", "times", "post", "press", "agency", "wire", "newswire", "daily", "radio", "herald",
    "gazette", "tribune", "online", "media", "journal", "tv",
];

impl OutletName {
    /// Takes a name apart.
    pub fn new(name: &str) -> Self {
        let words = name.split(|character: char| !character.is_alphanumeric());
        let mut words: Vec<String> =
            words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        if words.len() > 1 && words[0] == "the" {
            words.remove(0);
        }
        let is_telling = words.iter().any(|word| !GENERIC.contains(&word.as_str()));
        Self { words, is_telling }
    }

    /// Whether any word of it is left.
    pub fn is_named(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether two names may stand for one outlet: the words of one are all in the other, and not
    /// generic all of them; or one is the other's first letters.
    pub fn may_be(&self, other: &Self) -> bool {
        self.is_named() && self.words == other.words
            || self.is_within(other)
            || other.is_within(self)
            || self.abbreviates(other)
            || other.abbreviates(self)
    }

    fn is_within(&self, other: &Self) -> bool {
        self.is_telling && self.words.iter().all(|word| other.words.contains(word))
    }

    /// `CPA` and `CPA News` for `Corvane Press Agency`.
    fn abbreviates(&self, other: &Self) -> bool {
        let mut telling = self.words.iter().filter(|word| !GENERIC.contains(&word.as_str()));
        let (Some(letters), None) = (telling.next(), telling.next()) else { return false };
        let told = other.words.iter().filter(|word| !PASSED_OVER.contains(&word.as_str()));
        LETTERS.contains(&letters.chars().count())
            && letters.chars().eq(told.filter_map(|word| word.chars().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::OutletName;

    fn check(left: &str, right: &str, expected: bool) {
        let (one, other) = (OutletName::new(left), OutletName::new(right));
        assert_eq!(one.may_be(&other), expected, "{left} and {right}");
        assert_eq!(other.may_be(&one), expected, "{right} and {left}");
    }

    #[test]
    fn a_shorter_name_stands_for_a_fuller_one() {
        check("Commonfield Party", "the Commonfield Party press office", true);
        check("Skelly", "Skelly News", true);
        check("The News", "news", true);
        check("Valley News", "Harbour News", false);
        check("News", "Harbour News", false);
        check("", "—", false);
    }

    #[test]
    fn first_letters_stand_for_a_name() {
        check("CPA", "Corvane Press Agency", true);
        check("SCB News", "San Corvo Broadcasting", true);
        check("PTA", "The Press Trust of Adrin", true);
        check("CPA", "Corvane Press", false);
        check("CPA Sport", "Corvane Press Agency", false);
        check("CP", "Corvane Press", false);
    }
}
