//! The blocks of a page as rows of numbers, for fitting.

use serde::Serialize;

use super::feature::{names, row};
use super::lean::lean;
use super::main_text::taken_apart;
use super::page::Page;
use super::survey::Survey;
use super::tree::parse;
use crate::ReadOptions;

/// A page for fitting.
#[derive(Debug, Serialize)]
pub struct PageRows {
    /// What the numbers of a row are called.
    pub names: Vec<String>,
    /// The text of each block.
    pub texts: Vec<String>,
    /// The numbers of each block.
    pub rows: Vec<Vec<f32>>,
}

/// The blocks of a page as rows of numbers; nothing where the page is refused.
pub fn page_rows(html: &str, options: &ReadOptions) -> Option<PageRows> {
    let lean = lean(html);
    let parsed = parse(&lean, options.html_depth_max).ok()?;
    let said = Page::of(&parsed.tree);
    let (page, told) = taken_apart(parsed.tree, &said);
    let survey = Survey::of(&page, told);
    Some(PageRows {
        names: names(),
        texts: page.blocks.iter().map(|block| block.text.clone()).collect(),
        rows: (0..page.blocks.len()).map(|index| row(&survey, index)).collect(),
    })
}
