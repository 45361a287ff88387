//! Reads files of news into the engine's articles.
//!
//! The way of a file: bytes are decoded, a reader of its kind makes [`Document`]s of them (text
//! with whatever the source says of itself), and [`article_from`] makes each an
//! [`newstem::Article`]: furniture is marked and set aside, credits are found, the language is
//! told. Reading never fails as a whole: what could not be read is a [`Problem`] beside the
//! articles that could. Rejected: an error type that stops at the first broken record, because a
//! pile of thousands always holds one.
//!
//! `input` finds the streams, `format` and `html` hold one reader a format. None of them cleans;
//! none of the rooms after them knows where a document came from.

mod boosted;
mod caught;
mod clean;
mod context;
mod credit;
mod date;
mod document;
mod format;
mod growing;
mod html;
mod input;
mod language;
mod lookup;
mod outlet;
mod pieces;
mod pile;
mod plain;
mod problem;
mod sink;
mod workers;

pub use caught::panic_is_caught;
pub use clean::{Feature, LineLooks, line_looks};
pub use context::{Context, ContextBuilder};
pub use document::{Document, Extent};
pub use format::{BrokenRecord, Field, UnknownField, WarcRecord, WarcRecords};
pub use growing::GrowingContext;
pub use html::{PageRows, document_of_page, page_rows};
pub use input::{
    Input, ReadOptions, files_named, files_of, open_plain, read_bytes, read_documents,
};
pub use pile::{Pile, article_from, article_with_problem, articles_from, fresh_ids, read_pile};
pub use problem::Problem;
pub use sink::{Gathered, Sink, Work};
