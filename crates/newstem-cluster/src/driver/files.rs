//! The stage `files`: what there is to read, under the names that articles are known by.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{StringArray, UInt32Array};
use newstem_read::{Gathered, Input, files_named};

use super::{Driver, RunError};
use crate::rows::batch_of;
use crate::table::Size;

impl Driver {
    pub(super) async fn list_files(&mut self) -> Result<Size, RunError> {
        let parameters = &self.manifest.parameters;
        let inputs = parameters.pile.iter().map(|path| Input::Path(PathBuf::from(path)));
        let mut unlisted = Gathered::default();
        let options = parameters.reading.options();
        let files = files_named(&inputs.collect::<Vec<_>>(), &options, &mut unlisted);
        let named: Vec<(String, String)> = files.into_iter().filter_map(named).collect();
        let units: UInt32Array = (0..named.len() as u32).map(Some).collect();
        let paths: StringArray = named.iter().map(|(path, _)| Some(path)).collect();
        let names: StringArray = named.iter().map(|(_, name)| Some(name)).collect();
        let batch = batch_of([
            ("unit", Arc::new(units)),
            ("path", Arc::new(paths)),
            ("name", Arc::new(names)),
        ])?;
        self.count("folders_not_listed", unlisted.problems.len() as u64);
        Ok(self.write("files", batch).await?)
    }
}

/// A file with its name; executors have other working folders, so the whole path is told.
fn named(input: Input) -> Option<(String, String)> {
    let Input::File { path, name } = input else { return None };
    let path = std::path::absolute(&path).unwrap_or(path);
    Some((path.display().to_string(), name))
}
