//! `cargo xtask extraction`: main text from pages whose article is known, ours beside that of other
//! extractors, with the time each takes on one core.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use cpu_time::ThreadTime;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use xtask::shingles::Found;

mod peers;

use peers::PEERS;

/// What `extraction` is told.
#[derive(Args)]
pub struct Extraction {
    /// Folder with a page a file, `ID.html.gz`
    pages: PathBuf,
    /// JSON object from ids to `articleBody`
    truth: PathBuf,
    /// Save what each extractor found as `NAME.jsonl` in this folder
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
    /// How often each page is read; the quickest time counts
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// Why the extractors could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum ExtractionError {
    /// A file could not be read or written.
    #[error("cannot access {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The truth is not what it should be.
    #[error("cannot understand {}", path.display())]
    Truth {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: serde_json::Error,
    },
    /// The table could not be printed.
    #[error("cannot print the figures")]
    Print(#[source] io::Error),
}

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody")]
    article_body: String,
}

struct Page {
    id: String,
    html: String,
    truth: String,
}

impl Page {
    /// Half of the pages was used for fitting: those whose id begins with an even digit.
    fn is_for_fitting(&self) -> bool {
        let first = self.id.chars().next().and_then(|digit| digit.to_digit(16));
        first.is_some_and(|digit| digit % 2 == 0)
    }
}

/// Does it.
pub fn run(arguments: &Extraction) -> Result<(), ExtractionError> {
    let pages = load(arguments)?;
    let mut table = format!(
        "{:<26}{:>7}{:>7}{:>7}{:>9}{:>10}{:>7}{:>9}\n",
        "", "F1", "P", "R", "fitting", "held out", "empty", "pages/s"
    );
    for (name, extract) in PEERS {
        let (texts, seconds) = extract_all(&pages, *extract, arguments.rounds);
        table += &row(name, &pages, &texts, seconds);
        if let Some(folder) = &arguments.write {
            write(&folder.join(format!("{name}.jsonl")), &pages, &texts)?;
        }
    }
    io::stdout().write_all(table.as_bytes()).map_err(ExtractionError::Print)
}

fn load(arguments: &Extraction) -> Result<Vec<Page>, ExtractionError> {
    let path = &arguments.truth;
    let json = fs::read(path).map_err(file_error(path))?;
    let truths: BTreeMap<String, Truth> = serde_json::from_slice(&json)
        .map_err(|source| ExtractionError::Truth { path: path.clone(), source })?;
    let page = |(id, truth): (String, Truth)| {
        let html = html(&arguments.pages.join(format!("{id}.html.gz")))?;
        Ok(Page { id, html, truth: truth.article_body })
    };
    truths.into_iter().map(page).collect()
}

/// The pages in a folder with their ids, in order.
pub fn page_files(folder: &Path) -> Result<Vec<(String, PathBuf)>, ExtractionError> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).map_err(file_error(folder))? {
        let path = entry.map_err(file_error(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(id) = name.strip_suffix(".html.gz") {
            pages.push((id.to_owned(), path));
        }
    }
    pages.sort();
    Ok(pages)
}

/// The text of a compressed page.
pub fn html(path: &Path) -> Result<String, ExtractionError> {
    let file = File::open(path).map_err(file_error(path))?;
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file).read_to_end(&mut bytes).map_err(file_error(path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of each page, and the processor time for all in seconds, the quickest of all rounds.
fn extract_all(pages: &[Page], extract: fn(&str) -> String, rounds: usize) -> (Vec<String>, f64) {
    let mut texts = Vec::new();
    let mut quickest = f64::INFINITY;
    for _ in 0..rounds.max(1) {
        let start = ThreadTime::now();
        texts = pages.iter().map(|page| extract(&page.html)).collect();
        quickest = quickest.min(start.elapsed().as_secs_f64());
    }
    (texts, quickest)
}

fn row(name: &str, pages: &[Page], texts: &[String], seconds: f64) -> String {
    let (mut all, mut fitting, mut held_out) =
        (Found::default(), Found::default(), Found::default());
    for (page, text) in pages.iter().zip(texts) {
        let half = if page.is_for_fitting() { &mut fitting } else { &mut held_out };
        half.add(text, &page.truth);
        all.add(text, &page.truth);
    }
    format!(
        "{name:<26}{:>7.4}{:>7.4}{:>7.4}{:>9.4}{:>10.4}{:>7}{:>9.0}\n",
        all.f1(),
        all.precision(),
        all.recall(),
        fitting.f1(),
        held_out.f1(),
        all.empty,
        pages.len() as f64 / seconds
    )
}

fn write(path: &Path, pages: &[Page], texts: &[String]) -> Result<(), ExtractionError> {
    let line = |(page, text): (&Page, &String)| {
        serde_json::json!({"id": page.id, "body": text}).to_string() + "\n"
    };
    let lines: String = pages.iter().zip(texts).map(line).collect();
    fs::write(path, lines).map_err(file_error(path))
}

fn file_error(path: &Path) -> impl Fn(io::Error) -> ExtractionError {
    move |source| ExtractionError::File { path: path.to_owned(), source }
}
