//! Tar archives, front to back as they come. What has no sound head ends the archive, since
//! nothing tells where the next file would begin.
//!
//! Before each head may stand a long name or a list of extended fields, which the library keeps
//! whole; a limit on what it may read between two files keeps them from filling the memory.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use super::{NAME_BYTES_MAX, REPACK, is_hidden, name_too_long, nothing_inside};
use crate::input::ReadOptions;
use crate::input::fault::Fault;
use crate::input::source::{Source, unreadable};
use crate::input::walk::read_source;
use crate::sink::Sink;

/// What stands before a file, its names and fields, is at most so long.
const HEAD_BYTES_MAX: u64 = 1 << 20;

/// Reads every file of a tar.
pub(in crate::input) fn read_tar(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, depth, options) = (source.name.clone(), source.depth + 1, source.options);
    let left = Rc::new(Cell::new(HEAD_BYTES_MAX));
    let mut archive = ::tar::Archive::new(Metered { bytes: source, left: Rc::clone(&left) });
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return sink.problem(fault_of(&error).in_file(&name)),
    };
    let mut number = 0;
    for entry in entries {
        number += 1;
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return sink.problem(fault_of(&error).in_record(&name, number)),
        };
        left.set(u64::MAX);
        read_entry(&mut entry, Place { name: &name, number, depth, options }, sink);
        // What is wrong with the rest of a file shows again when the next is looked for.
        let _ = io::copy(&mut entry, &mut io::sink());
        left.set(HEAD_BYTES_MAX);
    }
    if number == 0 {
        sink.problem(nothing_inside().in_file(&name));
    }
}

/// Where an entry stands.
struct Place<'a> {
    name: &'a str,
    number: usize,
    depth: usize,
    options: &'a ReadOptions,
}

fn read_entry(entry: &mut ::tar::Entry<'_, impl Read>, place: Place<'_>, sink: &mut dyn Sink) {
    let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let path = path.trim_start_matches("./");
    if !entry.header().entry_type().is_file() || is_hidden(path) {
        return;
    }
    if path.len() > NAME_BYTES_MAX {
        return sink.problem(name_too_long().in_record(place.name, place.number));
    }
    // What a tar declares of a file's length is only believed as far as bytes follow.
    let declared = entry.size();
    let path = format!("{}/{path}", place.name);
    let bytes = entry.take(declared);
    read_source(Source::stream(path, bytes, place.depth, place.options), sink);
}

/// The library's own errors are of no kind; all others come from the stream beneath.
fn fault_of(error: &io::Error) -> Fault {
    if error.kind() != io::ErrorKind::Other {
        return unreadable(error);
    }
    Fault::new("the archive breaks off or is damaged here, so the rest of it is left out", REPACK)
}

/// A stream of which so many bytes may be read as `left` says.
struct Metered<R> {
    bytes: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        let Some(left) = self.left.get().checked_sub(count as u64) else {
            let told = format!("what stands before a file is longer than {HEAD_BYTES_MAX} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, told));
        };
        self.left.set(left);
        Ok(count)
    }
}
