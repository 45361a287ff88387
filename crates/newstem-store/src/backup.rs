//! Copies of a store that is in use.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;
use thiserror::Error;

use crate::open::{FILE, Reader};

/// Why a copy was not made.
#[derive(Debug, Error)]
pub enum BackupError {
    /// There is a file already, which may be the only good copy.
    #[error("`{}` exists", .0.display())]
    Exists(PathBuf),
    /// A file cannot be written.
    #[error("write `{}`", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// SQLite refuses.
    #[error("copy the store to `{}`", .0.display())]
    Sqlite(PathBuf, #[source] rusqlite::Error),
}

/// Pages copied at a time; writers wait no longer than that takes.
const PAGES_AT_ONCE: i32 = 4096;

impl Reader {
    /// Copies the store as it is at one moment into a new folder. The index for search is not copied:
    /// it is made again when the copy is opened.
    ///
    /// # Errors
    ///
    /// Where the folder holds a store, or the disk refuses.
    pub fn backup(&self, folder: &Path) -> Result<PathBuf, BackupError> {
        fs::create_dir_all(folder).map_err(|error| BackupError::File(folder.to_owned(), error))?;
        let target = folder.join(FILE);
        copy(&self.connection, &target)?;
        Ok(target)
    }
}

/// Copies all that a connection sees into a new file, whole or not at all.
pub fn copy(from: &Connection, target: &Path) -> Result<(), BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let unfinished = target.with_extension("unfinished");
    let file = |error| BackupError::File(unfinished.clone(), error);
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(file(error)),
        _ => {}
    }
    write_copy(from, &unfinished).map_err(|error| BackupError::Sqlite(target.to_owned(), error))?;
    File::open(&unfinished).and_then(|copied| copied.sync_all()).map_err(file)?;
    fs::rename(&unfinished, target).map_err(|error| BackupError::File(target.to_owned(), error))
}

fn write_copy(from: &Connection, target: &Path) -> rusqlite::Result<()> {
    let mut to = Connection::open(target)?;
    Backup::new(from, &mut to)?.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None)?;
    to.pragma_update(None, "journal_mode", "DELETE")?;
    to.close().map_err(|(_, error)| error)
}
