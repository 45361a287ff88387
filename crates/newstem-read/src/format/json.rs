//! JSON: lines of it, one record each, or one value that is a list of records, a record, or a
//! JSON Feed. A broken line or element costs itself and no other.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::elements::Elements;
use super::feed;
use super::record::{self, FIELDS, Place};
use crate::input::{Fault, Line, Lines, Source, unreadable};
use crate::sink::Sink;

/// What news interfaces call the list of records in their answers.
const LISTS: [&str; 8] =
    ["articles", "results", "items", "docs", "documents", "records", "stories", "data"];

const ONE_LIST: &str = "put all records into one list, or each on a line of its own";
const ONE_OBJECT: &str =
    "a record is one JSON object, whole, with \\\" for every quote within a text";

/// Reads one record a line.
pub(super) fn read_lines(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let mut lines = Lines::new(source, options.article_bytes_max);
    let mut is_empty = true;
    while let Some(line) = lines.next() {
        let read = match line {
            Line::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
            Line::Whole(bytes) => record_of(bytes),
            Line::TooLong => Err(too_long(options.article_bytes_max)),
            Line::Broken(error) => Err(unreadable(&error)),
        };
        is_empty = false;
        let place = Place { file: &name, number: lines.number(), options };
        add(read, place, Some(lines.offset()), sink);
    }
    if is_empty {
        sink.problem(Fault::new("the file holds no records", FIELDS).in_file(&name));
    }
}

fn too_long(bytes_max: usize) -> Fault {
    Fault::new(format!("the record is longer than {bytes_max} bytes"), FIELDS)
}

fn record_of(text: &[u8]) -> Result<Map<String, Value>, Fault> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if text.contains(&0) {
        return Err(Fault::new("the record is not text", FIELDS));
    }
    let read = match std::str::from_utf8(text) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&encoding_rs::WINDOWS_1252.decode(text).0),
    };
    match read {
        Ok(Value::Object(record)) => Ok(record),
        Ok(other) => Err(not_an_object(&other)),
        Err(error) => Err(Fault::new(what_is_wrong(&error), ONE_OBJECT)),
    }
}

fn not_an_object(value: &Value) -> Fault {
    let reason = format!("the record is {} in place of an object", record::kind_of(value));
    Fault::new(reason, FIELDS)
}

/// What the parser says, with the place within the record.
fn what_is_wrong(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "the record breaks off".to_owned();
    }
    let told = error.to_string();
    let what = told.split_once(" at line ").map_or(told.as_str(), |(what, _)| what);
    let byte = error.column();
    match error.line() {
        1 => format!("the record is not valid JSON: {what} at its byte {byte}"),
        line => format!("the record is not valid JSON: {what} at its line {line}, byte {byte}"),
    }
}

/// Hands over the document of a record, or what is wrong with it.
fn add(
    read: Result<Map<String, Value>, Fault>,
    place: Place<'_>,
    offset: Option<u64>,
    sink: &mut dyn Sink,
) {
    let mut tell = |fault: Fault| {
        let problem = fault.in_record(place.file, place.number);
        sink.problem(match offset {
            Some(offset) => problem.at(offset),
            None => problem,
        });
    };
    match read.and_then(|record| record::document(record, place)) {
        Ok((document, faults)) => {
            faults.into_iter().for_each(&mut tell);
            sink.document(document);
        }
        Err(fault) => tell(fault),
    }
}

/// Reads one value: a list of records, or an object.
pub(super) fn read_value(mut source: Source<'_>, sink: &mut dyn Sink) {
    let is_list = source.fill_buf().is_ok_and(begins_list);
    if is_list { read_list(source, sink) } else { read_object(source, sink) }
}

fn begins_list(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"[")
}

fn read_list(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let mut elements = Elements::new(source, options.article_bytes_max);
    while let Some(element) = elements.next() {
        let read = match element {
            Line::Whole(bytes) => record_of(bytes),
            Line::TooLong => Err(too_long(options.article_bytes_max)),
            Line::Broken(error) => Err(unreadable(&error)),
        };
        let place = Place { file: &name, number: elements.number(), options };
        add(read, place, Some(elements.offset()), sink);
    }
    if elements.number() == 0 {
        sink.problem(Fault::new("the list holds no records", FIELDS).in_file(&name));
    }
    if elements.has_more() {
        let fault = Fault::new("what stands behind the list was left out", ONE_LIST);
        sink.problem(fault.in_file(&name).at(elements.end()));
    }
}

