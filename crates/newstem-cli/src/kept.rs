//! Traces that were made before.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use newstem::Trace;

use crate::exit::Failure;

/// Reads a trace that `newstem trace --format json` wrote.
pub fn read(path: &Path) -> Result<Trace, Failure> {
    let file = File::open(path)
        .map_err(|error| Failure::NoTrace { path: path.to_owned(), error: error.into() })?;
    serde_json::from_reader(BufReader::new(file))
        .map_err(|error| Failure::NoTrace { path: path.to_owned(), error: error.into() })
}
