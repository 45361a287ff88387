//! Articles of some days, weighed by the words of a whole pile and compared with those of others.
//!
//! Where a pile is too large for one machine, what is known of its articles is cut into shelves in the
//! order of time, and any two that lie within the window of a search are held against each other
//! wherever there is room. All of it together finds just what [`super::Index`] finds by itself, one
//! article after another. Which terms are of too many articles depends on all shelves, so it is told
//! ([`Asked::too_common`]). Articles behind others are found like any; who asks knows them and passes over
//! them, and need not ask again when they change. Rejected: lists of the pairs that share terms, of which there are thousands for
//! each article, to be sorted and counted: a look into an index of the shelf takes none of that.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::archive::Known;
use super::features::{Lengths, Scale};
use super::index::LEAST_LIKENESS;
use super::meaning::Middle;
use super::opened::Opened;
use super::similarity::Side;
use super::terms::{Terms, Traits};
use super::vocabulary::{Counts, Vocabulary};
use super::weights::Weights;
use crate::sketch::{Postings, Tally};

/// What articles of a pile are weighed and compared by, once all of them were counted.
#[derive(Clone, Debug)]
pub struct Measure {
    vocabulary: Vocabulary,
    weights: Weights,
    middle: Middle,
}

/// An article ready to be compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Weighed {
    /// Its number in the pile.
    pub number: u32,
    /// What it is looked up by.
    pub telling: Vec<u32>,
    known: Known,
    lengths: Lengths,
}

/// Which articles of a shelf are looked up, and by what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Asked {
    /// Places on the shelf, in order.
    pub places: Vec<usize>,
    /// Terms of too many articles, after the number of the article that is not looked up by them.
    pub too_common: BTreeSet<(u32, u32)>,
}

/// Two articles and how alike they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// The number of the one that comes later in the order of time.
    pub later: u32,
    /// The number of the other.
    pub earlier: u32,
    /// How alike they are.
    pub likeness: f32,
}

impl Measure {
    /// By the words of a pile, and where its short texts lie.
    pub fn new(vocabulary: Vocabulary, middle: Middle) -> Self {
        let mut weights = Weights::default();
        weights.refresh(&vocabulary);
        Self { vocabulary, weights, middle }
    }

    /// The words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Weighs an article.
    pub fn weigh(&self, number: u32, mut terms: Terms) -> Weighed {
        self.vocabulary.find(&mut terms.words);
        let counts = Counts::of(&terms);
        let scale = self.scale();
        let (telling, lengths) = (scale.telling(&counts), scale.lengths(&counts));
        Weighed {
            number,
            telling,
            known: Known { id: terms.id, counts, traits: terms.traits },
            lengths,
        }
    }

    /// The articles of a shelf like those asked for that stand before them on it.
    pub fn compare_within(&self, shelf: &[Weighed], asked: &Asked) -> Vec<Likeness> {
        let terms = ShelfTerms::of(shelf);
        let (mut postings, mut room) = (Postings::default(), Room::default());
        let (mut alike, mut next) = (Vec::new(), asked.places.iter().peekable());
        for (place, article) in shelf.iter().enumerate() {
            if next.next_if_eq(&&place).is_some() {
                let by = terms.asked(article, asked);
                let found =
                    postings.find(&by, article.published(), shelf.len(), &mut room.tally).articles;
                self.add_alike(article, shelf, &found, &mut room.opened, &mut alike);
            }
            postings.add(place, &terms.all(article), article.published());
        }
        alike
    }

    /// The articles of an earlier shelf like those asked for of a later one.
    pub fn compare(&self, earlier: &[Weighed], later: &[Weighed], asked: &Asked) -> Vec<Likeness> {
        let terms = ShelfTerms::of(earlier);
        let (mut postings, mut room) = (Postings::default(), Room::default());
        for (place, article) in earlier.iter().enumerate() {
            postings.add(place, &terms.all(article), article.published());
        }
        let mut alike = Vec::new();
        for article in asked.places.iter().map(|&place| &later[place]) {
            let by = terms.asked(article, asked);
            let found =
                postings.find(&by, article.published(), earlier.len(), &mut room.tally).articles;
            self.add_alike(article, earlier, &found, &mut room.opened, &mut alike);
        }
        alike
    }

    fn add_alike(
        &self,
        article: &Weighed,
        shelf: &[Weighed],
        found: &[usize],
        opened: &mut Opened,
        alike: &mut Vec<Likeness>,
    ) {
        if found.is_empty() {
            return;
        }
        let scale = self.scale();
        opened.open(&article.known.counts, &self.vocabulary);
        for other in found.iter().map(|&place| &shelf[place]) {
            let likeness = scale.likeness(opened, article.side(), other.side(), &self.middle);
            if likeness >= LEAST_LIKENESS {
                let (later, earlier) = (article.number, other.number);
                alike.push(Likeness { later, earlier, likeness: likeness as f32 });
            }
        }
        opened.close(&article.known.counts);
    }

    fn scale(&self) -> Scale<'_> {
        Scale { vocabulary: &self.vocabulary, weights: &self.weights }
    }
}

impl Weighed {
    /// What is compared of it beside its words.
    pub fn traits(&self) -> &Traits {
        &self.known.traits
    }

    fn published(&self) -> Option<crate::published::Interval> {
        self.known.traits.published
    }

    fn side(&self) -> Side<'_> {
        Side { known: &self.known, lengths: self.lengths }
    }
}

impl Asked {
    /// All articles of a shelf of so many, by all of their terms.
    pub fn all(articles: usize) -> Self {
        Self { places: (0..articles).collect(), too_common: BTreeSet::new() }
    }
}

#[derive(Default)]
struct Room {
    tally: Tally,
    opened: Opened,
}

/// The terms that articles of a shelf are looked up by, sorted: an index by the numbers of the whole
/// pile would take room for all of them.
struct ShelfTerms(Vec<u32>);

impl ShelfTerms {
    fn of(shelf: &[Weighed]) -> Self {
        let terms = shelf.iter().flat_map(|article| article.telling.iter().copied());
        let mut terms: Vec<u32> = terms.collect();
        terms.sort_unstable();
        terms.dedup();
        Self(terms)
    }

    /// An article's terms by their places here.
    fn all(&self, article: &Weighed) -> Vec<u32> {
        article.telling.iter().filter_map(|&term| self.place(term)).collect()
    }

    /// Those of them that are not of too many articles.
    fn asked(&self, article: &Weighed, asked: &Asked) -> Vec<u32> {
        let terms = article.telling.iter().copied();
        let terms = terms.filter(|&term| !asked.too_common.contains(&(article.number, term)));
        terms.filter_map(|term| self.place(term)).collect()
    }

    fn place(&self, term: u32) -> Option<u32> {
        self.0.binary_search(&term).ok().map(|place| place as u32)
    }
}
