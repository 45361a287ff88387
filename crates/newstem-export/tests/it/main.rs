//! A small trace, made by hand, in every form.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod csv;
mod documentation;
mod fixture;
mod graphs;
mod jsonl;
mod laws;
mod parquet;
mod passim;
