//! An address that may be asked for: parsed, and found in order before anything is sent.
//!
//! One parser, that of browsers (`url`), reads every address, so that no two of ours disagree on
//! what the host is; it also turns each spelling of an IPv4 address (decimal, octal, hexadecimal,
//! shortened) into the one that is checked. The checks here need no network; names that pass are
//! looked up by `lookup`, which checks what they mean.

use std::net::IpAddr;

use thiserror::Error;
use url::{Host, Url};

use crate::address::AddressKind;
use crate::policy::FetchPolicy;

/// Names that mean this machine without any lookup.
const LOCAL_NAMES: &[&str] =
    &["localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback", "broadcasthost"];
/// Names under which clouds answer a machine about itself, its keys included.
const METADATA_NAMES: &[&str] = &[
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "metadata.azure.internal",
    "metadata.azure.com",
    "metadata.tencentyun.com",
    "metadata.platformequinix.com",
    "metadata.packet.net",
    "instance-data",
    "instance-data.ec2.internal",
];

/// Why an address is not asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TargetError {
    /// It cannot be parsed.
    #[error("the address cannot be read: {reason}")]
    Broken {
        /// What the parser says.
        reason: String,
    },
    /// It is longer than [`FetchPolicy::url_bytes_max`].
    #[error("the address is longer than {bytes_max} bytes")]
    TooLong {
        /// The limit.
        bytes_max: usize,
    },
    /// Its scheme is none of [`FetchPolicy::schemes`].
    #[error("addresses that begin with `{scheme}:` are not fetched")]
    Scheme {
        /// Its scheme.
        scheme: String,
    },
    /// It holds a user name or a password.
    #[error("the address of host `{host}` holds a user name or password")]
    Credentials {
        /// The host.
        host: String,
    },
    /// Its port is none of [`FetchPolicy::ports`].
    #[error("port {port} of host `{host}` is not allowed")]
    Port {
        /// The host.
        host: String,
        /// The port.
        port: u16,
    },
    /// Its host is a name of this machine.
    #[error("host `{host}` is this machine, which is not allowed")]
    LocalName {
        /// The host.
        host: String,
    },
    /// Its host is a name by which clouds tell machines their secrets.
    #[error("host `{host}` is a metadata service, which is not allowed")]
    MetadataName {
        /// The host.
        host: String,
    },
    /// Its host is an address that is not public.
    #[error("the {kind} address {address} is not allowed")]
    Address {
        /// The address.
        address: IpAddr,
        /// Why it is refused.
        kind: AddressKind,
    },
    /// Its host leads to an address that is not public.
    #[error("host `{host}` resolves to the {kind} address {address}, which is not allowed")]
    Resolved {
        /// The host.
        host: String,
        /// The address.
        address: IpAddr,
        /// Why it is refused.
        kind: AddressKind,
    },
}

/// An address that passed all checks which need no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
}

impl Target {
    /// Checks `url` against `policy`.
    ///
    /// # Errors
    ///
    /// Where the address may not be asked for.
    pub fn parse(url: &str, policy: &FetchPolicy) -> Result<Self, TargetError> {
        check_length(url, policy)?;
        Self::checked(Url::parse(url).map_err(broken)?, policy)
    }

    /// Checks where this address leads: `location` may be relative to it.
    ///
    /// # Errors
    ///
    /// Where the new address may not be asked for.
    pub fn join(&self, location: &str, policy: &FetchPolicy) -> Result<Self, TargetError> {
        check_length(location, policy)?;
        Self::checked(self.url.join(location).map_err(broken)?, policy)
    }

    fn checked(mut url: Url, policy: &FetchPolicy) -> Result<Self, TargetError> {
        url.set_fragment(None);
        check_length(url.as_str(), policy)?;
        check_scheme(&url, policy)?;
        check_credentials(&url)?;
        check_port(&url, policy)?;
        check_host(&url, policy)?;
        Ok(Self { url })
    }

    /// The address as it is asked for.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host: what politeness counts by.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }
}

fn broken(error: url::ParseError) -> TargetError {
    TargetError::Broken { reason: error.to_string() }
}

fn check_length(url: &str, policy: &FetchPolicy) -> Result<(), TargetError> {
    let bytes_max = policy.url_bytes_max;
    if url.len() > bytes_max { Err(TargetError::TooLong { bytes_max }) } else { Ok(()) }
}

fn check_scheme(url: &Url, policy: &FetchPolicy) -> Result<(), TargetError> {
    let scheme = url.scheme();
    let is_understood = matches!(scheme, "http" | "https");
    if is_understood && policy.schemes.iter().any(|allowed| allowed == scheme) {
        return Ok(());
    }
    Err(TargetError::Scheme { scheme: scheme.to_owned() })
}

fn check_credentials(url: &Url) -> Result<(), TargetError> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(());
    }
    Err(TargetError::Credentials { host: host_text(url) })
}

fn check_port(url: &Url, policy: &FetchPolicy) -> Result<(), TargetError> {
    let port = url.port_or_known_default().unwrap_or_default();
    if policy.ports.contains(&port) {
        return Ok(());
    }
    Err(TargetError::Port { host: host_text(url), port })
}

fn check_host(url: &Url, policy: &FetchPolicy) -> Result<(), TargetError> {
    match url.host() {
        Some(Host::Domain(name)) => check_name(name, policy),
        Some(Host::Ipv4(address)) => check_literal(address.into(), policy),
        Some(Host::Ipv6(address)) => check_literal(address.into(), policy),
        None => Err(TargetError::Broken { reason: "no host".to_owned() }),
    }
}

