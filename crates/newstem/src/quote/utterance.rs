//! The quotations of one article, with form and speaker: what the rooms across articles work on.

use std::ops::Range;

use super::antecedent::antecedent;
use super::attribution::{Attribution, Grip, ahead, in_sentence};
use super::page::Page;
use super::record::Form;

/// Words that one article gives to a speaker.
#[derive(Clone, Debug)]
pub(super) struct Utterance {
    /// Index of the article in its story.
    pub article: usize,
    /// Byte range of the words.
    pub bytes: Range<usize>,
    /// The words as printed.
    pub text: String,
    /// How they are given.
    pub form: Form,
    /// The fullest name of the speaker in the article.
    pub speaker: Option<String>,
    /// The speaker as printed.
    pub speaker_text: Option<String>,
    /// What the article calls the speaker.
    pub role: Option<String>,
    /// The verb of speech.
    pub cue: Option<String>,
    /// How firmly the text gives the words to the speaker.
    pub grip: Grip,
    /// It goes on with the utterance before it in the same article.
    pub continues: bool,
    /// Folded words, without insertions in brackets.
    pub words: Vec<String>,
    /// Their stems.
    pub stems: Vec<String>,
}

/// The quotations in marks of one article, in the order of the text.
pub(super) fn marked_utterances(page: &Page<'_>, article: usize) -> Vec<Utterance> {
    let mut told: Vec<Option<Attribution>> = Vec::new();
    let mut found = Vec::new();
    for index in 0..page.spans.len() {
        let continues = goes_on(page, index, &told) || shares_sentence(page, index, &told);
        let own = own_attribution(page, index, &told);
        let form = form_of(page, index, continues);
        let speech = is_speech(page, index, form, own.as_ref(), continues);
        let attribution = own.or_else(|| from_context(page, index, &told));
        if speech {
            let tokens = page.spans[index].tokens.clone();
            let mut utterance = utterance(page, article, tokens, form, attribution.as_ref());
            utterance.continues = continues;
            found.push(utterance);
        }
        told.push(attribution.filter(|_| speech));
    }
    found
}

/// Builds an utterance from its words and who speaks them.
pub(super) fn utterance(
    page: &Page<'_>,
    article: usize,
    tokens: Range<usize>,
    form: Form,
    attribution: Option<&Attribution>,
) -> Utterance {
    let person = attribution.and_then(|found| found.person);
    let person = person.map(|person| &page.people.list[person]);
    let printed = attribution.and_then(|found| found.printed.as_ref());
    let cue = attribution.and_then(|found| found.cue);
    let spoken = spoken_tokens(page, &tokens);
    let text = &page.reading;
    Utterance {
        article,
        bytes: text.tokens[tokens.start].start..text.tokens[tokens.end - 1].end,
        text: page.text(&tokens).to_owned(),
        form,
        speaker: person.map(|person| person.name.clone()),
        speaker_text: printed.map(|printed| page.text(printed).to_owned()),
        role: person.and_then(|person| person.role.clone()),
        cue: cue.map(|cue| text.token_text(cue).to_owned()),
        grip: attribution.map_or(Grip::Inferred, |found| found.grip),
        continues: false,
        words: spoken.iter().map(|&token| text.folded[token].clone()).collect(),
        stems: spoken.iter().map(|&token| text.stems[token].clone()).collect(),
    }
}

/// The words of a quotation; what stands in square brackets is the editor's.
fn spoken_tokens(page: &Page<'_>, tokens: &Range<usize>) -> Vec<usize> {
    let mut inside = false;
    let mut spoken = Vec::new();
    for token in tokens.clone() {
        match page.mark(token) {
            Some('[') => inside = true,
            Some(']') => inside = false,
            _ if page.is_word(token) && !inside => spoken.push(token),
            _ => {}
        }
    }
    spoken
}

/// A cue broke the quotation before this one, or it ran on into this paragraph.
fn goes_on(page: &Page<'_>, index: usize, told: &[Option<Attribution>]) -> bool {
    let Some(previous) = index.checked_sub(1) else {
        return false;
    };
    if told[previous].is_none() {
        return false;
    }
    let after = page.after(previous);
    let between = after.end..page.spans[index].outer.start;
    let adjacent = between
        .clone()
        .all(|token| page.is_space(token) && !page.reading.token_text(token).contains('\n'));
    let cue = told[previous].as_ref().and_then(|earlier| earlier.cue);
    let broken = adjacent && cue.is_some_and(|cue| after.contains(&cue)) && is_short(page, &after);
    page.spans[previous].runs_on || (broken && !has_cue(page, &page.after(index)))
}

fn has_cue(page: &Page<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|token| page.is_cue(token))
}

const CUE_CLAUSE_WORDS_MAX: usize = 22;

fn is_short(page: &Page<'_>, clause: &Range<usize>) -> bool {
    let words = clause.clone().filter(|&token| page.is_word(token));
    words.count() <= CUE_CLAUSE_WORDS_MAX
}

