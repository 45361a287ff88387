//! Asks for an address and brings back what is new there.
//!
//! Redirects are followed here and not by the client, as each leads to an address that a stranger
//! chose and that must pass the same checks as the first. From an encrypted address none leads to
//! a plain one. What the last answer said of itself (`ETag`, `Last-Modified`) is given back as it
//! came, to be sent along the next time; a server that finds nothing new then sends no body.
//!
//! Only whether all redirects were permanent is told to the caller, not the way: a source that has
//! moved for good should be asked at its new address.

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use ureq::Body;
use ureq::http::{HeaderMap, Response};

use crate::body::{self, BodyError};
use crate::connection::{Client, ConnectionError, Deadline};
use crate::header::{self, RetryAfter};
use crate::lookup::{Lookup, SystemLookup};
use crate::policy::FetchPolicy;
use crate::target::{Target, TargetError};

/// What is accepted where a request does not say.
const ACCEPT: &str = "*/*";
/// Longest validator that is sent back, in bytes.
const VALIDATOR_BYTES_MAX: usize = 1024;

/// What to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: String,
    /// `ETag` of the last answer.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer.
    pub last_modified: Option<String>,
    /// Types of content that are wanted, as `Accept` has them; all by default.
    pub accept: Option<String>,
}

impl Request {
    /// A request without conditions.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), ..Self::default() }
    }

    fn has_conditions(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }

    fn headers(&self) -> Vec<(&'static str, &str)> {
        let mut headers = vec![
            ("accept", self.accept.as_deref().unwrap_or(ACCEPT)),
            ("accept-encoding", body::ENCODINGS),
        ];
        headers.extend(self.etag.as_deref().map(|etag| ("if-none-match", etag)));
        headers.extend(self.last_modified.as_deref().map(|time| ("if-modified-since", time)));
        headers
    }
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub final_url: String,
    /// Where to ask from now on: the last address that was reached by permanent redirects alone.
    pub permanent_url: Option<String>,
    /// Sent back with the next request.
    pub etag: Option<String>,
    /// Sent back with the next request.
    pub last_modified: Option<String>,
    /// How long the answer stays good, by its `Cache-Control`.
    pub max_age: Option<Duration>,
    /// What came.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing since the last answer.
    NotModified,
    /// A body.
    Body {
        /// The body, unpacked.
        bytes: Vec<u8>,
        /// Its `Content-Type`.
        content_type: Option<String>,
    },
}

/// Why nothing was fetched.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address, or one to which it leads, may not be asked for.
    #[error(transparent)]
    Refused(TargetError),
    /// No answer came.
    #[error(transparent)]
    Connection(ConnectionError),
    /// The server answered that there is nothing.
    #[error("the server answered with status {code}")]
    Status {
        /// The status.
        code: u16,
        /// When to ask again.
        retry_after: Option<RetryAfter>,
    },
    /// Redirects without end.
    #[error("the address redirects in a circle")]
    RedirectLoop,
    /// More than [`FetchPolicy::redirects_max`].
    #[error("the address redirects more than {redirects_max} times")]
    TooManyRedirects {
        /// The limit.
        redirects_max: usize,
    },
    /// A redirect that does not say where.
    #[error("the server redirects with status {code} and does not say where")]
    RedirectNowhere {
        /// The status.
        code: u16,
    },
    /// From an encrypted address to a plain one.
    #[error("the address redirects from https to http, on host `{host}`")]
    Downgrade {
        /// The host that would be asked without encryption.
        host: String,
    },
    /// The body was not taken.
    #[error(transparent)]
    Body(#[from] BodyError),
}

impl From<TargetError> for FetchError {
    fn from(error: TargetError) -> Self {
        Self::Refused(error)
    }
}

impl From<ConnectionError> for FetchError {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::Refused(error) => Self::Refused(error),
            error => Self::Connection(error),
        }
    }
}

