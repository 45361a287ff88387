//! Zip archives, by the list of files at their end. A file in it that is broken costs itself.
//!
//! Where it fails: of several files of one name the library behind this shows the last, so it is
//! told that there are others.

use std::fs::File;

use zip::result::{ZipError, ZipResult};

use super::{NAME_BYTES_MAX, REPACK, is_hidden, name_too_long, nothing_inside};
use crate::input::compression::Limited;
use crate::input::fault::Fault;
use crate::input::source::{Source, unreadable};
use crate::input::walk::read_source;
use crate::sink::Sink;

const TWINS: &str = "several files in it have one name, and only the last of each is read";
const RENAME: &str = "pack it again with a name of its own for each file";
const UNLOCK: &str = "unpack it with its password and give the folder";

/// Reads every file of a zip.
pub(in crate::input) fn read_zip(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, depth, options) = (source.name.clone(), source.depth + 1, source.options);
    let opened = source.into_file().and_then(opened);
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(fault) => return sink.problem(fault.in_file(&name)),
    };
    if archive.is_empty() {
        return sink.problem(nothing_inside().in_file(&name));
    }
    if archive.has_duplicate_names() {
        sink.problem(Fault::new(TWINS, RENAME).in_file(&name));
    }
    for (path, index) in sorted_files(&archive) {
        if path.len() > NAME_BYTES_MAX {
            sink.problem(name_too_long().in_record(&name, index + 1));
            continue;
        }
        let path = format!("{name}/{path}");
        match archive.by_index(index) {
            Ok(file) => {
                let packed = file.compressed_size();
                let bytes = Limited::of_known(file, packed, options);
                read_source(Source::stream(path, bytes, depth, options), sink);
            }
            Err(error) => sink.problem(fault_of(&error).in_file(&path)),
        }
    }
}

fn opened(file: File) -> Result<zip::ZipArchive<File>, Fault> {
    let archive: ZipResult<_> = zip::ZipArchive::new(file);
    archive.map_err(|error| match error {
        ZipError::InvalidArchive(_) => {
            Fault::new("the list of files at its end is missing or damaged", REPACK)
        }
        other => fault_of(&other),
    })
}

fn fault_of(error: &ZipError) -> Fault {
    match error {
        ZipError::Io(error) => unreadable(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Fault::new("it is locked with a password", UNLOCK)
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            Fault::new("it is packed in a way that newstem does not know", REPACK)
        }
        _ => Fault::new("it is damaged", REPACK),
    }
}

/// The names of a zip's files with their places, hidden ones left out, in order.
fn sorted_files(archive: &zip::ZipArchive<File>) -> Vec<(String, usize)> {
    let mut files: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| Some((archive.name_for_index(index)?.ok()?.into_owned(), index)))
        .filter(|(name, _)| !name.ends_with('/') && !is_hidden(name))
        .collect();
    files.sort();
    files
}
