//! What happened, in order, for whoever follows: every event is written in the transaction of the
//! change that it tells of, so that none is told twice and none is lost.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::moment::Moment;
use crate::open::{Reader, StoreError};
use crate::stories::StoryKey;

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A story began.
    Opened,
    /// Articles joined it.
    Grew,
    /// All of it became part of another.
    Merged,
    /// Articles left it for another.
    Split,
    /// An article of it came in a new version.
    Revised,
    /// Its trace has more independent sources than before.
    NewRoot,
    /// Its articles disagree about more than before.
    Conflict,
    /// Its outlets credit each other in a ring.
    Circular,
    /// A person decided something about it, or took that back.
    Decided,
    /// It was traced; what its trace tells anew comes before.
    Traced,
}

impl EventKind {
    /// All kinds, in order.
    pub const ALL: [Self; 10] = [
        Self::Opened,
        Self::Grew,
        Self::Merged,
        Self::Split,
        Self::Revised,
        Self::NewRoot,
        Self::Conflict,
        Self::Circular,
        Self::Decided,
        Self::Traced,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Grew => "grew",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Revised => "revised",
            Self::NewRoot => "new_root",
            Self::Conflict => "conflict",
            Self::Circular => "circular",
            Self::Decided => "decided",
            Self::Traced => "traced",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Something that happened to a story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Its place among all.
    pub event: i64,
    /// When it happened.
    pub at: Moment,
    /// What kind of thing.
    pub kind: EventKind,
    /// To which story.
    pub story: StoryKey,
    /// What more there is to say; its fields depend on the kind.
    pub data: Value,
}

/// Writes an event down.
pub fn write_event(
    store: &Connection,
    kind: EventKind,
    story: &StoryKey,
    data: &Value,
    now: &Moment,
) -> Result<Event, StoreError> {
    let sql = "INSERT INTO events (at, kind, story, data) VALUES (?1, ?2, ?3, ?4)";
    let row = params![now.as_str(), kind.name(), story.0, data.to_string()];
    store.prepare_cached(sql)?.execute(row)?;
    let (event, at) = (store.last_insert_rowid(), now.clone());
    Ok(Event { event, at, kind, story: story.clone(), data: data.clone() })
}

impl Reader {
    /// Events after one, in order.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn events_after(&self, event: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        let sql = "SELECT event, at, kind, story, data FROM events WHERE event > ?1 \
                   ORDER BY event LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([event, i64::from(limit)], read_event)?;
        let events: Result<Vec<Option<Event>>, rusqlite::Error> = rows.collect();
        Ok(events?.into_iter().flatten().collect())
    }

    /// The last event.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn last_event(&self) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(event), 0) FROM events";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }
}

fn read_event(row: &Row<'_>) -> rusqlite::Result<Option<Event>> {
    let kind: String = row.get(2)?;
    let data: String = row.get(4)?;
    let Some(kind) = EventKind::of_name(&kind) else { return Ok(None) };
    Ok(Some(Event {
        event: row.get(0)?,
        at: Moment::of_text(row.get(1)?),
        kind,
        story: StoryKey(row.get(3)?),
        data: serde_json::from_str(&data).unwrap_or_default(),
    }))
}
