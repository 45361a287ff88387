//! What is known of words from articles read before. It saves time and changes nothing.
//!
//! A word that was met before is a number here and, once it was learned, one in the vocabulary, so
//! that reading it again takes one look and no room. One store serves one thread, and articles of one
//! [`Vocabulary`], whose numbers it holds.

use indexmap::IndexMap;

use super::vocabulary::Vocabulary;
use crate::article::Article;
use crate::text::vector::Multilingual;
use crate::text::{
    Fact, FormId, Forms, Sentence, TermId, Token, ValueReader, Worded, find_anchors_among,
    iter_tokens, split_sentences, tokenize, weekday_named,
};

/// A word that stands more often than this in running text (natural logarithm of its share) is left
/// out where words are paired.
const COMMON: f64 = -8.2;
/// So many languages are kept at most.
const LANGUAGES_MAX: usize = 16;

/// Words of many articles.
#[derive(Default)]
pub struct Lexis {
    languages: IndexMap<String, Language>,
}

/// Words of one language.
pub(super) struct Language {
    forms: Forms,
    values: ValueReader,
    /// By the numbers of forms.
    traits: Vec<WordTraits>,
    /// Room for counting the forms of one article, all zero in between.
    room: Vec<u32>,
}

/// What is known of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordTraits {
    /// Whether it is too rare to be left out of pairs.
    pub(super) is_telling: bool,
    /// Whether it begins with a digit.
    pub(super) is_number: bool,
    /// Whether a value may begin with it.
    begins_value: bool,
    /// The year of our time that it is.
    pub(super) year: Option<u16>,
    /// A bit for the day of the week that it names.
    pub(super) weekday: u8,
    stem: Option<TermId>,
    anchor: Option<TermId>,
}

/// A text with its words as forms.
pub(super) struct Skimmed<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// For each token its form; of what is no word this means nothing.
    forms: Vec<FormId>,
    is_anchor: Vec<bool>,
}

/// The words of an article's body in order.
pub struct Said<'a> {
    language: &'a Language,
    forms: Vec<FormId>,
}

impl Lexis {
    /// Reads the words of an article's body.
    pub fn said(&mut self, article: &Article) -> Said<'_> {
        let language = self.language(&article.language);
        let words = iter_tokens(&article.body).filter(Token::is_word);
        let forms = words.map(|word| language.forms.of(&article.body[word.start..word.end]));
        Said { forms: forms.collect(), language }
    }

    /// The words of a language.
    pub(super) fn language(&mut self, tag: &str) -> &mut Language {
        if self.languages.len() >= LANGUAGES_MAX && !self.languages.contains_key(tag) {
            self.languages.clear();
        }
        let language = self.languages.entry(tag.to_owned());
        let language = language.or_insert_with(|| Language::new(tag));
        if language.forms.make_room() {
            language.traits.clear();
        }
        language
    }
}

impl Said<'_> {
    /// The first word with a stem, as it is folded.
    pub fn first_with(&self, stem: &str) -> Option<&str> {
        let mut words = self.forms.iter().map(|&form| self.language.forms.get(form));
        words.find(|&(_, other)| other == stem).map(|(folded, _)| folded)
    }
}

impl Language {
    fn new(tag: &str) -> Self {
        let (forms, values) = (Forms::new(tag), ValueReader::new(tag));
        Self { forms, values, traits: Vec::new(), room: Vec::new() }
    }

    /// How many forms are known; their numbers are those below it.
    pub(super) fn forms(&self) -> usize {
        self.forms.count()
    }

