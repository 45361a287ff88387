//! Which files are written, how large, and what is done with each.

use parquet::basic::{Compression, ZstdLevel};

use super::Throughput;
use super::files::Format;
use super::measure::Reading;

const MB: u64 = 1_000_000;
/// Files of which pages are taken apart are so much smaller than the others.
const PAGES_SHARE: u64 = 50;

/// A file that is written and read.
pub(super) struct Job {
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) reading: Reading,
    /// The size of the file before compression.
    pub(super) bytes: u64,
}

/// The files that are asked for.
pub(super) fn jobs(arguments: &Throughput) -> Vec<Job> {
    let all = match arguments.size_gb {
        Some(gigabytes) => growing(gigabytes),
        None => every_format(arguments.size),
    };
    let is_wanted = |job: &Job| arguments.only.as_ref().is_none_or(|part| job.name.contains(part));
    all.into_iter().filter(is_wanted).collect()
}

fn every_format(megabytes: u64) -> Vec<Job> {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let articles = [
        ("articles.jsonl", Format::JsonLines),
        ("articles.jsonl.gz", Format::JsonLinesGzip),
        ("articles.jsonl.zst", Format::JsonLinesZstd),
        ("articles.json", Format::JsonList),
        ("articles.csv", Format::Csv),
        ("plain.parquet", Format::Parquet(Compression::UNCOMPRESSED)),
        ("snappy.parquet", Format::Parquet(Compression::SNAPPY)),
        ("zstd.parquet", Format::Parquet(zstd)),
    ];
    let crawls = [("warc", Format::Warc), ("warc.gz", Format::WarcGzip)];
    let bytes = megabytes * MB;
    let of_articles =
        articles.map(|(name, format)| job(name.to_owned(), format, Reading::Documents, bytes));
    let of_pages = crawls.map(|(ending, format)| {
        job(format!("pages.{ending}"), format, Reading::Documents, bytes / PAGES_SHARE)
    });
    let of_records = crawls
        .map(|(ending, format)| job(format!("records.{ending}"), format, Reading::Records, bytes));
    of_articles.into_iter().chain(of_pages).chain(of_records).collect()
}

/// Some formats in three sizes each, to compare the memory that they take.
fn growing(gigabytes: u64) -> Vec<Job> {
    let formats = [
        ("articles.jsonl", Format::JsonLines, Reading::Documents),
        ("snappy.parquet", Format::Parquet(Compression::SNAPPY), Reading::Documents),
        ("records.warc", Format::Warc, Reading::Records),
        ("records.warc.gz", Format::WarcGzip, Reading::Records),
    ];
    let sizes = [50, 500, gigabytes * 1000];
    let of_sizes = |(name, format, reading): (&'static str, Format, Reading)| {
        sizes.map(|size| job(format!("{size}-MB-{name}"), format, reading, size * MB))
    };
    formats.into_iter().flat_map(of_sizes).collect()
}

fn job(name: String, format: Format, reading: Reading, bytes: u64) -> Job {
    Job { name, format, reading, bytes }
}
