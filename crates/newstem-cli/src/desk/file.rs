//! The file of settings: TOML, one entry a line.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use crate::exit::Failure;

/// The entries of a file, each with its values as text.
///
/// # Errors
///
/// Where it cannot be read, or is no TOML.
pub fn entries(path: &Path) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let broken = |reason: String| Failure::NoSettings { path: path.to_owned(), reason };
    let text = fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| broken(error.to_string()))?;
    Ok(table.into_iter().map(|(name, value)| (name, values(value))).collect())
}

fn values(value: Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.into_iter().flat_map(values).collect(),
        Value::String(text) => vec![text],
        other => vec![other.to_string()],
    }
}
