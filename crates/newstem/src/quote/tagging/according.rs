//! `according to` has its source behind it, wherever it stands and whoever it is. In short sentences
//! the fields, which go by the words around, leave the phrase that follows without a label; where it
//! is plain how far that reaches, it is the source. So is the rest of the sentence the content.

use std::ops::Range;

use super::Label;
use super::page::TaggedPage;

/// No more words are taken for a source.
const WORDS_MAX: usize = 8;

/// Labels the sources behind `according to` that have no label, in a paragraph given by its tokens.
pub(super) fn add_sources(
    page: &TaggedPage<'_>,
    tokens: &[usize],
    cues: &[Label],
    sources: &mut [Label],
) {
    for place in cue_ends(page, tokens, cues) {
        let source = phrase(page, &tokens[place..]);
        if let Some(source) = source.filter(|source| is_free(source, cues, sources)) {
            fill(sources, source);
        }
    }
}

/// Labels as content the rest of a sentence that opens or ends with `according to` and a source, where
/// nothing in it has such a label. A comma must part them: `It was done according to the rules` holds
/// no speech.
pub(super) fn add_contents(
    page: &TaggedPage<'_>,
    tokens: &[usize],
    [cues, sources]: [&[Label]; 2],
    contents: &mut [Label],
) {
    for place in cue_ends(page, tokens, cues) {
        let behind = &tokens[place..];
        let in_source = behind.iter().take_while(|&&token| sources[token] != Label::Outside);
        let after = place + in_source.count();
        let sentence = page.sentence_of(tokens[place - 1]);
        let first = tokens.partition_point(|&token| token < sentence.start);
        let end = tokens.partition_point(|&token| token < sentence.end);
        let rest = rest(page, &tokens[first..end], place - first, after.saturating_sub(first));
        if let Some(rest) = rest.filter(|_| after > place && is_bare(page, &sentence, contents)) {
            fill(contents, rest);
        }
    }
}

/// The places behind the cues `according to`.
fn cue_ends(page: &TaggedPage<'_>, tokens: &[usize], cues: &[Label]) -> Vec<usize> {
    let is_cue = |&place: &usize| {
        let [according, to] = [tokens[place - 2], tokens[place - 1]];
        let is_named = page.lexicon.is_according(page.form(according)) && page.form(to) == "to";
        is_named && cues[to] != Label::Outside
    };
    (2..tokens.len()).filter(is_cue).collect()
}

/// The words up to a mark that ends a phrase, without a verb that could have a subject there.
fn phrase(page: &TaggedPage<'_>, tokens: &[usize]) -> Option<Range<usize>> {
    let count = tokens.iter().take_while(|&&token| page.is_word(token)).count();
    let words = &tokens[..count];
    let has_verb = words.iter().any(|&word| matches!(page.tags[word], "MD" | "VBZ" | "VBP"));
    let ends = match tokens.get(count).map(|&mark| page.form(mark)) {
        Some("," | ";" | ")") => true,
        Some(".") => tokens.get(count + 1).is_none_or(|&next| {
            !page.is_word(next) || page.sentence[next] != page.sentence[tokens[count]]
        }),
        _ => false,
    };
    let is_plain = ends && !has_verb && count <= WORDS_MAX;
    let (first, last) = (words.first()?, words.last()?);
    is_plain.then_some(*first..last + 1)
}

/// What a sentence says besides its source, which stands from one place up to another.
fn rest(
    page: &TaggedPage<'_>,
    sentence: &[usize],
    source: usize,
    after: usize,
) -> Option<Range<usize>> {
    let is_comma = |place: usize| sentence.get(place).is_some_and(|&at| page.form(at) == ",");
    let has_words = |tokens: &[usize]| tokens.iter().any(|&token| page.is_word(token));
    let opens = source == 2 && is_comma(after);
    let ends = source > 3 && is_comma(source - 3) && !has_words(sentence.get(after..)?);
    let words = match (opens, ends) {
        (true, false) => sentence.get(after + 1..)?,
        (false, true) => &sentence[..source - 3],
        _ => return None,
    };
    let is_word = |token: &&usize| page.is_word(**token);
    let (first, last) = (words.iter().find(is_word)?, words.iter().rfind(is_word)?);
    Some(*first..last + 1)
}

/// Whether a sentence has no content yet, and nothing in marks.
fn is_bare(page: &TaggedPage<'_>, sentence: &Range<usize>, contents: &[Label]) -> bool {
    let has_quotes = page.has_quotes[page.sentence[sentence.start]];
    !has_quotes && contents[sentence.clone()].iter().all(|&label| label == Label::Outside)
}

fn is_free(source: &Range<usize>, cues: &[Label], sources: &[Label]) -> bool {
    let is_outside =
        |labels: &[Label]| labels[source.clone()].iter().all(|&label| label == Label::Outside);
    is_outside(cues) && is_outside(sources)
}

fn fill(labels: &mut [Label], span: Range<usize>) {
    labels[span.clone()].fill(Label::Inside);
    labels[span.start] = Label::Begin;
}
