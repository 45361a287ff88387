//! Whole files, read through the front door of the format. The files were written by pyarrow; the
//! script beside them says how.

use serde_json::{Value, json};

use super::read;
use crate::document::Document;
use crate::input::{ReadOptions, Source};
use crate::sink::Gathered;

const NONE: &[u8] = include_bytes!("../../../tests/parquet/none.parquet");
const SNAPPY: &[u8] = include_bytes!("../../../tests/parquet/snappy.parquet");
const GZIP: &[u8] = include_bytes!("../../../tests/parquet/gzip.parquet");
const ZSTD: &[u8] = include_bytes!("../../../tests/parquet/zstd.parquet");
const BROTLI: &[u8] = include_bytes!("../../../tests/parquet/brotli.parquet");
const LZ4: &[u8] = include_bytes!("../../../tests/parquet/lz4.parquet");
const GROUPS: &[u8] = include_bytes!("../../../tests/parquet/groups.parquet");
const DELTAS: &[u8] = include_bytes!("../../../tests/parquet/deltas.parquet");
const NESTED: &[u8] = include_bytes!("../../../tests/parquet/nested.parquet");
const NESTED_LATER: &[u8] = include_bytes!("../../../tests/parquet/pages-v2.parquet");
const TYPED: &[u8] = include_bytes!("../../../tests/parquet/typed.parquet");
const INT96: &[u8] = include_bytes!("../../../tests/parquet/int96.parquet");

pub(super) const FILES: [&[u8]; 12] =
    [NONE, SNAPPY, GZIP, ZSTD, BROTLI, LZ4, GROUPS, DELTAS, NESTED, NESTED_LATER, TYPED, INT96];

pub(super) fn gathered(bytes: &[u8], options: &ReadOptions) -> Gathered {
    let mut gathered = Gathered::default();
    read(Source::of_bytes("p.parquet", bytes, options), &mut gathered);
    gathered
}

fn documents(bytes: &[u8]) -> Vec<Document> {
    let found = gathered(bytes, &ReadOptions::default());
    assert_eq!(found.problems, []);
    found.documents
}

fn problems(bytes: &[u8]) -> Vec<String> {
    let found = gathered(bytes, &ReadOptions::default());
    found.problems.iter().map(ToString::to_string).collect()
}

fn article(number: usize) -> Document {
    Document {
        id: format!("a{number}"),
        source: format!("p.parquet#{}", number + 1),
        title: format!("Rain {number}"),
        text: format!(
            "{number}. It rained all day in the valley, “and all night”, the wardens said. "
        ),
        published: Some("2023-05-04T18:20:00Z".to_owned()),
        ..Document::default()
    }
}

fn articles(count: usize) -> Vec<Document> {
    (0..count).map(article).collect()
}

#[test]
fn every_compression_is_read() {
    for file in [NONE, SNAPPY, GZIP, ZSTD, BROTLI, LZ4] {
        assert_eq!(documents(file), articles(3));
    }
}

#[test]
fn row_groups_follow_one_another() {
    assert_eq!(documents(GROUPS), articles(40));
}

#[test]
fn texts_written_as_differences_are_read() {
    assert_eq!(documents(DELTAS), articles(40));
}

#[test]
fn nested_columns_survive_and_vectors_do_not() {
    let expected = [
        json!({"people": [{"name": "A", "age": 1}, {"name": null, "age": 2}], "deep": [[1, 2], []],
            "meta": {"a": {"b": 1}}, "tags": {"k": 1, "l": null}}),
        json!({"deep": [null], "meta": {"a": null}}),
        json!({"people": [null]}),
        json!({"meta": {"a": {"b": null}}, "tags": {"m": 3}}),
    ];
    for file in [NESTED, NESTED_LATER] {
        let documents = documents(file);
        let extra: Vec<Value> = documents.iter().map(|d| Value::Object(d.extra.clone())).collect();
        assert_eq!(extra, expected);
        assert_eq!(documents[0].author.as_deref(), Some("A. Bee, C. Dee"));
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        assert_eq!(texts, ["One.", "Two.", "Three.", "Four."]);
    }
}

#[test]
fn every_type_has_its_form() {
    let documents = documents(TYPED);
    // Without a zone a time is known to the day.
    assert_eq!(documents[0].published.as_deref(), Some("2023-05-04"));
    assert_eq!(documents[0].modified.as_deref(), Some("2023-05-04T18:20:00Z"));
    let extra = json!({"clock": "18:20:00", "count": u64::MAX, "day": "2023-05-04",
        "is_free": true, "kind": "news", "price": "-12.30", "share": 0.5, "small": -3});
    assert_eq!(Value::Object(documents[0].extra.clone()), extra);
    assert_eq!(Value::Object(documents[1].extra.clone()), json!({"kind": "news", "raw": "text"}));
    assert_eq!(super::tests::documents(INT96)[0].published.as_deref(), Some("2023-05-04"));
}

fn check_problem(bytes: &[u8], expected: &str) {
    let told = problems(bytes);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with(expected), "{told:?}");
}

#[test]
fn what_is_no_whole_file_says_why() {
    check_problem(b"PAR1", "p.parquet: the file is too short for a Parquet file");
    check_problem(&NONE[..NONE.len() - 9], "p.parquet: the file breaks off");
    let end = NONE.len();
    let encrypted = [&NONE[..end - 4], b"PARE"].concat();
    check_problem(&encrypted, "p.parquet: the file is encrypted");
    let too_long = [&NONE[..end - 8], &[255, 255, 255, 127], &NONE[end - 4..]].concat();
    check_problem(&too_long, "p.parquet: the footer is broken: it is longer than the file");
}

#[test]
fn a_broken_row_group_costs_itself() {
    let documents_before = documents(GROUPS);
    let at = position(GROUPS, b"a25");
    let mut broken = GROUPS.to_vec();
    // The length of a text becomes larger than its page.
    broken[at - 1] = 0x7f;
    let found = gathered(&broken, &ReadOptions::default());
    let problem = &found.problems[0];
    assert_eq!((found.problems.len(), problem.record), (1, Some(21)));
    assert!(problem.reason.ends_with("records 21 to 30 are left out"), "{}", problem.reason);
    let expected = [&documents_before[..20], &documents_before[30..]].concat();
    assert_eq!(found.documents, expected);
}

fn position(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).position(|window| window == word).expect("the word is there")
}

#[test]
fn a_row_that_is_too_long_costs_itself() {
    let first = article(0);
    let levels = 4 * super::column::LEVEL_BYTES;
    let article_bytes_max = first.id.len() + first.title.len() + first.text.len() + levels;
    let options = ReadOptions { article_bytes_max, ..ReadOptions::default() };
    let found = gathered(GROUPS, &options);
    assert_eq!(found.documents, articles(10));
    let records: Vec<_> = found.problems.iter().map(|problem| problem.record).collect();
    assert_eq!(records, (11..=40).map(Some).collect::<Vec<_>>());
    let reason = format!("the row is longer than {article_bytes_max} bytes");
    assert_eq!(found.problems[0].reason, reason);
}

#[test]
fn a_file_swells_only_so_far() {
    let options = ReadOptions { swell_max: 0, ..ReadOptions::default() };
    assert_eq!(gathered(GROUPS, &options).documents, articles(40));
}
