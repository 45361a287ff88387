//! Who made a statement that an article has from somebody it only describes: `in its statement the club`.
//!
//! The article may print the club's name nowhere, and what was read of it alone is then whatever name comes first. Another
//! article of the story may print a name that ends in the word of the description, `Hollin Rowing Club`. Where just one
//! name of the story does, it is taken. Rejected: the name that most articles print, which is the event's place or person.

use std::collections::BTreeSet;

use super::credit::Naming;
use super::member::Member;
use crate::text::fold;

/// Words before a description, in the languages whose credits are known.
const ARTICLES: [&str; 9] = ["the", "its", "his", "el", "la", "le", "il", "o", "a"];
/// Words of a name at most.
const NAME_WORDS_MAX: usize = 6;

/// The full name of whoever an ancestor's credits describe, where it is a release and one article names him.
pub fn full_name(naming: &Naming, members: &[Member]) -> Option<String> {
    let label = fold(naming.label.as_deref()?);
    let releases = naming.by.iter().filter(|by| by.is_release());
    let described =
        releases.filter_map(|by| noun(members[by.member].article.body.as_str(), &by.text));
    let nouns: BTreeSet<String> = described.collect();
    if nouns.is_empty() || nouns.iter().any(|noun| label.ends_with(noun.as_str())) {
        return None;
    }
    let bodies = members.iter().map(|member| member.article.body.as_str());
    let names: BTreeSet<String> =
        bodies.flat_map(|body| nouns.iter().flat_map(|noun| names_ending_in(body, noun))).collect();
    let mut names = names.into_iter();
    names.next().filter(|_| names.next().is_none())
}

/// The description that follows the words of a credit: `the club`.
fn noun(body: &str, credit: &str) -> Option<String> {
    let after = &body[body.find(credit)? + credit.len()..];
    let mut words = after.split_whitespace();
    let article = words.next().filter(|word| ARTICLES.contains(&word.to_lowercase().as_str()))?;
    let noun = words.next().filter(|noun| noun.chars().all(char::is_lowercase))?;
    (noun.len() > article.len()).then(|| fold(noun))
}

/// Names of two words or more whose last is this one.
fn names_ending_in(body: &str, noun: &str) -> Vec<String> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let plain = |word: &str| word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let ends =
        (0..words.len()).filter(|&at| is_capital(&words[at]) && fold(&plain(words[at])) == noun);
    let names = ends.map(|end| {
        let before = words[..end].iter().rev().take(NAME_WORDS_MAX - 1);
        let length = before
            .take_while(|word| is_capital(word) && word.ends_with(char::is_alphanumeric))
            .count();
        words[end - length..=end].iter().map(|word| plain(word)).collect::<Vec<_>>()
    });
    let names = names.map(|mut name| {
        if ARTICLES.contains(&fold(&name[0]).as_str()) {
            name.remove(0);
        }
        name
    });
    names.filter(|name| name.len() > 1).map(|name| name.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_follows_the_credit() {
        let noun_of = |body| noun(body, "In its statement");
        assert_eq!(noun_of("In its statement the club offered tea."), Some("club".to_owned()));
        assert_eq!(noun_of("In its statement Corvoss offered tea."), None);
        assert_eq!(noun_of("In its statement the Club offered tea."), None);
    }

    #[test]
    fn a_name_ends_in_the_word_of_the_description() {
        let names = |body| names_ending_in(body, "club");
        assert_eq!(names("Rowers of Hollin Rowing Club, the oldest."), ["Hollin Rowing Club"]);
        assert_eq!(names("The Hollin Club was shut."), ["Hollin Club"]);
        assert!(names("A club. Club night at the Club.").is_empty());
    }
}
