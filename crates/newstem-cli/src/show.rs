//! A trace in the form that was asked for.

use std::path::{Path, PathBuf};

use newstem::Trace;
use newstem_export::table::{Table, TableError, TableFormat, tables};
use newstem_report::provenance::Provenance;
use newstem_report::text::TextOptions;
use newstem_report::{html, text};

use crate::arguments::{Format, ShowArguments};
use crate::environment::{self, Target};
use crate::exit::Failure;
use crate::output::{self, NamedBytes};

/// A trace in some form.
pub enum Shown {
    /// One document.
    Document(String),
    /// The files of a folder.
    Folder(PathBuf, Vec<NamedBytes>),
}

/// A form, the tables told from the documents.
enum Form {
    Text,
    Json,
    Html,
    Graphml,
    Dot,
    Passim,
    Tables(TableFormat),
}

impl Form {
    fn of(arguments: &ShowArguments) -> Self {
        match arguments.format() {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
            Format::Html => Self::Html,
            Format::Graphml => Self::Graphml,
            Format::Dot => Self::Dot,
            Format::Passim => Self::Passim,
            Format::Parquet => Self::Tables(TableFormat::Parquet),
            Format::Csv => Self::Tables(TableFormat::Csv),
            Format::Jsonl => Self::Tables(TableFormat::Jsonl),
        }
    }
}

/// Fails early where the findings could not be written.
pub fn check_target(arguments: &ShowArguments) -> Result<(), Failure> {
    match Form::of(arguments) {
        Form::Tables(format) => output::check_folder(folder(arguments, format)?),
        _ => arguments.output.as_deref().map_or(Ok(()), output::check_target),
    }
}

/// The findings in their form; `made` tells how they were made, which takes a reading of all files.
pub fn show(
    trace: &Trace,
    arguments: &ShowArguments,
    made: impl FnOnce() -> Provenance,
) -> Result<Shown, Failure> {
    let document = match Form::of(arguments) {
        Form::Text => text::render(trace, &text_options(arguments)),
        Form::Html => html::render(trace, &made()),
        Form::Json => json(trace)?,
        Form::Graphml => newstem_export::graphml(trace),
        Form::Dot => newstem_export::dot(trace),
        Form::Passim => newstem_export::passim(trace),
        Form::Tables(format) => {
            let folder = folder(arguments, format)?.to_owned();
            return Ok(Shown::Folder(folder, files(trace, format)?));
        }
    };
    Ok(Shown::Document(document))
}

/// The folder that tables go to.
fn folder(arguments: &ShowArguments, format: TableFormat) -> Result<&Path, Failure> {
    arguments.output.as_deref().ok_or(Failure::NoTarget(format.ending()))
}

fn files(trace: &Trace, format: TableFormat) -> Result<Vec<NamedBytes>, TableError> {
    let file = |table: Table| {
        let name = format!("{}.{}", table.name, format.ending());
        Ok(NamedBytes { name, bytes: table.write(format)? })
    };
    tables(trace).map(file).collect()
}

fn text_options(arguments: &ShowArguments) -> TextOptions {
    let target = match arguments.output {
        Some(_) => Target::File,
        None => Target::Standard,
    };
    environment::text_options(arguments.color, target)
}

fn json(trace: &Trace) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(trace).map_err(|error| Failure::Output {
        target: "the findings as JSON".to_owned(),
        error: error.into(),
    })?;
    Ok(json + "\n")
}

/// Writes them where they were asked for.
pub fn write(shown: &Shown, arguments: &ShowArguments) -> Result<(), Failure> {
    match shown {
        Shown::Document(text) => {
            output::write(arguments.output.as_deref(), |out| out.write_all(text.as_bytes()))
        }
        Shown::Folder(folder, files) => output::write_folder(folder, files),
    }
}
