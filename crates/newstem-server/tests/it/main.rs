//! A desk as those outside see it: over its API, against servers of this machine.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod asking;
mod client;
mod deciding;
mod desk;
mod folders;
mod following;
mod outlets;
mod pages;
mod signing;
mod site;
mod sources;
mod watching;
mod webhooks;
