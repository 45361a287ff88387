//! Articles as they are kept.

use newstem::{Article, StoryId};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use crate::moment::Moment;
use crate::open::{Reader, StoreError};
use crate::row::{COLUMNS, article_of};
use crate::stories::StoryKey;

/// An article with its place in the store.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its place among all that came in.
    pub arrival: i64,
    /// Its number.
    pub article: i64,
    /// Which of its versions this is, from 1.
    pub version: u32,
    /// The text.
    pub text: Article,
}

/// One version of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// Its number, from 1.
    pub version: u32,
    /// When it came in.
    pub received: Moment,
    /// The article as it was then.
    pub article: Article,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles.
    pub articles: u64,
    /// All that came in, new versions too.
    pub arrivals: u64,
    /// Arrivals that were not placed yet.
    pub unplaced: u64,
    /// Stories that are shown.
    pub stories: u64,
    /// Those whose trace does not know all articles.
    pub untraced: u64,
    /// The last event.
    pub last_event: i64,
}

const FROM: &str = "FROM versions v JOIN articles a USING (article)";

impl Reader {
    /// Articles that came in after an arrival, in order.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn arrivals_after(&self, arrival: i64, limit: u32) -> Result<Vec<Kept>, StoreError> {
        let sql = format!(
            "SELECT v.arrival, v.article, v.version, {COLUMNS} {FROM} \
             WHERE v.arrival > ?1 ORDER BY v.arrival LIMIT ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![arrival, limit])?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            let text = article_of(row, 3)?;
            let (arrival, article) = (row.get(0)?, row.get(1)?);
            kept.push(Kept { arrival, article, version: row.get(2)?, text });
        }
        Ok(kept)
    }

    /// The first versions of the last `limit` articles that were placed, in order, with the program's
    /// story of each.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn placed_last(&self, limit: u32) -> Result<Vec<(i64, Article, StoryId)>, StoreError> {
        let sql = format!(
            "SELECT p.article, p.placed, {COLUMNS} FROM (SELECT article, placed FROM placements \
             ORDER BY article DESC LIMIT ?1) p JOIN versions v ON v.article = p.article AND \
             v.version = 1 JOIN articles a ON a.article = p.article ORDER BY p.article"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([limit])?;
        let mut placed = Vec::new();
        while let Some(row) = rows.next()? {
            let story = StoryId(row.get::<_, i64>(1)?.cast_unsigned());
            placed.push((row.get(0)?, article_of(row, 2)?, story));
        }
        Ok(placed)
    }

    /// A number that goes on: `placed`, the last arrival that was placed; `next_story`; `change`.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn progress(&self, name: &str) -> Result<i64, StoreError> {
        let sql = "SELECT value FROM progress WHERE name = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([name], |row| row.get(0))?)
    }

    /// The last versions of a story's articles, in the order of their ids.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn articles_of(&self, story: &StoryKey) -> Result<Vec<Article>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM placements p JOIN articles a USING (article) \
             JOIN versions v ON v.article = a.article AND v.version = a.versions \
             WHERE p.story = ?1 ORDER BY a.id"
        );
        self.articles(&sql, &story.0)
    }

    fn articles(&self, sql: &str, of: &str) -> Result<Vec<Article>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([of])?;
        let mut articles = Vec::new();
        while let Some(row) = rows.next()? {
            articles.push(article_of(row, 0)?);
        }
        Ok(articles)
    }

    /// The last version of an article by its number.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn article_of_number(&self, article: i64) -> Result<Option<Article>, StoreError> {
        let sql = format!("SELECT a.id {FROM} WHERE a.article = ?1 LIMIT 1");
        let read = |row: &Row<'_>| row.get::<_, String>(0);
        let id = self.connection.prepare_cached(&sql)?.query_row([article], read).optional()?;
        let Some(id) = id else { return Ok(None) };
        Ok(self.versions(&id)?.pop().map(|version| version.article))
    }

    /// All versions of an article, in order; none where there is no such article.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn versions(&self, id: &str) -> Result<Vec<Version>, StoreError> {
        let sql = format!(
            "SELECT v.version, v.received, {COLUMNS} {FROM} WHERE a.id = ?1 ORDER BY v.version"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        let mut versions = Vec::new();
        while let Some(row) = rows.next()? {
            let received = Moment::of_text(row.get(1)?);
            versions.push(Version { version: row.get(0)?, received, article: article_of(row, 2)? });
        }
        Ok(versions)
    }

    /// The story that an article is shown in; nothing before it was placed.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn story_of(&self, id: &str) -> Result<Option<StoryKey>, StoreError> {
        let sql =
            "SELECT p.story FROM placements p JOIN articles a USING (article) WHERE a.id = ?1";
        let read = |row: &Row<'_>| row.get(0).map(StoryKey);
        Ok(self.connection.prepare_cached(sql)?.query_row([id], read).optional()?)
    }

    /// The id of the article with this address.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn id_of_url(&self, url: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM articles WHERE url = ?1 ORDER BY article LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([url], |row| row.get(0)).optional()?)
    }

    /// How many articles had come in by an arrival: they are numbered in order and none is ever taken
    /// out, so the last one tells.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn articles_until(&self, arrival: i64) -> Result<u64, StoreError> {
        let sql = "SELECT article FROM versions WHERE version = 1 AND arrival <= ?1 \
                   ORDER BY arrival DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let last: Option<i64> = statement.query_row([arrival], |row| row.get(0)).optional()?;
        Ok(last.unwrap_or_default().cast_unsigned())
    }

    /// How many arrivals wait to be placed.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn unplaced(&self) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(max(arrival), 0) FROM versions";
        let last: i64 = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok((last - self.progress("placed")?).max(0).cast_unsigned())
    }

    /// How much there is.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let number = |sql: &str| -> Result<u64, StoreError> {
            let read = |row: &Row<'_>| row.get::<_, Option<i64>>(0);
            let number = self.connection.prepare_cached(sql)?.query_row([], read)?;
            Ok(number.unwrap_or_default().cast_unsigned())
        };
        Ok(Counts {
            articles: number("SELECT max(article) FROM articles")?,
            arrivals: number("SELECT max(arrival) FROM versions")?,
            unplaced: self.unplaced()?,
            stories: number("SELECT count(*) FROM stories WHERE articles > 0")?,
            untraced: number(
                "SELECT count(*) FROM stories WHERE touched > traced AND articles > 0",
            )?,
            last_event: self.last_event()?,
        })
    }
}
