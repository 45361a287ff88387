//! How long to wait between two requests to one host, whatever sources they are for. Plain data;
//! the time is a parameter, in milliseconds since 1970.
//!
//! A turn is either taken or not: who comes too early is told when to come again, and nothing is
//! set aside for him. Rejected: handing out turns ahead, as a turn that is never used (the server
//! stops, the source is taken away) would hold up all behind it. So the first to come when the
//! host is free goes first; a caller that must be fair keeps a queue.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Limits of delays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatePolicy {
    /// Least time between two requests to one host; 1 second by default.
    pub delay_ms: u64,
    /// Longest delay that a site's `Crawl-delay` can ask for; 30 seconds by default.
    pub crawl_delay_ms_max: u64,
    /// Longest time for which a host can be left alone by [`HostRates::postpone`]; 24 hours by
    /// default.
    pub postpone_ms_max: u64,
}

impl Default for RatePolicy {
    fn default() -> Self {
        Self { delay_ms: 1000, crawl_delay_ms_max: 30_000, postpone_ms_max: 24 * 3600 * 1000 }
    }
}

/// Whether a request may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Now; the turn is taken.
    Now,
    /// Not before this time, in milliseconds since 1970.
    At(u64),
}

/// When one host may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostRate {
    /// Least time between two requests, in milliseconds.
    pub delay_ms: u64,
    /// When the next request may be made, in milliseconds since 1970.
    pub free_at_ms: u64,
}

impl HostRate {
    /// A host that may be asked at once, and then every `delay_ms`.
    pub fn new(delay_ms: u64) -> Self {
        Self { delay_ms, free_at_ms: 0 }
    }

    /// Takes a turn, if it is time.
    pub fn take(&mut self, now_ms: u64) -> Turn {
        if now_ms < self.free_at_ms {
            return Turn::At(self.free_at_ms);
        }
        self.free_at_ms = now_ms.saturating_add(self.delay_ms);
        Turn::Now
    }

    /// Leaves the host alone until `until_ms` at least.
    pub fn postpone(&mut self, until_ms: u64) {
        self.free_at_ms = self.free_at_ms.max(until_ms);
    }
}

/// When each host may be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostRates {
    policy: RatePolicy,
    hosts: BTreeMap<String, HostRate>,
}

impl HostRates {
    /// Rates within `policy`, of no host yet.
    pub fn new(policy: RatePolicy) -> Self {
        Self { policy, hosts: BTreeMap::new() }
    }

    /// Takes a turn at `host`, as [`Target::host`](crate::Target::host) names it, if it is time.
    pub fn take(&mut self, host: &str, now_ms: u64) -> Turn {
        self.rate(host).take(now_ms)
    }

    /// Notes the delay that a host's `robots.txt` asks for, or that it asks for none.
    pub fn set_crawl_delay(&mut self, host: &str, crawl_delay_ms: Option<u64>) {
        let asked_ms = crawl_delay_ms.unwrap_or(0).min(self.policy.crawl_delay_ms_max);
        let delay_ms = self.policy.delay_ms.max(asked_ms);
        self.rate(host).delay_ms = delay_ms;
    }

    /// Leaves a host alone until `until_ms`: it said that it is asked too often.
    pub fn postpone(&mut self, host: &str, until_ms: u64, now_ms: u64) {
        let latest_ms = now_ms.saturating_add(self.policy.postpone_ms_max);
        self.rate(host).postpone(until_ms.min(latest_ms));
    }

    /// Forgets hosts of which there is nothing to remember: they are free and ask for no delay of
    /// their own. Called now and then, it keeps the list as short as the list of sources.
    pub fn prune(&mut self, now_ms: u64) {
        let delay_ms = self.policy.delay_ms;
        self.hosts.retain(|_, rate| rate.free_at_ms > now_ms || rate.delay_ms != delay_ms);
    }

    /// How many hosts are remembered.
    pub fn len(&self) -> usize {
        self.hosts.len()
    }

    /// Whether no host is remembered.
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty()
    }

    fn rate(&mut self, host: &str) -> &mut HostRate {
        let delay_ms = self.policy.delay_ms;
        self.hosts.entry(host.to_owned()).or_insert_with(|| HostRate::new(delay_ms))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_host_has_its_turns() {
        let mut rates = HostRates::default();
        let mut check = |host: &str, now_ms, expected| {
            assert_eq!(rates.take(host, now_ms), expected, "{host} at {now_ms}");
        };
        check("a.example", 10_000, Turn::Now);
        check("a.example", 10_001, Turn::At(11_000));
        check("b.example", 10_001, Turn::Now);
        check("a.example", 10_999, Turn::At(11_000));
        check("a.example", 11_000, Turn::Now);
        check("a.example", 11_500, Turn::At(12_000));
    }

    #[test]
    fn a_site_may_ask_for_longer_delays_within_a_limit() {
        let check = |asked, expected: u64| {
            let mut rates = HostRates::default();
            rates.set_crawl_delay("a.example", asked);
            rates.take("a.example", 10_000);
            assert_eq!(rates.take("a.example", 10_000), Turn::At(10_000 + expected), "{asked:?}");
        };
        check(None, 1000);
        check(Some(10), 1000);
        check(Some(5000), 5000);
        check(Some(u64::MAX), 30_000);
    }

    #[test]
    fn a_host_may_be_left_alone_for_a_while() {
        let mut rates = HostRates::default();
        rates.postpone("a.example", 60_000, 10_000);
        assert_eq!(rates.take("a.example", 10_000), Turn::At(60_000));
        rates.postpone("a.example", 20_000, 10_000);
        assert_eq!(rates.take("a.example", 10_000), Turn::At(60_000));
        rates.postpone("b.example", u64::MAX, 0);
        assert_eq!(rates.take("b.example", 0), Turn::At(24 * 3600 * 1000));
    }

    #[test]
    fn what_need_not_be_remembered_is_forgotten() {
        let mut rates = HostRates::default();
        rates.take("a.example", 10_000);
        rates.set_crawl_delay("b.example", Some(5000));
        rates.prune(10_500);
        assert_eq!(rates.len(), 2);
        rates.prune(11_000);
        assert_eq!(rates.len(), 1);
        assert!(!rates.is_empty());
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut rates = HostRates::default();
        rates.take("a.example", 10_000);
        let text = serde_json::to_string(&rates).expect("it can be written");
        let mut read: HostRates = serde_json::from_str(&text).expect("it can be read");
        assert_eq!(read, rates);
        assert_eq!(read.take("a.example", 10_001), Turn::At(11_000));
    }

    proptest! {
        #[test]
        fn turns_are_never_closer_than_the_delay(steps in prop::collection::vec(0_u64..3000, 1..50)) {
            let mut rates = HostRates::default();
            let (mut now_ms, mut last_ms) = (10_000, None);
            for step in steps {
                now_ms += step;
                if rates.take("a.example", now_ms) == Turn::Now {
                    prop_assert!(last_ms.is_none_or(|last_ms| now_ms - last_ms >= 1000));
                    last_ms = Some(now_ms);
                }
            }
        }
    }
}
