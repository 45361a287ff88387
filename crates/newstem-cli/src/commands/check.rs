//! `newstem check PILE… QUESTION`: what a pile, or a trace made before, knows of a sentence or number.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use newstem::check::{Answer, check};
use newstem::{Trace, TraceError};
use newstem_report::text;

use crate::arguments::{CheckArguments, CheckFormat};
use crate::environment::{self, Target};
use crate::exit::{Failure, Outcome};
use crate::{output, pile};

/// Asks, and writes the answers.
pub fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let (trace, skipped) = match made_before(arguments) {
        Some(trace) => (trace, 0),
        None => trace(arguments)?,
    };
    let answers = check(&trace, &arguments.question).map_err(TraceError::from)?;
    output::write(None, |out| match arguments.format {
        CheckFormat::Jsonl => answers.iter().try_for_each(|answer| write_one(answer, out)),
        CheckFormat::Text => {
            let options = environment::text_options(arguments.color, Target::Standard);
            let told = text::check::render(&trace, &arguments.question, &answers, &options);
            out.write_all(told.as_bytes())
        }
    })?;
    Ok(Outcome::of_problems(skipped))
}

/// The trace that the only file named holds; nothing where it holds something else.
fn made_before(arguments: &CheckArguments) -> Option<Trace> {
    let [path] = arguments.pile.pile.as_slice() else { return None };
    let is_json = Path::new(path).extension().is_some_and(|ending| ending == "json");
    let file = is_json.then(|| File::open(path).ok()).flatten()?;
    serde_json::from_reader(BufReader::new(file)).ok()
}

/// The trace of the pile, and how much of it was skipped.
fn trace(arguments: &CheckArguments) -> Result<(Trace, usize), Failure> {
    let (pile, progress) = pile::read_some(&arguments.pile)?;
    progress.stage(&format!("tracing {}", pile::count(&pile.articles)));
    let trace = newstem::trace(pile.articles, &pile::trace_options(&arguments.pile))?;
    drop(progress);
    pile::tell_problems(&pile.problems);
    Ok((trace, pile.problems.len()))
}

fn write_one(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}
