//! From one record, a set of named values, to one document: JSON, tables and Parquet all end here.
//!
//! A text or a title of the wrong type breaks its record, since dropping it could drop the very
//! thing that the answer depends on. A time that cannot be read is told and left out. What has no
//! meaning here survives as it was given.

use std::mem;

use newstem::{Credit, Furniture};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::field::{Field, Fields};
use crate::date;
use crate::document::{Document, Extent};
use crate::html;
use crate::input::{Fault, ReadOptions};
use crate::language;

pub(super) const FIELDS: &str = "a record has \"text\" and, where known, \"id\", \"title\", \"published\", \"outlet\", \"url\" and \"language\"; --map text=NAME tells what a pile calls them";
const TIME_FORM: &str = "write it as RFC 3339, such as 2023-05-04T18:20:00Z, or as a bare date";
/// A whole number of seconds or milliseconds since 1970 is a time from here on.
const EPOCH_SECONDS_MIN: i64 = 100_000_000;
/// From here on it counts milliseconds.
const EPOCH_MILLISECONDS_MIN: i64 = 100_000_000_000;

/// Where a record stands, and under what limits it is read.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The file that holds the record.
    pub(super) file: &'a str,
    /// The record's number there.
    pub(super) number: usize,
    pub(super) options: &'a ReadOptions,
}

/// The document of a record, and what of it could not be read.
pub(super) fn document(
    record: Map<String, Value>,
    place: Place<'_>,
) -> Result<(Document, Vec<Fault>), Fault> {
    let (record, own) = own_parts(record);
    let mut fields = Fields::new(record, &place.options.fields);
    let mut faults = Vec::new();
    let title = required_text(&mut fields, Field::Title)?;
    let text = required_text(&mut fields, Field::Text)?;
    let page = if text.is_empty() { fields.take_out(Field::Html, text_of) } else { None };
    let mut document = of_page(page, place, &mut faults)?;
    if !text.is_empty() {
        document.text = text;
    }
    if !title.is_empty() {
        document.title = title.trim().to_owned();
    }
    if document.text.trim().is_empty() && document.title.is_empty() {
        return Err(Fault::new("the record has neither text nor title", FIELDS));
    }
    describe(&mut document, &mut fields, &mut faults);
    document.source = format!("{}#{}", place.file, place.number);
    document.id = fields.take(Field::Id, id_of).unwrap_or_else(|| document.source.clone());
    document.extra.extend(fields.into_extra());
    if let Some(own) = own {
        add_own_parts(&mut document, own);
    }
    Ok((document, faults))
}

/// What an article has that Newstem wrote down before, and no other record.
struct OwnParts {
    furniture: Vec<Furniture>,
    credits: Vec<Credit>,
    captions: Vec<String>,
    extra: Map<String, Value>,
}

/// Takes from a record of Newstem's own what makes it one; any other record stays whole.
fn own_parts(mut record: Map<String, Value>) -> (Map<String, Value>, Option<OwnParts>) {
    let parts = |record: &Map<String, Value>| {
        record.get("body")?.as_str()?;
        Some(OwnParts {
            furniture: list_of(record.get("furniture")?)?,
            credits: list_of(record.get("credits")?)?,
            captions: record.get("captions").and_then(list_of).unwrap_or_default(),
            extra: record.get("extra").and_then(Value::as_object).cloned().unwrap_or_default(),
        })
    };
    let Some(own) = parts(&record) else {
        return (record, None);
    };
    for name in ["furniture", "credits", "captions", "extra"] {
        record.remove(name);
    }
    if let Some(source) = record.remove("source") {
        record.insert("read_from".to_owned(), source);
    }
    (record, Some(own))
}

fn list_of<T: DeserializeOwned>(value: &Value) -> Option<Vec<T>> {
    serde_json::from_value(value.clone()).ok()
}

fn add_own_parts(document: &mut Document, own: OwnParts) {
    document.extent = Extent::Article;
    document.furniture = own.furniture;
    document.credits = own.credits;
    document.captions = own.captions;
    document.extra.extend(own.extra);
}

/// What the record's own web page says, where it has one.
fn of_page(
    page: Option<String>,
    place: Place<'_>,
    faults: &mut Vec<Fault>,
) -> Result<Document, Fault> {
    match page {
        Some(page) => html::document(page.as_bytes(), None, place.options, faults),
        None => Ok(Document { extent: Extent::WholePage, ..Document::default() }),
    }
}

