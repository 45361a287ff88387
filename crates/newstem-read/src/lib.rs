//! Reads files of news into the engine's articles.
//!
//! The way of a file: bytes are decoded, a reader of its kind makes [`Document`]s of them (text
//! with whatever the source says of itself), and [`article_from`] makes each an
//! [`newstem::Article`]: furniture is marked and set aside, credits are found, the language is
//! told. Reading never fails as a whole: what could not be read is a [`Problem`] beside the
//! articles that could. Rejected: an error type that stops at the first broken record, because a
//! pile of thousands always holds one.
//!
//! One file a kind of input: `jsonl`, `plain`, `html`. None of them cleans; none of the
//! rooms after them knows where a document came from.

mod clean;
mod context;
mod credit;
mod date;
mod decode;
mod document;
mod files;
mod html;
mod jsonl;
mod language;
mod outlet;
mod pile;
mod plain;
mod problem;

pub use context::Context;
pub use document::{Document, Extent};
pub use files::{Input, ReadOptions};
pub use pile::{Pile, article_from, articles_from, read_pile};
pub use problem::Problem;
