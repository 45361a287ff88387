//! `newstem trace PILE…`: read, trace, show.

use crate::arguments::TraceArguments;
use crate::exit::{Failure, Outcome};
use crate::{pile, provenance, show};

/// Traces a pile and shows what was found.
pub fn run(arguments: &TraceArguments) -> Result<Outcome, Failure> {
    show::check_target(&arguments.showing)?;
    let (pile, progress) = pile::read_some(&arguments.pile)?;
    progress.stage(&format!("tracing {}", pile::count(&pile.articles)));
    let trace = newstem::trace(pile.articles, &pile::trace_options(&arguments.pile))?;
    progress.stage("writing");
    let made = || provenance::of_pile(&arguments.pile, &pile.problems);
    let shown = show::show(&trace, &arguments.showing, made)?;
    drop(progress);
    pile::tell_problems(&pile.problems);
    show::write(&shown, &arguments.showing)?;
    Ok(Outcome::of_problems(pile.problems.len()))
}
