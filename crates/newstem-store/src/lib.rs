//! A crash-safe home for everything that a desk keeps: articles in all their versions, the stories
//! that they are in, traces, events, what people decided, and sources with their state.
//!
//! SQLite holds it all in one file that stock tools can read; a write is told of as done only once
//! it is on the disk (write-ahead log, synchronous FULL). The index for full text is `tantivy`'s and
//! holds nothing that cannot be made again from the file. Rejected: a store of our own, which would
//! have to earn in years the trust that SQLite has; an index inside SQLite (FTS5), which ranks a
//! million articles ten times as slowly.
//!
//! One connection writes ([`Store`]), any number read ([`Reader`]). Nothing here asks the clock:
//! times come from the caller.

mod backup;
mod decisions;
mod events;
mod feeds;
mod hooks;
mod intake;
mod moment;
mod open;
mod placing;
mod problems;
mod reader;
mod row;
mod schema;
mod search;
mod stories;
mod verify;

pub use backup::BackupError;
pub use decisions::{Decision, Override};
pub use events::{Event, EventKind};
pub use feeds::{Source, SourceKind};
pub use hooks::Webhook;
pub use intake::{Incoming, Receipt};
pub use moment::Moment;
pub use open::{OpenError, Reader, Store, StoreError};
pub use placing::{Placed, Placing};
pub use problems::Skipped;
pub use reader::{Counts, Kept, Version};
pub use search::{Followed, Hit, SearchError, SearchIndex, Searcher};
pub use stories::{Card, StoryKey, Summary, Untraced};
pub use verify::{Finding, verify};
