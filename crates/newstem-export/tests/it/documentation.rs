//! The manual lists exactly the columns that there are.

use std::fs;
use std::path::PathBuf;

use newstem_export::table::{Column, ColumnKind, Presence, Table, tables};

use crate::fixture::well;

const BEGIN: &str = "<!-- tables: made from the definition -->\n";
const END: &str = "<!-- end of tables -->";

fn manual() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/export.md")
}

fn of_column(column: &Column) -> String {
    let kind = match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Json => "JSON",
        ColumnKind::Count => "integer",
        ColumnKind::Number => "number",
    };
    let presence = match column.presence {
        Presence::Required => "",
        Presence::Optional => "yes",
    };
    format!("| `{}` | {kind} | {presence} | {} |\n", column.name, column.about)
}

fn of_table(table: Table<'_>) -> String {
    let columns: String = table.columns.iter().map(of_column).collect();
    let head = "| column | type | may be missing | what it tells |\n|---|---|---|---|\n";
    format!("\n### `{}`\n\n{}\n\n{head}{columns}", table.name, table.about)
}

/// With `ACCEPT_COLUMNS=1` the manual is rewritten.
#[test]
fn the_manual_lists_the_columns() {
    let text = fs::read_to_string(manual()).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (listed, after) = rest.split_once(END).unwrap();
    let trace = well();
    let expected = format!("{}\n", tables(&trace).map(of_table).collect::<String>());
    if std::env::var_os("ACCEPT_COLUMNS").is_some() {
        fs::write(manual(), format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(listed, expected, "ACCEPT_COLUMNS=1 cargo test -p newstem-export rewrites the list");
}
