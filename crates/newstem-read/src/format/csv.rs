//! Tables in text: values separated by commas, semicolons or tabs, the first row naming them.
//!
//! `csv-core` splits the rows; the buffer around it is ours, because an opening quote that is
//! never closed would make a row of all that follows, and that must not fill the memory.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use serde_json::{Map, Value};

use super::field::{Field, may_hold};
use super::record::{self, FIELDS, Place};
use crate::input::{Fault, ReadOptions, Source, unreadable};
use crate::sink::Sink;

/// What may separate the values of a `.csv`.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// A table has at most so many columns.
const COLUMNS_MAX: usize = 4096;
/// So many columns are named where none has a meaning.
const COLUMNS_SHOWN: usize = 8;
const NOT_CLOSED: &str =
    "a quote is opened and never closed, so this row and what follows it is left out";
const NAMES: &str =
    "the first row names the columns; --map text=NAME tells which of them holds the text";
const QUOTES: &str = "check the quotes: a quote inside a value is written twice";

/// Reads values separated by whichever mark is the commonest in the first row.
pub(super) fn read_csv(mut source: Source<'_>, sink: &mut dyn Sink) {
    let separator = source.fill_buf().map_or(b',', separator_of);
    read(source, separator, sink);
}

/// Reads values separated by tabs.
pub(super) fn read_tsv(source: Source<'_>, sink: &mut dyn Sink) {
    read(source, b'\t', sink);
}

fn separator_of(head: &[u8]) -> u8 {
    let first_row = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first_row.iter().filter(|byte| **byte == mark).count();
    let best = SEPARATORS.into_iter().rev().max_by_key(|mark| count(*mark));
    best.unwrap_or(b',')
}

fn read(source: Source<'_>, separator: u8, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let mut rows = Rows::new(source, separator, options.article_bytes_max);
    let columns = match rows.next() {
        Some(read) => read.and_then(|columns| meaningful(columns, options)),
        None => Err(Fault::new("the table is empty", FIELDS)),
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(fault) => return sink.problem(fault.in_file(&name)),
    };
    while let Some(row) = rows.next() {
        let place = Place { file: &name, number: rows.number, options };
        let read = row.and_then(|values| record_of(&columns, values));
        match read.and_then(|record| record::document(record, place)) {
            Ok((document, faults)) => {
                faults.into_iter().for_each(|fault| rows.tell(fault, &name, sink));
                sink.document(document);
            }
            Err(fault) => rows.tell(fault, &name, sink),
        }
    }
    if rows.number == 0 {
        sink.problem(Fault::new("the table has no rows below its names", FIELDS).in_file(&name));
    }
}

/// The names of the columns, if some of them can hold an article: else the first row is none of
/// names, or every row below it would be left out for the same reason.
fn meaningful(columns: Vec<String>, options: &ReadOptions) -> Result<Vec<String>, Fault> {
    let wanted = [Field::Text, Field::Title, Field::Html];
    let is_wanted =
        |name: &String| wanted.iter().any(|field| may_hold(name.trim(), *field, &options.fields));
    if columns.iter().any(is_wanted) {
        return Ok(columns);
    }
    let shown: Vec<String> =
        columns.iter().take(COLUMNS_SHOWN).map(|name| record::shown_text(name)).collect();
    let reason = format!("no column is called \"text\" or \"title\", only {}", shown.join(", "));
    Err(Fault::new(reason, NAMES))
}

fn record_of(columns: &[String], values: Vec<String>) -> Result<Map<String, Value>, Fault> {
    if values.len() != columns.len() {
        let reason = format!(
            "the row has {} and the table {}",
            counted(values.len(), "value"),
            counted(columns.len(), "column")
        );
        return Err(Fault::new(reason, QUOTES));
    }
    let named = columns.iter().zip(values).filter(|(_, value)| !value.trim().is_empty());
    Ok(named.map(|(name, value)| (name.trim().to_owned(), Value::String(value))).collect())
}

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The rows of a table.
struct Rows<'a> {
    input: Source<'a>,
    core: Reader,
    /// The row's values, one behind the other; read into as far as it is long.
    values: Vec<u8>,
    /// Where each value ends.
    ends: Vec<usize>,
    bytes_max: usize,
    /// The row read last, counted from 1 below the names.
    number: usize,
    /// Where the row read last begins, in bytes.
    start: u64,
    at: u64,
    /// Nothing more is to be read.
    is_over: bool,
    /// All of the stream went to the parser, with a line end behind it.
    has_ended: bool,
    has_names: bool,
}

