//! A column together with the way to read its cell from a row.

use serde_json::Value;

use super::{Cell, Column, ColumnKind, Presence};

/// A column of rows of type `R`.
pub struct Field<'t, R> {
    name: &'static str,
    about: &'static str,
    read: Read<'t, R>,
}

/// How to read a cell, and with it what the column holds.
enum Read<'t, R> {
    Text(fn(&R) -> &'t str),
    OptionalText(fn(&R) -> Option<&'t str>),
    Json(fn(&R) -> Value),
    OptionalJson(fn(&R) -> Option<Value>),
    Count(fn(&R) -> usize),
    OptionalCount(fn(&R) -> Option<u64>),
    Number(fn(&R) -> f64),
    OptionalNumber(fn(&R) -> Option<f64>),
}

/// A column of text.
pub fn text<'t, R>(
    name: &'static str,
    read: fn(&R) -> &'t str,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::Text(read) }
}

/// A column of text that may be missing.
pub fn optional_text<'t, R>(
    name: &'static str,
    read: fn(&R) -> Option<&'t str>,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::OptionalText(read) }
}

/// A column of JSON.
pub fn json<'t, R>(name: &'static str, read: fn(&R) -> Value, about: &'static str) -> Field<'t, R> {
    Field { name, about, read: Read::Json(read) }
}

/// A column of JSON that may be missing.
pub fn optional_json<'t, R>(
    name: &'static str,
    read: fn(&R) -> Option<Value>,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::OptionalJson(read) }
}

/// A column of whole numbers.
pub fn count<'t, R>(
    name: &'static str,
    read: fn(&R) -> usize,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::Count(read) }
}

/// A column of whole numbers that may be missing.
pub fn optional_count<'t, R>(
    name: &'static str,
    read: fn(&R) -> Option<u64>,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::OptionalCount(read) }
}

/// A column of numbers.
pub fn number<'t, R>(name: &'static str, read: fn(&R) -> f64, about: &'static str) -> Field<'t, R> {
    Field { name, about, read: Read::Number(read) }
}

/// A column of numbers that may be missing.
pub fn optional_number<'t, R>(
    name: &'static str,
    read: fn(&R) -> Option<f64>,
    about: &'static str,
) -> Field<'t, R> {
    Field { name, about, read: Read::OptionalNumber(read) }
}

impl<'t, R> Field<'t, R> {
    /// The column.
    pub fn column(&self) -> Column {
        let (kind, presence) = match self.read {
            Read::Text(_) => (ColumnKind::Text, Presence::Required),
            Read::OptionalText(_) => (ColumnKind::Text, Presence::Optional),
            Read::Json(_) => (ColumnKind::Json, Presence::Required),
            Read::OptionalJson(_) => (ColumnKind::Json, Presence::Optional),
            Read::Count(_) => (ColumnKind::Count, Presence::Required),
            Read::OptionalCount(_) => (ColumnKind::Count, Presence::Optional),
            Read::Number(_) => (ColumnKind::Number, Presence::Required),
            Read::OptionalNumber(_) => (ColumnKind::Number, Presence::Optional),
        };
        Column { name: self.name, kind, presence, about: self.about }
    }

    /// Its cell in a row.
    pub fn cell(&self, row: &R) -> Cell<'t> {
        let given = match self.read {
            Read::Text(read) => Some(Cell::Text(read(row))),
            Read::OptionalText(read) => read(row).map(Cell::Text),
            Read::Json(read) => Some(Cell::Json(read(row))),
            Read::OptionalJson(read) => read(row).map(Cell::Json),
            Read::Count(read) => Some(Cell::Count(as_signed(read(row) as u64))),
            Read::OptionalCount(read) => read(row).map(|count| Cell::Count(as_signed(count))),
            Read::Number(read) => Some(Cell::Number(read(row))),
            Read::OptionalNumber(read) => read(row).map(Cell::Number),
        };
        given.unwrap_or(Cell::Missing)
    }
}

/// Databases and data frames have no unsigned numbers in common.
fn as_signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
