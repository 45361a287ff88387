//! Archives: each file in a zip or a tar is read as if it lay in a folder of the archive's name.
//! A member that is broken costs itself; a tar that breaks off, what would have followed.

use std::fs::File;
use std::io::Read;

use super::compression::Limited;
use super::fault::Fault;
use super::source::{Source, unreadable};
use super::walk::{is_hidden_name, read_source};
use crate::sink::Sink;

const REPACK: &str = "unpack it and give the folder, or pack it again";

/// Reads every member of a zip.
pub(super) fn read_zip(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, depth, options) = (source.name.clone(), source.depth + 1, source.options);
    let opened = source.into_file().and_then(|file| {
        let broken = |error| Fault::new(format!("the archive is broken: {error}"), REPACK);
        zip::ZipArchive::new(file).map_err(broken)
    });
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(fault) => return sink.problem(fault.in_file(&name)),
    };
    for (path, index) in sorted_members(&archive) {
        match archive.by_index(index) {
            Ok(member) => {
                let packed = member.compressed_size();
                let bytes = Limited::of_known(member, packed, options);
                read_source(Source::stream(format!("{name}/{path}"), bytes, depth, options), sink);
            }
            Err(error) => {
                let reason = format!("a file of the archive is broken: {error}");
                sink.problem(Fault::new(reason, REPACK).in_record(&name, index + 1));
            }
        }
    }
}

/// The names of a zip's files with their places, hidden ones left out, in order.
fn sorted_members(archive: &zip::ZipArchive<File>) -> Vec<(String, usize)> {
    let is_file = |name: &str| !name.ends_with('/') && !name.split('/').any(is_hidden_name);
    let mut members: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| Some((archive.name_for_index(index)?.ok()?.into_owned(), index)))
        .filter(|(name, _)| is_file(name))
        .collect();
    members.sort();
    members
}

/// Reads every member of a tar, in the order in which they come: a tar is a stream.
pub(super) fn read_tar(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, depth, options) = (source.name.clone(), source.depth + 1, source.options);
    let mut archive = tar::Archive::new(source);
    let members = match archive.entries() {
        Ok(members) => members,
        Err(error) => return sink.problem(unreadable(&error).in_file(&name)),
    };
    for (index, member) in members.enumerate() {
        let member = match member {
            Ok(member) => member,
            Err(error) => return sink.problem(unreadable(&error).in_record(&name, index + 1)),
        };
        let path = String::from_utf8_lossy(&member.path_bytes()).into_owned();
        let path = path.trim_start_matches("./");
        if !member.header().entry_type().is_file() || path.split('/').any(is_hidden_name) {
            continue;
        }
        // What a tar declares of a member's length is only believed as far as bytes follow.
        let member_name = format!("{name}/{path}");
        let declared = member.size();
        read_source(Source::stream(member_name, member.take(declared), depth, options), sink);
    }
}
