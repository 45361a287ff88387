//! Every answer that is no success, from one table: a code for programs, a message and what to do for
//! people.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::readers::ReadError;
use crate::writer::{WriteError, with_sources};

/// What an answer that is no success holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// A word for programs.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The request cannot be understood.
    Malformed(String),
    /// The token is missing or wrong.
    Unauthorized,
    /// The request comes from another site's page, or asks for the desk by a name that is not its own.
    Forbidden(String),
    /// There is no such thing.
    NotFound(String),
    /// There is no such method here.
    MethodNotAllowed,
    /// The request is too large.
    TooLarge,
    /// What is sent is of no kind that is taken.
    UnsupportedMediaType,
    /// What is asked for makes no sense here.
    Unprocessable(String),
    /// Too much waits.
    Busy,
    /// An address could not be fetched.
    Unfetched(String),
    /// Something that is needed is not there yet, or no more.
    Unavailable(String),
    /// The disk is full.
    DiskFull,
    /// The program or the disk failed.
    Internal(String),
}

impl ApiError {
    fn row(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed(_) => (
                StatusCode::BAD_REQUEST,
                "malformed",
                "see /v1/openapi.json for what is asked for here",
            ),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "unauthorized",
                "send the header `Authorization: Bearer TOKEN`; the token stands in the file `token` \
                 of the data folder unless another was set",
            ),
            Self::Forbidden(_) => (
                StatusCode::FORBIDDEN,
                "forbidden",
                "use the desk by an address that it knows, or add the name to `hosts`",
            ),
            Self::NotFound(_) => (
                StatusCode::NOT_FOUND,
                "not_found",
                "list what there is with /v1/stories or /v1/search",
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "see /v1/openapi.json for what can be done here",
            ),
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "send fewer articles at a time")
            }
            Self::UnsupportedMediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "send application/json or application/x-ndjson",
            ),
            Self::Unprocessable(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "unprocessable",
                "change the request and send it again",
            ),
            Self::Busy => (
                StatusCode::TOO_MANY_REQUESTS,
                "busy",
                "send the same again after the seconds that `Retry-After` gives",
            ),
            Self::Unfetched(_) => (
                StatusCode::BAD_GATEWAY,
                "unfetched",
                "check the address, or paste the text itself",
            ),
            Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "try again in a moment")
            }
            Self::DiskFull => (
                StatusCode::INSUFFICIENT_STORAGE,
                "disk_full",
                "make room on the disk of the data folder, then send the same again",
            ),
            Self::Internal(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "see the log of the desk; `newstem verify` looks through the store",
            ),
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Malformed(told)
            | Self::Forbidden(told)
            | Self::NotFound(told)
            | Self::Unprocessable(told)
            | Self::Unfetched(told)
            | Self::Unavailable(told)
            | Self::Internal(told) => told.clone(),
            Self::Unauthorized => "the token is missing or wrong".to_owned(),
            Self::MethodNotAllowed => "this cannot be done here".to_owned(),
            Self::TooLarge => "the request is too large".to_owned(),
            Self::UnsupportedMediaType => "the body is of a kind that is not taken".to_owned(),
            Self::Busy => "too much waits to be written".to_owned(),
            Self::DiskFull => "the disk is full, and nothing of this was kept".to_owned(),
        }
    }

    /// What is told.
    pub fn body(&self) -> ErrorBody {
        let (_, code, hint) = self.row();
        ErrorBody { code, message: self.message(), hint }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.row().0
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(told) = &self {
            tracing::error!(error = told, "a request failed");
        }
        let mut response = (self.status(), Json(self.body())).into_response();
        // A browser is shown a page of it instead.
        response.extensions_mut().insert(self.clone());
        if self == Self::Busy {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if self == Self::Unauthorized {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::Busy,
            WriteError::DiskFull => Self::DiskFull,
            WriteError::Closing => Self::Unavailable("the desk is closing".to_owned()),
            WriteError::Store(told) => Self::Internal(told),
        }
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        Self::Internal(with_sources(&error))
    }
}
