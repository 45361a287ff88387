//! The walk over what was given: folders in the order of their paths, archives and compression
//! taken apart, each stream handed to the reader of its format.
//!
//! Nothing is left out in silence: a file of a kind that Newstem does not read is a problem like
//! a broken one. Hidden files are the exception, since editors and desktops scatter them.
//! Folders behind links are not entered, so a walk always ends; they too are named.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::compression::{compression_of, decompressed};
use super::kind::{Kind, kind_of};
use super::source::unreadable;
use super::tale::Tale;
use super::{Fault, Input, ReadOptions, Source, archive};
use crate::format;
use crate::problem::Problem;
use crate::sink::Sink;
use crate::workers::with_workers;

const KINDS_READ: &str = "newstem reads JSON (.jsonl, .json), tables (.csv, .tsv, .parquet), web pages (.html), crawls (.warc), feeds (.rss, .atom, .xml), mail (.eml, .mbox), text (.txt, .md), all of them also as .gz, .zst or .bz2 and in .zip or .tar";

const NOT_A_FILE: &str = "give files and folders; what comes through a pipe can be given as -";

/// Reads all `inputs` into `sink`, in their order. Never fails: what cannot be read becomes a
/// problem.
pub fn read_documents(inputs: &[Input], options: &ReadOptions, sink: &mut dyn Sink) {
    with_workers(options.threads, sink, |sink| {
        inputs.iter().for_each(|input| read_input(input, options, sink));
    });
}

fn read_input(input: &Input, options: &ReadOptions, sink: &mut dyn Sink) {
    match input {
        Input::Standard => {
            let bytes = io::stdin().lock();
            read_source(Source::stream("-".to_owned(), bytes, 0, options), sink);
        }
        Input::Bytes { name, bytes } => {
            read_source(Source::of_bytes(name, bytes, options), sink);
        }
        Input::File { path, name } => read_file(path, name.clone(), options, sink),
        Input::Path(path) => {
            each_file(path, options, sink, &mut |path, name, sink| {
                read_file(path, name, options, sink);
            });
        }
    }
}

/// The files that reading `inputs` opens, each an input of its own that gives articles the same ids;
/// for whoever reads them in several places. Bytes stay as they are, and so does standard input.
/// What cannot be listed goes to `sink`.
pub fn files_named(inputs: &[Input], options: &ReadOptions, sink: &mut dyn Sink) -> Vec<Input> {
    let mut files = Vec::new();
    for input in inputs {
        match input {
            Input::Path(path) => each_file(path, options, sink, &mut |path, name, _| {
                files.push(Input::File { path: path.to_owned(), name });
            }),
            other => files.push(other.clone()),
        }
    }
    files
}

/// Takes a file, under the name by which its articles are known.
type TakeFile<'a> = &'a mut dyn FnMut(&Path, String, &mut dyn Sink);

/// Hands over a file, or all that a folder holds.
fn each_file(path: &Path, options: &ReadOptions, sink: &mut dyn Sink, take: TakeFile<'_>) {
    if !path.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        return take(path, name.to_string_lossy().into_owned(), sink);
    }
    let mut walk = Walk { root: path, options, take, is_empty: true };
    walk.folder(path, 0, sink);
    if walk.is_empty {
        sink.problem(of_path(path, "the folder holds no files", "check its name"));
    }
}

struct Walk<'a> {
    root: &'a Path,
    options: &'a ReadOptions,
    take: TakeFile<'a>,
    /// Nothing was met yet, be it read or told of.
    is_empty: bool,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize, sink: &mut dyn Sink) {
        if depth > self.options.folder_depth_max {
            self.is_empty = false;
            let reason = "the folder lies too deep";
            return sink.problem(of_path(folder, reason, "give it as an input of its own"));
        }
        for path in entries(folder, sink) {
            self.is_empty = self.is_empty && path.is_dir() && !path.is_symlink();
            if !path.is_dir() {
                (self.take)(&path, relative_name(&path, self.root), sink);
            } else if path.is_symlink() {
                let reason = "a link to a folder, which is not followed";
                sink.problem(of_path(&path, reason, "give the folder itself"));
            } else {
                self.folder(&path, depth + 1, sink);
            }
        }
    }
}

