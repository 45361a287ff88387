//! One column of one row group, level by level. A level says how far a value is there and, in
//! lists, where it goes on; only where it is wholly there does a value stand beside it.
//!
//! Values are decoded so many records at a time that they take about [`BATCH_BYTES`], whatever
//! their size: records at first a few, then more or fewer as they turn out small or large.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::schema::types::ColumnDescPtr;
use serde_json::Value;

use super::pages::{Chunk, Pages, RECORDS_AT_ONCE_OF_DELTAS};
use super::store::Store;
use super::value::{self, Meaning};
use super::wrong::told;
use crate::caught::caught;

/// Values that are decoded at once take about so much, in bytes.
const BATCH_BYTES: usize = 1 << 20;
const RECORDS_AT_FIRST: usize = 16;
const RECORDS_MAX: usize = 1024;
/// Over all columns, at most so many records are decoded at once.
const RECORDS_OF_ALL_COLUMNS_MAX: usize = 1 << 16;

/// Why a row cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    /// The row is too long; those after it can be read.
    TooLong,
    /// Nothing more of the row group can be read.
    Broken(String),
}

/// How far a value is there, and where it stands in its lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) definition: i16,
    pub(super) repetition: i16,
}

/// A column that is read level by level.
pub(super) struct Column {
    values: Box<dyn Values>,
    store: Store,
    place: usize,
    definition_max: i16,
    repetition_max: i16,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    /// How many levels were decoded, and how many of them were taken.
    levels: usize,
    taken: usize,
    /// How many values were taken of those that were decoded.
    values_taken: usize,
    /// How many records have begun.
    records: u64,
    records_at_once: usize,
    records_max: usize,
}

impl Column {
    /// A column of a row group of which `columns` are read.
    pub(super) fn new(
        store: Store,
        description: ColumnDescPtr,
        chunk: Chunk,
        columns: usize,
    ) -> Self {
        let shared_max = (RECORDS_OF_ALL_COLUMNS_MAX / columns.max(1)).clamp(16, RECORDS_MAX);
        let records_max = if chunk.has_deltas { RECORDS_AT_ONCE_OF_DELTAS } else { shared_max };
        let meaning = Meaning::of(description.self_type());
        let (place, definition_max, repetition_max) =
            (chunk.column, chunk.definition_max, chunk.repetition_max);
        let pages = Box::new(Pages::new(store.clone(), chunk));
        Self {
            values: values_of(get_column_reader(description, pages), meaning),
            store,
            place,
            definition_max,
            repetition_max,
            definitions: Vec::new(),
            repetitions: Vec::new(),
            levels: 0,
            taken: 0,
            values_taken: 0,
            records: 0,
            records_at_once: RECORDS_AT_FIRST.min(records_max),
            records_max,
        }
    }

    /// How many records have begun.
    pub(super) fn records(&self) -> u64 {
        self.records
    }

    /// True where a row may have several values.
    pub(super) fn is_repeated(&self) -> bool {
        self.repetition_max > 0
    }

    /// The next level; nothing after the last.
    pub(super) fn peek(&mut self) -> Result<Option<Level>, RowFault> {
        if self.taken == self.levels {
            self.decode()?;
        }
        if self.taken == self.levels {
            return Ok(None);
        }
        let level = |levels: &[i16], max: i16| levels.get(self.taken).copied().unwrap_or(max);
        Ok(Some(Level {
            definition: level(&self.definitions, self.definition_max),
            repetition: level(&self.repetitions, 0),
        }))
    }

    /// Takes the next level with its value. `room` is how many bytes the row may still take, and
    /// becomes less by what the value takes.
    pub(super) fn take(&mut self, room: &mut usize) -> Result<Value, RowFault> {
        let level = self.peek()?.ok_or_else(|| broken("it has fewer values than rows"))?;
        self.taken += 1;
        self.records += u64::from(level.repetition == 0);
        if level.definition < self.definition_max {
            *room = room.saturating_sub(LEVEL_BYTES);
            return Ok(Value::Null);
        }
        let at = self.values_taken;
        self.values_taken += 1;
        let bytes = self.values.bytes(at).saturating_add(LEVEL_BYTES);
        *room = room.checked_sub(bytes).ok_or(RowFault::TooLong)?;
        Ok(self.values.value(at))
    }

    /// Passes over the rest of the record before record `record`, counted from 0.
    pub(super) fn skip_to(&mut self, record: u64) -> Result<(), RowFault> {
        while self.records < record || self.peek()?.is_some_and(|level| level.repetition > 0) {
            // Values are not looked at, so there is no room to be short of.
            let level = self.peek()?.ok_or_else(|| broken("it has fewer values than rows"))?;
            self.taken += 1;
            self.records += u64::from(level.repetition == 0);
            self.values_taken += usize::from(level.definition == self.definition_max);
        }
        Ok(())
    }

