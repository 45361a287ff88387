//! How a command ends: every outcome and failure, and the exit code of each.
//!
//! The codes are part of what scripts rely on; they are listed in `--help` and given out by the
//! two functions here and nowhere else. 2 is also what the argument parser exits with.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use newstem::TraceError;
use newstem_export::table::TableError;
use newstem_server::ServeError;
use newstem_store::{BackupError, OpenError, SearchError, StoreError};

/// The codes as `--help` lists them.
pub const HELP: &str = "\
Exit codes:
  0    done
  1    nothing to do: no article could be read
  2    wrong usage, such as an unknown option, or no PILE or TRACE that exists
  3    done, but some input was skipped; standard error names it
  4    the output or the store could not be written
  5    the store is damaged; standard output names what
  255  a bug in newstem";

/// Exit code of a bug.
pub const BUG: u8 = 255;

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// Something was left out and named.
    Skipped,
    /// A store is not as it was written.
    Damaged,
}

impl Outcome {
    /// How a command ended that had `problems` to tell of.
    pub fn of_problems(problems: usize) -> Self {
        if problems == 0 { Self::Done } else { Self::Skipped }
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No path given exists.
    #[error("{}", missing(.0))]
    Missing(Vec<PathBuf>),
    /// The folder that should hold the output does not exist.
    #[error("the folder of {0:?} does not exist")]
    NoFolder(PathBuf),
    /// Tables go to a folder, and none was given.
    #[error("tables ({0}) need a folder to go to")]
    NoTarget(&'static str),
    /// What should be the folder of an output is something else.
    #[error("{0:?} is not a folder")]
    NotAFolder(PathBuf),
    /// A subcommand that does not exist.
    #[error("there is no command {0:?}")]
    UnknownCommand(String),
    /// A file that should be a trace cannot be read as one.
    #[error("failed to read a trace from {path:?}: {error}")]
    NoTrace {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        error: Box<dyn std::error::Error>,
    },
    /// A trace has no such article.
    #[error("the trace has no article with the id {0:?}")]
    UnknownArticle(String),
    /// The pile holds no article.
    #[error("found no article")]
    Empty,
    /// What was read could not be kept until all was read.
    #[error("failed to keep what was read in a temporary file: {0}")]
    Spool(io::Error),
    /// The pile was read but could not be traced, which only a bug can cause.
    #[error("failed to trace the pile: {0}")]
    Untraced(#[from] TraceError),
    /// The findings could not be made into tables, which only a bug can cause.
    #[error("failed to {0}")]
    Tables(#[from] TableError),
    /// A setting of the desk makes no sense.
    #[error("`{name}` in {place}: {reason}")]
    Setting {
        /// Its name.
        name: String,
        /// Where it stands.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The file of settings cannot be read.
    #[error("failed to read the settings in {path:?}: {reason}")]
    NoSettings {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// A store cannot be opened.
    #[error("failed to {}", chain(.0))]
    Store(#[from] OpenError),
    /// A store cannot be read or written.
    #[error("failed to {}", chain(.0))]
    StoreUse(#[from] StoreError),
    /// A store cannot be copied.
    #[error("failed to back up: {}", chain(.0))]
    Backup(#[from] BackupError),
    /// The index of search cannot be written.
    #[error("failed to {}", chain(.0))]
    Search(#[from] SearchError),
    /// The desk does not serve.
    #[error("failed to {}", chain(.0))]
    Serve(#[from] ServeError),
    /// The findings could not be written.
    #[error("failed to write {target}: {error}")]
    Output {
        /// Where to, for a person.
        target: String,
        /// What went wrong.
        error: io::Error,
    },
}

impl Failure {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) => Some("check the spelling, and the folder that you are in"),
            Self::NoFolder(_) => Some("make the folder first, or give another FILE"),
            Self::NoTarget(_) => {
                Some("give one, such as -o tables; it is made if it does not exist")
            }
            Self::NotAFolder(_) => Some("tables are several files; give the name of a folder"),
            Self::UnknownCommand(_) => Some("newstem --help lists the commands"),
            Self::NoTrace { .. } => Some("newstem trace PILE -o trace.json writes one"),
            Self::UnknownArticle(_) => Some("ids stand in brackets in the text that trace prints"),
            Self::Empty => Some("newstem trace --help says what a PILE may hold"),
            Self::Spool(_) => Some("make room in the folder for temporary files, or set TMPDIR"),
            Self::Untraced(_) | Self::Tables(_) => {
                Some("this build of newstem is broken; build or install it again")
            }
            Self::Setting { .. } | Self::NoSettings { .. } => {
                Some("newstem serve --help lists the settings")
            }
            Self::Store(OpenError::Newer { .. }) => Some("use the newer newstem that wrote it"),
            Self::Store(OpenError::Missing(_)) => {
                Some("give the folder with --data; newstem serve and newstem ingest make one")
            }
            Self::Store(_) | Self::StoreUse(_) | Self::Search(_) => {
                Some("check that there is room and that you may write there")
            }
            Self::Backup(_) => Some("give a folder that holds no store yet, with room in it"),
            Self::Serve(ServeError::Listen(..)) => {
                Some("another program may have the port; choose one with --listen")
            }
            Self::Serve(_) => Some("newstem verify looks through the store"),
            Self::Output { .. } => Some("check that there is room and that you may write there"),
        }
    }
}

/// The exit code of a command that did its work.
pub fn code_of_outcome(outcome: Outcome) -> ExitCode {
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Skipped => ExitCode::from(3),
        Outcome::Damaged => ExitCode::from(5),
    }
}

/// The exit code of a command that could not. A reader that has gone away is no failure: it had
/// what it wanted.
pub fn code_of_failure(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Empty => ExitCode::from(1),
        Failure::Missing(_)
        | Failure::NoFolder(_)
        | Failure::NoTarget(_)
        | Failure::NotAFolder(_)
        | Failure::UnknownCommand(_)
        | Failure::NoTrace { .. }
        | Failure::Setting { .. }
        | Failure::NoSettings { .. }
        | Failure::Store(OpenError::Missing(_))
        | Failure::UnknownArticle(_) => ExitCode::from(2),
        Failure::Output { .. }
        | Failure::Spool(_)
        | Failure::Store(_)
        | Failure::StoreUse(_)
        | Failure::Backup(_)
        | Failure::Search(_)
        | Failure::Serve(_) => ExitCode::from(4),
        Failure::Untraced(_) | Failure::Tables(_) => ExitCode::from(BUG),
    }
}

fn missing(paths: &[PathBuf]) -> String {
    let verb = if paths.len() == 1 { "does" } else { "do" };
    let quoted: Vec<String> = paths.iter().map(|path| format!("{path:?}")).collect();
    format!("{} {verb} not exist", quoted.join(", "))
}

/// An error with what caused it, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |told, cause| format!("{told}: {cause}"))
}
