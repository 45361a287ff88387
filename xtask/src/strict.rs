//! `cargo xtask hostile`: the finished command on every hostile file, at full size.
//!
//! Each case is a process of its own under a limit of processor time that the system enforces. Its
//! peak of memory is read from `/proc` until it ends, so the last millisecond is not seen, and on
//! systems without `/proc` nothing is; a limit of address space is enforced beside it, wider by
//! what threads and files map without using.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use clap::Args;
use xtask::hostile::outcome::{Outcome, is_of_cleaning, shortened};
use xtask::hostile::{Case, CaseError, Size, place, read_cases};

const CPU_SECONDS_MAX: u32 = 2;
const PEAK_KIB_MAX: u64 = 256 << 10;
const ADDRESSES_KIB_MAX: u64 = 2 << 20;
/// A clock tick of `/proc/PID/stat`, in milliseconds.
const TICK_MS: u64 = 10;
const POLL: Duration = Duration::from_millis(1);
const SEED_BYTES_MAX: u64 = 16 << 10;
/// So many of the slowest and of the largest cases are shown.
const SHOWN: usize = 10;

/// Options of the chore.
#[derive(Args)]
pub struct Hostile {
    /// The command to try; by default its release build is made and tried
    #[arg(long, value_name = "FILE")]
    command: Option<PathBuf>,
    /// Run nothing: lay the small files into FOLDER, a folder a format, as seeds for fuzzing
    #[arg(long, value_name = "FOLDER")]
    seeds: Option<PathBuf>,
    /// Formats to try, such as `html`; by default all
    #[arg(value_name = "FORMAT")]
    groups: Vec<String>,
}

/// Why the run did not pass.
#[derive(Debug, thiserror::Error)]
pub enum HostileError {
    /// A file of cases cannot be read.
    #[error("{0} is not written as a file of cases")]
    Cases(PathBuf, #[source] CaseError),
    /// Files cannot be read or written, or processes not be started.
    #[error("the cases could not be run")]
    Io(#[from] io::Error),
    /// The command cannot be built.
    #[error("the command could not be built")]
    Build,
    /// Some cases did not end as they must.
    #[error("{0} of {1} cases did not end as they must")]
    Failed(usize, usize),
}

/// How a case ended.
struct Run {
    name: String,
    cpu_ms: u64,
    peak_kib: u64,
    /// What is wrong with it; empty where all is as it must be.
    wrong: Vec<String>,
}

/// Runs all cases and prints what they took.
pub fn run(arguments: &Hostile) -> Result<(), HostileError> {
    if let Some(folder) = &arguments.seeds {
        return lay_seeds(&arguments.groups, folder);
    }
    let command = match &arguments.command {
        Some(command) => fs::canonicalize(command)?,
        None => built()?,
    };
    let scratch = scratch();
    let mut runs = Vec::new();
    for group in groups(&arguments.groups)? {
        for case in cases_of(&group)? {
            let run = run_case(&command, &group, &case, &scratch)?;
            run.wrong.iter().for_each(|wrong| super::print(&format!("{}: {wrong}\n", run.name)));
            runs.push(run);
        }
    }
    super::print(&summary(&runs));
    match runs.iter().filter(|run| !run.wrong.is_empty()).count() {
        0 => Ok(()),
        failed => Err(HostileError::Failed(failed, runs.len())),
    }
}

fn scratch() -> PathBuf {
    std::env::temp_dir().join(format!("newstem-hostile-{}", std::process::id()))
}

fn lay_seeds(asked: &[String], folder: &Path) -> Result<(), HostileError> {
    let scratch = scratch();
    for group in groups(asked)? {
        let target = folder.join(&group);
        fs::create_dir_all(&target)?;
        for case in cases_of(&group)? {
            place::lay(&case, &scratch, Size::Small)?;
            copy_small(&scratch, &target, &case.name)?;
            fs::remove_dir_all(&scratch)?;
        }
    }
    Ok(())
}

/// Copies the small files of a folder, but not of those within it, under the name of their case.
fn copy_small(from: &Path, to: &Path, name: &str) -> io::Result<()> {
    for (number, entry) in fs::read_dir(from)?.enumerate() {
        let path = entry?.path();
        let metadata = fs::symlink_metadata(&path)?;
        if metadata.is_file() && metadata.len() <= SEED_BYTES_MAX {
            fs::copy(&path, to.join(format!("{name}-{number}")))?;
        }
    }
    Ok(())
}

fn built() -> Result<PathBuf, HostileError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo).args(["build", "--release", "-p", "newstem-cli"]).status()?;
    if !built.success() {
        return Err(HostileError::Build);
    }
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).ok_or(HostileError::Build)?;
    Ok(target.join("release/newstem"))
}

fn folder_of_cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile")
}

/// The groups that were asked for, or all in order of their names.
fn groups(asked: &[String]) -> io::Result<Vec<String>> {
    if !asked.is_empty() {
        return Ok(asked.to_vec());
    }
    let mut groups = Vec::new();
    for entry in fs::read_dir(folder_of_cases())? {
        let name = entry?.file_name();
        groups
            .extend(name.to_str().and_then(|name| name.strip_suffix(".cases")).map(str::to_owned));
    }
    groups.sort();
    Ok(groups)
}

fn cases_of(group: &str) -> Result<Vec<Case>, HostileError> {
    let path = folder_of_cases().join(format!("{group}.cases"));
    let text = fs::read_to_string(&path)?;
    read_cases(&text).map_err(|error| HostileError::Cases(path, error))
}

