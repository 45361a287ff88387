//! What the program decided about arrivals, written down with everything that follows from it in one
//! transaction: homes, names that point on, counts, and the events.

use std::collections::{BTreeMap, BTreeSet};

use newstem::{Merge, StoryId};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;

use crate::decisions::Decisions;
use crate::events::{Event, EventKind, write_event};
use crate::moment::Moment;
use crate::open::{Store, StoreError};
use crate::stories::StoryKey;

/// Where an article is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its number in the store.
    pub article: i64,
    /// The program's story.
    pub story: StoryId,
}

/// What changed since the last time.
#[derive(Clone, Debug, Default)]
pub struct Placing {
    /// The last arrival that was looked at.
    pub through: i64,
    /// The id of the program's next new story.
    pub next_story: u64,
    /// Articles that are new or in another story than before.
    pub placed: Vec<Placed>,
    /// Stories of the program that are no more.
    pub merges: Vec<Merge>,
    /// Articles that came in a new version.
    pub revised: Vec<i64>,
    /// For stories that changed the title of the most central article and the story that it follows.
    pub headlines: Vec<(StoryId, String, Option<StoryId>)>,
}

impl Store {
    /// Writes down where articles are.
    ///
    /// # Errors
    ///
    /// Where the disk refuses; then nothing is written.
    pub fn place(&mut self, placing: &Placing, now: &Moment) -> Result<Vec<Event>, StoreError> {
        let transaction = self.connection.transaction()?;
        set_progress(&transaction, "placed", placing.through)?;
        set_progress(&transaction, "next_story", placing.next_story.cast_signed())?;
        write_homes(&transaction, placing)?;
        let mut shown = Shown::new(&transaction, now)?;
        for placed in &placing.placed {
            shown.show(placed.article)?;
        }
        for merge in &placing.merges {
            shown.show_all_of(merge.into)?;
        }
        for &article in &placing.revised {
            shown.revise(article)?;
        }
        let mut events = shown.moves(&placing.merges)?;
        events.extend(shown.revisions()?);
        for (story, headline, follows) in &placing.headlines {
            shown.name(*story, headline, *follows)?;
        }
        shown.finish()?;
        transaction.commit()?;
        Ok(events)
    }
}

fn set_progress(store: &Connection, name: &str, value: i64) -> Result<(), StoreError> {
    let sql = "UPDATE progress SET value = max(value, ?2) WHERE name = ?1";
    store.prepare_cached(sql)?.execute(params![name, value])?;
    Ok(())
}

/// Counts one on, and gives the new number.
pub fn next_number(store: &Connection, name: &str) -> Result<i64, StoreError> {
    let sql = "UPDATE progress SET value = value + 1 WHERE name = ?1 RETURNING value";
    Ok(store.prepare_cached(sql)?.query_row([name], |row| row.get(0))?)
}

fn write_homes(store: &Connection, placing: &Placing) -> Result<(), StoreError> {
    let sql = "INSERT INTO placements (article, placed, story) VALUES (?1, ?2, '') \
               ON CONFLICT (article) DO UPDATE SET placed = excluded.placed";
    let mut write = store.prepare_cached(sql)?;
    for placed in &placing.placed {
        write.execute(params![placed.article, placed.story.0.cast_signed()])?;
    }
    let mut moved = store.prepare_cached("UPDATE placements SET placed = ?2 WHERE placed = ?1")?;
    let mut points_on =
        store.prepare_cached("UPDATE stories SET merged_into = ?2 WHERE story = ?1")?;
    for Merge { from, into } in &placing.merges {
        moved.execute([from.0.cast_signed(), into.0.cast_signed()])?;
        points_on.execute([StoryKey::found(*from).0, StoryKey::found(*into).0])?;
    }
    Ok(())
}

/// Stories as they are shown, while articles move between them.
pub struct Shown<'a> {
    store: &'a Connection,
    now: &'a Moment,
    decisions: Decisions,
    /// The number of this change.
    change: i64,
    touched: BTreeSet<StoryKey>,
    opened: BTreeSet<StoryKey>,
    /// For each story the ids of the articles that came to it, by the story that they were in before.
    came: BTreeMap<StoryKey, BTreeMap<Option<StoryKey>, Vec<String>>>,
    revised: BTreeMap<StoryKey, Vec<String>>,
}

impl<'a> Shown<'a> {
    pub fn new(store: &'a Connection, now: &'a Moment) -> Result<Self, StoreError> {
        let change = next_number(store, "change")?;
        Ok(Self {
            store,
            now,
            decisions: Decisions::load(store)?,
            change,
            touched: BTreeSet::new(),
            opened: BTreeSet::new(),
            came: BTreeMap::new(),
            revised: BTreeMap::new(),
        })
    }

    /// Shows an article in the story where it belongs.
    pub fn show(&mut self, article: i64) -> Result<(), StoreError> {
        let look = "SELECT a.id, p.placed, p.story FROM placements p JOIN articles a USING (article) \
                    WHERE p.article = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let found: Option<(String, i64, String)> =
            self.store.prepare_cached(look)?.query_row([article], read).optional()?;
        let Some((id, placed, before)) = found else { return Ok(()) };
        let placed = StoryKey::found(StoryId(placed.cast_unsigned()));
        let home = self.decisions.home_of(&id, placed);
        if home.0 == before {
            return Ok(());
        }
        let sql = "UPDATE placements SET story = ?2 WHERE article = ?1";
        self.store.prepare_cached(sql)?.execute(params![article, home.0])?;
        self.open(&home)?;
        let before = (!before.is_empty()).then_some(StoryKey(before));
        self.touched.extend(before.clone());
        self.touched.insert(home.clone());
        self.came.entry(home).or_default().entry(before).or_default().push(id);
        Ok(())
    }

