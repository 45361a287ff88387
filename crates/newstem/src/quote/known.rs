//! What the articles of a story know of the people in each other: who is one, of which sex, and
//! which names are outlets', whom no `he` means.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Gender;
use super::page::Page;
use super::people::Person;
use crate::Article;
use crate::text::{Reading, fold, tokenize};

/// Names of one story, folded.
#[derive(Default)]
pub(super) struct Known {
    /// The full names and surnames of those who are surely people in some article.
    people: BTreeSet<String>,
    /// The sexes that articles show of those with a full name.
    sexes: BTreeMap<String, BTreeSet<Gender>>,
    /// The words of the outlets that the articles are of or name.
    outlets: BTreeSet<Vec<String>>,
}

impl Known {
    /// What `articles` with their `readings` know.
    pub(super) fn of(articles: &[&Article], readings: &[&Reading]) -> Self {
        let mut known = Self::default();
        for article in articles {
            // The author of a statement, who is named elsewhere, may be a person.
            let named =
                article.credits.iter().filter(|credit| credit.text.contains(&credit.outlet));
            let named = named.map(|credit| credit.outlet.as_str());
            let names = article.outlet.as_deref().into_iter().chain(named);
            known.outlets.extend(names.map(folded_words));
        }
        let none = Self { outlets: known.outlets.clone(), ..Self::default() };
        for (article, reading) in articles.iter().zip(readings) {
            known.add(&Page::new(reading, &article.language, &none));
        }
        known
    }

    fn add(&mut self, page: &Page<'_>) {
        let full = page.people.list.iter().filter(|person| person.words.len() > 1);
        for person in full.filter(|person| person.is_surely_human) {
            let name = person.words.join(" ");
            self.people.insert(person.words[person.words.len() - 1].clone());
            self.sexes.entry(name.clone()).or_default().extend(person.gender);
            self.people.insert(name);
        }
    }

    /// Tells a person of one article what the others know.
    pub(super) fn tell(&self, person: &mut Person) {
        if self.is_outlet(&person.words) {
            person.is_human = false;
            person.is_surely_human = false;
            return;
        }
        let name = person.words.join(" ");
        let is_known = self.people.contains(&name);
        person.is_human |= is_known;
        person.is_surely_human |= is_known;
        let sexes = self.sexes.get(&name).filter(|sexes| sexes.len() == 1);
        person.gender = person.gender.or(sexes.and_then(|sexes| sexes.first().copied()));
    }

    /// Whether words are an outlet's name, or two or more of its last.
    fn is_outlet(&self, words: &[String]) -> bool {
        let is_end = |outlet: &Vec<String>| words.len() > 1 && outlet.ends_with(words);
        self.outlets.contains(words) || self.outlets.iter().any(is_end)
    }
}

/// The folded words of a name.
fn folded_words(name: &str) -> Vec<String> {
    let tokens = tokenize(name);
    let words = tokens.iter().filter(|token| token.is_word());
    words.map(|token| fold(&name[token.start..token.end])).collect()
}
