//! The stories.

use newstem::{Story, Trace};
use serde_json::json;

use super::Table;
use super::field::{Field, count, json, optional_text, text};

/// A row a story.
pub fn table(trace: &Trace) -> Table<'_> {
    Table::of("stories", "A row a story.", &fields(), trace.stories.iter())
}

fn fields<'t>() -> Vec<Field<'t, &'t Story>> {
    vec![
        text("id", |story| &story.id, "its id"),
        text("headline", |story| &story.headline, "the title of its most central article"),
        optional_text(
            "started",
            |story| story.started.as_deref(),
            "the earliest known time or date of publication of its articles",
        ),
        optional_text(
            "follows",
            |story| story.follows.as_deref(),
            "the id of the earlier story that it is a later development of",
        ),
        count(
            "independent_sources",
            |story| story.independent_sources,
            "how many roots its tree has",
        ),
        count("article_count", |story| story.articles.len(), "how many articles it has"),
        count("link_count", |story| story.tree.links.len(), "rows of `links` that it has"),
        count("unseen_count", |story| story.tree.unseen.len(), "rows of `unseen` that it has"),
        count("quote_count", |story| story.quotes.len(), "how many quotes it has"),
        count("claim_count", |story| story.claims.len(), "how many claims it has"),
        count(
            "uncompared_pairs",
            |story| story.tree.uncompared_pairs,
            "pairs of articles that were not compared, since it is large",
        ),
        json(
            "circular",
            |story| json!(story.circular),
            "outlets that credit each other: list of `outlets`, `articles` and `root`",
        ),
    ]
}
