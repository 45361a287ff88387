//! Watched sources with their state: what was last fetched, what went wrong, how much they brought.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::moment::Moment;
use crate::open::{Reader, Store, StoreError};

/// What is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// A folder of this machine.
    Folder,
}

impl SourceKind {
    fn name(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Folder => "folder",
        }
    }

    fn of_name(name: &str) -> Self {
        match name {
            "sitemap" => Self::Sitemap,
            "folder" => Self::Folder,
            _ => Self::Feed,
        }
    }
}

/// A source and how it fares.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// Its address or path.
    pub source: String,
    /// What it is.
    pub kind: SourceKind,
    /// What whoever watches it keeps: schedule, validators, what was seen.
    #[serde(skip)]
    pub state: Value,
    /// When it was last read without an error.
    pub last_success: Option<Moment>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<Moment>,
    /// How many articles it brought.
    pub articles: u64,
}

impl Store {
    /// Keeps a source as it is now; a new one is added.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn keep_source(&mut self, source: &Source) -> Result<(), StoreError> {
        let sql = "INSERT OR REPLACE INTO sources (source, kind, state, last_success, last_error, \
                   last_error_at, articles) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let moment = |moment: &Option<Moment>| moment.as_ref().map(|m| m.as_str().to_owned());
        self.connection.prepare_cached(sql)?.execute(params![
            source.source,
            source.kind.name(),
            source.state.to_string(),
            moment(&source.last_success),
            source.last_error,
            moment(&source.last_error_at),
            source.articles.cast_signed(),
        ])?;
        Ok(())
    }

    /// Watches a source from now on. One that is watched stays as it is, unless it is now said to be
    /// of another kind.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn add_source(&mut self, source: &str, kind: SourceKind) -> Result<(), StoreError> {
        let sql = "INSERT INTO sources (source, kind, state) VALUES (?1, ?2, 'null') \
                   ON CONFLICT (source) DO UPDATE SET kind = excluded.kind, state = 'null' \
                   WHERE kind <> excluded.kind";
        self.connection.prepare_cached(sql)?.execute([source, kind.name()])?;
        Ok(())
    }

    /// Keeps how a source fares, if it is still watched as what it was; whether it is.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn update_source(&mut self, source: &Source) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM sources WHERE source = ?1 AND kind = ?2";
        let row = [source.source.as_str(), source.kind.name()];
        let mut statement = self.connection.prepare_cached(sql)?;
        let is_watched = statement.query_row(row, |row| row.get::<_, i64>(0))? > 0;
        drop(statement);
        if is_watched {
            self.keep_source(source)?;
        }
        Ok(is_watched)
    }

    /// Watches a source no longer; whether it was watched.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn drop_source(&mut self, source: &str) -> Result<bool, StoreError> {
        let sql = "DELETE FROM sources WHERE source = ?1";
        Ok(self.connection.prepare_cached(sql)?.execute([source])? > 0)
    }
}

impl Reader {
    /// All sources, by their addresses.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let sql = format!("{SOURCE} ORDER BY source");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let sources = statement.query_map([], read_source)?;
        Ok(sources.collect::<Result<_, _>>()?)
    }

    /// The addresses of all sources, in order; cheap to ask for again and again.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn source_names(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT source FROM sources ORDER BY source";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// One source.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn source(&self, source: &str) -> Result<Option<Source>, StoreError> {
        let mut statement =
            self.connection.prepare_cached(&format!("{SOURCE} WHERE source = ?1"))?;
        Ok(statement.query_row([source], read_source).optional()?)
    }
}

const SOURCE: &str = "SELECT source, kind, state, last_success, last_error, last_error_at, articles \
                      FROM sources";

fn read_source(row: &Row<'_>) -> rusqlite::Result<Source> {
    let (kind, state): (String, String) = (row.get(1)?, row.get(2)?);
    let moment = |at: usize| {
        Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(at)?.map(Moment::of_text))
    };
    Ok(Source {
        source: row.get(0)?,
        kind: SourceKind::of_name(&kind),
        state: serde_json::from_str(&state).unwrap_or_default(),
        last_success: moment(3)?,
        last_error: row.get(4)?,
        last_error_at: moment(5)?,
        articles: row.get::<_, i64>(6)?.cast_unsigned(),
    })
}
