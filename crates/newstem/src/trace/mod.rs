//! The whole: a pile of articles in, everything found about them out.
//!
//! Articles are put into the order of their ids before anything is looked at, so that the order
//! in which they came makes no difference.

mod agreement;
mod central;
mod follows;
mod placement;
mod quotations;
mod statistics;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::article::Article;
use crate::claim::{Claim, find_claims};
use crate::lineage::{self, Member, Ring, Tree, Weights};
use crate::parallel;
use crate::published::interval;
use crate::quote::tagging::{SpeechError, SpeechModels};
use crate::quote::{Quote, find_quotes};
use crate::story::{AddError, Grouper, Lexis};
use crate::text::lexicon::Lexicon;
use crate::text::vector::{Embedder, Embedders, ModelError};
use crate::text::{Rarity, Reading};
pub use agreement::{Agreement, Shared};
use central::most_central;
use follows::follows;
pub use placement::{Joined, Placement, Placements, find_stories};
pub use quotations::{Quotation, find_quotations};
pub use statistics::Statistics;

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
    #[error(transparent)]
    Speech(#[from] SpeechError),
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
    let embedders = Embedders::new()?;
    let (lexicon, speech) = (Lexicon::new(), SpeechModels::embedded()?);
    let pile = Pile::new(&articles, &embedders, options)?;
    let stories = parallel::map(pile.stories.len(), options.threads, |place| {
        pile.story(place, &lexicon, &speech, options.weights)
    });
    let stories = stories.into_iter().collect::<Result<Vec<Story>, SpeechError>>()?;
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
    embedders: &'a Embedders,
    articles: &'a [Article],
    grouper: Grouper<'a>,
    /// The numbers of each story's articles, in order; largest story first.
    stories: Vec<Vec<usize>>,
    /// For each story the one that it follows.
    follows: Vec<Option<usize>>,
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
        let stories = grouper.ledger().stories().map(|(_, articles)| articles.to_vec());
        let mut stories: Vec<Vec<usize>> = stories.collect();
        stories.sort_by_key(|story| (std::cmp::Reverse(story.len()), story[0]));
        let follows = follows(&stories, &grouper);
        Ok(Self { embedders, articles, grouper, stories, follows })
    }

    fn statistics(&self) -> Statistics {
        Statistics { capped: self.grouper.index().capped() }
    }

    fn rarity(&self) -> &Rarity {
        &self.grouper.archive().vocabulary.rarity
    }

    fn story(
        &self,
        place: usize,
        lexicon: &Lexicon,
        speech: &SpeechModels<'_>,
        weights: Weights,
    ) -> Result<Story, SpeechError> {
        let numbers = &self.stories[place];
        let articles: Vec<&Article> =
            numbers.iter().map(|&number| &self.articles[number]).collect();
        let read = |article: &&Article| Reading::new(&article.body, &article.language);
        let readings: Vec<Reading> = articles.iter().map(read).collect();
        let readings: Vec<&Reading> = readings.iter().collect();
        let embedder =
            tells_in_several_languages(&articles).then_some(&self.embedders.multilingual);
        let embedder = embedder.map(|multilingual| multilingual as &dyn Embedder);
        let members: Vec<Member> = articles
            .iter()
            .zip(&readings)
            .map(|(article, reading)| Member::new(article, reading, self.rarity(), embedder))
            .collect();
        let tree = lineage::infer(&members, lexicon, weights);
        let quotes = find_quotes(&articles, &readings, &tree, speech)?;
        let claims =
            find_claims(&articles, &readings, &tree, &quotes, self.rarity(), self.embedders);
        let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
        Ok(Story {
            id: story_id(place),
            headline: self.articles[most_central(numbers, self.grouper.index())].title.clone(),
            started: earliest(&articles),
            follows: self.follows[place].map(story_id),
            independent_sources: tree.roots_of(ids.iter().map(String::as_str)).len(),
            circular: lineage::rings(&articles, &tree),
            articles: ids,
            tree,
            quotes,
            claims,
        })
    }
}

fn tells_in_several_languages(articles: &[&Article]) -> bool {
    articles.iter().any(|article| article.language != articles[0].language)
}

/// The publication time that may be the earliest.
fn earliest(articles: &[&Article]) -> Option<String> {
    let times = articles.iter().filter_map(|article| article.published.as_deref());
    let known = times.filter_map(|time| Some((interval(time)?.earliest, time)));
    known.min().map(|(_, time)| time.to_owned())
}
