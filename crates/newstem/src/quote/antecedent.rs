//! Whom a pronoun means, or a quotation that stands alone goes to: the person last spoken of.
//!
//! Recency by sentence and the subject before the rest, which is Hobbs's observation (1978) without
//! his trees. Sex is used where a title, an office or a word of kinship shows it, never guessed
//! from a name.

use std::ops::Range;

use super::lexicon::Gender;
use super::mention::Mention;
use super::page::Page;

const SENTENCES_BACK_MAX: usize = 8;

const SENTENCES_NEAR: usize = 4;

/// The person last spoken of before `token`. First the subjects of its paragraph, nearest
/// sentence first; then those of earlier paragraphs; then whoever was mentioned at all.
pub(super) fn antecedent(page: &Page<'_>, token: usize, gender: Option<Gender>) -> Option<usize> {
    let here = page.sentence_of(token)?;
    let paragraph = page.reading.sentences[here].paragraph;
    let near = (0..=here).rev().take(SENTENCES_BACK_MAX);
    let in_paragraph = near
        .clone()
        .take_while(|&sentence| page.reading.sentences[sentence].paragraph == paragraph);
    let subject_of = |sentence| spoken_of(page, sentence, token, gender, Subjects::Only);
    let anyone_of = |sentence| spoken_of(page, sentence, token, gender, Subjects::OrOthers);
    let of_known_sex = |sentence| spoken_of(page, sentence, token, gender, Subjects::KnownSex);
    let surely = |sentence| spoken_of(page, sentence, token, gender, Subjects::Sure);
    let peopled = |sentence: &usize| anyone_of(*sentence).is_some();
    in_paragraph
        .clone()
        .find(peopled)
        .and_then(of_known_sex)
        .or_else(|| in_paragraph.clone().find_map(surely))
        .or_else(|| in_paragraph.clone().find_map(subject_of))
        .or_else(|| near.clone().take(SENTENCES_NEAR).find_map(surely))
        .or_else(|| near.clone().find_map(subject_of))
        .or_else(|| near.clone().find_map(anyone_of))
}

/// Whether a mention that is no subject will do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subjects {
    KnownSex,
    Sure,
    Only,
    OrOthers,
}

/// The person of a sentence, before `token`, that a pronoun would mean.
fn spoken_of(
    page: &Page<'_>,
    sentence: usize,
    token: usize,
    gender: Option<Gender>,
    subjects: Subjects,
) -> Option<usize> {
    let bounds = &page.reading.sentences[sentence];
    let range = bounds.first_token..bounds.last_token.min(token);
    let fits = |(index, mention): &(usize, &Mention)| {
        agrees(page, *index, gender) && (mention.subject || subjects == Subjects::OrOthers)
    };
    if subjects == Subjects::KnownSex && gender.is_none() {
        return None;
    }
    let surely = people_in(page, &range).find(|one| fits(one) && is_surely_human(page, one.0));
    let found = match subjects {
        Subjects::KnownSex => {
            people_in(page, &range).find(|one| one.1.subject && sex_of(page, one.0) == gender)?
        }
        Subjects::Sure => surely?,
        _ => surely.or_else(|| people_in(page, &range).find(fits))?,
    };
    page.people.of_mention[found.0]
}

/// The mentions of people within a token range.
pub(super) fn people_in<'p>(
    page: &'p Page<'_>,
    range: &Range<usize>,
) -> impl DoubleEndedIterator<Item = (usize, &'p Mention)> {
    let range = range.clone();
    page.mentions.iter().enumerate().filter(move |(index, mention)| {
        mention.tokens.start >= range.start
            && mention.tokens.end <= range.end
            && is_human(page, *index)
    })
}

/// The mention may be a person's.
pub(super) fn is_human(page: &Page<'_>, mention: usize) -> bool {
    let person = page.people.of_mention[mention];
    person.is_some_and(|person| page.people.list[person].is_human)
}

/// The text treats whom it mentions as a person.
pub(super) fn is_surely_human(page: &Page<'_>, mention: usize) -> bool {
    let person = page.people.of_mention[mention];
    person.is_some_and(|person| page.people.list[person].is_surely_human)
}

fn sex_of(page: &Page<'_>, mention: usize) -> Option<Gender> {
    let person = page.people.of_mention[mention]?;
    page.people.list[person].gender
}

fn agrees(page: &Page<'_>, mention: usize, gender: Option<Gender>) -> bool {
    match (sex_of(page, mention), gender) {
        (Some(known), Some(wanted)) => known == wanted,
        _ => true,
    }
}
