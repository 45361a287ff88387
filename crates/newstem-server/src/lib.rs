//! A desk that watches stories grow: articles come in by the API and from watched sources, find their
//! stories, and are traced at once; people ask, search, follow and correct.
//!
//! The store is the truth and the queue: what is acknowledged is on the disk, and every thread behind
//! the answers asks the store what is left to do. So a desk can be killed at any moment and goes on
//! where it was, and another process may write articles beside it. Rejected: queues in memory between
//! the stages, which would have to be made good after every crash.

#[allow(unused_qualifications, reason = "the descriptions of routes write them")]
mod api;
mod clock;
mod desk;
mod intake;
mod metrics;
mod pages;
mod readers;
mod serve;
mod settings;
mod watch;
mod watched;
mod writer;

pub use intake::{Taken, incoming, posted};
pub use serve::{ServeError, description, serve, stop_asked};
pub use settings::{PORT, PollInterval, Replay, Settings};
pub use watched::{BrokenSource, WatchedSource};
