//! An article as it enters the engine: main text, what was cut away from it, and what is known
//! of its origin. Whoever reads files makes these; the engine only looks at them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One article of the pile, in the vocabulary of the trace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Unique within the pile.
    pub id: String,
    /// Where it was read, for a person: `pile.jsonl#3`.
    pub source: String,
    /// Who published it, where that is known.
    pub outlet: Option<String>,
    /// Its address, where that is known.
    pub url: Option<String>,
    /// The headline; empty where there is none.
    pub title: String,
    /// The byline.
    pub author: Option<String>,
    /// RFC 3339 time, or a bare date (`2026-03-05`: some time that day), or nothing.
    pub published: Option<String>,
    /// When it was last changed, written as `published` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The section of the newspaper, as its source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// BCP 47 tag of the body's language; `und` where it could not be told.
    pub language: String,
    /// The article's own text: paragraphs separated by `\n`, no furniture, not the title.
    pub body: String,
    /// The lines that were taken away, in their order.
    pub furniture: Vec<Furniture>,
    /// Other outlets that the article names as its source.
    pub credits: Vec<Credit>,
    /// The words under its pictures, which are no part of the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// Fields of its record that mean nothing to Newstem, as they were given.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extra: Map<String, Value>,
}

/// A line of the page that is not part of the article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Furniture {
    /// The line as it stood.
    pub text: String,
    /// Why it was taken for furniture, as a short label: `comment-prompt`.
    pub reason: String,
}

/// A place in the body where the article names another outlet as its source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Credit {
    /// The outlet named.
    pub outlet: String,
    /// The words that do it: `BBC reported`.
    pub text: String,
    /// Byte offset into the body of the first byte of `text`; `start` and `end` are both 0 where
    /// the words stood outside the body.
    pub start: usize,
    /// Byte offset into the body just past `text`.
    pub end: usize,
}
