//! Fetching and posting against a server of this machine that misbehaves as told.

mod fetch;
mod post;
mod server;