fn describe(document: &mut Document, fields: &mut Fields<'_>, faults: &mut Vec<Fault>) {
    let url = fields.take(Field::Url, address_of);
    document.url = url.or(document.url.take());
    document.outlet = fields.take(Field::Outlet, outlet_of).or(document.outlet.take());
    document.author = fields.take(Field::Author, names_of).or(document.author.take());
    document.section = fields.take(Field::Section, names_of).or(document.section.take());
    document.published = time(fields, Field::Published, faults).or(document.published.take());
    document.modified = time(fields, Field::Modified, faults).or(document.modified.take());
    let language = fields.take(Field::Language, language_of);
    document.language = language.or(document.language.take());
}

/// A text that must be one where it is given at all.
fn required_text(fields: &mut Fields<'_>, field: Field) -> Result<String, Fault> {
    if let Some(text) = fields.take_out(field, text_of) {
        return Ok(text);
    }
    let name = format!("{field:?}").to_lowercase();
    match fields.left(field) {
        Some(other) => {
            Err(Fault::new(format!("the {name} is {} in place of text", kind_of(other)), FIELDS))
        }
        None => Ok(String::new()),
    }
}

fn time(fields: &mut Fields<'_>, field: Field, faults: &mut Vec<Fault>) -> Option<String> {
    let time = fields.take(field, time_of);
    if let (None, Some(written)) = (&time, fields.left(field)) {
        let name = format!("{field:?}").to_lowercase();
        let shown = shown(written);
        let reason = format!("the {name} time {shown} could not be read and was left out");
        faults.push(Fault::new(reason, TIME_FORM));
    }
    time
}

/// What a value is, for a person.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text, or the lines of one.
fn text_of(value: &mut Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(mem::take(text)),
        Value::Array(lines) => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            lines.map(|lines| lines.join("\n")).filter(|text| !text.trim().is_empty())
        }
        _ => None,
    }
}

fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => filled(id),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn address_of(value: &Value) -> Option<String> {
    value.as_str().and_then(filled).filter(|url| is_address(url))
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A name, an object with one, or a domain; never an address or a place in a file.
fn outlet_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => filled(name).filter(|name| !is_address(name) && !name.contains('#')),
        Value::Object(object) => named(object),
        _ => None,
    }
}

