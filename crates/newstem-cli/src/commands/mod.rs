//! One file a command.

pub mod backup;
pub mod check;
pub mod completions;
pub mod explain;
pub mod ingest;
pub mod man;
pub mod quotes;
pub mod read;
pub mod reindex;
pub mod report;
pub mod serve;
pub mod stories;
pub mod trace;
pub mod verify;
