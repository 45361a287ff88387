//! Words and sentences: the one tokenisation that every later room uses.
//!
//! An article is read once, into a [`Reading`]; later rooms refer to its tokens and sentences by
//! index, so that two rooms never disagree about where a word begins. Rejected: letting each room
//! split text as suits it, which is how offsets drift apart.

mod anchor;
mod fold;
mod forms;
pub mod lexicon;
mod numbered;
mod quoted;
mod rarity;
mod sentence;
mod stem;
mod terms;
mod token;
mod value;
pub mod vector;

pub use anchor::find_anchors;
pub(crate) use anchor::find_anchors_among;
pub use fold::fold;
pub(crate) use forms::{FormId, Forms};
pub use quoted::find_quoted;
pub use rarity::{Rarity, TermId};
pub use sentence::{Sentence, split_sentences};
pub use stem::Stemmer;
pub use terms::dot;
pub use token::{Token, TokenKind, iter_tokens, tokenize};
pub(crate) use token::{any_token, ends_plain_word};
pub use value::{
    Amount, Bound, Clock, Date, Dimension, Fact, Mention, Unit, Value, Weekday, read_values,
    weekday_named,
};
pub(crate) use value::{ValueReader, Worded};

/// One article's text with its tokens and sentences.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text that all offsets refer to.
    pub text: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Tokens that, put together, are the text again.
    pub tokens: Vec<Token>,
    /// Sentences in order; between them lies only white space.
    pub sentences: Vec<Sentence>,
    /// For each token: its folded, stemmed form where it is a word or number, else empty.
    pub stems: Vec<String>,
    /// For each token: its folded form where it is a word or number, else empty.
    pub folded: Vec<String>,
}

impl Reading {
    /// Reads `text`, whose language is the BCP 47 tag `language`.
    pub fn new(text: &str, language: &str) -> Self {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, language, &tokens);
        let mut forms = Forms::new(language);
        let of_tokens = tokens.iter().map(|token| {
            if !token.is_word() {
                return (String::new(), String::new());
            }
            let form = forms.of(&text[token.start..token.end]);
            let (folded, stem) = forms.get(form);
            (folded.to_owned(), stem.to_owned())
        });
        let (folded, stems) = of_tokens.unzip();
        let (text, language) = (text.to_owned(), language.to_owned());
        Self { text, language, tokens, sentences, stems, folded }
    }

    /// The characters of token `index`.
    pub fn token_text(&self, index: usize) -> &str {
        let token = &self.tokens[index];
        &self.text[token.start..token.end]
    }

    /// The characters of sentence `index`.
    pub fn sentence_text(&self, index: usize) -> &str {
        let sentence = &self.sentences[index];
        &self.text[sentence.start..sentence.end]
    }

    /// The token indices of the words and numbers of sentence `index`.
    pub fn sentence_words(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = &self.sentences[index];
        (sentence.first_token..sentence.last_token).filter(|&token| self.tokens[token].is_word())
    }

    /// The token indices of all words and numbers.
    pub fn words(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(|&token| self.tokens[token].is_word())
    }

    /// The sentence that holds byte `offset`, or the last one that begins before it.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.start <= offset);
        after.checked_sub(1)
    }
}
