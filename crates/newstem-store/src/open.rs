//! Opening the file: what is refused, what is upgraded, how it is written to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use thiserror::Error;

use crate::backup;
use crate::schema::{self, Format, SCHEMA, Schema};

/// The name of the file in the folder of a store.
pub(crate) const FILE: &str = "newstem.sqlite";
/// How long a connection waits for another process that writes.
const BUSY_WAIT: Duration = Duration::from_secs(10);
/// Prepared statements that a connection keeps.
const STATEMENTS_KEPT: usize = 64;
/// Memory for pages that a connection keeps, in KiB.
const WRITER_CACHE_KIB: i32 = 64 << 10;
const READER_CACHE_KIB: i32 = 16 << 10;
/// Bytes of the file that a reader sees through the page cache of the machine.
const MAPPED_BYTES: i64 = 1 << 30;

/// Why a store was not opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("make the folder `{}`", .0.display())]
    Folder(PathBuf, #[source] std::io::Error),
    /// There is none.
    #[error("there is no store in `{}`", .0.display())]
    Missing(PathBuf),
    /// It was written by a newer program.
    #[error("`{}` has format {found}, and this program knows formats up to {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// It was written by an older program, and whoever only reads does not upgrade it.
    #[error("`{}` has the older format {found}, which is upgraded when a desk opens it", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// It is a file of another program.
    #[error("`{}` is an SQLite file, but no store of newstem", .0.display())]
    Foreign(PathBuf),
    /// The copy that is made before an upgrade failed.
    #[error(transparent)]
    Backup(#[from] backup::BackupError),
    /// SQLite refuses it.
    #[error("open `{}`", .0.display())]
    Sqlite(PathBuf, #[source] rusqlite::Error),
}

/// Why something was not read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no more room, or another limit of the disk was met.
    #[error("the disk is full")]
    DiskFull,
    /// SQLite refuses.
    #[error("use the store")]
    Sqlite(#[source] rusqlite::Error),
    /// What stands in the store is not what this program writes.
    #[error("read {what} from the store")]
    Broken {
        /// What was read.
        what: String,
        /// What is wrong with it.
        #[source]
        error: serde_json::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Sqlite(error),
        }
    }
}

/// The one connection that writes.
pub struct Store {
    pub(crate) connection: Connection,
    folder: PathBuf,
}

/// A connection that only reads.
pub struct Reader {
    pub(crate) connection: Connection,
}

impl Store {
    /// Opens the store of a folder, made where there is none, upgraded where it is older; before an
    /// upgrade the file is copied beside itself.
    ///
    /// # Errors
    ///
    /// See [`OpenError`].
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        Self::open_as(folder, SCHEMA)
    }

    fn open_as(folder: &Path, schema: Schema) -> Result<Self, OpenError> {
        fs::create_dir_all(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
        let path = folder.join(FILE);
        let failed = |error| OpenError::Sqlite(path.clone(), error);
        let mut connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        let known = schema.newest();
        match schema::format_of(&connection).map_err(failed)? {
            Format::Foreign => return Err(OpenError::Foreign(path)),
            Format::Version(found) if found > known => {
                return Err(OpenError::Newer { path, found, known });
            }
            Format::Version(found) if found == known => {}
            Format::Version(older) => {
                backup::copy(&connection, &free_place(folder, older))?;
                schema.upgrade(&mut connection, older).map_err(failed)?;
            }
            Format::Empty => {
                connection.pragma_update(None, "page_size", 8192).map_err(failed)?;
                schema.upgrade(&mut connection, 0).map_err(failed)?;
            }
        }
        configure(&connection).map_err(failed)?;
        Ok(Self { connection, folder: folder.to_owned() })
    }

    /// The folder that the store is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves what the log holds into the file, as far as no reader is in the way.
    ///
    /// # Errors
    ///
    /// Where the disk refuses.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Reader {
    /// Opens the store of a folder for reading.
    ///
    /// # Errors
    ///
    /// Where there is none, or one that this program cannot read without an upgrade.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        Self::open_as(folder, SCHEMA)
    }

    fn open_as(folder: &Path, schema: Schema) -> Result<Self, OpenError> {
        let known = schema.newest();
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(OpenError::Missing(folder.to_owned()));
        }
        let failed = |error| OpenError::Sqlite(path.clone(), error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        match schema::format_of(&connection).map_err(failed)? {
            Format::Version(found) if found < known => {
                return Err(OpenError::Older { path, found });
            }
            Format::Version(found) if found > known => {
                return Err(OpenError::Newer { path, found, known });
            }
            Format::Version(_) => {}
            Format::Empty => return Err(OpenError::Missing(folder.to_owned())),
            Format::Foreign => return Err(OpenError::Foreign(path)),
        }
        limit(&connection, READER_CACHE_KIB).map_err(failed)?;
        connection.pragma_update(None, "query_only", true).map_err(failed)?;
        Ok(Self { connection })
    }
}

