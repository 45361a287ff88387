//! Stories that are later developments of others: the same matter, another happening.
//!
//! The verdict is not the hearing and the inquiry not the flood, so they are stories of their own;
//! but whoever reads the one wants the other. A story follows the earlier one that its articles are
//! most like, where they are alike without being close enough for one story, and where its first
//! article is known to be later. No labelled data tells how often that is right: it is a pointer,
//! nothing is counted by it.

use std::collections::BTreeMap;

use crate::published::{Interval, Sequence, sequence};
use crate::story::{Grouper, Standing};

/// Mean likeness from which a later story is held to tell of the same matter.
const LEAST_LIKENESS: f64 = 0.06;

/// For each story, given by the numbers of its articles, the one that it follows.
pub fn follows(stories: &[Vec<usize>], grouper: &Grouper<'_>) -> Vec<Option<usize>> {
    let mut story_of = BTreeMap::new();
    for (story, articles) in stories.iter().enumerate() {
        story_of.extend(articles.iter().map(|&article| (article, story)));
    }
    let known = Known { stories, story_of, grouper };
    (0..stories.len()).map(|story| known.followed(story)).collect()
}

struct Known<'a> {
    stories: &'a [Vec<usize>],
    story_of: BTreeMap<usize, usize>,
    grouper: &'a Grouper<'a>,
}

impl Known<'_> {
    fn followed(&self, story: usize) -> Option<usize> {
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
    fn begun(&self, story: usize) -> Option<Interval> {
        let archive = self.grouper.archive();
        let times = self.stories[story]
            .iter()
            .filter_map(|&article| archive.known[article].traits.published);
        times.min_by_key(|time| (time.earliest, time.latest))
    }

    /// The mean likeness of a story's articles to those of others, where it is any.
    fn likenesses(&self, story: usize) -> BTreeMap<usize, f64> {
        let mut sums = BTreeMap::new();
        for &article in &self.stories[story] {
            for (other, likeness) in self.grouper.index().alike(article) {
                let other = self.story_of[&other];
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
    fn standing(&self, story: usize) -> usize {
        let index = self.grouper.index();
        let articles = self.stories[story].iter();
        articles.filter(|&&article| index.standing(article) == Standing::ForItself).count().max(1)
    }
}
