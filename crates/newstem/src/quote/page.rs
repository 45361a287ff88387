//! One article laid out for the work: its quotations, mentions and people, and the stretches of
//! text around a quotation where its attribution may stand.

use std::ops::Range;

use super::known::Known;
use super::lexicon::Lexicon;
use super::marks::{Span, marked_spans};
use super::mention::{Mention, mentions};
use super::people::{People, people};
use crate::text::{Reading, TokenKind};

/// An article's text with what later steps ask of it.
pub(super) struct Page<'a> {
    pub reading: &'a Reading,
    pub lexicon: &'static Lexicon,
    pub spans: Vec<Span>,
    pub mentions: Vec<Mention>,
    pub people: People,
}

impl<'a> Page<'a> {
    /// Lays out an article whose language is the BCP 47 tag `language`; `known` is what
    /// other articles of its story know.
    pub(super) fn new(reading: &'a Reading, language: &str, known: &Known) -> Self {
        let lexicon = Lexicon::of(language);
        let spans = marked_spans(reading);
        let mentions = mentions(reading, &spans, lexicon);
        let people = people(reading, &mentions, lexicon, known);
        Self { reading, lexicon, spans, mentions, people }
    }

    /// The characters of a token range.
    pub(super) fn text(&self, tokens: &Range<usize>) -> &'a str {
        let start = self.reading.tokens[tokens.start].start;
        &self.reading.text[start..self.reading.tokens[tokens.end - 1].end]
    }

    /// The folded form of a token; empty where it is no word.
    pub(super) fn folded(&self, token: usize) -> &'a str {
        self.reading.folded.get(token).map_or("", String::as_str)
    }

    pub(super) fn is_space(&self, token: usize) -> bool {
        self.reading.tokens[token].kind == TokenKind::Space
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.reading.tokens[token].is_word()
    }

    /// The character of a token that is a mark.
    pub(super) fn mark(&self, token: usize) -> Option<char> {
        let kind = self.reading.tokens.get(token)?.kind;
        let character = self.reading.token_text(token).chars().next();
        character.filter(|_| kind == TokenKind::Mark)
    }

    /// A verb of speech at `token`; after an article or `of` it is a noun.
    pub(super) fn is_cue(&self, token: usize) -> bool {
        self.lexicon.is_cue(self.folded(token))
            && !self.follows_article(token)
            && !self.is_name_like(token)
    }

    /// `the claims`, `of claims`; `her verdict` and `some say` are left alone.
    fn follows_article(&self, token: usize) -> bool {
        const PRONOMINAL: &[&str] = &[
            "her", "his", "that", "this", "one", "some", "these", "those", "many", "several",
            "two", "three", "other", "another",
        ];
        let Some(before) = token.checked_sub(2).filter(|_| self.is_space(token - 1)) else {
            return false;
        };
        let word = self.folded(before);
        (self.lexicon.is_determiner(word) && !PRONOMINAL.contains(&word))
            || matches!(word, "of" | "with" | "following")
            || self.closes_plural_possessive(before)
    }

    /// The mark of `the engineers’ report`, where no quotation closes.
    fn closes_plural_possessive(&self, token: usize) -> bool {
        matches!(self.mark(token), Some('’' | '\''))
            && token.checked_sub(1).is_some_and(|word| self.folded(word).ends_with('s'))
            && self.spans.iter().all(|span| span.outer.end != token + 1)
    }

    /// The sentence that a token stands in, or the one before it.
    pub(super) fn sentence_of(&self, token: usize) -> Option<usize> {
        let start = self.reading.tokens.get(token)?.start;
        self.reading.sentence_at(start)
    }

    /// The paragraph that a token stands in.
    pub(super) fn paragraph_of(&self, token: usize) -> Option<usize> {
        let sentence = self.sentence_of(token)?;
        Some(self.reading.sentences[sentence].paragraph)
    }

    /// The tokens of the sentence that holds `token`.
    fn sentence_bounds(&self, token: usize) -> Option<Range<usize>> {
        let sentence = self.reading.sentences[self.sentence_of(token)?];
        Some(sentence.first_token..sentence.last_token)
    }

    /// What stands in the sentence before a quotation, back to another quotation.
    pub(super) fn before(&self, index: usize) -> Range<usize> {
        let open = self.spans[index].outer.start;
        let Some(sentence) = self.sentence_bounds(open) else {
            return open..open;
        };
        let earlier = self.spans[..index].last().map_or(0, |span| span.outer.end);
        let start = sentence.start.max(earlier);
        start.min(open)..open
    }

    /// What stands in the sentence after a quotation, up to another quotation; nothing where the
    /// quotation ends its sentence.
    pub(super) fn after(&self, index: usize) -> Range<usize> {
        let from = self.spans[index].outer.end;
        let next = self.spans.get(index + 1).map(|span| span.outer.start);
        let limit = next.unwrap_or(self.reading.tokens.len());
        let first = (from..limit).find(|&token| !self.is_space(token));
        let Some(first) = first.filter(|_| !self.ends_sentence(index)) else {
            return from..from;
        };
        let spoken = self.spans[index].tokens.start;
        match self.sentence_bounds(first) {
            Some(sentence) if self.paragraph_of(first) == self.paragraph_of(spoken) => {
                from..sentence.end.clamp(from, limit)
            }
            _ => from..from,
        }
    }

    /// The last mark inside a quotation, or the one right behind it.
    pub(super) fn stop(&self, index: usize) -> Option<char> {
        let span = &self.spans[index];
        let inside = self.mark(span.tokens.end - 1);
        let is_stop = |mark: &char| matches!(mark, '.' | ',' | '!' | '?' | '…' | ';' | ':' | '—');
        inside.filter(is_stop).or_else(|| self.mark(span.outer.end).filter(is_stop))
    }

    fn ends_sentence(&self, index: usize) -> bool {
        match self.stop(index) {
            Some('.') => !self.lower_case_follows(index),
            Some('!' | '?' | '…') => !self.lower_case_follows(index) && !self.is_tagged(index),
            _ => false,
        }
    }

    fn lower_case_follows(&self, index: usize) -> bool {
        let from = self.spans[index].outer.end;
        let mut tokens = from..self.reading.tokens.len();
        let first = tokens.find(|&token| !self.is_space(token));
        first.is_some_and(|token| {
            self.mark(token) == Some(',')
                || self.reading.token_text(token).starts_with(char::is_lowercase)
        })
    }

    /// `"Why?" Orlun asked`: a verb of speech within the next few words, or a name and one word.
    fn is_tagged(&self, index: usize) -> bool {
        const NEAR: usize = 8;
        let from = self.spans[index].outer.end;
        let mut near = from..(from + NEAR).min(self.reading.tokens.len());
        if near.clone().any(|token| self.is_cue(token)) {
            return true;
        }
        let first = near.find(|&token| self.is_word(token));
        first.is_some_and(|first| self.is_name_and_word(first))
    }

    /// `Circuit Judge Marian Delacorte asked …`, or a name, one word and the end.
    fn is_name_and_word(&self, first: usize) -> bool {
        let mut mentions = self.mentions.iter();
        let mention = mentions.find(|mention| mention.tokens.start == first);
        mention.map(|mention| mention.tokens.end + 1).is_some_and(|word| {
            self.is_cue(word)
                || self.mark(word + 1) == Some('.')
                    && self.reading.token_text(word).starts_with(char::is_lowercase)
        })
    }

    /// A capital where no sentence or clause begins: `the Post`.
    fn is_name_like(&self, token: usize) -> bool {
        let capital = self.reading.token_text(token).starts_with(char::is_uppercase);
        capital && self.previous_token(token).is_some_and(|before| self.is_word(before))
    }

    /// `Orlun's`.
    pub(super) fn is_possessive(&self, token: usize) -> bool {
        let text = self.reading.token_text(token);
        text.ends_with("'s") || text.ends_with("’s")
    }

    /// The last token before `token` that is not white space, in its paragraph.
    pub(super) fn previous_token(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1)?;
        if !self.is_space(before) {
            return Some(before);
        }
        if self.reading.token_text(before).contains('\n') {
            return None;
        }
        before.checked_sub(1)
    }
}
