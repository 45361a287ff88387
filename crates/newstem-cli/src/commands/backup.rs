//! `newstem backup FOLDER --data DIR`: a copy of a store, also while a desk runs on it.

use newstem_store::Reader;

use crate::arguments::BackupArguments;
use crate::exit::{Failure, Outcome};
use crate::output;

/// Copies the store.
pub fn run(arguments: &BackupArguments) -> Result<Outcome, Failure> {
    let target = Reader::open(&arguments.data)?.backup(&arguments.target)?;
    output::write(None, |out| writeln!(out, "{}", target.display()))?;
    Ok(Outcome::Done)
}
