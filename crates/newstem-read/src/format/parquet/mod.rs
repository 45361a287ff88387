//! Parquet: tables by columns, in row groups. A row becomes a record like a line of JSON.
//!
//! The crate `parquet` decodes footers and values; the pages between are read here, since they
//! are where a file can lie (see [`pages`]). Its reader of rows was tried and left: it copies
//! every text twice and looks up every column by name. Here each column is decoded in small
//! batches, and rows are put together from their levels, lists and maps included, so memory holds
//! a few pages a column and never a row group.
//!
//! A broken row group costs itself from the broken row on; the next is read. Numbers of records
//! count all rows that the footer declares, so they stay those of the file.

mod codec;
mod column;
mod delta;
mod footer;
#[cfg(test)]
mod laws;
mod page_header;
mod pages;
mod room;
mod rows;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod thrift;
mod value;
mod wrong;

use std::fs::File;

use parquet::basic::{Encoding, Type as Physical};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};

use super::record::{self, FIELDS, Place};
use crate::input::{Fault, ReadOptions, Source, unreadable};
use crate::sink::Sink;
use column::{Column, RowFault};
use pages::Chunk;
use rows::Rows;
use schema::Schema;
use store::Store;

/// A file may swell this far without being looked at.
const FREE_BYTES: u64 = 16 << 20;
/// Values of fixed length are at most so long, in bytes.
const FIXED_BYTES_MAX: i32 = 4096;
const WHOLE: &str = "check that the file is complete, or write it again";
const SPLIT: &str = "split it, or leave out what is no article";

/// Reads a file row group by row group.
pub(super) fn read(source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let opened = source.into_file().and_then(|file| Table::open(file, &name, options));
    let mut table = match opened {
        Ok(table) => table,
        Err(fault) => return sink.problem(fault.in_file(&name)),
    };
    if table.metadata.row_groups().iter().all(|group| group.num_rows() <= 0) {
        return sink.problem(Fault::new("the table has no rows", FIELDS).in_file(&name));
    }
    for group in 0..table.metadata.num_row_groups() {
        table.read_group(group, sink);
    }
}

/// An open file.
struct Table<'a> {
    name: &'a str,
    options: &'a ReadOptions,
    metadata: ParquetMetaData,
    schema: Schema,
    store: Store,
    file_bytes: u64,
    /// How many bytes all rows may still take.
    allowance: u64,
    /// The number of the record before the row group at hand.
    number: u64,
}

impl<'a> Table<'a> {
    fn open(mut file: File, name: &'a str, options: &'a ReadOptions) -> Result<Self, Fault> {
        let file_bytes = file.metadata().map_err(|error| unreadable(&error))?.len();
        let metadata = footer::read(&mut file)?;
        let schema = Schema::of(metadata.file_metadata().schema(), &options.fields);
        if schema.columns.is_empty() {
            return Err(Fault::new("the table has no columns that can be read", FIELDS));
        }
        let allowance = FREE_BYTES.max(file_bytes.saturating_mul(options.swell_max));
        let store = Store::new(file, allowance);
        Ok(Self { name, options, metadata, schema, store, file_bytes, allowance, number: 0 })
    }

    fn read_group(&mut self, group: usize, sink: &mut dyn Sink) {
        let first = self.number;
        let rows = u64::try_from(self.metadata.row_group(group).num_rows()).unwrap_or(0);
        self.number = first.saturating_add(rows);
        let broken = match self.open_group(group) {
            Ok(columns) => self.read_rows(columns, first, rows, sink),
            Err(reason) => Some((first, reason)),
        };
        let Some((last, reason)) = broken else {
            return;
        };
        let left_out = left_out(last + 1, self.number);
        let fault = Fault::new(format!("{reason}; {left_out}"), WHOLE);
        sink.problem(fault.in_record(self.name, record_number(last + 1)));
    }

    /// Reads so many rows after row `first`. Where it ends early it gives the last row that was
    /// read and what stands in the way of the next.
    fn read_rows(
        &mut self,
        columns: Vec<Column>,
        first: u64,
        count: u64,
        sink: &mut dyn Sink,
    ) -> Option<(u64, String)> {
        let mut rows = Rows::new(columns, self.options.article_bytes_max);
        for number in first..first.saturating_add(count) {
            let row = match rows.next(&self.schema.fields) {
                Ok(row) => Ok(row),
                Err(RowFault::TooLong) => Err(self.too_long()),
                Err(RowFault::Broken(why)) => {
                    return Some((number, format!("the row group is broken: {why}")));
                }
            };
            let bytes = rows.bytes() as u64;
            let Some(left) = self.allowance.checked_sub(bytes) else {
                let times = self.options.swell_max;
                return Some((
                    number,
                    format!("the file swells to more than {times} times its size"),
                ));
            };
            self.allowance = left;
            let number = record_number(number + 1);
            let place = Place { file: self.name, number, options: self.options };
            match row.and_then(|row| record::document(row, place)) {
                Ok((document, faults)) => {
                    let told = faults.into_iter().map(|fault| fault.in_record(self.name, number));
                    told.for_each(|problem| sink.problem(problem));
                    sink.document(document);
                }
                Err(fault) => sink.problem(fault.in_record(self.name, number)),
            }
        }
        None
    }

    fn too_long(&self) -> Fault {
        let reason = format!("the row is longer than {} bytes", self.options.article_bytes_max);
        Fault::new(reason, SPLIT)
    }

    fn open_group(&self, group: usize) -> Result<Vec<Column>, String> {
        let group = self.metadata.row_group(group);
        self.store.clear(self.schema.columns.len());
        let places = self.schema.columns.iter().enumerate();
        places.map(|(place, column)| self.open_column(group, place, *column)).collect()
    }

    fn open_column(
        &self,
        group: &RowGroupMetaData,
        place: usize,
        column: usize,
    ) -> Result<Column, String> {
        let metadata = group.columns().get(column).ok_or("the row group lacks a column")?;
        let description = metadata.column_descr_ptr();
        if metadata.file_path().is_some() {
            return Err("its columns are in other files".to_owned());
        }
        if description.physical_type() == Physical::FIXED_LEN_BYTE_ARRAY
            && !(1..=FIXED_BYTES_MAX).contains(&description.type_length())
        {
            return Err("the row group has values of impossible length".to_owned());
        }
        let (start, end) = self.extent(metadata).ok_or("the row group lies outside the file")?;
        let chunk = Chunk {
            column: place,
            start,
            end,
            compression: metadata.compression(),
            definition_max: description.max_def_level(),
            repetition_max: description.max_rep_level(),
            has_deltas: metadata.encodings().any(|encoding| encoding == Encoding::DELTA_BYTE_ARRAY),
        };
        Ok(Column::new(self.store.clone(), description, chunk, self.schema.columns.len()))
    }

    /// Where a column lies, if it lies within the file.
    fn extent(&self, column: &ColumnChunkMetaData) -> Option<(u64, u64)> {
        let data = u64::try_from(column.data_page_offset()).ok()?;
        let dictionary = column.dictionary_page_offset().and_then(|at| u64::try_from(at).ok());
        // Some writers give 0 where there is no dictionary.
        let start = dictionary.filter(|at| (1..data).contains(at)).unwrap_or(data);
        let end = start.checked_add(u64::try_from(column.compressed_size()).ok()?)?;
        (end <= self.file_bytes).then_some((start, end))
    }
}

fn record_number(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn left_out(first: u64, last: u64) -> String {
    if first == last {
        return format!("record {first} is left out");
    }
    format!("records {first} to {last} are left out")
}
