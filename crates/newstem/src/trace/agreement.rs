//! What two articles of one story have in common, as a person can check it.
//!
//! Names and numbers are told apart from other words, because two reports of one event share its
//! names while two of one topic share its words. Of names and numbers those are told that add most
//! to the likeness; of words the rarest, for by what they add *said* would come first. Rejected: all
//! shared terms, most of which tell nothing. Likeness between headlines comes in part from what they
//! mean, for which no term can be shown.

use serde::{Deserialize, Serialize};

use crate::story::Features;
use crate::text::Rarity;

/// How many terms of each sort are told.
const TOLD: usize = 5;

/// An article that another agrees with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// How alike the two are, 0 to 1.
    pub likeness: f64,
    /// The terms that make them so.
    #[serde(flatten)]
    pub shared: Shared,
}

/// The most telling terms of two articles, as they are compared: without capitals and accents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// Names, the most telling first.
    pub names: Vec<String>,
    /// Numbers, the most telling first.
    pub numbers: Vec<String>,
    /// Other words, the rarest first; none across languages.
    pub words: Vec<String>,
}

impl Shared {
    /// What two articles share; `printed` gives the word that a stem stands for.
    pub fn of<'a>(
        left: &'a Features,
        right: &'a Features,
        rarity: &Rarity,
        printed: impl Fn(&'a str) -> &'a str,
    ) -> Self {
        let anchors = heaviest(shared(&left.anchors, &right.anchors));
        let (numbers, names): (Vec<&str>, Vec<&str>) =
            anchors.iter().copied().partition(|anchor| anchor.starts_with(char::is_numeric));
        let stems = rarest_words(left, right, rarity);
        let words = stems.into_iter().map(printed).filter(|word| !anchors.contains(word));
        Self { names: told(names), numbers: told(numbers), words: told(words) }
    }
}

fn told<'a>(terms: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    terms.into_iter().take(TOLD).map(str::to_owned).collect()
}

/// Stems; across languages they are not compared.
fn rarest_words<'a>(left: &'a Features, right: &Features, rarity: &Rarity) -> Vec<&'a str> {
    if left.language != right.language {
        return Vec::new();
    }
    let stems = shared(&left.words, &right.words).into_iter();
    heaviest(stems.map(|(stem, _)| (stem, rarity.weight(stem))).collect())
}

/// The terms of both lists, each sorted by term, with what they add to the lists' likeness.
fn shared<'a>(left: &'a [(String, f64)], right: &[(String, f64)]) -> Vec<(&'a str, f64)> {
    let in_both = left.iter().filter_map(|(term, weight)| {
        let place = right.binary_search_by(|(other, _)| other.cmp(term)).ok()?;
        Some((term.as_str(), weight * right[place].1))
    });
    in_both.collect()
}

/// Terms without their weights, the heaviest first.
fn heaviest(mut terms: Vec<(&str, f64)>) -> Vec<&str> {
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    terms.into_iter().map(|(term, _)| term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Reading;

    fn features(language: &str, words: &[&str], anchors: &[&str]) -> Features {
        // The first weighs most.
        let weighed = |terms: &[&str]| {
            let weights = terms.iter().zip(1..);
            let mut weighed: Vec<(String, f64)> =
                weights.map(|(term, place)| ((*term).to_owned(), 1.0 / f64::from(place))).collect();
            weighed.sort_by(|a, b| a.0.cmp(&b.0));
            weighed
        };
        Features {
            words: weighed(words),
            anchors: weighed(anchors),
            meaning: None,
            language: language.to_owned(),
            published: None,
        }
    }

    fn check(left: &Features, right: &Features, names: &[&str], numbers: &[&str], words: &[&str]) {
        let printed = |stem| if stem == "explos" { "explosive" } else { stem };
        let pile = [Reading::new("They said it.", "en")];
        let rarity = Rarity::of(&pile, &|_| -14.0);
        for (left, right) in [(left, right), (right, left)] {
            let shared = Shared::of(left, right, &rarity, printed);
            assert_eq!(shared.names, names);
            assert_eq!(shared.numbers, numbers);
            assert_eq!(shared.words, words);
        }
    }

    #[test]
    fn names_and_numbers_are_told_by_weight_and_words_by_rarity() {
        let left = features("en", &["said", "krall", "explos", "dam"], &["krall", "adrin", "46"]);
        let right = features("en", &["said", "explos", "krall", "sea"], &["krall", "46", "adrin"]);
        check(&left, &right, &["krall", "adrin"], &["46"], &["explosive", "said"]);
    }

    #[test]
    fn across_languages_words_are_not_compared_and_not_told() {
        let english = features("en", &["dron"], &["adrin"]);
        let spanish = features("es", &["dron"], &["adrin"]);
        check(&english, &spanish, &["adrin"], &[], &[]);
    }

    #[test]
    fn no_more_is_told_than_a_person_reads() {
        let crowd = features("en", &["a", "b", "c", "d", "e", "f"], &[]);
        check(&crowd, &crowd, &[], &[], &["a", "b", "c", "d", "e"]);
    }
}
