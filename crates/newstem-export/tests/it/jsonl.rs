use newstem_export::table::TableFormat;
use serde_json::Value;

use crate::fixture::{file, texts, well};

#[test]
fn all_tables() {
    insta::assert_snapshot!(texts(&well(), TableFormat::Jsonl));
}

#[test]
fn evidence_can_be_looked_into() {
    let bytes = file(&well(), "links", TableFormat::Jsonl);
    let lines = String::from_utf8(bytes).unwrap();
    let second: Value = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
    assert_eq!(second["evidence"]["time"], "parent earlier");
    assert_eq!(second["rejected_against"]["times"], -0.5);
    assert_eq!(second["sentences"][0]["likeness"], 0.97);
}
