//! An article as a row: columns for what is looked up or read by other tools, JSON for the rest.

use std::hash::Hasher;

use newstem::{Article, Credit, Furniture};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use twox_hash::XxHash64;

use crate::open::StoreError;

/// What has no column of its own.
#[derive(Serialize, Deserialize)]
struct Rest {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    furniture: Vec<Furniture>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    credits: Vec<Credit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    captions: Vec<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    extra: Map<String, Value>,
    /// The address of this version, which may differ from that of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The columns that an article is read from, in the order of [`article_of`].
pub const COLUMNS: &str =
    "a.id, v.source, v.outlet, v.title, v.author, v.published, v.language, v.body, v.rest";

/// What goes into the column `rest`.
pub fn rest_of(article: &Article) -> String {
    let rest = Rest {
        modified: article.modified.clone(),
        section: article.section.clone(),
        furniture: article.furniture.clone(),
        credits: article.credits.clone(),
        captions: article.captions.clone(),
        extra: article.extra.clone(),
        url: article.url.clone(),
    };
    serde_json::to_string(&rest).unwrap_or_default()
}

/// Reads an article whose columns begin at `first`.
pub fn article_of(row: &Row<'_>, first: usize) -> Result<Article, StoreError> {
    let id: String = row.get(first)?;
    let rest: String = row.get(first + 8)?;
    let rest: Rest = serde_json::from_str(&rest)
        .map_err(|error| StoreError::Broken { what: format!("the article `{id}`"), error })?;
    Ok(Article {
        id,
        source: row.get(first + 1)?,
        outlet: row.get(first + 2)?,
        url: rest.url,
        title: row.get(first + 3)?,
        author: row.get(first + 4)?,
        published: row.get(first + 5)?,
        modified: rest.modified,
        section: rest.section,
        language: row.get(first + 6)?,
        body: row.get(first + 7)?,
        furniture: rest.furniture,
        credits: rest.credits,
        captions: rest.captions,
        extra: rest.extra,
    })
}

/// What tells whether a row is as it was written. Fields are told apart by their lengths.
pub fn checksum(id: &str, fields: &[&str]) -> i64 {
    let mut hasher = XxHash64::with_seed(0);
    for field in [id].iter().chain(fields) {
        hasher.write(&(field.len() as u64).to_le_bytes());
        hasher.write(field.as_bytes());
    }
    hasher.finish().cast_signed()
}
