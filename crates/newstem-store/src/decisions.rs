//! What people decided against the program: this is another story, these two are one, this does not
//! come from that. Decisions are never deleted and always win; taking one back is a row of its own
//! truth, with time and name.
//!
//! The program's stories are left as it found them. Where articles are *shown* follows from both:
//! articles that a person took out stand in a story of their own, and the stories that a person
//! merged are shown as one, whatever the program puts into either later. Rejected: rules inside the
//! grouping, whose effects on other articles nobody could foresee.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::events::{Event, EventKind, write_event};
use crate::moment::Moment;
use crate::open::{Reader, Store, StoreError};
use crate::placing::Shown;
use crate::stories::{StoryKey, now_called};

/// Something that a person decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// One story is part of another.
    Merge {
        /// The one.
        story: StoryKey,
        /// The other, whose name stays.
        into: StoryKey,
    },
    /// Articles belong to a story of their own.
    Split {
        /// The story that they are in.
        story: StoryKey,
        /// Their ids.
        articles: Vec<String>,
    },
    /// An article does not go back to another, however many lie between.
    NotDerived {
        /// The article.
        child: String,
        /// The other.
        parent: String,
    },
}

/// A decision with who took it, and who took it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Override {
    /// Its number.
    pub number: i64,
    /// When it was taken.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// Why, in the person's words.
    pub note: String,
    /// What was decided.
    #[serde(flatten)]
    pub decision: Decision,
    /// When it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_at: Option<Moment>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<String>,
}

/// All decisions that stand.
#[derive(Debug, Default)]
pub struct Decisions {
    /// The story of each article that was taken out of another.
    apart: BTreeMap<String, StoryKey>,
    /// The story that each story is shown as part of.
    shown_as: BTreeMap<StoryKey, StoryKey>,
    /// Articles with those that they do not go back to.
    refused: Vec<(String, String)>,
}

impl Decisions {
    /// Reads them.
    pub fn load(store: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT override, data FROM overrides WHERE undone_at IS NULL ORDER BY override";
        let mut statement = store.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        let mut decisions = Self::default();
        for (number, data) in rows {
            decisions.add(number, read_decision(number, &data)?, store)?;
        }
        Ok(decisions)
    }

    fn add(
        &mut self,
        number: i64,
        decision: Decision,
        store: &Connection,
    ) -> Result<(), StoreError> {
        match decision {
            Decision::Merge { story, into } => {
                let story = self.shown_as(now_called(store, &story)?);
                let into = self.shown_as(now_called(store, &into)?);
                if story != into {
                    self.shown_as.insert(story, into);
                }
            }
            Decision::Split { articles, .. } => {
                let made = StoryKey::made(number);
                self.apart.extend(articles.into_iter().map(|article| (article, made.clone())));
            }
            Decision::NotDerived { child, parent } => self.refused.push((child, parent)),
        }
        Ok(())
    }

    /// The story that one is shown as.
    pub fn shown_as(&self, story: StoryKey) -> StoryKey {
        let mut now = story;
        while let Some(next) = self.shown_as.get(&now) {
            now = next.clone();
        }
        now
    }

    /// The story that an article is shown in, which the program holds in another or the same.
    pub fn home_of(&self, article: &str, found: StoryKey) -> StoryKey {
        self.shown_as(self.apart.get(article).cloned().unwrap_or(found))
    }
}

fn read_decision(number: i64, data: &str) -> Result<Decision, StoreError> {
    serde_json::from_str(data)
        .map_err(|error| StoreError::Broken { what: format!("override {number}"), error })
}

impl Reader {
    /// All decisions, the last first, those that were taken back too.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn overrides(&self) -> Result<Vec<Override>, StoreError> {
        let sql = "SELECT override, at, by, note, data, undone_at, undone_by FROM overrides \
                   ORDER BY override DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut overrides = Vec::new();
        while let Some(row) = rows.next()? {
            overrides.push(read_override(row)?);
        }
        Ok(overrides)
    }

    /// Articles with those that they do not go back to, as people decided.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn refused(&self) -> Result<Vec<(String, String)>, StoreError> {
        Ok(Decisions::load(&self.connection)?.refused)
    }
}

