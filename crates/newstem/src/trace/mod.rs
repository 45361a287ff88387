//! The whole: a pile of articles in, everything found about them out.

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::claim::Claim;
use crate::lineage::Tree;
use crate::quote::Quote;

/// What a user may set. The defaults are what the measured figures were made with.
#[derive(Clone, Debug, Default)]
pub struct Options {}

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
}

/// Traces a pile. The order of `articles` makes no difference.
pub fn trace(articles: Vec<Article>, _options: &Options) -> Trace {
    let generator = format!("newstem {}", env!("CARGO_PKG_VERSION"));
    Trace { schema: 1, generator, articles, stories: Vec::new() }
}
