//! `newstem completions SHELL`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::exit::{Failure, Outcome};
use crate::output;

/// Writes the completions of a shell to standard output.
pub fn run(shell: Shell) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "newstem", &mut script);
    output::write(None, |out| out.write_all(&script))?;
    Ok(Outcome::Done)
}
