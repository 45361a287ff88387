//! Opening the file: what is refused, what is upgraded, how it is written to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use thiserror::Error;

use crate::backup;
use crate::schema::{self, CURRENT, Format};

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
    #[error("`{}` has format {found}, and this program knows formats up to {CURRENT}", path.display())]
    Newer {
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
        fs::create_dir_all(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
        let path = folder.join(FILE);
        let failed = |error| OpenError::Sqlite(path.clone(), error);
        let mut connection = Connection::open(&path).map_err(failed)?;
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        match schema::format_of(&connection).map_err(failed)? {
            Format::Foreign => return Err(OpenError::Foreign(path)),
            Format::Version(found) if found > CURRENT => {
                return Err(OpenError::Newer { path, found });
            }
            Format::Version(CURRENT) => {}
            Format::Version(older) => {
                let beside = folder.join(format!("{FILE}.format-{older}"));
                backup::copy(&connection, &beside)?;
                schema::upgrade(&mut connection, older).map_err(failed)?;
            }
            Format::Empty => {
                connection.pragma_update(None, "page_size", 8192).map_err(failed)?;
                schema::upgrade(&mut connection, 0).map_err(failed)?;
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
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(OpenError::Missing(folder.to_owned()));
        }
        let failed = |error| OpenError::Sqlite(path.clone(), error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).map_err(failed)?;
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        match schema::format_of(&connection).map_err(failed)? {
            Format::Version(CURRENT) => {}
            Format::Version(found) => return Err(OpenError::Newer { path, found }),
            Format::Empty => return Err(OpenError::Missing(folder.to_owned())),
            Format::Foreign => return Err(OpenError::Foreign(path)),
        }
        limit(&connection, READER_CACHE_KIB).map_err(failed)?;
        connection.pragma_update(None, "query_only", true).map_err(failed)?;
        Ok(Self { connection })
    }
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
