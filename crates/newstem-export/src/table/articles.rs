//! The articles of the pile, each with its story.

use std::collections::BTreeMap;

use newstem::{Article, Story, Trace};
use serde_json::json;

use super::Table;
use super::field::{Field, json, optional_text, text};

struct Row<'t> {
    article: &'t Article,
    story: Option<&'t str>,
}

/// A row an article.
pub fn table(trace: &Trace) -> Table<'_> {
    let stories = stories(trace);
    let story = |article: &Article| stories.get(article.id.as_str()).copied();
    let rows = trace.articles.iter().map(|article| Row { article, story: story(article) });
    Table::of("articles", "A row an article.", &fields(), rows)
}

/// For each article the id of its story.
fn stories(trace: &Trace) -> BTreeMap<&str, &str> {
    trace.stories.iter().flat_map(articles_of).collect()
}

fn articles_of(story: &Story) -> impl Iterator<Item = (&str, &str)> {
    story.articles.iter().map(|article| (article.as_str(), story.id.as_str()))
}

fn fields<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        text("id", |row| &row.article.id, "its id, unique in the pile"),
        optional_text("story", |row| row.story, "the id of the story that it is in"),
        text("source", |row| &row.article.source, "where it was read"),
        optional_text("outlet", |row| row.article.outlet.as_deref(), "who published it"),
        optional_text("url", |row| row.article.url.as_deref(), "its address"),
        text("title", |row| &row.article.title, "its headline; empty where it has none"),
        optional_text("author", |row| row.article.author.as_deref(), "its byline"),
        optional_text(
            "published",
            |row| row.article.published.as_deref(),
            "RFC 3339 time of publication, or a bare date: some time that day",
        ),
        optional_text(
            "modified",
            |row| row.article.modified.as_deref(),
            "when it was last changed, written as `published` is",
        ),
        optional_text("section", |row| row.article.section.as_deref(), "the section it stood in"),
        text(
            "language",
            |row| &row.article.language,
            "BCP 47 tag of its language; `und` if unknown",
        ),
        text("body", |row| &row.article.body, "its own text, which all byte offsets point into"),
        json(
            "furniture",
            |row| json!(row.article.furniture),
            "lines of the page that were set aside: list of `text` and `reason`",
        ),
        json(
            "credits",
            |row| json!(row.article.credits),
            "sources that it names: list of `outlet`, `text`, `start` and `end`",
        ),
        json("captions", |row| json!(row.article.captions), "the words under its pictures: list"),
        json(
            "extra",
            |row| json!(row.article.extra),
            "fields of its record without a meaning here",
        ),
    ]
}
