//! JSON lines: one article a line. A broken line costs that line and no other. A field of the
//! wrong type breaks its line, since silently dropping it could drop the very thing that the
//! answer depends on; a published time that cannot be read is told and left out.

use serde::Deserialize;
use serde_json::Value;

use crate::date;
use crate::decode::{NotText, decode};
use crate::document::Document;
use crate::files::{Gathered, Source};
use crate::language;
use crate::problem::Problem;

const FIELDS: &str = "a record is one JSON object on one line with \"text\" and, where known, \"id\", \"title\", \"published\", \"outlet\", \"url\" and \"language\"";
const TIME_FORM: &str = "write it as RFC 3339, such as 2023-05-04T18:20:00Z, or as a bare date";

/// A record as it is written. Names that other tools use for the same thing are taken too.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    title: Option<String>,
    text: Option<String>,
    body: Option<String>,
    published: Option<String>,
    date: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    url: Option<String>,
    language: Option<String>,
    lang: Option<String>,
}

/// Reads all records of a file.
pub(crate) fn read(source: &Source<'_>, gathered: &mut Gathered) {
    match decode(source.bytes, None) {
        Ok(text) => read_lines(source, &text, gathered),
        Err(NotText::Empty) => gathered.problems.push(Problem::of_file(
            source.name,
            "the file holds no records",
            FIELDS,
        )),
        Err(NotText::Binary) => {
            gathered.problems.push(Problem::of_file(source.name, "the file is not text", FIELDS));
        }
    }
}

fn read_lines(source: &Source<'_>, text: &str, gathered: &mut Gathered) {
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let number = index + 1;
        match record(line, source) {
            Ok(record) => gathered.add(record, source.name, number),
            Err(reason) => {
                let problem = Problem::of_record(source.name, number, reason, FIELDS);
                gathered.problems.push(problem);
            }
        }
    }
}

fn record(line: &str, source: &Source<'_>) -> Result<Record, String> {
    if line.len() > source.options.article_bytes_max {
        return Err(format!("the line is longer than {} bytes", source.options.article_bytes_max));
    }
    let record: Record =
        serde_json::from_str(line).map_err(|error| format!("the line is not a record: {error}"))?;
    if record.text().trim().is_empty()
        && record.title.as_deref().unwrap_or_default().trim().is_empty()
    {
        return Err("the record has neither text nor title".to_owned());
    }
    Ok(record)
}

impl Record {
    fn text(&self) -> &str {
        let given = self.text.as_deref().filter(|text| !text.is_empty());
        given.or(self.body.as_deref()).unwrap_or_default()
    }

    fn id(&self) -> Option<String> {
        match self.id.as_ref()? {
            Value::String(id) => filled(Some(id.clone())),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }
    }
}

impl Gathered {
    fn add(&mut self, record: Record, file: &str, number: usize) {
        let place = format!("{file}#{number}");
        let text = record.text().to_owned();
        let id = record.id().unwrap_or_else(|| place.clone());
        let written = filled(record.published).or(filled(record.date));
        let published = written.as_deref().and_then(date::normalise);
        if let (Some(written), None) = (&written, &published) {
            let reason = format!("the published time \"{}\" could not be read", shown(written));
            self.problems.push(Problem::of_record(file, number, reason, TIME_FORM));
        }
        let language = filled(record.language).or(filled(record.lang));
        self.documents.push(Document {
            id,
            source: place,
            outlet: filled(record.outlet),
            url: filled(record.url),
            title: record.title.unwrap_or_default().trim().to_owned(),
            author: filled(record.author),
            published,
            language: language.as_deref().and_then(language::normalise),
            text,
            ..Document::default()
        });
    }
}

fn filled(field: Option<String>) -> Option<String> {
    let field = field?.trim().to_owned();
    (!field.is_empty()).then_some(field)
}

/// Enough of a hostile value to find it by.
fn shown(value: &str) -> String {
    value.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReadOptions;

    fn read_all(text: &str) -> Gathered {
        let mut gathered = Gathered::default();
        let options = ReadOptions::default();
        let source = Source { name: "p.jsonl", bytes: text.as_bytes(), options: &options };
        read(&source, &mut gathered);
        gathered
    }

    fn check_problem(text: &str, expected: &str) {
        let problems: Vec<String> =
            read_all(text).problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }

    #[test]
    fn a_record_may_have_text_alone() {
        let found = read_all("{\"text\": \"Rain.\"}\n");
        assert_eq!(found.documents[0].id, "p.jsonl#1");
        assert_eq!(found.documents[0].source, "p.jsonl#1");
        assert_eq!(found.documents[0].text, "Rain.");
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_record_keeps_its_own_id_and_metadata() {
        let found = read_all(
            "{\"id\": 7, \"title\": \" Rain \", \"body\": \"It fell.\", \"date\": \"2026-03-05\", \"lang\": \"EN\", \"outlet\": null, \"extra\": [1]}",
        );
        let document = &found.documents[0];
        assert_eq!(document.id, "7");
        assert_eq!(document.title, "Rain");
        assert_eq!(document.published.as_deref(), Some("2026-03-05"));
        assert_eq!(document.language.as_deref(), Some("en"));
        assert_eq!(document.outlet, None);
    }

    #[test]
    fn a_broken_line_is_named_and_the_rest_goes_on() {
        let found = read_all("{\"text\": \"A.\"}\n{\"text\": \n\n{\"text\": \"B.\"}\n");
        assert_eq!(found.documents.len(), 2);
        assert_eq!(found.documents[1].id, "p.jsonl#4");
        assert_eq!(found.problems[0].record, Some(2));
    }

    #[test]
    fn what_is_no_record_says_why() {
        check_problem("{\"text\": 5}", "p.jsonl:1: the line is not a record");
        check_problem("[1, 2]", "p.jsonl:1: the line is not a record");
        check_problem("{\"id\": \"x\"}", "p.jsonl:1: the record has neither text nor title");
        check_problem(&"[".repeat(100_000), "p.jsonl:1: the line is not a record");
        check_problem("", "p.jsonl: the file holds no records");
        check_problem("a\0b", "p.jsonl: the file is not text");
    }

    #[test]
    fn a_time_that_cannot_be_read_is_told_and_left_out() {
        let line = "{\"text\": \"A.\", \"published\": \"last week\"}";
        check_problem(line, "p.jsonl:1: the published time \"last week\" could not be read");
        assert_eq!(read_all(line).documents[0].published, None);
    }
}
