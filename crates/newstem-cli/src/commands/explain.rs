//! `newstem explain TRACE ARTICLE`: where one article came from, out of a trace made before.

use newstem_report::text::explain;

use crate::arguments::ExplainArguments;
use crate::environment::{self, Target};
use crate::exit::{Failure, Outcome};
use crate::{kept, output};

/// Explains one article.
pub fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let trace = kept::read(&arguments.trace)?;
    let options = environment::text_options(arguments.color, Target::Standard);
    let unknown = || Failure::UnknownArticle(arguments.article.clone());
    let told = explain::render(&trace, &arguments.article, &options).ok_or_else(unknown)?;
    output::write(None, |out| out.write_all(told.as_bytes()))?;
    Ok(Outcome::Done)
}
