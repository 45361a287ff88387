//! What a report says of its own making. The trace does not know it: a command line and the files of
//! a pile are matters of whoever ran the program.

/// How a trace was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The command line, where it is known.
    pub command: Option<String>,
    /// The files that were read.
    pub inputs: Vec<Input>,
    /// What was skipped, each with its reason.
    pub skipped: Vec<String>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path as it was given.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
}
