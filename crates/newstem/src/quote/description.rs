//! Speakers who are described and not named: `the prefect said`, `officials said`.
//!
//! A description is given to the person whose role in the article has its noun, unless it names
//! something that the role does not: `the Ukrainian president` is not the president of elsewhere.

use std::ops::Range;

use super::antecedent::{antecedent, is_surely_human};
use super::attribution::{Attribution, Grip};
use super::page::Page;
use super::subject::adjoins;

/// `the prefect` right before its verb.
pub(super) fn description_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let mut end = cue;
    while end > start && adjoins(page, end - 1, cue) {
        end -= 1;
    }
    let mut words = 0;
    if page.previous_token(end).is_some_and(|last| is_conjunction(page.folded(last))) {
        return None;
    }
    for token in (start..end).rev() {
        let broken = page.mark(token).is_some_and(|mark| mark != '-') || page.is_cue(token);
        if broken || words > DESCRIPTION_WORDS_MAX {
            return None;
        }
        words += usize::from(page.is_word(token));
        if page.lexicon.is_determiner(page.folded(token)) || page.is_possessive(token) {
            return described(page, token..end, cue);
        }
    }
    None
}

/// `The prefect, speaking French, said`.
pub(super) fn leading_description(
    page: &Page<'_>,
    start: usize,
    cue: usize,
) -> Option<Attribution> {
    let first = (start..cue).find(|&token| page.is_word(token))?;
    let comma = (first..cue).find(|&token| page.mark(token) == Some(','))?;
    let described = description_after(page, first, comma)?;
    Some(Attribution { cue: Some(cue), ..described })
}

/// `Officials said`, `…, police said`: a bare noun that fills its clause up to the verb.
pub(super) fn bare_noun_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let mut end = cue;
    while end > start && adjoins(page, end - 1, cue) {
        end -= 1;
    }
    let noun = end.checked_sub(1).filter(|&noun| noun >= start && page.is_word(noun))?;
    let opens =
        noun == start || page.previous_token(noun).is_none_or(|before| page.mark(before).is_some());
    let plain = page.reading.token_text(noun).starts_with(char::is_lowercase)
        && !page.lexicon.is_function_word(page.folded(noun));
    (plain && (opens || GROUPS.contains(&page.folded(noun)))).then_some(Attribution {
        person: None,
        printed: Some(noun..end),
        cue: Some(cue),
        grip: Grip::Referred,
    })
}

/// Nouns under which news lets many or nameless people speak.
const GROUPS: &[&str] = &[
    "officials",
    "police",
    "sources",
    "authorities",
    "prosecutors",
    "witnesses",
    "residents",
    "lawyers",
    "experts",
    "critics",
    "doctors",
    "analysts",
    "investigators",
    "organisers",
    "organizers",
    "researchers",
    "scientists",
    "neighbours",
    "neighbors",
    "activists",
    "aides",
    "fuentes",
    "autoridades",
    "testigos",
    "vecinos",
    "expertos",
    "policiers",
    "autorites",
];

/// `said the prefect`.
pub(super) fn description_after(page: &Page<'_>, from: usize, end: usize) -> Option<Attribution> {
    let first = (from..end).find(|&token| page.is_word(token))?;
    if !page.lexicon.is_determiner(page.folded(first)) {
        return None;
    }
    let preposition = |&token: &usize| page.lexicon.is_preposition(page.folded(token));
    let stop = (first + 1..end).find(preposition).unwrap_or(end);
    let last = (first..stop).rfind(|&token| page.is_word(token))?;
    described(page, first..last + 1, from.saturating_sub(1))
}

fn described(page: &Page<'_>, phrase: Range<usize>, cue: usize) -> Option<Attribution> {
    let last = phrase.clone().rfind(|&token| page.is_word(token))?;
    if last == phrase.start {
        return None;
    }
    let person = by_role(page, page.folded(last), &phrase);
    let person = person.or_else(|| {
        let is_reference = tells_an_age(page, last);
        is_reference.then(|| antecedent(page, phrase.start, None)).flatten()
    });
    Some(Attribution {
        person,
        printed: Some(phrase.start..last + 1),
        cue: Some(cue),
        grip: Grip::Referred,
    })
}

/// `the 58-year-old`, which means somebody as a pronoun does.
fn tells_an_age(page: &Page<'_>, last: usize) -> bool {
    let word_before = |token: usize| token.checked_sub(2).map(|before| page.folded(before));
    page.folded(last) == "old" && word_before(last) == Some("year")
}

const DESCRIPTION_WORDS_MAX: usize = 8;

fn is_conjunction(folded: &str) -> bool {
    matches!(folded, "and" | "but" | "or" | "y" | "e" | "et" | "ou" | "und" | "o")
}

/// The person whose role has the phrase's noun; of several the one whose role shares most of its
/// words, then the one named last before it.
fn by_role(page: &Page<'_>, noun: &str, phrase: &Range<usize>) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, mention) in page.mentions.iter().enumerate() {
        let Some(person) = page.people.of_mention[index] else {
            continue;
        };
        let shared = shared_role_words(page, person, noun, phrase);
        let Some(shared) = shared.filter(|_| is_surely_human(page, index)) else {
            continue;
        };
        let earlier = mention.tokens.start < phrase.start;
        if best.is_none_or(|(most, _)| shared > most || (shared == most && earlier)) {
            best = Some((shared, person));
        }
    }
    best.map(|(_, person)| person)
}

/// How many words of the phrase a person's role has; nothing where it lacks the noun or the names.
fn shared_role_words(
    page: &Page<'_>,
    person: usize,
    noun: &str,
    phrase: &Range<usize>,
) -> Option<usize> {
    let role = page.people.list[person].role.as_deref()?;
    let words = role.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.map(crate::text::fold).collect();
    let has = |token: usize| words.iter().any(|word| word == page.folded(token));
    let shared = phrase.clone().filter(|&token| page.is_word(token) && has(token));
    let holds_noun = words.iter().any(|word| word == noun);
    (holds_noun && !denies(page, phrase, &words)).then(|| shared.count())
}

/// The phrase has names in it, such as `the Ukrainian president`, and the role none of them.
fn denies(page: &Page<'_>, phrase: &Range<usize>, role: &[String]) -> bool {
    let named = |&token: &usize| {
        page.is_word(token) && page.reading.token_text(token).starts_with(char::is_uppercase)
    };
    let mut names = phrase.clone().skip(1).filter(named).peekable();
    names.peek().is_some() && !names.any(|token| role.iter().any(|w| w == page.folded(token)))
}
