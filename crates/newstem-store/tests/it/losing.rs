//! Power that fails between any two writes, and bytes that change on the disk.

use std::fs;
use std::path::Path;

use newstem_store::{Reader, Store, verify};
use rusqlite::Connection;

use crate::{desk, incoming, moment};

/// The header of the log, and that of each of its records.
const LOG_HEADER: u64 = 32;
const RECORD_HEADER: u64 = 24;

/// Copies the store as a crash would leave it, its log cut after so many bytes.
fn cut(folder: &Path, length: u64) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("there is room");
    for name in ["newstem.sqlite", "newstem.sqlite-wal"] {
        fs::copy(folder.join(name), copy.path().join(name)).expect("it can be copied");
    }
    let log = fs::OpenOptions::new().write(true).open(copy.path().join("newstem.sqlite-wal"));
    log.and_then(|log| log.set_len(length)).expect("it can be cut");
    copy
}

/// The bodies that are there, in order of arrival; the store must be whole.
fn kept(folder: &Path) -> Vec<String> {
    Store::open(folder).expect("what is left is a store");
    let reader = Reader::open(folder).expect("what is left is a store");
    let findings = verify(folder, &reader).expect("it can be read");
    let broken: Vec<_> = findings.iter().filter(|finding| !finding.is_mended_by_reindex).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let arrivals = reader.arrivals_after(0, 1000).expect("it can be read");
    arrivals.into_iter().map(|kept| kept.text.body).collect()
}

#[test]
fn a_log_cut_anywhere_leaves_what_came_before() {
    let mut desk = desk();
    desk.store.checkpoint().expect("the disk takes it");
    let log = desk.folder.path().join("newstem.sqlite-wal");
    // For each thing that was acknowledged the length of the log by then.
    let mut acknowledged: Vec<(u64, usize)> = Vec::new();
    for number in 0..12 {
        let texts: Vec<_> = (0..=number % 3)
            .map(|part| {
                incoming(&format!("{number}-{part}"), &format!("{number}-{part}").repeat(400))
            })
            .collect();
        desk.store.take_in(&texts, &moment()).expect("there is room");
        let length = fs::metadata(&log).expect("there is a log").len();
        acknowledged
            .push((length, desk.reader.counts().expect("it can be read").articles as usize));
    }
    let page: u64 = 8192;
    let whole = fs::metadata(&log).expect("there is a log").len();
    let ends = (0..).map(|records| LOG_HEADER + records * (RECORD_HEADER + page));
    let mut lengths: Vec<u64> = ends.take_while(|&end| end <= whole).collect();
    lengths.extend([0, LOG_HEADER / 2, LOG_HEADER + 7, whole - 1, whole]);
    let all = kept(cut(desk.folder.path(), whole).path());
    for length in lengths {
        let left = kept(cut(desk.folder.path(), length).path());
        let due = acknowledged.iter().filter(|(end, _)| *end <= length).map(|(_, count)| *count);
        assert!(left.len() >= due.max().unwrap_or(0), "cut at {length}: {} are left", left.len());
        assert_eq!(left, all[..left.len()], "cut at {length}");
        let is_prefix =
            left.is_empty() || acknowledged.iter().any(|(_, count)| *count == left.len());
        assert!(is_prefix, "cut at {length}: part of a request is left");
    }
}

#[test]
fn changed_text_is_found() {
    let mut desk = desk();
    desk.hold(&[("a", 0), ("b", 0)]);
    let file = Connection::open(desk.folder.path().join("newstem.sqlite")).expect("it opens");
    let told = |desk: &crate::Desk| -> Vec<String> {
        let findings = verify(desk.folder.path(), &desk.reader).expect("it can be read");
        let broken = findings.into_iter().filter(|finding| !finding.is_mended_by_reindex);
        broken.map(|finding| finding.what).collect()
    };
    assert_eq!(told(&desk), Vec::<String>::new());
    file.execute("UPDATE versions SET body = 'c' WHERE arrival = 2", [])
        .expect("it can be written");
    assert_eq!(told(&desk), ["version 1 of `b` is not as it was written"]);
    file.execute("DELETE FROM placements WHERE article = 1", []).expect("it can be written");
    assert_eq!(
        told(&desk)[1..],
        [
            "the article `a` is in no story",
            "the story `s1` has another number of articles than it says"
        ]
    );
}
