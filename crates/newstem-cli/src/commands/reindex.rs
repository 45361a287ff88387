//! `newstem reindex --data DIR`: the index of search, made again from the store.

use newstem_store::{Reader, SearchIndex};

use crate::arguments::StoreArguments;
use crate::exit::{Failure, Outcome};
use crate::progress::Progress;

/// Makes the index anew.
pub fn run(arguments: &StoreArguments) -> Result<Outcome, Failure> {
    let reader = Reader::open(&arguments.data)?;
    let progress = Progress::start("indexing");
    let mut index = SearchIndex::anew(&arguments.data)?;
    while index.follow(&reader)? {}
    drop(progress);
    Ok(Outcome::Done)
}
