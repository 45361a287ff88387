//! Folders: files that are new or changed are read, whatever newstem reads.
//!
//! The folder is listed at every look. Rejected: asking the system to be told of changes, which works
//! differently on every system, not at all over the network, and loses some when many come at once. A
//! file that was changed a moment ago may still be growing, so it waits. A file that was renamed is
//! read again under its new name.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use newstem_read::{Document, Input, Problem, ReadOptions, Sink, files_of, read_documents};
use newstem_store::Skipped;

use super::state::FileMark;
use super::taking::{note, skipped_of, take_in};
use crate::desk::Desk;
use crate::writer::WriteError;

/// A file that was changed within so many milliseconds may still be growing.
const SETTLED_MS: u64 = 2000;
/// So many files of a folder are watched, the first by name.
pub const FILES_MAX: usize = 20_000;
/// So many documents are written at a time, and so many bytes of text.
const DOCUMENTS_AT_ONCE: usize = 256;
const BYTES_AT_ONCE: usize = 4 << 20;

/// The files of a folder by their paths within it, and how many there were beyond the limit.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub fn list(folder: &Path) -> std::io::Result<(BTreeMap<String, FileMark>, usize)> {
    fs::read_dir(folder)?;
    let paths = files_of(&[Input::Path(folder.to_owned())], &ReadOptions::default());
    let beyond = paths.len().saturating_sub(FILES_MAX);
    let files = paths.into_iter().take(FILES_MAX).filter_map(|path| marked(folder, path));
    Ok((files.collect(), beyond))
}

fn marked(folder: &Path, path: PathBuf) -> Option<(String, FileMark)> {
    let facts = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let since = facts.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let modified_ms = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
    let name = path.strip_prefix(folder).ok()?.to_str()?.to_owned();
    Some((name, FileMark { modified_ms, bytes: facts.len() }))
}

/// The files that are to be read now.
pub fn changed(
    there: &BTreeMap<String, FileMark>,
    known: &BTreeMap<String, FileMark>,
    now_ms: u64,
) -> Vec<String> {
    let is_growing =
        |mark: &FileMark| mark.modified_ms <= now_ms && now_ms - mark.modified_ms < SETTLED_MS;
    let is_wanted =
        |(name, mark): &(&String, &FileMark)| known.get(*name) != Some(*mark) && !is_growing(mark);
    there.iter().filter(is_wanted).map(|(name, _)| name.clone()).collect()
}

/// Reads one file and keeps its articles; how many are new, or new versions.
///
/// # Errors
///
/// Where the store refuses, or the desk closes.
pub fn read(desk: &Desk, source: &str, name: &str) -> Result<u64, WriteError> {
    let path = Path::new(source).join(name);
    let mut taking = Taking::new(desk, source, path.to_string_lossy().into_owned());
    read_documents(&[Input::Path(path)], &ReadOptions::default(), &mut taking);
    taking.finish()
}

/// Takes what a file holds in as it is read.
struct Taking<'a> {
    desk: &'a Desk,
    source: &'a str,
    path: String,
    documents: Vec<Document>,
    bytes: usize,
    skipped: Vec<Skipped>,
    taken: Result<u64, WriteError>,
}

impl<'a> Taking<'a> {
    fn new(desk: &'a Desk, source: &'a str, path: String) -> Self {
        let (documents, skipped) = (Vec::new(), Vec::new());
        Self { desk, source, path, documents, bytes: 0, skipped, taken: Ok(0) }
    }

    fn write(&mut self) {
        self.bytes = 0;
        let documents = std::mem::take(&mut self.documents);
        let Ok(before) = self.taken else { return };
        self.taken = take_in(self.desk, self.source, documents).map(|more| before + more);
        if self.desk.wake.is_closing() {
            self.taken = Err(WriteError::Closing);
        }
    }

    fn finish(mut self) -> Result<u64, WriteError> {
        self.write();
        let taken = self.taken?;
        note(self.desk, self.skipped)?;
        Ok(taken)
    }
}

impl Sink for Taking<'_> {
    fn document(&mut self, mut document: Document) {
        name(&mut document, &self.path);
        self.bytes += document.text.len();
        self.documents.push(document);
        if self.documents.len() >= DOCUMENTS_AT_ONCE || self.bytes >= BYTES_AT_ONCE {
            self.write();
        }
    }

    fn problem(&mut self, mut problem: Problem) {
        problem.file.clone_from(&self.path);
        self.skipped.push(skipped_of(self.source, &problem));
    }
}

/// An article without an id of its own is called by its address, else by its place in its file, with
/// the whole path: two folders may have files of one name. Readers call it by that place already, but
/// know no more of the path than the name of the file.
fn name(document: &mut Document, path: &str) {
    let brought_none = document.id == document.source;
    let file = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    let within = document.source.strip_prefix(file.as_ref()).unwrap_or_default();
    document.source = format!("{path}{within}");
    if brought_none {
        document.id = document.url.clone().unwrap_or_else(|| document.source.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_once_they_rest_and_again_when_they_change() {
        let mark = |modified_ms, bytes| FileMark { modified_ms, bytes };
        let check = |there, known: Option<FileMark>, expected: &[&str]| {
            let named = |mark| BTreeMap::from([("a.txt".to_owned(), mark)]);
            let known = known.map(named).unwrap_or_default();
            assert_eq!(changed(&named(there), &known, 10_000), expected, "{there:?} {known:?}");
        };
        check(mark(1000, 5), None, &["a.txt"]);
        check(mark(9000, 5), None, &[]);
        check(mark(8000, 5), None, &["a.txt"]);
        check(mark(90_000, 5), None, &["a.txt"]);
        check(mark(1000, 5), Some(mark(1000, 5)), &[]);
        check(mark(2000, 5), Some(mark(1000, 5)), &["a.txt"]);
        check(mark(1000, 6), Some(mark(1000, 5)), &["a.txt"]);
    }

    #[test]
    fn articles_of_files_have_names_that_no_other_file_gives() {
        let check = |id: &str, source: &str, url: Option<&str>, expected: [&str; 2]| {
            let url = url.map(str::to_owned);
            let (id, source) = (id.to_owned(), source.to_owned());
            let mut document = Document { id, source, url, ..Document::default() };
            name(&mut document, "/in/a.jsonl");
            assert_eq!([document.id.as_str(), document.source.as_str()], expected);
        };
        check("a.jsonl#3", "a.jsonl#3", None, ["/in/a.jsonl#3", "/in/a.jsonl#3"]);
        let url = Some("https://a.example/1");
        check("a.jsonl#3", "a.jsonl#3", url, ["https://a.example/1", "/in/a.jsonl#3"]);
        check("17", "a.jsonl#3", url, ["17", "/in/a.jsonl#3"]);
        check("a.jsonl", "a.jsonl", None, ["/in/a.jsonl", "/in/a.jsonl"]);
    }
}
