//! The command as a person or a script meets it: the real binary, its streams, its exit codes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod check;
mod command;
mod ends;
mod explain;
mod export;
mod help;
mod output;
mod quotes;
mod read;
mod sample;
mod store;
mod stories;
mod streams;
