//! Whether the desk lives, whether it can be asked, and its numbers.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use newstem_store::Counts;
use serde::Serialize;
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use super::{App, read};
use crate::metrics::Gauges;

/// How far the desk is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// Always `ready`.
    pub status: &'static str,
    /// Articles, stories, what waits.
    #[schema(value_type = Object)]
    pub counts: Counts,
}

/// Whether the process lives.
#[utoipa::path(
    get, path = "/health/live", tag = "operations",
    responses((status = 200, body = String), (status = 403, body = ErrorBody))
)]
pub async fn get_live() -> &'static str {
    "live\n"
}

/// Whether the desk can be asked and written to. Articles may still wait to be placed; `counts` tells.
#[utoipa::path(
    get, path = "/health/ready", tag = "operations",
    responses((status = 200, body = Ready), (status = 403, body = ErrorBody), (status = 503, body = ErrorBody))
)]
pub async fn get_ready(State(app): State<App>) -> Result<Json<Ready>, ApiError> {
    if app.searcher().is_none() {
        return Err(ApiError::Unavailable("the index of search is not open".to_owned()));
    }
    Ok(Json(Ready { status: "ready", counts: read(&app, |reader| reader.counts()).await? }))
}

/// Numbers for Prometheus.
#[utoipa::path(
    get, path = "/metrics", tag = "operations",
    responses(
        (status = 200, body = String), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_metrics(State(app): State<App>) -> Result<impl IntoResponse, ApiError> {
    let counts = read(&app, |reader| reader.counts()).await?;
    let waiting = app.writer.waiting_bytes() as u64;
    let values = vec![
        ("newstem_articles", "Articles in the store.", counts.articles),
        ("newstem_stories", "Stories that are shown.", counts.stories),
        ("newstem_unplaced", "Arrivals that wait to be placed.", counts.unplaced),
        ("newstem_untraced", "Stories that wait to be traced.", counts.untraced),
        ("newstem_waiting_bytes", "Articles that wait to be written, in bytes.", waiting),
    ];
    let text = app.metrics.render(&Gauges { values });
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
