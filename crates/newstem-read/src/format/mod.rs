//! One reader a format. Each takes a stream to its end and hands over every document in it as
//! soon as it is read; none cleans, and none knows of the others, but for records, feeds and
//! crawls that hold web pages.

mod csv;
mod elements;
mod feed;
mod field;
mod fragment;
mod headers;
mod json;
mod mail;
mod parquet;
mod plain;
mod posted;
mod record;
mod warc;
mod wrapping;

pub use field::{Field, UnknownField};
pub use warc::{BrokenRecord, WarcRecord, WarcRecords};

use crate::html;
use crate::input::Source;
use crate::sink::Sink;

/// How the articles of a stream are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One JSON object a line.
    JsonLines,
    /// One JSON value: a list of records, one record, or a JSON Feed.
    Json,
    Csv,
    Tsv,
    Parquet,
    Warc,
    /// RSS or Atom.
    Feed,
    Mail,
    /// Many mails.
    Mailbox,
    Html,
    Text,
    Markdown,
}

/// Reads a stream of the given format into `sink`.
pub(crate) fn read(format: Format, source: Source<'_>, sink: &mut dyn Sink) {
    match format {
        Format::JsonLines => json::read_lines(source, sink),
        Format::Json => json::read_value(source, sink),
        Format::Csv => csv::read_csv(source, sink),
        Format::Tsv => csv::read_tsv(source, sink),
        Format::Parquet => parquet::read(source, sink),
        Format::Warc => warc::read(source, sink),
        Format::Feed => feed::read(source, sink),
        Format::Mail => mail::read(source, sink),
        Format::Mailbox => mail::read_mailbox(source, sink),
        Format::Html => html::read(source, sink),
        Format::Text => plain::read_text(source, sink),
        Format::Markdown => plain::read_markdown(source, sink),
    }
}

#[cfg(test)]
mod damage;
