//! `newstem man [COMMAND]`.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::exit::{Failure, Outcome};
use crate::output;

/// Writes the manual page of newstem, or of one command, to standard output.
pub fn run(command: Option<&str>) -> Result<Outcome, Failure> {
    let page = page_of(command)?;
    let examples = examples(&page);
    let mut roff = Vec::new();
    Man::new(page)
        .render(&mut roff)
        .map_err(|error| Failure::Output { target: "the manual page".to_owned(), error })?;
    roff.extend_from_slice(examples.as_bytes());
    output::write(None, |out| out.write_all(&roff))?;
    Ok(Outcome::Done)
}

/// The examples as a section, line by line as they stand; the page's generator knows none.
fn examples(page: &Command) -> String {
    let shown = page.get_before_help().map(ToString::to_string).unwrap_or_default();
    let lines: Vec<String> = shown.lines().skip(1).map(|line| line.replace('-', "\\-")).collect();
    format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", lines.join("\n"))
}

fn page_of(command: Option<&str>) -> Result<Command, Failure> {
    let mut newstem = Arguments::command();
    newstem.build();
    let Some(name) = command else {
        return Ok(newstem);
    };
    match newstem.find_subcommand(name) {
        Some(found) => Ok(found.clone()),
        None => Err(Failure::UnknownCommand(name.to_owned())),
    }
}
