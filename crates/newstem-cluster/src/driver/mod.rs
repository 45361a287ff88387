//! A run from its first stage to its last.
//!
//! The driver asks for the stages of `plan`, writes what comes back, and does by itself what needs all
//! of a pile in view and little of each article. It writes all tables, so that none is there twice
//! where a task was done twice. Rejected: to have executors write, which saves the way of the rows
//! through one machine, but leaves files of tasks that were lost and done again.

mod copies;
mod files;
mod homes;
mod marks;
mod numbers;
mod output;

use std::time::Instant;

use datafusion::arrow::array::RecordBatch;
use datafusion::common::DataFusionError;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use futures::StreamExt;

use crate::build_name::tells_of_another_build;
use crate::kept::{part, table};
use crate::manifest::{Manifest, ManifestError, Parameters, Stage};
use crate::plan;
use crate::presence::{LOOK_EVERY, refuses_until_heard, tells_of_no_executor};
use crate::session::{BATCH_ROWS, Place, session, set_batch_rows};
use crate::storage::{Folder, StorageError};
use crate::table::{Size, TableError, TableWriter, batches};

/// How a run is done. None of it changes what is found.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// Who runs the queries.
    pub place: Place,
    /// In how many partitions.
    pub partitions: usize,
    /// Threads of the driver's own work.
    pub threads: usize,
    /// Continue the run that the folder holds.
    pub resume: Resume,
    /// The last stage to do, or all.
    pub until: Option<String>,
    /// The build of the functions.
    pub build: String,
}

/// What becomes of a run that a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// It is continued.
    Continue,
    /// It is left alone, and nothing is done.
    Refuse,
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// It cannot begin or go on.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// Its folder refuses.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A table cannot be read or written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A query failed.
    #[error("the stage {stage} failed: {error}")]
    Stage {
        /// Which.
        stage: String,
        /// What the engine says.
        error: DataFusionError,
    },
    /// Another process of the cluster is of another build.
    #[error("a scheduler or executor of the cluster is not of build {0}")]
    OtherBuild(String),
    /// There is nobody to run tasks.
    #[error("the scheduler has no executor")]
    NoExecutor,
    /// The engine cannot be reached.
    #[error("cannot reach the scheduler at {0}: {1}")]
    Unreachable(String, DataFusionError),
    /// There is no such stage.
    #[error("there is no stage {0:?}")]
    UnknownStage(String),
    /// The pile holds no article.
    #[error("found no article")]
    Empty,
    /// Something is in the folder that no run wrote.
    #[error("the run's folder is damaged: {0}")]
    Damaged(String),
    /// The stories could not be told apart, which only a bug can cause.
    #[error("failed to group the articles: {0}")]
    Grouping(#[from] newstem::TraceError),
    /// Nor could they be written.
    #[error("failed to {0}")]
    Export(#[from] newstem_export::table::TableError),
}

impl RunError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::OtherBuild(_) => Some(
                "run the same newstem-cluster everywhere; newstem-cluster --version tells its build",
            ),
            Self::NoExecutor => Some(
                "start newstem-cluster executor; --resume continues after the last stage that finished",
            ),
            Self::Unreachable(..) => Some("start newstem-cluster scheduler, or trace with --local"),
            Self::Stage { .. } => Some("--resume continues after the last stage that finished"),
            Self::UnknownStage(_) => Some("the manifest of a run lists the stages"),
            Self::Empty => Some("check what the pile holds; newstem read PILE shows what is read"),
            _ => None,
        }
    }
}

impl From<DataFusionError> for RunError {
    fn from(error: DataFusionError) -> Self {
        Self::Table(TableError::Rows(error))
    }
}

/// What a run has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The run as it is written down.
    pub manifest: Manifest,
    /// What could not be read, a line each; the first of many.
    pub problems: Vec<String>,
}

/// The stages in their order.
pub const STAGES: [&str; 18] = [
    "files",
    "documents",
    "numbers",
    "articles",
    "sketches",
    "banded",
    "copies",
    "places",
    "stems",
    "anchors",
    "weighed",
    "frequent",
    "behind",
    "too_common",
    "marks",
    "alike",
    "homes",
    "traces",
];
/// Those that are done again until nothing changes.
const ROUND: [&str; 4] = ["behind", "too_common", "marks", "alike"];
/// A query is asked for so often before its stage fails. Each time may cost an executor.
const ATTEMPTS: usize = 5;
/// Stories that are handled at once.
const STORY_BATCH_ROWS: usize = 8;
/// So often a query is asked of a scheduler that has no executor before a run gives up.
const LOOKS_FOR_EXECUTOR: usize = 10;

