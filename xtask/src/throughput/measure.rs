//! Reads one file in a process of its own and says what that cost: the time that the process had
//! a core, which other work on the machine does not lengthen much, and its largest memory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use newstem_read::{
    Document, Input, Problem, ReadOptions, Sink, WarcRecords, open_plain, read_documents,
};
use serde::{Deserialize, Serialize};

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Documents are made of it.
    Documents,
    /// A crawl is split into its records, and nothing is made of them.
    Records,
}

/// What reading a file cost.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cost {
    /// Documents or records.
    pub(super) pieces: u64,
    pub(super) problems: u64,
    /// Seconds on a core, those in the kernel among them.
    pub(super) cpu_s: f64,
    pub(super) memory_bytes_max: u64,
}

/// Reads `path` in a process of its own.
pub(super) fn in_a_process(path: &Path, reading: Reading) -> io::Result<Cost> {
    let flag = match reading {
        Reading::Documents => "--read",
        Reading::Records => "--split",
    };
    let output =
        Command::new(std::env::current_exe()?).args(["throughput", flag]).arg(path).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(io::Error::other)
}

/// Reads `path` in this process.
pub(super) fn here(path: &Path, reading: Reading) -> io::Result<Cost> {
    let mut cost = Cost::default();
    let before = cpu_s()?;
    match reading {
        Reading::Documents => read(path, &mut cost),
        Reading::Records => split(path, &mut cost)?,
    }
    Ok(Cost { cpu_s: cpu_s()? - before, memory_bytes_max: memory_bytes_max()?, ..cost })
}

fn read(path: &Path, cost: &mut Cost) {
    read_documents(&[Input::Path(PathBuf::from(path))], &ReadOptions::default(), cost);
}

fn split(path: &Path, cost: &mut Cost) -> io::Result<()> {
    let options = ReadOptions::default();
    let mut records = WarcRecords::new(open_plain(path, &options)?, options.article_bytes_max);
    while let Some(record) = records.next_record() {
        match record {
            Ok(_) => cost.pieces += 1,
            Err(_) => cost.problems += 1,
        }
    }
    Ok(())
}

impl Sink for Cost {
    fn document(&mut self, _: Document) {
        self.pieces += 1;
    }

    fn problem(&mut self, _: Problem) {
        self.problems += 1;
    }
}

/// Seconds that this process had a core, as Linux counts them: in hundredths.
fn cpu_s() -> io::Result<f64> {
    let line = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in brackets, may hold blanks.
    let (_, fields) = line.rsplit_once(") ").unwrap_or(("", &line));
    let ticks = |field: usize| fields.split(' ').nth(field)?.parse::<u32>().ok();
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => Ok(f64::from(user + system) / 100.0),
        _ => Err(io::Error::other("/proc/self/stat has another form")),
    }
}

/// The most memory that this process has had.
pub(crate) fn memory_bytes_max() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.map(|kib| kib << 10).ok_or_else(|| io::Error::other("/proc/self/status has another form"))
}
