//! The API under `/v1`: JSON in and out, described by a document that is made from this code.

mod articles;
mod check;
mod cursor;
pub mod error;
mod events;
pub mod guard;
mod health;
mod overrides;
mod search;
mod sources;
pub mod stories;
mod webhooks;

use std::sync::Arc;

use axum::Json;
use axum::extract::FromRequest;
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use utoipa::OpenApi;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use check::{CheckAnswer, Kin, Matched, Question, Relative, kin_of, look};
pub use overrides::{decide, undo};
pub use search::{Found, find};
pub use sources::{
    NewSource, SourceStatus, add as add_source, remove as remove_source, shown_to, status_of,
};

use self::error::ApiError;
use crate::desk::Desk;
use crate::readers::ReadError;

/// What every handler is given.
pub type App = Arc<Desk>;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Newstem",
        description = "Articles in, their stories, family trees, quotes and claims out. Reading is open \
                       on the loopback unless the desk says otherwise; writing needs the token.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(search::Kind, overrides::DecisionForm)),
    modifiers(&Token)
)]
struct Description;

struct Token;

impl utoipa::Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// All routes of the API, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(articles::post_articles))
        .routes(routes!(articles::get_article))
        .routes(routes!(stories::get_stories))
        .routes(routes!(stories::get_story))
        .routes(routes!(search::get_search))
        .routes(routes!(check::post_check))
        .routes(routes!(events::get_events))
        .routes(routes!(overrides::get_overrides, overrides::post_override))
        .routes(routes!(overrides::delete_override))
        .routes(routes!(webhooks::get_webhooks, webhooks::post_webhook))
        .routes(routes!(webhooks::delete_webhook))
        .routes(routes!(sources::get_sources, sources::post_source, sources::delete_source))
        .routes(routes!(health::get_live))
        .routes(routes!(health::get_ready))
        .routes(routes!(health::get_metrics))
}

/// The description as it is served. Where a handler says no more of an answer than its status, it is
/// called by the status.
pub fn description() -> utoipa::openapi::OpenApi {
    let mut told = routes().into_openapi();
    for item in told.paths.paths.values_mut() {
        for operation in [&mut item.get, &mut item.post, &mut item.delete].into_iter().flatten() {
            for (status, response) in &mut operation.responses.responses {
                let RefOr::T(response) = response else { continue };
                if response.description.is_empty() {
                    let status: Option<StatusCode> = status.parse().ok();
                    let name = status.and_then(|status| status.canonical_reason());
                    response.description = name.unwrap_or("Something else").to_owned();
                }
            }
        }
    }
    told
}

/// Reads from the store on a thread that may wait.
///
/// # Errors
///
/// Where the store cannot be read.
pub async fn read<T: Send + 'static>(
    app: &App,
    read: impl FnOnce(&newstem_store::Reader) -> Result<T, newstem_store::StoreError> + Send + 'static,
) -> Result<T, ApiError> {
    let app = Arc::clone(app);
    work(move || app.readers.with(read).map_err(|error: ReadError| error.into())).await
}

/// Does what takes long on a thread that may wait.
///
/// # Errors
///
/// Those of the work.
pub async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(ApiError::Internal(error.to_string())))
}

/// A body of JSON.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(ApiError))]
pub struct Body<T>(pub T);

/// What stands behind the question mark.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub struct Asked<T>(pub T);

/// What stands in the path.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(ApiError))]
pub struct Named<T>(pub T);

/// The fields of a form.
#[derive(FromRequest)]
#[from_request(via(axum::Form), rejection(ApiError))]
pub struct Filled<T>(pub T);

impl From<FormRejection> for ApiError {
    fn from(rejection: FormRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            _ => Self::Malformed(rejection.body_text()),
        }
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Unprocessable(rejection.body_text()),
            _ => Self::Malformed(rejection.body_text()),
        }
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

/// Gives the description of the API.
pub async fn get_description() -> Json<utoipa::openapi::OpenApi> {
    Json(description())
}
