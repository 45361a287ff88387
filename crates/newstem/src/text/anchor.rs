//! Anchors: the names and numbers of a text, which survive rewriting and translation.
//!
//! A name is a capitalised word that stands inside a sentence, or that opens one and stands
//! capitalised inside another of the same text; no tagger is asked, because capital letters
//! measured better than any that was light enough to ship. In languages that capitalise every
//! noun, and in scripts without case, this finds too many and too few.

use std::collections::BTreeSet;

use super::{Reading, Sentence, Token, TokenKind};

/// For each token of a reading: whether it is part of a name or is a number.
pub fn find_anchors(reading: &Reading) -> Vec<bool> {
    let folded = |token: usize| reading.folded[token].as_str();
    find_anchors_among(&reading.text, &reading.tokens, &reading.sentences, folded)
}

/// The same for each token of a text; `form` tells words apart as they are folded.
pub(crate) fn find_anchors_among<F: Ord>(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    form: impl Fn(usize) -> F,
) -> Vec<bool> {
    let printed = Printed { text, tokens };
    let is_opener = printed.sentence_openers(sentences);
    let is_capitalised: Vec<bool> =
        (0..tokens.len()).map(|token| printed.is_capitalised(token)).collect();
    let inside = (0..tokens.len()).filter(|&token| is_capitalised[token] && !is_opener[token]);
    let names: BTreeSet<F> = inside.map(&form).collect();
    let is_name =
        |token: usize| is_capitalised[token] && (!is_opener[token] || names.contains(&form(token)));
    (0..tokens.len()).map(|token| printed.is_number(token) || is_name(token)).collect()
}

/// A text as it is printed.
#[derive(Clone, Copy)]
struct Printed<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Printed<'a> {
    fn token(self, token: usize) -> &'a str {
        &self.text[self.tokens[token].start..self.tokens[token].end]
    }

    fn is_number(self, token: usize) -> bool {
        self.tokens[token].is_word() && self.token(token).starts_with(char::is_numeric)
    }

    fn is_capitalised(self, token: usize) -> bool {
        let text = self.token(token);
        self.tokens[token].kind == TokenKind::Word
            && text.starts_with(char::is_uppercase)
            && text != "I"
    }

    /// Words that a capital says nothing about: the first of a sentence or of a quotation.
    fn sentence_openers(self, sentences: &[Sentence]) -> Vec<bool> {
        let mut openers: Vec<bool> =
            (0..self.tokens.len()).map(|token| self.follows_opening_mark(token)).collect();
        for sentence in sentences {
            let mut tokens = sentence.first_token..sentence.last_token;
            if let Some(first) = tokens.find(|&token| self.tokens[token].is_word()) {
                openers[first] = true;
            }
        }
        openers
    }

    fn follows_opening_mark(self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else {
            return true;
        };
        matches!(self.token(before), "\"" | "“" | "‘" | "«" | "„" | "'" | "¿" | "¡")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let reading = Reading::new(text, "en");
        let anchors = find_anchors(&reading);
        let found: Vec<&str> =
            (0..anchors.len()).filter(|&t| anchors[t]).map(|t| reading.token_text(t)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_name_alone() {
        check("Radar saw it at 23:40. Then Mr Pesk ran.", &["23:40", "Mr", "Pesk"]);
    }

    #[test]
    fn a_name_known_from_elsewhere_is_one_at_the_start_too() {
        check("Krall spoke. Asked again, Krall left.", &["Krall", "Krall"]);
    }

    #[test]
    fn the_first_word_of_a_quotation_is_no_name() {
        check("He said \"Nobody ran\" twice.", &[]);
    }
}
