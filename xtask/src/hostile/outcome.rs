//! What was read of a case, in the form in which cases write it down.

use std::path::Path;

use newstem_read::{Input, Pile, Problem, ReadOptions, read_pile};

use super::case::Case;

/// What reading a case gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many articles were read.
    pub documents: usize,
    /// What could not be read, told by [`told`].
    pub problems: Vec<String>,
}

impl Outcome {
    /// What `case` says must come out of its small files.
    pub fn expected(case: &Case) -> Self {
        Self { documents: case.documents, problems: case.problems.clone() }
    }

    /// What `case` says must come out at full size.
    pub fn expected_in_full(case: &Case) -> Self {
        case.full.clone().unwrap_or_else(|| Self::expected(case))
    }

    /// The lines that a file of cases gives to the outcome.
    pub fn lines(&self) -> String {
        let problems: String = self.problems.iter().map(|p| format!("problem {p}\n")).collect();
        format!("documents {}\n{problems}", self.documents)
    }
}

/// True of what is said of an article's words and not of the file: how its lines are judged is no
/// matter of hostile input.
pub fn is_of_cleaning(problem: &str) -> bool {
    problem.contains(" looks like page furniture")
}

/// Of more problems than these the middle is only counted.
const PROBLEMS_SHOWN: usize = 8;

/// `problems` as they are written down: of many, the first ones, how many follow, and the last.
pub fn shortened(mut problems: Vec<String>) -> Vec<String> {
    if problems.len() > PROBLEMS_SHOWN {
        let middle = PROBLEMS_SHOWN - 2..problems.len() - 1;
        let told = format!("({} more)", middle.len());
        problems.splice(middle, [told]);
    }
    problems
}

/// Reads the folder of a case within this process.
pub fn read(folder: &Path) -> (Outcome, Pile) {
    let pile = read_pile(&[Input::Path(folder.to_owned())], &ReadOptions::default());
    let told = pile.problems.iter().map(|problem| told(problem, folder));
    let problems = shortened(told.filter(|problem| !is_of_cleaning(problem)).collect());
    (Outcome { documents: pile.articles.len(), problems }, pile)
}

/// A problem on one line: file, record, `@` and the place in bytes, reason. Paths are told from
/// the folder on.
pub fn told(problem: &Problem, folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let file = problem.file.strip_prefix(&*folder).unwrap_or(&problem.file);
    let file = file.trim_start_matches('/');
    let record = problem.record.map(|record| format!(":{record}")).unwrap_or_default();
    let place = problem.offset.map(|offset| format!("@{offset}")).unwrap_or_default();
    format!("{}{record}{place}: {}", file.escape_debug(), problem.reason)
}