fn run_case(command: &Path, group: &str, case: &Case, scratch: &Path) -> io::Result<Run> {
    let folder = scratch.join("pile");
    place::lay(case, &folder, Size::Full)?;
    let mut child = started(command, &folder, scratch)?;
    let (cpu_ms, peak_kib) = watch(&mut child)?;
    let code = child.wait()?.code();
    let found = Outcome {
        documents: fs::read_to_string(scratch.join("out"))?.lines().count(),
        problems: problems(&fs::read_to_string(scratch.join("err"))?, &folder),
    };
    fs::remove_dir_all(scratch)?;
    let name = format!("{group}/{}", case.name);
    let wrong = judged(case, &found, code, peak_kib);
    Ok(Run { name, cpu_ms, peak_kib, wrong })
}

/// Starts the command on a folder, under limits, its output going to files in `scratch`.
fn started(command: &Path, folder: &Path, scratch: &Path) -> io::Result<Child> {
    let limited =
        format!("ulimit -t {CPU_SECONDS_MAX}; ulimit -v {ADDRESSES_KIB_MAX}; exec \"$@\"");
    Command::new("sh")
        .args(["-c", &limited, "sh"])
        .arg(command)
        .arg("read")
        .arg(folder)
        .args(["--format", "jsonl"])
        .stdout(File::create(scratch.join("out"))?)
        .stderr(File::create(scratch.join("err"))?)
        .spawn()
}

/// Waits for the process to end; its processor time in milliseconds and its peak of memory in KiB.
fn watch(child: &mut Child) -> io::Result<(u64, u64)> {
    let (mut cpu_ms, mut peak_kib) = (0, 0);
    let proc = PathBuf::from(format!("/proc/{}", child.id()));
    loop {
        cpu_ms = cpu_ms.max(cpu_of(&proc).unwrap_or(0));
        peak_kib = peak_kib.max(peak_of(&proc).unwrap_or(0));
        if child.try_wait()?.is_some() {
            return Ok((cpu_ms, peak_kib));
        }
        thread::sleep(POLL);
    }
}

fn cpu_of(proc: &Path) -> Option<u64> {
    let stat = fs::read_to_string(proc.join("stat")).ok()?;
    // The name of the program, in brackets, may hold anything; what follows it are numbers.
    let (_, numbers) = stat.rsplit_once(')')?;
    let mut times = numbers.split_whitespace().skip(11).take(2);
    let user: u64 = times.next()?.parse().ok()?;
    let system: u64 = times.next()?.parse().ok()?;
    Some((user + system) * TICK_MS)
}

fn peak_of(proc: &Path) -> Option<u64> {
    let status = fs::read_to_string(proc.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The problems that the command told, in the form of the cases.
fn problems(told: &str, folder: &Path) -> Vec<String> {
    let folder = folder.display().to_string();
    let skipped = told.lines().filter_map(|line| line.strip_prefix("skipped \""));
    let problems = skipped.filter_map(|line| problem(line, &folder));
    shortened(problems.filter(|problem| !is_of_cleaning(problem)).collect())
}

/// `a.csv", record 2 at byte 9: no` becomes `a.csv:2@9: no`.
fn problem(told: &str, folder: &str) -> Option<String> {
    let (file, rest) = told.split_once('"')?;
    let file = file.strip_prefix(folder).unwrap_or(file).trim_start_matches('/');
    let (place, reason) = rest.split_once(": ")?;
    let place = place.replace(", record ", ":").replace(" at byte ", "@");
    Some(format!("{file}{place}: {reason}"))
}

/// What is wrong with how a case ended.
fn judged(case: &Case, found: &Outcome, code: Option<i32>, peak_kib: u64) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = expected(case);
    let codes: &[i32] = match (expected.documents, expected.problems.len()) {
        (0, _) => &[1],
        // What is said of an article's words is a problem too.
        (_, 0) => &[0, 3],
        _ => &[3],
    };
    if !code.is_some_and(|code| codes.contains(&code)) {
        let ended =
            code.map_or_else(|| "was killed".to_owned(), |code| format!("ended with {code}"));
        wrong.push(format!("{ended} in place of {codes:?}"));
    }
    if *found != expected {
        wrong.push(format!("gave\n{}in place of\n{}", found.lines(), expected.lines()));
    }
    if peak_kib > PEAK_KIB_MAX {
        wrong.push(format!("took {} MiB", peak_kib >> 10));
    }
    wrong
}

/// What the command says of a case: ids that are taken are told only when a pile is traced.
fn expected(case: &Case) -> Outcome {
    let mut expected = Outcome::expected_in_full(case);
    expected.problems.retain(|problem| !problem.contains(" is taken; "));
    expected
}

fn summary(runs: &[Run]) -> String {
    let right = runs.iter().filter(|run| run.wrong.is_empty()).count();
    let slowest = runs.iter().map(|run| run.cpu_ms).max().unwrap_or(0);
    let largest = runs.iter().map(|run| run.peak_kib).max().unwrap_or(0);
    format!(
        "slowest\n{}largest\n{}{right} of {} cases right; at most {:.2} s of processor time and {} MiB\n",
        table(runs, |run| run.cpu_ms),
        table(runs, |run| run.peak_kib),
        runs.len(),
        slowest as f64 / 1000.0,
        largest >> 10
    )
}

/// The cases with the most of something, one a line.
fn table(runs: &[Run], of: fn(&Run) -> u64) -> String {
    let mut runs: Vec<&Run> = runs.iter().collect();
    runs.sort_by_key(|run| std::cmp::Reverse(of(run)));
    let line = |run: &&Run| {
        format!("  {:40} {:>6} ms {:>5} MiB\n", run.name, run.cpu_ms, run.peak_kib >> 10)
    };
    runs.iter().take(SHOWN).map(line).collect()
}
