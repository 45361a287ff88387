//! The two views of small traces, made by hand.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fixture;
mod html;
mod text;
