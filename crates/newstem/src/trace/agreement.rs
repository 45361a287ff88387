//! What two articles of one story have in common, as a person can check it.
//!
//! Names and numbers are told apart from other words, because two reports of one event share its
//! names while two of one topic share its words. Of names and numbers those are told that add most
//! to the likeness; of words the rarest, for by what they add *said* would come first. Rejected: all
//! shared terms, most of which tell nothing. Likeness between headlines comes in part from what they
//! mean, for which no term can be shown.

use serde::{Deserialize, Serialize};

use crate::story::{Features, Vocabulary};
use crate::text::{Rarity, Reading, TermId};

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

/// An article's primary language and what it is compared by.
type Side = (String, Features);

impl Shared {
    /// What two articles share; words as they stand in the first.
    pub fn of(left: &Side, right: &Side, vocabulary: &Vocabulary, first: &Reading) -> Self {
        let anchors = heaviest(shared(&left.1.anchors, &right.1.anchors));
        let anchors: Vec<&str> = anchors.into_iter().map(|id| vocabulary.anchor(id)).collect();
        let (numbers, names): (Vec<&str>, Vec<&str>) =
            anchors.iter().copied().partition(|anchor| anchor.starts_with(char::is_numeric));
        let stems = rarest_words(left, right, &vocabulary.rarity).into_iter();
        let words = stems.map(|id| printed(first, vocabulary.rarity.stem(id)));
        let words = words.filter(|word| !anchors.contains(word));
        Self { names: told(names), numbers: told(numbers), words: told(words) }
    }
}

fn told<'a>(terms: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    terms.into_iter().take(TOLD).map(str::to_owned).collect()
}

/// The first word of a text with a stem; the stem itself where the text has none.
fn printed<'a>(text: &'a Reading, stem: &'a str) -> &'a str {
    let place = text.stems.iter().position(|other| other == stem);
    place.map_or(stem, |place| &text.folded[place])
}

/// Stems; across languages they are not compared.
fn rarest_words(left: &Side, right: &Side, rarity: &Rarity) -> Vec<TermId> {
    if left.0 != right.0 {
        return Vec::new();
    }
    let stems = shared(&left.1.words, &right.1.words).into_iter();
    heaviest(stems.map(|(stem, _)| (stem, rarity.weight_of(stem))).collect())
}

/// The terms of both lists, each sorted by term, with what they add to the lists' likeness.
fn shared(left: &[(TermId, f32)], right: &[(TermId, f32)]) -> Vec<(TermId, f64)> {
    let in_both = left.iter().filter_map(|&(term, weight)| {
        let place = right.binary_search_by_key(&term, |&(other, _)| other).ok()?;
        Some((term, f64::from(weight) * f64::from(right[place].1)))
    });
    in_both.collect()
}

/// Terms without their weights, the heaviest first, of equals the one that came first.
fn heaviest(mut terms: Vec<(TermId, f64)>) -> Vec<TermId> {
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.into_iter().map(|(term, _)| term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::story::Terms;
    use crate::text::vector::Embedders;

    const REPORT: &str = "There Krall met Adrin. Later Krall said an explosion hurt 46 at Adrin.";
    const OTHER: &str = "Explosive things hurt 46, said Mr Krall of Adrin, who met Krall later.";

    fn check(languages: [&str; 2], names: &[&str], numbers: &[&str], words: &[&str]) {
        let embedders = Embedders::new().expect("the embedded models can be read");
        let mut vocabulary = Vocabulary::default();
        let mut counts = |language: &str, body: &str| {
            let (language, body) = (language.to_owned(), body.to_owned());
            let article = Article { language, body, ..Article::default() };
            vocabulary.learn(&Terms::of(&article, &embedders), &embedders.multilingual)
        };
        let counted = [counts(languages[0], REPORT), counts(languages[1], OTHER)];
        let side = |place: usize| {
            (languages[place].to_owned(), Features::of(&counted[place], &vocabulary))
        };
        let first = Reading::new(REPORT, languages[0]);
        let shared = Shared::of(&side(0), &side(1), &vocabulary, &first);
        assert_eq!(shared.names, names);
        assert_eq!(shared.numbers, numbers);
        assert_eq!(shared.words, words);
    }

    #[test]
    fn names_and_numbers_are_told_apart_from_words_as_they_stand() {
        check(
            ["en", "en"],
            &["krall", "adrin"],
            &["46"],
            &["explosion", "hurt", "later", "met", "said"],
        );
    }

    #[test]
    fn across_languages_words_are_not_compared_and_not_told() {
        check(["en", "es"], &["krall", "adrin"], &["46"], &[]);
    }

    #[test]
    fn no_more_is_told_than_a_person_reads() {
        let told = told(["a", "b", "c", "d", "e", "f"]);
        assert_eq!(told, ["a", "b", "c", "d", "e"]);
    }
}
