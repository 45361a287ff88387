//! One request and the head of its answer: the client, told to do nothing on its own.
//!
//! `ureq` speaks HTTP/1.1 and TLS (rustls, with Mozilla's root certificates compiled in, so that
//! nothing of the machine is asked). Its own redirects, decompression, proxies and pool are off:
//! redirects must pass our checks, decompression our limits; a proxy of the environment would
//! connect in our place; and a connection kept open would outlive the check of its address.
//! Rejected: `reqwest`, whose blocking form brings an asynchronous runtime, and which, as its
//! resolver is not asked about literal addresses, checks in one place less.
//!
//! Where it fails: a network that reaches the world only through a proxy is not served.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use thiserror::Error;
use ureq::config::Config;
use ureq::http;
use ureq::unversioned::transport::{Connector, RustlsConnector, TcpConnector};
use ureq::{Agent, Body, Timeout};

use crate::lookup::{CheckedResolver, Lookup};
use crate::policy::FetchPolicy;
use crate::target::{Target, TargetError};

/// The client's buffer for what comes in; a head must fit into it.
const INPUT_BYTES: usize = 64 << 10;

/// Why no answer came, or only part of one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConnectionError {
    /// The address may not be reached.
    #[error(transparent)]
    Refused(#[from] TargetError),
    /// The name has no address.
    #[error("host `{host}` cannot be looked up: {reason}")]
    Lookup {
        /// The host.
        host: String,
        /// What the lookup says.
        reason: String,
    },
    /// A limit of time has passed.
    #[error("time ran out while {doing}")]
    TimedOut {
        /// What took so long.
        doing: &'static str,
    },
    /// No trusted, encrypted connection could be made.
    #[error("no secure connection: {reason}")]
    Tls {
        /// What is wrong with it.
        reason: String,
    },
    /// The head of the answer is larger than [`FetchPolicy::header_bytes_max`].
    #[error("the headers are larger than {bytes_max} bytes")]
    HeadersTooLarge {
        /// The limit.
        bytes_max: usize,
    },
    /// The connection could not be made, or broke.
    #[error("the connection failed: {reason}")]
    Broken {
        /// What the system says.
        reason: String,
    },
    /// The answer is not HTTP.
    #[error("the answer is broken: {reason}")]
    Protocol {
        /// What is wrong with it.
        reason: String,
    },
}

impl ConnectionError {
    /// As an error of the client, through which it passes on its way out of the resolver.
    pub(crate) fn into_client(self) -> ureq::Error {
        ureq::Error::Other(Box::new(self))
    }

    pub(crate) fn of_client(error: ureq::Error) -> Self {
        match error {
            ureq::Error::Other(ours) => match ours.downcast::<Self>() {
                Ok(ours) => *ours,
                Err(other) => Self::Broken { reason: other.to_string() },
            },
            ureq::Error::Timeout(what) => Self::TimedOut { doing: doing(what) },
            ureq::Error::LargeResponseHeader(_, bytes_max) => Self::HeadersTooLarge { bytes_max },
            ureq::Error::Rustls(error) => Self::Tls { reason: error.to_string() },
            ureq::Error::Tls(reason) => Self::Tls { reason: reason.to_owned() },
            ureq::Error::Io(error) => Self::of_io(error),
            ureq::Error::Protocol(error) => Self::Protocol { reason: error.to_string() },
            other => Self::Protocol { reason: other.to_string() },
        }
    }

    /// Errors of a stream may wrap those of the client or of TLS.
    pub(crate) fn of_io(error: io::Error) -> Self {
        let is_of =
            |error: &io::Error| error.get_ref().is_some_and(|inner| inner.is::<ureq::Error>());
        if is_of(&error) {
            return Self::of_client(error.into());
        }
        match error.kind() {
            io::ErrorKind::InvalidData => Self::Tls { reason: error.to_string() },
            _ => Self::Broken { reason: error.to_string() },
        }
    }
}

fn doing(what: Timeout) -> &'static str {
    match what {
        Timeout::Resolve => "looking up the host",
        Timeout::Connect => "connecting",
        Timeout::SendRequest | Timeout::SendBody | Timeout::PerWrite => "sending the request",
        Timeout::RecvResponse => "waiting for the answer",
        Timeout::RecvBody => "receiving the body",
        Timeout::PerRead => "waiting for the next byte",
        _ => "fetching",
    }
}

/// No limit is longer than this: a clock can count on from it.
const TIMEOUT_MAX: Duration = Duration::from_secs(24 * 3600);

fn capped(time: Duration) -> Duration {
    time.min(TIMEOUT_MAX)
}

/// When all has to be over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    pub(crate) fn after(time: Duration) -> Self {
        Self(Instant::now() + capped(time))
    }

    /// What is left, and an error where nothing is.
    fn left(self) -> Result<Duration, ConnectionError> {
        let left = self.0.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ConnectionError::TimedOut { doing: "fetching" });
        }
        Ok(left)
    }
}

/// Headers in the order in which they are sent.
pub(crate) type Headers<'a> = [(&'a str, &'a str)];

/// Makes connections within a policy.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    agent: Agent,
}

impl Client {
    pub(crate) fn new(policy: Arc<FetchPolicy>, user_agent: &str, lookup: Arc<dyn Lookup>) -> Self {
        let config = config(&policy, user_agent);
        let connector = ().chain(TcpConnector::default()).chain(RustlsConnector::default());
        let resolver = CheckedResolver { policy, lookup };
        Self { agent: Agent::with_parts(config, connector, resolver) }
    }

    /// Asks for `target`; whatever status the answer has, it is an answer.
    pub(crate) fn get(
        &self,
        target: &Target,
        headers: &Headers<'_>,
        deadline: Deadline,
    ) -> Result<http::Response<Body>, ConnectionError> {
        let request = http::Request::get(target.as_str());
        self.send(with_headers(request, headers).body(()), deadline)
    }

    /// Sends `body` to `target`.
    pub(crate) fn post(
        &self,
        target: &Target,
        headers: &Headers<'_>,
        body: &[u8],
        deadline: Deadline,
    ) -> Result<http::Response<Body>, ConnectionError> {
        let request = http::Request::post(target.as_str());
        self.send(with_headers(request, headers).body(body), deadline)
    }

    fn send(
        &self,
        request: http::Result<http::Request<impl ureq::AsSendBody>>,
        deadline: Deadline,
    ) -> Result<http::Response<Body>, ConnectionError> {
        let broken = |error: http::Error| ConnectionError::Protocol { reason: error.to_string() };
        let request = request.map_err(broken)?;
        let left = deadline.left()?;
        let request = self.agent.configure_request(request).timeout_global(Some(left)).build();
        self.agent.run(request).map_err(ConnectionError::of_client)
    }
}

fn with_headers(request: http::request::Builder, headers: &Headers<'_>) -> http::request::Builder {
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

fn config(policy: &FetchPolicy, user_agent: &str) -> Config {
    Config::builder()
        .user_agent(user_agent)
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(0)
        .max_idle_connections_per_host(0)
        .max_response_header_size(policy.header_bytes_max)
        .input_buffer_size(INPUT_BYTES.max(policy.header_bytes_max.saturating_mul(2)))
        .timeout_resolve(Some(capped(policy.lookup_timeout)))
        .timeout_connect(Some(capped(policy.connect_timeout)))
        .timeout_per_read(Some(capped(policy.read_timeout)))
        .timeout_per_write(Some(capped(policy.read_timeout)))
        .build()
}
