//! The file that pages are read from, and what of it is in memory: every page is counted before
//! it is read, so that a file cannot fill the memory, whatever its pages claim.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parquet::errors::Result;

use super::page_header::{Content, PageHeader};
use super::room::{Room, Rooms};
use super::wrong::wrong;

/// Pages of all columns that may be in memory at once, with what their decoders need, in bytes.
const HELD_BYTES_MAX: usize = 160 << 20;

/// The file, shared by all its columns.
#[derive(Clone)]
pub(super) struct Store(Arc<Mutex<Held>>);

struct Held {
    file: File,
    rooms: Rooms,
    /// What each column holds.
    columns: Vec<HeldByColumn>,
    /// All bytes unpacked so far.
    unpacked: u64,
    unpacked_max: u64,
}

/// What one column holds in memory, in bytes.
#[derive(Clone, Copy, Default)]
struct HeldByColumn {
    dictionary: usize,
    page: usize,
    /// Earlier pages that values still point into.
    earlier: usize,
}

impl Store {
    /// A store that gives out at most `unpacked_max` bytes of pages.
    pub(super) fn new(file: File, unpacked_max: u64) -> Self {
        let (rooms, columns) = (Rooms::default(), Vec::new());
        Self(Arc::new(Mutex::new(Held { file, rooms, columns, unpacked: 0, unpacked_max })))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Room for `length` bytes of a page that was read.
    pub(super) fn room(&self, length: usize) -> Room {
        self.held().rooms.of(length)
    }

    /// Reads `length` bytes from `start` on.
    pub(super) fn read(&self, start: u64, length: usize) -> Result<Room> {
        self.held().read(start, length)
    }

    /// Reads the page that begins at `start`, if there is room for it: `bytes` is what it and its
    /// decoder will take.
    pub(super) fn read_page(
        &self,
        column: usize,
        header: &PageHeader,
        start: u64,
        bytes: usize,
    ) -> Result<Room> {
        let mut held = self.held();
        held.make_room(column, header, bytes)?;
        held.read(start, header.packed_length)
    }

    /// Forgets all pages: so many columns of another row group are going to be read.
    pub(super) fn clear(&self, columns: usize) {
        self.held().columns = vec![HeldByColumn::default(); columns];
    }

    /// Column `column` has let go of its values.
    pub(super) fn let_go(&self, column: usize) {
        if let Some(held) = self.held().columns.get_mut(column) {
            held.earlier = 0;
        }
    }
}

impl Held {
    fn read(&mut self, start: u64, length: usize) -> Result<Room> {
        let mut bytes = self.rooms.of(length);
        let found = self.file.seek(SeekFrom::Start(start));
        let read = found.and_then(|_| self.file.read_exact(&mut bytes));
        read.map_err(|_| wrong("the file could not be read"))?;
        Ok(bytes)
    }

    /// Makes room for a page, or says that there is none.
    fn make_room(&mut self, column: usize, header: &PageHeader, bytes: usize) -> Result<()> {
        self.unpacked = self.unpacked.saturating_add(header.unpacked_length as u64);
        if self.unpacked > self.unpacked_max {
            return Err(wrong("the file swells to too many times its size"));
        }
        let Some(held) = self.columns.get_mut(column) else {
            return Err(wrong("the column is not open"));
        };
        match header.content {
            Content::Dictionary { .. } => held.dictionary = bytes,
            _ => {
                held.earlier += held.page;
                held.page = bytes;
            }
        }
        let all = |held: &HeldByColumn| held.dictionary + held.page + held.earlier;
        let total: usize = self.columns.iter().map(all).sum();
        if total.saturating_add(header.packed_length) > HELD_BYTES_MAX {
            return Err(wrong("its pages are too large to be in memory at once"));
        }
        Ok(())
    }
}
