//! Stories that are later developments of others: the same matter, another happening.
//!
//! The verdict is not the hearing and the inquiry not the flood, so they are stories of their own;
//! but whoever reads the one wants the other. A story follows the earlier one that its articles are
//! most like, where they are alike without being close enough for one story, and where its first
//! article is known to be later. No labelled data tells how often that is right: it is a pointer,
//! nothing is counted by it.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::index::{Index, Standing};
use super::ledger::{Ledger, StoryId};
use crate::published::{Interval, Sequence, sequence};

/// Mean likeness from which a later story is held to tell of the same matter.
const LEAST_LIKENESS: f64 = 0.06;

/// Stories with what tells their articles apart.
pub struct Told<'a> {
    /// The stories.
    pub ledger: &'a Ledger,
    /// What their articles are compared by.
    pub index: &'a Index,
    /// The articles.
    pub archive: &'a Archive,
}

impl Told<'_> {
    /// The story that one follows.
    pub fn followed(&self, story: StoryId) -> Option<StoryId> {
        let begun = self.begun(story)?;
        let likenesses = self.likenesses(story).into_iter();
        let earlier = likenesses.filter(|&(other, likeness)| {
            likeness >= LEAST_LIKENESS
                && sequence(self.begun(other), Some(begun)) == Sequence::Before
        });
        earlier
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(other, _)| other)
    }

    /// When a story's first article of known time appeared.
    fn begun(&self, story: StoryId) -> Option<Interval> {
        let articles = self.ledger.articles_of(story).iter();
        let times = articles.filter_map(|&article| self.archive.known[article].traits.published);
        times.min_by_key(|time| (time.earliest, time.latest))
    }

    /// The mean likeness of a story's articles to those of others, where it is any.
    fn likenesses(&self, story: StoryId) -> BTreeMap<StoryId, f64> {
        let mut sums = BTreeMap::new();
        for &article in self.ledger.articles_of(story) {
            for (other, likeness) in self.index.alike(article) {
                let Some(other) = self.ledger.story_of(other) else { continue };
                if other != story {
                    *sums.entry(other).or_insert(0.0) += f64::from(likeness);
                }
            }
        }
        let own = self.standing(story);
        sums.iter()
            .map(|(&other, sum)| (other, sum / (own * self.standing(other)) as f64))
            .collect()
    }

    /// How many of a story's articles stand for themselves, among which likeness is known.
    fn standing(&self, story: StoryId) -> usize {
        let articles = self.ledger.articles_of(story).iter();
        let standing =
            articles.filter(|&&article| self.index.standing(article) == Standing::ForItself);
        standing.count().max(1)
    }
}
