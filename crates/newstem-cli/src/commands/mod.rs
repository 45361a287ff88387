//! One file a command.

pub mod completions;
pub mod man;
pub mod trace;
