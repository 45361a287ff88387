//! `cargo xtask evaluate`: traces the gold families, or takes a trace, and prints the figures.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use newstem::lineage::Weights;
use newstem::{Options, Trace, TraceError};
use xtask::figures::{Figure, Figures};
use xtask::gold::{self, Family, GoldError};
use xtask::perfect::perfect;
use xtask::pile::Withheld;
use xtask::score::{recovered, score};
use xtask::{pile, table};

/// What `evaluate` is told.
#[derive(Args)]
pub struct Evaluate {
    /// Gold families; those of evaluation/families where none is named
    gold: Vec<PathBuf>,
    /// Score this trace instead of tracing
    #[arg(long, value_name = "FILE", conflicts_with = "perfect")]
    trace: Option<PathBuf>,
    /// Score the trace that a perfect program would write
    #[arg(long)]
    perfect: bool,
    /// Withhold this from the program; may be given more than once
    #[arg(long, value_enum, value_name = "FIELD", conflicts_with_all = ["trace", "perfect"])]
    without: Vec<Withheld>,
    /// Save the trace
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Print the main part of each figure family by family, too
    #[arg(long)]
    by_family: bool,
    /// Print one line of JSON instead of a table
    #[arg(long, conflicts_with = "by_family")]
    json: bool,
}

/// Why the evaluation could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A family could not be read.
    #[error(transparent)]
    Gold(#[from] GoldError),
    /// A file could not be read or written.
    #[error("cannot access {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file is not a trace.
    #[error("{} is not a trace", path.display())]
    Trace {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: serde_json::Error,
    },
    /// The pile could not be made or read.
    #[error("cannot read the pile")]
    Pile(#[source] serde_json::Error),
    /// The pile could not be traced.
    #[error("cannot trace the families")]
    Untraced(#[from] TraceError),
    /// A trace or figures could not be put into JSON.
    #[error("cannot write JSON")]
    Json(#[source] serde_json::Error),
    /// Nothing to evaluate on.
    #[error("no gold families in {}", .0.display())]
    NoFamilies(PathBuf),
    /// The figures could not be printed.
    #[error("cannot print the figures")]
    Print(#[source] io::Error),
}

/// Does it.
pub fn run(arguments: &Evaluate) -> Result<(), EvaluateError> {
    let families = load(&arguments.gold)?;
    let trace = obtain(arguments, &families)?;
    if let Some(path) = &arguments.write {
        write(path, &trace)?;
    }
    let text = report(arguments, &trace, &families)?;
    io::stdout().write_all(text.as_bytes()).map_err(EvaluateError::Print)
}

/// Reads gold families; those of evaluation/families where none is named.
pub fn load(gold: &[PathBuf]) -> Result<Vec<Family>, EvaluateError> {
    if !gold.is_empty() {
        return load_all(gold);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evaluation/families");
    let paths = json_files(&folder)?;
    if paths.is_empty() {
        return Err(EvaluateError::NoFamilies(folder));
    }
    load_all(&paths)
}

fn load_all(paths: &[PathBuf]) -> Result<Vec<Family>, EvaluateError> {
    paths.iter().map(|path| Ok(gold::load(path)?)).collect()
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, EvaluateError> {
    let entries = fs::read_dir(folder).map_err(file_error(folder))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(file_error(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn obtain(arguments: &Evaluate, families: &[Family]) -> Result<Trace, EvaluateError> {
    if let Some(path) = &arguments.trace {
        return read(path);
    }
    if arguments.perfect {
        return Ok(perfect(families));
    }
    trace_families(families, &arguments.without, Weights::default())
}

/// Traces the pile of all families together, without what is withheld.
pub fn trace_families(
    families: &[Family],
    withheld: &[Withheld],
    weights: Weights,
) -> Result<Trace, EvaluateError> {
    let pile = pile::jsonl(families, withheld).map_err(EvaluateError::Pile)?;
    let articles = pile::read(pile).articles;
    newstem::trace(articles, &Options { weights, ..Options::default() })
        .map_err(EvaluateError::Untraced)
}

fn read(path: &Path) -> Result<Trace, EvaluateError> {
    let text = fs::read(path).map_err(file_error(path))?;
    serde_json::from_slice(&text)
        .map_err(|source| EvaluateError::Trace { path: path.to_owned(), source })
}

fn write(path: &Path, trace: &Trace) -> Result<(), EvaluateError> {
    let text = serde_json::to_vec_pretty(trace).map_err(EvaluateError::Json)?;
    fs::write(path, text).map_err(file_error(path))
}

fn file_error(path: &Path) -> impl Fn(io::Error) -> EvaluateError {
    move |source| EvaluateError::File { path: path.to_owned(), source }
}

fn report(
    arguments: &Evaluate,
    trace: &Trace,
    families: &[Family],
) -> Result<String, EvaluateError> {
    let figures = score(trace, families);
    if arguments.json {
        let line = serde_json::to_string(&figures).map_err(EvaluateError::Json)?;
        return Ok(line + "\n");
    }
    let mut text = table::in_full(&figures);
    text += &table::line("recovered", Figure::Agreement(recovered(trace, families)));
    if arguments.by_family {
        text.push('\n');
        text += &table::by_family(&each(trace, families));
    }
    Ok(text)
}

fn each<'a>(trace: &Trace, families: &'a [Family]) -> Vec<(&'a str, Figures)> {
    let alone = families.chunks(1).zip(families);
    alone.map(|(one, family)| (family.name.as_str(), score(trace, one))).collect()
}
