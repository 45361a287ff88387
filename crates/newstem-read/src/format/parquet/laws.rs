//! Laws of the format: what was written is read back as the same rows of JSON would be, and no
//! change to a file's bytes is more than a broken file.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::tests::{FILES, gathered};
use crate::document::Document;
use crate::format::record::{self, Place};
use crate::input::ReadOptions;

const COLUMNS: &str = "message row {
    required binary text (UTF8);
    optional binary title (UTF8);
    optional int64 count;
    optional group tags (LIST) { repeated group list { optional binary element (UTF8); } } }";

#[derive(Clone, Debug)]
struct Row {
    text: String,
    title: Option<String>,
    count: Option<i64>,
    tags: Option<Vec<Option<String>>>,
}

impl Row {
    fn record(&self) -> Map<String, Value> {
        let Row { text, title, count, tags } = self;
        let record = json!({"text": text, "title": title, "count": count, "tags": tags});
        record.as_object().expect("a record is an object").clone()
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let word = "[a-z“é雨]{0,9}";
    let tags = prop::collection::vec(prop::option::of(word), 0..5);
    let row = ("[A-Z][a-z“é雨 ]{0,40}", prop::option::of(word), any::<Option<i64>>());
    let row = (row, prop::option::of(tags)).prop_map(|((text, title, count), tags)| Row {
        text,
        title,
        count,
        tags,
    });
    prop::collection::vec(row, 1..60)
}

fn properties() -> impl Strategy<Value = WriterProperties> {
    let compressions =
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())];
    let versions = [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0];
    let chosen =
        (prop::sample::select(compressions.to_vec()), prop::sample::select(versions.to_vec()));
    (chosen, any::<bool>(), 1..40_usize).prop_map(|((compression, version), dictionary, rows)| {
        WriterProperties::builder()
            .set_compression(compression)
            .set_writer_version(version)
            .set_dictionary_enabled(dictionary)
            .set_data_page_row_count_limit(rows)
            .set_write_batch_size(1)
            .build()
    })
}

fn written(rows: &[Row], group_rows: usize, properties: WriterProperties) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(COLUMNS).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    for rows in rows.chunks(group_rows) {
        let mut group = writer.next_row_group().unwrap();
        let texts: Vec<_> = rows.iter().map(|row| Some(row.text.as_str())).collect();
        let titles: Vec<_> = rows.iter().map(|row| row.title.as_deref()).collect();
        write_texts(&mut group, &texts, false);
        write_texts(&mut group, &titles, true);
        write_counts(&mut group, rows);
        write_tags(&mut group, rows);
        group.close().unwrap();
    }
    writer.into_inner().unwrap()
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn write_texts(group: &mut Group<'_>, texts: &[Option<&str>], is_optional: bool) {
    let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
    let values: Vec<ByteArray> =
        texts.iter().flatten().map(|text| ByteArray::from(*text)).collect();
    write(group, &values, is_optional.then_some(&levels), None);
}

fn write_tags(group: &mut Group<'_>, rows: &[Row]) {
    let (mut values, mut definitions, mut repetitions) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let tags = row.tags.as_deref().unwrap_or_default();
        if tags.is_empty() {
            definitions.push(i16::from(row.tags.is_some()));
            repetitions.push(0);
        }
        for (place, tag) in tags.iter().enumerate() {
            definitions.push(if tag.is_some() { 3 } else { 2 });
            repetitions.push(i16::from(place > 0));
            values.extend(tag.as_deref().map(ByteArray::from));
        }
    }
    write(group, &values, Some(&definitions), Some(&repetitions));
}

fn write(
    group: &mut Group<'_>,
    values: &[ByteArray],
    definitions: Option<&Vec<i16>>,
    repetitions: Option<&Vec<i16>>,
) {
    let mut column = group.next_column().unwrap().unwrap();
    let ColumnWriter::ByteArrayColumnWriter(writer) = column.untyped() else {
        panic!("the column holds no texts");
    };
    let levels = (definitions.map(Vec::as_slice), repetitions.map(Vec::as_slice));
    writer.write_batch(values, levels.0, levels.1).unwrap();
    column.close().unwrap();
}

fn write_counts(group: &mut Group<'_>, rows: &[Row]) {
    let levels: Vec<i16> = rows.iter().map(|row| i16::from(row.count.is_some())).collect();
    let values: Vec<i64> = rows.iter().filter_map(|row| row.count).collect();
    let mut column = group.next_column().unwrap().unwrap();
    let ColumnWriter::Int64ColumnWriter(writer) = column.untyped() else {
        panic!("the column holds no numbers");
    };
    writer.write_batch(&values, Some(&levels), None).unwrap();
    column.close().unwrap();
}

fn expected(rows: &[Row]) -> Vec<Document> {
    let options = ReadOptions::default();
    let documents = rows.iter().enumerate().map(|(index, row)| {
        let place = Place { file: "p.parquet", number: index + 1, options: &options };
        record::document(row.record(), place).expect("the record is whole").0
    });
    documents.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_as_json_would_be(
        rows in rows(),
        group_rows in 1..40_usize,
        properties in properties(),
    ) {
        let found = gathered(&written(&rows, group_rows, properties), &ReadOptions::default());
        prop_assert_eq!(found.problems, []);
        prop_assert_eq!(found.documents, expected(&rows));
    }

    #[test]
    fn a_file_with_changed_bytes_is_at_worst_broken(
        file in prop::sample::select(&FILES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut changed = file.to_vec();
        for (index, byte) in changes {
            changed[index.index(file.len())] = byte;
        }
        let found = gathered(&changed, &ReadOptions::default());
        prop_assert!(found.documents.len() + found.problems.len() > 0);
    }

    #[test]
    fn a_file_cut_short_is_at_worst_broken(
        file in prop::sample::select(&FILES[..]),
        index in any::<prop::sample::Index>(),
    ) {
        let found = gathered(&file[..index.index(file.len())], &ReadOptions::default());
        prop_assert_eq!(found.documents, []);
        prop_assert_eq!(found.problems.len(), 1);
    }
}
