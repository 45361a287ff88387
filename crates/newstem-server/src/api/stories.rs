//! Stories: the list of them, and each as a trace.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use newstem::{Article, Statistics, Story, Trace};
use newstem_store::{Card, Reader, StoreError, StoryKey};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::error::{ApiError, ErrorBody};
use super::{App, Asked, Named, cursor, read};

/// So many stories are listed where nothing else is asked for.
const LISTED: u32 = 50;
/// And at most.
const LISTED_MAX: u32 = 200;

/// A story in short.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryCard {
    /// Its name.
    pub id: String,
    /// The title of its most central article.
    pub headline: String,
    /// When its first article came in.
    pub opened: String,
    /// When it last changed.
    pub changed: String,
    /// How many articles tell it.
    pub articles: u32,
    /// How many independent sources they have; null before it was traced.
    pub independent_sources: Option<u32>,
    /// How many claims its articles surely disagree about; null before it was traced.
    pub disputes: Option<u32>,
    /// How many rings of outlets credit each other; null before it was traced.
    pub circles: Option<u32>,
    /// The story that it is a later development of.
    pub follows: Option<String>,
    /// Whether its trace knows all that came in.
    pub is_traced: bool,
}

impl From<Card> for StoryCard {
    fn from(card: Card) -> Self {
        Self {
            id: card.story.0,
            headline: card.headline,
            opened: card.opened.to_string(),
            changed: card.changed.to_string(),
            articles: card.articles,
            independent_sources: card.independent_sources,
            disputes: card.disputes,
            circles: card.circles,
            follows: card.follows.map(|key| key.0),
            is_traced: card.is_traced,
        }
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct StoryList {
    /// The stories, the last changed first.
    pub stories: Vec<StoryCard>,
    /// Where the list goes on; null at its end.
    pub next: Option<String>,
}

/// Which stories are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// Where a list goes on.
    cursor: Option<String>,
    /// How many; 50 unless given, never more than 200.
    #[param(value_type = Option<u64>)]
    limit: Option<u32>,
    /// Only stories of so many articles or more.
    #[param(value_type = Option<u64>)]
    articles_min: Option<u32>,
}

/// The stories, the last changed first.
#[utoipa::path(
    get, path = "/v1/stories", tag = "stories", params(Listing),
    responses(
        (status = 200, body = StoryList), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_stories(
    State(app): State<App>,
    Asked(listing): Asked<Listing>,
) -> Result<Json<StoryList>, ApiError> {
    let limit = listing.limit.unwrap_or(LISTED).clamp(1, LISTED_MAX);
    let after = listing.cursor.as_deref().map(|text| cursor::read(text, 2)).transpose()?;
    let least = listing.articles_min.unwrap_or(1);
    let cards = read(&app, move |reader| {
        let after = after.as_ref().map(|parts| (parts[0].as_str(), parts[1].as_str()));
        reader.cards(after, least, limit)
    });
    let cards = cards.await?;
    let is_full = cards.len() == limit as usize;
    let last = cards.last().filter(|_| is_full);
    let next = last.map(|card| cursor::write(&[card.changed.as_str(), &card.story.0]));
    Ok(Json(StoryList { stories: cards.into_iter().map(StoryCard::from).collect(), next }))
}

/// One story as a trace: the document that `newstem trace` writes, with this story alone. A story that
/// became part of another is given as that one; `Content-Location` tells its name. `X-Newstem-Traced`
/// is `false` while articles that came in last are not in it yet.
#[utoipa::path(
    get, path = "/v1/stories/{id}", tag = "stories",
    params(("id" = String, Path, description = "The story's name", example = "s1")),
    responses(
        (status = 200, description = "A trace, schema version 1", body = Object),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody),
        (status = 503, description = "It was not traced yet", body = ErrorBody),
    )
)]
pub async fn get_story(
    State(app): State<App>,
    Named(id): Named<String>,
) -> Result<Response, ApiError> {
    let key = StoryKey(id.clone());
    let found = read(&app, move |reader| traced(reader, &key)).await?;
    let Some((card, trace)) = found else {
        return Err(ApiError::NotFound(format!("there is no story {id:?}")));
    };
    let trace = trace.ok_or_else(|| not_traced(&card))?;
    let mut headers = HeaderMap::new();
    let place = HeaderValue::from_str(&format!("/v1/stories/{}", card.story.0));
    headers.extend(place.ok().map(|place| (header::CONTENT_LOCATION, place)));
    let is_traced = HeaderValue::from_static(if card.is_traced { "true" } else { "false" });
    headers.insert("x-newstem-traced", is_traced);
    Ok((headers, Json(trace)).into_response())
}

fn not_traced(card: &Card) -> ApiError {
    ApiError::Unavailable(format!("the story {} was not traced yet", card.story))
}

/// A story with its trace, where there is one; nothing where there is no such story.
pub fn traced(
    reader: &Reader,
    key: &StoryKey,
) -> Result<Option<(Card, Option<Trace>)>, StoreError> {
    let Some(card) = reader.card(key)? else { return Ok(None) };
    let trace = match reader.trace(&card.story)? {
        Some(story) => Some(trace_of(story, reader.articles_of(&card.story)?)),
        None => None,
    };
    Ok(Some((card, trace)))
}

/// A trace of one story. Articles that came after it was made are left out, since it says nothing of
/// them.
pub fn trace_of(story: Story, mut articles: Vec<Article>) -> Trace {
    articles.retain(|article| story.articles.binary_search(&article.id).is_ok());
    Trace {
        schema: 1,
        generator: format!("newstem {}", env!("CARGO_PKG_VERSION")),
        articles,
        stories: vec![story],
        statistics: Statistics::default(),
    }
}
