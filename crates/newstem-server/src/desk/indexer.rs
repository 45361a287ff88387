//! Keeps the index of search behind the store, a second at most when there is nothing else to do.
//!
//! A writer of the index that met a failing disk writes nothing more, and what it was given may be lost.
//! So after any failure the index is opened anew, and an index that does not hold just the articles that
//! it says it holds is made again from the store: that is looked at when it is opened, and whenever it has
//! caught up with the store.

use std::time::Duration;

use newstem_store::{SearchError, SearchIndex, StoreError};

use super::Desk;
use crate::readers::ReadError;
use crate::writer::with_sources;

/// How long it sleeps where nothing wakes it.
const PATIENCE: Duration = Duration::from_secs(1);
/// After a failure it waits so long for the disk to come back.
const RECOVERY: Duration = Duration::from_secs(2);
/// After a commit it waits so long for more, since every commit costs a few syncs.
const PAUSE: Duration = Duration::from_millis(200);
/// What is said of an index that does not hold what it says.
const NOT_WHOLE: &str = "the index of search is not whole";

/// Follows the store until the desk closes.
pub fn run(desk: &Desk) {
    while !desk.wake.is_closing() {
        if let Err(error) = follow_while_it_works(desk) {
            tracing::error!(error, "the index of search did not follow, and is opened anew");
            desk.wake.rest(RECOVERY);
        }
    }
}

fn follow_while_it_works(desk: &Desk) -> Result<(), String> {
    let mut index = open(desk)?;
    let searcher = index.searcher().map_err(|error| with_sources(&error))?;
    desk.set_searcher(Some(searcher.clone()));
    let (mut seen, mut followed_since) = (0, false);
    while !desk.wake.is_closing() {
        if with_index(desk, |store| index.follow(store))? {
            searcher.refresh().map_err(|error| with_sources(&error))?;
            followed_since = true;
            std::thread::sleep(PAUSE);
            continue;
        }
        if followed_since && !with_index(desk, |store| index.is_whole(store))? {
            return Err(NOT_WHOLE.to_owned());
        }
        followed_since = false;
        desk.wake.wait(&mut seen, PATIENCE);
    }
    Ok(())
}

/// The index, made again where it does not hold what it says.
fn open(desk: &Desk) -> Result<SearchIndex, String> {
    let folder = &desk.settings.data;
    let index = SearchIndex::open(folder).map_err(|error| with_sources(&error))?;
    if with_index(desk, |store| index.is_whole(store))? {
        return Ok(index);
    }
    tracing::warn!("{NOT_WHOLE}, and is made again");
    drop(index);
    SearchIndex::anew(folder).map_err(|error| with_sources(&error))
}

/// Does something with a reader of the store that may fail in the index.
fn with_index<T>(
    desk: &Desk,
    work: impl FnOnce(&newstem_store::Reader) -> Result<T, SearchError>,
) -> Result<T, String> {
    let done = desk.readers.with(|store| match work(store) {
        Err(SearchError::Store(error)) => Err::<_, StoreError>(error),
        other => Ok(other),
    });
    let done = done.map_err(|error: ReadError| with_sources(&error))?;
    done.map_err(|error| with_sources(&error))
}
