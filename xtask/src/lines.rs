//! `cargo xtask lines`: what the lines of gold articles look like, for fitting the classifier of
//! furniture. A row a line: family, article, whether it is furniture, the reason that a rule
//! gives, the line, and the features under their names.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use newstem_read::{Context, Document, LineLooks, line_looks};
use xtask::gold::{Family, GoldArticle};

use crate::evaluate::{EvaluateError, load};

/// What `lines` is told.
#[derive(Args)]
pub struct Lines {
    /// Gold families; those of evaluation/families where none is named
    gold: Vec<PathBuf>,
}

/// Does it.
pub fn run(arguments: &Lines) -> Result<(), EvaluateError> {
    let families = load(&arguments.gold)?;
    let text = table(&families);
    io::stdout().write_all(text.as_bytes()).map_err(EvaluateError::Print)
}

fn table(families: &[Family]) -> String {
    let documents: Vec<Document> = families.iter().flat_map(Family::shown).map(document).collect();
    let context = Context::of(&documents);
    let mut table = String::new();
    for family in families {
        for article in family.shown() {
            for line in line_looks(&document(article), &context) {
                write_row(&mut table, &family.name, article, &line);
            }
        }
    }
    table
}

fn document(gold: &GoldArticle) -> Document {
    Document {
        id: gold.id.clone(),
        outlet: gold.outlet.clone(),
        url: gold.url.clone(),
        published: gold.published.clone(),
        title: gold.title.clone().unwrap_or_default(),
        text: gold.text.clone(),
        ..Document::default()
    }
}

fn write_row(table: &mut String, family: &str, article: &GoldArticle, line: &LineLooks) {
    if table.is_empty() {
        let names: Vec<&str> = line.features.iter().map(|(name, _)| *name).collect();
        let _ = writeln!(table, "family\tarticle\tfurniture\treason\ttext\t{}", names.join("\t"));
    }
    let furniture = article.furniture.iter().any(|text| text.trim() == line.text);
    let reason = line.reason.unwrap_or("-");
    let text = line.text.replace('\t', " ");
    let _ = write!(table, "{family}\t{}\t{}\t{reason}\t{text}", article.id, u8::from(furniture));
    for (_, value) in &line.features {
        let _ = write!(table, "\t{value}");
    }
    table.push('\n');
}