/// The paths in a folder; one that cannot be listed is a problem.
fn entries(folder: &Path, sink: &mut dyn Sink) -> Vec<PathBuf> {
    list(folder).unwrap_or_else(|error| {
        let reason = format!("the folder could not be listed: {error}");
        sink.problem(of_path(folder, &reason, "check its permissions"));
        Vec::new()
    })
}

/// The paths in a folder, hidden ones left out, in order of their names.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| !is_hidden(path));
    paths.sort();
    Ok(paths)
}

/// The files that reading `inputs` opens, in their order; what cannot be listed is left to the
/// reading to tell of.
pub fn files_of(inputs: &[Input], options: &ReadOptions) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for input in inputs {
        if let Input::Path(path) = input {
            collect_files(path, 0, options, &mut files);
        }
    }
    files
}

fn collect_files(path: &Path, depth: usize, options: &ReadOptions, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
    } else if depth <= options.folder_depth_max && (depth == 0 || !path.is_symlink()) {
        let inner = list(path).unwrap_or_default();
        inner.iter().for_each(|path| collect_files(path, depth + 1, options, files));
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| is_hidden_name(&name.to_string_lossy()))
}

pub(super) fn is_hidden_name(name: &str) -> bool {
    name.starts_with('.') && name != "." && name != ".."
}

fn relative_name(path: &Path, root: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn read_file(path: &Path, name: String, options: &ReadOptions, sink: &mut dyn Sink) {
    match open(path, name, options) {
        Ok(source) => read_source(source, sink),
        Err(fault) => sink.problem(fault.in_file(&path.to_string_lossy())),
    }
}

fn open<'a>(path: &Path, name: String, options: &'a ReadOptions) -> Result<Source<'a>, Fault> {
    let unopened = |error: io::Error| {
        let reason = format!("the file could not be opened: {error}");
        Fault::new(reason, "check that it exists and that you may read it")
    };
    if !fs::metadata(path).map_err(unopened)?.is_file() {
        return Err(Fault::new("not an ordinary file", NOT_A_FILE));
    }
    Source::open(path, name, options).map_err(unopened)
}

/// Reads bytes that are at hand as a file of this name: what they are is told by their signature, the
/// name's ending or their looks.
pub fn read_bytes(name: &str, bytes: &[u8], options: &ReadOptions, sink: &mut dyn Sink) {
    read_source(Source::of_bytes(name, bytes, options), sink);
}

/// Reads a stream of any kind.
pub(super) fn read_source(mut source: Source<'_>, sink: &mut dyn Sink) {
    let name = source.name.clone();
    if source.depth > source.options.archive_depth_max {
        let reason = "it is packed in too many archives";
        return sink.problem(Problem::of_file(&name, reason, "unpack the outer ones first"));
    }
    let head = match source.head() {
        Ok(head) => head,
        Err(error) => return sink.problem(unreadable(&error).in_file(&name)),
    };
    if let Some(compression) = compression_of(head) {
        return match decompressed(source, compression) {
            Ok(plain) => read_source(plain, sink),
            Err(error) => sink.problem(unreadable(&error).in_file(&name)),
        };
    }
    let mut source = match source.into_utf8() {
        Ok(source) => source,
        Err(error) => return sink.problem(unreadable(&error).in_file(&name)),
    };
    match source.head().ok().and_then(|head| kind_of(&name, head)) {
        Some(Kind::Zip) => archive::read_zip(source, sink),
        Some(Kind::Tar) => archive::read_tar(source, sink),
        Some(Kind::Holding(format)) => {
            let mut tale = Tale::new(&name, source.options.problems_per_file_max, sink);
            format::read(format, source, &mut tale);
            tale.finish();
        }
        None => {
            let reason = "not a kind of file that newstem reads";
            sink.problem(Problem::of_file(&name, reason, KINDS_READ));
        }
    }
}

fn of_path(path: &Path, reason: &str, hint: &str) -> Problem {
    Problem::of_file(&path.to_string_lossy(), reason, hint)
}
