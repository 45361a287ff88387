//! Who is given a quotation: the verb of speech nearest to it and that verb's subject.
//!
//! The sentence is asked first, behind the quotation and then before it; a quotation that stands
//! alone goes to whoever the sentence before speaks of, or to the speaker before. There is no
//! parser: a subject is the eligible mention nearest to the verb, which fails where a clause with
//! a subject of its own comes between the two.

use std::ops::Range;

use super::lexicon::Gender;
use super::mention::{Kind, Mention};
use super::page::Page;

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
        let found = behind(page, &after).or_else(|| ahead(page, &before));
        return found.or_else(|| cueless(page, &after));
    }
    ahead(page, &before)
        .or_else(|| behind(page, &after))
        .or_else(|| cueless(page, &before))
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
    let near =
        |mention: &(usize, &Mention)| mention.1.tokens.end <= clause_end(page, first, after.end);
    let mention = people_in(page, &(first..after.end))
        .find(near)
        .filter(|_| by)?;
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
        || page
            .after(index)
            .next()
            .is_some_and(|token| page.mark(token) == Some(','))
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
    let opens = page
        .previous_token(cue)
        .is_none_or(|before| page.mark(before).is_some());
    if opens {
        subject_after(page, cue, end)
    } else {
        None
    }
}

/// No verb of speech, but somebody to give the words to: `Mr Sallow: "…`.
fn cueless(page: &Page<'_>, range: &Range<usize>) -> Option<Attribution> {
    let mention = people_in(page, range).find(|(_, mention)| mention.subject)?;
    Some(Attribution {
        cue: None,
        grip: Grip::Inferred,
        ..of_mention(page, mention.0, None)?
    })
}

fn people_in<'p>(
    page: &'p Page<'_>,
    range: &Range<usize>,
) -> impl DoubleEndedIterator<Item = (usize, &'p Mention)> {
    let range = range.clone();
    page.mentions
        .iter()
        .enumerate()
        .filter(move |(index, mention)| {
            mention.tokens.start >= range.start
                && mention.tokens.end <= range.end
                && is_human(page, *index)
        })
}

fn is_human(page: &Page<'_>, mention: usize) -> bool {
    let person = page.people.of_mention[mention];
    person.is_some_and(|person| page.people.list[person].is_human)
}

fn subject_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
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

/// `The prefect, speaking French, said`.
fn leading_description(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let first = (start..cue).find(|&token| page.is_word(token))?;
    let comma = (first..cue).find(|&token| page.mark(token) == Some(','))?;
    let described = description_after(page, first, comma)?;
    Some(Attribution {
        cue: Some(cue),
        ..described
    })
}

/// Only adverbs and auxiliaries between a subject and its verb.
fn adjoins(page: &Page<'_>, end: usize, cue: usize) -> bool {
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
    nearest_first
        .min_by_key(|(index, mention)| rank(*index, mention))
        .map(|(index, _)| *index)
}

fn subject_after(page: &Page<'_>, cue: usize, end: usize) -> Option<Attribution> {
    let clause = clause_end(page, cue + 1, end);
    let inside = |range: Range<usize>| {
        move |mention: &(usize, &Mention)| {
            mention.1.subject
                && mention.1.tokens.start >= range.start
                && mention.1.tokens.end <= range.end
        }
    };
    let mut all = page.mentions.iter().enumerate();
    let first = all.find(inside(cue + 1..end));
    let person = page
        .mentions
        .iter()
        .enumerate()
        .filter(inside(cue + 1..end))
        .find(|(index, mention)| is_human(page, *index) && mention.tokens.start <= clause + 12);
    if let Some((index, mention)) = first {
        if matches!(mention.kind, Kind::Pronoun(_)) && mention.tokens.start <= cue + 5 {
            return of_mention(page, index, Some(cue));
        }
    }
    if let Some((index, _)) = person {
        return of_mention(page, index, Some(cue));
    }
    let near = first.filter(|(_, mention)| mention.tokens.end <= clause);
    let named = near.filter(|(_, mention)| !matches!(mention.kind, Kind::Pronoun(_)));
    let described = description_after(page, cue + 1, clause);
    described.or_else(|| of_mention(page, named?.0, Some(cue)))
}

/// The next comma or stop.
fn clause_end(page: &Page<'_>, from: usize, end: usize) -> usize {
    let stop = |&token: &usize| matches!(page.mark(token), Some(',' | '.' | ';' | ':' | '!' | '?'));
    (from..end).find(stop).unwrap_or(end)
}

