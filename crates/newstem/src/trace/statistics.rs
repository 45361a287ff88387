//! What was left out on the way to the findings.
//!
//! A limit that keeps large piles quick is told beside what it may have hidden, so that nobody has
//! to trust that it hid nothing. Rejected: times and counts of work, which differ between machines
//! or say nothing about the findings.

use serde::{Deserialize, Serialize};

use crate::sketch::Capped;

/// What limits have cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// In the search for articles worth comparing.
    pub capped: Capped,
}
