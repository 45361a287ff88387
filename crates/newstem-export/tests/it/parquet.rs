use newstem_export::table::{Cell, TableFormat, tables};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::printer::print_schema;

use crate::fixture::{file, well, with_hostile_text};

fn reader(bytes: Vec<u8>) -> SerializedFileReader<bytes::Bytes> {
    SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap()
}

fn is_same(cell: &Cell<'_>, field: &Field) -> bool {
    match (cell, field) {
        (Cell::Missing, Field::Null) => true,
        (Cell::Text(text), Field::Str(read)) => text == read,
        (Cell::Json(value), Field::Str(read)) => &value.to_string() == read,
        (Cell::Count(count), Field::Long(read)) => count == read,
        (Cell::Number(number), Field::Double(read)) => number == read,
        _ => false,
    }
}

fn check(trace: &newstem::Trace) {
    for table in tables(trace) {
        let reader = reader(table.write(TableFormat::Parquet).unwrap());
        let rows: Vec<Row> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), table.rows.len(), "{}", table.name);
        for (cells, row) in table.rows.iter().zip(rows) {
            let fields = row.get_column_iter().map(|(_, field)| field);
            let mut pairs = cells.iter().zip(fields);
            assert!(pairs.all(|(cell, field)| is_same(cell, field)), "{}", table.name);
        }
    }
}

#[test]
fn what_is_read_is_what_was_written() {
    check(&well());
    check(&with_hostile_text("=1\u{0}\r\n\u{202E}🦀"));
    check(&newstem::Trace { articles: Vec::new(), stories: Vec::new(), ..well() });
}

#[test]
fn rows_beyond_one_group_are_all_there() {
    let mut trace = well();
    let claim = &mut trace.stories[0].claims[0];
    let assertion = claim.asserted[0].clone();
    claim.asserted = vec![assertion; 100_001];
    let reader = reader(file(&trace, "claims", TableFormat::Parquet));
    assert_eq!(reader.num_row_groups(), 2);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 100_002);
}

#[test]
fn schemas() {
    let mut printed = Vec::new();
    for table in tables(&well()) {
        let reader = reader(table.write(TableFormat::Parquet).unwrap());
        print_schema(&mut printed, reader.metadata().file_metadata().schema());
    }
    insta::assert_snapshot!(String::from_utf8(printed).unwrap());
}

#[test]
fn nothing_but_the_trace_is_in_the_bytes() {
    let written = reader(file(&well(), "links", TableFormat::Parquet));
    let file = written.metadata().file_metadata();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(file.created_by(), Some(format!("newstem version {version}").as_str()));
    assert_eq!(file.key_value_metadata(), None);
}
