//! Addresses that are told of events.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use newstem_fetch::redacted_to_host;
use newstem_store::Webhook;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use super::{App, Body, Named, read};
use crate::clock;
use crate::pages::Looker;

/// An address on its way in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewWebhook {
    /// Where events are posted, as JSON.
    pub url: String,
    /// What they are signed with (HMAC-SHA256, header `Newstem-Signature`), 16 bytes or more.
    pub secret: String,
}

/// What was written down.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookAdded {
    /// The number by which it can be removed.
    pub webhook: i64,
}

/// All addresses.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookList {
    /// In the order in which they were added; secrets are not told.
    #[schema(value_type = Vec<Object>)]
    pub webhooks: Vec<Webhook>,
}

const SECRET_BYTES_MIN: usize = 16;
const URL_BYTES_MAX: usize = 2 << 10;

/// The addresses that are told of events, and how they take it. Who does not show the token sees only
/// their hosts.
#[utoipa::path(
    get, path = "/v1/webhooks", tag = "events",
    responses(
        (status = 200, body = WebhookList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_webhooks(
    State(app): State<App>,
    looker: Looker,
) -> Result<Json<WebhookList>, ApiError> {
    let mut webhooks = read(&app, |reader| reader.webhooks()).await?;
    if looker == Looker::OnlyReads {
        webhooks.iter_mut().for_each(|webhook| webhook.url = redacted_to_host(&webhook.url));
    }
    Ok(Json(WebhookList { webhooks }))
}

/// Adds an address, which is told of what happens from now on.
#[utoipa::path(
    post, path = "/v1/webhooks", tag = "events", security(("token" = [])), request_body = NewWebhook,
    responses(
        (status = 201, body = WebhookAdded), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 503, body = ErrorBody), (status = 507, body = ErrorBody),
    )
)]
pub async fn post_webhook(
    State(app): State<App>,
    Body(new): Body<NewWebhook>,
) -> Result<(StatusCode, Json<WebhookAdded>), ApiError> {
    if new.secret.len() < SECRET_BYTES_MIN {
        return Err(ApiError::Unprocessable("the secret is shorter than 16 bytes".to_owned()));
    }
    let is_web = new.url.starts_with("https://") || new.url.starts_with("http://");
    if !is_web || new.url.len() > URL_BYTES_MAX {
        return Err(ApiError::Unprocessable("`url` is no address of the web".to_owned()));
    }
    let added =
        app.writer.call(move |store| store.add_webhook(&new.url, &new.secret, &clock::now())).await;
    Ok((StatusCode::CREATED, Json(WebhookAdded { webhook: added? })))
}

/// Removes an address.
#[utoipa::path(
    delete, path = "/v1/webhooks/{webhook}", tag = "events", security(("token" = [])),
    params(("webhook" = i64, Path)),
    responses(
        (status = 204), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 507, body = ErrorBody),
    )
)]
pub async fn delete_webhook(
    State(app): State<App>,
    Named(webhook): Named<i64>,
) -> Result<StatusCode, ApiError> {
    match app.writer.call(move |store| store.drop_webhook(webhook)).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(ApiError::NotFound(format!("there is no webhook {webhook}"))),
    }
}
