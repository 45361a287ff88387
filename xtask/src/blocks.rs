//! `cargo xtask blocks`: pages as blocks, a line of JSON a page, for `fit-blocks.py`. The numbers
//! come from the code that judges pages, so what is fitted is what is used.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use newstem_read::{ReadOptions, page_rows};

use crate::extraction::{ExtractionError, html, page_files};

/// What `blocks` is told.
#[derive(Args)]
pub struct Blocks {
    /// Folder with a page a file, `ID.html.gz`
    pages: PathBuf,
}

/// Does it.
pub fn run(arguments: &Blocks) -> Result<(), ExtractionError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (id, path) in page_files(&arguments.pages)? {
        let rows = page_rows(&html(&path)?, &ReadOptions::default());
        let line = serde_json::json!({"id": id, "page": rows});
        writeln!(out, "{line}").map_err(ExtractionError::Print)?;
    }
    out.flush().map_err(ExtractionError::Print)
}