    /// Shows all articles that the program holds in a story.
    fn show_all_of(&mut self, story: StoryId) -> Result<(), StoreError> {
        let sql = "SELECT article FROM placements WHERE placed = ?1";
        let mut statement = self.store.prepare_cached(sql)?;
        let articles = statement.query_map([story.0.cast_signed()], |row| row.get(0))?;
        let articles: Vec<i64> = articles.collect::<Result<_, _>>()?;
        articles.into_iter().try_for_each(|article| self.show(article))
    }

    /// Has the story of an article traced again.
    pub fn touch_home_of(&mut self, article: i64) -> Result<(), StoreError> {
        let home = self.home_of(article)?;
        self.touched.extend(home.map(|(home, _)| home));
        Ok(())
    }

    fn revise(&mut self, article: i64) -> Result<(), StoreError> {
        let Some((home, id)) = self.home_of(article)? else { return Ok(()) };
        self.touched.insert(home.clone());
        self.revised.entry(home).or_default().push(id);
        Ok(())
    }

    fn home_of(&self, article: i64) -> Result<Option<(StoryKey, String)>, StoreError> {
        let sql = "SELECT p.story, a.id FROM placements p JOIN articles a USING (article) \
                   WHERE p.article = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok((StoryKey(row.get(0)?), row.get(1)?));
        Ok(self.store.prepare_cached(sql)?.query_row([article], read).optional()?)
    }

    fn open(&mut self, story: &StoryKey) -> Result<(), StoreError> {
        let sql = "INSERT INTO stories (story, opened, changed, touched) VALUES (?1, ?2, ?2, ?3) \
                   ON CONFLICT DO NOTHING";
        let row = params![story.0, self.now.as_str(), self.change];
        if self.store.prepare_cached(sql)?.execute(row)? > 0 {
            self.opened.insert(story.clone());
        }
        Ok(())
    }

    fn name(
        &self,
        story: StoryId,
        headline: &str,
        follows: Option<StoryId>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE stories SET headline = ?2, follows = ?3 WHERE story = ?1";
        let follows = follows.map(|story| StoryKey::found(story).0);
        let row = params![StoryKey::found(story).0, headline, follows];
        self.store.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// What moved, as events.
    fn moves(&self, merges: &[Merge]) -> Result<Vec<Event>, StoreError> {
        let merged: BTreeMap<StoryKey, StoryKey> = merges
            .iter()
            .map(|merge| (StoryKey::found(merge.from), StoryKey::found(merge.into)))
            .collect();
        let mut events = Vec::new();
        for (story, from) in &self.came {
            for (before, articles) in from {
                let data = json!({ "articles": articles, "from": before });
                let (kind, of) = match before {
                    None if self.opened.contains(story) => (EventKind::Opened, story),
                    None => (EventKind::Grew, story),
                    Some(before) if merged.contains_key(before) => (EventKind::Merged, story),
                    Some(before) => (EventKind::Split, before),
                };
                let data = match kind {
                    EventKind::Split => json!({ "articles": articles, "into": story }),
                    _ => data,
                };
                events.push(write_event(self.store, kind, of, &data, self.now)?);
            }
        }
        Ok(events)
    }

    fn revisions(&self) -> Result<Vec<Event>, StoreError> {
        let write = |(story, articles): (&StoryKey, &Vec<String>)| {
            let data = json!({ "articles": articles });
            write_event(self.store, EventKind::Revised, story, &data, self.now)
        };
        self.revised.iter().map(write).collect()
    }

    /// Counts the articles of the stories that changed and has them traced again; gives their names.
    pub fn finish(self) -> Result<BTreeSet<StoryKey>, StoreError> {
        let count = "UPDATE stories SET touched = ?2, changed = ?3, articles = \
                     (SELECT count(*) FROM placements p WHERE p.story = stories.story) \
                     WHERE story = ?1 RETURNING articles";
        let empty = "UPDATE stories SET trace = NULL, trace_number = ?2 WHERE story = ?1";
        // A story that a person made, or whose most central article left, has the title of its first.
        let name = "UPDATE stories SET headline = coalesce((SELECT v.title FROM placements p \
                    JOIN articles a USING (article) \
                    JOIN versions v ON v.article = a.article AND v.version = a.versions \
                    WHERE p.story = stories.story ORDER BY p.article LIMIT 1), '') \
                    WHERE story = ?1 AND (headline = '' OR story LIKE 'p%')";
        let mut count = self.store.prepare_cached(count)?;
        let mut name = self.store.prepare_cached(name)?;
        for story in &self.touched {
            let row = params![story.0, self.change, self.now.as_str()];
            let articles: i64 = count.query_row(row, |row| row.get(0))?;
            if articles == 0 {
                let number = next_number(self.store, "trace")?;
                self.store.prepare_cached(empty)?.execute(params![story.0, number])?;
            }
            name.execute([&story.0])?;
        }
        Ok(self.touched)
    }
}
