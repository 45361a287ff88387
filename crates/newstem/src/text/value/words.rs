//! The words of one sentence by position, marks and spaces left out, with what lies between them.

use crate::text::{Reading, Token};

/// A text of which tokens and folded words are known, however they are kept.
pub(crate) trait Worded {
    /// The text.
    fn text(&self) -> &str;
    /// Its tokens.
    fn tokens(&self) -> &[Token];
    /// The folded form of a token that is a word or number.
    fn folded(&self, token: usize) -> &str;
}

impl Worded for Reading {
    fn text(&self) -> &str {
        &self.text
    }

    fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    fn folded(&self, token: usize) -> &str {
        &self.folded[token]
    }
}

/// Reads words safely beyond either end of the sentence, where they are empty.
pub(super) struct Words<'a> {
    text: &'a dyn Worded,
    tokens: &'a [usize],
}

impl<'a> Words<'a> {
    /// The words of one sentence, by the tokens that they are.
    pub(super) fn new(text: &'a dyn Worded, tokens: &'a [usize]) -> Self {
        Self { text, tokens }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token index of the word at `position`, which must be inside the sentence.
    pub(super) fn token(&self, position: usize) -> usize {
        self.tokens[position]
    }

    pub(super) fn folded(&self, position: usize) -> &'a str {
        match self.tokens.get(position) {
            Some(&token) => self.text.folded(token),
            None => "",
        }
    }

    pub(super) fn printed(&self, position: usize) -> &'a str {
        match self.tokens.get(position) {
            Some(&token) => {
                let Token { start, end, .. } = self.text.tokens()[token];
                &self.text.text()[start..end]
            }
            None => "",
        }
    }

    /// The word `steps` before `position`.
    pub(super) fn before(&self, position: usize, steps: usize) -> &'a str {
        match position.checked_sub(steps) {
            Some(earlier) => self.folded(earlier),
            None => "",
        }
    }

    pub(super) fn is_capital(&self, position: usize) -> bool {
        self.printed(position).chars().next().is_some_and(char::is_uppercase)
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, position: usize) -> &'a str {
        let (Some(&left), Some(&right)) =
            (self.tokens.get(position), self.tokens.get(position + 1))
        else {
            return "\n";
        };
        let tokens = self.text.tokens();
        &self.text.text()[tokens[left].end..tokens[right].start]
    }

    /// True where nothing but a space or a hyphen parts a word from the next.
    pub(super) fn joined(&self, position: usize) -> bool {
        let gap = self.gap(position);
        gap == "-" || gap == "\u{2011}" || (!gap.contains('\n') && gap.trim().is_empty())
    }

    /// The character right before a word.
    pub(super) fn mark_before(&self, position: usize) -> Option<char> {
        let start = self.text.tokens()[*self.tokens.get(position)?].start;
        self.text.text()[..start].trim_end().chars().next_back()
    }

    /// The first character after a word that is not a space.
    pub(super) fn mark_after(&self, position: usize) -> Option<char> {
        let end = self.text.tokens()[*self.tokens.get(position)?].end;
        self.text.text()[end..].trim_start().chars().next()
    }
}
