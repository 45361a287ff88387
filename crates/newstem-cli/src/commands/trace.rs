//! `newstem trace PILE…`: read, trace, show.

use newstem::Trace;
use newstem_report::text::TextOptions;
use newstem_report::{html, text};

use crate::arguments::{Format, TraceArguments};
use crate::environment::{self, Target};
use crate::exit::{Failure, Outcome};
use crate::{output, pile};

/// Traces a pile and shows what was found.
pub fn run(arguments: &TraceArguments) -> Result<Outcome, Failure> {
    if let Some(target) = &arguments.output {
        output::check_target(target)?;
    }
    let (pile, progress) = pile::read_some(&arguments.pile)?;
    progress.stage(&format!("tracing {}", pile::count(&pile.articles)));
    let trace = newstem::trace(pile.articles, &pile::trace_options(&arguments.pile))?;
    progress.stage("writing");
    let shown = show(&trace, arguments)?;
    drop(progress);
    pile::tell_problems(&pile.problems);
    write(&shown, arguments)?;
    Ok(Outcome::of_problems(pile.problems.len()))
}

fn show(trace: &Trace, arguments: &TraceArguments) -> Result<String, Failure> {
    match arguments.format() {
        Format::Text => Ok(text::render(trace, &text_options(arguments))),
        Format::Html => Ok(html::render(trace)),
        Format::Json => json(trace),
    }
}

fn text_options(arguments: &TraceArguments) -> TextOptions {
    let target = match arguments.output {
        Some(_) => Target::File,
        None => Target::Standard,
    };
    environment::text_options(arguments.color, target)
}

fn json(trace: &Trace) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(trace).map_err(|error| Failure::Output {
        target: "the findings as JSON".to_owned(),
        error: error.into(),
    })?;
    Ok(json + "\n")
}

fn write(shown: &str, arguments: &TraceArguments) -> Result<(), Failure> {
    output::write(arguments.output.as_deref(), |out| out.write_all(shown.as_bytes()))
}
