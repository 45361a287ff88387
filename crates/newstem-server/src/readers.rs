//! Connections that read, handed out one a task.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use newstem_store::{OpenError, Reader, StoreError};
use thiserror::Error;

/// So many connections are kept open.
const KEPT_MAX: usize = 16;

/// Why something was not read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// No connection could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Open connections that nobody uses just now.
pub struct Readers {
    folder: PathBuf,
    idle: Mutex<Vec<Reader>>,
}

impl Readers {
    /// None yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, idle: Mutex::new(Vec::new()) }
    }

    /// Reads something with a connection of its own.
    ///
    /// # Errors
    ///
    /// Where the store cannot be opened or read.
    pub fn with<T>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, StoreError>,
    ) -> Result<T, ReadError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => Reader::open(&self.folder)?,
        };
        let answer = read(&reader)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT_MAX {
            idle.push(reader);
        }
        Ok(answer)
    }
}
