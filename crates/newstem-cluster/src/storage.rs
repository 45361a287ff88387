//! Where a run is kept: a folder on a disk that all machines see, or a prefix of an object store.
//!
//! Everything goes through `object_store`, so that both are one. A file that is written is there whole
//! or not at all, which is all that a run asks of its storage; what belongs to a finished stage is told
//! by the manifest. Rejected: folders that are renamed when they are done, which object stores lack.

use std::collections::BTreeMap;
use std::path::Path as FilePath;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use datafusion::common::DataFusionError;
use datafusion::execution::object_store::ObjectStoreRegistry;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use url::{Position, Url};

/// Why something kept could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address means nothing.
    #[error("cannot tell what {0:?} is; give a folder or an address such as s3://bucket/run")]
    Address(String),
    /// The folder cannot be made.
    #[error("cannot make the folder {0:?}: {1}")]
    Folder(String, std::io::Error),
    /// A file cannot be read or written.
    #[error("cannot use {0:?}: {1}")]
    File(String, std::io::Error),
    /// The store refuses.
    #[error("cannot use {0}: {1}")]
    Store(String, object_store::Error),
}

impl StorageError {
    /// Whether there is nothing at that address.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Store(_, object_store::Error::NotFound { .. }))
    }
}

/// A folder of a store.
#[derive(Clone, Debug)]
pub struct Folder {
    store: Arc<dyn ObjectStore>,
    root: Path,
    url: Url,
}

impl Folder {
    /// Opens a folder by its path, which is made where it is not there, or its address.
    pub fn open(address: &str) -> Result<Self, StorageError> {
        let url = if address.contains("://") { parsed(address)? } else { made(address)? };
        let (store, root) = store_of(&url)?;
        Ok(Self { store, root, url })
    }

    /// The address of the folder, without a slash at its end.
    pub fn address(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// The address of something in it.
    pub fn address_of(&self, name: &str) -> String {
        format!("{}/{name}", self.address())
    }

    /// A file; nothing where there is none.
    pub async fn find(&self, name: &str) -> Result<Option<Bytes>, StorageError> {
        match self.store.get(&self.path(name)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(|error| self.refused(name, error))?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.refused(name, error)),
        }
    }

    /// A file that must be there.
    pub async fn get(&self, name: &str) -> Result<Bytes, StorageError> {
        let found = self.store.get(&self.path(name)).await;
        let found = found.map_err(|error| self.refused(name, error))?;
        found.bytes().await.map_err(|error| self.refused(name, error))
    }

    /// Writes a file, whole or not at all.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), StorageError> {
        let written = self.store.put(&self.path(name), PutPayload::from(bytes)).await;
        written.map(|_| ()).map_err(|error| self.refused(name, error))
    }

    /// The names of all files below a folder of it, in order.
    pub async fn list(&self, below: &str) -> Result<Vec<String>, StorageError> {
        let listed = self.store.list(Some(&self.path(below)));
        let listed: Vec<_> =
            listed.try_collect().await.map_err(|error| self.refused(below, error))?;
        let name = |one: &object_store::ObjectMeta| {
            let parts = one.location.prefix_match(&self.root)?;
            Some(parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"))
        };
        let mut names: Vec<String> = listed.iter().filter_map(name).collect();
        names.sort();
        Ok(names)
    }

    /// Removes all files below a folder of it.
    pub async fn clear(&self, below: &str) -> Result<(), StorageError> {
        for name in self.list(below).await? {
            let removed = self.store.delete(&self.path(&name)).await;
            removed.map_err(|error| self.refused(&name, error))?;
        }
        Ok(())
    }

    fn path(&self, name: &str) -> Path {
        name.split('/').filter(|part| !part.is_empty()).fold(self.root.clone(), Path::join)
    }

    fn refused(&self, name: &str, error: object_store::Error) -> StorageError {
        StorageError::Store(self.address_of(name), error)
    }
}

/// An address, taken apart.
pub fn parsed(address: &str) -> Result<Url, StorageError> {
    Url::parse(address).map_err(|_| StorageError::Address(address.to_owned()))
}

fn made(path: &str) -> Result<Url, StorageError> {
    let failed = |error| StorageError::Folder(path.to_owned(), error);
    std::fs::create_dir_all(path).map_err(failed)?;
    let whole = FilePath::new(path).canonicalize().map_err(failed)?;
    Url::from_directory_path(whole).map_err(|()| StorageError::Address(path.to_owned()))
}

/// The store that an address is of, set up by the environment as its tools are (`AWS_…`), and the
/// path within it.
pub fn store_of(url: &Url) -> Result<(Arc<dyn ObjectStore>, Path), StorageError> {
    let settings = std::env::vars().map(|(name, value)| (name.to_ascii_lowercase(), value));
    let settings = settings.filter(|(name, _)| name.starts_with("aws_"));
    let store = object_store::parse_url_opts(url, settings);
    let (store, path) = store.map_err(|error| StorageError::Store(url.to_string(), error))?;
    Ok((Arc::from(store), path))
}

/// Gives every process the stores that plans name. A store is opened once, with the connections that it
/// keeps; functions open their own, since connections end with the thread that reads by them.
#[derive(Debug)]
pub struct Stores;

/// Stores by the part of an address before the path.
static OPENED: Mutex<BTreeMap<String, Arc<dyn ObjectStore>>> = Mutex::new(BTreeMap::new());

impl ObjectStoreRegistry for Stores {
    fn register_store(
        &self,
        _url: &Url,
        _store: Arc<dyn ObjectStore>,
    ) -> Option<Arc<dyn ObjectStore>> {
        None
    }

    fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>, DataFusionError> {
        if url.scheme() == "file" {
            return Ok(Arc::new(LocalFileSystem::new()));
        }
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        let name = url[..Position::BeforePath].to_owned();
        if let Some(store) = opened.get(&name) {
            return Ok(store.clone());
        }
        let store = store_of(url).map_err(|error| DataFusionError::External(Box::new(error)))?;
        Ok(opened.entry(name).or_insert(store.0).clone())
    }
}