/// Where a store is copied before it is upgraded. A copy that is there, of an upgrade that did not end,
/// is left alone: it may be the only good one.
fn free_place(folder: &Path, format: u32) -> PathBuf {
    let numbered = (2..).map(|number| format!("{FILE}.format-{format}.{number}"));
    let mut names = std::iter::once(format!("{FILE}.format-{format}")).chain(numbered);
    let is_free = |path: &PathBuf| !path.exists();
    let free = names.find_map(|name| Some(folder.join(name)).filter(is_free));
    free.unwrap_or_else(|| folder.join(FILE))
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    limit(connection, WRITER_CACHE_KIB)
}

fn limit(connection: &Connection, cache_kib: i32) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "mmap_size", MAPPED_BYTES)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// What a later program may know.
    const NEXT: Schema =
        Schema(&[SCHEMA.0[0], "ALTER TABLE articles ADD COLUMN reads INTEGER NOT NULL DEFAULT 0;"]);
    /// One whose second step fails in its middle.
    const BROKEN: Schema = Schema(&[
        SCHEMA.0[0],
        "ALTER TABLE articles ADD COLUMN reads INTEGER; INSERT INTO nowhere VALUES (1);",
    ]);

    /// A folder with the store that a program of format 1 left.
    fn of_format_1() -> TempDir {
        let folder = tempfile::tempdir().expect("there is room");
        let golden = include_bytes!("../tests/golden/format-1.sqlite");
        fs::write(folder.path().join(FILE), golden).expect("there is room");
        folder
    }

    /// The format of a file, how many articles it holds, and whether it has the column of `NEXT`.
    fn check(folder: &TempDir, file: &str, expected: (u32, u32, bool)) {
        let connection = Connection::open(folder.path().join(file)).expect("SQLite opens it");
        let Ok(Format::Version(format)) = schema::format_of(&connection) else {
            panic!("{file} is a store")
        };
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0)).ok();
        let articles = count("SELECT count(*) FROM articles").expect("it can be read");
        let is_new = count("SELECT count(reads) FROM articles").is_some();
        assert_eq!((format, articles, is_new), expected, "{file}");
    }

    #[test]
    fn an_older_store_is_copied_and_then_upgraded() {
        let folder = of_format_1();
        assert!(matches!(
            Reader::open_as(folder.path(), NEXT),
            Err(OpenError::Older { found: 1, .. })
        ));
        Store::open_as(folder.path(), NEXT).expect("it can be upgraded");
        check(&folder, FILE, (2, 3, true));
        check(&folder, "newstem.sqlite.format-1", (1, 3, false));
        Reader::open_as(folder.path(), NEXT).expect("it can be read");
    }

    #[test]
    fn an_upgrade_that_fails_leaves_all_as_it_was_and_can_be_tried_again() {
        let folder = of_format_1();
        assert!(Store::open_as(folder.path(), BROKEN).is_err());
        check(&folder, FILE, (1, 3, false));
        Store::open_as(folder.path(), NEXT).expect("it can be upgraded");
        check(&folder, FILE, (2, 3, true));
        for copy in ["newstem.sqlite.format-1", "newstem.sqlite.format-1.2"] {
            check(&folder, copy, (1, 3, false));
        }
    }

    #[test]
    fn a_store_of_a_newer_format_is_left_as_it_is() {
        let folder = of_format_1();
        Store::open_as(folder.path(), NEXT).expect("it can be upgraded");
        assert!(matches!(Store::open(folder.path()), Err(OpenError::Newer { found: 2, .. })));
        assert!(matches!(Reader::open(folder.path()), Err(OpenError::Newer { found: 2, .. })));
        check(&folder, FILE, (2, 3, true));
    }
}
