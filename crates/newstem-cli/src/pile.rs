//! From what was typed to articles: which paths exist, standard input, and what was skipped.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use newstem::{Article, Options, Statistics};
use newstem_read::{Input, Pile, Problem, ReadOptions};

use crate::arguments::PileArguments;
use crate::environment;
use crate::exit::Failure;
use crate::progress::Progress;

/// Reads everything that was named, with a line that says so and goes on to the next stage. A pile
/// without an article is a failure, of which the problems are told.
pub fn read_some(arguments: &PileArguments) -> Result<(Pile, Progress), Failure> {
    let progress = Progress::start("reading");
    let pile = read(arguments)?;
    if pile.articles.is_empty() {
        drop(progress);
        tell_problems(&pile.problems);
        return Err(Failure::Empty);
    }
    Ok((pile, progress))
}

/// `1 article`, `3 articles`.
pub fn count(articles: &[Article]) -> String {
    let noun = if articles.len() == 1 { "article" } else { "articles" };
    format!("{} {noun}", articles.len())
}

/// Reads everything that was named. A path that does not exist is skipped like any other input
/// that cannot be read, unless none exists: then the command line is wrong.
fn read(arguments: &PileArguments) -> Result<Pile, Failure> {
    let (inputs, missing) = inputs(arguments)?;
    let mut pile = newstem_read::read_pile(&inputs, &options(arguments));
    pile.problems.splice(0..0, missing);
    Ok(pile)
}

/// What is there of what was named, and what is missing.
pub fn inputs(arguments: &PileArguments) -> Result<(Vec<Input>, Vec<Problem>), Failure> {
    let (present, missing): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.pile.iter().cloned().partition(|path| is_present(path));
    if present.is_empty() {
        return Err(Failure::Missing(missing));
    }
    let missing = missing.iter().map(|path| problem_of_missing(path));
    Ok((inputs_of(present), missing.collect()))
}

/// How to read it.
pub fn options(arguments: &PileArguments) -> ReadOptions {
    ReadOptions {
        fields: arguments.map.iter().cloned().collect(),
        threads: threads(arguments),
        ..ReadOptions::default()
    }
}

/// How to trace it.
pub fn trace_options(arguments: &PileArguments) -> Options {
    Options { threads: threads(arguments), ..Options::default() }
}

fn threads(arguments: &PileArguments) -> usize {
    arguments.threads().unwrap_or_else(environment::threads)
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether something is there; where that cannot be told the reader will say why.
fn is_present(path: &Path) -> bool {
    is_standard(path) || path.try_exists().unwrap_or(true)
}

/// Standard input is read where it is first named; it cannot be read twice.
fn inputs_of(paths: Vec<PathBuf>) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut standard_is_read = false;
    for path in paths {
        if !is_standard(&path) {
            inputs.push(Input::Path(path));
            continue;
        }
        if !standard_is_read {
            inputs.push(Input::Standard);
            standard_is_read = true;
        }
    }
    inputs
}

fn problem_of_missing(path: &Path) -> Problem {
    Problem {
        file: path.display().to_string(),
        record: None,
        offset: None,
        reason: "does not exist".to_owned(),
        hint: "check the spelling, and the folder that you are in".to_owned(),
    }
}

/// Names on standard error everything that was skipped.
pub fn tell_problems(problems: &[Problem]) {
    problems.iter().for_each(tell_problem);
}

/// Names on standard error what was skipped; where that is closed there is nobody to tell.
pub fn tell_problem(problem: &Problem) {
    let _ = io::stderr().lock().write_all(in_words(problem).as_bytes());
}

/// Says on standard error what limits may have hidden.
pub fn tell_left_out(statistics: &Statistics) {
    if let Some(told) = newstem_report::stories::left_out(statistics) {
        let _ = io::stderr().lock().write_all(format!("{told}\n").as_bytes());
    }
}

/// A problem with its place and what to do, in a line or two.
pub fn in_words(problem: &Problem) -> String {
    let record = problem.record.map(|number| format!(", record {number}")).unwrap_or_default();
    let offset = problem.offset.map(|offset| format!(" at byte {offset}")).unwrap_or_default();
    let mut told = format!("skipped {:?}{record}{offset}: {}\n", problem.file, problem.reason);
    if !problem.hint.is_empty() {
        told.push_str(&format!("  hint: {}\n", problem.hint));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_named_with_what_to_do() {
        let check = |record, hint: &str, expected: &str| {
            let problem = Problem {
                file: "my pile.jsonl".to_owned(),
                record,
                offset: None,
                reason: "no text".to_owned(),
                hint: hint.to_owned(),
            };
            assert_eq!(in_words(&problem), expected);
        };
        check(
            Some(3),
            "add one",
            "skipped \"my pile.jsonl\", record 3: no text\n  hint: add one\n",
        );
        check(None, "", "skipped \"my pile.jsonl\": no text\n");
    }
}