/// Runs all stages that are not finished.
pub async fn run(
    folder: Folder,
    parameters: Parameters,
    options: RunOptions,
) -> Result<Report, RunError> {
    if let Some(until) = options.until.iter().find(|until| !STAGES.contains(&until.as_str())) {
        return Err(RunError::UnknownStage(until.clone()));
    }
    let manifest = match options.resume {
        Resume::Continue => Manifest::resume(&folder, parameters, &options.build).await?,
        Resume::Refuse => Manifest::begin(&folder, parameters, &options.build).await?,
    };
    let session = session(&options.place, options.partitions, &options.build).await;
    let session = session.map_err(|error| match &options.place {
        Place::Cluster(scheduler) => RunError::Unreachable(scheduler.clone(), error),
        Place::Here { .. } => error.into(),
    })?;
    let mut driver = Driver { folder, manifest, session, options };
    driver.all_stages().await?;
    let problems = driver.problems().await?;
    if driver.manifest.finished("traces").is_some() {
        driver.write_output().await?;
    }
    Ok(Report { manifest: driver.manifest, problems })
}

struct Driver {
    folder: Folder,
    manifest: Manifest,
    session: SessionContext,
    options: RunOptions,
}

impl Driver {
    async fn all_stages(&mut self) -> Result<(), RunError> {
        for stage in STAGES {
            self.stage(stage).await?;
            if self.options.until.as_deref() == Some(stage) {
                break;
            }
        }
        Ok(())
    }

    async fn stage(&mut self, stage: &'static str) -> Result<(), RunError> {
        if self.manifest.finished(stage).is_none() {
            let begun = Instant::now();
            let size = self.work(stage).await?;
            let finished = Stage {
                name: stage.to_owned(),
                rows: size.rows,
                parts: size.parts,
                bytes: size.bytes,
                seconds: begun.elapsed().as_secs_f64(),
            };
            tell(&finished);
            self.manifest.finish(&self.folder, finished).await?;
        }
        let address = format!("{}/", self.folder.address_of(&table(&self.table_of(stage))));
        let options = ParquetReadOptions::default();
        self.session.deregister_table(stage)?;
        self.session.register_parquet(stage, address, options).await?;
        Ok(())
    }

    /// The name of a stage's table. Stages that are done again have another each time: engines keep in
    /// mind what files a folder had.
    fn table_of(&self, stage: &str) -> String {
        let round = self.manifest.round;
        if ROUND.contains(&stage) { table_of_round(stage, round) } else { stage.to_owned() }
    }

    async fn work(&mut self, stage: &'static str) -> Result<Size, RunError> {
        self.folder.clear(&table(&self.table_of(stage))).await?;
        let run = self.manifest.run(&self.folder);
        let shelf = self.manifest.parameters.shelf_articles;
        match stage {
            "files" => self.list_files().await,
            "documents" => {
                self.query(stage, plan::documents(&self.manifest.parameters.reading), None).await
            }
            "numbers" => self.number_documents().await,
            "articles" => self.query(stage, plan::articles(&run), None).await,
            "sketches" => self.query(stage, plan::sketches(), None).await,
            "banded" => self.query(stage, plan::banded(), None).await,
            "copies" => self.tell_copies().await,
            "places" => self.place_originals().await,
            "stems" => self.query(stage, plan::stems(), None).await,
            "anchors" => self.query(stage, plan::anchors(), None).await,
            "weighed" => self.query(stage, plan::weighed(&run), Some(shelf)).await,
            "frequent" => self.query(stage, plan::frequent(), None).await,
            "behind" => self.list_behind().await,
            "too_common" => self.query(stage, plan::too_common(), None).await,
            "marks" => self.mark_articles().await,
            "alike" => self.query(stage, plan::alike(&run), None).await,
            "homes" => self.find_homes().await,
            "traces" => self.query(stage, plan::traces(&run), None).await,
            other => Err(RunError::UnknownStage(other.to_owned())),
        }
    }

