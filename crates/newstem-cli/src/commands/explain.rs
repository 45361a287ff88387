//! `newstem explain TRACE ARTICLE`: where one article came from, out of a trace made before.

use std::fs::File;
use std::io::BufReader;

use newstem::Trace;
use newstem_report::text::explain;

use crate::arguments::ExplainArguments;
use crate::environment::{self, Target};
use crate::exit::{Failure, Outcome};
use crate::output;

/// Explains one article.
pub fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let trace = read(arguments)?;
    let options = environment::text_options(arguments.color, Target::Standard);
    let unknown = || Failure::UnknownArticle(arguments.article.clone());
    let told = explain::render(&trace, &arguments.article, &options).ok_or_else(unknown)?;
    output::write(None, |out| out.write_all(told.as_bytes()))?;
    Ok(Outcome::Done)
}

fn read(arguments: &ExplainArguments) -> Result<Trace, Failure> {
    let path = &arguments.trace;
    let file = File::open(path)
        .map_err(|error| Failure::NoTrace { path: path.clone(), error: error.into() })?;
    serde_json::from_reader(BufReader::new(file))
        .map_err(|error| Failure::NoTrace { path: path.clone(), error: error.into() })
}
