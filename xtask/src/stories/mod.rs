//! `cargo xtask stories`: groups piles of which the stories are known, and says how right that is,
//! how long it takes and how much memory; or a made-up pile of any size. It also writes what the
//! weights of likeness are fitted on.

mod bcubed;
mod features;
mod labelled;
mod made;
mod online;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use newstem::text::vector::Embedders;
use newstem::{Options, TraceError, find_stories};

use crate::throughput::memory_bytes_max;
use bcubed::{Agreement, bcubed};
use labelled::{Labelled, LabelsError};

/// What `stories` is told.
#[derive(Args)]
pub struct Stories {
    /// Piles of records, each with the `story` that it is of
    labels: Vec<PathBuf>,
    /// Only records of this language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Likeness from which groups are joined, instead of the program's own
    #[arg(long, value_name = "X")]
    threshold: Option<f64>,
    /// Group a made-up pile of so many articles instead
    #[arg(long, value_name = "N", conflicts_with = "labels")]
    articles: Option<usize>,
    /// Add the articles one by one, as they come, and say how long the slowest took
    #[arg(long)]
    online: bool,
    /// Write the features that `xtask/fit-stories.py` fits weights on, and group nothing
    #[arg(long, conflicts_with_all = ["articles", "online"])]
    features: bool,
    /// How many threads may work [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum StoriesError {
    /// A pile could not be read.
    #[error(transparent)]
    Labels(#[from] LabelsError),
    /// A pile could not be grouped.
    #[error("cannot group the pile")]
    Ungrouped(#[from] TraceError),
    /// The figures could not be printed.
    #[error("cannot print")]
    Io(#[from] io::Error),
}

/// Does it.
pub fn run(arguments: &Stories) -> Result<(), StoriesError> {
    if arguments.features {
        return write_features(arguments);
    }
    print(&head())?;
    if let Some(count) = arguments.articles {
        return measure("made up", made::make(count), arguments);
    }
    for path in &arguments.labels {
        let name = path.file_stem().unwrap_or_default().display().to_string();
        let pile = labelled::read(path, arguments.language.as_deref())?;
        measure(&name, pile, arguments)?;
    }
    Ok(())
}

fn write_features(arguments: &Stories) -> Result<(), StoriesError> {
    let models = Embedders::new().map_err(TraceError::from)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for path in &arguments.labels {
        let pile = labelled::read(path, arguments.language.as_deref())?;
        features::write(&pile, &models, &mut out)?;
    }
    Ok(out.flush()?)
}

fn measure(name: &str, pile: Labelled, arguments: &Stories) -> Result<(), StoriesError> {
    let Labelled { articles, stories } = pile;
    let start = Instant::now();
    if arguments.online {
        let (said, slowest) = online::group(&articles, &options(arguments))?;
        let line = row(name, &bcubed(&said, &stories), start.elapsed());
        return Ok(print(&(line + &slowest.line()))?);
    }
    let placements = find_stories(articles, &options(arguments))?.articles;
    let took = start.elapsed();
    let said = placements.into_iter().map(|placement| (placement.id, placement.story)).collect();
    Ok(print(&row(name, &bcubed(&said, &stories), took))?)
}

fn options(arguments: &Stories) -> Options {
    let default = Options::default();
    Options {
        story_threshold: arguments.threshold.unwrap_or(default.story_threshold),
        threads: arguments
            .threads
            .unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)),
        ..default
    }
}

fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

fn head() -> String {
    let columns = ["precision", "recall", "F1", "stories", "truth", "articles", "seconds", "MiB"];
    let columns: String = columns.iter().map(|column| format!("{column:>10}")).collect();
    format!("{:24}{columns}\n", "pile")
}

fn row(name: &str, agreement: &Agreement, took: Duration) -> String {
    let Agreement { precision, recall, stories, true_stories, articles } = agreement;
    let f1 = agreement.f1();
    let memory = memory_bytes_max().unwrap_or_default() >> 20;
    let seconds = took.as_secs_f64();
    format!(
        "{name:24}{precision:>10.3}{recall:>10.3}{f1:>10.3}{stories:>10}{true_stories:>10}\
         {articles:>10}{seconds:>10.1}{memory:>10}\n"
    )
}
