//! What can be typed after `newstem-cluster`.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use newstem_read::{Field, UnknownField};

use crate::build_name::this_build;
use crate::driver::{Resume, RunOptions};
use crate::executor::ExecutorOptions;
use crate::functions::ReadingParameters;
use crate::manifest::Parameters;
use crate::scheduler::SchedulerOptions;
use crate::session::Place;

const EXAMPLES: &str = "\
Examples:
  newstem-cluster trace --local PILE --run run              all cores of this machine
  newstem-cluster scheduler                                 then, where tasks are to run:
  newstem-cluster executor --scheduler 10.0.0.1:50050
  newstem-cluster trace PILE --scheduler 10.0.0.1:50050 --run /shared/run

Exit codes:
  0    done
  1    nothing to do: no article could be read
  2    wrong usage
  3    done, but some input was skipped; standard error names it
  4    failed; --resume goes on after the last stage that finished";

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("NEWSTEM_SOURCES"));

/// Traces piles that no single machine holds, on Apache DataFusion and Ballista.
#[derive(Debug, Parser)]
#[command(name = "newstem-cluster", version = VERSION, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Scheduler(SchedulerArguments),
    Executor(ExecutorArguments),
    Trace(TraceArguments),
}

/// Takes plans and gives their tasks to executors.
#[derive(Debug, Args)]
pub struct SchedulerArguments {
    /// Where to listen; whoever reaches it may run anything, so keep it on a private network.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50050")]
    listen: SocketAddr,
    /// Seconds without a sign of life after which an executor is taken for lost.
    #[arg(long, value_name = "SECONDS", default_value = "20")]
    executor_timeout_s: u64,
    /// A build to pass for, to test that others are refused.
    #[arg(long, hide = true)]
    as_build: Option<String>,
}

impl SchedulerArguments {
    pub fn options(self) -> SchedulerOptions {
        SchedulerOptions {
            listen: self.listen,
            executor_timeout_seconds: self.executor_timeout_s,
            build: self.as_build.unwrap_or_else(this_build),
        }
    }
}

/// Runs tasks for a scheduler.
#[derive(Debug, Args)]
pub struct ExecutorArguments {
    /// The scheduler.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050", value_parser = host_and_port)]
    scheduler: (String, u16),
    /// Where to listen for those who fetch results.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    listen: IpAddr,
    /// The port of that; 0 takes any that is free.
    #[arg(long, default_value = "0")]
    port: u16,
    /// The name by which others reach this machine, where that is not --listen.
    #[arg(long, value_name = "HOST")]
    external_host: Option<String>,
    /// How many tasks run at once [default: one a core].
    #[arg(long, value_name = "N")]
    tasks: Option<NonZeroUsize>,
    /// Memory to get along with, in MiB, for all tasks together; what queries hold beyond it goes to the disk.
    #[arg(long, value_name = "MIB", default_value = "2048")]
    memory_mib: usize,
    /// Where results and what does not fit in memory are written.
    #[arg(long, value_name = "FOLDER", default_value = "newstem-executor")]
    work: PathBuf,
    /// A build to pass for, to test that others are refused.
    #[arg(long, hide = true)]
    as_build: Option<String>,
}

impl ExecutorArguments {
    pub fn options(self) -> ExecutorOptions {
        ExecutorOptions {
            scheduler: self.scheduler,
            listen: self.listen,
            port: self.port,
            external_host: self.external_host,
            tasks: self.tasks.map_or_else(cores, NonZeroUsize::get),
            memory_bytes: self.memory_mib << 20,
            work: self.work,
            build: self.as_build.unwrap_or_else(this_build),
        }
    }
}

/// Traces a pile, stage by stage, in a folder of its own.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// Files and folders, as `newstem trace` takes them, which every executor must see under the same path;
    /// or addresses of an object store, such as s3://bucket/pile/.
    #[arg(required_unless_present = "listing", value_name = "PILE")]
    pile: Vec<String>,
    /// A file or address that names more of the pile, a path or address a line; may be given more than once.
    #[arg(long, value_name = "FILE")]
    listing: Vec<String>,
    /// What entries of listings stand below [default: the folder of the listing].
    #[arg(long, value_name = "FOLDER", requires = "listing")]
    below: Option<String>,
    /// Where the run is kept: a folder that every executor sees, or an address such as s3://bucket/run.
    #[arg(long, value_name = "FOLDER")]
    pub run: String,
    /// Run all queries here.
    #[arg(long, conflicts_with = "scheduler", required_unless_present = "scheduler")]
    local: bool,
    /// Have a scheduler run all queries.
    #[arg(long, value_name = "HOST:PORT")]
    scheduler: Option<String>,
    /// Go on after the last stage that finished.
    #[arg(long)]
    resume: bool,
    /// Stop after this stage.
    #[arg(long, value_name = "STAGE")]
    until: Option<String>,
    /// In how many partitions queries run [default: 16 on a cluster, twice the cores here].
    #[arg(long, value_name = "N")]
    partitions: Option<NonZeroUsize>,
    /// How many articles are compared at once.
    #[arg(long, value_name = "N", default_value = "8192")]
    shelf_articles: NonZeroUsize,
    /// Memory to get along with in --local, in MiB [default: no limit].
    #[arg(long, value_name = "MIB")]
    memory_mib: Option<usize>,
    /// The pile's own name for a field, such as text=story; may be given more than once.
    #[arg(long, value_name = "FIELD=NAME", value_parser = field_and_name)]
    map: Vec<(String, String)>,
}

impl TraceArguments {
    pub fn parameters(&self) -> Parameters {
        Parameters {
            pile: self.pile.clone(),
            listings: self.listing.clone(),
            below: self.below.clone(),
            reading: ReadingParameters { fields: self.map.clone() },
            shelf_articles: self.shelf_articles.get(),
        }
    }

    pub fn options(&self) -> RunOptions {
        let memory_bytes = self.memory_mib.map(|mib| mib << 20);
        let place = match &self.scheduler {
            Some(scheduler) => Place::Cluster(scheduler.clone()),
            None => Place::Here { memory_bytes },
        };
        let usual = if self.local { 2 * cores() } else { 16 };
        RunOptions {
            place,
            partitions: self.partitions.map_or(usual, NonZeroUsize::get),
            threads: cores(),
            resume: if self.resume { Resume::Continue } else { Resume::Refuse },
            until: self.until.clone(),
            build: this_build(),
        }
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

fn host_and_port(typed: &str) -> Result<(String, u16), String> {
    let (host, port) = typed.rsplit_once(':').ok_or("give HOST:PORT")?;
    let port = port.parse().map_err(|_| format!("{port:?} is no port"))?;
    Ok((host.to_owned(), port))
}

fn field_and_name(typed: &str) -> Result<(String, String), String> {
    let (field, name) = typed.split_once('=').ok_or("give FIELD=NAME")?;
    field.parse::<Field>().map_err(|error: UnknownField| error.to_string())?;
    Ok((field.to_owned(), name.to_owned()))
}
