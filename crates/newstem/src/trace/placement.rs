//! Which story each article is in and what put it there, without tree, quotes and claims: for
//! whoever wants a large pile in stories and no more, or doubts a story that a trace found.
//!
//! The evidence is of the pairs that were compared when the stories were grouped, not of all pairs
//! of a story, so that it tells what did join them. It is no proof: groups are joined by the mean of
//! many pairs, of which the best few are told.

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, Shared};
use super::{Compared, Options, Pile, Statistics, TraceError, in_order, story_id};
use crate::article::Article;
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
    /// What put it there; nothing for the first article of a story.
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
    let articles = in_order(articles)?;
    let embedders = Embedders::new()?;
    let pile = Pile::new(&articles, &embedders);
    let compared = pile.compare();
    let stories = pile.group(&compared, options.story_threshold);
    let evidence = Evidence::new(&pile, &compared, &stories);
    let placements = stories.iter().enumerate().flat_map(|(story, members)| {
        members.iter().map(move |&member| (story, member, member == members[0]))
    });
    let articles = placements
        .map(|(story, member, is_first)| Placement {
            id: articles[member].id.clone(),
            story: story_id(story),
            evidence: if is_first { None } else { Some(evidence.of(member)) },
        })
        .collect();
    Ok(Placements { articles, statistics: Statistics { capped: compared.capped } })
}

/// What can be said for each article's place.
struct Evidence<'a> {
    pile: &'a Pile<'a>,
    /// For each article, those of its story that it was compared with and is like, the most alike
    /// first.
    alike: Vec<Vec<(usize, f64)>>,
}

impl<'a> Evidence<'a> {
    fn new(pile: &'a Pile<'a>, compared: &Compared, stories: &[Vec<usize>]) -> Self {
        let story_of = story_of_each(stories, pile.articles.len());
        let mut alike = vec![Vec::new(); pile.articles.len()];
        for &(left, right, likeness) in &compared.pairs {
            let (left, right) = (compared.standing[left], compared.standing[right]);
            if story_of[left] == story_of[right] && likeness > 0.0 {
                alike[left].push((right, likeness));
                alike[right].push((left, likeness));
            }
        }
        for others in &mut alike {
            others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        Self { pile, alike }
    }

    fn of(&self, member: usize) -> Joined {
        let original = self.pile.representatives[member];
        if original != member {
            return Joined::CopyOf(self.pile.articles[original].id.clone());
        }
        let nearest = self.alike[member].iter().take(AGREEMENTS);
        let agreement = |&(other, likeness)| self.agreement(member, other, likeness);
        Joined::AgreesWith(nearest.map(agreement).collect())
    }

    fn agreement(&self, member: usize, other: usize, likeness: f64) -> Agreement {
        let Pile { articles, features, rarity, .. } = self.pile;
        let printed = |stem| self.printed(member, stem);
        Agreement {
            id: articles[other].id.clone(),
            likeness: rounded(likeness),
            shared: Shared::of(&features[member], &features[other], rarity, printed),
        }
    }

    /// The first word of an article with a stem; the stem itself where only the title has it.
    fn printed<'b>(&'b self, member: usize, stem: &'b str) -> &'b str {
        let body = &self.pile.bodies[member];
        let place = body.stems.iter().position(|other| other == stem);
        place.map_or(stem, |place| &body.folded[place])
    }
}

fn story_of_each(stories: &[Vec<usize>], articles: usize) -> Vec<usize> {
    let mut story_of = vec![0; articles];
    for (story, members) in stories.iter().enumerate() {
        for &member in members {
            story_of[member] = story;
        }
    }
    story_of
}

/// Three decimals, so that the last bits of a sum never show.
fn rounded(likeness: f64) -> f64 {
    (likeness * 1000.0).round() / 1000.0
}
