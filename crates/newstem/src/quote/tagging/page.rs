//! What the features ask of a text.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::super::marks::Span;
use super::ENGLISH;
use super::class::{class, shape};
use super::tags::tag;
use crate::text::{Reading, Sentence, TokenKind};

/// How a token lies to the quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quoted {
    #[default]
    Out,
    Opening,
    In,
    Closing,
}

/// A paragraph is parted once it has so many tokens; hardly any of news has.
const TOKENS_ENOUGH: usize = 1024;

/// An English text, ready to be asked.
pub(super) struct TaggedPage<'a> {
    pub reading: &'a Reading,
    pub lexicon: &'static Lexicon,
    /// For each token.
    pub quoted: Vec<Quoted>,
    /// For each token the sentence that holds it.
    pub sentence: Vec<usize>,
    /// For each sentence whether it has words in marks.
    pub has_quotes: Vec<bool>,
    /// For each token its part of speech.
    pub tags: Vec<&'static str>,
    /// For each token how it looks.
    pub shapes: Vec<&'static str>,
    /// For each token what part it plays.
    pub classes: Vec<&'static str>,
    /// For each token whether it may be the verb of an attribution.
    pub is_cue: Vec<bool>,
}

impl<'a> TaggedPage<'a> {
    pub(super) fn new(reading: &'a Reading, spans: &[Span]) -> Self {
        let lexicon = Lexicon::of(ENGLISH);
        let mut sentence = vec![usize::MAX; reading.tokens.len()];
        for (index, of) in reading.sentences.iter().enumerate() {
            sentence[of.first_token..of.last_token].fill(index);
        }
        let shapes: Vec<&'static str> =
            (0..reading.tokens.len()).map(|token| shape(reading, token)).collect();
        let folded = reading.folded.iter();
        let is_cue: Vec<bool> =
            folded.map(|word| lexicon.is_cue(word) || lexicon.is_according(word)).collect();
        let class = |(token, &is_cue): (usize, &bool)| match is_cue {
            true => "cue",
            false => class(lexicon, form(reading, token), shapes[token]),
        };
        let classes = is_cue.iter().enumerate().map(class).collect();
        let quoted = quoted(reading, spans);
        let in_marks = |of: &Sentence| {
            quoted[of.first_token..of.last_token].iter().any(|&quoted| quoted != Quoted::Out)
        };
        let has_quotes = reading.sentences.iter().map(in_marks).collect();
        let tags = tags(reading, &sentence);
        Self { reading, lexicon, quoted, sentence, has_quotes, tags, shapes, classes, is_cue }
    }

    /// The tokens of each paragraph, spaces left out; a long one is parted between sentences, so that
    /// the room for labelling one has a limit.
    pub(super) fn paragraphs(&self) -> Vec<Vec<usize>> {
        let mut paragraphs: Vec<Vec<usize>> = Vec::new();
        let mut before = None;
        for sentence in &self.reading.sentences {
            let tokens = (sentence.first_token..sentence.last_token).filter(|&t| !self.is_space(t));
            let open = paragraphs.last_mut().filter(|last| last.len() < TOKENS_ENOUGH);
            if before == Some(sentence.paragraph)
                && let Some(last) = open
            {
                last.extend(tokens);
            } else {
                paragraphs.push(tokens.collect());
            }
            before = Some(sentence.paragraph);
        }
        paragraphs
    }

    /// The paragraph that holds a token.
    pub(super) fn paragraph_of(&self, token: usize) -> Option<usize> {
        let sentence = self.reading.sentences.get(self.sentence[token])?;
        Some(sentence.paragraph)
    }

    /// The mark that opens the quotation which holds a token, else the token itself.
    pub(super) fn quotation_start(&self, token: usize) -> usize {
        let goes_back = |&at: &usize| {
            matches!(self.quoted[at], Quoted::In | Quoted::Closing)
                && matches!(self.quoted[at - 1], Quoted::Opening | Quoted::In)
        };
        token - (1..=token).rev().take_while(goes_back).count()
    }

    /// The mark that closes the quotation which holds a token, else the token itself.
    pub(super) fn quotation_end(&self, token: usize) -> usize {
        let goes_on = |pair: &&[Quoted]| {
            matches!(pair[0], Quoted::Opening | Quoted::In)
                && matches!(pair[1], Quoted::In | Quoted::Closing)
        };
        token + self.quoted[token..].windows(2).take_while(goes_on).count()
    }

    pub(super) fn is_space(&self, token: usize) -> bool {
        self.reading.tokens[token].kind == TokenKind::Space
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.reading.tokens[token].is_word()
    }

    /// A word as it is folded, a mark as it stands.
    pub(super) fn form(&self, token: usize) -> &str {
        form(self.reading, token)
    }

    /// The tokens of the sentence that holds a token.
    pub(super) fn sentence_of(&self, token: usize) -> Range<usize> {
        let sentence = self.reading.sentences.get(self.sentence[token]);
        sentence.map_or(token..token + 1, |sentence| sentence.first_token..sentence.last_token)
    }
}

fn form(reading: &Reading, token: usize) -> &str {
    match reading.folded[token].as_str() {
        "" => plain_mark(reading.token_text(token)),
        folded => folded,
    }
}

fn tags(reading: &Reading, sentence: &[usize]) -> Vec<&'static str> {
    let mut before = None;
    let mut tags = Vec::with_capacity(sentence.len());
    for (token, &sentence) in sentence.iter().enumerate() {
        tags.push(tag(reading, token, before != Some(sentence)));
        if reading.tokens[token].is_word() {
            before = Some(sentence);
        }
    }
    tags
}

fn quoted(reading: &Reading, spans: &[Span]) -> Vec<Quoted> {
    let mut quoted = vec![Quoted::Out; reading.tokens.len()];
    for span in spans {
        quoted[span.outer.clone()].fill(Quoted::In);
        quoted[span.outer.start] = Quoted::Opening;
        if span.outer.end > span.tokens.end {
            quoted[span.outer.end - 1] = Quoted::Closing;
        }
    }
    quoted
}

/// Marks of one use as one.
fn plain_mark(mark: &str) -> &str {
    match mark {
        "“" | "”" | "«" | "»" | "„" => "\"",
        "‘" | "’" => "'",
        "–" | "—" => "-",
        mark => mark,
    }
}