fn own_attribution(
    page: &Page<'_>,
    index: usize,
    told: &[Option<Attribution>],
) -> Option<Attribution> {
    let found = in_sentence(page, index);
    let weak = found.as_ref().is_none_or(|found| found.cue.is_none());
    if let Some(shared) = shared_attribution(page, index, told).filter(|_| weak) {
        return Some(shared);
    }
    let found = found?;
    let adds = found.cue.is_some_and(|cue| page.lexicon.is_addition(page.folded(cue)));
    if !adds || found.grip == Grip::Named {
        return Some(found);
    }
    let earlier = told.iter().rev().flatten().next().and_then(|earlier| earlier.person);
    Some(Attribution { person: earlier.or(found.person), ..found })
}

/// A second fragment of one sentence, or what follows a cue that broke the quotation.
fn shared_attribution(
    page: &Page<'_>,
    index: usize,
    told: &[Option<Attribution>],
) -> Option<Attribution> {
    let earlier = told[index.checked_sub(1)?].clone()?;
    let shared = goes_on(page, index, told) || shares_sentence(page, index, told);
    shared.then_some(earlier)
}

/// A second fragment in the sentence of the one before, with no verb of speech of its own.
fn shares_sentence(page: &Page<'_>, index: usize, told: &[Option<Attribution>]) -> bool {
    let Some(previous) = index.checked_sub(1) else {
        return false;
    };
    let sentence = |span: usize| page.sentence_of(page.spans[span].outer.start);
    let cued = told[previous].as_ref().is_some_and(|earlier| earlier.cue.is_some());
    let own_cue = has_cue(page, &page.before(index)) || has_cue(page, &page.after(index));
    cued && sentence(previous) == sentence(index) && !own_cue
}

/// For a quotation that stands alone: the quotation it goes on from, the sentence before it in
/// its paragraph, or the speaker of the paragraph before.
fn from_context(
    page: &Page<'_>,
    index: usize,
    told: &[Option<Attribution>],
) -> Option<Attribution> {
    let span = &page.spans[index];
    let previous = index.checked_sub(1).and_then(|previous| told[previous].clone());
    let inferred = |found: Attribution| Attribution { grip: Grip::Inferred, cue: None, ..found };
    if let Some(found) = announced(page, index) {
        return Some(found);
    }
    let person = antecedent(page, span.outer.start, None);
    let same_paragraph = index.checked_sub(1).is_some_and(|before| {
        page.paragraph_of(page.spans[before].tokens.start) == page.paragraph_of(span.tokens.start)
    });
    if person.is_none() || (same_paragraph && previous.is_some()) {
        return previous.map(inferred);
    }
    Some(Attribution { person, printed: None, cue: None, grip: Grip::Inferred })
}

/// The paragraph before ends in a colon: `He said:`.
fn announced(page: &Page<'_>, index: usize) -> Option<Attribution> {
    let open = page.spans[index].outer.start;
    let sentence = page.sentence_of(open)?.checked_sub(1)?;
    let range =
        page.reading.sentences[sentence].first_token..page.reading.sentences[sentence].last_token;
    let colon = page.mark(range.end.checked_sub(1)?) == Some(':');
    colon.then(|| ahead(page, &range)).flatten()
}

fn form_of(page: &Page<'_>, index: usize, continues: bool) -> Form {
    let span = &page.spans[index];
    let first = page.reading.token_text(span.tokens.start);
    let lower = first.starts_with(char::is_lowercase);
    let opens = opens_clause(page, index);
    let whole = !lower && opens;
    if whole || (continues && opens) { Form::Direct } else { Form::Mixed }
}

/// At the head of a sentence, after a colon or comma, or right after a verb of speech.
fn opens_clause(page: &Page<'_>, index: usize) -> bool {
    let span = &page.spans[index];
    let Some(before) = page.previous_token(span.outer.start) else {
        return true;
    };
    let headed = page.before(index).all(|token| page.is_space(token));
    headed
        || matches!(page.mark(before), Some(':' | ',' | '—' | '–' | '-' | '.' | '?' | '!'))
        || page.is_cue(before)
}

const STANDALONE_WORDS_MIN: usize = 4;

fn is_speech(
    page: &Page<'_>,
    index: usize,
    form: Form,
    own: Option<&Attribution>,
    continues: bool,
) -> bool {
    let words = page.spans[index].tokens.clone().filter(|&token| page.is_word(token)).count();
    let cued = own.is_some_and(|found| found.cue.is_some());
    if form == Form::Direct {
        let before = page.previous_token(page.spans[index].outer.start);
        let run_in = before.is_some_and(|before| page.is_word(before));
        if run_in && !continues && is_title(page, index) {
            return false;
        }
        let whole = matches!(page.stop(index), Some('.' | '!' | '?' | ',' | '…'));
        return cued || continues || (words >= STANDALONE_WORDS_MIN && whole);
    }
    let told = own.is_some_and(|found| found.grip != Grip::Inferred);
    (cued && told || words > STANDALONE_WORDS_MIN && own.is_some()) && !is_title(page, index)
}

/// `The Long Road`: every word of weight begins with a capital, and no stop inside.
fn is_title(page: &Page<'_>, index: usize) -> bool {
    let span = &page.spans[index];
    let mut weighty = span
        .tokens
        .clone()
        .filter(|&token| page.is_word(token) && !page.lexicon.is_function_word(page.folded(token)));
    let capitals = weighty.all(|token| {
        page.reading.token_text(token).starts_with(|first: char| !first.is_lowercase())
    });
    let first_upper = page.reading.token_text(span.tokens.start).starts_with(char::is_uppercase);
    capitals && first_upper
}
