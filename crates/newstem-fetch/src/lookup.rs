//! From a name to the addresses that a connection may go to.
//!
//! The check stands between the lookup and the connection: the client asks the resolver here for
//! addresses and connects to what it gives, so nothing looks the name up again. A name server that
//! answers twice, first with a public address and then with a private one, is asked once a
//! connection, and that one answer is checked. One bad address among good ones refuses the name:
//! it is either a mistake to be mended or an attack. Rejected: checking before the call and letting
//! the client look up for itself, which is the hole that such servers use.
//!
//! The system's lookup cannot be given up half-way. It runs on a thread of its own, which is left
//! behind when it takes too long and ends when the system does.

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::connection::ConnectionError;
use crate::policy::FetchPolicy;
use crate::target::{TargetError, check_literal, check_name, plain_name};

/// So many addresses of a name are tried.
const ADDRESSES_MAX: usize = 8;

/// Looks names up.
pub trait Lookup: Send + Sync + 'static {
    /// The addresses of `host`, which is a name and no address.
    ///
    /// # Errors
    ///
    /// Where the lookup fails.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// Asks the system, as every program on the machine does.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// What the client asks for addresses.
pub(crate) struct CheckedResolver {
    pub(crate) policy: Arc<FetchPolicy>,
    pub(crate) lookup: Arc<dyn Lookup>,
}

impl std::fmt::Debug for CheckedResolver {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("CheckedResolver").finish_non_exhaustive()
    }
}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let port = port_of(uri);
        let checked = self.checked(host, *timeout.after).map_err(ConnectionError::into_client)?;
        let mut addresses = self.empty();
        for address in checked.into_iter().take(ADDRESSES_MAX) {
            addresses.push(SocketAddr::new(address, port));
        }
        Ok(addresses)
    }
}

fn port_of(uri: &Uri) -> u16 {
    let known = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    uri.port_u16().unwrap_or(known)
}

impl CheckedResolver {
    /// The addresses of `host`, all of them allowed.
    fn checked(&self, host: &str, timeout: Duration) -> Result<Vec<IpAddr>, ConnectionError> {
        if let Some(address) = literal(host) {
            check_literal(address, &self.policy)?;
            return Ok(vec![address]);
        }
        let name = plain_name(host);
        check_name(&name, &self.policy)?;
        let addresses = self.looked_up(&name, timeout)?;
        addresses.iter().try_for_each(|address| self.check(&name, *address))?;
        Ok(addresses)
    }

    fn check(&self, host: &str, address: IpAddr) -> Result<(), ConnectionError> {
        match self.policy.refusal(host, address) {
            Some(kind) => {
                Err(TargetError::Resolved { host: host.to_owned(), address, kind }.into())
            }
            None => Ok(()),
        }
    }

    fn looked_up(&self, host: &str, timeout: Duration) -> Result<Vec<IpAddr>, ConnectionError> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let (lookup, name) = (Arc::clone(&self.lookup), host.to_owned());
        let told = |reason: String| ConnectionError::Lookup { host: host.to_owned(), reason };
        thread::Builder::new()
            .name("lookup".to_owned())
            .spawn(move || sender.send(lookup.addresses(&name)))
            .map_err(|error| told(error.to_string()))?;
        let timed_out = |_| told(format!("no answer within {} s", timeout.as_secs_f32().ceil()));
        let answer = receiver.recv_timeout(timeout).map_err(timed_out)?;
        match answer {
            Ok(addresses) if addresses.is_empty() => Err(told("it has no address".to_owned())),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(told(error.to_string())),
        }
    }
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows a few names.
    struct Table(&'static [(&'static str, &'static [&'static str])]);

    impl Lookup for Table {
        fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
            let known = self.0.iter().find(|(name, _)| *name == host);
            let (_, addresses) = known.ok_or_else(|| io::Error::other("no such name"))?;
            Ok(addresses.iter().map(|text| text.parse().expect("an address")).collect())
        }
    }

    const NAMES: Table = Table(&[
        ("public.example", &["8.8.8.8", "2606:4700::1111"]),
        ("private.example", &["10.0.0.1"]),
        ("mixed.example", &["8.8.8.8", "127.0.0.1"]),
        ("mapped.example", &["::ffff:169.254.169.254"]),
        ("empty.example", &[]),
    ]);

    fn check(allowed: &[&str], host: &str, expected: &str) {
        let places = allowed.iter().map(|text| text.parse().expect("a place"));
        let policy = FetchPolicy { allowed_private: places.collect(), ..FetchPolicy::default() };
        let resolver = CheckedResolver { policy: Arc::new(policy), lookup: Arc::new(NAMES) };
        let found = match resolver.checked(host, Duration::from_secs(5)) {
            Ok(addresses) => format!("{addresses:?}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected, "{host}");
    }

    #[test]
    fn names_pass_with_all_their_addresses_or_not_at_all() {
        check(&[], "public.example", "[8.8.8.8, 2606:4700::1111]");
        check(&[], "PUBLIC.example.", "[8.8.8.8, 2606:4700::1111]");
        let refused = "which is not allowed";
        check(
            &[],
            "private.example",
            &format!("host `private.example` resolves to the private address 10.0.0.1, {refused}"),
        );
        check(
            &[],
            "mixed.example",
            &format!("host `mixed.example` resolves to the loopback address 127.0.0.1, {refused}"),
        );
        check(
            &[],
            "mapped.example",
            &format!(
                "host `mapped.example` resolves to the link-local address \
                 ::ffff:169.254.169.254, {refused}"
            ),
        );
        check(&["10.0.0.0/8"], "private.example", "[10.0.0.1]");
        check(&["private.example"], "private.example", "[10.0.0.1]");
    }

    #[test]
    fn names_without_address_are_told() {
        check(&[], "empty.example", "host `empty.example` cannot be looked up: it has no address");
        check(&[], "none.example", "host `none.example` cannot be looked up: no such name");
    }

    #[test]
    fn literals_are_checked_without_a_lookup() {
        check(&[], "8.8.8.8", "[8.8.8.8]");
        check(&[], "[::1]", "the loopback address ::1 is not allowed");
        check(&["::1"], "[::1]", "[::1]");
    }

    #[test]
    fn a_lookup_that_hangs_is_left() {
        struct Hangs;
        impl Lookup for Hangs {
            fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
                thread::sleep(Duration::from_secs(5));
                Ok(Vec::new())
            }
        }
        let policy = Arc::new(FetchPolicy::default());
        let resolver = CheckedResolver { policy, lookup: Arc::new(Hangs) };
        let error = resolver.checked("slow.example", Duration::from_millis(10)).unwrap_err();
        let expected = "host `slow.example` cannot be looked up: no answer within 1 s";
        assert_eq!(error.to_string(), expected);
    }
}