    /// Room for counting forms.
    pub(super) fn take_room(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.room)
    }

    /// Keeps that room, which is all zero again, for the next article.
    pub(super) fn give_back(&mut self, room: Vec<u32>) {
        self.room = room;
    }

    /// Reads a text.
    pub(super) fn skim<'a>(&mut self, text: &'a str) -> Skimmed<'a> {
        let tokens = tokenize(text);
        let sentences = split_sentences(text, self.forms.language(), &tokens);
        let form = |token: &Token| match token.is_word() {
            true => self.forms.of(&text[token.start..token.end]),
            false => FormId::MAX,
        };
        let forms: Vec<FormId> = tokens.iter().map(form).collect();
        let is_anchor = find_anchors_among(text, &tokens, &sentences, |token| forms[token]);
        Skimmed { text, tokens, sentences, forms, is_anchor }
    }

    /// A form and its stem.
    pub(super) fn form(&self, form: FormId) -> (&str, &str) {
        self.forms.get(form)
    }

    /// What is known of a form.
    pub(super) fn traits(&mut self, form: FormId, model: &Multilingual) -> WordTraits {
        for new in self.traits.len()..self.forms.count() {
            let (folded, _) = self.forms.get(new as FormId);
            self.traits.push(WordTraits::of(folded, &self.values, model));
        }
        self.traits[form as usize]
    }

    /// The values of a text, of whose forms all traits were asked for.
    pub(super) fn facts(&self, skimmed: &Skimmed) -> Vec<Fact> {
        let may_begin = |token: usize| self.traits[skimmed.forms[token] as usize].begins_value;
        let text = Folded { skimmed, language: self };
        let of_sentence = |sentence: &Sentence| {
            let tokens = sentence.first_token..sentence.last_token;
            let words = tokens.filter(|&token| skimmed.tokens[token].is_word());
            let words: Vec<usize> = words.collect();
            self.values.read(&text, &words, may_begin).into_iter().map(|(value, _)| value.fact())
        };
        skimmed.sentences.iter().flat_map(of_sentence).collect()
    }

    /// The number of a form's stem, where the vocabulary has it.
    pub(super) fn stem(&mut self, form: FormId, vocabulary: &Vocabulary) -> Option<TermId> {
        let stem = &mut self.traits[form as usize].stem;
        *stem = stem.or_else(|| vocabulary.rarity.find(self.forms.get(form).1));
        *stem
    }

    /// The number of a form as a name or number, where the vocabulary has it.
    pub(super) fn anchor(&mut self, form: FormId, vocabulary: &Vocabulary) -> Option<TermId> {
        let anchor = &mut self.traits[form as usize].anchor;
        *anchor = anchor.or_else(|| vocabulary.find_anchor(self.forms.get(form).0));
        *anchor
    }
}

impl WordTraits {
    fn of(folded: &str, values: &ValueReader, model: &Multilingual) -> Self {
        Self {
            is_telling: model.log_probability(folded) < COMMON,
            is_number: folded.starts_with(char::is_numeric),
            begins_value: values.may_begin(folded),
            year: year(folded),
            weekday: weekday_named(folded).map_or(0, |day| 1 << day.0),
            stem: None,
            anchor: None,
        }
    }
}

/// A skimmed text whose words can be read.
struct Folded<'a> {
    skimmed: &'a Skimmed<'a>,
    language: &'a Language,
}

impl Worded for Folded<'_> {
    fn text(&self) -> &str {
        self.skimmed.text
    }

    fn tokens(&self) -> &[Token] {
        &self.skimmed.tokens
    }

    fn folded(&self, token: usize) -> &str {
        self.language.forms.get(self.skimmed.forms[token]).0
    }
}

impl Skimmed<'_> {
    /// How many words there are.
    pub(super) fn words(&self) -> usize {
        self.tokens.iter().filter(|token| token.is_word()).count()
    }

    /// For each sentence its words, and whether each stands as part of a name or as a number.
    pub(super) fn sentences(
        &self,
    ) -> impl Iterator<Item = impl Iterator<Item = (FormId, bool)> + '_> + '_ {
        self.sentences.iter().map(|sentence| {
            let tokens = sentence.first_token..sentence.last_token;
            let words = tokens.filter(|&token| self.tokens[token].is_word());
            words.map(|token| (self.forms[token], self.is_anchor[token]))
        })
    }
}

/// A year of our time.
fn year(word: &str) -> Option<u16> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1950..2050).contains(&year).then_some(year)
}
