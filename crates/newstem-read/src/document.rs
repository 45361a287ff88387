//! A document: what a file says, before anything is judged.

/// One article as its file gives it: text that may still hold furniture, and metadata.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// BCP 47 tag that the file gives and that is to be believed.
    pub language: Option<String>,
    /// Lines of text, furniture and all.
    pub text: String,
}
