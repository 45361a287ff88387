//! What a run left, and what the engine finds in the same pile.

use std::fs;
use std::path::{Path, PathBuf};

use newstem::{Options, Story, Trace, find_stories, trace};
use newstem_read::{Input, ReadOptions, read_pile};
use serde_json::Value;

/// The pile that comes with the program.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/council-house-drone")
}

fn articles(pile: &Path) -> Vec<newstem::Article> {
    read_pile(&[Input::Path(pile.to_owned())], &ReadOptions::default()).articles
}

/// The traces of all stories, in order.
pub fn traces_of(run: &Path) -> Vec<Trace> {
    let Ok(folder) = fs::read_dir(run.join("traces")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = folder.map(|file| file.unwrap().path()).collect();
    files.sort();
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Stories, links, quotes and claims are the same to the last digit, and so are the articles.
pub fn check_same_findings(pile: &Path, run: &Path) {
    let alone = trace(articles(pile), &Options::default()).unwrap();
    let traces = traces_of(run);
    let stories: Vec<&Story> = traces.iter().flat_map(|trace| &trace.stories).collect();
    assert_eq!(stories, alone.stories.iter().collect::<Vec<_>>());
    let mut read: Vec<&newstem::Article> = traces.iter().flat_map(|one| &one.articles).collect();
    read.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(read, alone.articles.iter().collect::<Vec<_>>());
    assert_eq!(count_of(run, "capped_terms"), alone.statistics.capped.terms as u64);
    assert_eq!(count_of(run, "capped_articles"), alone.statistics.capped.articles as u64);
}

/// How many terms of too many articles the engine counts.
pub fn capped_terms(pile: &Path) -> u64 {
    find_stories(articles(pile), &Options::default()).unwrap().statistics.capped.terms as u64
}

/// A count of the manifest.
pub fn count_of(run: &Path, counter: &str) -> u64 {
    let manifest = fs::read(run.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    manifest["counters"][counter].as_u64().unwrap()
}
