//! What two articles of one story have in common, as a person can check it.
//!
//! Names and numbers are told apart from other words, because two reports of one event share its
//! names while two of one topic share its words. Of names and numbers those are told that add most
//! to the likeness; of words the rarest, for by what they add *said* would come first. Rejected: all
//! shared terms, most of which tell nothing. Likeness between headlines comes in part from what they
//! mean, for which no term can be shown.

use serde::{Deserialize, Serialize};

use crate::story::{Known, Said, Vocabulary};
use crate::text::TermId;

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

/// All words with what they weigh, worked out once for very many pairs of articles.
pub struct Weighed<'a> {
    vocabulary: &'a Vocabulary,
    weights: Vec<f64>,
}

impl<'a> Weighed<'a> {
    /// Weighs the words.
    pub fn new(vocabulary: &'a Vocabulary) -> Self {
        let stems = 0..vocabulary.rarity.stems();
        let weights = stems.map(|stem| vocabulary.rarity.weight_of(stem as TermId)).collect();
        Self { vocabulary, weights }
    }
}

impl Shared {
    /// What two articles share; words as they stand in the first.
    pub fn of(left: &Known, right: &Known, weighed: &Weighed<'_>, first: &Said<'_>) -> Self {
        let vocabulary = weighed.vocabulary;
        let weight = |stem: TermId| weighed.weights[stem as usize];
        let anchors = shared(&left.counts.anchors, &right.counts.anchors);
        let anchors =
            heaviest(anchors, |(word, count)| f64::from(count) * weight(vocabulary.stem_of(word)));
        let anchors: Vec<&str> = anchors.into_iter().map(|word| vocabulary.anchor(word)).collect();
        let (numbers, names): (Vec<&str>, Vec<&str>) =
            anchors.iter().copied().partition(|anchor| anchor.starts_with(char::is_numeric));
        let mut words = Vec::new();
        // Across languages words are not compared.
        if left.traits.language == right.traits.language {
            let stems = shared(&left.counts.stems, &right.counts.stems);
            words = heaviest(stems, |(stem, _)| weight(stem));
        }
        let words = words.into_iter().map(|stem| vocabulary.rarity.stem(stem));
        let words = words.map(|stem| first.first_with(stem).unwrap_or(stem));
        let words = words.filter(|word| !anchors.contains(word));
        Self { names: told(names), numbers: told(numbers), words: told(words) }
    }
}

fn told<'a>(terms: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    terms.into_iter().take(TOLD).map(str::to_owned).collect()
}

/// The terms of both lists, each sorted by term, with how often they stand in both.
fn shared(left: &[(TermId, u16)], right: &[(TermId, u16)]) -> Vec<(TermId, u32)> {
    let in_both = left.iter().filter_map(|&(term, count)| {
        let place = right.binary_search_by_key(&term, |&(other, _)| other).ok()?;
        Some((term, u32::from(count) * u32::from(right[place].1)))
    });
    in_both.collect()
}

/// The heaviest terms first, of equals the one that came first.
fn heaviest(terms: Vec<(TermId, u32)>, weight: impl Fn((TermId, u32)) -> f64) -> Vec<TermId> {
    let mut weighed: Vec<(f64, TermId)> =
        terms.iter().map(|&term| (weight(term), term.0)).collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.into_iter().map(|(_, term)| term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::story::{Archive, Counts, Lexis, Terms};
    use crate::text::vector::Embedders;

    const REPORT: &str = "There Krall met Adrin. Later Krall said an explosion hurt 46 at Adrin.";
    const OTHER: &str = "Explosive things hurt 46, said Mr Krall of Adrin, who met Krall later.";

    fn check(languages: [&str; 2], names: &[&str], numbers: &[&str], words: &[&str]) {
        let embedders = Embedders::new().expect("the embedded models can be read");
        let mut archive = Archive::default();
        let mut keep = |language: &str, body: &str| {
            let (language, body) = (language.to_owned(), body.to_owned());
            let id = body.clone();
            let article = Article { id, language, body, ..Article::default() };
            let mut terms =
                Terms::of(&article, &embedders, &mut Lexis::default(), &archive.vocabulary);
            archive.vocabulary.number(&mut terms.words, &embedders.multilingual);
            let counts = Counts::of(&terms);
            archive.keep(terms, counts);
        };
        keep(languages[0], REPORT);
        keep(languages[1], OTHER);
        let (body, language) = (REPORT.to_owned(), languages[0].to_owned());
        let first = Article { language, body, ..Article::default() };
        let mut lexis = Lexis::default();
        let Archive { known, vocabulary, .. } = &archive;
        let shared =
            Shared::of(&known[0], &known[1], &Weighed::new(vocabulary), &lexis.said(&first));
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
