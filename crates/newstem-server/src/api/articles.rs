//! Articles in, and one article with what is known of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use newstem_store::{Receipt, Skipped, Version};
use serde::Serialize;
use utoipa::ToSchema;

use super::check::{Kin, kin_of};
use super::error::{ApiError, ErrorBody};
use super::{App, Named, read, work};
use crate::clock;
use crate::intake::{self, Form, Taken};

/// What became of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenIn {
    /// For each article that could be read, in order: `new`, `version` or `known`, with its id.
    #[schema(value_type = Vec<Object>)]
    pub articles: Vec<Receipt>,
    /// What could not be read.
    pub skipped: Vec<SkippedRecord>,
}

/// A record that was left out, or read only in part.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkippedRecord {
    /// Its number in what was sent, from 1.
    pub record: Option<usize>,
    /// What was wrong.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

/// Takes articles in: one JSON object, a list of them, or one a line (NDJSON). They are acknowledged
/// once they are on the disk; sending the same again changes nothing, another text of the same id or
/// address is kept as a new version.
#[utoipa::path(
    post, path = "/v1/articles", tag = "articles", security(("token" = [])),
    request_body(content(
        (Vec<Object> = "application/json"),
        (String = "application/x-ndjson")
    )),
    responses(
        (status = 200, description = "All that could be read is kept", body = TakenIn),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 415, body = ErrorBody), (status = 422, description = "Nothing could be read", body = ErrorBody),
        (status = 429, description = "Too much waits; see Retry-After", body = ErrorBody),
        (status = 503, body = ErrorBody), (status = 507, body = ErrorBody),
    )
)]
pub async fn post_articles(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Json<TakenIn>, ApiError> {
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    let form = form_of(&headers)?;
    if app.writer.waiting_bytes() > app.settings.waiting_bytes_max / 2 {
        app.metrics.refused_busy.fetch_add(1, Ordering::Relaxed);
        return Err(ApiError::Busy);
    }
    let Taken { articles, problems } = read_in_turn(&app, body, form).await?;
    if articles.is_empty() {
        let told =
            problems.first().map_or("there is no article in it".to_owned(), ToString::to_string);
        return Err(ApiError::Unprocessable(told));
    }
    let receipts = app.writer.take_in(articles).await;
    if receipts == Err(crate::writer::WriteError::Busy) {
        app.metrics.refused_busy.fetch_add(1, Ordering::Relaxed);
    }
    let articles = receipts?;
    app.wake.all();
    note(&app, &problems).await?;
    let skipped = problems.into_iter().map(|problem| SkippedRecord {
        record: problem.record,
        reason: problem.reason,
        hint: problem.hint,
    });
    Ok(Json(TakenIn { articles, skipped: skipped.collect() }))
}

/// Reads what was sent once it is its turn. What waits for its turn counts as waiting to be written.
async fn read_in_turn(app: &App, body: Bytes, form: Form) -> Result<Taken, ApiError> {
    let reserved = app.writer.reserve(body.len());
    if reserved.is_err() {
        app.metrics.refused_busy.fetch_add(1, Ordering::Relaxed);
    }
    let _reserved = reserved?;
    let _turn = app.reading.acquire().await;
    let desk = Arc::clone(app);
    work(move || Ok(intake::read(&body, form, "api", |some| desk.meet(some)))).await
}

fn form_of(headers: &HeaderMap) -> Result<Form, ApiError> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = given.unwrap_or("application/json").split(';').next().unwrap_or_default().trim();
    match kind {
        "application/json" => Ok(Form::Json),
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Form::Lines),
        _ => Err(ApiError::UnsupportedMediaType),
    }
}

async fn note(app: &App, problems: &[newstem_read::Problem]) -> Result<(), ApiError> {
    if problems.is_empty() {
        return Ok(());
    }
    app.metrics.skipped.fetch_add(problems.len() as u64, Ordering::Relaxed);
    let at = clock::now();
    let skipped = problems.iter().map(|problem| Skipped {
        at: at.clone(),
        source: problem.file.clone(),
        place: problem.record.map(|record| format!("record {record}")).unwrap_or_default(),
        reason: problem.reason.clone(),
        hint: problem.hint.clone(),
    });
    let skipped: Vec<Skipped> = skipped.collect();
    Ok(app.writer.call(move |store| store.note_skipped(&skipped)).await?)
}

/// An article with all its versions and its place among the others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticlePage {
    /// Its id.
    pub id: String,
    /// The story that it is in; null before it was placed.
    pub story: Option<String>,
    /// The articles that it goes back to and those that go back to it, with ancestors that are not
    /// there; null before its story was traced.
    pub kin: Option<Kin>,
    /// What was kept of it, the first version first.
    #[schema(value_type = Vec<Object>)]
    pub versions: Vec<Version>,
}

/// One article: its versions, its story, and what it goes back to.
#[utoipa::path(
    get, path = "/v1/articles/{id}", tag = "articles",
    params((
        "id" = String, Path, description = "The article's id, percent-encoded",
        example = "ferry-fire/a"
    )),
    responses(
        (status = 200, body = ArticlePage), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
    )
)]
pub async fn get_article(
    State(app): State<App>,
    Named(id): Named<String>,
) -> Result<Json<ArticlePage>, ApiError> {
    let name = id.clone();
    let page = read(&app, move |reader| {
        let versions = reader.versions(&name)?;
        let story = reader.story_of(&name)?;
        let trace = match &story {
            Some(story) => reader.trace(story)?,
            None => None,
        };
        let kin = trace.map(|trace| kin_of(&trace.tree, &name));
        Ok(ArticlePage { id: name, story: story.map(|key| key.0), kin, versions })
    });
    let page = page.await?;
    if page.versions.is_empty() {
        return Err(ApiError::NotFound(format!("there is no article {id:?}")));
    }
    Ok(Json(page))
}