impl FetchError {
    /// The status that the server answered with, where one was the reason.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { code, .. } | Self::RedirectNowhere { code } => Some(*code),
            _ => None,
        }
    }

    /// When the server wants to be asked again.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// Fetches and posts within one policy. It keeps no state between calls; share it between threads.
#[derive(Clone, Debug)]
pub struct Fetcher {
    pub(crate) policy: Arc<FetchPolicy>,
    pub(crate) client: Client,
}

impl Fetcher {
    /// A fetcher that looks names up as the system does and names itself `user_agent`.
    pub fn new(policy: FetchPolicy, user_agent: &str) -> Self {
        Self::with_lookup(policy, user_agent, SystemLookup)
    }

    /// A fetcher that looks names up by `lookup`.
    pub fn with_lookup(policy: FetchPolicy, user_agent: &str, lookup: impl Lookup) -> Self {
        let policy = Arc::new(policy);
        let user_agent = header_text(user_agent);
        let client = Client::new(Arc::clone(&policy), &user_agent, Arc::new(lookup));
        Self { policy, client }
    }

    /// Asks for an address and follows where it leads. Blocks for at most
    /// [`FetchPolicy::total_timeout`], and a little more for the system to notice.
    ///
    /// # Errors
    ///
    /// Where the address is refused, no whole answer comes, or the answer is not a success.
    pub fn fetch(&self, request: &Request) -> Result<Fetched, FetchError> {
        let deadline = Deadline::after(self.policy.total_timeout);
        let mut way = Way::new(Target::parse(&request.url, &self.policy)?);
        loop {
            let answer = self.client.get(way.last(), &request.headers(), deadline)?;
            match redirect_of(&answer) {
                Some(code) => way.follow(code, location(&answer), &self.policy)?,
                None => return self.read(answer, request, &way),
            }
        }
    }

    fn read(
        &self,
        answer: Response<Body>,
        request: &Request,
        way: &Way,
    ) -> Result<Fetched, FetchError> {
        let code = answer.status().as_u16();
        match code {
            304 if request.has_conditions() => {
                Ok(fetched(answer.headers(), way, Outcome::NotModified, request))
            }
            200..=299 => {
                let (head, body) = answer.into_parts();
                let encoding = all_texts(&head.headers, "content-encoding");
                let bytes = body::unpacked(body.into_reader(), &encoding, &self.policy)?;
                let content_type = text(&head.headers, "content-type");
                let outcome = Outcome::Body { bytes, content_type };
                Ok(fetched(&head.headers, way, outcome, request))
            }
            code => Err(FetchError::Status { code, retry_after: retry_after(answer.headers()) }),
        }
    }
}

/// A user agent without what no header may hold.
fn header_text(text: &str) -> String {
    text.chars().filter(|letter| matches!(letter, ' '..='~')).collect()
}