/// Refuses an address that stands for itself.
pub(crate) fn check_literal(address: IpAddr, policy: &FetchPolicy) -> Result<(), TargetError> {
    match policy.refusal("", address) {
        Some(kind) => Err(TargetError::Address { address, kind }),
        None => Ok(()),
    }
}

/// Refuses names that need no lookup to be known.
pub(crate) fn check_name(name: &str, policy: &FetchPolicy) -> Result<(), TargetError> {
    let host = plain_name(name);
    if policy.allows_host(&host) {
        return Ok(());
    }
    if LOCAL_NAMES.contains(&host.as_str()) || host.ends_with(".localhost") {
        return Err(TargetError::LocalName { host });
    }
    if METADATA_NAMES.contains(&host.as_str()) {
        return Err(TargetError::MetadataName { host });
    }
    Ok(())
}

/// A name without the dot that may end it, in lower case.
pub(crate) fn plain_name(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

fn host_text(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(url: &str) -> Option<String> {
        Target::parse(url, &FetchPolicy::default()).err().map(|error| error.to_string())
    }

    fn check(url: &str, expected: &str) {
        assert_eq!(refusal(url).as_deref().unwrap_or("passes"), expected, "{url}");
    }

    #[test]
    fn ordinary_addresses_pass() {
        check("http://example.org/feed", "passes");
        check("https://example.org:443/feed?a=b#c", "passes");
        check("http://example.org:443/", "passes");
        check("https://bücher.example/", "passes");
        check("http://8.8.8.8/", "passes");
        check("http://[2606:4700::1111]/", "passes");
    }

    #[test]
    fn a_fragment_is_not_sent() {
        let target = Target::parse("http://example.org/a#b", &FetchPolicy::default());
        assert_eq!(target.expect("a target").as_str(), "http://example.org/a");
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        check("file:///etc/passwd", "addresses that begin with `file:` are not fetched");
        check("gopher://example.org/", "addresses that begin with `gopher:` are not fetched");
        check("data:text/plain,a", "addresses that begin with `data:` are not fetched");
        check("example.org", "the address cannot be read: relative URL without a base");
        check("http://", "the address cannot be read: empty host");
        check("http:///?", "the address cannot be read: empty host");
        let long = format!("http://example.org/{}", "a".repeat(9000));
        check(&long, "the address is longer than 8192 bytes");
    }

    #[test]
    fn credentials_are_refused() {
        let expected = "the address of host `example.org` holds a user name or password";
        check("http://user@example.org/", expected);
        check("http://user:secret@example.org/", expected);
        check("http://:secret@example.org/", expected);
    }

    #[test]
    fn other_ports_are_refused() {
        check("http://example.org:22/", "port 22 of host `example.org` is not allowed");
        check("https://example.org:8443/", "port 8443 of host `example.org` is not allowed");
        check("http://example.org:0/", "port 0 of host `example.org` is not allowed");
    }

    #[test]
    fn every_spelling_of_an_address_is_refused() {
        let loopback = "the loopback address 127.0.0.1 is not allowed";
        let spellings = [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.01/",
            "http://127.0.0.1./",
            "http://１２７.０.０.１/",
            "http://127。0。0。1/",
            "http://%31%32%37.0.0.1/",
            "http:\\\\127.0.0.1\\",
            "http://127.0.0.1#@example.org/",
            "http://127.0.0.1\\@example.org/",
        ];
        spellings.iter().for_each(|url| check(url, loopback));
        check("http://[::1]/", "the loopback address ::1 is not allowed");
        check("http://[::]/", "the unspecified address :: is not allowed");
        check("http://0/", "the unspecified address 0.0.0.0 is not allowed");
        check("http://[::ffff:7f00:1]/", "the loopback address ::ffff:127.0.0.1 is not allowed");
        check(
            "http://169.254.169.254/latest/",
            "the link-local address 169.254.169.254 is not allowed",
        );
    }

    #[test]
    fn names_of_this_machine_and_of_clouds_are_refused() {
        for host in ["localhost", "LOCALHOST", "localhost.", "a.localhost", "ip6-localhost"] {
            let plain = plain_name(host);
            let expected = format!("host `{plain}` is this machine, which is not allowed");
            check(&format!("http://{host}/"), &expected);
        }
        check(
            "http://metadata.google.internal./",
            "host `metadata.google.internal` is a metadata service, which is not allowed",
        );
    }

    #[test]
    fn where_an_address_leads_is_checked_alike() {
        let policy = FetchPolicy::default();
        let start = Target::parse("https://example.org/a/b", &policy).expect("a target");
        let join = |location: &str| match start.join(location, &policy) {
            Ok(target) => target.as_str().to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(join("c"), "https://example.org/a/c");
        assert_eq!(join("//example.net/"), "https://example.net/");
        assert_eq!(join("//127.1/"), "the loopback address 127.0.0.1 is not allowed");
        assert_eq!(join("file:///a"), "addresses that begin with `file:` are not fetched");
    }

    proptest! {
        #[test]
        fn no_private_address_passes_in_any_spelling(last in 0_u32..1 << 24, form in 0_usize..4) {
            let number = 10 << 24 | last;
            let host = match form {
                0 => number.to_string(),
                1 => format!("{number:#x}"),
                2 => format!("0{number:o}"),
                _ => format!("[::ffff:{:x}:{:x}]", number >> 16, number & 0xffff),
            };
            let refused = refusal(&format!("http://{host}/"));
            prop_assert!(refused.is_some(), "{}", host);
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = refusal(&text);
            let _ = refusal(&format!("http://{text}/"));
        }
    }
}
