//! Stories as they are shown: their names, what is known of each in short, and their traces.

use std::fmt;

use newstem::{Story, StoryId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::decisions::Decisions;
use crate::events::{Event, EventKind, write_event};
use crate::moment::Moment;
use crate::open::{Reader, Store, StoreError};
use crate::placing::next_number;

/// The name of a story: `s12` for one that the program found, `p3` for one that a person made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryKey(pub String);

impl StoryKey {
    /// The name of a story that the program found.
    pub fn found(id: StoryId) -> Self {
        Self(format!("s{}", id.0 + 1))
    }

    /// The name of a story that a decision made.
    pub(crate) fn made(decision: i64) -> Self {
        Self(format!("p{decision}"))
    }

    /// The program's number for it; nothing for one that a person made.
    pub fn id(&self) -> Option<StoryId> {
        let number: u64 = self.0.strip_prefix('s')?.parse().ok()?;
        Some(StoryId(number.checked_sub(1)?))
    }
}

impl fmt::Display for StoryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A story in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// Its name.
    pub story: StoryKey,
    /// The title of its most central article.
    pub headline: String,
    /// When its first article came in.
    pub opened: Moment,
    /// When it last changed.
    pub changed: Moment,
    /// How many articles tell it.
    pub articles: u32,
    /// How many independent sources they have; nothing before it was traced.
    pub independent_sources: Option<u32>,
    /// How many of its claims are disputed; nothing before it was traced.
    pub disputes: Option<u32>,
    /// How many rings of outlets credit each other; nothing before it was traced.
    pub circles: Option<u32>,
    /// The story that it is a later development of.
    pub follows: Option<StoryKey>,
    /// Whether its trace knows all that came in.
    pub is_traced: bool,
}

/// A story whose trace does not know all its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untraced {
    /// Its name.
    pub story: StoryKey,
    /// The last change that it saw.
    pub touched: i64,
    /// How many articles it has.
    pub articles: u32,
}

/// What a trace says of its story in short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Independent sources.
    pub sources: u32,
    /// Claims whose articles disagree.
    pub disputes: u32,
    /// Rings of outlets that credit each other.
    pub circles: u32,
}

const CARD: &str = "SELECT story, headline, opened, changed, articles, sources, disputes, circles, \
                    follows, traced >= touched FROM stories";

fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        story: StoryKey(row.get(0)?),
        headline: row.get(1)?,
        opened: Moment::of_text(row.get(2)?),
        changed: Moment::of_text(row.get(3)?),
        articles: row.get(4)?,
        independent_sources: row.get(5)?,
        disputes: row.get(6)?,
        circles: row.get(7)?,
        follows: row.get::<_, Option<String>>(8)?.map(StoryKey),
        is_traced: row.get(9)?,
    })
}

