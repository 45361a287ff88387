//! A demonstration without a network: five stories that never happened, told article by article.

use std::time::Duration;

use newstem_server::{Replay, posted};

/// The articles, in the order in which they come.
const ARTICLES: &[u8] = include_bytes!("../../../../samples/live/replay.jsonl");
/// One comes after the other.
const EVERY: Duration = Duration::from_millis(1500);

/// What comes in.
pub fn replay() -> Replay {
    Replay { articles: posted(ARTICLES, "demo").articles, every: EVERY }
}
