//! Words looked for in articles, quotes and claims.

use axum::Json;
use axum::extract::State;
use newstem_store::{Hit, Reader, SearchError, Searcher, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::error::{ApiError, ErrorBody};
use super::{App, Asked, cursor, work};
use crate::writer::with_sources;

const LISTED: usize = 20;
const LISTED_MAX: usize = 100;
/// Answers further down than this are not given: each page costs as much as all before it.
const PLACES_MAX: usize = 10_000;
/// Letters of a text that are shown.
const SHOWN: usize = 300;

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Words; `"phrases"`, `+must` and `-must not` are understood.
    q: String,
    /// Only `article`, `quote` or `claim`.
    kind: Option<Kind>,
    /// Where a list goes on.
    cursor: Option<String>,
    /// How many; 20 unless given, never more than 100.
    limit: Option<usize>,
}

/// What kind of thing is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Articles.
    Article,
    /// Quotes.
    Quote,
    /// Claims.
    Claim,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Quote => "quote",
            Self::Claim => "claim",
        }
    }
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// `article`, `quote` or `claim`.
    pub kind: String,
    /// The article's id; null for quotes and claims.
    pub article: Option<String>,
    /// The story that it is in; null for an article that was not placed yet.
    pub story: Option<String>,
    /// The id of the quote or claim in its story; null for articles.
    pub item: Option<String>,
    /// The headline, the speaker, or the headline of the claim's story.
    pub title: String,
    /// How the text begins.
    pub text: String,
    /// Independent sources behind the quote or claim; null for articles.
    pub independent_sources: Option<usize>,
}

/// A page of what was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundList {
    /// The best first.
    pub found: Vec<Found>,
    /// Where the list goes on; null at its end.
    pub next: Option<String>,
}

/// Full-text search over articles, quotes and claims.
#[utoipa::path(
    get, path = "/v1/search", tag = "search", params(Search),
    responses(
        (status = 200, body = FoundList), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 503, description = "The index is not open yet", body = ErrorBody),
    )
)]
pub async fn get_search(
    State(app): State<App>,
    Asked(search): Asked<Search>,
) -> Result<Json<FoundList>, ApiError> {
    let first = match &search.cursor {
        Some(text) => cursor::read(text, 1)?[0].parse().unwrap_or(PLACES_MAX),
        None => 0,
    };
    let first = first.min(PLACES_MAX);
    let limit = search.limit.unwrap_or(LISTED).clamp(1, LISTED_MAX);
    let kind = search.kind.map(Kind::name);
    let found = work(move || find(&app, &search.q, kind, first, limit)).await?;
    let is_full = found.1 && first + limit < PLACES_MAX;
    let next = is_full.then(|| cursor::write(&[&(first + limit).to_string()]));
    Ok(Json(FoundList { found: found.0, next }))
}

/// What matches words, and whether there may be more.
///
/// # Errors
///
/// Where the index or the store cannot be read.
pub fn find(
    app: &App,
    words: &str,
    kind: Option<&str>,
    first: usize,
    limit: usize,
) -> Result<(Vec<Found>, bool), ApiError> {
    let hits = hits(app, words, kind, first, limit)?;
    let is_full = hits.len() == limit;
    let found = app.readers.with(|reader| {
        let found: Result<Vec<Option<Found>>, StoreError> =
            hits.into_iter().map(|hit| shown(reader, hit)).collect();
        Ok(found?.into_iter().flatten().collect())
    });
    Ok((found?, is_full))
}

/// What matches words in the index.
///
/// # Errors
///
/// Where the index cannot be read.
fn hits(
    app: &App,
    words: &str,
    kind: Option<&str>,
    first: usize,
    limit: usize,
) -> Result<Vec<Hit>, ApiError> {
    ask(app, |searcher| searcher.find(words, kind, first, limit))
}

/// What has most of the words of a text, however many they are and however often they stand in the index.
///
/// # Errors
///
/// Where the index cannot be read.
pub fn like(app: &App, text: &str, kind: &str, limit: usize) -> Result<Vec<Hit>, ApiError> {
    ask(app, |searcher| searcher.like(text, kind, limit))
}

fn ask(
    app: &App,
    question: impl FnOnce(&Searcher) -> Result<Vec<Hit>, SearchError>,
) -> Result<Vec<Hit>, ApiError> {
    let searcher = app.searcher();
    let searcher = searcher
        .ok_or_else(|| ApiError::Unavailable("the index of search is not open".to_owned()))?;
    question(&searcher).map_err(|error| ApiError::Internal(with_sources(&error)))
}

/// What a hit is; nothing where the store has moved on since it was indexed.
fn shown(reader: &Reader, hit: Hit) -> Result<Option<Found>, StoreError> {
    match (&hit.article, &hit.story) {
        (Some(id), _) => {
            let Some(version) = reader.versions(id)?.pop() else { return Ok(None) };
            let story = reader.story_of(id)?.map(|key| key.0);
            Ok(Some(Found {
                kind: hit.kind,
                article: hit.article.clone(),
                story,
                item: None,
                title: version.article.title,
                text: beginning(&version.article.body),
                independent_sources: None,
            }))
        }
        (None, Some(key)) => {
            let Some(story) = reader.trace(key)? else { return Ok(None) };
            let item = hit.item.clone().unwrap_or_default();
            let quote = story.quotes.iter().find(|quote| quote.id == item && hit.kind == "quote");
            let claim = story.claims.iter().find(|claim| claim.id == item && hit.kind == "claim");
            let told = match (quote, claim) {
                (Some(quote), _) => {
                    let text = quote.occurrences.first().map_or("", |one| one.text.as_str());
                    let speaker = quote.speaker.clone().unwrap_or_default();
                    Some((speaker, text, quote.independent_sources))
                }
                (None, Some(claim)) => Some((
                    story.headline.clone(),
                    claim.statement.as_str(),
                    claim.independent_sources,
                )),
                (None, None) => None,
            };
            let Some((title, text, sources)) = told else { return Ok(None) };
            Ok(Some(Found {
                kind: hit.kind,
                article: None,
                story: Some(key.0.clone()),
                item: hit.item,
                title,
                text: beginning(text),
                independent_sources: Some(sources),
            }))
        }
        (None, None) => Ok(None),
    }
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
