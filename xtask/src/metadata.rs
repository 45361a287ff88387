//! `cargo xtask metadata`: reads web pages and prints how much of what they state is found.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use newstem::Article;
use newstem_read::{Input, ReadOptions, read_pile};
use xtask::pages::{FIELDS, GoldPage, SaidOfPage, Tally, half, verdicts};

/// What `metadata` is told.
#[derive(Args)]
pub struct Metadata {
    /// Folder of pages whose files are named as in the gold, `.html` or `.html.gz`
    pages: PathBuf,
    /// What another program says of the pages: objects with page, headline, published, outlet and
    /// authors, one a line
    #[arg(long, value_name = "FILE")]
    beside: Vec<PathBuf>,
    /// What the pages state
    #[arg(long, value_name = "FILE", default_value = "evaluation/metadata.jsonl")]
    gold: PathBuf,
    /// Print the wrong answers on the pages of this half, 0 or 1
    #[arg(long, value_name = "HALF")]
    wrong: Option<usize>,
}

/// Why the pages could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("line {number} of {} cannot be read", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The number of the line, from 1.
        number: usize,
        /// The cause.
        source: serde_json::Error,
    },
    /// The figures could not be printed.
    #[error("cannot print the figures")]
    Print(#[source] io::Error),
}

/// Does it.
pub fn run(arguments: &Metadata) -> Result<(), MetadataError> {
    let gold: Vec<GoldPage> = lines(&arguments.gold)?;
    let mut programs = vec![("newstem".to_owned(), ours(&arguments.pages))];
    for path in &arguments.beside {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        programs.push((name, by_page(lines(path)?)));
    }
    let mut report = heading();
    for (name, said) in &programs {
        report += &rows(name, &gold, said);
    }
    if let (Some(wanted), Some((_, said))) = (arguments.wrong, programs.first()) {
        report += &wrong(&gold, said, wanted);
    }
    io::stdout().write_all(report.as_bytes()).map_err(MetadataError::Print)
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, MetadataError> {
    let failed = |source| MetadataError::File { path: path.to_owned(), source };
    let text = fs::read_to_string(path).map_err(failed)?;
    let read = |(index, line): (usize, &str)| {
        let failed =
            |source| MetadataError::Line { path: path.to_owned(), number: index + 1, source };
        serde_json::from_str(line).map_err(failed)
    };
    text.lines().enumerate().map(read).collect()
}

type Said = BTreeMap<String, SaidOfPage>;

fn by_page(said: Vec<SaidOfPage>) -> Said {
    said.into_iter().map(|said| (said.page.clone(), said)).collect()
}

fn ours(pages: &Path) -> Said {
    let pile = read_pile(&[Input::Path(pages.to_owned())], &ReadOptions::default());
    by_page(pile.articles.iter().map(said).collect())
}

fn said(article: &Article) -> SaidOfPage {
    let name = article.source.rsplit('/').next().unwrap_or_default();
    let authors = article.author.as_deref().unwrap_or_default().split(", ");
    SaidOfPage {
        page: name.split('.').next().unwrap_or_default().to_owned(),
        headline: Some(article.title.clone()),
        published: article.published.clone(),
        outlet: article.outlet.clone(),
        authors: authors.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
    }
}

const NAME_WIDTH: usize = 28;

fn heading() -> String {
    let fields: String = FIELDS.iter().map(|field| format!("{field:>17}")).collect();
    format!("{:NAME_WIDTH$}{fields}\n", "")
}

/// The rates of a program on all pages and on either half.
fn rows(name: &str, gold: &[GoldPage], said: &Said) -> String {
    let row = |label: &str, wanted: fn(usize) -> bool| {
        let mut tally = Tally::default();
        let nothing = SaidOfPage::default();
        for page in gold.iter().filter(|page| wanted(half(&page.page))) {
            tally.add(verdicts(page, said.get(&page.page).unwrap_or(&nothing)));
        }
        format!("{:NAME_WIDTH$}{}\n", format!("{name}, {label}"), cells(&tally))
    };
    row("all", |_| true)
        + &row("first half", |half| half == 0)
        + &row("second half", |half| half == 1)
}

fn cells(tally: &Tally) -> String {
    let cell = |(asked, right): &(usize, usize)| {
        let rate = *right as f64 / (*asked).max(1) as f64;
        format!("{:>17}", format!("{rate:.3} ({right}/{asked})"))
    };
    tally.counts.iter().map(cell).collect()
}

/// What is wrong on the pages of a half, a line a field.
fn wrong(gold: &[GoldPage], said: &Said, wanted: usize) -> String {
    let mut report = String::new();
    let nothing = SaidOfPage::default();
    for page in gold.iter().filter(|page| half(&page.page) == wanted) {
        let said = said.get(&page.page).unwrap_or(&nothing);
        for (field, verdict) in FIELDS.iter().zip(verdicts(page, said)) {
            if verdict == Some(false) {
                report += &format!("{:.10} {field}: {}\n", page.page, told(field, page, said));
            }
        }
    }
    report
}

fn told(field: &str, gold: &GoldPage, said: &SaidOfPage) -> String {
    match field {
        "headline" => format!("{:?} for {:?}", said.headline, gold.headline),
        "outlet" => format!("{:?} for {:?}", said.outlet, gold.outlet),
        "authors" => format!("{:?} for {:?}", said.authors, gold.authors),
        _ => format!("{:?} for {:?}", said.published, gold.published),
    }
}
