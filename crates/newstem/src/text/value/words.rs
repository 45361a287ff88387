//! The words of one sentence by position, marks and spaces left out, with what lies between them.

use crate::text::Reading;

/// Reads words safely beyond either end of the sentence, where they are empty.
pub(super) struct Words<'a> {
    reading: &'a Reading,
    tokens: Vec<usize>,
}

impl<'a> Words<'a> {
    pub(super) fn new(reading: &'a Reading, sentence: usize) -> Self {
        let tokens = reading.sentence_words(sentence).collect();
        Self { reading, tokens }
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
            Some(&token) => &self.reading.folded[token],
            None => "",
        }
    }

    pub(super) fn printed(&self, position: usize) -> &'a str {
        match self.tokens.get(position) {
            Some(&token) => self.reading.token_text(token),
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
        let (left, right) = (&self.reading.tokens[left], &self.reading.tokens[right]);
        &self.reading.text[left.end..right.start]
    }

    /// True where nothing but a space or a hyphen parts a word from the next.
    pub(super) fn joined(&self, position: usize) -> bool {
        let gap = self.gap(position);
        gap == "-" || gap == "\u{2011}" || (!gap.contains('\n') && gap.trim().is_empty())
    }

    /// The character right before a word.
    pub(super) fn mark_before(&self, position: usize) -> Option<char> {
        let start = self.reading.tokens[*self.tokens.get(position)?].start;
        self.reading.text[..start].trim_end().chars().next_back()
    }

    /// The first character after a word that is not a space.
    pub(super) fn mark_after(&self, position: usize) -> Option<char> {
        let end = self.reading.tokens[*self.tokens.get(position)?].end;
        self.reading.text[end..].trim_start().chars().next()
    }
}