/// How far a row has been read.
#[derive(Default)]
struct Filled {
    values: usize,
    ends: usize,
    /// More than may be kept was read.
    is_too_long: bool,
}

impl<'a> Rows<'a> {
    fn new(input: Source<'a>, separator: u8, bytes_max: usize) -> Self {
        Self {
            input,
            core: ReaderBuilder::new().delimiter(separator).build(),
            values: vec![0; 4096],
            ends: vec![0; 64],
            bytes_max,
            number: 0,
            start: 0,
            at: 0,
            is_over: false,
            has_ended: false,
            has_names: false,
        }
    }

    fn tell(&self, fault: Fault, name: &str, sink: &mut dyn Sink) {
        sink.problem(fault.in_record(name, self.number).at(self.start));
    }

    /// The values of the next row; the first is that of the names.
    fn next(&mut self) -> Option<Result<Vec<String>, Fault>> {
        if self.is_over {
            return None;
        }
        self.start = self.at;
        let read = self.read_row();
        if !matches!(read, Ok(None)) {
            self.number += usize::from(self.has_names);
            self.has_names = true;
        }
        match read {
            Ok(filled) => filled.map(|filled| self.texts(&filled)),
            Err(fault) => Some(Err(fault)),
        }
    }

    /// Reads to the end of a row. One that is too long is read as well, but not kept.
    fn read_row(&mut self) -> Result<Option<Filled>, Fault> {
        let mut filled = Filled::default();
        loop {
            let result = self.read_piece(&mut filled)?;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.make_room(&mut filled),
                ReadRecordResult::OutputEndsFull => self.make_room_for_ends()?,
                ReadRecordResult::Record if filled.is_too_long => return Err(self.too_long()),
                ReadRecordResult::Record => return Ok(Some(filled)),
                ReadRecordResult::End => {
                    self.is_over = true;
                    return Ok(None);
                }
            }
        }
    }

    /// Hands what the buffer holds of the stream to the parser.
    fn read_piece(&mut self, filled: &mut Filled) -> Result<ReadRecordResult, Fault> {
        let input = match self.input.fill_buf() {
            Ok(input) => input,
            Err(error) => {
                self.is_over = true;
                return Err(unreadable(&error));
            }
        };
        let is_last = input.is_empty();
        // Outside of quotes a last line end changes nothing; within them it does not end the row.
        let input = if is_last && !self.has_ended { b"\n" } else { input };
        let values = &mut self.values[filled.values..];
        let ends = &mut self.ends[filled.ends..];
        let (result, read, written, ended) = self.core.read_record(input, values, ends);
        filled.values += written;
        filled.ends += ended;
        if !is_last {
            self.input.consume(read);
            self.at += read as u64;
            return Ok(result);
        }
        if !self.has_ended && read == 1 {
            self.has_ended = true;
            if filled.values > 0 && matches!(result, ReadRecordResult::InputEmpty) {
                self.is_over = true;
                return Err(Fault::new(NOT_CLOSED, QUOTES));
            }
        }
        Ok(result)
    }

    fn make_room(&mut self, filled: &mut Filled) {
        if self.values.len() < self.bytes_max {
            let doubled = (self.values.len() * 2).min(self.bytes_max);
            return self.values.resize(doubled, 0);
        }
        filled.is_too_long = true;
        filled.values = 0;
    }

    fn make_room_for_ends(&mut self) -> Result<(), Fault> {
        if self.ends.len() >= COLUMNS_MAX {
            self.is_over = true;
            let reason = format!("the table has more than {COLUMNS_MAX} columns");
            return Err(Fault::new(reason, QUOTES));
        }
        self.ends.resize(self.ends.len() * 2, 0);
        Ok(())
    }

    fn too_long(&self) -> Fault {
        Fault::new(format!("the row is longer than {} bytes", self.bytes_max), QUOTES)
    }

    fn texts(&self, filled: &Filled) -> Result<Vec<String>, Fault> {
        if self.values[..filled.values].contains(&0) {
            return Err(Fault::new("the row is not text", QUOTES));
        }
        let mut start = 0;
        let ends = self.ends[..filled.ends].iter();
        let values = ends.map(|end| {
            let value = &self.values[start..*end];
            start = *end;
            text_of(value)
        });
        Ok(values.collect())
    }
}

