//! Who said what, and how the words changed from article to article.
//!
//! Within one article: quotation marks become spans, names become people, verbs of speech tie the
//! two together. Across the story's articles: quotations that are one utterance are grouped along
//! the tree and by their words, and each is judged against the wording at the top of its own line
//! of descent. What stands in marks is found by rules, which work in several languages at once and
//! can say why; they fail where grammar is needed, as when a clause with a subject of its own parts
//! a speaker from the verb, or when a note or a sign speaks. Reported speech, which nothing marks,
//! is found by models in English (`tagging`) and by rules elsewhere.

mod antecedent;
mod attribution;
mod descent;
mod description;
mod fidelity;
mod group;
mod indirect;
mod known;
mod lexicon;
mod marks;
mod mention;
mod page;
mod people;
mod record;
mod reported;
mod sources;
mod subject;
pub mod tagging;
mod utterance;
mod wording;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use record::{Fidelity, Form, Occurrence, Quote};

use crate::article::Article;
use crate::lineage::Tree;
use crate::text::Reading;
use descent::Descent;
use fidelity::Line;
use known::Known;
use page::Page;
use tagging::SpeechModels;
use utterance::Utterance;
use wording::Weights;
pub(crate) use wording::same_name;

/// Finds the quotes of one story. `readings` are those of the bodies of `articles`.
pub fn find_quotes(
    articles: &[&Article],
    readings: &[&Reading],
    tree: &Tree,
    speech: &SpeechModels,
) -> Vec<Quote> {
    let descent = Descent::new(articles, tree);
    let utterances = utterances(articles, readings, speech);
    let weights = Weights::new(readings);
    let groups = group::groups(&utterances, &descent, &weights);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, group) in groups.into_iter().enumerate() {
        members.entry(group).or_default().push(index);
    }
    let mut quotes: Vec<Quote> = Vec::new();
    for members in members.into_values() {
        quotes.push(quote(&utterances, &descent, tree, members));
    }
    for (number, quote) in quotes.iter_mut().enumerate() {
        quote.id = format!("q{}", number + 1);
    }
    quotes
}

/// What every article gives to a speaker, in the order of the articles, then of the text.
fn utterances(
    articles: &[&Article],
    readings: &[&Reading],
    speech: &SpeechModels,
) -> Vec<Utterance> {
    let known = Known::of(articles, readings);
    let mut all = Vec::new();
    for (index, (article, reading)) in articles.iter().zip(readings).enumerate() {
        let page = Page::new(reading, &article.language, &known);
        let mut found = utterance::marked_utterances(&page, index);
        let reported = reported(&page, index, &article.language, speech).into_iter();
        found.extend(reported.filter(|utterance| !is_credit(article, utterance)));
        found.sort_by_key(|utterance| utterance.bytes.start);
        all.extend(found);
    }
    all
}

/// Reported speech as the rules find it and, where the models know the language, as those do; of two
/// that overlap the rules', which are seldom wrong.
fn reported(
    page: &Page<'_>,
    article: usize,
    language: &str,
    speech: &SpeechModels,
) -> Vec<Utterance> {
    let mut found = indirect::indirect_utterances(page, article);
    if is_english(language) {
        let more = reported::reported_utterances(page, article, &speech.spoken(page));
        let is_apart = |one: &Utterance, other: &Utterance| {
            one.bytes.end <= other.bytes.start || other.bytes.end <= one.bytes.start
        };
        let by_rules = found.clone();
        let more = more.into_iter();
        found.extend(more.filter(|one| by_rules.iter().all(|other| is_apart(one, other))));
    }
    found
}

/// The models know one language.
fn is_english(language: &str) -> bool {
    language.split('-').next() == Some(tagging::ENGLISH)
}

/// "…, Harbour Wire reported" credits an outlet; nobody is quoted.
fn is_credit(article: &Article, utterance: &Utterance) -> bool {
    let Some(speaker) = &utterance.speaker_text else { return false };
    article.credits.iter().any(|credit| credit.text.contains(speaker.as_str()))
}

fn quote(
    utterances: &[Utterance],
    descent: &Descent<'_>,
    tree: &Tree,
    members: Vec<usize>,
) -> Quote {
    let articles: BTreeSet<usize> = members.iter().map(|&m| utterances[m].article).collect();
    let line = Line::new(utterances, descent, members.clone());
    let occurrences: Vec<Occurrence> = members
        .iter()
        .map(|&member| occurrence(&utterances[member], descent, line.fidelity(member)))
        .collect();
    Quote {
        id: String::new(),
        speaker: fullest_speaker(&occurrences),
        role: role(utterances, &members, &occurrences),
        independent_sources: sources::independent_sources(&articles, descent, tree),
        occurrences,
    }
}

fn occurrence(utterance: &Utterance, descent: &Descent<'_>, fidelity: Fidelity) -> Occurrence {
    Occurrence {
        article: descent.ids[utterance.article].to_owned(),
        start: utterance.bytes.start,
        end: utterance.bytes.end,
        text: utterance.text.clone(),
        form: utterance.form,
        speaker: utterance.speaker.clone(),
        speaker_text: utterance.speaker_text.clone(),
        cue: utterance.cue.clone(),
        fidelity,
    }
}

/// The name that most occurrences give, in its fullest form; those given to another do not count. A form with
/// words before another of two words or more, which more occurrences print, has a title in it that
/// is none of the known.
fn fullest_speaker(occurrences: &[Occurrence]) -> Option<String> {
    let rightly = occurrences.iter().filter(|o| o.fidelity != Fidelity::Misattributed);
    let names: Vec<&String> = rightly.filter_map(|o| o.speaker.as_ref()).collect();
    let support = |name: &str| names.iter().filter(|other| same_name(name, other)).count();
    let most = names.iter().map(|name| support(name)).max()?;
    let common = names.iter().find(|name| support(name) == most)?;
    let same: Vec<&str> =
        names.iter().filter(|name| same_name(name, common)).map(|name| name.as_str()).collect();
    let printed = |name: &str| same.iter().filter(|other| **other == name).count();
    let is_titled = |name: &str| {
        let ends = |other: &&&str| {
            other.contains(' ')
                && name.strip_suffix(**other).is_some_and(|title| title.ends_with(' '))
        };
        same.iter().filter(ends).any(|other| printed(other) > printed(name))
    };
    let untitled = same.iter().filter(|name| !is_titled(name));
    untitled.max_by_key(|name| (name.split(' ').count(), name.len())).map(|name| (*name).to_owned())
}

/// What the articles call the quote's speaker: the first that says it.
fn role(utterances: &[Utterance], members: &[usize], occurrences: &[Occurrence]) -> Option<String> {
    let speaker = fullest_speaker(occurrences)?;
    let mut told = members.iter().map(|&member| &utterances[member]).filter(|utterance| {
        let name = utterance.speaker.as_deref();
        name.is_some_and(|name| same_name(name, &speaker))
    });
    told.find_map(|utterance| utterance.role.clone())
}