/// Reads a JSON Feed, the answer of a news interface, or one record.
fn read_object(mut source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let object = source.whole(options.feed_bytes_max).and_then(|bytes| record_of(&bytes));
    let object = match object {
        Ok(object) => object,
        Err(fault) => return sink.problem(fault.in_file(&name)),
    };
    if feed::is_json_feed(&object) {
        return feed::read_json(&object, &name, options, sink);
    }
    let records = match list_in(&object) {
        Some(list) => list.to_vec(),
        None => vec![Value::Object(object)],
    };
    for (index, record) in records.into_iter().enumerate() {
        let place = Place { file: &name, number: index + 1, options };
        let record = match record {
            Value::Object(record) => Ok(record),
            other => Err(not_an_object(&other)),
        };
        add(record, place, None, sink);
    }
}

/// The records of an object that only wraps a list of them.
fn list_in(object: &Map<String, Value>) -> Option<&Vec<Value>> {
    let mut lists = LISTS.iter().filter_map(|name| object.get(*name)?.as_array());
    lists.find(|list| list.first().is_some_and(Value::is_object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ReadOptions;
    use crate::sink::Gathered;

    fn read(text: &str, reader: fn(Source<'_>, &mut dyn Sink)) -> Gathered {
        let mut gathered = Gathered::default();
        let options = ReadOptions::default();
        reader(Source::of_bytes("p.jsonl", text.as_bytes(), &options), &mut gathered);
        gathered
    }

    fn problems(found: &Gathered) -> Vec<String> {
        found.problems.iter().map(ToString::to_string).collect()
    }

    fn check_problem(text: &str, reader: fn(Source<'_>, &mut dyn Sink), expected: &str) {
        let problems = problems(&read(text, reader));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_goes_on() {
        let found = read("{\"text\": \"A.\"}\n{\"text\": \n\n{\"text\": \"B.\"}\n", read_lines);
        assert_eq!(found.documents.len(), 2);
        assert_eq!(found.documents[1].id, "p.jsonl#4");
        assert_eq!((found.problems[0].record, found.problems[0].offset), (Some(2), Some(15)));
    }

    #[test]
    fn lines_that_are_no_records_say_why() {
        let check = |text: &str, expected: &str| check_problem(text, read_lines, expected);
        check("{\"text\": 5}", "p.jsonl:1: the text is a number in place of text");
        check("[1, 2]", "p.jsonl:1: the record is a list in place of an object");
        check(
            &"[".repeat(100_000),
            "p.jsonl:1: the record is not valid JSON: recursion limit exceeded at its byte 128",
        );
        check("{\"text\": \"It", "p.jsonl:1: the record breaks off");
        check("", "p.jsonl: the file holds no records");
        check(" \n\n", "p.jsonl: the file holds no records");
        check("a\0b", "p.jsonl:1: the record is not text");
    }

    #[test]
    fn a_mark_before_the_first_line_and_an_old_encoding_are_no_hindrance() {
        let found = read("\u{feff}{\"text\": \"A.\"}", read_lines);
        assert_eq!(found.documents.len(), 1);
        let mut gathered = Gathered::default();
        let options = ReadOptions::default();
        let latin = b"{\"text\": \"caf\xe9\"}";
        read_lines(Source::of_bytes("p.jsonl", latin, &options), &mut gathered);
        assert_eq!(gathered.documents[0].text, "café");
    }

    #[test]
    fn a_list_loses_only_its_broken_elements() {
        let text = "[{\"text\": \"A [1].\"}, {\"text\": \"\\\"}{\"},\n 7, {\"text\" 1}, {\"text\": \"B.\"}]";
        let found = read(text, read_value);
        let texts: Vec<&str> = found.documents.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["A [1].", "\"}{", "B."]);
        let records: Vec<_> = found.problems.iter().map(|problem| problem.record).collect();
        assert_eq!(records, [Some(3), Some(4)]);
    }

    #[test]
    fn a_list_that_breaks_off_says_so() {
        let check = |text: &str, expected: &str| check_problem(text, read_value, expected);
        check("[{\"text\": \"A", "p.jsonl:1: the file breaks off: the list is not closed");
        check("[", "p.jsonl:1: the file breaks off: the list is not closed");
        check("[]", "p.jsonl: the list holds no records");
        check(&"[".repeat(100_000), "p.jsonl:1: the file breaks off: the list is not closed");
        check("[{\"text\": \"A.\"}", "p.jsonl:2: the file breaks off: the list is not closed");
        check("[{\"text\": \"A.\"}]\n{}", "p.jsonl: what stands behind the list was left out");
    }

    #[test]
    fn an_object_is_a_record_or_wraps_a_list() {
        let found = read("{\n\"text\": \"A.\"\n}", read_value);
        assert_eq!(found.documents[0].text, "A.");
        let wrapped = "{\"status\": \"ok\",\n\"articles\": [{\"content\": \"A.\"}, 7]}";
        let found = read(wrapped, read_value);
        assert_eq!(found.documents[0].text, "A.");
        assert_eq!(problems(&found), ["p.jsonl:2: the record is a number in place of an object"]);
    }
}
