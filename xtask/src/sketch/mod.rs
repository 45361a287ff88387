//! `cargo xtask sketch`: how fast near-duplicates are found, from text to candidates.
//!
//! Documents are made up, a share of them near-duplicates of earlier ones, and each stage is timed
//! for all of them at once. The time is that which this thread had a core, so a busy machine
//! disturbs it little; the fastest of several rounds counts.

mod documents;

use std::hint::black_box;
use std::io::{self, Write};
use std::time::Duration;

use clap::Args;
use cpu_time::ThreadTime;
use newstem::sketch::{Duplicates, Signature, signature};

use crate::evaluate::{self, EvaluateError};

/// What `sketch` is told.
#[derive(Args)]
pub struct Sketch {
    /// How many documents are made up
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    documents: usize,
    /// Words of each
    #[arg(long, value_name = "N", default_value_t = 400)]
    words: usize,
    /// How often all is done; the fastest round of each stage counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: u32,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum SketchError {
    /// The gold families, whose words are used, could not be read.
    #[error(transparent)]
    Families(#[from] EvaluateError),
    /// The figures could not be printed.
    #[error("cannot print")]
    Io(#[from] io::Error),
}

/// Does it.
pub fn run(arguments: &Sketch) -> Result<(), SketchError> {
    let families = evaluate::load(&[])?;
    let texts = documents::make(&families, arguments.documents, arguments.words);
    let mut fastest = Round::of(&texts);
    for _ in 1..arguments.runs {
        fastest = fastest.faster(&Round::of(&texts));
    }
    Ok(io::stdout().write_all(table(&fastest, texts.len()).as_bytes())?)
}

/// What each stage took for all documents.
struct Round {
    signatures: Duration,
    duplicates: Duration,
    /// Documents found to be near-duplicates.
    copies: usize,
}

impl Round {
    fn of(texts: &[String]) -> Self {
        let (signing, signatures) =
            timed(|| texts.iter().map(|text| signature(text)).collect::<Vec<_>>());
        let (finding, copies) = timed(|| copies(&signatures));
        Self { signatures: signing, duplicates: finding, copies }
    }

    fn faster(self, other: &Self) -> Self {
        Self {
            signatures: self.signatures.min(other.signatures),
            duplicates: self.duplicates.min(other.duplicates),
            ..self
        }
    }

    fn total(&self) -> Duration {
        self.signatures + self.duplicates
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = ThreadTime::now();
    let made = black_box(work());
    (start.elapsed(), made)
}

/// How many documents are near-duplicates of one before them.
fn copies(signatures: &[Option<Signature>]) -> usize {
    let mut duplicates = Duplicates::default();
    let mut copies = 0;
    for (number, signature) in signatures.iter().enumerate() {
        let Some(signature) = signature else { continue };
        match duplicates.find(signature) {
            Some(_) => copies += 1,
            None => duplicates.add(number, *signature),
        }
    }
    copies
}

fn table(round: &Round, documents: usize) -> String {
    let row = |name: &str, time: Duration| {
        let micros = time.as_secs_f64() * 1e6 / documents as f64;
        format!("{name:24}{micros:>12.2}{:>14.0}\n", 1e6 / micros)
    };
    format!("{:24}{:>12}{:>14}\n", "stage", "us/document", "documents/s")
        + &row("text to signatures", round.signatures)
        + &row("near-duplicates", round.duplicates)
        + &row("all", round.total())
        + &format!("{} of {documents} documents are near-duplicates\n", round.copies)
}
