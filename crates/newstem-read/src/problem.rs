//! What could not be read, told so that a person can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A file or record that was left out or read only in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The file, as it was named or found; `-` for standard input.
    pub file: String,
    /// Number of the record within the file, counted from 1; of a file of lines, the line.
    pub record: Option<usize>,
    /// Where in the file the record begins, in bytes from its start, after decompression.
    pub offset: Option<u64>,
    /// What went wrong: a lowercase fragment without a final stop.
    pub reason: String,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    /// A problem with a whole file.
    pub fn of_file(file: &str, reason: impl Into<String>, hint: &str) -> Self {
        Self {
            file: file.to_owned(),
            record: None,
            offset: None,
            reason: without_controls(reason.into()),
            hint: hint.to_owned(),
        }
    }

    /// A problem with record `record` of a file.
    pub fn of_record(file: &str, record: usize, reason: impl Into<String>, hint: &str) -> Self {
        Self { record: Some(record), ..Self::of_file(file, reason, hint) }
    }

    /// The same problem, at a place in the file: `offset` bytes from its start.
    #[must_use]
    pub fn at(self, offset: u64) -> Self {
        Self { offset: Some(offset), ..self }
    }
}

/// Reasons quote what files say, and files may say things that a terminal would obey.
fn without_controls(reason: String) -> String {
    if reason.contains(char::is_control) {
        return reason.replace(char::is_control, "\u{fffd}");
    }
    reason
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            Some(record) => write!(out, "{}:{record}: {}", self.file, self.reason),
            None => write!(out, "{}: {}", self.file, self.reason),
        }
    }
}
