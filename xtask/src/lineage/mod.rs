//! `cargo xtask lineage`: how long the family tree of one large story takes, in how much memory,
//! and how many of its links are right.
//!
//! The story is made up, so its descent is known. A link is right that leads from a near-copy to
//! another of the same text, or from a rewrite to any near-copy of the text it was rewritten from.
//! The time is that which this thread had a core.

mod made_up;

use std::io::{self, Write};
use std::time::Duration;

use clap::{Args, ValueEnum};
use cpu_time::ThreadTime;
use newstem::lineage::{Link, Member, Tree, Weights, infer};
use newstem::text::lexicon::Lexicon;
use newstem::text::{Rarity, Reading};
use newstem::{Options, TraceError};

use crate::evaluate::{self, EvaluateError};
use crate::throughput::measure::memory_bytes_max;
use made_up::MadeUp;

const MIB: f64 = 1_048_576.0;
/// The natural logarithm of the share of all words that a made-up word is taken to have.
const LOG_PROBABILITY: f64 = -9.0;

/// What `lineage` is told.
#[derive(Args)]
pub struct Lineage {
    /// How many articles the story has
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    articles: usize,
    /// How many different texts they are; the others are near-copies
    #[arg(long, value_name = "N", default_value_t = 20)]
    texts: usize,
    /// What is timed
    #[arg(long, value_enum, default_value = "tree")]
    stage: Stage,
}

/// A part of the work.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stage {
    /// The family tree of articles that have been read
    Tree,
    /// Everything, from articles to the finished trace
    Trace,
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub enum LineageError {
    /// The gold families, whose words are used, could not be read.
    #[error(transparent)]
    Families(#[from] EvaluateError),
    /// The story could not be traced.
    #[error("cannot trace the story")]
    Untraced(#[from] TraceError),
    /// The memory could not be read or the figures not printed.
    #[error("cannot measure or print")]
    Io(#[from] io::Error),
}

/// Does it.
pub fn run(arguments: &Lineage) -> Result<(), LineageError> {
    let families = evaluate::load(&[])?;
    let texts = arguments.texts.clamp(1, arguments.articles.max(1));
    let story = made_up::make(&families, arguments.articles, texts);
    let (trees, time) = match arguments.stage {
        Stage::Tree => draw(&story),
        Stage::Trace => trace(&story)?,
    };
    let links: Vec<&Link> = trees.iter().flat_map(|tree| &tree.links).collect();
    let right = links.iter().filter(|link| is_right(link, &story)).count();
    let memory_mib = memory_bytes_max()? as f64 / MIB;
    writeln!(
        io::stdout(),
        "{} articles, {texts} texts: {:.1} s, {memory_mib:.0} MiB; {} links, {right} right",
        story.len(),
        time.as_secs_f64(),
        links.len()
    )?;
    Ok(())
}

fn draw(story: &[MadeUp]) -> (Vec<Tree>, Duration) {
    let read = |one: &MadeUp| Reading::new(&one.article.body, &one.article.language);
    let readings: Vec<Reading> = story.iter().map(read).collect();
    let rarity = Rarity::of(&readings, &|_| LOG_PROBABILITY);
    let lexicon = Lexicon::new();
    let start = ThreadTime::now();
    let members: Vec<Member> = story
        .iter()
        .zip(&readings)
        .map(|(one, reading)| Member::new(&one.article, reading, &rarity, None))
        .collect();
    let tree = infer(&members, &lexicon, Weights::default());
    (vec![tree], start.elapsed())
}

fn trace(story: &[MadeUp]) -> Result<(Vec<Tree>, Duration), LineageError> {
    let articles = story.iter().map(|one| one.article.clone()).collect();
    let start = ThreadTime::now();
    let trace = newstem::trace(articles, &Options::default())?;
    let time = start.elapsed();
    Ok((trace.stories.into_iter().map(|story| story.tree).collect(), time))
}

fn is_right(link: &Link, story: &[MadeUp]) -> bool {
    let find = |id: &str| story.iter().find(|one| one.article.id == id);
    let (Some(child), Some(parent)) = (find(&link.child), find(&link.parent)) else { return false };
    child.text == parent.text || child.rewritten_from == Some(parent.text)
}
