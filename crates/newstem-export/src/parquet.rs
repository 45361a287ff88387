//! A table as Parquet: typed columns, strings marked as UTF-8, no compression.
//!
//! Written column by column with the low-level writer. Rejected: the writer for Arrow, which
//! doubles what is built, and compression, which needs a codec each reader must have; dictionaries
//! already keep columns of ids and kinds small. The bytes depend on the trace alone: no time is
//! written, and the writer's name is this program's.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{
    SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter,
};
use parquet::schema::types::{Type, TypePtr};

use crate::table::{Cell, Column, ColumnKind, Presence, Table};

/// Rows in one group, which readers hold in memory whole.
const GROUP_ROWS_MAX: usize = 100_000;

const CREATED_BY: &str = concat!("newstem version ", env!("CARGO_PKG_VERSION"));

/// The bytes of the file.
pub fn write(table: &Table<'_>) -> Result<Vec<u8>, ParquetError> {
    let mut writer = SerializedFileWriter::new(Vec::new(), schema(table)?, properties())?;
    for rows in table.rows.chunks(GROUP_ROWS_MAX) {
        let mut group = writer.next_row_group()?;
        for (place, column) in table.columns.iter().enumerate() {
            let cells: Vec<&Cell> = rows.iter().map(|row| &row[place]).collect();
            write_column(&mut group, column, &cells)?;
        }
        group.close()?;
    }
    writer.into_inner()
}

fn properties() -> WriterPropertiesPtr {
    Arc::new(WriterProperties::builder().set_created_by(CREATED_BY.to_owned()).build())
}

fn schema(table: &Table<'_>) -> Result<TypePtr, ParquetError> {
    let fields: Result<Vec<TypePtr>, ParquetError> = table.columns.iter().map(field).collect();
    let schema = Type::group_type_builder(table.name).with_fields(fields?).build()?;
    Ok(Arc::new(schema))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.kind {
        // JSON too is marked as a string: readers that know no JSON refuse columns of it.
        ColumnKind::Text | ColumnKind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Count => (Physical::INT64, None),
        ColumnKind::Number => (Physical::DOUBLE, None),
    };
    let repetition = match column.presence {
        Presence::Required => Repetition::REQUIRED,
        Presence::Optional => Repetition::OPTIONAL,
    };
    let builder = Type::primitive_type_builder(column.name, physical);
    let field = builder.with_logical_type(logical).with_repetition(repetition).build()?;
    Ok(Arc::new(field))
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &Column,
    cells: &[&Cell<'_>],
) -> Result<(), ParquetError> {
    let Some(writer) = group.next_column()? else {
        return Err(ParquetError::General(format!("no place for the column {}", column.name)));
    };
    match column.kind {
        ColumnKind::Text | ColumnKind::Json => {
            write_values::<ByteArrayType>(writer, column, cells, bytes)
        }
        ColumnKind::Count => write_values::<Int64Type>(writer, column, cells, whole),
        ColumnKind::Number => write_values::<DoubleType>(writer, column, cells, floating),
    }
}

fn write_values<T: DataType>(
    mut writer: SerializedColumnWriter<'_>,
    column: &Column,
    cells: &[&Cell<'_>],
    value: fn(&Cell<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.iter().map(|cell| value(cell)).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let levels = (column.presence == Presence::Optional).then_some(levels.as_slice());
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    writer.typed::<T>().write_batch(&values, levels, None)?;
    writer.close()
}

fn bytes(cell: &Cell<'_>) -> Option<ByteArray> {
    match cell {
        Cell::Text(text) => Some(ByteArray::from(*text)),
        Cell::Json(value) => Some(ByteArray::from(value.to_string().into_bytes())),
        _ => None,
    }
}

fn whole(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Count(count) => Some(*count),
        _ => None,
    }
}

fn floating(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        _ => None,
    }
}