    /// Asks a query and writes what comes back; where executors are lost with what they had, again.
    async fn query(
        &self,
        stage: &'static str,
        sql: String,
        part_rows: Option<usize>,
    ) -> Result<Size, RunError> {
        let (mut attempt, mut looks) = (1, 1);
        loop {
            let failed = match self.asked(stage, &sql, part_rows).await {
                Ok(size) => match self.unlike_before(stage, size) {
                    None => return Ok(size),
                    Some(told) => DataFusionError::Execution(told),
                },
                Err(TableError::Rows(error)) => error,
                Err(error) => return Err(error.into()),
            };
            let told = failed.to_string();
            if tells_of_another_build(&told) {
                return Err(RunError::OtherBuild(self.options.build.clone()));
            }
            // An executor that was started just now has some seconds to be heard of.
            if refuses_until_heard(&told) && looks < LOOKS_FOR_EXECUTOR {
                looks += 1;
                tokio::time::sleep(LOOK_EVERY).await;
                continue;
            }
            if tells_of_no_executor(&told) {
                return Err(RunError::NoExecutor);
            }
            if attempt == ATTEMPTS {
                return Err(RunError::Stage { stage: stage.to_owned(), error: failed });
            }
            attempt += 1;
            self.folder.clear(&table(&self.table_of(stage))).await?;
        }
    }

    async fn asked(
        &self,
        stage: &'static str,
        sql: &str,
        part_rows: Option<usize>,
    ) -> Result<Size, TableError> {
        set_batch_rows(&self.session, batch_rows(stage));
        let frame = self.session.sql(sql).await?;
        let mut batches = frame.execute_stream().await?;
        let name = self.table_of(stage);
        let mut table = TableWriter::new(&self.folder, &name, batches.schema(), part_rows);
        while let Some(batch) = batches.next().await {
            table.add(&batch?).await?;
        }
        table.finish().await
    }

    /// What is wrong with the rows of a stage that has one for each of a stage before.
    fn unlike_before(&self, stage: &str, size: Size) -> Option<String> {
        let before = match stage {
            "articles" | "sketches" => "numbers",
            "weighed" => "places",
            _ => return None,
        };
        let rows = self.manifest.finished(before)?.rows;
        (size.rows != rows).then(|| format!("{} rows came of {rows}", size.rows))
    }

    /// Writes a table that was made here.
    async fn write(&self, stage: &'static str, batch: RecordBatch) -> Result<Size, TableError> {
        let name = self.table_of(stage);
        let mut table = TableWriter::new(&self.folder, &name, batch.schema(), None);
        table.add(&batch).await?;
        table.finish().await
    }

    /// Hands over some columns of a stage's table, batch by batch.
    async fn each_batch(
        &self,
        stage: &str,
        columns: &[&str],
        mut take: impl FnMut(&RecordBatch) -> Result<(), RunError>,
    ) -> Result<(), RunError> {
        let missing = || RunError::Damaged(format!("the stage {stage} is not finished"));
        let parts = self.manifest.finished(stage).ok_or_else(missing)?.parts;
        for number in 0..parts {
            let file = self.folder.get(&part(&self.table_of(stage), number)).await?;
            batches(file, columns)?.iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// The same for a stage as it was in an earlier round.
    async fn each_batch_of_round(
        &self,
        (stage, round): (&str, u32),
        columns: &[&str],
        mut take: impl FnMut(&RecordBatch) -> Result<(), RunError>,
    ) -> Result<(), RunError> {
        let files = self.folder.list(&table(&table_of_round(stage, round))).await?;
        for name in files.iter().filter(|name| name.ends_with(".parquet")) {
            batches(self.folder.get(name).await?, columns)?.iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    fn count(&mut self, counter: &str, count: u64) {
        self.manifest.counters.insert(counter.to_owned(), count);
    }
}

/// Rows that a stage handles at once. A story is a row of megabytes, and the largest come first: a thousand
/// of them from each partition, side by side to be brought into one order, are most of a pile.
fn batch_rows(stage: &str) -> usize {
    if stage == "traces" { STORY_BATCH_ROWS } else { BATCH_ROWS }
}

fn table_of_round(stage: &str, round: u32) -> String {
    format!("{stage}-{round}")
}

/// Says on standard error what is done; where that is closed there is nobody to tell.
fn tell(stage: &Stage) {
    use std::io::Write;
    let line = format!("{}: {} rows in {:.1} s\n", stage.name, stage.rows, stage.seconds);
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}
