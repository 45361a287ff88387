//! Inputs that are no files of this machine: what lies in an object store, and listings, which name one
//! file a line.
//!
//! An object is fetched into a temporary file where it is read, and read as any file is: the readers tell
//! its kind by its name and first bytes, and some must begin at its end. Rejected: to read it as it comes,
//! which would hold the connection for as long as its pages are taken apart.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path as FilePath, PathBuf};

use futures::TryStreamExt;
use object_store::{ObjectStoreExt, path::Path};
use tempfile::TempPath;
use url::Url;

use crate::storage::{StorageError, parsed, store_of};

/// A file of a pile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its path or address.
    pub place: String,
    /// The name that its articles are known by.
    pub name: String,
}

/// A listing of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing<'a> {
    /// Its own path or address.
    pub place: &'a str,
    /// What its entries stand below; the folder of the listing, where nothing is told.
    pub below: Option<&'a str>,
}

/// Whether a place is an address and no path.
pub fn is_address(place: &str) -> bool {
    place.contains("://")
}

/// The object at an address, or all below it, in the order of their names. Those that begin with a dot
/// or an underscore are left out: writers of tables leave notes of their own under such names.
pub async fn objects_at(address: &str) -> Result<Vec<Named>, StorageError> {
    let url = parsed(address)?;
    let (store, root) = store_of(&url)?;
    if !address.ends_with('/') && store.head(&root).await.is_ok() {
        let name = root.filename().unwrap_or_default().to_owned();
        return Ok(vec![Named { place: address.to_owned(), name }]);
    }
    let found = store.list(Some(&root)).try_collect::<Vec<_>>().await;
    let found = found.map_err(|error| StorageError::Store(address.to_owned(), error))?;
    let mut named: Vec<Named> =
        found.iter().filter_map(|object| named_below(&url, &root, &object.location)).collect();
    named.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(named)
}

fn named_below(url: &Url, root: &Path, object: &Path) -> Option<Named> {
    let parts: Vec<String> =
        object.prefix_match(root)?.map(|part| part.as_ref().to_owned()).collect();
    let is_note = parts.iter().any(|part| part.starts_with(['.', '_']));
    let address = format!("{}/{}", url.as_str().trim_end_matches('/'), parts.join("/"));
    (!is_note && !parts.is_empty()).then(|| Named { place: address, name: parts.join("/") })
}

/// The files that a listing names.
pub async fn listed(listing: Listing<'_>) -> Result<Vec<Named>, StorageError> {
    let text = if is_address(listing.place) {
        let file = fetched(listing.place).await?;
        std::fs::read_to_string(&file)
    } else {
        std::fs::read_to_string(listing.place)
    };
    let text = text.map_err(|error| StorageError::File(listing.place.to_owned(), error))?;
    let below = listing.below.unwrap_or_else(|| folder_of(listing.place));
    let entries = text.lines().map(str::trim).filter(|entry| !entry.is_empty());
    Ok(entries.map(|entry| entry_below(below, entry)).collect())
}

fn folder_of(place: &str) -> &str {
    place.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// An entry that is neither an address nor a whole path stands below a folder.
fn entry_below(folder: &str, entry: &str) -> Named {
    let place = if is_address(entry) || FilePath::new(entry).is_absolute() {
        entry.to_owned()
    } else {
        format!("{}/{entry}", folder.trim_end_matches('/'))
    };
    Named { place, name: entry.to_owned() }
}

/// An object as a temporary file, which is removed when it is no longer held.
pub async fn fetched(address: &str) -> Result<TempPath, StorageError> {
    let refused = |error| StorageError::Store(address.to_owned(), error);
    let unwritten = |error| StorageError::File(address.to_owned(), error);
    let (store, path) = store_of(&parsed(address)?)?;
    let mut chunks = store.get(&path).await.map_err(refused)?.into_stream();
    let (file, temporary) = tempfile::NamedTempFile::new().map_err(unwritten)?.into_parts();
    let mut file: BufWriter<File> = BufWriter::new(file);
    while let Some(chunk) = chunks.try_next().await.map_err(refused)? {
        file.write_all(&chunk).map_err(unwritten)?;
    }
    file.flush().map_err(unwritten)?;
    Ok(temporary)
}

/// A path as all processes understand it, whatever folder they work in.
pub fn whole(path: PathBuf) -> io::Result<String> {
    Ok(std::path::absolute(path)?.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_listing_stand_below_it_unless_they_say_where() {
        let place = |entry| entry_below("s3://crawls/", entry).place;
        assert_eq!(place("2026/one.warc.gz"), "s3://crawls/2026/one.warc.gz");
        assert_eq!(place("s3://other/two.warc"), "s3://other/two.warc");
        assert_eq!(place("/mnt/three.warc"), "/mnt/three.warc");
        assert_eq!(folder_of("s3://crawls/all.paths"), "s3://crawls");
        assert_eq!(folder_of("all.paths"), ".");
    }

    #[test]
    fn notes_that_writers_of_tables_leave_are_no_input() {
        let url = Url::parse("s3://news/pile/").unwrap();
        let named = |object: &str| named_below(&url, &Path::from("pile"), &Path::from(object));
        let found = named("pile/day=1/part-0.parquet").unwrap();
        assert_eq!(found.place, "s3://news/pile/day=1/part-0.parquet");
        assert_eq!(found.name, "day=1/part-0.parquet");
        assert_eq!(named("pile/_SUCCESS"), None);
        assert_eq!(named("pile/_temporary/0/part-0.parquet"), None);
        assert_eq!(named("pile/day=1/.part-0.parquet.crc"), None);
    }
}
