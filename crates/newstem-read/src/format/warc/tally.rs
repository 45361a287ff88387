//! What is wrong with the pages of a crawl, counted. Most pages of a crawl are no articles, and a
//! problem for each would bury the few that matter; so each thing that is wrong is told once a
//! file, with how many records it concerns and which come first.

use std::collections::BTreeMap;

use crate::input::Fault;
use crate::sink::Sink;

/// So many records are named, and the others counted.
const NAMED_MAX: usize = 5;

/// The faults of a file's pages, by what is wrong. They may be added in any order.
#[derive(Default)]
pub(super) struct Tally {
    faults: BTreeMap<String, Entry>,
}

struct Entry {
    hint: &'static str,
    /// Where the first records begin, in bytes, by their numbers.
    named: BTreeMap<usize, u64>,
    count: usize,
}

impl Tally {
    /// Counts one more fault, of record `number`, which begins at `offset`.
    pub(super) fn add(&mut self, fault: Fault, number: usize, offset: u64) {
        let Fault { reason, hint } = fault;
        let fresh = || Entry { hint, named: BTreeMap::new(), count: 0 };
        let entry = self.faults.entry(reason).or_insert_with(fresh);
        entry.count += 1;
        entry.named.insert(number, offset);
        if entry.named.len() > NAMED_MAX {
            entry.named.pop_last();
        }
    }

    /// Tells what was counted in the file called `name`, and begins anew.
    pub(super) fn tell(&mut self, name: &str, sink: &mut dyn Sink) {
        for (reason, entry) in std::mem::take(&mut self.faults) {
            let Some((first, offset)) = entry.named.first_key_value() else {
                continue;
            };
            let reason = format!("{reason}{}", others(&entry));
            sink.problem(Fault::new(reason, entry.hint).in_record(name, *first).at(*offset));
        }
    }
}

/// A clause on the records besides the first.
fn others(entry: &Entry) -> String {
    let named: Vec<String> = entry.named.keys().skip(1).map(usize::to_string).collect();
    let more = if entry.count > entry.named.len() { ", …" } else { "" };
    match entry.count - 1 {
        0 => String::new(),
        1 => format!("; the same goes for record {}", named.join(", ")),
        count => format!("; the same goes for {count} other records: {}{more}", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::Gathered;

    fn check(numbers: &[usize], expected: &str) {
        let mut tally = Tally::default();
        for number in numbers {
            tally.add(Fault::new("the page is empty", "fill it"), *number, 10 * *number as u64);
        }
        let mut found = Gathered::default();
        tally.tell("c.warc", &mut found);
        let told: Vec<String> =
            found.problems.iter().map(|p| format!("{p} @{}", p.offset.unwrap_or(0))).collect();
        assert_eq!(told, [expected]);
    }

    #[test]
    fn a_fault_is_told_once_in_whatever_order_it_came() {
        check(&[7], "c.warc:7: the page is empty @70");
        check(&[9, 7], "c.warc:7: the page is empty; the same goes for record 9 @70");
        check(
            &[9, 8, 7, 3, 6, 4, 5],
            "c.warc:3: the page is empty; the same goes for 6 other records: 4, 5, 6, 7, … @30",
        );
    }
}