impl Reader {
    /// Stories, the last changed first, after the given time and name of the last one seen.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn cards(
        &self,
        after: Option<(&str, &str)>,
        articles_min: u32,
        limit: u32,
    ) -> Result<Vec<Card>, StoreError> {
        let (changed, story) = after.unwrap_or(("9999", ""));
        let sql = format!(
            "{CARD} WHERE articles > 0 AND articles >= ?3 AND (changed, story) < (?1, ?2) \
             ORDER BY changed DESC, story DESC LIMIT ?4"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let cards = statement.query_map(params![changed, story, articles_min, limit], card)?;
        Ok(cards.collect::<Result<_, _>>()?)
    }

    /// One story, under the name that it has now.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn card(&self, story: &StoryKey) -> Result<Option<Card>, StoreError> {
        let Some(now) = self.resolve(story)? else { return Ok(None) };
        let mut statement = self.connection.prepare_cached(&format!("{CARD} WHERE story = ?1"))?;
        Ok(statement.query_row([&now.0], card).optional()?)
    }

    /// The name that a story has now; nothing where there never was one of that name.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn resolve(&self, story: &StoryKey) -> Result<Option<StoryKey>, StoreError> {
        let decisions = Decisions::load(&self.connection)?;
        let now = decisions.shown_as(now_called(&self.connection, story)?);
        let mut exists = self
            .connection
            .prepare_cached("SELECT 1 FROM stories WHERE story = ?1 AND articles > 0")?;
        Ok(exists.exists([&now.0])?.then_some(now))
    }

    /// The trace of a story as JSON, with the change that it knows; nothing before it was traced.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn trace_text(&self, story: &StoryKey) -> Result<Option<(i64, String)>, StoreError> {
        let sql = "SELECT traced, trace FROM stories WHERE story = ?1 AND trace IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(statement.query_row([&story.0], read).optional()?)
    }

    /// What the trace of a story says in short, without reading it; nothing before it was traced.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn summary(&self, story: &StoryKey) -> Result<Option<Summary>, StoreError> {
        let sql = "SELECT sources, disputes, circles FROM stories \
                   WHERE story = ?1 AND trace IS NOT NULL";
        let read = |row: &Row<'_>| {
            Ok(Summary { sources: row.get(0)?, disputes: row.get(1)?, circles: row.get(2)? })
        };
        Ok(self.connection.prepare_cached(sql)?.query_row([&story.0], read).optional()?)
    }

    /// The trace of a story.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn trace(&self, story: &StoryKey) -> Result<Option<Story>, StoreError> {
        let Some((_, text)) = self.trace_text(story)? else { return Ok(None) };
        let read = serde_json::from_str(&text);
        let read = read
            .map_err(|error| StoreError::Broken { what: format!("the trace of {story}"), error });
        read.map(Some)
    }

    /// Stories that wait to be traced, those that waited longest first.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn untraced(&self, limit: u32) -> Result<Vec<Untraced>, StoreError> {
        let sql = "SELECT story, touched, articles FROM stories \
                   WHERE touched > traced AND articles > 0 ORDER BY touched LIMIT ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let read = |row: &Row<'_>| {
            let story = StoryKey(row.get(0)?);
            Ok(Untraced { story, touched: row.get(1)?, articles: row.get(2)? })
        };
        let untraced = statement.query_map([limit], read)?;
        Ok(untraced.collect::<Result<_, _>>()?)
    }

    /// Stories whose trace was written after a number, in order, with theirs.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn traced_after(
        &self,
        number: i64,
        limit: u32,
    ) -> Result<Vec<(i64, StoryKey)>, StoreError> {
        let sql = "SELECT trace_number, story FROM stories WHERE trace_number > ?1 \
                   ORDER BY trace_number LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let traced = statement
            .query_map(params![number, limit], |row| Ok((row.get(0)?, StoryKey(row.get(1)?))))?;
        Ok(traced.collect::<Result<_, _>>()?)
    }
}

impl Store {
    /// Keeps the trace of a story as it was at a change, and tells what it says that was not known
    /// before, and then that it is there. A trace of an earlier state than the one that is kept changes
    /// nothing.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn keep_trace(
        &mut self,
        untraced: &Untraced,
        trace: &str,
        summary: Summary,
        news: &[(EventKind, serde_json::Value)],
        now: &Moment,
    ) -> Result<Vec<Event>, StoreError> {
        let transaction = self.connection.transaction()?;
        let sql = "UPDATE stories SET traced = ?2, trace = ?3, sources = ?4, disputes = ?5, \
                   circles = ?6, trace_number = ?7 WHERE story = ?1 AND traced < ?2";
        let number = next_number(&transaction, "trace")?;
        let Summary { sources, disputes, circles } = summary;
        let key = &untraced.story.0;
        let changed = transaction.prepare_cached(sql)?.execute(params![
            key,
            untraced.touched,
            trace,
            sources,
            disputes,
            circles,
            number
        ])?;
        let last = (EventKind::Traced, told(untraced.articles, summary));
        let mut events = Vec::new();
        for (kind, data) in news.iter().chain([&last]).filter(|_| changed > 0) {
            events.push(write_event(&transaction, *kind, &untraced.story, data, now)?);
        }
        transaction.commit()?;
        Ok(events)
    }
}

/// What an event says of a trace.
fn told(articles: u32, summary: Summary) -> serde_json::Value {
    let Summary { sources, disputes, circles } = summary;
    json!({
        "articles": articles,
        "independent_sources": sources,
        "disputes": disputes,
        "circles": circles,
    })
}

/// The story that one became part of, as far as the program joined them.
pub fn now_called(store: &Connection, story: &StoryKey) -> Result<StoryKey, StoreError> {
    let mut next = store.prepare_cached("SELECT merged_into FROM stories WHERE story = ?1")?;
    let mut now = story.clone();
    while let Some(into) =
        next.query_row([&now.0], |row| row.get::<_, Option<String>>(0)).optional()?.flatten()
    {
        now = StoryKey(into);
    }
    Ok(now)
}
