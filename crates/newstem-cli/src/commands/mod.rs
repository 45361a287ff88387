//! One file a command.

pub mod completions;
pub mod man;
pub mod read;
pub mod stories;
pub mod trace;
