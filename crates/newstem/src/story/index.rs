//! All articles that came until now, in reach of the next.
//!
//! An article is first counted, which weighs terms, then placed, which finds the articles like it.
//! Of near-duplicates the first stands for all: copies are no evidence of their own. Of a story
//! with many articles that stand for themselves, later ones stand behind the one most like them, so
//! that neither the index nor the work for the next article grows with a story of thousands.

use std::collections::BTreeSet;

use super::archive::Archive;
use super::features::{Lengths, Scale};
use super::meaning::Middle;
use super::similarity::Side;
use super::weights::Weights;
use crate::published::Interval;
use crate::sketch::{Capped, Duplicates, Postings};

/// Whom an article is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// By itself.
    ForItself,
    /// It is a near-duplicate of this article, which stands for it.
    CopyOf(usize),
    /// Its story has enough articles to compare with; this one is the most like it.
    Behind(usize),
}

/// A likeness below this is none: it could join nothing and takes room.
const LEAST_LIKENESS: f64 = 0.03;

/// What is looked up when an article comes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    duplicates: Duplicates,
    postings: Postings,
    standing: Vec<Standing>,
    followers: Vec<Vec<usize>>,
    weights: Weights,
    middle: Middle,
    lengths: Vec<Lengths>,
    alike: Vec<Vec<(usize, f32)>>,
}

impl Index {
    /// Counts an article: a near-duplicate stands behind the first, all others weigh terms.
    pub fn count(&mut self, number: usize, archive: &mut Archive) {
        self.make_room(number);
        let known = &archive.known[number];
        let original =
            known.signature.as_ref().and_then(|signature| self.duplicates.find(signature));
        if let Some(original) = original {
            self.standing[number] = Standing::CopyOf(original);
            return self.followers[original].push(number);
        }
        if let Some(signature) = known.signature {
            self.duplicates.add(number, signature);
        }
        if let Some(meaning) = &known.meaning {
            self.middle.count(meaning);
        }
        archive.vocabulary.rarity.count(known.counts.stems.iter().map(|&(stem, _)| stem));
    }

    /// Finds the articles like one; gives what it is looked up by.
    pub fn compare(&mut self, number: usize, archive: &Archive) -> Vec<u64> {
        self.weights.refresh(&archive.vocabulary);
        let scale = Scale { vocabulary: &archive.vocabulary, weights: &self.weights };
        let known = &archive.known[number];
        let telling = scale.telling(&known.counts);
        self.lengths[number] = scale.lengths(&known.counts);
        let side =
            |number: usize| Side { known: &archive.known[number], lengths: self.lengths[number] };
        let likeness = |other| scale.likeness(side(number), side(other), &self.middle);
        let found = self.postings.find(&telling, known.published).into_iter();
        let alike = found.map(|other| (other, likeness(other)));
        let alike = alike.filter(|&(_, likeness)| likeness >= LEAST_LIKENESS);
        self.alike[number] = alike.map(|(other, likeness)| (other, likeness as f32)).collect();
        telling
    }

    /// Lets an article that was compared be found by later ones.
    pub fn stand(&mut self, number: usize, terms: &[u64], published: Option<Interval>) {
        self.postings.add(number, terms, published);
        for (other, likeness) in self.alike[number].clone() {
            self.alike[other].push((number, likeness));
        }
    }

    /// Puts an article that was compared behind another.
    pub fn put_behind(&mut self, number: usize, other: usize) {
        self.standing[number] = Standing::Behind(other);
        self.followers[other].push(number);
    }

    /// Whom an article is compared by.
    pub fn standing(&self, number: usize) -> Standing {
        self.standing[number]
    }

    /// The articles like one, with their likeness.
    pub fn alike(&self, number: usize) -> &[(usize, f32)] {
        &self.alike[number]
    }

    /// All articles of a group of which those that stand for themselves are given, in order.
    pub fn with_followers(&self, group: &[usize]) -> Vec<usize> {
        let all =
            group.iter().flat_map(|&number| [number].into_iter().chain(self.all_behind(number)));
        let all: BTreeSet<usize> = all.collect();
        all.into_iter().collect()
    }

    /// What the limits of the search have cost.
    pub fn capped(&self) -> Capped {
        self.postings.capped()
    }

    /// Those behind an article, and those behind them.
    fn all_behind(&self, number: usize) -> Vec<usize> {
        let mut all = self.followers[number].clone();
        let mut next = 0;
        while let Some(&follower) = all.get(next) {
            all.extend(&self.followers[follower]);
            next += 1;
        }
        all
    }

    fn make_room(&mut self, number: usize) {
        let room = self.standing.len().max(number + 1);
        self.standing.resize(room, Standing::ForItself);
        self.followers.resize(room, Vec::new());
        self.lengths.resize(room, Lengths::default());
        self.alike.resize(room, Vec::new());
    }
}
