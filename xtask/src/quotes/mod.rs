//! `cargo xtask quotes`: fits the models that find who is said to hold what, and says how right
//! they are on articles in which every attribution is labelled.

mod fit;
mod labelled;
mod measure;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use newstem::quote::tagging::{FieldError, SpeechModels};

use labelled::{Labelled, LabelsError};
use measure::Figures;

/// What `quotes` is told.
#[derive(Args)]
pub struct Quotes {
    /// Files of records with `text` and its `quotes`
    #[arg(required = true)]
    labels: Vec<PathBuf>,
    /// Fit on these articles and write the models to this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["cross", "models"])]
    fit: Option<PathBuf>,
    /// Measure with the models of this folder instead of those that ship
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Fit on all but one of so many parts and measure on that one, in turn
    #[arg(long, value_name = "N", conflicts_with = "models")]
    cross: Option<usize>,
    /// Only so many articles of each file
    #[arg(long, value_name = "N")]
    articles: Option<usize>,
    /// Print what was missed and what was made up, too
    #[arg(long)]
    errors: bool,
}

/// Why nothing could be fitted or measured.
#[derive(Debug, thiserror::Error)]
pub enum QuotesError {
    /// Labels could not be read.
    #[error(transparent)]
    Labels(#[from] LabelsError),
    /// A model could not be fitted, written or read.
    #[error("cannot fit, write or read a model")]
    Model(#[from] io::Error),
    /// A model is broken.
    #[error(transparent)]
    Speech(#[from] FieldError),
}

/// Runs the chore.
pub fn run(arguments: &Quotes) -> Result<(), QuotesError> {
    let mut articles = Vec::new();
    for path in &arguments.labels {
        let mut of_file = labelled::read(path)?;
        of_file.truncate(arguments.articles.unwrap_or(usize::MAX));
        articles.extend(of_file);
    }
    if let Some(folder) = &arguments.fit {
        return Ok(write(folder, &fit::fit(&articles.iter().collect::<Vec<_>>())?)?);
    }
    let mut figures = Figures::default();
    match (arguments.cross, &arguments.models) {
        (Some(parts), _) => cross(&articles, parts.max(2), &mut figures)?,
        (None, Some(folder)) => {
            let models = read(folder)?;
            let models = SpeechModels::new(models.each_ref().map(String::as_str))?;
            measure(&articles, &models, &mut figures)?;
        }
        (None, None) => measure(&articles, &SpeechModels::embedded()?, &mut figures)?,
    }
    crate::print(&figures.table());
    if arguments.errors {
        crate::print(&figures.errors());
    }
    Ok(())
}

const FILES: [&str; 3] = ["cue.field", "source.field", "content.field"];

fn write(folder: &Path, models: &[String; 3]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    FILES.iter().zip(models).try_for_each(|(name, weights)| fs::write(folder.join(name), weights))
}

fn read(folder: &Path) -> io::Result<[String; 3]> {
    let [cue, source, content] = FILES.map(|name| fs::read_to_string(folder.join(name)));
    Ok([cue?, source?, content?])
}

fn cross(articles: &[Labelled], parts: usize, figures: &mut Figures) -> Result<(), QuotesError> {
    for part in 0..parts {
        let is_held_out = |place: usize| place % parts == part;
        let places = articles.iter().enumerate();
        let (held, kept): (Vec<_>, Vec<_>) = places.partition(|&(place, _)| is_held_out(place));
        let kept: Vec<&Labelled> = kept.into_iter().map(|(_, article)| article).collect();
        let models = fit::fit(&kept)?;
        let held = held.into_iter().map(|(_, article)| article);
        measure(held, &SpeechModels::new(models.each_ref().map(String::as_str))?, figures)?;
    }
    Ok(())
}

fn measure<'a>(
    articles: impl IntoIterator<Item = &'a Labelled>,
    models: &SpeechModels,
    figures: &mut Figures,
) -> Result<(), QuotesError> {
    for article in articles {
        let reading = &article.reading;
        figures.count(article, &models.labels(reading), &models.attributed(reading));
    }
    Ok(())
}
