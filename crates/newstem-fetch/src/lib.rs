//! The way out of the house: fetches feeds, pages and sitemaps, delivers webhooks, and works out
//! when to ask again.
//!
//! Addresses come from strangers: a user types one, a feed or a redirect names one. Whoever fetches
//! them from inside a network lends out its place there, so every address passes one gate
//! ([`FetchPolicy`], `target`, `address`), and a connection goes to the address that was checked,
//! never to a name that is looked up again. Everything that comes back is limited in size and time.
//!
//! The calls block; each is one thread's work for as long as [`FetchPolicy::total_timeout`] allows.
//! Rejected: an asynchronous client, which would bring a runtime and several times the crates for a
//! few fetches a second that wait for politeness most of the time.
//!
//! What asks no network is pure: [`Robots`], [`Sitemap`], [`Schedule`] and [`HostRates`] take text
//! and the time as parameters and return values.

mod address;
mod body;
mod connection;
mod feed_rest;
mod fetch;
mod header;
mod host_rate;
mod lookup;
mod policy;
mod redacted;
mod robots;
mod schedule;
mod signature;
mod sitemap;
mod target;
mod webhook;

pub use address::{AddressKind, refused_kind};
pub use body::BodyError;
pub use connection::ConnectionError;
pub use feed_rest::feed_rest;
pub use fetch::{FetchError, Fetched, Fetcher, Outcome, Request};
pub use header::RetryAfter;
pub use host_rate::{HostRate, HostRates, RatePolicy, Turn};
pub use lookup::{Lookup, SystemLookup};
pub use policy::{AllowedPlace, BrokenPlace, FetchPolicy};
pub use redacted::{redacted_address, redacted_text, redacted_to_host};
pub use robots::{Robots, robots_url};
pub use schedule::{AskedRest, Schedule, SchedulePolicy};
pub use signature::{SIGNATURE_HEADER, SignatureError, signature, verify_signature};
pub use sitemap::{Sitemap, SitemapEntry, SitemapKind, SitemapLimits, SitemapProblem};
pub use target::{Target, TargetError};
pub use webhook::{PostError, Posted};
