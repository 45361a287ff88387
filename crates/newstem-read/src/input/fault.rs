//! What is wrong with a stream or a record before anyone has said where it stands.

use crate::problem::Problem;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A lowercase fragment without a final stop.
    pub(crate) reason: String,
    /// A sentence of its own, likewise lowercase.
    pub(crate) hint: &'static str,
}

impl Fault {
    pub(crate) fn new(reason: impl Into<String>, hint: &'static str) -> Self {
        Self { reason: reason.into(), hint }
    }

    /// The fault as a problem of the whole of `file`.
    pub(crate) fn in_file(self, file: &str) -> Problem {
        Problem::of_file(file, self.reason, self.hint)
    }

    /// The fault as a problem of one record of `file`.
    pub(crate) fn in_record(self, file: &str, record: usize) -> Problem {
        Problem::of_record(file, record, self.reason, self.hint)
    }
}
