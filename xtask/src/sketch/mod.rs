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
use newstem::sketch::{Fingerprint, Signature, find_candidates, representatives, signature};

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
    representatives: Duration,
    candidates: Duration,
    /// Documents found to be near-duplicates.
    copies: usize,
}

impl Round {
    fn of(texts: &[String]) -> Self {
        let (signing, signatures) =
            timed(|| texts.iter().map(|text| signature(text)).collect::<Vec<_>>());
        let (grouping, standing) = timed(|| representatives(&signatures));
        let (pairing, _) = timed(|| find_candidates(&fingerprints(&signatures, &standing)));
        let copies = standing.iter().enumerate().filter(|(index, first)| index != *first).count();
        Self { signatures: signing, representatives: grouping, candidates: pairing, copies }
    }

    fn faster(self, other: &Self) -> Self {
        Self {
            signatures: self.signatures.min(other.signatures),
            representatives: self.representatives.min(other.representatives),
            candidates: self.candidates.min(other.candidates),
            ..self
        }
    }

    fn total(&self) -> Duration {
        self.signatures + self.representatives + self.candidates
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = ThreadTime::now();
    let made = black_box(work());
    (start.elapsed(), made)
}

/// Those of the documents that stand for others.
fn fingerprints(signatures: &[Option<Signature>], standing: &[usize]) -> Vec<Fingerprint> {
    let standing = standing.iter().enumerate().filter(|(index, first)| index == *first);
    let signatures = standing.map(|(index, _)| signatures[index]);
    signatures.map(|signature| Fingerprint { signature, terms: Vec::new() }).collect()
}

fn table(round: &Round, documents: usize) -> String {
    let row = |name: &str, time: Duration| {
        let micros = time.as_secs_f64() * 1e6 / documents as f64;
        format!("{name:24}{micros:>12.2}{:>14.0}\n", 1e6 / micros)
    };
    format!("{:24}{:>12}{:>14}\n", "stage", "us/document", "documents/s")
        + &row("text to signatures", round.signatures)
        + &row("near-duplicates", round.representatives)
        + &row("candidates", round.candidates)
        + &row("all", round.total())
        + &format!("{} of {documents} documents are near-duplicates\n", round.copies)
}
