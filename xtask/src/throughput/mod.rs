//! `cargo xtask throughput`: how fast files of records are read, and in how much memory.
//!
//! Articles are made up and written in each format into a temporary folder, and each file is read
//! by a process of its own. The time is that which the process had a core, so a busy machine
//! disturbs it little; the first reading fills the cache of the disk and is not counted.

mod articles;
mod files;
mod measure;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::evaluate::{self, EvaluateError};
use articles::Articles;
use files::Format;
use measure::Cost;

const MIB: f64 = 1_048_576.0;
const MB: u64 = 1_000_000;
/// Files of web pages are so much smaller than the others.
const PAGES_SHARE: f64 = 0.02;

/// What `throughput` is told.
#[derive(Args)]
pub struct Throughput {
    /// Size of each file before compression, in MB; a fiftieth of it where it holds web pages
    #[arg(long, value_name = "MB", default_value_t = 200)]
    size: u64,
    /// Read JSON lines of 50 MB, 500 MB and this many GB instead, to compare the memory that
    /// each takes
    #[arg(long, value_name = "GB")]
    size_gb: Option<u64>,
    /// Only the files whose names contain this
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// How often each file is read; the fastest reading counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: u32,
    /// Read this file and print what it cost
    #[arg(long, value_name = "FILE", hide = true)]
    read: Option<PathBuf>,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum ThroughputError {
    /// The gold families, whose paragraphs are used, could not be read.
    #[error(transparent)]
    Families(#[from] EvaluateError),
    /// A file could not be written or read, or the figures not printed.
    #[error("cannot measure")]
    Io(#[from] io::Error),
    /// What it cost could not be put into JSON.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
}

/// Does it.
pub fn run(arguments: &Throughput) -> Result<(), ThroughputError> {
    if let Some(path) = &arguments.read {
        let cost = serde_json::to_string(&measure::here(path)?)?;
        return Ok(io::stdout().write_all(cost.as_bytes())?);
    }
    let families = evaluate::load(&[])?;
    let folder = tempfile::tempdir()?;
    let print = |line: String| writeln!(io::stdout(), "{line}");
    print(heading())?;
    for (name, format, bytes) in files_of(arguments) {
        let path = folder.path().join(&name);
        let written = files::write(&path, format, &mut Articles::of(&families), bytes)?;
        let cost = fastest(&path, arguments.runs)?;
        print(row(&name, std::fs::metadata(&path)?.len(), written.plain_bytes, &cost))?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

/// The files that are written: their names, formats and sizes before compression, in bytes.
fn files_of(arguments: &Throughput) -> Vec<(String, Format, u64)> {
    if let Some(gigabytes) = arguments.size_gb {
        let sizes = [50 * MB, 500 * MB, gigabytes * 1000 * MB];
        let named =
            sizes.map(|bytes| (format!("{}MB.jsonl", bytes / MB), Format::JsonLines, bytes));
        return named.into();
    }
    let is_wanted = |name: &str| arguments.only.as_ref().is_none_or(|part| name.contains(part));
    let wanted = Format::all().into_iter().filter(|(name, _)| is_wanted(name));
    let size_of = |format: Format| if format.holds_pages() { PAGES_SHARE } else { 1.0 };
    let bytes_of = |format| (arguments.size as f64 * size_of(format) * MB as f64) as u64;
    wanted.map(|(name, format)| (name.to_owned(), format, bytes_of(format))).collect()
}

fn fastest(path: &Path, runs: u32) -> io::Result<Cost> {
    let mut best = measure::in_a_process(path)?;
    for _ in 1..runs {
        let cost = measure::in_a_process(path)?;
        if cost.cpu_s < best.cpu_s {
            best = cost;
        }
    }
    Ok(best)
}

fn heading() -> String {
    format!(
        "{:20}{:>10}{:>10}{:>10}{:>10}{:>8}{:>12}{:>12}{:>10}",
        "file",
        "articles",
        "problems",
        "file MB",
        "plain MB",
        "CPU s",
        "file MB/s",
        "plain MB/s",
        "peak MiB"
    )
}

fn row(name: &str, file_bytes: u64, plain_bytes: u64, cost: &Cost) -> String {
    let (file, plain) = (megabytes(file_bytes), megabytes(plain_bytes));
    let memory = cost.memory_bytes_max as f64 / MIB;
    format!(
        "{name:20}{:>10}{:>10}{file:>10.1}{plain:>10.1}{:>8.2}{:>12.0}{:>12.0}{memory:>10.1}",
        cost.documents,
        cost.problems,
        cost.cpu_s,
        file / cost.cpu_s,
        plain / cost.cpu_s,
    )
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / MB as f64
}
