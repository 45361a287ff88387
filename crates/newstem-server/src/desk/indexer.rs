//! Keeps the index of search behind the store, a second at most when there is nothing else to do.

use std::time::Duration;

use newstem_store::{SearchError, SearchIndex};

use super::Desk;
use crate::readers::ReadError;
use crate::writer::with_sources;

/// How long it sleeps where nothing wakes it.
const PATIENCE: Duration = Duration::from_secs(1);
/// After a commit it waits so long for more, since every commit costs a few syncs.
const PAUSE: Duration = Duration::from_millis(200);

/// Follows the store until the desk closes.
pub fn run(desk: &Desk) {
    let mut index = match SearchIndex::open(&desk.settings.data) {
        Ok(index) => index,
        Err(error) => {
            return tracing::error!(error = with_sources(&error), "search does not work");
        }
    };
    match index.searcher() {
        Ok(searcher) => drop(desk.searcher.set(searcher)),
        Err(error) => {
            return tracing::error!(error = with_sources(&error), "search does not work");
        }
    }
    let mut seen = 0;
    while !desk.wake.is_closing() {
        match follow(desk, &mut index) {
            Ok(true) => std::thread::sleep(PAUSE),
            Ok(false) => desk.wake.wait(&mut seen, PATIENCE),
            Err(told) => {
                tracing::error!(error = told, "the index of search did not follow");
                desk.wake.wait(&mut seen, PATIENCE);
            }
        }
    }
}

fn follow(desk: &Desk, index: &mut SearchIndex) -> Result<bool, String> {
    let mut failed: Option<SearchError> = None;
    let mut followed = false;
    let read = desk.readers.with(|reader| {
        match index.follow(reader) {
            Ok(some) => followed = some,
            Err(error) => failed = Some(error),
        }
        Ok(())
    });
    read.map_err(|error: ReadError| with_sources(&error))?;
    if let Some(error) = failed {
        return Err(with_sources(&error));
    }
    if followed && let Some(searcher) = desk.searcher.get() {
        searcher.refresh().map_err(|error| with_sources(&error))?;
    }
    Ok(followed)
}
