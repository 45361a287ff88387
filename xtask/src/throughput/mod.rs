//! `cargo xtask throughput`: how fast files of records are read, and in how much memory.
//!
//! Articles are made up and written in each format into a temporary folder, and each file is read
//! by a process of its own. The time is that which the process had a core, so a busy machine
//! disturbs it little; the first reading fills the cache of the disk and is not counted.

pub(crate) mod articles;
mod crawl;
mod files;
pub(crate) mod measure;
mod plan;

pub(crate) use measure::memory_bytes_max;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::evaluate::{self, EvaluateError};
use articles::Articles;
use measure::{Cost, Reading};

const MIB: f64 = 1_048_576.0;
const MB: f64 = 1_000_000.0;

/// What `throughput` is told.
#[derive(Args)]
pub struct Throughput {
    /// Size of each file before compression, in MB; a fiftieth of it where pages are taken apart
    #[arg(long, value_name = "MB", default_value_t = 200)]
    size: u64,
    /// Read files of 50 MB, 500 MB and this many GB in some formats instead, to compare the
    /// memory that each takes
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
    /// Split this crawl into its records and print what that cost
    #[arg(long, value_name = "FILE", hide = true)]
    split: Option<PathBuf>,
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
    match (&arguments.read, &arguments.split) {
        (Some(path), _) => tell(&measure::here(path, Reading::Documents)?),
        (None, Some(path)) => tell(&measure::here(path, Reading::Records)?),
        (None, None) => measure_all(arguments),
    }
}

fn tell(cost: &Cost) -> Result<(), ThroughputError> {
    Ok(io::stdout().write_all(serde_json::to_string(cost)?.as_bytes())?)
}

fn measure_all(arguments: &Throughput) -> Result<(), ThroughputError> {
    let families = evaluate::load(&[])?;
    let folder = tempfile::tempdir()?;
    let print = |line: String| writeln!(io::stdout(), "{line}");
    print(heading())?;
    for job in plan::jobs(arguments) {
        let path = folder.path().join(&job.name);
        let plain_bytes = files::write(&path, job.format, &mut Articles::of(&families), job.bytes)?;
        let cost = fastest(&path, job.reading, arguments.runs)?;
        print(row(&job.name, std::fs::metadata(&path)?.len(), plain_bytes, &cost))?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn fastest(path: &Path, reading: Reading, runs: u32) -> io::Result<Cost> {
    let mut best = measure::in_a_process(path, reading)?;
    for _ in 1..runs {
        let cost = measure::in_a_process(path, reading)?;
        if cost.cpu_s < best.cpu_s {
            best = cost;
        }
    }
    Ok(best)
}

fn heading() -> String {
    format!(
        "{:24}{:>10}{:>10}{:>10}{:>10}{:>7}{:>8}{:>12}{:>12}{:>10}",
        "file",
        "pieces",
        "problems",
        "file MB",
        "plain MB",
        "ratio",
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
        "{name:24}{:>10}{:>10}{file:>10.1}{plain:>10.1}{:>7.1}{:>8.2}{:>12.0}{:>12.0}{memory:>10.1}",
        cost.pieces,
        cost.problems,
        plain / file,
        cost.cpu_s,
        file / cost.cpu_s,
        plain / cost.cpu_s,
    )
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / MB
}
