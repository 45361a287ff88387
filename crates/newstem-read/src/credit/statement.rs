//! Statements whose author is named elsewhere: `the club said in a statement`.
//!
//! Where a name stands beside it, the cues of other credits find it. Here the author must be looked
//! for: the first name of the sentence (`Corvoss Home is buying its rival, it said in a
//! statement`), a name that ends in the word used (`the institute said`), or whoever the article
//! names most. Many articles mention a statement in passing, so only one that does so at its
//! beginning or again and again is taken to be made from it. A wrong author costs a label, not the
//! finding that there was a text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use newstem::Credit;
use newstem::text::fold;
use regex::Regex;

use super::NAME;
use super::names::{Names, Strength, key};

/// A statement mentioned in these first paragraphs is what the article is made from.
const OPENING_PARAGRAPHS: usize = 3;
/// Or one mentioned so often anywhere.
const MENTIONS_MIN: usize = 2;
/// What standing first in the cue's sentence, and ending in the word used there, are worth beside
/// the share of all mentions of names.
const FIRST_IN_SENTENCE: f64 = 1.0;
const ENDS_IN_WORD: f64 = 2.0;

/// Each cue has one of these words, which most lines lack.
const WORDS: [&str; 8] =
    ["statement", "release", "comunicado", "comunicato", "communiqu", "nota", "teilung", "klärung"];

static CUES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let rows = include_str!("../../data/statement-cues.tsv").lines();
    let patterns = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    patterns.filter_map(|(_, pattern)| Regex::new(&format!("(?i){pattern}")).ok()).collect()
});
static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NAME).ok());
/// A description in place of a name: `the club`, `its maker`.
static DESCRIPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?i:the|its|el|la|le|der|die|das|il|o|a) (?P<noun>\p{Ll}{3,})").ok()
});

/// Where a statement is mentioned.
struct Mention {
    start: usize,
    end: usize,
    is_opening: bool,
}

/// The credit to the author of a statement that the article is made from; nothing where it is made
/// from none, or where `credits` name the author already.
pub(super) fn statement_credit(body: &str, names: &Names, credits: &[Credit]) -> Option<Credit> {
    let mentions = mentions(body);
    let is_source = mentions.len() >= MENTIONS_MIN || mentions.iter().any(|m| m.is_opening);
    let first = mentions.first().filter(|_| is_source)?;
    let overlaps = |credit: &Credit| credit.start < first.end && first.start < credit.end;
    if credits.iter().any(overlaps) {
        return None;
    }
    let sentence = sentence_around(body, first);
    let author = author(body, sentence, names)?;
    let start = sentence.0;
    let text = body[start..first.end].trim_end().to_owned();
    Some(Credit { outlet: author, end: start + text.len(), start, text })
}

fn mentions(body: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut offset = 0;
    for (number, line) in body.split('\n').enumerate() {
        let is_telling = WORDS.iter().any(|word| line.contains(word));
        let cues = CUES.iter().filter(|_| is_telling);
        let matches = cues.flat_map(|cue| cue.find_iter(line));
        found.extend(matches.map(|cue| Mention {
            start: offset + cue.start(),
            end: offset + cue.end(),
            is_opening: number < OPENING_PARAGRAPHS,
        }));
        offset += line.len() + 1;
    }
    found.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// From the end of the sentence before a mention to the end of its own, as far as full stops tell.
fn sentence_around(body: &str, mention: &Mention) -> (usize, usize) {
    let ends = |text: &str| text.find(". ").into_iter().chain(text.find('\n')).min();
    let before = &body[..mention.start];
    let start = before.rfind(". ").map(|at| at + 2).max(before.rfind('\n').map(|at| at + 1));
    let end = ends(&body[mention.end..]).map_or(body.len(), |at| mention.end + at);
    (start.unwrap_or(0), end)
}

/// Whoever most likely made a statement that is mentioned in a sentence.
fn author(body: &str, (start, end): (usize, usize), names: &Names) -> Option<String> {
    let sentence = &body[start..end];
    let mut counts: BTreeMap<Vec<String>, (usize, String)> = BTreeMap::new();
    for name in named(body, names) {
        counts.entry(key(&name)).or_insert((0, name)).0 += 1;
    }
    let total = counts.values().map(|(count, _)| *count).sum::<usize>().max(1) as f64;
    let first = named(sentence, names).next().map(|name| key(&name));
    let words = described(sentence);
    let score = |name: &Vec<String>, count: usize| {
        let share = count as f64 / total;
        let is_first = f64::from(u8::from(first.as_ref() == Some(name)));
        let is_described = name.last().is_some_and(|last| words.contains(last));
        share + FIRST_IN_SENTENCE * is_first + ENDS_IN_WORD * f64::from(u8::from(is_described))
    };
    let scored = counts.iter().map(|(name, (count, printed))| (score(name, *count), printed));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, printed)| printed.clone())
}

/// The names of a text that may be a body's, as they are printed.
fn named<'a>(text: &'a str, names: &'a Names) -> impl Iterator<Item = String> + 'a {
    let found = NAMES.iter().flat_map(|name| name.find_iter(text));
    let telling = found.filter(|name| !opens_sentence(text, name.start(), name.as_str()));
    telling.filter_map(|name| names.resolve(name.as_str(), Strength::Any))
}

/// Whether a capital says nothing: that of a single word which begins a sentence.
fn opens_sentence(text: &str, start: usize, name: &str) -> bool {
    let before = text[..start].trim_end_matches(['“', '"', '‘', '«', ' ']);
    !name.contains(' ') && (before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':']))
}

fn described(sentence: &str) -> Vec<String> {
    let nouns = DESCRIPTION.iter().flat_map(|description| description.captures_iter(sentence));
    nouns.filter_map(|captures| Some(fold(captures.name("noun")?.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Option<&str>) {
        let names = Names::new(None, std::iter::empty());
        let credit = statement_credit(body, &names, &[]);
        if let Some(credit) = &credit {
            assert_eq!(&body[credit.start..credit.end], credit.text);
        }
        assert_eq!(credit.map(|credit| credit.outlet).as_deref(), expected, "{body}");
    }

    #[test]
    fn the_author_is_looked_for_in_the_sentence_and_in_the_article() {
        check(
            "Corvoss Home is buying the Ansty works, it said in a statement on Wednesday.",
            Some("Corvoss Home"),
        );
        check(
            "Doctors at the Ostrey Institute found a pill.\nNobody has tried it before, the \
             institute said in a statement.",
            Some("Ostrey Institute"),
        );
        check(
            "Shelves are being cleared of a bottle made by Mossbeck Works.\nIn all 200 are \
             involved, the maker said in a statement.\nMossbeck Works was founded in 1889.",
            Some("Mossbeck Works"),
        );
        check(
            "La Alianza del Norte deja el gobierno, anunció en un comunicado.",
            Some("La Alianza del Norte"),
        );
        check(
            "Le Parti des Dunes quitte la coalition, a-t-il annoncé dans un communiqué.",
            Some("Le Parti des Dunes"),
        );
    }

    #[test]
    fn a_statement_in_passing_is_no_source() {
        let opening = "It rained.\nIt went on raining.\nIt stopped.\n";
        let late = "The Harbour Board thanked everybody in a statement.";
        check(&format!("{opening}{late}"), None);
        check(&format!("{opening}{late}\nThe statement said no more."), Some("The Harbour Board"));
        check("The board gave a statement of its accounts to the Harbour Board.", None);
        check("It fell, they said in a statement.", None);
    }
}
