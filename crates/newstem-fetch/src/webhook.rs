//! Delivers messages to addresses that users name.
//!
//! The same gate as for fetching, and stricter: no redirect is followed, since a receiver that has
//! moved must be told to us by its owner, and the answer's body is not read, as nothing in it is
//! ours to know. Delivering again after a failure is the caller's business, who keeps the queue.

use thiserror::Error;

use crate::connection::{ConnectionError, Deadline};
use crate::fetch::{Fetcher, retry_after};
use crate::header::RetryAfter;
use crate::target::{Target, TargetError};

/// Headers that the client makes.
const OWN_HEADERS: &[&str] =
    &["host", "content-length", "transfer-encoding", "connection", "expect", "upgrade"];

/// A message was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The status of the answer, 200 to 299.
    pub code: u16,
}

/// Why a message was not delivered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PostError {
    /// The address may not be reached.
    #[error(transparent)]
    Refused(TargetError),
    /// No answer came.
    #[error(transparent)]
    Connection(ConnectionError),
    /// A header is one that only we may set.
    #[error("the header `{name}` cannot be set")]
    Header {
        /// Its name.
        name: String,
    },
    /// The receiver sends us elsewhere.
    #[error("the receiver redirects with status {code}, which is not followed")]
    Redirected {
        /// The status.
        code: u16,
    },
    /// The receiver did not take it.
    #[error("the receiver answered with status {code}")]
    Status {
        /// The status.
        code: u16,
        /// When to try again.
        retry_after: Option<RetryAfter>,
    },
}

impl From<TargetError> for PostError {
    fn from(error: TargetError) -> Self {
        Self::Refused(error)
    }
}

impl From<ConnectionError> for PostError {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::Refused(error) => Self::Refused(error),
            error => Self::Connection(error),
        }
    }
}

impl Fetcher {
    /// Posts `body` to `url` with `headers`, `Content-Type` among them. Blocks for at most
    /// [`FetchPolicy::total_timeout`](crate::FetchPolicy::total_timeout).
    ///
    /// # Errors
    ///
    /// Where the address is refused, or the receiver does not answer with a success.
    pub fn post(
        &self,
        url: &str,
        body: &[u8],
        headers: &[(&str, &str)],
    ) -> Result<Posted, PostError> {
        let deadline = Deadline::after(self.policy.total_timeout);
        let target = Target::parse(url, &self.policy)?;
        headers.iter().try_for_each(|(name, _)| check_header(name))?;
        let answer = self.client.post(&target, headers, body, deadline)?;
        match answer.status().as_u16() {
            code @ 200..=299 => Ok(Posted { code }),
            code @ 300..=399 => Err(PostError::Redirected { code }),
            code => Err(PostError::Status { code, retry_after: retry_after(answer.headers()) }),
        }
    }
}

fn check_header(name: &str) -> Result<(), PostError> {
    if OWN_HEADERS.iter().any(|own| name.eq_ignore_ascii_case(own)) {
        return Err(PostError::Header { name: name.to_owned() });
    }
    Ok(())
}
