//! The whole: a pile of articles in, everything found about them out.
//!
//! Articles are put into the order of their ids before anything is looked at, so that the order
//! in which they came makes no difference.

mod agreement;
mod outline;
mod placement;
mod quotations;
mod statistics;
mod tracer;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::article::Article;
use crate::claim::Claim;
use crate::lineage::{Ring, Tree, Weights};
use crate::parallel;
use crate::quote::Quote;
use crate::quote::tagging::FieldError;
use crate::story::{AddError, Grouper, Lexis, StoryId};
use crate::text::vector::{Embedders, ModelError};
pub use agreement::{Agreement, Shared};
pub use outline::{Compared, Outline, Outlines, group_compared};
pub use placement::{Joined, Placement, Placements, find_stories};
pub use quotations::{Quotation, find_quotations};
pub use statistics::Statistics;
pub use tracer::{StoryParts, Tracer};

/// What a user may set. The defaults are what the measured figures were made with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Closeness from which two groups of articles are one story: their mean likeness, held against
    /// that within them.
    pub story_threshold: f64,
    /// What descent is inferred by.
    pub weights: Weights,
    /// How many threads may work.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { story_threshold: 0.12, weights: Weights::default(), threads: 1 }
    }
}

/// One event, the articles that tell it, and what was found of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// `s1`, `s2`, …
    pub id: String,
    /// The title of the most central article.
    pub headline: String,
    /// The earliest publication time or date known of its articles.
    pub started: Option<String>,
    /// The id of the earlier story that it is a later development of, where one is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// Ids of its articles, in the order of the trace.
    pub articles: Vec<String>,
    /// Who derives from whom.
    pub tree: Tree,
    /// Number of the tree's roots.
    pub independent_sources: usize,
    /// Outlets that name each other as their source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circular: Vec<Ring>,
    /// Who said what.
    pub quotes: Vec<Quote>,
    /// What is asserted.
    pub claims: Vec<Claim>,
}

/// Everything found in a pile; its JSON form is the output contract, schema version 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Version of this form.
    pub schema: u32,
    /// Name and version of the program.
    pub generator: String,
    /// The articles, in the order of their ids.
    pub articles: Vec<Article>,
    /// The stories, largest first.
    pub stories: Vec<Story>,
    /// What was left out on the way; nothing of it where an older trace does not tell.
    #[serde(default)]
    pub statistics: Statistics,
}

/// Why a pile could not be traced.
#[derive(Debug, Error)]
pub enum TraceError {
    /// The embedded models cannot be read, which the tests rule out.
    #[error("read the embedded models")]
    Models(#[from] ModelError),
    /// Nor can those of reported speech.
    #[error("read the embedded models of reported speech")]
    Speech(#[from] FieldError),
    /// Two articles have one id, so that findings could not tell them apart.
    #[error(transparent)]
    Articles(#[from] AddError),
}

/// Traces a pile. The order of `articles` and the number of threads make no difference.
///
/// # Errors
///
/// See [`TraceError`].
pub fn trace(articles: Vec<Article>, options: &Options) -> Result<Trace, TraceError> {
    let articles = in_order(articles);
    let tracer = Tracer::new(options.weights)?;
    let pile = Pile::new(&articles, tracer.embedders(), options)?;
    let stories =
        parallel::map(pile.stories.len(), options.threads, |place| pile.story(place, &tracer));
    let statistics = pile.statistics();
    let generator = format!("newstem {}", env!("CARGO_PKG_VERSION"));
    Ok(Trace { schema: 1, generator, articles, stories, statistics })
}

/// The articles by their ids.
fn in_order(mut articles: Vec<Article>) -> Vec<Article> {
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles
}

/// The id of a story by its place among all.
fn story_id(place: usize) -> String {
    format!("s{}", place + 1)
}

/// The articles of a pile, in stories.
struct Pile<'a> {
    articles: &'a [Article],
    grouper: Grouper<'a>,
    stories: Ranking,
}

/// The stories of a grouper in the order in which they are told.
struct Ranking {
    /// The largest story first.
    largest_first: Vec<StoryId>,
    /// Where each of them stands.
    places: BTreeMap<StoryId, usize>,
}

impl Ranking {
    fn of(grouper: &Grouper<'_>) -> Self {
        let sizes = grouper.ledger().stories();
        let mut stories: Vec<(Reverse<usize>, usize, StoryId)> =
            sizes.map(|(id, articles)| (Reverse(articles.len()), articles[0], id)).collect();
        stories.sort_unstable();
        let largest_first: Vec<StoryId> = stories.into_iter().map(|(.., id)| id).collect();
        let places = largest_first.iter().copied().zip(0..).collect();
        Self { largest_first, places }
    }

    fn len(&self) -> usize {
        self.largest_first.len()
    }

    /// The name of the story that one follows.
    fn followed(&self, story: StoryId, grouper: &Grouper<'_>) -> Option<String> {
        let other = grouper.followed(story)?;
        self.places.get(&other).copied().map(story_id)
    }
}

impl<'a> Pile<'a> {
    fn new(
        articles: &'a [Article],
        embedders: &'a Embedders,
        options: &Options,
    ) -> Result<Self, AddError> {
        let mut grouper = Grouper::new(embedders, options.story_threshold);
        let mut known: Vec<Lexis> = (0..options.threads.max(1)).map(|_| Lexis::default()).collect();
        grouper.keep(articles, &mut known)?;
        drop(known);
        grouper.settle(options.threads);
        let stories = Ranking::of(&grouper);
        Ok(Self { articles, grouper, stories })
    }

    fn statistics(&self) -> Statistics {
        Statistics { capped: self.grouper.index().capped() }
    }

    /// The numbers of a story's articles, in order.
    fn members(&self, place: usize) -> &[usize] {
        self.grouper.ledger().articles_of(self.stories.largest_first[place])
    }

    fn story(&self, place: usize, tracer: &Tracer) -> Story {
        let id = self.stories.largest_first[place];
        let numbers = self.members(place).iter();
        let articles: Vec<&Article> = numbers.map(|&number| &self.articles[number]).collect();
        let central = self.grouper.most_central(id).map(|number| &self.articles[number]);
        let follows = self.stories.followed(id, &self.grouper);
        tracer.story(StoryParts {
            id: &story_id(place),
            headline: central.map_or("", |article| &article.title),
            follows: follows.as_deref(),
            articles: &articles,
            rarity: &self.grouper.archive().vocabulary.rarity,
            refused: &[],
        })
    }
}
