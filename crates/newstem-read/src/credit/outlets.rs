//! The names of a pile's outlets, found by how they begin and end.
//!
//! A crawl has thousands of outlets, and every line of every article is looked through for all of
//! them, so the names are put in order once for the whole pile: by their words, and by their words from
//! the last to the first. Rejected: a list that is gone through line by line, which took three
//! quarters of the time of reading where there were six thousand.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::names::{ends_name_of_body, is_german_paper, key, tail};

/// The other forms of a German name: `(dem) Auentaler Boten` of `Auentaler Bote`, `(des) Tageblatts`. Names
/// of other languages have none, or one that nobody prints.
pub(super) fn declined(words: &[String]) -> Vec<Words> {
    let weak = |word: &String| if word.ends_with('e') { format!("{word}n") } else { word.clone() };
    let mut forms = vec![words.iter().map(weak).collect::<Words>()];
    if let Some((last, before)) = words.split_last().filter(|(last, _)| is_german_paper(last)) {
        let genitive = before.iter().map(weak).chain([format!("{last}s")]);
        forms.push(genitive.collect());
    }
    forms.retain(|form| form != words);
    forms
}

/// Folded words of a name, without a leading article.
pub(super) type Words = Vec<String>;

/// Names under which outlets are known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", from = "Vec<String>")]
pub(crate) struct Outlets {
    /// As their owners print them.
    names: BTreeMap<Words, String>,
    /// The same by their words from the last to the first.
    turned: BTreeMap<Words, String>,
    /// The first words of names of two words or more.
    heads: BTreeSet<String>,
    /// The letters and digits that names end in.
    tails: BTreeSet<String>,
}

impl From<Outlets> for Vec<String> {
    fn from(outlets: Outlets) -> Self {
        outlets.names.into_values().collect()
    }
}

impl From<Vec<String>> for Outlets {
    fn from(names: Vec<String>) -> Self {
        Self::of(names.iter().map(String::as_str))
    }
}

impl Outlets {
    /// Puts names in order.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut outlets = Self::default();
        for name in names {
            let words = key(name);
            let station = without_frequency(&words);
            if station.len() < words.len() {
                outlets.enter(station.to_vec(), name);
            }
            declined(&words).into_iter().for_each(|form| outlets.enter(form, name));
            outlets.enter(words, name);
        }
        outlets
    }

    fn enter(&mut self, words: Words, name: &str) {
        if words.is_empty() {
            return;
        }
        if words.len() > 1 {
            self.heads.insert(words[0].clone());
        }
        self.tails.insert(tail(&words).to_owned());
        self.turned.insert(turned(&words), name.to_owned());
        self.names.insert(words, name.to_owned());
    }

    /// True where no outlet is known.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// True where a name of two words or more begins with this one.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.heads.contains(word)
    }

    /// True where a name ends in these letters and digits.
    pub(super) fn ends(&self, tail: &str) -> bool {
        self.tails.contains(tail)
    }

    /// The name of just these words.
    pub(super) fn get(&self, words: &[String]) -> Option<&str> {
        self.names.get(words).map(String::as_str)
    }

    /// Names that a text goes on with, given from there on; with their words.
    pub(super) fn beginning<'a>(
        &'a self,
        text: &'a [String],
    ) -> impl Iterator<Item = (&'a [String], &'a str)> {
        let first = text.get(..1).unwrap_or_default();
        let named = self.names.range(first.to_vec()..);
        let named = named.take_while(move |(words, _)| words.get(..1) == Some(first));
        let named = named.filter(|(words, _)| text.starts_with(words));
        named.map(|(words, name)| (words.as_slice(), name.as_str()))
    }

    /// Names with these last words, each with its own from the last to the first.
    pub(super) fn ending(&self, words: &[String]) -> impl Iterator<Item = (&[String], &str)> {
        let last = turned(words);
        let named = self.turned.range(last.clone()..);
        let named = named.take_while(move |(words, _)| words.starts_with(&last));
        named.map(|(words, name)| (words.as_slice(), name.as_str()))
    }
}

/// The name of a station without the place where it is heard: `KTNK` of `KTNK 1190 AM`.
fn without_frequency(words: &[String]) -> &[String] {
    let [before @ .., band] = words else { return words };
    if !matches!(band.as_str(), "am" | "fm" | "dab" | "mhz" | "khz") {
        return words;
    }
    let is_number = |word: &String| !word.contains(char::is_alphabetic);
    let end = before.iter().rposition(|word| !is_number(word)).map_or(0, |last| last + 1);
    match &before[..end] {
        [] => words,
        [word] if ends_name_of_body(word) => words,
        station => station,
    }
}

/// Words from the last to the first.
pub(super) fn turned(words: &[String]) -> Words {
    words.iter().rev().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_down_are_the_same_again() {
        let outlets = Outlets::of(NAMES.into_iter());
        let written = serde_json::to_string(&outlets).unwrap();
        assert_eq!(serde_json::from_str::<Outlets>(&written).unwrap(), outlets);
    }

    const NAMES: [&str; 4] = ["The Valley Post", "Valley Observer", "Post", "Valley Post Online"];

    fn words(text: &str) -> Words {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn names_are_found_where_they_begin() {
        let outlets = Outlets::of(NAMES.into_iter());
        let check = |text: &str, expected: &[&str]| {
            let text = words(text);
            let found: Vec<&str> = outlets.beginning(&text).map(|(_, name)| name).collect();
            assert_eq!(found, expected);
        };
        check("valley post online said", &["The Valley Post", "Valley Post Online"]);
        check("the valley post", &[]);
        check("valley", &[]);
        check("", &[]);
    }

    #[test]
    fn a_station_is_known_without_its_frequency() {
        let stations = ["KTNK 1190 AM", "Radio 97.5 FM", "Radio Harrock 88 FM", "Kanal 5"];
        let outlets = Outlets::of(stations.into_iter());
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(outlets.get(&words(name)), expected, "{name}");
        };
        check("ktnk", Some("KTNK 1190 AM"));
        check("radio harrock", Some("Radio Harrock 88 FM"));
        check("radio", None);
        check("kanal", None);
    }

    #[test]
    fn german_names_are_known_in_other_cases() {
        let names = ["Auentaler Bote", "Sundrische Rundschau", "Hohes Tageblatt"];
        let outlets = Outlets::of(names.into_iter());
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(outlets.get(&words(name)), expected, "{name}");
        };
        check("auentaler boten", Some("Auentaler Bote"));
        check("sundrischen rundschau", Some("Sundrische Rundschau"));
        check("hohes tageblatts", Some("Hohes Tageblatt"));
        check("auentaler botens", None);
    }

    #[test]
    fn names_are_found_by_their_end() {
        let outlets = Outlets::of(NAMES.into_iter());
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = outlets.ending(&words(text)).map(|(_, name)| name).collect();
            assert_eq!(found, expected);
        };
        check("post", &["Post", "The Valley Post"]);
        check("valley post", &["The Valley Post"]);
        check("herald", &[]);
    }
}
