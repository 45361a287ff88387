//! The stage `files`: what there is to read, under the names that articles are known by.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{StringArray, UInt32Array};
use newstem_read::{Gathered, Input, files_named};

use super::{Driver, RunError};
use crate::inputs::{Listing, Named, is_address, listed, objects_at, whole};
use crate::rows::batch_of;
use crate::storage::StorageError;
use crate::table::Size;

impl Driver {
    pub(super) async fn list_files(&mut self) -> Result<Size, RunError> {
        let mut unlisted = Gathered::default();
        let mut named = Vec::new();
        for place in &self.manifest.parameters.pile {
            if is_address(place) {
                named.extend(objects_at(place).await?);
            } else {
                named.extend(self.files_at(place, &mut unlisted));
            }
        }
        let parameters = &self.manifest.parameters;
        for place in &parameters.listings {
            named.extend(listed(Listing { place, below: parameters.below.as_deref() }).await?);
        }
        named.iter_mut().try_for_each(as_seen_everywhere)?;
        self.count("folders_not_listed", unlisted.problems.len() as u64);
        let units: UInt32Array = (0..named.len() as u32).map(Some).collect();
        let paths: StringArray = named.iter().map(|file| Some(&file.place)).collect();
        let names: StringArray = named.iter().map(|file| Some(&file.name)).collect();
        let batch = batch_of([
            ("unit", Arc::new(units)),
            ("path", Arc::new(paths)),
            ("name", Arc::new(names)),
        ])?;
        Ok(self.write("files", batch).await?)
    }

    /// The file at a path, or all in a folder.
    fn files_at(&self, path: &str, unlisted: &mut Gathered) -> Vec<Named> {
        let options = self.manifest.parameters.reading.options();
        let files = files_named(&[Input::Path(PathBuf::from(path))], &options, unlisted);
        files.into_iter().filter_map(named).collect()
    }
}

fn named(input: Input) -> Option<Named> {
    let Input::File { path, name } = input else { return None };
    Some(Named { place: path.display().to_string(), name })
}

/// Executors have other working folders, so the whole path is told.
fn as_seen_everywhere(file: &mut Named) -> Result<(), StorageError> {
    if !is_address(&file.place) {
        let path = PathBuf::from(&file.place);
        file.place = whole(path).map_err(|error| StorageError::File(file.name.clone(), error))?;
    }
    Ok(())
}
