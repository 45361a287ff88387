//! All articles that came until now, in reach of the next.
//!
//! An article is first counted, which weighs terms, then placed, which finds the articles like it.
//! Of near-duplicates the first stands for all: copies are no evidence of their own. Of a story
//! with many articles that stand for themselves, later ones stand behind the one most like them, so
//! that neither the index nor the work for the next article grows with a story of thousands.
//!
//! Searching changes nothing, so that many articles can be searched for at once, before it is their
//! turn; then only those are looked at that can be found since ([`Index::accept`]).

use std::collections::BTreeSet;

use super::archive::Archive;
use super::features::{Lengths, Scale};
use super::meaning::Middle;
use super::opened::Opened;
use super::similarity::Side;
use super::weights::Weights;
use crate::published::Interval;
use crate::sketch::{Candidates, Capped, Duplicates, Postings, Tally};

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
pub(super) const LEAST_LIKENESS: f64 = 0.03;

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
    alike: Vec<Vec<(u32, f32)>>,
    /// For each article that can be found, how many could before it.
    turns: Vec<usize>,
    findable: usize,
    recent: Option<Recent>,
    search: Search,
}

/// What can be found since a batch of searches began.
#[derive(Clone, Debug, Default)]
struct Recent {
    /// How many articles could be found then.
    since: usize,
    postings: Postings,
    /// Terms of these articles.
    terms: Vec<u32>,
}

/// Room that a search takes, to be used again.
#[derive(Clone, Debug, Default)]
pub struct Search {
    tally: Tally,
    opened: Opened,
}

/// The articles like one among those that could be found then.
#[derive(Default)]
pub struct Found {
    findable: usize,
    telling: Vec<u32>,
    lengths: Lengths,
    candidates: Candidates,
    alike: Vec<(u32, f32)>,
}

impl Index {
    /// Counts an article: a near-duplicate stands behind the first, all others weigh terms.
    pub fn count(&mut self, number: usize, archive: &mut Archive) {
        self.make_room(number);
        let known = &archive.known[number];
        let original =
            known.traits.signature.as_ref().and_then(|signature| self.duplicates.find(signature));
        if let Some(original) = original {
            self.standing[number] = Standing::CopyOf(original);
            return self.followers[original].push(number);
        }
        if let Some(signature) = &known.traits.signature {
            self.duplicates.add(number, **signature);
        }
        if let Some(meaning) = &known.traits.meaning {
            self.middle.count(meaning);
        }
        archive.vocabulary.rarity.count(known.counts.stems.iter().map(|&(stem, _)| stem));
    }

    /// Counts an article of which it is known whom it is a near-duplicate of.
    pub(super) fn count_compared(&mut self, number: usize, original: Option<usize>) {
        self.make_room(number);
        if let Some(original) = original {
            self.standing[number] = Standing::CopyOf(original);
            self.followers[original].push(number);
        }
    }

    /// What a search would find now, of articles that were compared elsewhere: those that stand for
    /// themselves.
    pub(super) fn found_elsewhere(&self, alike: &[(u32, f32)]) -> Found {
        let stands = |other: u32| self.standing[other as usize] == Standing::ForItself;
        let alike = alike.iter().copied().filter(|&(other, _)| stands(other)).collect();
        Found { findable: self.findable, alike, ..Found::default() }
    }

    /// The articles that stand behind others of large stories, in order.
    pub(super) fn behind(&self) -> Vec<usize> {
        let is_behind = |&number: &usize| matches!(self.standing[number], Standing::Behind(_));
        (0..self.standing.len()).filter(is_behind).collect()
    }

    /// Brings the weights up to date, after which articles can be searched for.
    pub fn weigh(&mut self, archive: &Archive) {
        self.weights.refresh(&archive.vocabulary);
    }

    /// Finds the articles like one that was counted.
    pub fn search(&self, number: usize, archive: &Archive, search: &mut Search) -> Found {
        let counts = &archive.known[number].counts;
        let (telling, lengths) =
            (self.scale(archive).telling(counts), self.scale(archive).lengths(counts));
        let candidates = self.candidates(number, &telling, archive, search);
        let mut found =
            Found { findable: self.findable, telling, lengths, candidates, alike: Vec::new() };
        found.alike =
            self.alike_among(&found.candidates.articles, number, lengths, archive, search);
        found
    }

    /// Begins a batch of searches, all before the first of their articles is accepted.
    pub fn begin_batch(&mut self) {
        let mut recent = self.recent.take().unwrap_or_default();
        recent.postings.forget(&recent.terms);
        recent.terms.clear();
        self.recent = Some(Recent { since: self.findable, ..recent });
    }

    /// No more batches come, but single articles may.
    pub fn end_batches(&mut self) {
        self.recent = None;
    }

