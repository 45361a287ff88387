//! From what was given on a command line to streams of bytes, each with its name and its kind.
//!
//! Every stream is read once, front to back, through a buffer of fixed size: a file of any length
//! costs no more memory than its largest record. Compression is told by the first bytes, archives
//! are opened into their members, and both are limited in how much they may swell. Only formats
//! that must be read from their end (Parquet, zip) ask for a file; a stream is put into a
//! temporary one for them.

mod archive;
mod compression;
mod decode;
mod fault;
mod kind;
mod lines;
mod members;
mod source;
mod tale;
mod utf16;
mod walk;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::format::Field;

pub use compression::open_plain;
pub(crate) use decode::{NotText, decode, is_stray_control};
pub(crate) use fault::Fault;
pub(crate) use lines::{Line, Lines};
pub(crate) use source::{Source, unreadable};
pub use walk::{files_named, files_of, read_bytes, read_documents};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// A file under a name by which its articles are known, as [`files_named`] gives them.
    File {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
    },
    /// Whatever comes on standard input; its kind is told by its first bytes.
    Standard,
    /// Bytes at hand, under a name whose ending may tell their kind.
    Bytes {
        /// The name by which their articles are known.
        name: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// Limits of reading, each against a file made to exhaust memory or time, and how fields are
/// named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Largest article: a text, a page of HTML or a record, in bytes; 8 MiB by default.
    pub article_bytes_max: usize,
    /// Largest feed, in bytes; 10 MiB by default.
    pub feed_bytes_max: usize,
    /// Largest stream that may be put into a temporary file, in bytes; 4 GiB by default.
    pub spool_bytes_max: u64,
    /// How many bytes a compressed byte may become after the first MiB; 200 by default.
    pub swell_max: u64,
    /// So many problems of one file are told, the rest counted; 100 by default.
    pub problems_per_file_max: usize,
    /// Deepest nesting of HTML elements; 512 by default, as in browsers.
    pub html_depth_max: usize,
    /// Deepest nesting of folders; 64 by default.
    pub folder_depth_max: usize,
    /// Deepest nesting of archives and compression in one another; 4 by default.
    pub archive_depth_max: usize,
    /// How many threads take pages apart; 1 by default.
    pub threads: usize,
    /// Fields that a pile calls by names of its own: ours to theirs, `text` to `body`; none by
    /// default.
    pub fields: BTreeMap<Field, String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            article_bytes_max: 8 << 20,
            feed_bytes_max: 10 << 20,
            spool_bytes_max: 4 << 30,
            swell_max: 200,
            problems_per_file_max: 100,
            html_depth_max: 512,
            folder_depth_max: 64,
            archive_depth_max: 4,
            threads: 1,
            fields: BTreeMap::new(),
        }
    }
}
