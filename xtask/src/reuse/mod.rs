//! `cargo xtask reuse`: traces texts of other kinds than news, of which it is known what was made from what.
//!
//! Short answers of students that were copied, rewritten or not (Clough and Stevenson 2011), and a manuscript
//! tradition that was made for the purpose (Notre Besoin, Baret, Macé and Robinson 2006). Both are other people's data: they are read from a folder, measured,
//! and nothing is fitted on them.

mod answers;
mod tradition;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use newstem::text::{Rarity, Reading};
use newstem::trace::{StoryParts, Tracer};
use newstem::{Article, Story, TraceError};

/// What `reuse` is told.
#[derive(Args)]
pub struct Reuse {
    /// The folder that holds `clough-stevenson` and `notre-besoin`
    folder: PathBuf,
    /// Print each text, too
    #[arg(long)]
    by_text: bool,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum ReuseError {
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The collation is no XML.
    #[error("cannot read the collation")]
    Collation(#[from] roxmltree::Error),
    /// The texts could not be traced.
    #[error("cannot trace the texts")]
    Untraced(#[from] TraceError),
    /// The figures could not be printed.
    #[error("cannot print the figures")]
    Print(#[from] io::Error),
}

/// Does it.
pub fn run(arguments: &Reuse) -> Result<(), ReuseError> {
    let tracer = Tracer::new(newstem::lineage::Weights::default())?;
    let mut text =
        answers::measured(&arguments.folder.join("clough-stevenson"), arguments, &tracer)?;
    text += &tradition::measured(&arguments.folder.join("notre-besoin"), arguments, &tracer)?;
    Ok(io::stdout().write_all(text.as_bytes())?)
}

fn read(path: &Path) -> Result<Vec<u8>, ReuseError> {
    fs::read(path).map_err(|source| ReuseError::File { path: path.to_owned(), source })
}

/// Traces articles that are given as one story.
fn as_one_story(articles: &[&Article], tracer: &Tracer) -> Story {
    let read = |article: &&Article| Reading::new(&article.body, &article.language);
    let readings: Vec<Reading> = articles.iter().map(read).collect();
    let models = &tracer.embedders().multilingual;
    let rarity = Rarity::of(&readings, &|word| models.log_probability(word));
    let parts = StoryParts {
        id: "s1",
        headline: "",
        follows: None,
        articles,
        rarity: &rarity,
        refused: &[],
    };
    tracer.story(parts)
}
