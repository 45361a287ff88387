//! What a claim without a number or time is about: a cause, a place, a person, or an action.
//!
//! Told from words that announce a cause and from the names that most of its sentences share.
//! Without a parser this is a rule of thumb: a firm of two words is taken for a person.

use std::collections::BTreeMap;

use super::draft::Member;
use super::ledger::Ledger;
use super::model::ClaimKind;
use crate::text::{Reading, TokenKind};

/// What the sentences of a claim have in common.
#[derive(Debug, PartialEq)]
pub(super) struct Theme {
    pub(super) kind: ClaimKind,
    /// Stem of the name that most of them share.
    name: Option<String>,
}

/// Words, folded, that announce a cause.
const CAUSE_CUES: &[&str] = &[
    "because",
    "blame",
    "blamed",
    "blames",
    "caused",
    "causes",
    "cause",
    "due",
    "owing",
    "reason",
    "sparked",
    "suspected",
    "suspicion",
    "triggered",
    "porque",
    "debido",
    "causa",
    "causado",
    "parce",
    "provoque",
    "devido",
    "weil",
    "wegen",
    "ursache",
    "perche",
    "causato",
];

/// Words, folded, that stand before the name of a place.
const PLACE_CUES: &[&str] = &[
    "in", "at", "near", "from", "to", "towards", "off", "outside", "across", "en", "dans", "pres",
    "em", "bei", "nach", "aus", "presso",
];

/// Finds what the members of a claim are about.
pub(super) fn theme(members: &[Member], ledger: &Ledger, readings: &[&Reading]) -> Theme {
    let name = shared_name(members, ledger);
    let most = |test: &dyn Fn(&Member) -> bool| {
        2 * members.iter().filter(|member| test(member)).count() > members.len()
    };
    let has_cue = |member: &Member| {
        words(member, ledger, readings).any(|word| CAUSE_CUES.contains(&word.folded))
    };
    let names_place = |member: &Member| {
        let name = name.as_deref().unwrap_or_default();
        let mut before = "";
        words(member, ledger, readings).any(|word| {
            let found = word.stem == name && PLACE_CUES.contains(&before);
            before = word.folded;
            found
        })
    };
    let kind = match name {
        _ if most(&has_cue) => ClaimKind::Cause,
        Some(_) if most(&names_place) => ClaimKind::Place,
        _ => ClaimKind::Action,
    };
    let theme = Theme { kind, name };
    let full_name = |member: &Member| theme.value(member, ledger, readings).contains(' ');
    if theme.kind == ClaimKind::Action && most(&full_name) {
        return Theme { kind: ClaimKind::Person, ..theme };
    }
    theme
}

impl Theme {
    /// The name as a member prints it; empty where it does not.
    pub(super) fn value(&self, member: &Member, ledger: &Ledger, readings: &[&Reading]) -> String {
        let Some(name) = &self.name else {
            return String::new();
        };
        let words: Vec<Word<'_>> = words(member, ledger, readings).collect();
        let Some(at) = words.iter().position(|word| word.stem == name && word.capital) else {
            return String::new();
        };
        let first = (0..=at).rev().find(|&i| !words[i].goes_on).unwrap_or(at);
        let rest = words[first + 1..].iter().take_while(|word| word.goes_on);
        let run = std::iter::once(&words[first]).chain(rest);
        let name = run.map(|word| word.printed).collect::<Vec<_>>().join(" ");
        let bare = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s"));
        bare.map(str::to_owned).unwrap_or(name)
    }
}

struct Word<'a> {
    printed: &'a str,
    folded: &'a str,
    stem: &'a str,
    capital: bool,
    /// True where it goes on with a name: both capital, only a space between.
    goes_on: bool,
}

fn words<'a>(
    member: &Member,
    ledger: &Ledger,
    readings: &'a [&Reading],
) -> impl Iterator<Item = Word<'a>> {
    let line = &ledger.lines[member.line];
    let reading = readings[line.article];
    let is_capital = |word: usize| reading.token_text(word).starts_with(char::is_uppercase);
    reading.sentence_words(line.sentence).map(move |word| Word {
        printed: reading.token_text(word),
        folded: &reading.folded[word],
        stem: &reading.stems[word],
        capital: is_capital(word),
        goes_on: word > 1
            && is_capital(word)
            && reading.tokens[word - 1].kind == TokenKind::Space
            && is_capital(word - 2),
    })
}

/// The weightiest name that more than half of the members have.
fn shared_name(members: &[Member], ledger: &Ledger) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for member in members {
        for name in &ledger.lines[member.line].names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| 2 * count > members.len())
        .max_by(|a, b| {
            (a.1, ledger.weight(a.0))
                .partial_cmp(&(b.1, ledger.weight(b.0)))
                .unwrap_or(std::cmp::Ordering::Equal)
        })
        .map(|(name, _)| name.clone())
}
