//! What is wrong with the pages of a crawl, counted. Most pages of a crawl are no articles, and a
//! problem for each would bury the few that matter; so each thing that is wrong is told once a
//! file, with how many records it concerns and which come first.

use std::collections::BTreeMap;

use crate::input::Fault;
use crate::sink::Sink;

/// So many records are named, and the others counted.
const NAMED_MAX: usize = 5;

/// The faults of a file's pages, by what is wrong.
#[derive(Default)]
pub(super) struct Tally {
    faults: BTreeMap<String, Entry>,
}

struct Entry {
    hint: &'static str,
    /// Where the first record begins, in bytes.
    offset: u64,
    /// The first records, by their numbers.
    named: Vec<usize>,
    count: usize,
}

impl Tally {
    /// Counts one more fault, of record `number`, which begins at `offset`.
    pub(super) fn add(&mut self, fault: Fault, number: usize, offset: u64) {
        let Fault { reason, hint } = fault;
        let fresh = || Entry { hint, offset, named: Vec::new(), count: 0 };
        let entry = self.faults.entry(reason).or_insert_with(fresh);
        entry.count += 1;
        if entry.named.len() < NAMED_MAX {
            entry.named.push(number);
        }
    }

    /// Tells what was counted in the file called `name`.
    pub(super) fn tell(self, name: &str, sink: &mut dyn Sink) {
        for (reason, entry) in self.faults {
            let first = entry.named.first().copied().unwrap_or_default();
            let reason = format!("{reason}{}", others(&entry));
            sink.problem(Fault::new(reason, entry.hint).in_record(name, first).at(entry.offset));
        }
    }
}

/// A clause on the records besides the first.
fn others(entry: &Entry) -> String {
    let named: Vec<String> = entry.named.iter().skip(1).map(usize::to_string).collect();
    let more = if entry.count > entry.named.len() { ", …" } else { "" };
    match entry.count - 1 {
        0 => String::new(),
        1 => format!("; the same goes for record {}", named.join(", ")),
        count => format!("; the same goes for {count} other records: {}{more}", named.join(", ")),
    }
}
