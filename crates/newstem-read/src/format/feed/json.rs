//! JSON Feed (versions 1 and 1.1).

use serde_json::{Map, Value};

use super::entry::{FIELDS, numbered, of_html, of_text};
use crate::document::Document;
use crate::format::posted;
use crate::input::{Fault, ReadOptions};
use crate::language;
use crate::sink::Sink;

type Object = Map<String, Value>;

/// Fields of an item that have a meaning here, and those that only lead elsewhere.
const KNOWN: [&str; 14] = [
    "title",
    "url",
    "external_url",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
    "author",
    "authors",
    "tags",
    "language",
    "image",
    "banner_image",
];

/// True of a JSON Feed.
pub(in crate::format) fn is_json_feed(object: &Object) -> bool {
    text(object, "version").is_some_and(|version| version.contains("jsonfeed.org/version"))
}

/// Reads every item of a JSON Feed as an article.
pub(in crate::format) fn read_json(
    feed: &Object,
    name: &str,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) {
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if items.is_empty() {
        let fault = Fault::new("the feed holds no entries", FIELDS);
        return sink.problem(fault.in_file(name));
    }
    for (index, item) in items.iter().enumerate() {
        let number = index + 1;
        let mut tell = |fault: Fault| sink.problem(fault.in_record(name, number));
        let item = item.as_object().ok_or_else(|| Fault::new("the entry is not an object", FIELDS));
        match item.and_then(|item| document(item, feed, options)) {
            Ok((document, faults)) => {
                faults.into_iter().for_each(&mut tell);
                sink.document(numbered(document, name, number));
            }
            Err(fault) => tell(fault),
        }
    }
}

fn document(
    item: &Object,
    feed: &Object,
    options: &ReadOptions,
) -> Result<(Document, Vec<Fault>), Fault> {
    let mut faults = Vec::new();
    let mut document = content(item, options, &mut faults)?;
    document.title = text(item, "title").unwrap_or(document.title);
    if document.title.is_empty() && document.text.is_empty() {
        return Err(Fault::new("the entry has neither title nor text", FIELDS));
    }
    let time = |name: &str| text(item, name);
    document.published = posted::time_or_fault("published", time("date_published"), &mut faults);
    document.modified = posted::time_or_fault("modified", time("date_modified"), &mut faults);
    document.url = text(item, "url").or_else(|| text(item, "external_url")).or(document.url);
    document.outlet = text(feed, "title");
    document.author = authors(item).or_else(|| authors(feed)).or(document.author);
    let tag = text(item, "language").or_else(|| text(feed, "language"));
    document.language = tag.and_then(|tag| language::normalise(&tag));
    let tags = item.get("tags").and_then(Value::as_array);
    document.section = tags.and_then(|tags| tags.first()?.as_str()).map(str::to_owned);
    let rest = item.iter().filter(|(name, value)| is_extra(name, value));
    document.extra = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
    Ok((document, faults))
}

/// A list of one tag says nothing that the section does not.
fn is_extra(name: &str, value: &Value) -> bool {
    let tells = value.as_array().is_some_and(|list| list.len() > 1);
    !value.is_null() && if name == "tags" { tells } else { !KNOWN.contains(&name) }
}

fn content(
    item: &Object,
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Result<Document, Fault> {
    if let Some(html) = text(item, "content_html") {
        return of_html(&html, options, faults);
    }
    let plain = text(item, "content_text").or_else(|| text(item, "summary"));
    Ok(plain.map(|plain| of_text(&plain)).unwrap_or_default())
}

fn authors(object: &Object) -> Option<String> {
    let list = object.get("authors").and_then(Value::as_array).map(Vec::as_slice);
    let one = object.get("author").map(std::slice::from_ref);
    let people = list.or(one)?.iter().filter_map(Value::as_object);
    let names: Vec<String> = people.filter_map(|person| text(person, "name")).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn text(object: &Object, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
