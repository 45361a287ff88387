//! The command `newstem-cluster`: traces piles that no single machine holds, on Apache DataFusion and
//! Ballista. A binary of its own, so that `newstem` never compiles a query engine.

mod arguments;
mod build_name;
mod driver;
mod executor;
mod functions;
mod inputs;
mod kept;
mod manifest;
mod memory;
mod plan;
mod presence;
mod refusal;
mod rows;
mod scheduler;
mod session;
mod storage;
mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use driver::RunError;
use tracing_subscriber::EnvFilter;

/// Plans are trees that are walked by functions calling themselves, deeper than a thread's usual room.
const STACK_BYTES: usize = 32 << 20;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Executor(_)) {
        memory::have_freed_memory_given_back();
    }
    begin_log();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    match runtime {
        Ok(runtime) => runtime
            .block_on(async { tokio::spawn(run(arguments.command)).await })
            .unwrap_or_else(|error| failed(&error.to_string(), None)),
        Err(error) => failed(&error.to_string(), None),
    }
}

/// What the engine says goes to standard error: warnings, or what `RUST_LOG` asks for.
fn begin_log() {
    let level = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    // There is no other log before it.
    let _ =
        tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).try_init();
}

async fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Scheduler(arguments) => scheduler::run(arguments.options()).await,
        Command::Executor(arguments) => executor::run(arguments.options()).await,
        Command::Trace(arguments) => return trace(arguments).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string(), None),
    }
}

async fn trace(arguments: arguments::TraceArguments) -> ExitCode {
    let run = async {
        let folder = storage::Folder::open(&arguments.run)?;
        driver::run(folder, arguments.parameters(), arguments.options()).await
    };
    match run.await {
        Ok(report) => told(&report),
        Err(RunError::Empty) => {
            failed(&RunError::Empty.to_string(), RunError::Empty.hint());
            ExitCode::from(1)
        }
        Err(error) => failed(&error.to_string(), error.hint()),
    }
}

/// Names what was skipped, as `newstem` does.
fn told(report: &driver::Report) -> ExitCode {
    report.problems.iter().for_each(|problem| say(problem));
    let skipped = report.manifest.counters.get("problems").copied().unwrap_or(0);
    if skipped == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) }
}

fn failed(error: &str, hint: Option<&str>) -> ExitCode {
    say(&format!("newstem-cluster: {error}"));
    if let Some(hint) = hint {
        say(&format!("  hint: {hint}"));
    }
    ExitCode::from(4)
}

/// A line on standard error; where that is closed there is nobody to tell.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
