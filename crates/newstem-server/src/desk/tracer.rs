//! Traces the stories that changed, those that waited longest first.
//!
//! Only the story that an article touched is traced again. A large story takes longer with every
//! article, so it rests after each trace for a time that grows with what the trace took: what comes
//! in meanwhile is traced together, and small stories are not kept waiting.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use newstem::{Article, Story, StoryParts};
use newstem_store::{EventKind, StoryKey, Summary, Untraced};
use serde_json::json;

use super::Desk;
use crate::writer::with_sources;

/// How long it sleeps where nothing wakes it.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many waiting stories are looked at.
const LOOKED_AT: u32 = 64;
/// A story rests so many times as long as its last trace took.
const REST: u32 = 4;
/// Traces shorter than this need no rest.
const SHORT: Duration = Duration::from_millis(50);

/// Stories that are being traced, and those that rest.
#[derive(Default)]
pub struct Busy(Mutex<Taken>);

#[derive(Default)]
struct Taken {
    traced: BTreeSet<StoryKey>,
    resting: BTreeMap<StoryKey, Instant>,
}

impl Busy {
    /// Takes the first story that nobody traces and that does not rest.
    fn take(&self, waiting: Vec<Untraced>) -> Option<Untraced> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        taken.resting.retain(|_, until| *until > now);
        let is_free = |one: &Untraced| {
            !taken.traced.contains(&one.story) && !taken.resting.contains_key(&one.story)
        };
        let found = waiting.into_iter().find(is_free)?;
        taken.traced.insert(found.story.clone());
        Some(found)
    }

    fn give_back(&self, story: &StoryKey, took: Duration) {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.traced.remove(story);
        if took > SHORT {
            taken.resting.insert(story.clone(), Instant::now() + took * REST);
        }
    }
}

/// Traces until the desk closes.
pub fn run(desk: &Desk, busy: &Busy) {
    let mut seen = 0;
    while !desk.wake.is_closing() {
        let waiting = desk.readers.with(|reader| reader.untraced(LOOKED_AT));
        let waiting = waiting.unwrap_or_else(|error| {
            tracing::error!(error = with_sources(&error), "stories to trace cannot be read");
            Vec::new()
        });
        let Some(untraced) = busy.take(waiting) else {
            desk.wake.wait(&mut seen, PATIENCE);
            continue;
        };
        let begun = Instant::now();
        if let Err(error) = trace_and_keep(desk, &untraced) {
            tracing::error!(story = %untraced.story, error, "a story was not traced");
        }
        let took = begun.elapsed();
        desk.metrics.trace.observe(took);
        busy.give_back(&untraced.story, took);
    }
}

/// A story and what a trace of it needs.
struct Material {
    articles: Vec<Article>,
    refused: Vec<(String, String)>,
    headline: String,
    follows: Option<StoryKey>,
    before: Option<Summary>,
}

fn material(desk: &Desk, story: &StoryKey) -> Result<Material, String> {
    let read = desk.readers.with(|reader| {
        let card = reader.card(story)?;
        let (headline, follows) =
            card.map_or((String::new(), None), |card| (card.headline, card.follows));
        let follows = match follows {
            Some(other) => reader.resolve(&other)?.filter(|other| other != story),
            None => None,
        };
        let articles = reader.articles_of(story)?;
        let before = reader.summary(story)?;
        Ok(Material { articles, refused: reader.refused()?, headline, follows, before })
    });
    read.map_err(|error| with_sources(&error))
}

fn trace_and_keep(desk: &Desk, untraced: &Untraced) -> Result<(), String> {
    let material = material(desk, &untraced.story)?;
    if material.articles.is_empty() {
        return Ok(());
    }
    let articles: Vec<&Article> = material.articles.iter().collect();
    let parts = StoryParts {
        id: &untraced.story.0,
        headline: &material.headline,
        follows: material.follows.as_ref().map(|story| story.0.as_str()),
        articles: &articles,
        rarity: &desk.rarity(),
        refused: &material.refused,
    };
    let story = desk.tracer.story(parts);
    let text = serde_json::to_string(&story).map_err(|error| error.to_string())?;
    let summary = summary(&story);
    let news = news(summary, material.before);
    let untraced = untraced.clone();
    let kept = desk.writer.call_and_wait(move |store| {
        store.keep_trace(&untraced, &text, summary, &news, &crate::clock::now())
    });
    desk.tell(kept.map_err(|error| error.to_string())?);
    desk.metrics.stories_traced.fetch_add(1, Ordering::Relaxed);
    desk.wake.all();
    Ok(())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn summary(story: &Story) -> Summary {
    Summary {
        sources: count(story.independent_sources),
        disputes: count(newstem_report::disputes(story)),
        circles: count(story.circular.len()),
    }
}

/// What a trace tells that the one before did not.
fn news(now: Summary, before: Option<Summary>) -> Vec<(EventKind, serde_json::Value)> {
    let was = before.unwrap_or_default();
    let mut news = Vec::new();
    if before.is_some() && now.sources > was.sources {
        news.push((
            EventKind::NewRoot,
            json!({ "independent_sources": now.sources, "before": was.sources }),
        ));
    }
    if now.disputes > was.disputes {
        news.push((
            EventKind::Conflict,
            json!({ "disputes": now.disputes, "before": was.disputes }),
        ));
    }
    if now.circles > was.circles {
        news.push((EventKind::Circular, json!({ "circles": now.circles, "before": was.circles })));
    }
    news
}
