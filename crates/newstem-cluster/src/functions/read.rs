//! `read_file(path, name, parameters)`: the documents of a file, and what could not be read of it.
//!
//! A file is read by one task, and its documents are in memory until the last is read; large inputs
//! are given as many files.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, ListBuilder, StringViewBuilder, StructBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem_read::{Document, Field, Gathered, Input, Problem, ReadOptions, read_documents};
use serde::{Deserialize, Serialize};

use crate::inputs::{fetched, is_address};
use crate::kept::within_a_thread;

use super::adapter::{Columns, Declared, failed, list_of, row_of};

/// The function.
pub const READ_FILE: Declared = Declared { name: "read_file", arguments: 3, gives, body };

/// How files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingParameters {
    /// Fields that the pile calls by names of its own, as `OURS=THEIRS`.
    pub fields: Vec<(String, String)>,
}

impl ReadingParameters {
    /// As the readers want them; unknown names were refused when they were typed.
    pub fn options(&self) -> ReadOptions {
        let known = |(ours, theirs): &(String, String)| -> Option<(Field, String)> {
            Some((ours.parse().ok()?, theirs.clone()))
        };
        let fields: BTreeMap<Field, String> = self.fields.iter().filter_map(known).collect();
        ReadOptions { fields, ..ReadOptions::default() }
    }
}

fn found() -> DataType {
    let text = DataType::Utf8View;
    row_of([
        ("place", DataType::UInt32),
        ("id", text.clone()),
        ("document", text.clone()),
        ("problem", text),
    ])
}

fn gives() -> DataType {
    list_of(found())
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let (paths, names) = (columns.texts(0)?, columns.texts(1)?);
    let parameters: ReadingParameters =
        serde_json::from_str(&columns.constant(2)?).map_err(failed)?;
    let options = parameters.options();
    let mut found = Found::new();
    for row in 0..columns.rows {
        let gathered = gathered(paths.value(row), names.value(row), &options)?;
        gathered
            .documents
            .iter()
            .zip(0..)
            .try_for_each(|(one, place)| found.document(one, place))?;
        gathered.problems.iter().try_for_each(|problem| found.problem(problem))?;
        found.0.append(true);
    }
    Ok(Arc::new(found.0.finish()))
}

/// What a file holds; an object is fetched first. One that is not there is a problem of the pile, any
/// other failure to fetch it one of the task, which is tried again.
fn gathered(place: &str, name: &str, options: &ReadOptions) -> Result<Gathered> {
    let mut gathered = Gathered::default();
    let mut read = |path: PathBuf| {
        let input = Input::File { path, name: name.to_owned() };
        read_documents(&[input], options, &mut gathered);
    };
    if !is_address(place) {
        read(place.into());
        return Ok(gathered);
    }
    match within_a_thread(fetched(place))? {
        Ok(file) => read(file.to_path_buf()),
        Err(error) if error.is_not_found() => {
            gathered.problems.push(Problem::of_file(
                name,
                "there is no such object",
                "check its address",
            ));
        }
        Err(error) => return Err(failed(error)),
    }
    Ok(gathered)
}

struct Found(ListBuilder<StructBuilder>);

impl Found {
    fn new() -> Self {
        let DataType::Struct(fields) = found() else { unreachable!("a row") };
        Self::of(fields.iter().cloned().collect())
    }

    fn of(fields: Vec<datafusion::arrow::datatypes::FieldRef>) -> Self {
        Self(ListBuilder::new(StructBuilder::from_fields(fields, 0)))
    }

    fn document(&mut self, document: &Document, place: u32) -> Result<()> {
        let json = serde_json::to_string(document).map_err(failed)?;
        self.row(Some(place), [Some(&document.id), Some(&json), None]);
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> Result<()> {
        let json = serde_json::to_string(problem).map_err(failed)?;
        self.row(None, [None, None, Some(&json)]);
        Ok(())
    }

    fn row(&mut self, place: Option<u32>, texts: [Option<&String>; 3]) {
        let row = self.0.values();
        if let Some(places) = row.field_builder::<UInt32Builder>(0) {
            places.append_option(place);
        }
        for (text, column) in texts.into_iter().zip(1..) {
            if let Some(texts) = row.field_builder::<StringViewBuilder>(column) {
                texts.append_option(text);
            }
        }
        row.append(true);
    }
}
