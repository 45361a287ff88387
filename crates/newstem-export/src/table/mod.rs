//! What a trace holds as tables: one definition of columns and rows, three ways to write them.
//!
//! A column is a name, a line of documentation and a way to read its cell from a row; type and
//! whether cells may be missing follow from that way, so that no cell can disagree with its column.
//! Columns are named as fields of the JSON form are, even where SQL wants quotes around them
//! (`order`, `end`), so that there is one vocabulary. What has no fixed shape (evidence, the
//! matched sentences) is one column of JSON beside the pieces that have one. Rejected: a table for
//! every list of the trace, which nobody would join; and structs derived by a serialiser, which know
//! no documentation and write every format's types as they please.
//!
//! Ids join the tables: `story` and `article` lead to the tables `stories` and `articles`. The ids of
//! unseen ancestors, quotes and claims are unique within their story only.

mod articles;
mod claims;
mod field;
mod links;
mod quotes;
mod stories;
mod unseen;

use newstem::Trace;
use serde_json::Value;

use field::Field;

/// What is in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, ids, times.
    Text,
    /// A JSON document: an object in JSON Lines, its text elsewhere.
    Json,
    /// A whole number, signed with 64 bits.
    Count,
    /// A floating-point number with 64 bits.
    Number,
}

/// Whether cells may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// No row lacks it.
    Required,
    /// A row may lack it.
    Optional,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether they may be missing.
    pub presence: Presence,
    /// What it tells, in one line.
    pub about: &'static str,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'t> {
    /// Nothing is known.
    Missing,
    /// Text as it stands in the trace.
    Text(&'t str),
    /// What has no fixed shape.
    Json(Value),
    /// A whole number.
    Count(i64),
    /// A number.
    Number(f64),
}

/// A form to write a table in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// RFC 4180, safe to open in a spreadsheet.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Columns of typed values, without compression.
    Parquet,
}

impl TableFormat {
    /// What names of its files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// As CSV.
    #[error("write the table {table} as CSV")]
    Csv {
        /// The name of the table.
        table: &'static str,
        /// What went wrong.
        source: ::csv::Error,
    },
    /// As Parquet.
    #[error("write the table {table} as Parquet")]
    Parquet {
        /// The name of the table.
        table: &'static str,
        /// What went wrong.
        source: ::parquet::errors::ParquetError,
    },
}

/// A table with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<'t> {
    /// Its name.
    pub name: &'static str,
    /// What a row is, in one line.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell<'t>>>,
}

impl<'t> Table<'t> {
    fn of<R>(
        name: &'static str,
        about: &'static str,
        fields: &[Field<'t, R>],
        rows: impl Iterator<Item = R>,
    ) -> Self {
        let columns = fields.iter().map(Field::column).collect();
        let cells = |row: R| fields.iter().map(|field| field.cell(&row)).collect();
        Self { name, about, columns, rows: rows.map(cells).collect() }
    }

    /// The table as the bytes of a file.
    ///
    /// # Errors
    ///
    /// See [`TableError`]; the tests rule it out for every trace they hold.
    pub fn write(&self, format: TableFormat) -> Result<Vec<u8>, TableError> {
        let table = self.name;
        match format {
            TableFormat::Csv => {
                crate::csv::write(self).map_err(|source| TableError::Csv { table, source })
            }
            TableFormat::Jsonl => Ok(crate::jsonl::write(self).into_bytes()),
            TableFormat::Parquet => {
                crate::parquet::write(self).map_err(|source| TableError::Parquet { table, source })
            }
        }
    }
}

/// All tables of a trace, made one after another.
pub fn tables(trace: &Trace) -> impl Iterator<Item = Table<'_>> {
    type Make = for<'t> fn(&'t Trace) -> Table<'t>;
    const ALL: [Make; 6] = [
        articles::table,
        stories::table,
        links::table,
        quotes::table,
        claims::table,
        unseen::table,
    ];
    ALL.iter().map(move |make| make(trace))
}
