//! What holds of every trace.

use newstem::Trace;
use newstem_export::table::{Cell, ColumnKind, Presence, TableFormat, tables};
use newstem_export::{dot, graphml, passim};
use serde_json::Value;

use crate::fixture::{file, well};

/// Every form of a trace, one after another.
fn all_bytes(trace: &Trace) -> Vec<Vec<u8>> {
    let formats = [TableFormat::Csv, TableFormat::Jsonl, TableFormat::Parquet];
    let mut bytes: Vec<Vec<u8>> = formats
        .iter()
        .flat_map(|&format| tables(trace).map(move |table| table.write(format).unwrap()))
        .collect();
    bytes.extend([graphml(trace), dot(trace), passim(trace)].map(String::into_bytes));
    bytes
}

#[test]
fn the_same_trace_gives_the_same_bytes() {
    assert_eq!(all_bytes(&well()), all_bytes(&well()));
}

#[test]
fn every_row_has_a_cell_for_every_column_and_of_its_kind() {
    let trace = well();
    for table in tables(&trace) {
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len());
            for (column, cell) in table.columns.iter().zip(row) {
                let fits = match cell {
                    Cell::Missing => column.presence == Presence::Optional,
                    Cell::Text(_) => column.kind == ColumnKind::Text,
                    Cell::Json(_) => column.kind == ColumnKind::Json,
                    Cell::Count(_) => column.kind == ColumnKind::Count,
                    Cell::Number(_) => column.kind == ColumnKind::Number,
                };
                assert!(fits, "{} {}", table.name, column.name);
            }
        }
    }
}

#[test]
fn names_of_columns_are_told_apart() {
    for table in tables(&well()) {
        let mut names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len(), "{}", table.name);
    }
}

/// Columns that have the name of a field of the JSON form hold what it holds.
#[test]
fn tables_say_what_the_trace_says() {
    let trace = well();
    let json = serde_json::to_value(&trace).unwrap();
    let check = |table: &str, pointers: &[&str], names: &[&str]| {
        let lines = String::from_utf8(file(&trace, table, TableFormat::Jsonl)).unwrap();
        for (line, pointer) in lines.lines().zip(pointers) {
            let row: Value = serde_json::from_str(line).unwrap();
            let told = json.pointer(pointer).unwrap();
            names.iter().for_each(|name| assert_eq!(row[name], told[name], "{table} {name}"));
        }
    };
    let of_link = ["child", "parent", "kind", "confidence", "evidence"];
    let link = |place| format!("/stories/0/tree/links/{place}");
    let links: Vec<String> = (0..4).map(link).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    check("links", &links, &of_link);
    check("articles", &["/articles/0"], &["id", "body", "credits", "furniture", "extra"]);
    check("stories", &["/stories/0", "/stories/1"], &["id", "headline", "independent_sources"]);
    check("unseen", &["/stories/0/tree/unseen/0"], &["id", "label", "existed_by", "recovered"]);
    let occurrence = "/stories/0/quotes/0/occurrences/0";
    check("quotes", &[occurrence], &["article", "start", "end", "form", "fidelity", "cue"]);
    check("claims", &["/stories/0/claims/0"], &["statement", "kind", "status", "origins"]);
}
