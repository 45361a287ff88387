//! `newstem report TRACE`: a trace made before, in another form.

use crate::arguments::ReportArguments;
use crate::exit::{Failure, Outcome};
use crate::{kept, provenance, show};

/// Shows a trace.
pub fn run(arguments: &ReportArguments) -> Result<Outcome, Failure> {
    show::check_target(&arguments.showing)?;
    let trace = kept::read(&arguments.trace)?;
    let made = || provenance::of_files(std::slice::from_ref(&arguments.trace));
    let shown = show::show(&trace, &arguments.showing, made)?;
    show::write(&shown, &arguments.showing)?;
    Ok(Outcome::Done)
}