const DESCRIPTION_WORDS_MAX: usize = 8;

/// `the prefect` right before its verb.
fn description_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let mut end = cue;
    while end > start && adjoins(page, end - 1, cue) {
        end -= 1;
    }
    let mut words = 0;
    if page
        .previous_token(end)
        .is_some_and(|last| is_conjunction(page.folded(last)))
    {
        return None;
    }
    for token in (start..end).rev() {
        if page.mark(token).is_some_and(|mark| mark != '-') || words > DESCRIPTION_WORDS_MAX {
            return None;
        }
        words += usize::from(page.is_word(token));
        if page.lexicon.is_determiner(page.folded(token)) || page.is_possessive(token) {
            return described(page, token..end, cue);
        }
    }
    None
}

/// `Officials said`, `…, police said`: a bare noun that fills its clause up to the verb.
fn bare_noun_before(page: &Page<'_>, start: usize, cue: usize) -> Option<Attribution> {
    let mut end = cue;
    while end > start && adjoins(page, end - 1, cue) {
        end -= 1;
    }
    let noun = end
        .checked_sub(1)
        .filter(|&noun| noun >= start && page.is_word(noun))?;
    let opens = noun == start
        || page
            .previous_token(noun)
            .is_none_or(|before| page.mark(before).is_some());
    let plain = page
        .reading
        .token_text(noun)
        .starts_with(char::is_lowercase)
        && !page.lexicon.is_function_word(page.folded(noun));
    (plain && (opens || GROUPS.contains(&page.folded(noun)))).then(|| Attribution {
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

fn is_conjunction(folded: &str) -> bool {
    matches!(
        folded,
        "and" | "but" | "or" | "y" | "e" | "et" | "ou" | "und" | "o"
    )
}

/// `said the prefect`.
fn description_after(page: &Page<'_>, from: usize, end: usize) -> Option<Attribution> {
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
    Some(Attribution {
        person: by_role(page, page.folded(last), &phrase),
        printed: Some(phrase.start..last + 1),
        cue: Some(cue),
        grip: Grip::Referred,
    })
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
    let shared = phrase
        .clone()
        .filter(|&token| page.is_word(token) && has(token));
    let holds_noun = words.iter().any(|word| word == noun);
    (holds_noun && !denies(page, phrase, &words)).then(|| shared.count())
}

/// The phrase has names in it, such as `the Ukrainian president`, and the role none of them.
fn denies(page: &Page<'_>, phrase: &Range<usize>, role: &[String]) -> bool {
    let named = |&token: &usize| {
        page.is_word(token)
            && page
                .reading
                .token_text(token)
                .starts_with(char::is_uppercase)
    };
    let mut names = phrase.clone().skip(1).filter(named).peekable();
    names.peek().is_some() && !names.any(|token| role.iter().any(|w| w == page.folded(token)))
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
    Some(Attribution {
        person,
        printed: Some(mention.tokens.clone()),
        cue,
        grip,
    })
}

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
    let surely = |sentence| spoken_of(page, sentence, token, gender, Subjects::Sure);
    in_paragraph
        .clone()
        .find_map(surely)
        .or_else(|| in_paragraph.clone().find_map(subject_of))
        .or_else(|| near.clone().take(SENTENCES_NEAR).find_map(surely))
        .or_else(|| near.clone().find_map(subject_of))
        .or_else(|| near.clone().find_map(anyone_of))
}

/// Whether a mention that is no subject will do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subjects {
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
    let surely = people_in(page, &range).find(|one| fits(one) && is_surely_human(page, one.0));
    let found = match subjects {
        Subjects::Sure => surely?,
        _ => surely.or_else(|| people_in(page, &range).find(fits))?,
    };
    page.people.of_mention[found.0]
}

fn is_surely_human(page: &Page<'_>, mention: usize) -> bool {
    let person = page.people.of_mention[mention];
    person.is_some_and(|person| page.people.list[person].is_surely_human)
}

fn agrees(page: &Page<'_>, mention: usize, gender: Option<Gender>) -> bool {
    let person = page.people.of_mention[mention];
    let known = person.and_then(|person| page.people.list[person].gender);
    match (known, gender) {
        (Some(known), Some(wanted)) => known == wanted,
        _ => true,
    }
}
