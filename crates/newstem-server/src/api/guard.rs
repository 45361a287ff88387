//! Who may read and who may write.
//!
//! A desk on the loopback can be reached by every page that a browser on this machine shows, so the
//! name that it is asked by is checked (a page that resolves its own name to 127.0.0.1 is refused), and
//! what a browser sends for another site's page never writes. Tokens are compared by their hashes, so
//! that the time it takes tells nothing. A browser keeps a digest of the token: a cookie cannot hold
//! every character that a token may have, and whoever reads the cookie does not learn the token.

use axum::http::{HeaderMap, Method, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::error::ApiError;
use crate::settings::Settings;

/// The cookie in which a browser keeps what shows that it had the token.
pub const COOKIE: &str = "newstem_token";
/// Goes before the token into the digest, which is so of no use but in the cookie.
const COOKIE_PURPOSE: &str = "newstem cookie\n";
const LOOPBACK_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// How somebody showed the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    InHeader,
    InCookie,
    Not,
}

/// Lets a request pass, or says why not.
pub fn check(
    settings: &Settings,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Result<(), ApiError> {
    check_host(settings, headers)?;
    if is_open_to_all(path) {
        return Ok(());
    }
    let shown = shown(settings, headers);
    let reads = method == Method::GET || method == Method::HEAD || is_question(path);
    if reads && (!settings.reading_is_guarded() || shown != Shown::Not) {
        return Ok(());
    }
    match shown {
        Shown::InHeader if !reads => Ok(()),
        Shown::InCookie if !reads => check_origin(headers),
        _ => Err(ApiError::Unauthorized),
    }
}

/// Whether a path tells nothing about the articles.
fn is_open_to_all(path: &str) -> bool {
    path.starts_with("/health/")
        || path.starts_with("/assets/")
        || path == "/sign-in"
        || path == "/favicon.ico"
}

/// Whether what is sent there changes nothing.
fn is_question(path: &str) -> bool {
    path == "/v1/check" || path == "/check"
}

/// Whether somebody may write.
pub fn may_write(settings: &Settings, headers: &HeaderMap) -> bool {
    shown(settings, headers) != Shown::Not
}

/// Whether a token is the one that was set.
pub fn is_token(settings: &Settings, given: &str) -> bool {
    settings.token.as_deref().is_some_and(|token| is_same(token, given))
}

/// What the cookie of whoever showed a token holds.
pub fn cookie_value(token: &str) -> String {
    let digest = Sha256::new().chain_update(COOKIE_PURPOSE).chain_update(token).finalize();
    URL_SAFE_NO_PAD.encode(digest)
}

fn is_cookie(settings: &Settings, given: &str) -> bool {
    let token = settings.token.as_deref();
    token.is_some_and(|token| is_same(&cookie_value(token), given))
}

/// Compares by hashes, so that the time it takes tells nothing of either.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

fn shown(settings: &Settings, headers: &HeaderMap) -> Shown {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = text(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    if bearer.is_some_and(|token| is_token(settings, token.trim())) {
        return Shown::InHeader;
    }
    let cookies = text(header::COOKIE).unwrap_or_default().split(';');
    let mut named = cookies.filter_map(|pair| pair.trim().split_once('='));
    let kept = named.find(|(name, _)| *name == COOKIE).map(|(_, value)| value);
    match kept.is_some_and(|value| is_cookie(settings, value)) {
        true => Shown::InCookie,
        false => Shown::Not,
    }
}

fn check_host(settings: &Settings, headers: &HeaderMap) -> Result<(), ApiError> {
    if !settings.listen.ip().is_loopback() && settings.hosts.is_empty() {
        return Ok(());
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = without_port(host);
    let is_ours = LOOPBACK_NAMES.contains(&name) || settings.hosts.iter().any(|ours| ours == name);
    if is_ours {
        return Ok(());
    }
    Err(ApiError::Forbidden("the desk is not known by this name".to_owned()))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// A browser says which site's page a request is sent by.
fn check_origin(headers: &HeaderMap) -> Result<(), ApiError> {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    match site {
        Some("same-origin") => Ok(()),
        Some(_) => Err(ApiError::Forbidden("another site's page may not write".to_owned())),
        None => {
            let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
            let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
            match (origin, text(header::HOST)) {
                (Some((_, origin)), Some(host)) if origin == host => Ok(()),
                _ => Err(ApiError::Forbidden("another site's page may not write".to_owned())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::path::PathBuf;

    use axum::http::HeaderValue;

    use super::*;

    const TOKEN: &str = "secret";

    fn settings(listen: &str) -> Settings {
        let listen: SocketAddr = listen.parse().expect("an address");
        Settings { listen, token: Some(TOKEN.to_owned()), ..Settings::of(PathBuf::new()) }
    }

    /// Headers written as `name: value`, one a line.
    fn check_request(listen: &str, method: Method, path: &str, given: &str, expected: &str) {
        let mut headers = HeaderMap::new();
        for (name, value) in given.lines().filter_map(|line| line.split_once(": ")) {
            let name: header::HeaderName = name.parse().expect("a name");
            headers.insert(name, HeaderValue::from_str(value).expect("a value"));
        }
        let outcome = check(&settings(listen), &method, path, &headers);
        assert_eq!(outcome.err().map_or("passes", |error| error.body().code), expected, "{given}");
    }

    #[test]
    fn on_the_loopback_anybody_reads_and_the_token_writes() {
        let local = "127.0.0.1:7420";
        let check = |method, given: &str, expected| {
            let given = format!("host: localhost:7420\n{given}");
            check_request(local, method, "/v1/articles", &given, expected);
        };
        check(Method::GET, "", "passes");
        check(Method::POST, "", "unauthorized");
        check(Method::POST, "authorization: Bearer wrong", "unauthorized");
        check(Method::POST, "authorization: Bearer secret", "passes");
        let cookie = format!("cookie: a=b; newstem_token={}", cookie_value(TOKEN));
        check(Method::POST, &format!("{cookie}\nsec-fetch-site: same-origin"), "passes");
        check(Method::POST, &format!("{cookie}\nsec-fetch-site: cross-site"), "forbidden");
        check(Method::POST, &cookie, "forbidden");
        let token_itself = "cookie: newstem_token=secret\nsec-fetch-site: same-origin";
        check(Method::POST, token_itself, "unauthorized");
    }

    #[test]
    fn a_page_that_took_our_address_is_refused() {
        let rebound = "host: evil.example:7420\nauthorization: Bearer secret";
        check_request("127.0.0.1:7420", Method::GET, "/v1/stories", rebound, "forbidden");
        check_request("127.0.0.1:7420", Method::GET, "/v1/stories", "host: [::1]:7420", "passes");
    }

    #[test]
    fn beyond_the_loopback_reading_needs_the_token() {
        let wide = "0.0.0.0:7420";
        check_request(wide, Method::GET, "/v1/stories", "host: desk", "unauthorized");
        let shown = "host: desk\nauthorization: Bearer secret";
        check_request(wide, Method::GET, "/v1/stories", shown, "passes");
        check_request(wide, Method::GET, "/health/live", "host: desk", "passes");
        check_request(wide, Method::POST, "/v1/check", "host: desk", "unauthorized");
    }
}
