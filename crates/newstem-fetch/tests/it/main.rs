//! Fetching and posting against a server of this machine that misbehaves as told.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fetch;
mod post;
mod server;
