//! Reported speech as the models find it, with the people of the article as speakers.
//!
//! The models mark whatever anybody holds, plans and wishes too. Here a verb of speech must tell it,
//! and somebody must be its source; what overlaps a quotation in marks is left to those.

use std::ops::Range;

use super::antecedent::is_human;
use super::attribution::{Attribution, Grip, of_mention};
use super::page::Page;
use super::record::Form;
use super::tagging::{AUXILIARIES, Attributed};
use super::utterance::{Utterance, utterance};

const WORDS_MIN: usize = 4;

/// The reported clauses of one article, in the order of the text.
pub(super) fn reported_utterances(
    page: &Page<'_>,
    article: usize,
    attributed: &[Attributed],
) -> Vec<Utterance> {
    let reported = attributed.iter().filter(|found| found.form == Form::Indirect);
    let utterances = reported.filter_map(|found| {
        let attribution = attribution(page, found)?;
        let cue = attribution.cue.map_or("", |cue| page.folded(cue));
        let content = trimmed(page, &found.extent(), cue)?;
        Some(utterance(page, article, content, Form::Indirect, Some(&attribution)))
    });
    utterances.collect()
}

/// The words of a content, without the conjunction that opens it; nothing where they are few, stand
/// in marks or are no clause.
fn trimmed(page: &Page<'_>, content: &Range<usize>, cue: &str) -> Option<Range<usize>> {
    let marked = |span: &super::marks::Span| {
        span.outer.start < content.end && content.start < span.outer.end
    };
    let words: Vec<usize> = content.clone().filter(|&token| page.is_word(token)).collect();
    let told = match conjunction(page, &words, cue) {
        Some(place) => &words[place + 1..],
        None => Some(behind_person(page, &words)).filter(|told| has_verb(page, told))?,
    };
    let whole = told.len() >= WORDS_MIN && !page.spans.iter().any(marked);
    whole.then(|| told[0]..told[told.len() - 1] + 1)
}

/// Verbs after which the person told stands before the conjunction.
const ADDRESSING: &[&str] = &[
    "told", "tell", "tells", "telling", "warned", "warns", "warning", "assured", "assures",
    "reminded", "reminds", "informed", "informs", "advised", "advises", "asked", "asks", "asking",
];

/// The conjunction that opens a content, or stands behind the person told: `the tenants that …`.
fn conjunction(page: &Page<'_>, words: &[usize], cue: &str) -> Option<usize> {
    const TOLD_WORDS_MAX: usize = 5;
    let told_max = if ADDRESSING.contains(&cue) { TOLD_WORDS_MAX } else { 0 };
    let mut near = words.iter().take(told_max + 1);
    let place = near.position(|&token| page.lexicon.is_complementizer(page.folded(token)))?;
    (!words[..place].iter().any(|&token| is_verb(page, token))).then_some(place)
}

/// A clause without the pronoun of the person told: `told us whose it was`.
fn behind_person<'a>(page: &Page<'_>, words: &'a [usize]) -> &'a [usize] {
    match words {
        [first, told @ ..] if matches!(page.folded(*first), "us" | "me" | "him" | "them") => told,
        words => words,
    }
}

/// Whether a clause without a conjunction looks like one: it begins with no preposition and has a
/// word that only verbs are. `asked three times for the plot` reports no speech, nor does
/// `asked by a reader whether it was sold` of the one asked.
fn has_verb(page: &Page<'_>, words: &[usize]) -> bool {
    let first = words.first().map_or("", |&first| page.folded(first));
    let is_bare = !page.lexicon.is_preposition(first) && !matches!(first, "when" | "by");
    is_bare && words.iter().any(|&token| is_verb(page, token))
}

fn is_verb(page: &Page<'_>, token: usize) -> bool {
    let folded = page.folded(token);
    AUXILIARIES.contains(&folded) || folded.ends_with("ed")
}

fn attribution(page: &Page<'_>, found: &Attributed) -> Option<Attribution> {
    let (source, cue) = (found.source.clone()?, found.cue.clone()?);
    let speaks = |&token: &usize| {
        let folded = page.folded(token);
        page.lexicon.is_cue(folded) || page.lexicon.is_according(folded)
    };
    let cue = cue.clone().find(speaks)?;
    let named = mention_in(page, &source).and_then(|mention| of_mention(page, mention, Some(cue)));
    let person = named.as_ref().and_then(|named| named.person);
    let grip = named.map_or(Grip::Referred, |named| named.grip);
    Some(Attribution { person, printed: Some(source), cue: Some(cue), grip })
}

/// The first person in a noun phrase, else the first name or pronoun.
fn mention_in(page: &Page<'_>, source: &Range<usize>) -> Option<usize> {
    let inside = page.mentions.iter().enumerate().filter(|(_, mention)| {
        mention.tokens.start >= source.start && mention.tokens.end <= source.end
    });
    let places: Vec<usize> = inside.map(|(place, _)| place).collect();
    let person = places.iter().find(|&&place| is_human(page, place));
    person.or(places.first()).copied()
}
