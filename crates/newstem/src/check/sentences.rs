//! How like sentences are to a question.

use std::collections::{BTreeMap, BTreeSet};

use super::LIKENESS_MIN;
use crate::article::Article;
use crate::claim::Assertion;
use crate::text::vector::{Embedder, Embedders, Vector};
use crate::text::{Reading, Value, read_values};
use crate::trace::Trace;

/// What a shared value counts, in the measure of a word that one article in fifty has.
const VALUE_WORTH: f64 = 4.0;
/// What meaning counts beside words and values.
const MEANING_SHARE: f64 = 0.4;
/// Below this likeness in words no meaning lifts a sentence to one that is answered with, so it is not compared.
const WORDS_MIN: f64 = (LIKENESS_MIN - MEANING_SHARE) / (1.0 - MEANING_SHARE);
/// What a word counts that no article has.
const UNKNOWN_WORTH: f64 = 4.0;

/// A question, read as each language of the pile reads it.
pub(super) struct Question<'a> {
    forms: BTreeMap<&'a str, Form<'a>>,
    /// For each stem in how many articles it stands.
    articles_with: BTreeMap<String, usize>,
    articles: usize,
}

/// A question in one language.
struct Form<'a> {
    stems: BTreeSet<String>,
    values: Vec<Value>,
    vector: Vector,
    embedder: &'a dyn Embedder,
}

impl<'a> Question<'a> {
    pub(super) fn new(
        text: &str,
        languages: BTreeSet<&'a str>,
        trace: &Trace,
        embedders: &'a Embedders,
    ) -> Self {
        let forms: BTreeMap<&str, Form> =
            languages.into_iter().map(|tag| (tag, Form::new(text, tag, embedders))).collect();
        let mut articles_with: BTreeMap<String, usize> = BTreeMap::new();
        for article in &trace.articles {
            let Some(form) = forms.get(article.language.as_str()) else { continue };
            let text = format!("{}\n{}", article.title, article.body);
            let reading = Reading::new(&text, &article.language);
            let has = |stem: &&String| reading.words().any(|word| reading.stems[word] == **stem);
            for stem in form.stems.iter().filter(has) {
                *articles_with.entry(stem.clone()).or_default() += 1;
            }
        }
        Self { forms, articles_with, articles: trace.articles.len() }
    }

    /// The values asked for, as a language reads them.
    pub(super) fn values(&self, language: &str) -> &[Value] {
        self.forms.get(language).map_or(&[], |form| &form.values)
    }

    /// Whether a sentence gives a value that was asked for; true where none was.
    pub(super) fn has_values(&self, text: &str, language: &str) -> bool {
        let found = read_values(&Reading::new(text, language), language);
        let given = |asked: &Value| found.iter().any(|one| one.value.agrees(asked) == Some(true));
        let asked = self.values(language);
        asked.is_empty() || asked.iter().any(given)
    }

    /// How like a sentence is to the question, from 0 to 1; what is below [`LIKENESS_MIN`] may be told too low.
    pub(super) fn likeness(&self, text: &str, language: &str) -> f64 {
        let Some(form) = self.forms.get(language) else { return 0.0 };
        self.of_reading(form, &Reading::new(text, language), language)
    }

    fn of_reading(&self, form: &Form<'_>, reading: &Reading, language: &str) -> f64 {
        let stems: BTreeSet<&String> = reading.words().map(|word| &reading.stems[word]).collect();
        let weigh = |stems: &mut dyn Iterator<Item = &String>| -> f64 {
            stems.map(|stem| self.weight(stem)).sum()
        };
        let shared = weigh(&mut form.stems.iter().filter(|stem| stems.contains(stem)));
        let values = form.values_given(reading, language) as f64 * VALUE_WORTH;
        let whole = weigh(&mut form.stems.iter()) + form.values.len() as f64 * VALUE_WORTH;
        if whole == 0.0 || shared + values == 0.0 {
            return 0.0;
        }
        let words = (shared + values) / whole;
        if form.stems.is_empty() {
            return words;
        }
        if words < WORDS_MIN {
            return words * (1.0 - MEANING_SHARE);
        }
        let meaning = f64::from(form.embedder.embed(&reading.text).cosine(&form.vector)).max(0.0);
        words * (1.0 - MEANING_SHARE) + meaning * MEANING_SHARE
    }

    fn weight(&self, stem: &str) -> f64 {
        match self.articles_with.get(stem) {
            Some(&count) => (1.0 + self.articles as f64 / count as f64).ln(),
            None => UNKNOWN_WORTH,
        }
    }

    /// The headline of an article, where it shares anything with the question.
    pub(super) fn headline_like(&self, article: &Article) -> Option<(f64, Assertion)> {
        let likeness = self.likeness(&article.title, &article.language);
        let (article, text) = (article.id.clone(), article.title.clone());
        let headline = Assertion { article, start: 0, end: 0, text, value: String::new() };
        (likeness > 0.0).then_some((likeness, headline))
    }

    /// The sentences of an article that share anything with the question.
    pub(super) fn sentences_like(&self, article: &Article) -> Vec<(f64, Assertion)> {
        let Some(form) = self.forms.get(article.language.as_str()) else { return Vec::new() };
        let reading = Reading::new(&article.body, &article.language);
        let like = |sentence: usize| {
            let text = reading.sentence_text(sentence);
            let own = Reading::new(text, &article.language);
            let likeness = self.of_reading(form, &own, &article.language);
            let of = &reading.sentences[sentence];
            let (start, end) = (of.start, of.end);
            let (article, text) = (article.id.clone(), text.to_owned());
            (likeness, Assertion { article, start, end, text, value: String::new() })
        };
        (0..reading.sentences.len()).map(like).filter(|(likeness, _)| *likeness > 0.0).collect()
    }
}

impl Form<'_> {
    /// How many of the values that were asked for a text gives.
    fn values_given(&self, reading: &Reading, language: &str) -> usize {
        if self.values.is_empty() {
            return 0;
        }
        let found = read_values(reading, language);
        let given = |asked: &&Value| found.iter().any(|one| one.value.agrees(asked) == Some(true));
        self.values.iter().filter(given).count()
    }
}

impl<'a> Form<'a> {
    fn new(text: &str, language: &str, embedders: &'a Embedders) -> Self {
        let reading = Reading::new(text, language);
        let mentions = read_values(&reading, language);
        let in_value = |word: usize| {
            mentions.iter().any(|one| (one.first_token..one.last_token).contains(&word))
        };
        let telling = reading.words().filter(|&word| {
            !in_value(word) && reading.folded[word].chars().count() > WORD_CHARACTERS_COMMON
        });
        let stems = telling.map(|word| reading.stems[word].clone()).collect();
        let embedder = embedders.for_languages(std::iter::once(language));
        let vector = embedder.embed(text);
        let values = mentions.iter().map(|mention| mention.value.clone()).collect();
        Self { stems, values, vector, embedder }
    }
}

/// Words of so many characters or fewer tell nothing.
const WORD_CHARACTERS_COMMON: usize = 2;
