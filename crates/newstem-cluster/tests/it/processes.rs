//! The command in processes of its own. Nothing waits for a time to pass, only for what a process says,
//! and that not for ever.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(100);

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_newstem-cluster"))
}

/// A run on this machine.
pub fn trace_here(pile: &Path, run: &Path) -> Command {
    let mut command = command();
    command.arg("trace").arg(pile).arg("--local").arg("--run").arg(run);
    command
}

/// A run on this machine of what a listing names.
pub fn trace_listed(listing: &Path, run: &Path) -> Command {
    let mut command = command();
    command.args(["trace", "--local", "--listing"]).arg(listing).arg("--run").arg(run);
    command
}

/// A run on a cluster.
pub fn trace_on(cluster: &Cluster, pile: &Path, run: &Path) -> Command {
    let mut command = command();
    command.arg("trace").arg(pile).args(["--scheduler", &cluster.address]).arg("--run").arg(run);
    command.args(["--partitions", "4"]).stderr(Stdio::piped());
    command
}

/// Runs to the end, which is of this code, and gives what standard error tells.
pub fn check(command: &mut Command, code: i32) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

/// Waits until a run says that a stage is finished.
pub fn wait_for_stage(tracing: &mut Child, stage: &str) -> Receiver<String> {
    let lines = lines_of(tracing.stderr.take().unwrap());
    wait_for(&lines, &format!("{stage}:"));
    lines
}

/// Waits for the end of a run, whose last lines it gives.
pub fn check_end(mut tracing: Child, lines: &Receiver<String>, code: i32) -> String {
    // Standard error is closed when the process ends, and then only.
    let mut told = String::new();
    loop {
        match lines.recv_timeout(PATIENCE) {
            Ok(line) => told = told + &line + "\n",
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                tracing.kill().unwrap();
                panic!("the run stands still: {told}");
            }
        }
    }
    assert_eq!(tracing.wait().unwrap().code(), Some(code), "{told}");
    told
}

/// A scheduler.
pub struct Cluster {
    _scheduler: Process,
    /// Where it listens.
    pub address: String,
    room: PathBuf,
}

impl Cluster {
    /// Starts a scheduler that soon misses an executor.
    pub fn start(room: &Path) -> Self {
        let mut command = command();
        command.args(["scheduler", "--listen", "127.0.0.1:0", "--executor-timeout-s", "6"]);
        let (scheduler, line) = Process::start(&mut command, "listens on");
        let address = line.rsplit(' ').next().unwrap().to_owned();
        Self { _scheduler: scheduler, address, room: room.to_owned() }
    }

    /// Adds an executor.
    pub fn executor(&self) -> Process {
        self.start_executor(&[])
    }

    /// Adds one that passes for another build's.
    pub fn executor_of_build(&self, build: &str) -> Process {
        self.start_executor(&["--as-build", build])
    }

    fn start_executor(&self, more: &[&str]) -> Process {
        let work = tempfile::tempdir_in(&self.room).unwrap().keep();
        let mut command = command();
        command.args(["executor", "--scheduler", &self.address, "--tasks", "2"]).args(more);
        command.args(["--memory-mib", "512", "--work"]).arg(work);
        Process::start(&mut command, "executor").0
    }
}

/// A process that is killed when it is no longer needed.
pub struct Process(Child);

impl Process {
    /// Starts it and waits for a line with some words.
    fn start(command: &mut Command, words: &str) -> (Self, String) {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = lines_of(child.stdout.take().unwrap());
        (Self(child), wait_for(&lines, words))
    }

    /// Ends it at once, as a machine that loses its power does.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Lines as they come; they are read to the end, so that whoever writes them never waits.
fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| {
            let _ = sender.send(line);
        });
    });
    lines
}

fn wait_for(lines: &Receiver<String>, words: &str) -> String {
    loop {
        let line = lines.recv_timeout(PATIENCE).unwrap();
        if line.contains(words) {
            return line;
        }
    }
}
