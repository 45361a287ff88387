//! The desk for a browser: what grows, search, the paste box, stories, articles, corrections, sources.
//!
//! Every page is whole as it is sent, in the report's style and by its writer, so that it can be read
//! without scripts; forms work as forms. With scripts, parts are asked for by themselves (htmx) and
//! pages follow the events. Rejected: a program in the browser over the API, which shows nothing until
//! it runs and would have to say everything a second time.

mod answer;
mod article;
mod carried;
mod corrections;
mod front;
mod looker;
mod names;
mod searching;
mod shell;
mod signing;
mod sources;
mod story;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use crate::api::App;
use crate::api::error::ApiError;
pub use looker::Looker;

/// Everything that a browser is shown.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(front::front))
        .route("/fragments/stories", get(front::fragment))
        .route("/stories/{id}", get(story::story))
        .route("/stories/{id}/corrections", get(corrections::form))
        .route("/articles/{id}", get(article::article))
        .route("/search", get(searching::search))
        .route("/check", get(answer::ask).post(answer::answer))
        .route("/corrections", get(corrections::list).post(corrections::decide))
        .route("/corrections/undo", post(corrections::undo))
        .route("/sources", get(sources::sources).post(sources::add))
        .route("/sources/remove", post(sources::remove))
        .route("/sign-in", get(signing::form).post(signing::sign_in))
        .route("/sign-out", get(signing::way_out).post(signing::sign_out))
        .route("/favicon.ico", get(icon))
        .route(shell::ICON, get(icon))
        .route("/assets/report.css", get(report_style))
        .route("/assets/site.css", get(site_style))
        .route("/assets/live.js", get(live_script))
        .route("/assets/htmx.js", get(htmx))
}

/// Paths that programs ask for, and what lies below them.
const OF_PROGRAMS: [&str; 4] = ["/v1", "/fragments", "/metrics", "/health"];

/// Whether a path is one that a person sees.
pub fn is_page(path: &str) -> bool {
    let is_below = |root: &&str| {
        path.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    !OF_PROGRAMS.iter().any(is_below)
}

/// Whether somebody who asks for a path in a browser waits for a page.
pub fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    is_page(path) && accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// An answer that is no success, as a page. What its headers say goes with it.
pub fn shown(looker: Looker, answer: Response) -> Response {
    let Some(error) = answer.extensions().get::<ApiError>() else { return answer };
    let mut page = shell::failure(looker, error);
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        let value = answer.headers().get(&name).cloned();
        page.headers_mut().extend(value.map(|value| (name, value)));
    }
    page
}

/// Where a browser goes that has not shown the token.
pub fn to_sign_in() -> Response {
    Redirect::to("/sign-in").into_response()
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=600")];
    (headers, text).into_response()
}

async fn icon() -> Response {
    asset("image/svg+xml", include_str!("../assets/icon.svg"))
}

async fn report_style() -> Response {
    asset("text/css; charset=utf-8", newstem_report::html::STYLE)
}

async fn site_style() -> Response {
    asset("text/css; charset=utf-8", include_str!("../assets/site.css"))
}

async fn live_script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("../assets/live.js"))
}

async fn htmx() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("../assets/htmx.min.js"))
}