    /// Keeps what was found of an article whose turn it is, and what can be found since; gives what
    /// it is looked up by.
    pub fn accept(&mut self, number: usize, mut found: Found, archive: &Archive) -> Vec<u32> {
        if found.findable < self.findable {
            let mut search = std::mem::take(&mut self.search);
            let new = self.found_since(number, &found, archive, &mut search);
            let new =
                new.unwrap_or_else(|| self.find_anew(number, &mut found, archive, &mut search));
            let new = self.alike_among(&new, number, found.lengths, archive, &mut search);
            found.alike.extend(new);
            found.alike.sort_unstable_by_key(|&(other, _)| other);
            self.search = search;
        }
        self.postings.note(&found.candidates);
        self.lengths[number] = found.lengths;
        self.alike[number] = found.alike;
        found.telling
    }

    /// The articles that can be found since a search; nothing where that changed what its terms find
    /// among those before.
    fn found_since(
        &self,
        number: usize,
        found: &Found,
        archive: &Archive,
        search: &mut Search,
    ) -> Option<Vec<usize>> {
        let recent = self.recent.as_ref().filter(|recent| recent.since <= found.findable)?;
        let published = archive.known[number].traits.published;
        let capped = self.postings.too_common(&found.telling, published);
        if capped != found.candidates.capped {
            return None;
        }
        let telling = found.telling.iter().copied().filter(|term| !capped.contains(term));
        let telling: Vec<u32> = telling.collect();
        let all = archive.known.len();
        let new = recent.postings.find(&telling, published, all, &mut search.tally).articles;
        Some(self.since(new, found.findable))
    }

    /// Looks an article up again, without those that terms found which have since become those of too
    /// many; gives the new ones.
    fn find_anew(
        &self,
        number: usize,
        found: &mut Found,
        archive: &Archive,
        search: &mut Search,
    ) -> Vec<usize> {
        found.candidates = self.candidates(number, &found.telling, archive, search);
        let articles = &found.candidates.articles;
        found.alike.retain(|&(other, _)| articles.binary_search(&(other as usize)).is_ok());
        self.since(articles.clone(), found.findable)
    }

    /// Those of some articles that could not be found before so many.
    fn since(&self, mut articles: Vec<usize>, findable: usize) -> Vec<usize> {
        articles.retain(|&article| self.turns[article] >= findable);
        articles
    }

    fn scale<'a>(&'a self, archive: &'a Archive) -> Scale<'a> {
        Scale { vocabulary: &archive.vocabulary, weights: &self.weights }
    }

    fn candidates(
        &self,
        number: usize,
        telling: &[u32],
        archive: &Archive,
        search: &mut Search,
    ) -> Candidates {
        let published = archive.known[number].traits.published;
        self.postings.find(telling, published, archive.known.len(), &mut search.tally)
    }

    /// Those of some articles that are like one, which has these lengths.
    fn alike_among(
        &self,
        others: &[usize],
        number: usize,
        lengths: Lengths,
        archive: &Archive,
        search: &mut Search,
    ) -> Vec<(u32, f32)> {
        let known = &archive.known[number];
        search.opened.open(&known.counts, &archive.vocabulary);
        let side =
            |other: usize| Side { known: &archive.known[other], lengths: self.lengths[other] };
        let (scale, opened) = (self.scale(archive), &search.opened);
        let one = Side { known, lengths };
        let likeness = |other| scale.likeness(opened, one, side(other), &self.middle);
        let alike = others.iter().map(|&other| (other as u32, likeness(other)));
        let alike = alike.filter(|&(_, likeness)| likeness >= LEAST_LIKENESS);
        let alike = alike.map(|(other, likeness)| (other, likeness as f32)).collect();
        search.opened.close(&known.counts);
        alike
    }

    /// Lets an article that was compared be found by later ones.
    pub fn stand(&mut self, number: usize, terms: &[u32], published: Option<Interval>) {
        self.postings.add(number, terms, published);
        if let Some(recent) = &mut self.recent {
            recent.postings.add(number, terms, published);
            recent.terms.extend(terms);
        }
        self.turns[number] = self.findable;
        self.findable += 1;
        for place in 0..self.alike[number].len() {
            let (other, likeness) = self.alike[number][place];
            self.alike[other as usize].push((number as u32, likeness));
        }
    }

    /// Puts an article that was compared behind another.
    pub fn put_behind(&mut self, number: usize, other: usize) {
        self.standing[number] = Standing::Behind(other);
        self.followers[other].push(number);
    }

    /// How many articles there is room for; their numbers are below it.
    pub fn articles(&self) -> usize {
        self.standing.len()
    }

    /// Whom an article is compared by.
    pub fn standing(&self, number: usize) -> Standing {
        self.standing[number]
    }

    /// The articles like one, with their likeness.
    pub fn alike(&self, number: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.alike[number].iter().map(|&(other, likeness)| (other as usize, likeness))
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
        self.turns.resize(room, 0);
    }
}
