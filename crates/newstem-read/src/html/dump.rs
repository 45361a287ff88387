//! The blocks of a page as rows of numbers, for fitting.

use serde::Serialize;

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

/// The blocks of a page as rows of numbers; nothing where the page is no page.
pub fn page_rows(html: &str) -> Option<PageRows> {
    let lean = super::lean::lean(html);
    let tree = super::tree::parse(&lean, 512).ok()?;
    let page = super::block::blocks(&tree);
    let (title, told) = super::main_text::told(&tree);
    let kept = super::basis::kept(&page.blocks, &super::basis::article(&lean));
    let survey = super::feature::Survey::of(&page, &title, &told, kept);
    Some(PageRows {
        names: super::feature::names(),
        texts: page.blocks.iter().map(|block| block.text.clone()).collect(),
        rows: (0..page.blocks.len()).map(|index| survey.row(index)).collect(),
    })
}
