//! What is remembered of a source between two looks at it, kept with it in the store.
//!
//! Of what was seen, hashes are enough: one of what an item is called and one of what it said, so that
//! a changed item is told from a new one. The list is bounded; each look at a source moves what it
//! still shows to the end, and what was not shown for longest is dropped. No more items of one look
//! are taken into account than the list holds, or the dropped ones would be asked for again and again.

use std::collections::BTreeMap;

use newstem_fetch::Schedule;
use newstem_store::Source;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// So many items of a source are remembered.
pub const SEEN_MAX: usize = 5_000;
/// So often a page that cannot be had is asked for.
const TRIES_MAX: u8 = 3;

/// What is remembered of a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// When it is looked at.
    pub schedule: Option<Schedule>,
    /// Where it is now, where it has moved for good.
    pub moved_to: Option<String>,
    /// `ETag` of its last answer of which all was taken.
    pub etag: Option<String>,
    /// `Last-Modified` of that answer.
    pub last_modified: Option<String>,
    /// How long it asks to be left alone between two looks, in milliseconds.
    pub rest_ms: Option<u64>,
    /// Its items.
    pub seen: Seen,
    /// The files of a folder, by their paths within it.
    pub files: BTreeMap<String, FileMark>,
}

impl State {
    /// The state that is kept with a source; a fresh one where it cannot be read.
    pub fn of(source: &Source) -> Self {
        serde_json::from_value(source.state.clone()).unwrap_or_default()
    }
}

/// What a file looked like when it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileMark {
    /// When it was last changed, in milliseconds since 1970.
    pub modified_ms: u64,
    /// How long it is.
    pub bytes: u64,
}

/// Items that were seen, those that were not shown for longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(Vec<Item>);

/// An item: what it is called, what it said, and how often its page could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Item(u64, u64, u8);

/// What is known of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It was never seen.
    New,
    /// It said something else, or its page could not be had.
    Open,
    /// It is as it was.
    Settled,
}

impl Seen {
    /// What is known of an item that says `print`.
    pub fn look_up(&self, key: u64, print: u64) -> Known {
        match self.0.iter().find(|item| item.0 == key) {
            None => Known::New,
            Some(Item(_, said, tries)) if *said == print && (1..TRIES_MAX).contains(tries) => {
                Known::Open
            }
            Some(Item(_, said, _)) if *said == print => Known::Settled,
            Some(_) => Known::Open,
        }
    }

    /// Remembers an item of which no more is wanted.
    pub fn settle(&mut self, key: u64, print: u64) {
        self.put(Item(key, print, 0));
    }

    /// Remembers an item that is shown again as it was.
    pub fn touch(&mut self, key: u64) {
        if let Some(item) = self.0.iter().copied().find(|item| item.0 == key) {
            self.put(item);
        }
    }

    /// Remembers an item of which the page could not be had.
    pub fn fail(&mut self, key: u64, print: u64) {
        let before = self.0.iter().find(|item| item.0 == key && item.1 == print);
        let tries = before.map_or(0, |item| item.2);
        self.put(Item(key, print, tries.saturating_add(1).min(TRIES_MAX)));
    }

    fn put(&mut self, item: Item) {
        self.0.retain(|other| other.0 != item.0);
        self.0.push(item);
        let too_many = self.0.len().saturating_sub(SEEN_MAX);
        self.0.drain(..too_many);
    }
}

/// A number for texts that stays the same from version to version.
pub fn hash(texts: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_new_changed_or_settled() {
        let mut seen = Seen::default();
        assert_eq!(seen.look_up(1, 10), Known::New);
        seen.settle(1, 10);
        assert_eq!(seen.look_up(1, 10), Known::Settled);
        assert_eq!(seen.look_up(1, 11), Known::Open);
    }

    #[test]
    fn a_page_that_cannot_be_had_is_tried_a_few_times() {
        let mut seen = Seen::default();
        for expected in [Known::Open, Known::Open, Known::Settled, Known::Settled] {
            seen.fail(1, 10);
            assert_eq!(seen.look_up(1, 10), expected);
        }
        seen.fail(1, 11);
        assert_eq!(seen.look_up(1, 11), Known::Open);
        seen.settle(1, 11);
        assert_eq!(seen.look_up(1, 11), Known::Settled);
    }

    #[test]
    fn what_was_not_shown_for_longest_is_dropped() {
        let mut seen = Seen::default();
        (0..SEEN_MAX as u64).for_each(|key| seen.settle(key, 1));
        seen.touch(0);
        seen.settle(u64::MAX, 1);
        assert_eq!(seen.0.len(), SEEN_MAX);
        assert_eq!(seen.look_up(0, 1), Known::Settled);
        assert_eq!(seen.look_up(1, 1), Known::New);
        seen.touch(1);
        assert_eq!(seen.look_up(1, 1), Known::New);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut state = State { etag: Some("\"a\"".to_owned()), ..State::default() };
        state.seen.settle(u64::MAX, 7);
        let value = serde_json::to_value(&state).unwrap();
        let text = value.to_string();
        assert_eq!(serde_json::from_str::<State>(&text).unwrap(), state);
        assert_eq!(serde_json::from_str::<State>("{}").unwrap(), State::default());
    }

    #[test]
    fn texts_are_told_apart_where_they_part() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&["ab", "c"]), hash(&["ab", "c"]));
    }
}
