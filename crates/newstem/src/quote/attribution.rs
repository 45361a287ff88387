//! Who is given a quotation: the verb of speech nearest to it and that verb's subject.
//!
//! The quotation's own sentence is asked: what introduces the quotation first, then what stands
//! behind it, then what stands before it. A sentence that says nothing is left to the caller, who
//! knows the quotations around.

use std::ops::Range;

use super::antecedent::{antecedent, is_human, people_in};
use super::lexicon::Gender;
use super::mention::{Kind, Mention};
use super::page::Page;
use super::subject::{subject_after, subject_before};

/// How firmly the text gives a quotation to its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grip {
    /// Its own sentence names the speaker.
    Named,
    /// Its own sentence has a pronoun or a description.
    Referred,
    /// Only what stands around it tells.
    Inferred,
}

/// Who speaks, by the text.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// Which of the article's people.
    pub person: Option<usize>,
    /// The tokens that name or describe the speaker.
    pub printed: Option<Range<usize>>,
    /// The token of the verb of speech.
    pub cue: Option<usize>,
    /// How firmly.
    pub grip: Grip,
}

/// The attribution in the quotation's own sentence.
pub(super) fn in_sentence(page: &Page<'_>, index: usize) -> Option<Attribution> {
    let (before, after) = (page.before(index), page.after(index));
    let direct = signature(page, index).or_else(|| passive(page, &before, &after));
    if direct.is_some() {
        return direct;
    }
    if is_introduced(page, &before) {
        return ahead(page, &before).or_else(|| announced_by(page, &before));
    }
    if leads_on(page, index) {
        let found = behind(page, &after).or_else(|| tagged(page, &after));
        let found = found.or_else(|| ahead(page, &before));
        return found.or_else(|| cueless(page, &after));
    }
    ahead(page, &before).or_else(|| behind(page, &after)).or_else(|| cueless(page, &before))
}

/// `… said, "`, `… told reporters: "`: what leads up to the quotation names its speaker.
fn is_introduced(page: &Page<'_>, before: &Range<usize>) -> bool {
    const NEAR: usize = 10;
    let Some(last) = before.clone().rfind(|&token| !page.is_space(token)) else {
        return false;
    };
    let words = before.clone().rev().filter(|&token| page.is_word(token));
    let near_cue = words.take(NEAR).any(|token| page.is_cue(token));
    match page.mark(last) {
        Some(':') => true,
        Some(',') => near_cue,
        _ => page.is_cue(last),
    }
}

/// `She had an assurance to give: "`.
fn announced_by(page: &Page<'_>, before: &Range<usize>) -> Option<Attribution> {
    let inside = |mention: &(usize, &Mention)| {
        mention.1.subject
            && mention.1.tokens.start >= before.start
            && mention.1.tokens.end <= before.end
    };
    let speaks = |(index, mention): &(usize, &Mention)| {
        is_human(page, *index) || matches!(mention.kind, Kind::Pronoun(_))
    };
    let mut mentions = page.mentions.iter().enumerate().filter(inside);
    let (index, _) = mentions.find(speaks)?;
    of_mention(page, index, None)
}

/// `was described as a "…" by Ann Marsh`.
fn passive(page: &Page<'_>, before: &Range<usize>, after: &Range<usize>) -> Option<Attribution> {
    let first = after.clone().find(|&token| !page.is_space(token))?;
    let cue = before.clone().rev().find(|&token| page.is_cue(token))?;
    let by = matches!(page.folded(first), "by" | "por" | "par" | "von");
    let mention = people_in(page, &(first..after.end)).next().filter(|_| by)?;
    of_mention(page, mention.0, Some(cue))
}

/// `"…" — Ann Marsh` at the end of a paragraph.
fn signature(page: &Page<'_>, index: usize) -> Option<Attribution> {
    let from = page.spans[index].outer.end;
    let dash = (from..from + 2).find(|&token| matches!(page.mark(token), Some('—' | '–' | '―')))?;
    let near = |mention: &Mention| {
        mention.tokens.start > dash && mention.tokens.start <= dash + 2 && !mention.name.is_empty()
    };
    let mention = page.mentions.iter().position(near)?;
    let end = page.mentions[mention].tokens.end;
    let closes =
        page.reading.tokens.get(end).is_none_or(|_| {
            page.reading.token_text(end).contains('\n') || page.mark(end).is_some()
        });
    closes.then(|| of_mention(page, mention, None)).flatten()
}

