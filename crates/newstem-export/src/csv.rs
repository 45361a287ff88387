//! A table as CSV: RFC 4180, UTF-8 without a byte order mark, the names of the columns first.
//!
//! A missing cell is empty. Text that a spreadsheet would run is marked (`formula`); numbers never
//! are, so that -1.5 stays a number. The `csv` library does the quoting.

use std::borrow::Cow;

use csv::{Error, Terminator, WriterBuilder};

use crate::formula;
use crate::table::{Cell, Table};

/// The bytes of the file.
pub fn write(table: &Table<'_>) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        for cell in row {
            writer.write_field(shown(cell).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn shown<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Missing => Cow::Borrowed(""),
        Cell::Text(text) => formula::disarmed(text),
        Cell::Json(value) => Cow::Owned(formula::disarmed(&value.to_string()).into_owned()),
        Cell::Count(count) => Cow::Owned(count.to_string()),
        Cell::Number(number) => Cow::Owned(number.to_string()),
    }
}
