//! A trace in the form that was asked for.

use newstem::Trace;
use newstem_report::provenance::Provenance;
use newstem_report::text::TextOptions;
use newstem_report::{html, text};

use crate::arguments::{Format, ShowArguments};
use crate::environment::{self, Target};
use crate::exit::Failure;
use crate::output;

/// Fails early where the findings could not be written.
pub fn check_target(arguments: &ShowArguments) -> Result<(), Failure> {
    arguments.output.as_deref().map_or(Ok(()), output::check_target)
}

/// The findings in their form; `made` tells how they were made, which takes a reading of all files.
pub fn show(
    trace: &Trace,
    arguments: &ShowArguments,
    made: impl FnOnce() -> Provenance,
) -> Result<String, Failure> {
    match arguments.format() {
        Format::Text => Ok(text::render(trace, &text_options(arguments))),
        Format::Html => Ok(html::render(trace, &made())),
        Format::Json => json(trace),
    }
}

fn text_options(arguments: &ShowArguments) -> TextOptions {
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

/// Writes them where they were asked for.
pub fn write(shown: &str, arguments: &ShowArguments) -> Result<(), Failure> {
    output::write(arguments.output.as_deref(), |out| out.write_all(shown.as_bytes()))
}
