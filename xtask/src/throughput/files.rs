//! Writes made-up articles in each format whose reading is measured.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use serde_json::json;

use super::articles::{Article, Articles};

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

impl Format {
    /// True for web pages, which take far longer to be taken apart than to be read.
    pub(super) fn holds_pages(self) -> bool {
        matches!(self, Self::Warc | Self::WarcGzip)
    }

    /// All that are measured, by the names of their files.
    pub(super) fn all() -> [(&'static str, Self); 10] {
        [
            ("articles.jsonl", Self::JsonLines),
            ("articles.jsonl.gz", Self::JsonLinesGzip),
            ("articles.jsonl.zst", Self::JsonLinesZstd),
            ("articles.json", Self::JsonList),
            ("articles.csv", Self::Csv),
            ("plain.parquet", Self::Parquet(Compression::UNCOMPRESSED)),
            ("snappy.parquet", Self::Parquet(Compression::SNAPPY)),
            ("zstd.parquet", Self::Parquet(Compression::ZSTD(ZstdLevel::default()))),
            ("articles.warc", Self::Warc),
            ("articles.warc.gz", Self::WarcGzip),
        ]
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    pub(super) articles: u64,
    /// Bytes before compression; in Parquet those of the values.
    pub(super) plain_bytes: u64,
}

/// Writes articles to `path` until they have about `bytes` bytes.
pub(super) fn write(
    path: &Path,
    format: Format,
    articles: &mut Articles,
    bytes: u64,
) -> io::Result<Written> {
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
        Format::Warc => write_texts(&mut out, articles, bytes, warc_record),
        Format::WarcGzip => {
            let write_record = |out: &mut BufWriter<File>, text: &[u8]| {
                // Each record is compressed by itself.
                let mut record = flate2::write::GzEncoder::new(out, flate2::Compression::default());
                record.write_all(text)?;
                record.finish().map(|_| ())
            };
            write_each(&mut out, articles, bytes, warc_record, write_record)
        }
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
) -> io::Result<Written> {
    write_each(out, articles, bytes, text_of, |out, text| out.write_all(text))
}

fn write_each<W: Write>(
    out: &mut W,
    articles: &mut Articles,
    bytes: u64,
    text_of: fn(&Article) -> String,
    write_text: fn(&mut W, &[u8]) -> io::Result<()>,
) -> io::Result<Written> {
    let mut written = Written::default();
    while written.plain_bytes < bytes {
        let text = text_of(&articles.make());
        write_text(out, text.as_bytes())?;
        written.articles += 1;
        written.plain_bytes += text.len() as u64;
    }
    out.flush()?;
    Ok(written)
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

fn warc_record(article: &Article) -> String {
    let page = page(article);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: {}\r\n\
         WARC-Record-ID: <urn:uuid:{}>\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{head}{page}\r\n\r\n",
        article.url,
        article.published_text(),
        article.id,
        head.len() + page.len()
    )
}

fn page(article: &Article) -> String {
    let paragraphs: String =
        article.text.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let Article { title, outlet, .. } = article;
    format!(
        "<!DOCTYPE html>\n<html><head><title>{title} | {outlet}</title></head>\n<body>\n\
         <nav><a href=\"/\">Home</a> <a href=\"/weather\">Weather</a></nav>\n\
         <article><h1>{title}</h1>\n{paragraphs}</article>\n\
         <footer>Copyright {outlet}</footer>\n</body></html>\n"
    )
}

fn write_parquet(
    out: BufWriter<File>,
    compression: Compression,
    articles: &mut Articles,
    bytes: u64,
) -> Result<Written, ParquetError> {
    let schema = Arc::new(parse_message_type(COLUMNS)?);
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut written = Written::default();
    while written.plain_bytes < bytes {
        let mut rows = Vec::new();
        while written.plain_bytes < bytes && rows.len() < ROW_GROUP_ROWS {
            let article = articles.make();
            written.articles += 1;
            written.plain_bytes += article.bytes();
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
