//! Columns of record batches by name, in the types that this crate works with.
//!
//! Engines choose between several types of one meaning (texts with or without views), so every column
//! is brought into one of ours first.

use std::sync::Arc;

use bytes::Bytes;
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BinaryViewArray, Float32Array, Int64Array, ListArray, RecordBatch,
    StringViewArray, UInt32Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Float32Type, Int64Type, Schema, UInt32Type};
use datafusion::error::Result;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// A batch with columns to be asked for by name.
pub struct Rows<'a>(pub &'a RecordBatch);

impl Rows<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.num_rows()
    }

    /// A column of texts.
    pub fn texts(&self, name: &str) -> Result<StringViewArray> {
        Ok(self.column(name, &DataType::Utf8View)?.as_string_view().clone())
    }

    /// A column of bytes.
    pub fn bytes(&self, name: &str) -> Result<BinaryViewArray> {
        Ok(self.column(name, &DataType::BinaryView)?.as_binary_view().clone())
    }

    /// A column of numbers.
    pub fn numbers(&self, name: &str) -> Result<UInt32Array> {
        Ok(self.column(name, &DataType::UInt32)?.as_primitive::<UInt32Type>().clone())
    }

    /// A column of seconds or counts.
    pub fn whole(&self, name: &str) -> Result<Int64Array> {
        Ok(self.column(name, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
    }

    /// A column of fractions.
    pub fn fractions(&self, name: &str) -> Result<Float32Array> {
        Ok(self.column(name, &DataType::Float32)?.as_primitive::<Float32Type>().clone())
    }

    /// A column of lists of numbers.
    pub fn lists(&self, name: &str) -> Result<ListArray> {
        let kind = DataType::List(Arc::new(Field::new_list_field(DataType::UInt32, true)));
        Ok(self.column(name, &kind)?.as_list::<i32>().clone())
    }

    fn column(&self, name: &str, kind: &DataType) -> Result<ArrayRef> {
        let place = self.0.schema().index_of(name)?;
        Ok(cast(self.0.column(place), kind)?)
    }
}

/// The numbers of a list, where there is one.
pub fn numbers_of(lists: &ListArray, row: usize) -> Vec<u32> {
    if lists.is_null(row) {
        return Vec::new();
    }
    lists.value(row).as_primitive::<UInt32Type>().values().to_vec()
}

/// A batch of named columns.
pub fn batch_of<const N: usize>(columns: [(&str, ArrayRef); N]) -> Result<RecordBatch> {
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.map(|(_, array)| array).to_vec();
    Ok(RecordBatch::try_new(Arc::new(schema), arrays)?)
}

/// The batches of a Parquet file, of all its columns or some.
pub fn batches_of(
    file: Bytes,
    columns: Option<&[&str]>,
) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let mask = match columns {
        Some(names) => ProjectionMask::columns(builder.parquet_schema(), names.iter().copied()),
        None => ProjectionMask::all(),
    };
    let reader = builder.with_projection(mask).build()?;
    Ok(reader.map(|batch| Ok(batch?)))
}