/// The quotation ends in a comma or is followed at once by a verb of speech.
fn leads_on(page: &Page<'_>, index: usize) -> bool {
    const NEAR: usize = 4;
    let fragment = page.reading.token_text(page.spans[index].tokens.start);
    if fragment.starts_with(char::is_lowercase) && page.before(index).any(|t| page.is_cue(t)) {
        return false;
    }
    if matches!(page.stop(index), Some(',' | '?' | '!' | '—' | '…')) {
        return true;
    }
    let mut words = page.after(index).filter(|&token| page.is_word(token));
    page.before(index).is_empty() && words.by_ref().take(NEAR).any(|token| is_cue(page, token))
        || page.after(index).next().is_some_and(|token| page.mark(token) == Some(','))
}

fn is_cue(page: &Page<'_>, token: usize) -> bool {
    page.is_cue(token) || page.lexicon.is_according(page.folded(token))
}

/// `…," Mr Aldan said`, `…," said the prefect`, `…", a-t-il dit`.
pub(super) fn behind(page: &Page<'_>, range: &Range<usize>) -> Option<Attribution> {
    let cue = range.clone().find(|&token| is_cue(page, token))?;
    if page.lexicon.is_according(page.folded(cue)) {
        return subject_after(page, cue, range.end);
    }
    subject_before(page, range.start, cue)
        .or_else(|| subject_after(page, cue, range.end))
        .or_else(|| unnamed(page, cue))
}

/// `…?" Hannity pressed.`, `…," thundered Hannity.`: a name and one plain word right behind the
/// quotation, whatever the word. Rewriters find verbs that no list has.
fn tagged(page: &Page<'_>, range: &Range<usize>) -> Option<Attribution> {
    let first = range.clone().find(|&token| page.is_word(token))?;
    let named = |token: usize| {
        page.mentions.iter().position(|mention| mention.tokens.start == token && mention.subject)
    };
    if let Some(index) = named(first) {
        let verb = plain_word(page, page.mentions[index].tokens.end + 1)?;
        return of_mention(page, index, Some(verb));
    }
    let verb = plain_word(page, first)?;
    of_mention(page, named(verb + 2)?, Some(verb))
}

fn plain_word(page: &Page<'_>, token: usize) -> Option<usize> {
    let word = page.reading.tokens.get(token).filter(|token| token.is_word());
    let lower =
        word.is_some_and(|_| page.reading.token_text(token).starts_with(char::is_lowercase));
    (lower && !page.lexicon.is_function_word(page.folded(token))).then_some(token)
}

/// `Mr Aldan said: "…`, `according to Mr Aldan, "…`.
pub(super) fn ahead(page: &Page<'_>, range: &Range<usize>) -> Option<Attribution> {
    let mut cues = range.clone().rev().filter(|&token| is_cue(page, token));
    let found = cues.find_map(|cue| {
        if page.lexicon.is_according(page.folded(cue)) {
            return subject_after(page, cue, range.end);
        }
        subject_before(page, range.start, cue).or_else(|| inverted(page, cue, range.end))
    });
    found.or_else(|| {
        let cue = range.clone().rev().find(|&token| page.is_cue(token))?;
        unnamed(page, cue)
    })
}

/// `Dijo Orlun: "…`: only where the verb opens the clause.
fn inverted(page: &Page<'_>, cue: usize, end: usize) -> Option<Attribution> {
    let opens = page.previous_token(cue).is_none_or(|before| page.mark(before).is_some());
    if opens { subject_after(page, cue, end) } else { None }
}

/// No verb of speech, but somebody to give the words to: `Mr Sallow: "…`.
fn cueless(page: &Page<'_>, range: &Range<usize>) -> Option<Attribution> {
    let mention = people_in(page, range).find(|(_, mention)| mention.subject)?;
    Some(Attribution { cue: None, grip: Grip::Inferred, ..of_mention(page, mention.0, None)? })
}

/// A verb of speech without a subject: `…, dijo`, `was her verdict`.
fn unnamed(page: &Page<'_>, cue: usize) -> Option<Attribution> {
    Some(Attribution {
        person: antecedent(page, cue, owner_gender(page, cue)),
        printed: None,
        cue: Some(cue),
        grip: Grip::Referred,
    })
}

/// The sex of the owner in `her verdict`.
fn owner_gender(page: &Page<'_>, cue: usize) -> Option<Gender> {
    match page.folded(cue.checked_sub(2)?) {
        "her" => Some(Gender::Female),
        "his" => Some(Gender::Male),
        _ => None,
    }
}

/// The attribution that a mention makes; a pronoun is followed to its person.
pub(super) fn of_mention(page: &Page<'_>, index: usize, cue: Option<usize>) -> Option<Attribution> {
    let mention = page.mentions.get(index)?;
    let (person, grip) = match mention.kind {
        Kind::Pronoun(gender) => {
            let person = antecedent(page, mention.tokens.start, gender);
            (person, Grip::Referred)
        }
        _ => (page.people.of_mention[index], Grip::Named),
    };
    Some(Attribution { person, printed: Some(mention.tokens.clone()), cue, grip })
}