fn text_of(value: &[u8]) -> String {
    let value = value.strip_prefix(b"\xef\xbb\xbf").unwrap_or(value);
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode(value).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ReadOptions;
    use crate::sink::Gathered;

    fn read(text: &[u8]) -> Gathered {
        let mut gathered = Gathered::default();
        let options = ReadOptions { article_bytes_max: 10_000, ..ReadOptions::default() };
        read_csv(Source::of_bytes("p.csv", text, &options), &mut gathered);
        gathered
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = read(text.as_bytes());
        let shown = found.documents.iter().map(|d| (d.title.as_str(), d.text.as_str()));
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        assert_eq!(found.problems, [], "{text}");
    }

    #[test]
    fn rows_become_documents() {
        check(
            "title,text\nRain,\"It fell, \"\"all\"\" day.\nThen not.\"\n",
            &[("Rain", "It fell, \"all\" day.\nThen not.")],
        );
        check("\u{feff}Title;Text\r\nRain;It fell, all day.\r\n", &[("Rain", "It fell, all day.")]);
        check("title\ttext\nRain\tIt fell.\n", &[("Rain", "It fell.")]);
    }

    #[test]
    fn columns_without_meaning_survive() {
        let found = read(b"id,text,score\na,It fell.,7\n");
        assert_eq!(found.documents[0].id, "a");
        assert_eq!(found.documents[0].extra.get("score"), Some(&Value::from("7")));
    }

    #[test]
    fn an_old_encoding_is_read() {
        assert_eq!(read(b"text\ncaf\xe9\n").documents[0].text, "café");
    }

    fn check_problem(text: &str, expected: &str) {
        let told: Vec<String> =
            read(text.as_bytes()).problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, [expected]);
    }

    #[test]
    fn what_is_no_table_says_why() {
        check_problem("", "p.csv: the table is empty");
        check_problem("title,text\n", "p.csv: the table has no rows below its names");
        check_problem(
            "title,text\nRain,It fell.,x\n",
            "p.csv:1: the row has 3 values and the table 2 columns",
        );
        check_problem("title,text\nRain\n", "p.csv:1: the row has 1 value and the table 2 columns");
        check_problem(
            "a,b\n1,2\n",
            "p.csv: no column is called \"text\" or \"title\", only \"a\", \"b\"",
        );
        check_problem("title,text\nRain,It\0fell.\n", "p.csv:1: the row is not text");
        let not_closed = format!("p.csv:1: {NOT_CLOSED}");
        check_problem("title,text\nRain,\"It fell.\nSnow,It lay.\n", &not_closed);
        check_problem(&format!("title,text\nRain,\"{}", "It fell. ".repeat(3000)), &not_closed);
    }

    #[test]
    fn a_row_that_is_too_long_costs_itself() {
        let long = "It fell. ".repeat(3000);
        let found = read(format!("title,text\nRain,\"{long}\"\nSnow,It lay.\n").as_bytes());
        assert_eq!(found.documents[0].title, "Snow");
        assert_eq!(found.problems[0].to_string(), "p.csv:1: the row is longer than 10000 bytes");
    }

    #[test]
    fn a_last_row_without_its_line_end_is_whole() {
        let found = read(b"title,text\nRain,\"It fell.\"");
        assert_eq!((found.documents.len(), found.problems.len()), (1, 0));
    }
}
