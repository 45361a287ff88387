//! `cargo xtask`: the project's own chores.

mod blocks;
mod calibration;
mod claims;
mod evaluate;
mod extraction;
mod fit;
mod lineage;
mod lines;
mod metadata;
mod quotes;
mod reuse;
mod sketch;
mod stories;
mod strict;
mod throughput;

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
    /// Print the blocks of pages as the numbers that fit-blocks.py fits on
    Blocks(blocks::Blocks),
    /// Print what may contradict the claims of the gold families, for fit-claims.py
    Claims,
    /// Trace the gold families and print how right the trace is
    Evaluate(evaluate::Evaluate),
    /// Read the main text of pages whose article is known, beside other extractors
    Extraction(extraction::Extraction),
    /// Choose the weights of the family tree on the gold families, leaving each out in turn
    Fit(fit::Fit),
    /// Read every hostile file with the finished command, under limits of time and memory
    Hostile(strict::Hostile),
    /// Measure how fast files of records are read, and in how much memory
    Throughput(throughput::Throughput),
    /// Measure how long the family tree of one large story takes, and in how much memory
    Lineage(lineage::Lineage),
    /// Fit the models that find who is said to hold what, or print how right they are
    Quotes(quotes::Quotes),
    /// Trace answers that were copied or not, and a manuscript tradition, of which the truth is known
    Reuse(reuse::Reuse),
    /// Measure how fast near-duplicates are found, from text to candidates
    Sketch(sketch::Sketch),
    /// Group piles of which the stories are known, or a made-up one, and print how right and how fast
    Stories(stories::Stories),
    /// Read web pages and print how much of what they state of themselves is found
    Metadata(metadata::Metadata),
    /// Print what the lines of gold articles look like, for fitting the classifier of furniture
    Lines(lines::Lines),
}

fn main() -> ExitCode {
    let done: Result<(), Box<dyn Error>> = match Arguments::parse().chore {
        Chore::Blocks(arguments) => blocks::run(&arguments).map_err(Into::into),
        Chore::Claims => claims::run().map_err(Into::into),
        Chore::Evaluate(arguments) => evaluate::run(&arguments).map_err(Into::into),
        Chore::Fit(arguments) => fit::run(&arguments).map_err(Into::into),
        Chore::Hostile(arguments) => strict::run(&arguments).map_err(Into::into),
        Chore::Throughput(arguments) => throughput::run(&arguments).map_err(Into::into),
        Chore::Lineage(arguments) => lineage::run(&arguments).map_err(Into::into),
        Chore::Quotes(arguments) => quotes::run(&arguments).map_err(Into::into),
        Chore::Reuse(arguments) => reuse::run(&arguments).map_err(Into::into),
        Chore::Sketch(arguments) => sketch::run(&arguments).map_err(Into::into),
        Chore::Stories(arguments) => stories::run(&arguments).map_err(Into::into),
        Chore::Metadata(arguments) => metadata::run(&arguments).map_err(Into::into),
        Chore::Lines(arguments) => lines::run(&arguments).map_err(Into::into),
        Chore::Extraction(arguments) => extraction::run(&arguments).map_err(Into::into),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

/// Prints to standard output; where that is closed there is nobody to tell.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
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