fn fetched(headers: &HeaderMap, way: &Way, outcome: Outcome, request: &Request) -> Fetched {
    let is_same = outcome == Outcome::NotModified;
    let kept = |old: &Option<String>| old.clone().filter(|_| is_same);
    Fetched {
        final_url: way.last().as_str().to_owned(),
        permanent_url: way.permanent().map(|target| target.as_str().to_owned()),
        etag: validator(headers, "etag").or_else(|| kept(&request.etag)),
        last_modified: validator(headers, "last-modified").or_else(|| kept(&request.last_modified)),
        max_age: header::max_age(&all_texts(headers, "cache-control")),
        outcome,
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The values of a header that may come several times, as one list.
fn all_texts(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.collect::<Vec<_>>().join(",")
}

fn validator(headers: &HeaderMap, name: &str) -> Option<String> {
    text(headers, name).filter(|value| value.len() <= VALIDATOR_BYTES_MAX)
}

pub(crate) fn retry_after(headers: &HeaderMap) -> Option<RetryAfter> {
    RetryAfter::parse(&text(headers, "retry-after")?)
}

fn location(answer: &Response<Body>) -> Option<String> {
    text(answer.headers(), "location")
}

/// The status of an answer that leads elsewhere.
fn redirect_of(answer: &Response<Body>) -> Option<u16> {
    let code = answer.status().as_u16();
    matches!(code, 301 | 302 | 303 | 307 | 308).then_some(code)
}

/// The addresses that were asked, from the first to the last.
struct Way {
    targets: Vec<Target>,
    /// How many of the first redirects were permanent, one after another.
    permanent: usize,
}

impl Way {
    fn new(first: Target) -> Self {
        Self { targets: vec![first], permanent: 0 }
    }

    fn last(&self) -> &Target {
        &self.targets[self.targets.len() - 1]
    }

    fn permanent(&self) -> Option<&Target> {
        self.targets.get(self.permanent).filter(|_| self.permanent > 0)
    }

    /// Goes on to where the last answer leads.
    fn follow(
        &mut self,
        code: u16,
        location: Option<String>,
        policy: &FetchPolicy,
    ) -> Result<(), FetchError> {
        let location = location.ok_or(FetchError::RedirectNowhere { code })?;
        let next = self.last().join(&location, policy)?;
        if self.last().is_encrypted() && !next.is_encrypted() {
            return Err(FetchError::Downgrade { host: next.host().to_owned() });
        }
        if self.targets.contains(&next) {
            return Err(FetchError::RedirectLoop);
        }
        self.add(code, next, policy.redirects_max)
    }

    fn add(&mut self, code: u16, next: Target, redirects_max: usize) -> Result<(), FetchError> {
        let followed = self.targets.len() - 1;
        if followed >= redirects_max {
            return Err(FetchError::TooManyRedirects { redirects_max });
        }
        if matches!(code, 301 | 308) && self.permanent == followed {
            self.permanent += 1;
        }
        self.targets.push(next);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows redirects from `https://a.example/` and tells where they end.
    fn check(redirects: &[(u16, &str)], expected: &str) {
        let policy = FetchPolicy::default();
        let start = Target::parse("https://a.example/", &policy).expect("a target");
        let mut way = Way::new(start);
        let mut follow = |(code, location): &(u16, &str)| {
            way.follow(*code, Some((*location).to_owned()), &policy)
        };
        let found = match redirects.iter().try_for_each(&mut follow) {
            Ok(()) => {
                let permanent = way.permanent().map_or("nothing", Target::as_str);
                format!("{}, for good {permanent}", way.last().as_str())
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{redirects:?}");
    }

    #[test]
    fn redirects_lead_on() {
        check(&[], "https://a.example/, for good nothing");
        check(&[(302, "/b")], "https://a.example/b, for good nothing");
        check(&[(301, "/b")], "https://a.example/b, for good https://a.example/b");
        let both = [(301, "/b"), (308, "//c.example/")];
        check(&both, "https://c.example/, for good https://c.example/");
        check(&[(301, "/b"), (302, "/c")], "https://a.example/c, for good https://a.example/b");
        check(&[(302, "/b"), (301, "/c")], "https://a.example/c, for good nothing");
    }

    #[test]
    fn redirects_astray_are_not_followed() {
        let downgrade = "the address redirects from https to http, on host `a.example`";
        check(&[(301, "http://a.example/")], downgrade);
        check(&[(301, "/")], "the address redirects in a circle");
        check(&[(301, "/#top")], "the address redirects in a circle");
        check(&[(302, "/b"), (302, "/")], "the address redirects in a circle");
        let four = [(302, "/b"), (302, "/c"), (302, "/d"), (302, "/e")];
        check(&four, "the address redirects more than 3 times");
        check(&[(302, "https://10.0.0.1/")], "the private address 10.0.0.1 is not allowed");
        check(&[(302, "ftp://a.example/")], "addresses that begin with `ftp:` are not fetched");
    }
}
