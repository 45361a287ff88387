//! The subject of a verb of speech.
//!
//! There is no parser: a subject is the eligible mention that stands right beside the verb, else a
//! description of somebody, else the nearest person of the clause. That fails where a clause with a
//! subject of its own comes between the two.

use super::antecedent::is_human;
use super::attribution::{Attribution, of_mention};
use super::description::{
    bare_noun_before, description_after, description_before, leading_description,
};
use super::mention::{Kind, Mention};
use super::page::Page;

/// The subject of a verb of speech among what stands before it.
pub(super) fn subject_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let within = |mention: &&(usize, &Mention)| {
        mention.1.subject && mention.1.tokens.start >= start && mention.1.tokens.end <= cue
    };
    let mentions: Vec<(usize, &Mention)> = page.mentions.iter().enumerate().collect();
    let candidates: Vec<(usize, &Mention)> = mentions.iter().filter(within).copied().collect();
    let last = candidates.last();
    if let Some((index, _)) = last.filter(|(_, mention)| adjoins(page, mention.tokens.end, cue)) {
        return of_mention(page, *index, Some(cue));
    }
    if let Some(described) = description_before(page, start, cue) {
        return Some(described);
    }
    if let Some(described) = bare_noun_before(page, start, cue) {
        return Some(described);
    }
    let human = candidates.iter().any(|(index, _)| is_human(page, *index));
    if let Some(described) = leading_description(page, start, cue).filter(|_| !human) {
        return Some(described);
    }
    let ranked = best_by_rank(page, &candidates)?;
    of_mention(page, ranked, Some(cue))
}

/// The first pronoun close by, else the first person, else a description or the first name before
/// the next comma.
pub(super) fn subject_after(page: &Page<'_>, cue: usize, end: usize) -> Option<Attribution> {
    const PRONOUN_NEAR: usize = 5;
    const PERSON_NEAR: usize = 12;
    let clause = clause_end(page, cue + 1, end);
    let inside = |mention: &(usize, &Mention)| {
        mention.1.subject && mention.1.tokens.start > cue && mention.1.tokens.end <= end
    };
    let mut mentions = page.mentions.iter().enumerate().filter(inside);
    let first = mentions.clone().next();
    let pronoun = first.filter(|(_, mention)| {
        matches!(mention.kind, Kind::Pronoun(_)) && mention.tokens.start <= cue + PRONOUN_NEAR
    });
    let person = mentions.find(|(index, mention)| {
        is_human(page, *index) && mention.tokens.start <= clause + PERSON_NEAR
    });
    if let Some((index, _)) = pronoun.or(person) {
        return of_mention(page, index, Some(cue));
    }
    let named = first.filter(|(_, mention)| {
        mention.tokens.end <= clause && !matches!(mention.kind, Kind::Pronoun(_))
    });
    let described = description_after(page, cue + 1, clause);
    described.or_else(|| of_mention(page, named?.0, Some(cue)))
}

/// Only adverbs and auxiliaries between a subject and its verb.
pub(super) fn adjoins(page: &Page<'_>, end: usize, cue: usize) -> bool {
    (end..cue).all(|token| {
        page.is_space(token) || page.lexicon.is_between(page.folded(token)) || {
            page.folded(token).ends_with("ly")
        }
    })
}

/// People before names, names before pronouns, pronouns before bodies; then the nearest to the
/// verb.
fn best_by_rank(page: &Page<'_>, candidates: &[(usize, &Mention)]) -> Option<usize> {
    let rank = |index: usize, mention: &Mention| match mention.kind {
        _ if is_human(page, index) => 0,
        Kind::Person => 0,
        Kind::Name => 1,
        Kind::Pronoun(_) => 2,
        Kind::Body => 3,
    };
    let nearest_first = candidates.iter().rev();
    nearest_first.min_by_key(|(index, mention)| rank(*index, mention)).map(|(index, _)| *index)
}

/// The next comma or stop.
pub(super) fn clause_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let stop = |&token: &usize| matches!(page.mark(token), Some(',' | '.' | ';' | ':' | '!' | '?'));
    (from..end).find(stop).unwrap_or(end)
}
