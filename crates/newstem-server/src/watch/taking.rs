//! How what sources bring gets into the store, and what they fail to bring is told of.

use std::sync::atomic::Ordering;
use std::time::Duration;

use newstem_fetch::redacted_address;
use newstem_read::{Document, Problem};
use newstem_store::{Incoming, Receipt, Skipped};

use crate::clock;
use crate::desk::Desk;
use crate::intake::{self, Taken};
use crate::writer::WriteError;

/// Where too much waits to be written, so long passes until the next try.
const BUSY_PAUSE: Duration = Duration::from_millis(200);

/// Keeps the articles of documents that came from `source`; how many are new, or new versions.
///
/// # Errors
///
/// Where the store refuses, or the desk closes.
pub fn take_in(desk: &Desk, source: &str, documents: Vec<Document>) -> Result<u64, WriteError> {
    // Whoever may read an article may not know the key in the address of its feed.
    let shown = redacted_address(source);
    let Taken { articles, problems } =
        intake::of_documents(documents, &shown, |some| desk.meet(some));
    if articles.is_empty() {
        return Ok(0);
    }
    let receipts = write(desk, articles)?;
    desk.wake.all();
    let skipped = problems.iter().map(|problem| skipped_of(source, problem)).collect();
    note(desk, skipped)?;
    let is_new = |receipt: &&Receipt| !matches!(receipt, Receipt::Known { .. });
    Ok(receipts.iter().filter(is_new).count() as u64)
}

fn write(desk: &Desk, articles: Vec<Incoming>) -> Result<Vec<Receipt>, WriteError> {
    loop {
        match desk.writer.take_in_and_wait(articles.clone()) {
            Err(WriteError::Busy) if desk.wake.is_closing() => return Err(WriteError::Closing),
            Err(WriteError::Busy) => desk.wake.rest(BUSY_PAUSE),
            answer => return answer,
        }
    }
}

/// Writes down what was skipped.
///
/// # Errors
///
/// Where the store refuses.
pub fn note(desk: &Desk, skipped: Vec<Skipped>) -> Result<(), WriteError> {
    if skipped.is_empty() {
        return Ok(());
    }
    desk.metrics.skipped.fetch_add(skipped.len() as u64, Ordering::Relaxed);
    desk.writer.call_and_wait(move |store| store.note_skipped(&skipped))
}

/// A problem as it is written down for a source.
pub fn skipped_of(source: &str, problem: &Problem) -> Skipped {
    let file = Some(problem.file.as_str()).filter(|file| *file != source).unwrap_or_default();
    let record = problem.record.map(|record| format!("record {record}")).unwrap_or_default();
    Skipped {
        at: clock::now(),
        source: source.to_owned(),
        place: format!("{file} {record}").trim().to_owned(),
        reason: problem.reason.clone(),
        hint: problem.hint.clone(),
    }
}
