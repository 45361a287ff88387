//! `trace_story(story, follows, central, articles, run)`: the trace of one story, as the JSON of a
//! trace that holds this story alone.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, StringViewBuilder};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::{Article, Statistics, StoryParts, Trace};

use super::adapter::{Columns, Declared, failed};
use super::shared;
use crate::memory::hold;

/// A story takes so many times the bytes of its articles while it is traced.
const STORY_FACTOR: usize = 60;

/// The function.
pub const TRACE_STORY: Declared =
    Declared { name: "trace_story", arguments: 5, gives: || DataType::Utf8View, body };

fn body(columns: &Columns) -> Result<ArrayRef> {
    let (stories, follows) = (columns.texts(0)?, columns.texts(1)?);
    let (centrals, lists) = (columns.numbers(2)?, columns.lists_of_texts(3)?);
    let run = columns.constant(4)?;
    shared::end_of_comparing();
    let mut traces = StringViewBuilder::new();
    for row in 0..columns.rows {
        let texts = lists.value(row);
        let texts: Vec<&str> = texts.as_string_view().iter().flatten().collect();
        let _held = hold("story", bytes_of(&texts) * STORY_FACTOR);
        let articles: Result<Vec<Article>> = texts.into_iter().map(read).collect();
        let story = Outline {
            id: stories.value(row),
            follows: follows.is_valid(row).then(|| follows.value(row)),
            central: centrals.value(row) as usize,
        };
        let trace = trace(&story, articles?, &run)?;
        traces.append_value(serde_json::to_string(&trace).map_err(failed)?);
    }
    Ok(Arc::new(traces.finish()))
}

fn bytes_of(texts: &[&str]) -> usize {
    texts.iter().map(|text| text.len()).sum()
}

fn read(article: &str) -> Result<Article> {
    serde_json::from_str(article).map_err(failed)
}

struct Outline<'a> {
    id: &'a str,
    follows: Option<&'a str>,
    central: usize,
}

fn trace(story: &Outline<'_>, articles: Vec<Article>, run: &str) -> Result<Trace> {
    let (tracer, measure) = (shared::tracer()?, shared::measure(run)?);
    let members: Vec<&Article> = articles.iter().collect();
    let traced = tracer.story(StoryParts {
        id: story.id,
        headline: members.get(story.central).map_or("", |article| &article.title),
        follows: story.follows,
        articles: &members,
        rarity: &measure.vocabulary().rarity,
        refused: &[],
    });
    let stories = vec![traced];
    let generator = format!("newstem {}", env!("CARGO_PKG_VERSION"));
    Ok(Trace { schema: 1, generator, articles, stories, statistics: Statistics::default() })
}