fn read_override(row: &Row<'_>) -> Result<Override, StoreError> {
    let number = row.get(0)?;
    let data: String = row.get(4)?;
    let undone_at: Option<String> = row.get(5)?;
    Ok(Override {
        number,
        at: Moment::of_text(row.get(1)?),
        by: row.get(2)?,
        note: row.get(3)?,
        decision: read_decision(number, &data)?,
        undone_at: undone_at.map(Moment::of_text),
        undone_by: row.get(6)?,
    })
}

impl Store {
    /// Writes a decision down and lets it take effect; gives its number and what it changed.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn decide(
        &mut self,
        decision: &Decision,
        by: &str,
        note: &str,
        now: &Moment,
    ) -> Result<(i64, Vec<Event>), StoreError> {
        let transaction = self.connection.transaction()?;
        let touched = touched_by(&transaction, decision)?;
        let data = json!(decision).to_string();
        let sql = "INSERT INTO overrides (at, by, note, data) VALUES (?1, ?2, ?3, ?4)";
        transaction.prepare_cached(sql)?.execute(params![now.as_str(), by, note, data])?;
        let number = transaction.last_insert_rowid();
        let events = take_effect(&transaction, touched, number, by, now)?;
        transaction.commit()?;
        Ok((number, events))
    }

    /// Takes a decision back; nothing where none of that number stands.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn undo(
        &mut self,
        number: i64,
        by: &str,
        now: &Moment,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let transaction = self.connection.transaction()?;
        let look = "SELECT data FROM overrides WHERE override = ?1 AND undone_at IS NULL";
        let data: Option<String> =
            transaction.prepare_cached(look)?.query_row([number], |row| row.get(0)).optional()?;
        let Some(data) = data else { return Ok(None) };
        let touched = touched_by(&transaction, &read_decision(number, &data)?)?;
        let sql = "UPDATE overrides SET undone_at = ?2, undone_by = ?3 WHERE override = ?1";
        transaction.prepare_cached(sql)?.execute(params![number, now.as_str(), by])?;
        let events = take_effect(&transaction, touched, number, by, now)?;
        transaction.commit()?;
        Ok(Some(events))
    }
}

/// The articles whose stories a decision may change.
fn touched_by(store: &Connection, decision: &Decision) -> Result<BTreeSet<i64>, StoreError> {
    let (stories, articles): (Vec<&StoryKey>, Vec<&String>) = match decision {
        Decision::Merge { story, into } => (vec![story, into], Vec::new()),
        Decision::Split { story, articles } => (vec![story], articles.iter().collect()),
        Decision::NotDerived { child, parent } => (Vec::new(), vec![child, parent]),
    };
    let decisions = Decisions::load(store)?;
    let mut touched = BTreeSet::new();
    let mut of_story = store.prepare_cached("SELECT article FROM placements WHERE story = ?1")?;
    for story in stories {
        let now = decisions.shown_as(now_called(store, story)?);
        for article in of_story.query_map([&now.0], |row| row.get::<_, i64>(0))? {
            touched.insert(article?);
        }
    }
    let mut of_id = store.prepare_cached("SELECT article FROM articles WHERE id = ?1")?;
    for article in articles {
        touched.extend(of_id.query_row([article], |row| row.get::<_, i64>(0)).optional()?);
    }
    Ok(touched)
}

/// Shows articles where they belong now and has their stories traced again.
fn take_effect(
    store: &Connection,
    articles: BTreeSet<i64>,
    number: i64,
    by: &str,
    now: &Moment,
) -> Result<Vec<Event>, StoreError> {
    let mut shown = Shown::new(store, now)?;
    for article in articles {
        shown.show(article)?;
        shown.touch_home_of(article)?;
    }
    let stories = shown.finish()?;
    let data = json!({ "override": number, "by": by });
    stories.iter().map(|story| write_event(store, EventKind::Decided, story, &data, now)).collect()
}
