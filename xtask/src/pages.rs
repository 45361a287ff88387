//! What web pages say of themselves, as a person read it, and how much of it a program finds.
//!
//! A claim of a program counts where the page states the matter and the program says the same,
//! once white space, case and the forms of quotes are folded; there is no part for being near.

use std::collections::BTreeSet;

use newstem::published::interval;
use serde::{Deserialize, Serialize};

use unicase::UniCase;

/// What one page states, from `evaluation/metadata.jsonl`.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldPage {
    /// The name of the page's file without its endings.
    pub page: String,
    /// The headline that a reader sees.
    pub headline: String,
    /// When it was published: a day, or a minute with its zone where the page states it.
    pub published: Option<String>,
    /// What the outlet calls itself on the page: any of these.
    pub outlet: Vec<String>,
    /// The names of the byline; empty where it has none.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Names of the byline that may be taken for authors or not: the agency behind a name.
    #[serde(default)]
    pub optional_authors: Vec<String>,
}

/// What a program says of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOfPage {
    /// The name of the page's file without its endings.
    pub page: String,
    /// The headline.
    pub headline: Option<String>,
    /// A date, or an RFC 3339 time.
    pub published: Option<String>,
    /// The name of the outlet.
    pub outlet: Option<String>,
    /// The names of the authors.
    #[serde(default)]
    pub authors: Vec<String>,
}

/// What is asked of a page.
pub const FIELDS: [&str; 5] = ["headline", "day", "minute", "outlet", "authors"];

/// Which answers of `said` are right, in the order of [`FIELDS`]; nothing where the page does not
/// state it.
pub fn verdicts(gold: &GoldPage, said: &SaidOfPage) -> [Option<bool>; 5] {
    let published = gold.published.as_deref();
    let told = said.published.as_deref();
    let minute = published.filter(|published| published.len() > DAY_BYTES);
    [
        Some(is_same_text(said.headline.as_deref(), &gold.headline)),
        published.map(|published| told.is_some_and(|told| is_same_day(published, told))),
        minute.map(|minute| told.is_some_and(|told| is_same_minute(minute, told))),
        Some(gold.outlet.iter().any(|name| is_same_outlet(said.outlet.as_deref(), name))),
        (!gold.authors.is_empty()).then(|| are_same_authors(gold, &said.authors)),
    ]
}

/// The bytes of `2023-05-04`.
const DAY_BYTES: usize = 10;

fn is_same_text(said: Option<&str>, gold: &str) -> bool {
    said.is_some_and(|said| folded_line(said) == folded_line(gold))
}

fn is_same_outlet(said: Option<&str>, gold: &str) -> bool {
    let name = |text: &str| {
        let line = folded_line(text);
        line.strip_prefix("the ").map_or(line.clone(), str::to_owned)
    };
    said.is_some_and(|said| name(said) == name(gold))
}

/// Case, white space and the forms of quotes, dashes and dots are no difference.
fn folded_line(text: &str) -> String {
    let plain =
        text.replace(['‘', '’', '‚', '`', '´'], "'").replace(['“', '”', '„', '«', '»'], "\"");
    let plain = plain.replace(['–', '—', '‑'], "-").replace('…', "...");
    folded(&plain.split_whitespace().collect::<Vec<&str>>().join(" "))
}

fn folded(text: &str) -> String {
    UniCase::new(text).to_folded_case()
}

/// The day by the page's own clock or by that of Greenwich, as a program may give either.
fn is_same_day(gold: &str, said: &str) -> bool {
    let day = |time: &str| time.get(..DAY_BYTES).map(str::to_owned);
    let greenwich =
        |time: &str| interval(time).map(|interval| interval.earliest.div_euclid(86_400));
    day(gold) == day(said) || (greenwich(gold).is_some() && greenwich(gold) == greenwich(said))
}

fn is_same_minute(gold: &str, said: &str) -> bool {
    let minute = |time: &str| interval(time).map(|interval| interval.earliest.div_euclid(60));
    said.len() > DAY_BYTES && minute(gold).is_some() && minute(gold) == minute(said)
}

/// All names of the byline, and no others but those that may be there.
fn are_same_authors(gold: &GoldPage, said: &[String]) -> bool {
    let said: BTreeSet<String> = said.iter().map(|name| folded_name(name)).collect();
    let asked: BTreeSet<String> = gold.authors.iter().map(|name| folded_name(name)).collect();
    let allowed: BTreeSet<String> =
        gold.optional_authors.iter().map(|name| folded_name(name)).collect();
    asked.is_subset(&said) && said.difference(&asked).all(|name| allowed.contains(name))
}

/// A name without its marks and a leading article.
fn folded_name(name: &str) -> String {
    let name = folded(name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Counts of right answers and of questions, in the order of [`FIELDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Questions, and right answers to them.
    pub counts: [(usize, usize); 5],
}

impl Tally {
    /// Adds the verdicts on one page.
    pub fn add(&mut self, verdicts: [Option<bool>; 5]) {
        for (count, verdict) in self.counts.iter_mut().zip(verdicts) {
            if let Some(right) = verdict {
                count.0 += 1;
                count.1 += usize::from(right);
            }
        }
    }
}

/// The half that a page belongs to, by its name, which is a hash: rules are made on the first.
pub fn half(page: &str) -> usize {
    let digit = page.chars().nth(1).and_then(|c| c.to_digit(16)).unwrap_or(0);
    (digit % 2) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: SaidOfPage, expected: [Option<bool>; 5]) {
        let gold = GoldPage {
            page: "a1".to_owned(),
            headline: "‘Rain’ stops play".to_owned(),
            published: Some("2026-04-13T22:30-05:00".to_owned()),
            outlet: vec!["The Valley Post".to_owned(), "Valley Post".to_owned()],
            authors: vec!["Ada Bee".to_owned()],
            optional_authors: vec!["Associated Press".to_owned()],
        };
        assert_eq!(verdicts(&gold, &said), expected, "{said:?}");
    }

    #[test]
    fn answers_are_right_or_wrong() {
        let right = SaidOfPage {
            headline: Some("'rain'  stops play".to_owned()),
            published: Some("2026-04-14T03:30:20Z".to_owned()),
            outlet: Some("valley post".to_owned()),
            authors: vec!["ADA BEE".to_owned(), "The Associated Press".to_owned()],
            ..SaidOfPage::default()
        };
        check(right.clone(), [Some(true); 5]);
        let day = SaidOfPage { published: Some("2026-04-13".to_owned()), ..right.clone() };
        check(day, [Some(true), Some(true), Some(false), Some(true), Some(true)]);
        let more =
            SaidOfPage { authors: vec!["Ada Bee".to_owned(), "Carl Dee".to_owned()], ..right };
        check(more, [Some(true), Some(true), Some(true), Some(true), Some(false)]);
        check(SaidOfPage::default(), [Some(false); 5]);
    }

    #[test]
    fn what_a_page_does_not_state_is_not_asked() {
        let gold = GoldPage {
            page: "a1".to_owned(),
            headline: "Rain".to_owned(),
            published: Some("2026-04-13".to_owned()),
            outlet: vec!["Valley Post".to_owned()],
            authors: Vec::new(),
            optional_authors: Vec::new(),
        };
        let told = verdicts(&gold, &SaidOfPage::default());
        assert_eq!(told, [Some(false), Some(false), None, Some(false), None]);
    }
}
