//! Who looks at a page, which decides what is offered.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::api::{App, guard};
use crate::settings::Settings;

/// What a person who looks may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looker {
    /// Who showed the token.
    MayWrite,
    /// Anybody else.
    OnlyReads,
}

impl Looker {
    /// Who sends these headers.
    pub fn of(settings: &Settings, headers: &HeaderMap) -> Self {
        match guard::may_write(settings, headers) {
            true => Self::MayWrite,
            false => Self::OnlyReads,
        }
    }
}

impl FromRequestParts<App> for Looker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&app.settings, &parts.headers))
    }
}
