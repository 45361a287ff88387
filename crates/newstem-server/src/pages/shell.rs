//! What all pages of the desk have: navigation, style, scripts and what they may load.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use newstem_report::html::markup::Markup;

use super::looker::Looker;
use crate::api::error::ApiError;

/// Only what the desk itself serves is loaded, and forms go nowhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// For a page that says by hashes what of itself may work: a header that knows them not would forbid it.
const POLICY_OF_FRAMED: &str = "frame-ancestors 'none'";
/// htmx evaluates nothing and brings no style of its own.
const HTMX: &str = r#"{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true}"#;

/// The places of the desk.
const PLACES: [(&str, &str); 5] = [
    ("Stories", "/"),
    ("Check", "/check"),
    ("Search", "/search"),
    ("Sources", "/sources"),
    ("Corrections", "/corrections"),
];
/// The place where whoever is signed in can end that.
pub const WAY_OUT: (&str, &str) = ("Sign out", "/sign-out");
pub const ICON: &str = "/assets/icon.svg";
pub const STYLES: [&str; 2] = ["/assets/report.css", "/assets/site.css"];
/// What follows the events.
pub const LIVE: &str = "/assets/live.js";
const SCRIPTS: [&str; 2] = ["/assets/htmx.js", LIVE];

/// The places that are offered to whoever looks.
pub fn places(looker: Looker) -> impl Iterator<Item = (&'static str, &'static str)> {
    let way_out = (looker == Looker::MayWrite).then_some(WAY_OUT);
    PLACES.into_iter().chain(way_out)
}

/// A page with a heading and what `content` writes.
pub fn page(looker: Looker, title: &str, content: impl FnOnce(&mut Markup)) -> Response {
    page_with(looker, title, &[], content)
}

/// The same with attributes by which the script knows what it sees.
pub fn page_with(
    looker: Looker,
    title: &str,
    attributes: &[(&'static str, &str)],
    content: impl FnOnce(&mut Markup),
) -> Response {
    let mut page = Markup::document();
    page.element("html", &[("lang", "en")], |page| {
        write_head(page, title);
        page.element("body", attributes, |page| {
            write_navigation(page, looker, title);
            page.element("main", &[], |page| {
                page.leaf("h1", &[], title);
                content(page);
            });
        });
    });
    respond(page.finish(), POLICY)
}

/// A page that was written elsewhere and brings a policy of its own.
pub fn framed(text: String) -> Response {
    respond(text, POLICY_OF_FRAMED)
}

fn respond(text: String, policy: &'static str) -> Response {
    let mut response = Html(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Part of a page.
pub fn fragment(content: impl FnOnce(&mut Markup)) -> Response {
    let mut part = Markup::default();
    content(&mut part);
    Html(part.finish()).into_response()
}

/// A page that says what went wrong.
pub fn failure(looker: Looker, error: &ApiError) -> Response {
    let told = error.body().message;
    let mut response =
        page(looker, "That did not work", |page| write_failure(page, &told, advice(error)));
    *response.status_mut() = error.status();
    response
}

/// What to do for somebody who has the pages of the desk and not its API.
fn advice(error: &ApiError) -> &'static str {
    match error {
        ApiError::NotFound(_) => "Look for it among the stories, or search.",
        ApiError::Unauthorized => {
            "The token stands in the file `token` of the data folder, unless another was set. Go back \
             and try again."
        }
        ApiError::Malformed(_) | ApiError::MethodNotAllowed | ApiError::UnsupportedMediaType => {
            "Follow a link or use a form of the desk."
        }
        _ => error.body().hint,
    }
}

/// What went wrong and what to do.
pub fn write_failure(page: &mut Markup, message: &str, hint: &str) {
    page.leaf("p", &[("class", "how bad"), ("role", "alert")], message);
    page.leaf("p", &[("class", "measure")], hint);
}

fn write_head(page: &mut Markup, title: &str) {
    page.element("head", &[], |page| {
        page.void("meta", &[("charset", "utf-8")]);
        let viewport = "width=device-width, initial-scale=1";
        page.void("meta", &[("name", "viewport"), ("content", viewport)]);
        page.void("meta", &[("name", "htmx-config"), ("content", HTMX)]);
        page.leaf("title", &[], &format!("{title} – Newstem"));
        page.void("link", &[("rel", "icon"), ("href", ICON)]);
        for address in STYLES {
            page.void("link", &[("rel", "stylesheet"), ("href", address)]);
        }
        for address in SCRIPTS {
            page.leaf("script", &[("src", address), ("defer", "defer")], "");
        }
    });
}

fn write_navigation(page: &mut Markup, looker: Looker, title: &str) {
    page.element("nav", &[("class", "site"), ("aria-label", "Site")], |page| {
        for (name, address) in places(looker) {
            let here = [("href", address), ("aria-current", "page")];
            page.leaf("a", if name == title { &here[..] } else { &here[..1] }, name);
            page.text(" ");
        }
    });
}

/// An address with what is not plain in it written as `%20`.
pub fn encoded(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// `1 article`, `3 articles`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `2026-03-04 12:05`, in UTC, as a person reads it.
pub fn short_time(moment: &str) -> String {
    moment.get(..16).map_or_else(|| moment.to_owned(), |short| short.replace('T', " "))
}