/// A name, an object with one, or several of them.
fn names_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => filled(name),
        Value::Object(object) => named(object),
        Value::Array(values) => {
            let flat = values.iter().filter(|value| !value.is_array());
            let names: Vec<String> = flat.filter_map(names_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

fn named(object: &Map<String, Value>) -> Option<String> {
    let name = object.get("name").or_else(|| object.get("title"));
    name.and_then(Value::as_str).and_then(filled)
}

fn time_of(value: &Value) -> Option<String> {
    match value {
        Value::String(written) => date::normalise(written),
        Value::Number(number) => number.as_i64().and_then(of_epoch),
        _ => None,
    }
}

/// A count of seconds or milliseconds since 1970 as a time.
fn of_epoch(number: i64) -> Option<String> {
    match number {
        ..EPOCH_SECONDS_MIN => None,
        EPOCH_MILLISECONDS_MIN.. => date::of_epoch_milliseconds(number),
        _ => date::of_epoch_milliseconds(number * 1000),
    }
}

fn language_of(value: &Value) -> Option<String> {
    value.as_str().and_then(language::normalise)
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Enough of a hostile value to find it by.
fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    shown_text(&text)
}

/// Enough of a hostile text to find it by, in quotes and without what a terminal would obey.
pub(super) fn shown_text(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_with(options: &ReadOptions, record: &Value) -> Result<(Document, Vec<Fault>), Fault> {
        let record = record.as_object().expect("a record is an object").clone();
        document(record, Place { file: "p.jsonl", number: 3, options })
    }

    fn read(record: &Value) -> Document {
        read_with(&ReadOptions::default(), record).expect("the record is whole").0
    }

    fn check(record: &Value, expected: Document) {
        let place = || "p.jsonl#3".to_owned();
        let id = if expected.id.is_empty() { place() } else { expected.id.clone() };
        assert_eq!(read(record), Document { id, source: place(), ..expected });
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_record_of_passim() {
        check(
            &json!({"id": 7, "text": "Rain.", "series": "Valley Post", "date": "1887-05-04"}),
            Document {
                id: "7".to_owned(),
                text: "Rain.".to_owned(),
                outlet: some("Valley Post"),
                published: some("1887-05-04"),
                ..Document::default()
            },
        );
    }

    #[test]
    fn a_record_of_trafilatura() {
        check(
            &json!({"title": "Rain", "author": "A. Bee; C. Dee", "hostname": "post.example",
                "date": "2026-04-13", "fingerprint": "f0", "id": null, "text": "It fell.",
                "source": "https://post.example/rain", "source-hostname": "Valley Post",
                "language": "en", "comments": ""}),
            Document {
                title: "Rain".to_owned(),
                author: some("A. Bee; C. Dee"),
                published: some("2026-04-13"),
                outlet: some("Valley Post"),
                url: some("https://post.example/rain"),
                language: some("en"),
                text: "It fell.".to_owned(),
                extra: extra(json!({"fingerprint": "f0", "hostname": "post.example"})),
                ..Document::default()
            },
        );
    }

    #[test]
    fn a_record_of_news_please() {
        check(
            &json!({"authors": ["A. Bee", "C. Dee"], "date_publish": "2026-04-13 08:30:00",
                "date_modify": null, "maintext": "It fell.", "title": "Rain",
                "source_domain": "post.example", "url": "https://post.example/rain",
                "description": "Wet."}),
            Document {
                title: "Rain".to_owned(),
                author: some("A. Bee, C. Dee"),
                published: some("2026-04-13"),
                outlet: some("post.example"),
                url: some("https://post.example/rain"),
                text: "It fell.".to_owned(),
                extra: extra(json!({"description": "Wet."})),
                ..Document::default()
            },
        );
    }

    #[test]
    fn a_record_of_schema_org() {
        check(
            &json!({"headline": "Rain", "articleBody": "It fell.", "author": {"name": "A. Bee"},
                "publisher": {"name": "Valley Post"}, "datePublished": "2026-04-13T08:30:00Z",
                "inLanguage": "en-GB", "articleSection": ["Weather", "Home"]}),
            Document {
                title: "Rain".to_owned(),
                text: "It fell.".to_owned(),
                author: some("A. Bee"),
                outlet: some("Valley Post"),
                published: some("2026-04-13T08:30:00Z"),
                language: some("en-GB"),
                section: some("Weather, Home"),
                ..Document::default()
            },
        );
    }

    fn extra(value: Value) -> Map<String, Value> {
        value.as_object().expect("extra is an object").clone()
    }

    #[test]
    fn an_article_that_was_read_before_stays_as_it_is() {
        let article = newstem::Article {
            id: "a".to_owned(),
            source: "a.html".to_owned(),
            body: "Share this".to_owned(),
            furniture: vec![Furniture { text: "×".to_owned(), reason: "symbol-only".to_owned() }],
            extra: extra(json!({"score": 7})),
            ..newstem::Article::default()
        };
        let document = read(&serde_json::to_value(&article).unwrap());
        let again = crate::article_from(&document, &crate::Context::default());
        let mut expected = article;
        expected.source = "p.jsonl#3".to_owned();
        expected.extra = extra(json!({"score": 7, "read_from": "a.html"}));
        expected.language = again.language.clone();
        assert_eq!(again, expected);
    }

    #[test]
    fn names_may_be_given() {
        let options = ReadOptions {
            fields: [(Field::Text, "raw".to_owned()), (Field::Outlet, "text".to_owned())].into(),
            ..ReadOptions::default()
        };
        let record = json!({"raw": "It fell.", "text": "Valley Post", "source": "x"});
        let (document, _) = read_with(&options, &record).unwrap();
        assert_eq!(document.text, "It fell.");
        assert_eq!(document.outlet.as_deref(), Some("Valley Post"));
        assert_eq!(document.extra, extra(json!({"source": "x"})));
    }

    #[test]
    fn times_may_be_counted_since_1970() {
        let published = |value: Value| read(&json!({"text": "A.", "published": value})).published;
        assert_eq!(published(json!(1_683_224_400)), some("2023-05-04T18:20:00Z"));
        assert_eq!(published(json!(1_683_224_400_000_i64)), some("2023-05-04T18:20:00Z"));
        assert_eq!(published(json!(7)), None);
    }

    fn check_fault(record: &Value, expected: &str) {
        let fault = read_with(&ReadOptions::default(), record).unwrap_err();
        assert_eq!(fault.reason, expected);
    }

    #[test]
    fn what_is_no_article_says_why() {
        check_fault(&json!({"text": 5}), "the text is a number in place of text");
        check_fault(
            &json!({"title": {"a": 1}, "text": "A."}),
            "the title is an object in place of text",
        );
        check_fault(&json!({"id": "x"}), "the record has neither text nor title");
        check_fault(&json!({"text": " "}), "the record has neither text nor title");
    }

    #[test]
    fn a_time_that_cannot_be_read_is_told() {
        let record = json!({"text": "A.", "published": "last week"});
        let (document, faults) = read_with(&ReadOptions::default(), &record).unwrap();
        assert_eq!(document.published, None);
        let told = "the published time \"last week\" could not be read and was left out";
        assert_eq!(faults[0].reason, told);
    }
}
