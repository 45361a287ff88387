//! What is read of one article for grouping.
//!
//! This is the costly part of grouping and asks nothing of other articles, so that it can be done
//! on many threads; what it makes is small, so that a large pile need not be kept tokenised.

use std::collections::{BTreeMap, BTreeSet};

use super::meaning::Meaning;
use crate::article::Article;
use crate::published::{Interval, interval};
use crate::sketch::{Signature, signature};
use crate::text::vector::{Embedders, Multilingual};
use crate::text::{Reading, find_anchors, weekday_named};

/// What is read of one article.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its id.
    pub id: String,
    /// The words of title and body, sorted as they are folded.
    pub words: Vec<Word>,
    /// Words next to each other where common words are left out, as places among the words.
    pub pairs: BTreeSet<(usize, usize)>,
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

impl Terms {
    /// Reads an article.
    pub fn of(article: &Article, embedders: &Embedders) -> Self {
        let title = Reading::new(&article.title, &article.language);
        let body = Reading::new(&article.body, &article.language);
        let mut words: BTreeMap<&str, Word> = BTreeMap::new();
        for reading in [&title, &body] {
            let is_anchor = find_anchors(reading);
            for token in reading.words() {
                let word = words.entry(&reading.folded[token]).or_default();
                word.count = word.count.saturating_add(1);
                word.stem.clone_from(&reading.stems[token]);
                word.as_anchor = word.as_anchor.saturating_add(u16::from(is_anchor[token]));
            }
        }
        let pairs = pairs(&[&title, &body], &words, &embedders.multilingual);
        Self {
            id: article.id.clone(),
            pairs,
            year: words.keys().filter_map(|word| year(word)).max(),
            weekdays: weekdays(words.keys().copied()),
            meaning: Meaning::of_short(article, body.words().count(), embedders),
            words: words
                .into_iter()
                .map(|(folded, word)| Word { folded: folded.to_owned(), ..word })
                .collect(),
            signature: signature(&article.body),
            language: article.language.split('-').next().unwrap_or_default().to_owned(),
            published: article.published.as_deref().and_then(interval),
        }
    }
}

fn pairs(
    readings: &[&Reading],
    words: &BTreeMap<&str, Word>,
    model: &Multilingual,
) -> BTreeSet<(usize, usize)> {
    let telling =
        |(place, word): (usize, &&'_ str)| (model.log_probability(word) < COMMON).then_some(place);
    let telling: Vec<Option<usize>> = words.keys().enumerate().map(telling).collect();
    let places: BTreeMap<&str, usize> = words.keys().copied().zip(0..).collect();
    let mut pairs = BTreeSet::new();
    for reading in readings {
        for sentence in 0..reading.sentences.len() {
            let tokens = reading.sentence_words(sentence);
            let told = tokens.filter_map(|token| telling[places[reading.folded[token].as_str()]]);
            let told: Vec<usize> = told.collect();
            pairs.extend(told.windows(2).map(|pair| (pair[0], pair[1])));
        }
    }
    pairs
}

/// A year of our time.
fn year(word: &str) -> Option<u16> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1950..2050).contains(&year).then_some(year)
}

fn weekdays<'a>(words: impl Iterator<Item = &'a str>) -> u8 {
    words.filter_map(weekday_named).fold(0, |days, day| days | 1 << day.0)
}
