//! Reported speech without marks: `X said that …`, `…, X said`, `according to X, …`.
//!
//! Modest on purpose. Only a verb of speech with a subject of its own and a clause that the
//! grammar marks off is taken; a sentence that holds a quotation in marks is left to those.

use std::ops::Range;

use super::attribution::{Attribution, Grip, ahead, behind};
use super::page::Page;
use super::record::Form;
use super::utterance::{Utterance, utterance};

const CLAUSE_WORDS_MIN: usize = 4;

/// The reported clauses of one article, in the order of the text.
pub(super) fn indirect_utterances(page: &Page<'_>, article: usize) -> Vec<Utterance> {
    let mut found = Vec::new();
    for sentence in &page.reading.sentences {
        let range = sentence.first_token..sentence.last_token;
        let quoted = |span: &super::marks::Span| {
            span.outer.start < range.end && span.outer.end > range.start
        };
        if page.spans.iter().any(quoted) {
            continue;
        }
        let Some((clause, attribution)) = reported(page, &range) else {
            continue;
        };
        found.extend(built(page, article, clause, &attribution));
    }
    found
}

fn built(
    page: &Page<'_>,
    article: usize,
    clause: Range<usize>,
    attribution: &Attribution,
) -> Option<Utterance> {
    let first = clause.clone().find(|&token| page.is_word(token))?;
    let last = clause.clone().rfind(|&token| page.is_word(token))?;
    let words = clause.filter(|&token| page.is_word(token)).count();
    let told = attribution.grip != Grip::Inferred && is_tied(page, attribution);
    (words >= CLAUSE_WORDS_MIN && told)
        .then(|| utterance(page, article, first..last + 1, Form::Indirect, Some(attribution)))
}

/// The speaker stands right beside the verb.
fn is_tied(page: &Page<'_>, attribution: &Attribution) -> bool {
    let (Some(printed), Some(cue)) = (&attribution.printed, attribution.cue) else {
        return false;
    };
    let between = printed.end..cue;
    between.clone().all(|token| page.mark(token).is_none() && !page.is_cue(token))
        && printed.start <= cue + 4
        && between.len() <= 8
}

fn reported(page: &Page<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Attribution)> {
    tag_at_end(page, sentence).or_else(|| clause_after_cue(page, sentence))
}

const TAG_WORDS_MAX: usize = 14;

/// `The roof would hold, Mr Orlun said.`
fn tag_at_end(page: &Page<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Attribution)> {
    let comma = sentence.clone().rfind(|&token| page.mark(token) == Some(','))?;
    let starts = sentence.clone().filter(|&token| page.mark(token) == Some(','));
    for start in starts {
        let tag = start + 1..sentence.end;
        let words: Vec<usize> = tag.clone().filter(|&token| page.is_word(token)).collect();
        let last_is_cue = words.last().is_some_and(|&word| is_strong(page, word));
        let opens_clause =
            words.get(1).is_some_and(|&word| page.lexicon.is_complementizer(page.folded(word)));
        let first_is_cue =
            words.first().is_some_and(|&word| is_strong(page, word)) && !opens_clause;
        if words.len() > TAG_WORDS_MAX || !(last_is_cue || first_is_cue && start == comma) {
            continue;
        }
        let attribution = behind(page, &tag)?;
        return Some((sentence.start..start, attribution));
    }
    None
}

/// `Mr Orlun said that the roof would hold.` or, in English, without `that`.
fn clause_after_cue(
    page: &Page<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    for cue in sentence.clone().filter(|&token| is_strong(page, token)) {
        let mut words = (cue + 1..sentence.end).filter(|&token| page.is_word(token));
        let Some(next) = words.next() else { continue };
        let clause = if page.lexicon.is_complementizer(page.folded(next)) {
            words.next()?..sentence.end
        } else if opens_bare_clause(page, cue, next) {
            next..sentence.end
        } else {
            continue;
        };
        let attribution = ahead(page, &(sentence.start..cue + 1));
        if let Some(attribution) = attribution.filter(|found| found.cue == Some(cue)) {
            return Some((clause, attribution));
        }
    }
    None
}

fn is_strong(page: &Page<'_>, token: usize) -> bool {
    const WEAK: &[&str] = &["called", "read", "went", "put", "thought", "asked", "hit", "began"];
    let folded = page.folded(token);
    page.is_cue(token) && !WEAK.contains(&folded)
}

/// `said the roof …`, `said he …`: only the plainest verbs leave out `that`.
fn opens_bare_clause(page: &Page<'_>, cue: usize, next: usize) -> bool {
    const OPENERS: &[&str] = &["it", "there", "i", "we", "you", "not", "no", "if", "when"];
    let plain = matches!(page.folded(cue), "said" | "says" | "say");
    let adjacent = (cue + 1..next).all(|token| page.is_space(token));
    let folded = page.folded(next);
    let opens = page.lexicon.is_determiner(folded)
        || page.lexicon.pronoun(folded).is_some()
        || OPENERS.contains(&folded)
        || page.reading.token_text(next).starts_with(char::is_uppercase);
    plain && adjacent && opens
}
