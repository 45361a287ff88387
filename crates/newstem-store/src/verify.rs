//! Whether everything in a store is as it was written and fits together.

use std::path::Path;

use newstem::Story;
use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::open::{Reader, StoreError};
use crate::row::checksum;
use crate::search::{SearchError, SearchIndex};

/// So many findings of one kind are told, the rest counted.
const TOLD_MAX: usize = 20;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong, for a person.
    pub what: String,
    /// Whether `newstem reindex` mends it.
    pub is_mended_by_reindex: bool,
}

impl Finding {
    fn new(what: String) -> Self {
        Self { what, is_mended_by_reindex: false }
    }
}

/// What must not be there, as a query for names and what to say of them.
const RULES: &[(&str, &str)] = &[
    (
        "SELECT a.id FROM articles a WHERE a.versions <> \
         (SELECT count(*) FROM versions v WHERE v.article = a.article) OR a.versions <> \
         (SELECT coalesce(max(v.version), 0) FROM versions v WHERE v.article = a.article)",
        "the article `{}` lacks a version",
    ),
    (
        "SELECT v.arrival FROM versions v LEFT JOIN articles a USING (article) \
         WHERE a.article IS NULL",
        "arrival {} belongs to no article",
    ),
    (
        "SELECT a.id FROM versions v JOIN articles a USING (article) \
         LEFT JOIN placements p USING (article) WHERE v.version = 1 AND p.article IS NULL \
         AND v.arrival <= (SELECT value FROM progress WHERE name = 'placed')",
        "the article `{}` is in no story",
    ),
    (
        "SELECT p.story FROM placements p LEFT JOIN stories s USING (story) WHERE s.story IS NULL",
        "articles are in the story `{}`, which is not there",
    ),
    (
        "SELECT s.story FROM stories s WHERE s.articles <> \
         (SELECT count(*) FROM placements p WHERE p.story = s.story)",
        "the story `{}` has another number of articles than it says",
    ),
    (
        "SELECT s.story FROM stories s LEFT JOIN stories i ON i.story = s.merged_into \
         WHERE s.merged_into IS NOT NULL AND i.story IS NULL",
        "the story `{}` became part of one that is not there",
    ),
];

/// Looks through the store in a folder, and its index of search.
///
/// # Errors
///
/// Where the store cannot be read at all.
pub fn verify(folder: &Path, store: &Reader) -> Result<Vec<Finding>, StoreError> {
    let mut findings = pages(&store.connection)?;
    findings.extend(checksums(store)?);
    for (query, told) in RULES {
        let mut statement = store.connection.prepare(query)?;
        let names = statement.query_map([], |row| Ok(name_of(row)))?;
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        findings.extend(tell(&names, told));
    }
    findings.extend(traces(store)?);
    let lost = |error| vec![unindexed(format!("the index of search cannot be used: {error}"))];
    findings.extend(index(folder, store).unwrap_or_else(lost));
    Ok(findings)
}

fn name_of(row: &Row<'_>) -> String {
    row.get::<_, String>(0)
        .or_else(|_| row.get::<_, i64>(0).map(|n| n.to_string()))
        .unwrap_or_default()
}

fn tell(names: &[String], told: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        names.iter().take(TOLD_MAX).map(|name| Finding::new(told.replace("{}", name))).collect();
    if names.len() > TOLD_MAX {
        let more = names.len() - TOLD_MAX;
        findings.push(Finding::new(format!("and {more} more like the last")));
    }
    findings
}

fn unindexed(what: String) -> Finding {
    Finding { what, is_mended_by_reindex: true }
}

/// What SQLite itself finds.
fn pages(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines = statement.query_map([], |row| row.get(0))?;
    let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Finding::new).collect())
}

fn checksums(store: &Reader) -> Result<Vec<Finding>, StoreError> {
    let sql = "SELECT a.id, v.source, coalesce(v.outlet, ''), v.title, coalesce(v.author, ''), \
               coalesce(v.published, ''), v.language, v.body, v.rest, v.checksum, v.version \
               FROM versions v JOIN articles a USING (article)";
    let mut statement = store.connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut wrong = Vec::new();
    while let Some(row) = rows.next()? {
        let texts: Vec<String> = (0..9).map(|at| row.get(at)).collect::<Result<_, _>>()?;
        let fields: Vec<&str> = texts[1..].iter().map(String::as_str).collect();
        if checksum(&texts[0], &fields) != row.get::<_, i64>(9)? {
            wrong.push(format!("version {} of `{}`", row.get::<_, i64>(10)?, texts[0]));
        }
    }
    Ok(tell(&wrong, "{} is not as it was written"))
}

/// Whether each trace is of just the articles that its story has.
fn traces(store: &Reader) -> Result<Vec<Finding>, StoreError> {
    let sql = "SELECT story, trace FROM stories WHERE trace IS NOT NULL AND traced >= touched";
    let mut statement = store.connection.prepare(sql)?;
    let mut of_story = store.connection.prepare(
        "SELECT a.id FROM placements p JOIN articles a USING (article) WHERE p.story = ?1 ORDER BY a.id",
    )?;
    let mut rows = statement.query([])?;
    let mut wrong = Vec::new();
    while let Some(row) = rows.next()? {
        let (story, trace): (String, String) = (row.get(0)?, row.get(1)?);
        let held = of_story.query_map([&story], |row| row.get(0))?;
        let held: Vec<String> = held.collect::<Result<_, _>>()?;
        let told: Option<Story> = serde_json::from_str(&trace).ok();
        if told.is_none_or(|told| told.articles != held) {
            wrong.push(story);
        }
    }
    Ok(tell(&wrong, "the trace of the story `{}` is not of its articles"))
}

/// Whether the index holds every article that it says it has followed to.
fn index(folder: &Path, store: &Reader) -> Result<Vec<Finding>, SearchError> {
    let (followed, searcher) = SearchIndex::look(folder)?;
    let sql = "SELECT id FROM articles WHERE article IN \
               (SELECT article FROM versions WHERE arrival <= ?1)";
    let mut statement = store.connection.prepare(sql).map_err(StoreError::from)?;
    let ids =
        statement.query_map([followed.arrival], |row| row.get(0)).map_err(StoreError::from)?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>().map_err(StoreError::from)?;
    let mut missing = Vec::new();
    for id in &ids {
        if !searcher.has(id)? {
            missing.push(id.clone());
        }
    }
    let told = tell(&missing, "the index of search lacks the article `{}` or has it twice");
    let mut told: Vec<Finding> = told.into_iter().map(|finding| unindexed(finding.what)).collect();
    let more = searcher.articles()?.saturating_sub(ids.len());
    if more > 0 {
        told.push(unindexed(format!("the index of search has {more} articles that are not there")));
    }
    Ok(told)
}
