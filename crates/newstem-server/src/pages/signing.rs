//! How a browser shows the token: once, in a form, and from then on in a cookie that no script and no
//! other site can use.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use newstem_report::html::markup::Markup;
use serde::Deserialize;

use super::looker::Looker;
use super::shell;
use crate::api::error::ApiError;
use crate::api::{App, Filled, guard};

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Given {
    #[serde(default)]
    token: String,
    #[serde(default)]
    back: String,
}

/// The page.
pub async fn form(looker: Looker) -> Response {
    shell::page(looker, "Sign in", |page| write_sign_in(page, "/"))
}

/// The form, for whoever may not write yet.
pub fn write_sign_in(page: &mut Markup, back: &str) {
    let told = "Whoever corrects needs the token. It stands in the file `token` of the data folder, unless \
                another was set.";
    page.leaf("p", &[("class", "measure")], told);
    let form = [("action", "/sign-in"), ("method", "post"), ("class", "ask")];
    page.element("form", &form, |page| {
        page.void("input", &[("type", "hidden"), ("name", "back"), ("value", back)]);
        page.element("label", &[], |page| {
            page.text("Token ");
            let input =
                [("type", "password"), ("name", "token"), ("autocomplete", "current-password")];
            page.void("input", &input);
        });
        page.leaf("button", &[("type", "submit")], "Sign in");
    });
}

/// Takes the token.
pub async fn sign_in(
    State(app): State<App>,
    looker: Looker,
    Filled(given): Filled<Given>,
) -> Response {
    let token = given.token.trim();
    if !guard::is_token(&app.settings, token) {
        return shell::failure(looker, &ApiError::Unauthorized);
    }
    let is_own =
        given.back.starts_with('/') && !given.back.starts_with("//") && !given.back.contains('\\');
    let back = if is_own { given.back.as_str() } else { "/" };
    let value = guard::cookie_value(token);
    with_cookie(back, &format!("{}={value}; Path=/; HttpOnly; SameSite=Strict", guard::COOKIE))
}

/// The page on which whoever is signed in ends that. It is a page because a link alone must change
/// nothing.
pub async fn way_out(looker: Looker) -> Response {
    shell::page(looker, shell::WAY_OUT.0, |page| match looker {
        Looker::OnlyReads => page.leaf("p", &[], "Nobody is signed in here."),
        Looker::MayWrite => {
            let form = [("action", shell::WAY_OUT.1), ("method", "post"), ("class", "ask")];
            page.element("form", &form, |page| {
                page.leaf("button", &[("type", "submit")], "Sign out of this browser");
            });
        }
    })
}

/// Forgets the token.
pub async fn sign_out() -> Response {
    with_cookie("/", &format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", guard::COOKIE))
}

fn with_cookie(back: &str, cookie: &str) -> Response {
    let mut response = Redirect::to(back).into_response();
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}
