//! The whole: a pile of articles in, everything found about them out.
//!
//! Articles are put into the order of their ids before anything is looked at, so that the order
//! in which they came makes no difference.

mod agreement;
mod central;
mod placement;
mod statistics;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::article::Article;
use crate::claim::{Claim, find_claims};
use crate::lineage::{self, Member, Tree, Weights};
use crate::published::interval;
use crate::quote::{Quote, find_quotes};
use crate::sketch::{Capped, Fingerprint, Signature, find_candidates, representatives, signature};
use crate::story::{Features, group, similarity};
use crate::text::lexicon::Lexicon;
use crate::text::vector::{Embedder, Embedders, ModelError};
use crate::text::{Rarity, Reading};
pub use agreement::{Agreement, Shared};
pub use placement::{Joined, Placement, Placements, find_stories};
pub use statistics::Statistics;

/// What a user may set. The defaults are what the measured figures were made with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Mean likeness from which two groups of articles are one story, 0 to 1.
    pub story_threshold: f64,
    /// What descent is inferred by.
    pub weights: Weights,
}

impl Default for Options {
    fn default() -> Self {
        Self { story_threshold: 0.15, weights: Weights::default() }
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
    /// Ids of its articles, in the order of the trace.
    pub articles: Vec<String>,
    /// Who derives from whom.
    pub tree: Tree,
    /// Number of the tree's roots.
    pub independent_sources: usize,
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
    /// Two articles have one id, so that findings could not tell them apart.
    #[error("two articles have the id `{0}`")]
    DuplicateId(String),
}

/// Traces a pile. The order of `articles` makes no difference.
///
/// # Errors
///
/// See [`TraceError`].
pub fn trace(articles: Vec<Article>, options: &Options) -> Result<Trace, TraceError> {
    let articles = in_order(articles)?;
    let embedders = Embedders::new()?;
    let lexicon = Lexicon::new();
    let pile = Pile::new(&articles, &embedders);
    let compared = pile.compare();
    let stories = pile
        .group(&compared, options.story_threshold)
        .iter()
        .enumerate()
        .map(|(index, members)| pile.story(story_id(index), members, &lexicon, options.weights))
        .collect();
    let generator = format!("newstem {}", env!("CARGO_PKG_VERSION"));
    let statistics = Statistics { capped: compared.capped };
    Ok(Trace { schema: 1, generator, articles, stories, statistics })
}

/// The articles by their ids, each of which must be another.
fn in_order(mut articles: Vec<Article>) -> Result<Vec<Article>, TraceError> {
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    match articles.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some(twins) => Err(TraceError::DuplicateId(twins[0].id.clone())),
        None => Ok(articles),
    }
}

/// The id of a story by its place among all.
fn story_id(place: usize) -> String {
    format!("s{}", place + 1)
}

/// The articles that stand for others, compared as far as that is worth it.
struct Compared {
    /// Which of the pile they are.
    standing: Vec<usize>,
    /// Candidate pairs with their likeness, by places in `standing`.
    pairs: Vec<(usize, usize, f64)>,
    capped: Capped,
}

/// The articles of a pile, read.
struct Pile<'a> {
    embedders: &'a Embedders,
    articles: &'a [Article],
    bodies: Vec<Reading>,
    signatures: Vec<Option<Signature>>,
    /// For each article the one that stands for it and its near-duplicates.
    representatives: Vec<usize>,
    rarity: Rarity,
    features: Vec<Features>,
}

impl<'a> Pile<'a> {
    fn new(articles: &'a [Article], embedders: &'a Embedders) -> Self {
        let bodies = read_each(articles, |article| &article.body);
        let titles = read_each(articles, |article| &article.title);
        let signatures: Vec<Option<Signature>> =
            articles.iter().map(|article| signature(&article.body)).collect();
        let representatives = representatives(&signatures);
        let texts = (0..articles.len()).filter(|&index| representatives[index] == index);
        let rarity = Rarity::of(texts.map(|index| &bodies[index]), &|word| {
            embedders.multilingual.log_probability(word)
        });
        let features = (0..articles.len())
            .map(|index| {
                Features::new(&articles[index], &titles[index], &bodies[index], &rarity, embedders)
            })
            .collect();
        Self { embedders, articles, bodies, signatures, representatives, rarity, features }
    }

    /// Compares the articles that stand for others.
    fn compare(&self) -> Compared {
        let standing: Vec<usize> = (0..self.articles.len())
            .filter(|&index| self.representatives[index] == index)
            .collect();
        let fingerprints: Vec<Fingerprint> = standing
            .iter()
            .map(|&index| self.features[index].fingerprint(self.signatures[index]))
            .collect();
        let found = find_candidates(&fingerprints);
        let features = |place: usize| &self.features[standing[place]];
        let pairs = found.pairs.into_iter();
        let pairs = pairs.map(|(a, b)| (a, b, similarity(features(a), features(b)))).collect();
        Compared { standing, pairs, capped: found.capped }
    }

    /// The stories' members, largest story first. Articles that stand for others are grouped;
    /// their near-duplicates follow them.
    fn group(&self, compared: &Compared, threshold: f64) -> Vec<Vec<usize>> {
        let Compared { standing, pairs, .. } = compared;
        let mut followers = vec![0; self.articles.len()];
        for &representative in &self.representatives {
            followers[representative] += 1;
        }
        let copies: Vec<usize> = standing.iter().map(|&index| followers[index]).collect();
        let mut groups: Vec<Vec<usize>> = group(&copies, pairs, threshold)
            .iter()
            .map(|group| self.with_duplicates(group.iter().map(|&place| standing[place])))
            .collect();
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
        groups
    }

    fn with_duplicates(&self, standing: impl Iterator<Item = usize>) -> Vec<usize> {
        let standing: BTreeSet<usize> = standing.collect();
        let follows = |index: &usize| standing.contains(&self.representatives[*index]);
        (0..self.articles.len()).filter(follows).collect()
    }

    fn story(&self, id: String, indices: &[usize], lexicon: &Lexicon, weights: Weights) -> Story {
        let articles: Vec<&Article> = indices.iter().map(|&index| &self.articles[index]).collect();
        let readings: Vec<&Reading> = indices.iter().map(|&index| &self.bodies[index]).collect();
        let embedder =
            tells_in_several_languages(&articles).then_some(&self.embedders.multilingual);
        let embedder = embedder.map(|multilingual| multilingual as &dyn Embedder);
        let members: Vec<Member> = articles
            .iter()
            .zip(&readings)
            .map(|(article, reading)| Member::new(article, reading, &self.rarity, embedder))
            .collect();
        let tree = lineage::infer(&members, lexicon, weights);
        let quotes = find_quotes(&articles, &readings, &tree);
        let claims = find_claims(&articles, &readings, &tree, &quotes, &self.rarity);
        let ids: Vec<String> = articles.iter().map(|article| article.id.clone()).collect();
        let central =
            central::most_central(indices, |a, b| similarity(&self.features[a], &self.features[b]));
        Story {
            id,
            headline: self.articles[central].title.clone(),
            started: earliest(&articles),
            independent_sources: tree.roots_of(ids.iter().map(String::as_str)).len(),
            articles: ids,
            tree,
            quotes,
            claims,
        }
    }
}

fn read_each(articles: &[Article], part: fn(&Article) -> &String) -> Vec<Reading> {
    articles.iter().map(|article| Reading::new(part(article), &article.language)).collect()
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
