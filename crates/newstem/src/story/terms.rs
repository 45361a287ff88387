//! What is read of one article for grouping.
//!
//! This asks of other articles only which words have numbers already, so that it can be done on many
//! threads; what it makes is small, so that a large pile need not be kept tokenised.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::lexis::{Language, Lexis, WordTraits};
use super::meaning::Meaning;
use super::naming::Naming;
use super::vocabulary::Vocabulary;
use crate::article::Article;
use crate::published::{Interval, Sequence, interval, sequence};
use crate::sketch::{Signature, signature};
use crate::text::vector::Embedders;
use crate::text::{FormId, TermId};

/// What is read of one article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// Its id.
    pub id: String,
    /// The words of title and body, each once.
    pub words: Vec<Word>,
    /// Words next to each other where common words are left out, as places among the words; sorted,
    /// each once.
    pub pairs: Vec<(u32, u32)>,
    /// What is kept as it is.
    pub traits: Traits,
}

/// What is compared of an article beside its words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Traits {
    /// The latest year that the text names.
    pub year: Option<u16>,
    /// The days of the week that the text names, a bit each.
    pub weekdays: u8,
    /// The values that the text gives.
    pub facts: Facts,
    /// For copies; nothing where the text is too short. It is not written down with the rest: copies
    /// are told before anything else of an article is asked for.
    #[serde(skip)]
    pub signature: Option<Box<Signature>>,
    /// What it means, where it is too short for its words to tell.
    pub meaning: Option<Meaning>,
    /// Primary language tag.
    pub language: String,
    /// When it was published, where that is known.
    pub published: Option<Interval>,
    /// Whom it is by, and whom it names as its sources.
    pub naming: Naming,
}

impl Traits {
    /// Whether an article may have appeared after another.
    pub(super) fn may_follow(&self, other: &Self) -> bool {
        sequence(other.published, self.published) != Sequence::After
    }
}

/// A word of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// How often it stands.
    pub count: u16,
    /// How often as part of a name or as a number.
    pub as_anchor: u16,
    /// Whether it begins with a digit.
    pub is_number: bool,
    /// The number of its stem, where the vocabulary has it.
    pub stem: Option<TermId>,
    /// Its own number where it stands as part of a name or as a number and the vocabulary has it.
    pub anchor: Option<TermId>,
    /// Its letters, where they are to be learned.
    pub new: Option<Box<NewWord>>,
}

/// A word of which the vocabulary lacks a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWord {
    /// Its folded form.
    pub folded: String,
    /// Its stem.
    pub stem: String,
}

impl Terms {
    /// Reads an article whose words will be learned by `vocabulary`.
    pub fn of(
        article: &Article,
        embedders: &Embedders,
        lexis: &mut Lexis,
        vocabulary: &Vocabulary,
    ) -> Self {
        let language = lexis.language(&article.language);
        let [title, body] = [&article.title, &article.body].map(|text| language.skim(text));
        let mut listed = Listed::new(language.take_room(), language, title.words() + body.words());
        title.sentences().for_each(|sentence| listed.add_sentence(sentence));
        body.sentences().for_each(|sentence| listed.add_sentence(sentence));
        let model = &embedders.multilingual;
        let traits = listed.words.iter().map(|word| language.traits(word.form, model));
        let traits: Vec<WordTraits> = traits.collect();
        let facts = [&title, &body].into_iter().flat_map(|text| language.facts(text));
        let facts = Facts::new(facts);
        let (words, pairs) = (listed.words(&traits, language, vocabulary), listed.pairs(&traits));
        language.give_back(listed.into_room());
        Self {
            id: article.id.clone(),
            words,
            pairs,
            traits: Traits {
                year: traits.iter().filter_map(|word| word.year).max(),
                weekdays: traits.iter().fold(0, |days, word| days | word.weekday),
                facts,
                meaning: Meaning::of_short(article, body.words(), embedders),
                signature: signature(&article.body).map(Box::new),
                language: article.language.split('-').next().unwrap_or_default().to_owned(),
                published: article.published.as_deref().and_then(interval),
                naming: Naming::of(article),
            },
        }
    }
}

/// An article's words as they are found.
struct Listed {
    /// For each form one more than its place, 0 where the article has not said it yet.
    places: Vec<u32>,
    /// Words by their places.
    words: Vec<Found>,
    /// The places of all words in order, sentences apart.
    order: Vec<u32>,
    /// Where in that each sentence ends.
    ends: Vec<usize>,
}

/// A form with how often it stands, and how often as part of a name or as a number.
struct Found {
    form: FormId,
    count: u16,
    as_anchor: u16,
}

impl Listed {
    /// A list for words of a language, in room that may be used again.
    fn new(mut places: Vec<u32>, language: &Language, words: usize) -> Self {
        places.resize(language.forms(), 0);
        let (order, words) = (Vec::with_capacity(words), Vec::with_capacity(words));
        Self { places, words, order, ends: Vec::new() }
    }

    fn add_sentence(&mut self, words: impl Iterator<Item = (FormId, bool)>) {
        for (form, is_anchor) in words {
            let place = self.add(form, is_anchor);
            self.order.push(place);
        }
        self.ends.push(self.order.len());
    }

    fn add(&mut self, form: FormId, is_anchor: bool) -> u32 {
        let place = &mut self.places[form as usize];
        if *place == 0 {
            self.words.push(Found { form, count: 0, as_anchor: 0 });
            *place = self.words.len() as u32;
        }
        let word = &mut self.words[*place as usize - 1];
        word.count = word.count.saturating_add(1);
        word.as_anchor = word.as_anchor.saturating_add(u16::from(is_anchor));
        *place - 1
    }

    fn pairs(&self, traits: &[WordTraits]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::with_capacity(self.order.len());
        let mut start = 0;
        for &end in &self.ends {
            let telling = self.order[start..end].iter().copied();
            let mut telling = telling.filter(|&place| traits[place as usize].is_telling);
            start = end;
            let Some(mut before) = telling.next() else { continue };
            for place in telling {
                pairs.push((before, place));
                before = place;
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn words(
        &self,
        traits: &[WordTraits],
        language: &mut Language,
        vocabulary: &Vocabulary,
    ) -> Vec<Word> {
        let words = self.words.iter().zip(traits);
        words.map(|(found, traits)| word(found, traits.is_number, language, vocabulary)).collect()
    }

    /// The room, empty again.
    fn into_room(mut self) -> Vec<u32> {
        self.words.iter().for_each(|word| self.places[word.form as usize] = 0);
        self.places
    }
}

fn word(
    &Found { form, count, as_anchor }: &Found,
    is_number: bool,
    language: &mut Language,
    vocabulary: &Vocabulary,
) -> Word {
    let stem = language.stem(form, vocabulary);
    let anchor = if as_anchor > 0 { language.anchor(form, vocabulary) } else { None };
    let is_new = stem.is_none() || (as_anchor > 0 && anchor.is_none());
    let new = is_new.then(|| {
        let (folded, stem) = language.form(form);
        Box::new(NewWord { folded: folded.to_owned(), stem: stem.to_owned() })
    });
    Word { count, as_anchor, is_number, stem, anchor, new }
}
