//! What people decided.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use newstem_store::{Decision, Override, Reader, StoreError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use super::{App, Body, Named, read};
use crate::clock;

/// What can be decided, as [`Decision`] is written; only the description of the API is made of it.
#[derive(ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case")]
#[allow(dead_code)]
pub enum DecisionForm {
    /// One story is part of another.
    Merge {
        /// The one.
        story: String,
        /// The other, whose name stays.
        into: String,
    },
    /// Articles belong to a story of their own.
    Split {
        /// The story that they are in.
        story: String,
        /// Their ids.
        articles: Vec<String>,
    },
    /// An article does not go back to another, however many lie between.
    NotDerived {
        /// The article.
        child: String,
        /// The other.
        parent: String,
    },
}

/// A decision on its way in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewOverride {
    /// What is decided.
    #[serde(flatten)]
    #[schema(value_type = DecisionForm)]
    pub decision: Decision,
    /// Who decides; kept with it.
    pub by: String,
    /// Why, in the person's words.
    #[serde(default)]
    pub note: String,
}

/// What was written down.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decided {
    /// The number by which it can be taken back.
    pub number: i64,
}

/// All decisions, the last first; those that were taken back say when and by whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverrideList {
    /// The decisions.
    #[schema(value_type = Vec<Object>)]
    pub overrides: Vec<Override>,
}

/// Longest name and note, in bytes.
const WORDS_BYTES_MAX: usize = 4 << 10;

/// What people decided against the program.
#[utoipa::path(
    get, path = "/v1/overrides", tag = "overrides",
    responses(
        (status = 200, body = OverrideList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_overrides(State(app): State<App>) -> Result<Json<OverrideList>, ApiError> {
    Ok(Json(OverrideList { overrides: read(&app, |reader| reader.overrides()).await? }))
}

/// Decides: two stories are one, articles are a story of their own, an article does not go back to
/// another. It lasts until it is taken back, whatever comes in.
#[utoipa::path(
    post, path = "/v1/overrides", tag = "overrides", security(("token" = [])),
    request_body = NewOverride,
    responses(
        (status = 201, body = Decided), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 415, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 503, body = ErrorBody), (status = 507, body = ErrorBody),
    )
)]
pub async fn post_override(
    State(app): State<App>,
    Body(new): Body<NewOverride>,
) -> Result<(StatusCode, Json<Decided>), ApiError> {
    let number = decide(&app, new.decision, new.by, new.note).await?;
    Ok((StatusCode::CREATED, Json(Decided { number })))
}

/// Writes a decision down and lets it take effect.
///
/// # Errors
///
/// Where it makes no sense or is about something that is not there.
pub async fn decide(
    app: &App,
    decision: Decision,
    by: String,
    note: String,
) -> Result<i64, ApiError> {
    if by.trim().is_empty() || by.len() > WORDS_BYTES_MAX || note.len() > WORDS_BYTES_MAX {
        let told = "`by` must say who decides, and neither it nor `note` may be longer than 4 KiB";
        return Err(ApiError::Unprocessable(told.to_owned()));
    }
    let senseless = match &decision {
        Decision::Merge { story, into } if story == into => "a story cannot be part of itself",
        Decision::Split { articles, .. } if articles.is_empty() => "`articles` names none",
        Decision::NotDerived { child, parent } if child == parent => {
            "`child` and `parent` are the same article"
        }
        _ => "",
    };
    if !senseless.is_empty() {
        return Err(ApiError::Unprocessable(senseless.to_owned()));
    }
    let asked = decision.clone();
    let missing = read(app, move |reader| missing(reader, &asked)).await?;
    if let Some(told) = missing {
        return Err(ApiError::NotFound(told));
    }
    let decided =
        app.writer.call(move |store| store.decide(&decision, &by, &note, &clock::now())).await;
    let (number, events) = decided?;
    app.tell(events);
    app.wake.all();
    Ok(number)
}

/// What a decision is about and is not there.
fn missing(reader: &Reader, decision: &Decision) -> Result<Option<String>, StoreError> {
    let (stories, articles) = match decision {
        Decision::Merge { story, into } => (vec![story, into], Vec::new()),
        Decision::Split { story, articles } => (vec![story], articles.iter().collect()),
        Decision::NotDerived { child, parent } => (Vec::new(), vec![child, parent]),
    };
    for story in stories {
        if reader.resolve(story)?.is_none() {
            return Ok(Some(format!("there is no story {:?}", story.0)));
        }
    }
    for article in articles {
        if reader.versions(article)?.is_empty() {
            return Ok(Some(format!("there is no article {article:?}")));
        }
    }
    Ok(None)
}

/// Takes a decision back. It stays on record.
#[utoipa::path(
    delete, path = "/v1/overrides/{number}", tag = "overrides", security(("token" = [])),
    params(("number" = i64, Path)),
    responses(
        (status = 204), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 507, body = ErrorBody),
    )
)]
pub async fn delete_override(
    State(app): State<App>,
    Named(number): Named<i64>,
) -> Result<StatusCode, ApiError> {
    undo(&app, number, "api").await.map(|()| StatusCode::NO_CONTENT)
}

/// Takes a decision back.
///
/// # Errors
///
/// Where nobody says who takes it back, or none of that number stands.
pub async fn undo(app: &App, number: i64, by: &str) -> Result<(), ApiError> {
    if by.trim().is_empty() || by.len() > WORDS_BYTES_MAX {
        let told = "whoever takes a decision back must say who it is, in 4 KiB or less";
        return Err(ApiError::Unprocessable(told.to_owned()));
    }
    let by = by.to_owned();
    let undone = app.writer.call(move |store| store.undo(number, &by, &clock::now())).await?;
    let events =
        undone.ok_or_else(|| ApiError::NotFound(format!("no decision {number} stands")))?;
    app.tell(events);
    app.wake.all();
    Ok(())
}
