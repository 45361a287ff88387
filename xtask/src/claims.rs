//! `cargo xtask claims`: what `xtask/fit-claims.py` fits the weights of rival and seconding values on.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use newstem::claim::{GROUNDS, SECOND_GROUNDS, considered_rivals};
use newstem::lineage::Weights;
use newstem::text::vector::{Embedders, ModelError};
use newstem::text::{Rarity, Reading};
use newstem::{Article, Story};
use serde_json::json;

use crate::evaluate::{EvaluateError, load, trace_families};

/// Why nothing could be written.
#[derive(Debug, thiserror::Error)]
pub enum ClaimsError {
    /// The families could not be traced.
    #[error(transparent)]
    Untraced(#[from] EvaluateError),
    /// The embedded models could not be read.
    #[error(transparent)]
    Models(#[from] ModelError),
    /// The lines could not be written.
    #[error("cannot print")]
    Io(#[from] io::Error),
}

/// Traces the gold families and prints each claim with all values that may second or contradict it.
pub fn run() -> Result<(), ClaimsError> {
    let trace = trace_families(&load(&[])?, &[], Weights::default())?;
    let embedders = Embedders::new()?;
    let read = |article: &Article| Reading::new(&article.body, &article.language);
    let all: Vec<Reading> = trace.articles.iter().map(read).collect();
    let rarity = Rarity::of(&all, &|word| embedders.multilingual.log_probability(word));
    let known: BTreeMap<&str, (&Article, &Reading)> = trace
        .articles
        .iter()
        .zip(&all)
        .map(|(article, reading)| (article.id.as_str(), (article, reading)))
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for story in trace.stories.iter().filter(|story| story.articles.len() > 1) {
        write_story(story, &known, &rarity, &embedders, &mut out)?;
    }
    Ok(out.flush()?)
}

fn write_story(
    story: &Story,
    known: &BTreeMap<&str, (&Article, &Reading)>,
    rarity: &Rarity,
    embedders: &Embedders,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (articles, readings): (Vec<&Article>, Vec<&Reading>) =
        story.articles.iter().map(|id| known[id.as_str()]).unzip();
    let considered =
        considered_rivals(&articles, &readings, &story.tree, &story.quotes, rarity, embedders);
    for one in considered {
        let line = json!({
            "claim": one.claim,
            "grounds": GROUNDS,
            "rivals": one.rivals,
            "second_grounds": SECOND_GROUNDS,
            "seconds": one.seconds,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
