//! From what was given on a command line to documents: folders are walked in the order of their
//! paths, and each file goes to the reader of its kind.
//!
//! Nothing is left out in silence: a file of a kind that Newstem does not read is a problem like
//! a broken one. Hidden files are the exception, since editors and desktops scatter them.
//! Folders behind symbolic links are not entered, so a walk always ends.

use std::fs;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::problem::Problem;
use crate::{html, jsonl, plain};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// What came on standard input: one JSON record a line.
    Standard(Vec<u8>),
}

/// Limits of reading, each against a file made to exhaust memory or time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Largest file, in bytes; 1 GiB by default.
    pub file_bytes_max: u64,
    /// Largest article: a text, a page of HTML or a line of JSON, in bytes; 8 MiB by default.
    pub article_bytes_max: usize,
    /// Deepest nesting of HTML elements; 512 by default, as in browsers.
    pub html_depth_max: usize,
    /// Deepest nesting of folders; 64 by default.
    pub folder_depth_max: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            file_bytes_max: 1 << 30,
            article_bytes_max: 8 << 20,
            html_depth_max: 512,
            folder_depth_max: 64,
        }
    }
}

/// What reading has brought together so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) documents: Vec<Document>,
    pub(crate) problems: Vec<Problem>,
}

/// One file's bytes under the name by which its articles are known.
pub(crate) struct Source<'a> {
    /// Path relative to what was given, with `/` between its parts; `-` for standard input.
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    pub(crate) options: &'a ReadOptions,
}

/// A reader of one kind of file.
type Reader = fn(&Source<'_>, &mut Gathered);

const KINDS_READ: &str = "give .jsonl, .txt, .md, .html or .htm files, folders of them, or - for JSON lines on standard input";

/// Reads one input into `gathered`.
pub(crate) fn gather(input: &Input, options: &ReadOptions, gathered: &mut Gathered) {
    match input {
        Input::Standard(bytes) => {
            let source = Source { name: "-", bytes, options };
            jsonl::read(&source, gathered);
        }
        Input::Path(path) if path.is_dir() => walk(path, path, 0, options, gathered),
        Input::Path(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            read_file(path, &name.to_string_lossy(), options, gathered);
        }
    }
}

fn walk(folder: &Path, root: &Path, depth: usize, options: &ReadOptions, gathered: &mut Gathered) {
    if depth > options.folder_depth_max {
        let reason = "the folder lies too deep";
        gathered.problems.push(of_path(folder, reason, "give it as an input of its own"));
        return;
    }
    for path in entries(folder, gathered) {
        if path.is_dir() && !path.is_symlink() {
            walk(&path, root, depth + 1, options, gathered);
        } else if !path.is_dir() {
            read_file(&path, &relative_name(&path, root), options, gathered);
        }
    }
}

/// The paths in a folder, hidden ones left out, in order of their names.
fn entries(folder: &Path, gathered: &mut Gathered) -> Vec<PathBuf> {
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) => {
            let reason = format!("the folder could not be listed: {error}");
            gathered.problems.push(of_path(folder, &reason, "check its permissions"));
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| !is_hidden(path));
    paths.sort();
    paths
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with('.'))
}

fn relative_name(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn read_file(path: &Path, name: &str, options: &ReadOptions, gathered: &mut Gathered) {
    let Some(reader) = reader_of(path) else {
        let reason = "not a kind of file that newstem reads";
        gathered.problems.push(of_path(path, reason, KINDS_READ));
        return;
    };
    match bytes_of(path, options) {
        Ok(bytes) => {
            let source = Source { name, bytes: &bytes, options };
            reader(&source, gathered);
        }
        Err(problem) => gathered.problems.push(problem),
    }
}

fn reader_of(path: &Path) -> Option<Reader> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" => Some(jsonl::read),
        "txt" | "text" => Some(plain::read_text),
        "md" | "markdown" => Some(plain::read_markdown),
        "html" | "htm" | "xhtml" => Some(html::read),
        _ => None,
    }
}

fn bytes_of(path: &Path, options: &ReadOptions) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: std::io::Error| {
        let reason = format!("the file could not be read: {error}");
        of_path(path, &reason, "check that it exists and that you may read it")
    };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(of_path(path, "not an ordinary file", KINDS_READ));
    }
    if metadata.len() > options.file_bytes_max {
        let reason = format!("the file is larger than {} bytes", options.file_bytes_max);
        return Err(of_path(path, &reason, "split it into smaller files"));
    }
    fs::read(path).map_err(unreadable)
}

fn of_path(path: &Path, reason: &str, hint: &str) -> Problem {
    Problem::of_file(&path.to_string_lossy(), reason, hint)
}
