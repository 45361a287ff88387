//! Writes made-up articles in each format whose reading is measured.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::json;

use super::articles::{Article, Articles};
use super::crawl;

/// Rows of a row group, as common writers choose them for articles.
const ROW_GROUP_ROWS: usize = 10_000;
const COLUMNS: &str = "message article {
    required binary id (UTF8); required binary title (UTF8); required binary text (UTF8);
    optional binary outlet (UTF8); optional binary author (UTF8); optional binary url (UTF8);
    optional binary language (UTF8); optional binary section (UTF8);
    optional int64 published (TIMESTAMP(MICROS,true)); optional int64 words; }";

/// A format in which articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    JsonLines,
    JsonLinesGzip,
    JsonLinesZstd,
    JsonList,
    Csv,
    /// Web pages as crawls keep them.
    Warc,
    WarcGzip,
    Parquet(Compression),
}

/// Writes articles to `path` until they have about `bytes` bytes before compression, in Parquet
/// those of the values. How many bytes that became.
pub(super) fn write(
    path: &Path,
    format: Format,
    articles: &mut Articles,
    bytes: u64,
) -> io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    match format {
        Format::JsonLines => write_texts(&mut out, articles, bytes, json_line),
        Format::JsonLinesGzip => {
            let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::default());
            let written = write_texts(&mut out, articles, bytes, json_line)?;
            out.finish()?.flush()?;
            Ok(written)
        }
        Format::JsonLinesZstd => {
            let mut out = zstd::Encoder::new(out, 3)?;
            let written = write_texts(&mut out, articles, bytes, json_line)?;
            out.finish()?.flush()?;
            Ok(written)
        }
        Format::JsonList => {
            out.write_all(b"[")?;
            let written = write_texts(&mut out, articles, bytes, json_element)?;
            out.write_all(b"{\"text\": \"The end.\"}]")?;
            out.flush()?;
            Ok(written)
        }
        Format::Csv => {
            out.write_all(b"id,title,text,outlet,author,url,language,section,published,words\n")?;
            write_texts(&mut out, articles, bytes, csv_row)
        }
        Format::Warc => write_crawl(&mut out, articles, bytes, |out, record| out.write_all(record)),
        Format::WarcGzip => write_crawl(&mut out, articles, bytes, write_member),
        Format::Parquet(compression) => {
            write_parquet(out, compression, articles, bytes).map_err(io::Error::other)
        }
    }
}

fn write_texts(
    out: &mut impl Write,
    articles: &mut Articles,
    bytes: u64,
    text_of: fn(&Article) -> String,
) -> io::Result<u64> {
    let mut written = 0;
    while written < bytes {
        let text = text_of(&articles.make());
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
    }
    out.flush()?;
    Ok(written)
}

fn write_crawl<W: Write>(
    out: &mut W,
    articles: &mut Articles,
    bytes: u64,
    write_record: fn(&mut W, &[u8]) -> io::Result<()>,
) -> io::Result<u64> {
    let mut written = 0;
    while written < bytes {
        for record in crawl::records_of_visit(articles) {
            write_record(out, record.as_bytes())?;
            written += record.len() as u64;
        }
    }
    out.flush()?;
    Ok(written)
}

/// Crawlers compress each record by itself.
fn write_member(out: &mut impl Write, record: &[u8]) -> io::Result<()> {
    let mut member = flate2::write::GzEncoder::new(out, flate2::Compression::default());
    member.write_all(record)?;
    member.finish().map(|_| ())
}

fn json_line(article: &Article) -> String {
    json_of(article) + "\n"
}

fn json_element(article: &Article) -> String {
    json_of(article) + ",\n"
}

fn json_of(article: &Article) -> String {
    json!({
        "id": article.id, "title": article.title, "text": article.text, "outlet": article.outlet,
        "author": article.author, "url": article.url, "language": article.language,
        "section": article.section, "published": article.published_text(), "words": article.words,
    })
    .to_string()
}

fn csv_row(article: &Article) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let Article { id, outlet, author, url, language, section, words, .. } = article;
    let published = article.published_text();
    let (title, text) = (quoted(&article.title), quoted(&article.text));
    let (outlet, author) = (quoted(outlet), quoted(author));
    format!(
        "{id},{title},{text},{outlet},{author},{url},{language},{section},{published},{words}\n"
    )
}

fn write_parquet(
    out: BufWriter<File>,
    compression: Compression,
    articles: &mut Articles,
    bytes: u64,
) -> Result<u64, ParquetError> {
    let schema = Arc::new(parse_message_type(COLUMNS)?);
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut written = 0;
    while written < bytes {
        let mut rows = Vec::new();
        while written < bytes && rows.len() < ROW_GROUP_ROWS {
            let article = articles.make();
            written += article.bytes();
            rows.push(article);
        }
        let mut group = writer.next_row_group()?;
        write_row_group(&mut group, &rows)?;
        group.close()?;
    }
    writer.close()?;
    Ok(written)
}

fn write_row_group(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    rows: &[Article],
) -> Result<(), ParquetError> {
    let texts: [fn(&Article) -> &str; 8] = [
        |row| &row.id,
        |row| &row.title,
        |row| &row.text,
        |row| &row.outlet,
        |row| &row.author,
        |row| &row.url,
        |row| row.language,
        |row| row.section,
    ];
    for text in texts {
        let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(text(row))).collect();
        write_column(group, &Values::Texts(values))?;
    }
    let published = rows.iter().map(|row| row.published * 1_000_000).collect();
    write_column(group, &Values::Numbers(published))?;
    write_column(group, &Values::Numbers(rows.iter().map(|row| row.words).collect()))
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i64>),
}

fn write_column(
    group: &mut SerializedRowGroupWriter<'_, BufWriter<File>>,
    values: &Values,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Ok(());
    };
    match (column.untyped(), values) {
        (ColumnWriter::ByteArrayColumnWriter(writer), Values::Texts(texts)) => {
            writer.write_batch(texts, Some(&vec![1; texts.len()]), None)?;
        }
        (ColumnWriter::Int64ColumnWriter(writer), Values::Numbers(numbers)) => {
            writer.write_batch(numbers, Some(&vec![1; numbers.len()]), None)?;
        }
        _ => return Err(ParquetError::General("a column has another type".to_owned())),
    }
    column.close()
}
