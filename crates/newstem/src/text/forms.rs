//! The folded forms and stems of words, worked out once for each word and not for each time it
//! stands.
//!
//! A pile says the same words over and over, and finding a stem takes many times as long as looking
//! one up. What is kept is thrown away whole when it has grown too large: rare words, which fill it,
//! are not worth the keeping of books about. Rejected: one store for all threads, which they would
//! wait for.

use indexmap::IndexMap;

use super::stem::Stemmer;
use super::token::Token;

/// So many words are kept at most.
const WORDS_MAX: usize = 1 << 18;

/// The forms of words of one language.
pub struct Forms {
    language: String,
    stemmer: Stemmer,
    /// By the word as it is printed.
    known: IndexMap<String, Form>,
}

/// The forms of one word; both are empty for what is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub(super) folded: String,
    pub(super) stem: String,
}

impl Forms {
    /// For a BCP 47 tag.
    pub fn new(language: &str) -> Self {
        let stemmer = Stemmer::new(language);
        Self { language: language.to_owned(), stemmer, known: IndexMap::new() }
    }

    /// The tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The forms of a token of `text`.
    pub(super) fn of(&mut self, text: &str, token: &Token) -> Form {
        if !token.is_word() {
            return Form::default();
        }
        let word = &text[token.start..token.end];
        if let Some(form) = self.known.get(word) {
            return form.clone();
        }
        let folded = super::fold(word);
        let form = Form { stem: self.stemmer.stem(&folded), folded };
        if self.known.len() >= WORDS_MAX {
            self.known.clear();
        }
        self.known.insert(word.to_owned(), form.clone());
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Reading, TokenKind};

    #[test]
    fn a_text_reads_the_same_after_others() {
        let texts =
            ["The engineers' bridges, U.S. 1,400", "Bridges of the engineer: 1,400 bridges"];
        let mut forms = Forms::new("en");
        for text in texts.iter().chain(&texts) {
            let (again, alone) = (Reading::with(text, &mut forms), Reading::new(text, "en"));
            assert_eq!((again.folded, again.stems), (alone.folded, alone.stems));
        }
    }

    #[test]
    fn what_is_kept_has_a_limit() {
        let mut forms = Forms::new("en");
        for number in 0..2 * WORDS_MAX + 10 {
            let word = number.to_string();
            forms.of(&word, &Token { start: 0, end: word.len(), kind: TokenKind::Number });
        }
        assert!(forms.known.len() <= WORDS_MAX);
    }
}
