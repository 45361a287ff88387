//! What people decided.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use newstem_store::{Decision, Override, Reader, StoryKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use super::{App, Body, Named, read};
use crate::clock;
use crate::readers::ReadError;

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
    check_sense(&decision)?;
    let asked = decision.clone();
    read(app, move |reader| Ok(check_place(reader, &asked))).await??;
    let decided =
        app.writer.call(move |store| store.decide(&decision, &by, &note, &clock::now())).await;
    let (number, events) = decided?;
    app.tell(events);
    app.wake.all();
    Ok(number)
}

/// Whether a decision can be meant, whatever the store holds.
fn check_sense(decision: &Decision) -> Result<(), ApiError> {
    let told = match decision {
        Decision::Merge { story, into } if story == into => "a story cannot be part of itself",
        Decision::Split { articles, .. } if articles.is_empty() => "`articles` names none",
        Decision::NotDerived { child, parent } if child == parent => {
            "`child` and `parent` are the same article"
        }
        _ => return Ok(()),
    };
    Err(ApiError::Unprocessable(told.to_owned()))
}

/// Whether what a decision is about is there, and where the decision says.
fn check_place(reader: &Reader, decision: &Decision) -> Result<(), ApiError> {
    match decision {
        Decision::Merge { story, into } => {
            shown_as(reader, story)?;
            shown_as(reader, into)?;
        }
        Decision::Split { story, articles } => {
            let shown = shown_as(reader, story)?;
            articles.iter().try_for_each(|article| check_in(reader, article, story, &shown))?;
        }
        Decision::NotDerived { child, parent } => {
            [child, parent].into_iter().try_for_each(|article| check_known(reader, article))?;
        }
    }
    Ok(())
}

/// The story that one is shown as.
fn shown_as(reader: &Reader, story: &StoryKey) -> Result<StoryKey, ApiError> {
    let shown = reader.resolve(story).map_err(ReadError::Store)?;
    shown.ok_or_else(|| ApiError::NotFound(format!("there is no story {:?}", story.0)))
}

fn check_known(reader: &Reader, article: &str) -> Result<(), ApiError> {
    if reader.versions(article).map_err(ReadError::Store)?.is_empty() {
        return Err(ApiError::NotFound(format!("there is no article {article:?}")));
    }
    Ok(())
}

/// Whether an article is in the story that it is said to be in.
fn check_in(
    reader: &Reader,
    article: &str,
    story: &StoryKey,
    shown: &StoryKey,
) -> Result<(), ApiError> {
    check_known(reader, article)?;
    if reader.story_of(article).map_err(ReadError::Store)?.as_ref() == Some(shown) {
        return Ok(());
    }
    let told = format!("the article {article:?} is not in the story {:?}", story.0);
    Err(ApiError::Unprocessable(told))
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
