//! What may be fetched, and how much of it: every limit with its default.
//!
//! Only ports 80 and 443 are open unless an administrator adds others. Rejected: every port above
//! 1024, as databases, consoles and the like live there, on public addresses too, and a fetch that
//! fails still tells that a port is open; feeds on other ports are rare, and adding one is easy.
//!
//! What is refused by default can be allowed by network (`10.0.0.0/8`) or by host
//! (`feeds.intra.example`). A host opens less than a network: its addresses may be private, but
//! never link-local, so that a name that is taken over does not lead to cloud metadata.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::address::{AddressKind, refused_kind, same_v4};

/// What may be fetched, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchPolicy {
    /// Schemes that may be fetched; `http` and `https` by default. Others are not understood.
    pub schemes: Vec<String>,
    /// Ports that may be connected to; 80 and 443 by default.
    pub ports: Vec<u16>,
    /// Networks and hosts that may be reached although they are not public; none by default.
    pub allowed_private: Vec<AllowedPlace>,
    /// Longest address, in bytes; 8 KiB by default.
    pub url_bytes_max: usize,
    /// How many redirects are followed; 3 by default.
    pub redirects_max: usize,
    /// How long a name may take to be looked up; 5 seconds by default.
    pub lookup_timeout: Duration,
    /// How long a connection may take to stand, with TLS; 10 seconds by default.
    pub connect_timeout: Duration,
    /// How long may pass without a byte; 15 seconds by default.
    pub read_timeout: Duration,
    /// How long a fetch may take with all its redirects; 60 seconds by default.
    pub total_timeout: Duration,
    /// Largest head of an answer, in bytes; 32 KiB by default. No answer may have more than 128
    /// headers.
    pub header_bytes_max: usize,
    /// Largest body as it is sent, in bytes; 10 MiB by default.
    pub body_bytes_max: usize,
    /// Largest body after it is unpacked, in bytes; 32 MiB by default.
    pub decompressed_bytes_max: usize,
}

impl Default for FetchPolicy {
    fn default() -> Self {
        Self {
            schemes: vec!["http".to_owned(), "https".to_owned()],
            ports: vec![80, 443],
            allowed_private: Vec::new(),
            url_bytes_max: 8 << 10,
            redirects_max: 3,
            lookup_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_secs(60),
            header_bytes_max: 32 << 10,
            body_bytes_max: 10 << 20,
            decompressed_bytes_max: 32 << 20,
        }
    }
}

impl FetchPolicy {
    /// Why `host` may not be reached at `address`; nothing where it may.
    pub(crate) fn refusal(&self, host: &str, address: IpAddr) -> Option<AddressKind> {
        let kind = refused_kind(address)?;
        let is_allowed =
            self.allows_network(address) || kind.is_own_network() && self.allows_host(host);
        (!is_allowed).then_some(kind)
    }

    /// Whether an administrator allowed `host` by its name.
    pub(crate) fn allows_host(&self, host: &str) -> bool {
        self.allowed_private.iter().any(|place| place.is_host(host))
    }

    fn allows_network(&self, address: IpAddr) -> bool {
        let plain = canonical(address);
        self.allowed_private.iter().any(|place| place.holds(plain))
    }
}

/// An address as a list of networks would have it: IPv4 wherever it is that in truth.
fn canonical(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(long) => same_v4(long).map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// A network or a host that an administrator allows although it is not public.
///
/// Written `10.0.0.0/8`, `127.0.0.1`, `fd00::/8` or `feeds.intra.example`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum AllowedPlace {
    /// All addresses of a network.
    Network(IpNet),
    /// One host, by its name as it stands in addresses, in lower case.
    Host(String),
}

impl AllowedPlace {
    fn is_host(&self, host: &str) -> bool {
        matches!(self, Self::Host(allowed) if allowed == host)
    }

    fn holds(&self, address: IpAddr) -> bool {
        matches!(self, Self::Network(network) if network.contains(&address))
    }
}

/// A text that names neither a network nor a host.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is neither a network, as `10.0.0.0/8`, nor the name of a host")]
pub struct BrokenPlace {
    text: String,
}

impl FromStr for AllowedPlace {
    type Err = BrokenPlace;

    fn from_str(text: &str) -> Result<Self, BrokenPlace> {
        let broken = || BrokenPlace { text: text.to_owned() };
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network.trunc()));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(address.into()));
        }
        match url::Host::parse(text) {
            Ok(url::Host::Domain(name)) => Ok(Self::Host(name.trim_end_matches('.').to_owned())),
            Ok(_) | Err(_) => Err(broken()),
        }
    }
}

impl TryFrom<String> for AllowedPlace {
    type Error = BrokenPlace;

    fn try_from(text: String) -> Result<Self, BrokenPlace> {
        text.parse()
    }
}

impl From<AllowedPlace> for String {
    fn from(place: AllowedPlace) -> Self {
        place.to_string()
    }
}

impl fmt::Display for AllowedPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(network) => network.fmt(out),
            Self::Host(host) => host.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(allowed: &[&str]) -> FetchPolicy {
        let places = allowed.iter().map(|text| text.parse().expect("a place"));
        FetchPolicy { allowed_private: places.collect(), ..FetchPolicy::default() }
    }

    fn check(allowed: &[&str], host: &str, address: &str, expected: Option<AddressKind>) {
        let found = policy(allowed).refusal(host, address.parse().expect("an address"));
        assert_eq!(found, expected, "{host} at {address}");
    }

    #[test]
    fn places_are_allowed_by_network() {
        check(&[], "a.example", "10.0.0.1", Some(AddressKind::Private));
        check(&["10.0.0.0/8"], "a.example", "10.0.0.1", None);
        check(&["10.0.0.0/8"], "a.example", "::ffff:10.0.0.1", None);
        check(&["10.0.0.0/8"], "a.example", "192.168.0.1", Some(AddressKind::Private));
        check(&["127.0.0.1"], "a.example", "127.0.0.1", None);
        check(&["127.0.0.1"], "a.example", "127.0.0.2", Some(AddressKind::Loopback));
        check(&["10.1.2.3/8"], "a.example", "10.200.0.1", None);
        check(&["fd00::/8"], "a.example", "fd12::1", None);
    }

    #[test]
    fn a_host_opens_private_networks_only() {
        check(&["intra.example"], "intra.example", "10.0.0.1", None);
        check(&["Intra.Example."], "intra.example", "10.0.0.1", None);
        check(&["intra.example"], "a.example", "10.0.0.1", Some(AddressKind::Private));
        let metadata = "169.254.169.254";
        check(&["intra.example"], "intra.example", metadata, Some(AddressKind::LinkLocal));
    }

    #[test]
    fn places_are_written_as_they_are_read() {
        for text in ["10.0.0.0/8", "127.0.0.1/32", "fd00::/8", "feeds.intra.example"] {
            let place: AllowedPlace = text.parse().expect("a place");
            assert_eq!(place.to_string(), text);
        }
        for text in ["10.0.0.0/33", "a b", "", "[::1]"] {
            assert!(text.parse::<AllowedPlace>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_policy_of_nothing_is_the_default() {
        let read: FetchPolicy = serde_json::from_str("{}").expect("a policy");
        assert_eq!(read, FetchPolicy::default());
        assert!(serde_json::from_str::<FetchPolicy>(r#"{"port": [80]}"#).is_err());
    }
}