    fn decode(&mut self) -> Result<(), RowFault> {
        self.definitions.clear();
        self.repetitions.clear();
        self.values.clear();
        self.store.let_go(self.place);
        (self.levels, self.taken, self.values_taken) = (0, 0, 0);
        let (definitions, repetitions) = (&mut self.definitions, &mut self.repetitions);
        let (values, records) = (&mut self.values, self.records_at_once);
        let decoded = caught(|| values.decode(records, definitions, repetitions));
        let decoded = decoded.map_err(|_| broken("its values contradict one another"))?;
        self.levels = decoded.map_err(|error| broken(told(&error)))?;
        self.adapt();
        Ok(())
    }

    fn adapt(&mut self) {
        let count = self.values.len();
        let bytes: usize = (0..count).map(|at| self.values.bytes(at)).sum();
        if bytes < BATCH_BYTES / 2 {
            self.records_at_once = (self.records_at_once * 2).min(self.records_max);
        } else if bytes > BATCH_BYTES {
            self.records_at_once = (self.records_at_once / 2).max(1);
        }
    }
}

/// What a level takes in memory once it is JSON, about.
pub(super) const LEVEL_BYTES: usize = 16;

fn broken(why: &str) -> RowFault {
    RowFault::Broken(why.to_owned())
}

/// The values of a column, whatever their type.
trait Values {
    /// Decodes at most `records` records, and gives the number of levels.
    fn decode(
        &mut self,
        records: usize,
        definitions: &mut Vec<i16>,
        repetitions: &mut Vec<i16>,
    ) -> Result<usize, parquet::errors::ParquetError>;
    fn clear(&mut self);
    fn len(&self) -> usize;
    /// How many bytes value `at` takes.
    fn bytes(&self, at: usize) -> usize;
    fn value(&self, at: usize) -> Value;
}

struct Typed<T: DataType> {
    reader: ColumnReaderImpl<T>,
    values: Vec<T::T>,
    meaning: Meaning,
    bytes_of: fn(&T::T) -> usize,
    value_of: fn(&T::T, Meaning) -> Value,
}

impl<T: DataType> Values for Typed<T> {
    fn decode(
        &mut self,
        records: usize,
        definitions: &mut Vec<i16>,
        repetitions: &mut Vec<i16>,
    ) -> Result<usize, parquet::errors::ParquetError> {
        let (_, _, levels) = self.reader.read_records(
            records,
            Some(definitions),
            Some(repetitions),
            &mut self.values,
        )?;
        Ok(levels)
    }

    fn clear(&mut self) {
        self.values.clear();
    }

    fn len(&self) -> usize {
        self.values.len()
    }

    fn bytes(&self, at: usize) -> usize {
        self.values.get(at).map_or(0, self.bytes_of)
    }

    fn value(&self, at: usize) -> Value {
        self.values.get(at).map_or(Value::Null, |value| (self.value_of)(value, self.meaning))
    }
}

fn values_of(reader: ColumnReader, meaning: Meaning) -> Box<dyn Values> {
    use ColumnReader as Reader;
    match reader {
        Reader::BoolColumnReader(reader) => sized(reader, meaning, value::of_bool),
        Reader::Int32ColumnReader(reader) => sized(reader, meaning, value::of_i32),
        Reader::Int64ColumnReader(reader) => sized(reader, meaning, value::of_i64),
        Reader::Int96ColumnReader(reader) => sized(reader, meaning, value::of_i96),
        Reader::FloatColumnReader(reader) => sized(reader, meaning, value::of_f32),
        Reader::DoubleColumnReader(reader) => sized(reader, meaning, value::of_f64),
        Reader::ByteArrayColumnReader(reader) => Box::new(Typed {
            reader,
            values: Vec::new(),
            meaning,
            bytes_of: length_of,
            value_of: |value, meaning| value::of_bytes(bytes_of(value), meaning),
        }),
        Reader::FixedLenByteArrayColumnReader(reader) => Box::new(Typed {
            reader,
            values: Vec::new(),
            meaning,
            bytes_of: |value: &FixedLenByteArray| length_of(value),
            value_of: |value, meaning| value::of_bytes(bytes_of(value), meaning),
        }),
    }
}

/// Values that all take little.
fn sized<T: DataType>(
    reader: ColumnReaderImpl<T>,
    meaning: Meaning,
    value_of: fn(&T::T, Meaning) -> Value,
) -> Box<dyn Values> {
    Box::new(Typed { reader, values: Vec::new(), meaning, bytes_of: |_| 0, value_of })
}

fn length_of(value: &ByteArray) -> usize {
    bytes_of(value).len()
}

/// The bytes of a value; a value that was never set would panic.
fn bytes_of(value: &ByteArray) -> &[u8] {
    if *value == ByteArray::new() { &[] } else { value.data() }
}
