//! One file a command.

pub mod check;
pub mod completions;
pub mod explain;
pub mod man;
pub mod quotes;
pub mod read;
pub mod report;
pub mod stories;
pub mod trace;
