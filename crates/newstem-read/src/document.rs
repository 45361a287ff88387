//! A document: what a file says, before anything is judged.

use newstem::{Credit, Furniture};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One article as its file gives it: text that may still hold furniture, and metadata.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Unique within the pile once [`crate::read_pile`] has seen all of it.
    pub id: String,
    /// Where it was read, for a person: `pile.jsonl#3`.
    pub source: String,
    /// Who published it, where the file says so.
    pub outlet: Option<String>,
    /// Its address, where the file says so.
    pub url: Option<String>,
    /// The headline; empty where there is none.
    pub title: String,
    /// The byline.
    pub author: Option<String>,
    /// RFC 3339 time, a bare date, or nothing.
    pub published: Option<String>,
    /// When it was last changed, written as `published` is.
    pub modified: Option<String>,
    /// BCP 47 tag that the file gives and that is to be believed.
    pub language: Option<String>,
    /// The section of the newspaper, as the file names it.
    pub section: Option<String>,
    /// Lines of text, furniture and all.
    pub text: String,
    /// How much of a page `text` is.
    pub extent: Extent,
    /// The words under pictures, which are no part of `text`.
    pub captions: Vec<String>,
    /// Short lines beside the main text in which a source may be named: bylines, agency lines.
    pub credit_lines: Vec<String>,
    /// Furniture that was taken out of `text` before; only where [`Extent::Article`] says so.
    pub furniture: Vec<Furniture>,
    /// Credits that were found in `text` before; only where [`Extent::Article`] says so.
    pub credits: Vec<Credit>,
    /// Fields of the record that mean nothing to Newstem, as they were given.
    pub extra: Map<String, Value>,
}

/// How much of a page a document's text is, which decides what may be concluded from the place of
/// a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// Whatever stood on the page, lists of links at its end included.
    #[default]
    WholePage,
    /// What an extractor took for the main text: its end is the article's end.
    MainText,
    /// What Newstem itself read before and wrote down: it is taken as it is.
    Article,
}
