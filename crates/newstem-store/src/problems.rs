//! What was left out on the way in, so that nothing is lost silently.

use rusqlite::params;
use serde::Serialize;

use crate::moment::Moment;
use crate::open::{Reader, Store, StoreError};

/// So many problems of one source are kept; older ones make room.
const KEPT_OF_SOURCE: i64 = 1000;

/// Something that was not taken in, or only in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// When.
    pub at: Moment,
    /// The source that it came from: an address, a folder, `api`.
    pub source: String,
    /// Where in it: a file, a record.
    pub place: String,
    /// What was wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

impl Store {
    /// Writes down what was skipped.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn note_skipped(&mut self, skipped: &[Skipped]) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        for one in skipped {
            let sql = "INSERT INTO problems (at, source, place, reason, hint) \
                       VALUES (?1, ?2, ?3, ?4, ?5)";
            let row = params![one.at.as_str(), one.source, one.place, one.reason, one.hint];
            transaction.prepare_cached(sql)?.execute(row)?;
            let older = "DELETE FROM problems WHERE source = ?1 AND problem <= \
                         (SELECT problem FROM problems WHERE source = ?1 \
                          ORDER BY problem DESC LIMIT 1 OFFSET ?2)";
            transaction.prepare_cached(older)?.execute(params![one.source, KEPT_OF_SOURCE])?;
        }
        Ok(transaction.commit()?)
    }
}

impl Reader {
    /// The last things skipped, of one source or of all, the last first.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn skipped(&self, source: Option<&str>, limit: u32) -> Result<Vec<Skipped>, StoreError> {
        let sql = "SELECT at, source, place, reason, hint FROM problems \
                   WHERE ?1 IS NULL OR source = ?1 ORDER BY problem DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let skipped = statement.query_map(params![source, limit], |row| {
            let at = Moment::of_text(row.get(0)?);
            let (source, place) = (row.get(1)?, row.get(2)?);
            Ok(Skipped { at, source, place, reason: row.get(3)?, hint: row.get(4)? })
        })?;
        Ok(skipped.collect::<Result<_, _>>()?)
    }
}
