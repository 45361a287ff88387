//! `cargo xtask`: the project's own chores.

mod evaluate;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own chores
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Trace the gold families and print how right the trace is
    Evaluate(evaluate::Evaluate),
}

fn main() -> ExitCode {
    let Chore::Evaluate(arguments) = Arguments::parse().chore;
    match evaluate::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

/// Prints an error and its causes. Where even that fails there is nobody to tell.
fn explain(error: &dyn Error) {
    let mut message = format!("error: {error}\n");
    let mut cause = error.source();
    while let Some(inner) = cause {
        message += &format!("  because: {inner}\n");
        cause = inner.source();
    }
    let _ = io::stderr().write_all(message.as_bytes());
}
