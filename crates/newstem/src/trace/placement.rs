//! Which story each article is in and what put it there, without tree, quotes and claims: for
//! whoever wants a large pile in stories and no more, or doubts a story that a trace found.
//!
//! The evidence is of the pairs that were compared when the stories were grouped, not of all pairs
//! of a story, so that it tells what did join them. It is no proof: groups are joined by the mean of
//! many pairs, of which the best few are told.

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, Shared, Weighed};
use super::{Options, Pile, Statistics, TraceError, in_order, story_id};
use crate::article::Article;
use crate::parallel;
use crate::story::{Lexis, Standing};
use crate::text::vector::Embedders;

/// How many of the articles that it agrees with most are told of one.
const AGREEMENTS: usize = 3;

/// A pile in stories.
#[derive(Clone, Debug, PartialEq)]
pub struct Placements {
    /// Every article's place, story by story.
    pub articles: Vec<Placement>,
    /// What limits left out of sight.
    pub statistics: Statistics,
}

/// One article's place among the stories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The article's id.
    pub id: String,
    /// The id of its story, the same as in a trace.
    pub story: String,
    /// What put it there; nothing for the article that founded the story, which is the earliest.
    pub evidence: Option<Joined>,
}

/// Why an article is in the story of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joined {
    /// It is a near-duplicate of the article with this id.
    CopyOf(String),
    /// It agrees with these, the most alike first.
    AgreesWith(Vec<Agreement>),
}

/// Groups a pile into stories, exactly as [`super::trace`] does. The placements stand story by
/// story, largest first, each story's in the order of their ids.
///
/// # Errors
///
/// See [`TraceError`].
pub fn find_stories(articles: Vec<Article>, options: &Options) -> Result<Placements, TraceError> {
    let articles = in_order(articles);
    let embedders = Embedders::new()?;
    let pile = Pile::new(&articles, &embedders, options)?;
    let mut known: Vec<Lexis> = (0..options.threads.max(1)).map(|_| Lexis::default()).collect();
    let weighed = Weighed::new(&pile.grouper.archive().vocabulary);
    let placements = parallel::map_with(&mut known, pile.stories.len(), |known, place| {
        pile.placements(place, &weighed, known)
    });
    let articles = placements.into_iter().flatten().collect();
    Ok(Placements { articles, statistics: pile.statistics() })
}

impl Pile<'_> {
    fn placements(&self, place: usize, weighed: &Weighed<'_>, known: &mut Lexis) -> Vec<Placement> {
        let members = self.members(place);
        let mut in_time = members.to_vec();
        self.grouper.archive().sort(&mut in_time);
        let mut placement = |&member: &usize| Placement {
            id: self.articles[member].id.clone(),
            story: story_id(place),
            evidence: (member != in_time[0]).then(|| self.joined(member, members, weighed, known)),
        };
        members.iter().map(&mut placement).collect()
    }

    fn joined(
        &self,
        member: usize,
        members: &[usize],
        weighed: &Weighed<'_>,
        known: &mut Lexis,
    ) -> Joined {
        let index = self.grouper.index();
        if let Standing::CopyOf(original) = index.standing(member) {
            return Joined::CopyOf(self.articles[original].id.clone());
        }
        let alike = index.alike(member);
        let alike = alike.filter(|(other, _)| members.binary_search(other).is_ok());
        let mut alike: Vec<(usize, f32)> = alike.collect();
        alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        alike.truncate(AGREEMENTS);
        let first = known.said(&self.articles[member]);
        let agreement = |(other, likeness): (usize, f32)| {
            let archive = self.grouper.archive();
            let known = |number: usize| &archive.known[number];
            Agreement {
                id: self.articles[other].id.clone(),
                likeness: rounded(likeness),
                shared: Shared::of(known(member), known(other), weighed, &first),
            }
        };
        Joined::AgreesWith(alike.into_iter().map(agreement).collect())
    }
}

/// Three decimals, so that the last bits of a sum never show.
fn rounded(likeness: f32) -> f64 {
    (f64::from(likeness) * 1000.0).round() / 1000.0
}
