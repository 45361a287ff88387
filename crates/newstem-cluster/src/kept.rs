//! What functions read of a run's folder. They are called in the midst of an engine's own work, so
//! each reading has a thread to itself.

use std::future::Future;
use std::io;
use std::thread;

use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use datafusion::error::{DataFusionError, Result};
use newstem::story::{Asked, Measure, Middle, Vocabulary, Weighed};
use newstem::text::vector::Embedders;
use newstem_read::Context;
use serde::{Deserialize, Serialize};

use crate::functions::{NUMBER_DIGITS, embedders, failed};
use crate::rows::{Rows, batches_of};
use crate::storage::{Folder, StorageError};

/// The file of what documents say of each other.
pub const CONTEXT: &str = "stages/numbers/context.bin";
/// The file of [`Census`].
pub const CENSUS: &str = "stages/places/census.bin";

/// The file of the articles that stood behind others in a round, for the next.
pub fn behind_file(round: u32) -> String {
    format!("stages/places/behind-{round}.bin")
}

/// The file of what is asked of a shelf in a round.
pub fn asked_file(round: &str, shelf: u32) -> String {
    format!("stages/marks-{round}/shelf-{shelf:05}.bin")
}

/// What is counted of a whole pile beside its words.
#[derive(Debug, Serialize, Deserialize)]
pub struct Census {
    /// How many articles are no near-duplicates.
    pub originals: u32,
    /// Where short texts lie.
    pub middle: Middle,
}

/// The folder of a stage's table.
pub fn table(stage: &str) -> String {
    format!("stages/{stage}")
}

/// The name of a part of a stage's table.
pub fn part(stage: &str, number: usize) -> String {
    format!("stages/{stage}/part-{number:05}.parquet")
}

/// What documents say of each other.
pub fn context(run: &str) -> Result<Context> {
    let bytes = file_of(run, CONTEXT)?;
    postcard::from_bytes(&bytes).map_err(failed)
}

/// The words of the pile, in the order in which the engine would have met them, and the bytes that they are
/// written down in.
pub fn measure(run: &str) -> Result<(Measure, usize)> {
    let census = file_of(run, CENSUS)?;
    let census: Census = postcard::from_bytes(&census).map_err(failed)?;
    let (models, mut vocabulary) = (embedders()?, Vocabulary::default());
    let mut bytes = 0;
    for batch in whole_table(run, "stems")? {
        bytes += batch.get_array_memory_size();
        learn_stems(&batch, models, &mut vocabulary)?;
    }
    for batch in whole_table(run, "anchors")? {
        bytes += batch.get_array_memory_size();
        learn_anchors(&batch, models, &mut vocabulary)?;
    }
    vocabulary.rarity.count_articles(census.originals as usize);
    Ok((Measure::new(vocabulary, census.middle), bytes))
}

fn learn_stems(batch: &RecordBatch, models: &Embedders, known: &mut Vocabulary) -> Result<()> {
    let rows = Rows(batch);
    let (terms, firsts, articles) =
        (rows.texts("term")?, rows.texts("first")?, rows.whole("articles")?);
    let log_probability = |folded: &str| models.multilingual.log_probability(folded);
    for row in 0..rows.len() {
        let (folded, articles) =
            (&firsts.value(row)[NUMBER_DIGITS..], articles.value(row) as usize);
        known.rarity.learn_counted(terms.value(row), folded, articles, &log_probability);
    }
    Ok(())
}

fn learn_anchors(batch: &RecordBatch, models: &Embedders, known: &mut Vocabulary) -> Result<()> {
    let rows = Rows(batch);
    let (terms, firsts) = (rows.texts("term")?, rows.texts("first")?);
    for row in 0..rows.len() {
        let stem = &firsts.value(row)[NUMBER_DIGITS..];
        known.add_anchor(terms.value(row).to_owned(), stem, &models.multilingual);
    }
    Ok(())
}

/// The articles of a shelf, in the order of time, and the bytes that they are written down in.
pub fn shelf(run: &str, number: u32) -> Result<(Vec<Weighed>, usize)> {
    let name = part("weighed", number as usize);
    let file = file_of(run, &name)?;
    let (mut articles, mut bytes) = (Vec::new(), 0);
    for batch in batches_of(file, Some(&["weighed"]))? {
        let weighed = Rows(&batch?).bytes("weighed")?;
        for article in weighed.iter().flatten() {
            bytes += article.len();
            articles.push(postcard::from_bytes(article).map_err(failed)?);
        }
    }
    Ok((articles, bytes))
}

/// What is asked of a shelf in a round.
pub fn asked(run: &str, round: &str, shelf: u32) -> Result<Asked> {
    let name = asked_file(round, shelf);
    let bytes = file_of(run, &name)?;
    postcard::from_bytes(&bytes).map_err(failed)
}

/// All batches of a stage's table, part after part.
fn whole_table(run: &str, stage: &str) -> Result<Vec<RecordBatch>> {
    let files = within_a_thread(files_of(run, stage))?.map_err(failed)?;
    let mut batches = Vec::new();
    for file in files {
        batches.extend(batches_of(file, None)?.collect::<Result<Vec<_>>>()?);
    }
    Ok(batches)
}

async fn files_of(run: &str, stage: &str) -> std::result::Result<Vec<Bytes>, StorageError> {
    let folder = Folder::open(run)?;
    let mut files = Vec::new();
    for name in folder.list(&table(stage)).await? {
        files.push(folder.get(&name).await?);
    }
    Ok(files)
}

fn file_of(run: &str, name: &str) -> Result<Bytes> {
    within_a_thread(async { Folder::open(run)?.get(name).await })?.map_err(failed)
}

/// Waits for a reading, in a thread of its own.
pub fn within_a_thread<T: Send>(reading: impl Future<Output = T> + Send) -> Result<T> {
    let read = || -> Result<T> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(runtime.block_on(reading))
    };
    let broken = |_| DataFusionError::IoError(io::Error::other("the reading thread failed"));
    thread::scope(|scope| scope.spawn(read).join().map_err(broken))?
}
