//! A table as JSON Lines: an object a row, its keys in the order of the columns.
//!
//! A missing cell is `null` rather than absent, so that every line has every key and a reader that
//! guesses types from the first lines knows all columns.

use serde_json::Value;

use crate::table::{Cell, Table};

/// The text of the file.
pub fn write(table: &Table<'_>) -> String {
    let names = || table.columns.iter().map(|column| column.name);
    table.rows.iter().map(|row| line(names().zip(row.iter().map(value)))).collect()
}

/// A line with an object.
pub fn line<'a>(members: impl Iterator<Item = (&'a str, Value)>) -> String {
    let members: Vec<String> =
        members.map(|(name, value)| format!("{}:{value}", Value::from(name))).collect();
    format!("{{{}}}\n", members.join(","))
}

fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Missing => Value::Null,
        Cell::Text(text) => Value::from(*text),
        Cell::Json(value) => value.clone(),
        Cell::Count(count) => Value::from(*count),
        Cell::Number(number) => Value::from(*number),
    }
}
