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

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

use super::headers::{charset, media_type};
use super::plain;
use crate::document::Document;
use crate::html;
use crate::input::{Fault, NotText, ReadOptions, Source, decode};
use crate::sink::{Sink, Work};
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
    let tally = Arc::new(Mutex::new(Tally::default()));
    while let Some(record) = records.next_record() {
        let page = record.map(|record| Page::of(record));
        let (number, offset) = (records.number(), records.offset());
        match page {
            Ok(Some(page)) => {
                let place = Place { name: name.clone(), number, offset };
                sink.work(work(page, place, options.clone(), Arc::clone(&tally)));
            }
            Ok(None) => {}
            Err(broken) => {
                let fault = Fault::new(broken.to_string(), BROKEN);
                sink.problem(fault.in_record(&name, number).at(offset));
            }
        }
    }
    if records.number() == 0 {
        sink.problem(Fault::new("the crawl holds no records", BROKEN).in_file(&name));
    }
    sink.wait();
    locked(&tally).tell(&name, sink);
}

/// Where a record stands.
struct Place {
    name: String,
    number: usize,
    offset: u64,
}

/// The work of taking a page apart. What is wrong with it is counted and not told.
fn work(page: Page, place: Place, options: ReadOptions, tally: Arc<Mutex<Tally>>) -> Work {
    Box::new(move |found| {
        let mut faults = Vec::new();
        match page.document(&options, &mut faults) {
            Ok(Some(document)) => {
                let id = format!("{}#{}", place.name, place.number);
                found.document(Document { source: id.clone(), id, ..document });
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        for fault in faults {
            locked(&tally).add(fault, place.number, place.offset);
        }
    })
}

/// The tally, whoever may have panicked while it was held: nothing is ever half counted.
fn locked(tally: &Mutex<Tally>) -> MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A record that may hold an article.
struct Page {
    kind: Kind,
    body: Vec<u8>,
    /// False where `body` is only the beginning.
    is_whole: bool,
    content_type: Option<String>,
    url: Option<String>,
    extra: Map<String, Value>,
}

#[derive(Clone, Copy)]
enum Kind {
    /// A page under the head that a web server puts before it.
    Answer,
    /// A page by itself.
    Html,
    /// The text of a page that someone else has taken out.
    Text,
}

impl Page {
    /// What a record holds; nothing where it is of a kind that holds no article.
    fn of(record: WarcRecord<'_>) -> Option<Self> {
        let content_type = record.header("Content-Type");
        let kind = kind_of(record, content_type.as_deref())?;
        let kept = |(header, name): (&str, &str)| {
            Some((name.to_owned(), Value::String(record.header(header)?)))
        };
        let address = record.header("WARC-Target-URI");
        Some(Self {
            kind,
            body: record.body.to_vec(),
            is_whole: record.is_whole,
            content_type,
            url: address.map(|address| address.trim_matches(['<', '>']).to_owned()),
            extra: KEPT.into_iter().filter_map(kept).collect(),
        })
    }

    /// The article; nothing where the page is empty.
    fn document(
        self,
        options: &ReadOptions,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<Document>, Fault> {
        if !self.is_whole {
            let reason = format!("the page is larger than {} bytes", options.article_bytes_max);
            return Err(Fault::new(reason, BROKEN));
        }
        let charset = self.content_type.as_deref().and_then(charset);
        let found = match self.kind {
            Kind::Answer => of_answer(&self.body, options, faults)?,
            Kind::Html => of_html(&self.body, charset.as_deref(), options, faults)?,
            Kind::Text => of_text(&self.body, charset.as_deref())?,
        };
        Ok(found.map(|mut document| {
            document.url = document.url.or(self.url);
            document.extra.extend(self.extra);
            document
        }))
    }
}

fn kind_of(record: WarcRecord<'_>, content_type: Option<&str>) -> Option<Kind> {
    match record.header("WARC-Type")?.as_str() {
        "response" => match Response::new(record.body) {
            Some(answer) => {
                let is_wanted = SUCCESS.contains(&answer.status)
                    && is_page(answer.header("content-type").as_deref(), answer.body_start());
                is_wanted.then_some(Kind::Answer)
            }
            None => is_page(content_type, record.body).then_some(Kind::Html),
        },
        "resource" => is_page(content_type, record.body).then_some(Kind::Html),
        "conversion" => {
            let is_text = content_type.is_some_and(|given| media_type(given) == "text/plain");
            is_text.then_some(Kind::Text)
        }
        _ => None,
    }
}

fn of_answer(
    message: &[u8],
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Result<Option<Document>, Fault> {
    let Some(answer) = Response::new(message) else {
        return Ok(None);
    };
    let charset = answer.header("content-type").as_deref().and_then(charset);
    let page = answer.payload(options.article_bytes_max)?;
    of_html(&page, charset.as_deref(), options, faults)
}

fn of_html(
    page: &[u8],
    charset: Option<&str>,
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Result<Option<Document>, Fault> {
    if page.trim_ascii().is_empty() {
        return Ok(None);
    }
    html::document(page, charset, options, faults).map(Some)
}

fn of_text(text: &[u8], charset: Option<&str>) -> Result<Option<Document>, Fault> {
    match decode(text, charset) {
        Ok(text) => Ok(Some(plain::document("", &text))),
        Err(NotText::Empty) => Ok(None),
        Err(NotText::Binary) => Err(Fault::new("the record is not text", BROKEN)),
    }
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
