//! The command `newstem`: reads what it is told to, calls the engine, shows what was found.
//!
//! All that touches the world is here: files, streams, the terminal, the environment. The engine
//! and the report know none of it. Nothing is decided here about the news either; a rule that
//! would change a finding belongs in the engine.

mod arguments;
mod bug;
mod commands;
mod desk;
mod environment;
mod exit;
mod kept;
mod output;
mod pile;
mod progress;
mod provenance;
mod show;
mod spool;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::{Failure, Outcome};

fn main() -> ExitCode {
    bug::install_report();
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(outcome) => exit::code_of_outcome(outcome),
        Err(failure) => {
            tell(&failure);
            exit::code_of_failure(&failure)
        }
    }
}

fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Trace(arguments) => commands::trace::run(&arguments),
        Command::Read(arguments) => commands::read::run(&arguments),
        Command::Stories(arguments) => commands::stories::run(&arguments),
        Command::Quotes(arguments) => commands::quotes::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Report(arguments) => commands::report::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Ingest(arguments) => commands::ingest::run(&arguments),
        Command::Backup(arguments) => commands::backup::run(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Reindex(arguments) => commands::reindex::run(&arguments),
        Command::Completions { shell } => commands::completions::run(shell),
        Command::Man { command } => commands::man::run(command.as_deref()),
    }
}

/// Says on standard error what failed and what to do; where that is closed there is nobody to
/// tell.
fn tell(failure: &Failure) {
    let mut stderr = std::io::stderr().lock();
    let _ = writeln!(stderr, "error: {failure}");
    if let Some(hint) = failure.hint() {
        let _ = writeln!(stderr, "hint: {hint}");
    }
}
