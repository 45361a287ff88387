//! Runs the binary in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Two articles of one event.
pub const PILE: &str = concat!(
    r#"{"id": "one", "title": "Bridge shut after barge strike", "outlet": "Lowe Gazette", "#,
    r#""published": "2026-02-03T08:00:00Z", "text": "The swing bridge at Lowe was shut on "#,
    r#"Tuesday after a barge struck its northern pier. Nobody was hurt, the harbour office said."}"#,
    "\n",
    r#"{"id": "two", "title": "Barge strike shuts bridge", "outlet": "Estuary Post", "#,
    r#""published": "2026-02-03T10:30:00Z", "text": "The swing bridge at Lowe was shut on "#,
    r#"Tuesday after a barge struck its northern pier. Nobody was hurt, the harbour office said."}"#,
    "\n"
);

/// A folder with `pile.jsonl` in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.write("pile.jsonl", PILE);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Names of everything in the folder, hidden files too.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// `newstem` and what follows it, split at spaces.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newstem"));
        command
            .current_dir(self.folder.path())
            .args(arguments.split(' ').filter(|argument| !argument.is_empty()))
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs with something on standard input.
    pub fn run_with(&self, arguments: &str, input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

/// The pile that the README begins with.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/council-house-drone")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
