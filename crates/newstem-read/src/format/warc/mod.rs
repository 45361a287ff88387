//! Crawls (WARC): the web pages that a crawler was answered with, and the plain text that Common
//! Crawl makes of pages (WET).
//!
//! A crawl is full of what is no article and no mistake either: requests, redirects, pictures,
//! visits that brought nothing new. They are passed over in silence. A page without an article is
//! told, once a file with the number of such pages. When a page was fetched says nothing of when
//! it was published, so that time is kept among the extra fields and is never the article's.

mod http;
mod records;
mod rewound;
mod tally;

use serde_json::Value;

use super::headers::{charset, media_type};
use super::plain;
use crate::document::Document;
use crate::html;
use crate::input::{Fault, NotText, ReadOptions, Source, decode};
use crate::sink::Sink;
use http::Response;
pub use records::{BrokenRecord, WarcRecord, WarcRecords};
use tally::Tally;

const BROKEN: &str = "crawl the page again; the records around it are read";
const SUCCESS: std::ops::Range<u16> = 200..300;
/// What of a record's head is kept, and under which names.
const KEPT: [(&str, &str); 3] = [
    ("WARC-Date", "warc_date"),
    ("WARC-Record-ID", "warc_record_id"),
    ("WARC-Truncated", "warc_truncated"),
];

/// Reads every page of a crawl as an article.
pub(super) fn read(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let mut records = WarcRecords::new(source, options.article_bytes_max);
    let mut tally = Tally::default();
    while let Some(record) = records.next_record() {
        let found = match record {
            Ok(record) => document(record, options),
            Err(broken) => {
                let problem = Fault::new(broken.to_string(), BROKEN);
                sink.problem(problem.in_record(&name, records.number()).at(records.offset()));
                continue;
            }
        };
        match found {
            Ok(Some(document)) => sink.document(numbered(document, &name, records.number())),
            Ok(None) => {}
            Err(fault) => tally.add(fault, records.number(), records.offset()),
        }
    }
    if records.number() == 0 {
        sink.problem(Fault::new("the crawl holds no records", BROKEN).in_file(&name));
    }
    tally.tell(&name, sink);
}

fn numbered(document: Document, name: &str, number: usize) -> Document {
    let id = format!("{name}#{number}");
    Document { source: id.clone(), id, ..document }
}

/// The article of a record; nothing where the record is of a kind that holds none.
fn document(record: WarcRecord<'_>, options: &ReadOptions) -> Result<Option<Document>, Fault> {
    let found = match record.header("WARC-Type").unwrap_or_default().as_str() {
        "response" => of_response(record, options)?,
        "resource" => of_resource(record, options)?,
        "conversion" => of_conversion(record)?,
        _ => None,
    };
    Ok(found.map(|document| described(document, record)))
}

fn described(mut document: Document, record: WarcRecord<'_>) -> Document {
    let address = record.header("WARC-Target-URI");
    let address = address.map(|address| address.trim_matches(['<', '>']).to_owned());
    document.url = document.url.or(address);
    for (header, name) in KEPT {
        if let Some(value) = record.header(header) {
            document.extra.insert(name.to_owned(), Value::String(value));
        }
    }
    document
}

/// A page that a web server sent.
fn of_response(record: WarcRecord<'_>, options: &ReadOptions) -> Result<Option<Document>, Fault> {
    let Some(response) = Response::new(record.body) else {
        return of_resource(record, options);
    };
    let content_type = response.header("content-type");
    if !SUCCESS.contains(&response.status)
        || !is_page(content_type.as_deref(), response.body_start())
    {
        return Ok(None);
    }
    whole(record, options)?;
    let page = response.payload(options.article_bytes_max)?;
    of_page(&page, content_type.as_deref(), options)
}

/// A page without the head that a web server puts before it.
fn of_resource(record: WarcRecord<'_>, options: &ReadOptions) -> Result<Option<Document>, Fault> {
    let content_type = record.header("Content-Type");
    if !is_page(content_type.as_deref(), record.body) {
        return Ok(None);
    }
    whole(record, options)?;
    of_page(record.body, content_type.as_deref(), options)
}

/// The text of a page that someone else has taken out.
fn of_conversion(record: WarcRecord<'_>) -> Result<Option<Document>, Fault> {
    let content_type = record.header("Content-Type").unwrap_or_default();
    if media_type(&content_type) != "text/plain" || record.body.trim_ascii().is_empty() {
        return Ok(None);
    }
    let text = decode(record.body, charset(&content_type).as_deref());
    let text = text.map_err(not_text)?;
    Ok(Some(plain::document("", &text)))
}

fn not_text(why: NotText) -> Fault {
    let reason = match why {
        NotText::Empty => "the record is empty",
        NotText::Binary => "the record is not text",
    };
    Fault::new(reason, BROKEN)
}

fn of_page(
    page: &[u8],
    content_type: Option<&str>,
    options: &ReadOptions,
) -> Result<Option<Document>, Fault> {
    if page.trim_ascii().is_empty() {
        return Ok(None);
    }
    html::document(page, content_type.and_then(charset).as_deref(), options).map(Some)
}

fn whole(record: WarcRecord<'_>, options: &ReadOptions) -> Result<(), Fault> {
    let reason = || format!("the page is larger than {} bytes", options.article_bytes_max);
    if record.is_whole { Ok(()) } else { Err(Fault::new(reason(), BROKEN)) }
}

/// True of a web page: by its type or, where none is given, by its first character.
fn is_page(content_type: Option<&str>, start: &[u8]) -> bool {
    let name = content_type.map(media_type).unwrap_or_default();
    match name.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        "" => start.trim_ascii_start().starts_with(b"<"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
