//! What is read of one article for grouping.
//!
//! This asks nothing of other articles, so that it can be done on many threads; what it makes is
//! small, so that a large pile need not be kept tokenised. What was worked out of a word is kept for
//! the next article that says it ([`Lexis`]).

use indexmap::IndexMap;

use super::meaning::Meaning;
use crate::article::Article;
use crate::published::{Interval, interval};
use crate::sketch::{Signature, signature};
use crate::text::vector::{Embedders, Multilingual};
use crate::text::{Forms, Reading, find_anchors, weekday_named};

/// What is read of one article.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its id.
    pub id: String,
    /// The words of title and body, sorted as they are folded.
    pub words: Vec<Word>,
    /// Words next to each other where common words are left out, as places among the words; sorted,
    /// each once.
    pub pairs: Vec<(usize, usize)>,
    /// What is kept as it is.
    pub traits: Traits,
}

/// What is compared of an article beside its words.
#[derive(Clone, Debug)]
pub struct Traits {
    /// The latest year that the text names.
    pub year: Option<u16>,
    /// The days of the week that the text names, a bit each.
    pub weekdays: u8,
    /// For copies; nothing where the text is too short.
    pub signature: Option<Signature>,
    /// What it means, where it is too short for its words to tell.
    pub meaning: Option<Meaning>,
    /// Primary language tag.
    pub language: String,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
}

/// A word of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its folded form.
    pub folded: String,
    /// Its stem.
    pub stem: String,
    /// How often it stands.
    pub count: u16,
    /// How often as part of a name or as a number.
    pub as_anchor: u16,
}

/// A word that stands more often than this in running text (natural logarithm of its share) is left
/// out where words are paired.
const COMMON: f64 = -8.2;

/// What is known of words from articles read before. It saves time and changes nothing.
#[derive(Default)]
pub struct Lexis {
    forms: IndexMap<String, Forms>,
    /// Folded words, with whether they are too rare to be left out of pairs.
    telling: IndexMap<String, bool>,
}

/// So many languages are kept at most, and so many words beside those of their forms.
const LANGUAGES_MAX: usize = 16;
const TELLING_MAX: usize = 1 << 18;

impl Lexis {
    /// Reads the body of an article.
    pub fn read_body(&mut self, article: &Article) -> Reading {
        Reading::with(&article.body, self.forms(&article.language))
    }

    fn read(&mut self, article: &Article) -> [Reading; 2] {
        let forms = self.forms(&article.language);
        [Reading::with(&article.title, forms), Reading::with(&article.body, forms)]
    }

    fn forms(&mut self, language: &str) -> &mut Forms {
        if self.forms.len() >= LANGUAGES_MAX && !self.forms.contains_key(language) {
            self.forms.clear();
        }
        self.forms.entry(language.to_owned()).or_insert_with(|| Forms::new(language))
    }

    fn is_telling(&mut self, word: &str, model: &Multilingual) -> bool {
        if let Some(&is_telling) = self.telling.get(word) {
            return is_telling;
        }
        if self.telling.len() >= TELLING_MAX {
            self.telling.clear();
        }
        let is_telling = model.log_probability(word) < COMMON;
        self.telling.insert(word.to_owned(), is_telling);
        is_telling
    }
}

impl Terms {
    /// Reads an article.
    pub fn of(article: &Article, embedders: &Embedders, lexis: &mut Lexis) -> Self {
        let readings = lexis.read(article);
        let mut listed = Listed::default();
        for reading in &readings {
            listed.add(reading);
        }
        let places = listed.sort();
        let telling = listed.words.keys();
        let telling = telling.map(|word| lexis.is_telling(word, &embedders.multilingual)).collect();
        let traits = Traits {
            year: listed.words.keys().filter_map(|word| year(word)).max(),
            weekdays: weekdays(listed.words.keys().copied()),
            meaning: Meaning::of_short(article, readings[1].words().count(), embedders),
            signature: signature(&article.body),
            language: article.language.split('-').next().unwrap_or_default().to_owned(),
            published: article.published.as_deref().and_then(interval),
        };
        Self {
            id: article.id.clone(),
            pairs: listed.pairs(&places, telling),
            words: listed.words.into_values().collect(),
            traits,
        }
    }
}

/// An article's words as they are found.
#[derive(Default)]
struct Listed<'a> {
    words: IndexMap<&'a str, Word>,
    /// For each sentence, the places of its words in the order in which they were found.
    sentences: Vec<Vec<usize>>,
}

impl<'a> Listed<'a> {
    fn add(&mut self, reading: &'a Reading) {
        let is_anchor = find_anchors(reading);
        for sentence in 0..reading.sentences.len() {
            let tokens = reading.sentence_words(sentence);
            let places = tokens.map(|token| self.add_word(reading, token, is_anchor[token]));
            let places = places.collect();
            self.sentences.push(places);
        }
    }

    fn add_word(&mut self, reading: &'a Reading, token: usize, as_anchor: bool) -> usize {
        let folded = reading.folded[token].as_str();
        let stem = &reading.stems[token];
        let entry = self.words.entry(folded);
        let place = entry.index();
        let word = entry.or_default();
        if word.count == 0 {
            word.folded.push_str(folded);
        }
        word.stem.clone_from(stem);
        word.count = word.count.saturating_add(1);
        word.as_anchor = word.as_anchor.saturating_add(u16::from(as_anchor));
        place
    }

    /// Sorts the words; gives the place of each now by that which it was found at.
    fn sort(&mut self) -> Vec<usize> {
        let mut order: Vec<(&str, usize)> = self.words.keys().copied().zip(0..).collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, &(_, found)) in order.iter().enumerate() {
            places[found] = place;
        }
        self.words.sort_unstable_keys();
        places
    }

    fn pairs(&self, places: &[usize], is_telling: Vec<bool>) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for sentence in &self.sentences {
            let told = sentence.iter().map(|&found| places[found]);
            let told: Vec<usize> = told.filter(|&place| is_telling[place]).collect();
            pairs.extend(told.windows(2).map(|pair| (pair[0], pair[1])));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// A year of our time.
fn year(word: &str) -> Option<u16> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1950..2050).contains(&year).then_some(year)
}

fn weekdays<'a>(words: impl Iterator<Item = &'a str>) -> u8 {
    words.filter_map(weekday_named).fold(0, |days, day| days | 1 << day.0)
}
