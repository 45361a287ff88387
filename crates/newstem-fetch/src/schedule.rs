//! When to ask a source again. Plain data; the time is a parameter, in milliseconds since 1970.
//!
//! A source is asked every so often. Its feed (`ttl`) and its server (`max-age`) may ask for more
//! rest, and get it up to a limit, but never for less: who set the interval knows why. Failures
//! double the pause each time. Every pause is made a little longer, by a share that follows from
//! the source's name and count of failures: sources that were added together, or that failed
//! together, do not come back together, and yet a run can be repeated exactly. Rejected: chance,
//! which would make the same state go two ways.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::header::RetryAfter;

/// Limits of schedules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SchedulePolicy {
    /// Shortest interval, whatever a source's own says; 60 seconds by default.
    pub interval_ms_min: u64,
    /// Longest pause that a feed can ask for after a success; 24 hours by default.
    pub feed_rest_ms_max: u64,
    /// Longest pause that a server can ask for after a success; 6 hours by default. It speaks for its
    /// caches more than for its news.
    pub rest_ms_max: u64,
    /// Longest pause after failures; 24 hours by default.
    pub backoff_ms_max: u64,
    /// Longest pause that `Retry-After` can ask for; 7 days by default.
    pub retry_after_ms_max: u64,
    /// Largest share of itself by which a pause is made longer, in thousandths; 100 by default.
    pub jitter_per_mille: u64,
}

impl Default for SchedulePolicy {
    fn default() -> Self {
        Self {
            interval_ms_min: 60 * 1000,
            feed_rest_ms_max: 24 * 3600 * 1000,
            rest_ms_max: 6 * 3600 * 1000,
            backoff_ms_max: 24 * 3600 * 1000,
            retry_after_ms_max: 7 * 24 * 3600 * 1000,
            jitter_per_mille: 100,
        }
    }
}

/// How long a source asks to be left alone after it was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AskedRest {
    /// What the feed itself says (`ttl`).
    pub by_feed: Option<Duration>,
    /// What the server says of its answer (`max-age`).
    pub by_server: Option<Duration>,
}

impl AskedRest {
    fn ms(self, policy: &SchedulePolicy) -> u64 {
        let by_feed_ms = self.by_feed.map_or(0, milliseconds).min(policy.feed_rest_ms_max);
        let by_server_ms = self.by_server.map_or(0, milliseconds).min(policy.rest_ms_max);
        by_feed_ms.max(by_server_ms)
    }
}

impl SchedulePolicy {
    /// The longest time that anything but an interval or a failure keeps a source from being asked.
    pub fn longest_rest_ms(&self) -> u64 {
        self.feed_rest_ms_max.max(self.rest_ms_max)
    }
}

/// When one source is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The name by which the source is known; its jitter follows from it.
    pub source: String,
    /// How often to ask, in milliseconds.
    pub interval_ms: u64,
    /// When to ask next, in milliseconds since 1970.
    pub next_at_ms: u64,
    /// How often asking failed since it last went well.
    pub failures: u32,
    /// When asking last went well.
    pub succeeded_at_ms: Option<u64>,
    /// When asking last failed.
    pub failed_at_ms: Option<u64>,
}

impl Schedule {
    /// A source that is asked at once.
    pub fn new(source: impl Into<String>, interval_ms: u64, now_ms: u64) -> Self {
        Self {
            source: source.into(),
            interval_ms,
            next_at_ms: now_ms,
            failures: 0,
            succeeded_at_ms: None,
            failed_at_ms: None,
        }
    }

    /// Whether it is time to ask.
    pub fn is_due(&self, now_ms: u64) -> bool {
        self.next_at_ms <= now_ms
    }

    /// Notes that asking went well.
    pub fn succeeded(&mut self, rest: AskedRest, now_ms: u64, policy: &SchedulePolicy) {
        self.failures = 0;
        self.succeeded_at_ms = Some(now_ms);
        let pause_ms = self.base_ms(policy).max(rest.ms(policy));
        self.next_at_ms = now_ms.saturating_add(self.jittered(pause_ms, policy));
    }

    /// Notes that asking failed.
    pub fn failed(
        &mut self,
        retry_after: Option<RetryAfter>,
        now_ms: u64,
        policy: &SchedulePolicy,
    ) {
        self.failures = self.failures.saturating_add(1);
        self.failed_at_ms = Some(now_ms);
        let pause_ms = self.jittered(self.backoff_ms(policy), policy);
        let asked_ms = retry_after.map_or(0, |time| time.at_ms(now_ms).saturating_sub(now_ms));
        let asked_ms = asked_ms.min(policy.retry_after_ms_max);
        self.next_at_ms = now_ms.saturating_add(pause_ms.max(asked_ms));
    }

    fn base_ms(&self, policy: &SchedulePolicy) -> u64 {
        self.interval_ms.max(policy.interval_ms_min)
    }

    /// Twice the interval after the first failure, and twice that after each further one; never
    /// less than the interval.
    fn backoff_ms(&self, policy: &SchedulePolicy) -> u64 {
        let base_ms = self.base_ms(policy);
        let factor = 1_u64.checked_shl(self.failures).unwrap_or(u64::MAX);
        base_ms.saturating_mul(factor).min(policy.backoff_ms_max).max(base_ms)
    }

    fn jittered(&self, pause_ms: u64, policy: &SchedulePolicy) -> u64 {
        let share = u128::from(hash(&self.source, self.failures));
        let span_ms = u128::from(pause_ms) * u128::from(policy.jitter_per_mille) / 1000;
        let added_ms = (span_ms * share) >> 64;
        pause_ms.saturating_add(u64::try_from(added_ms).unwrap_or(u64::MAX))
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// FNV-1a, whose bits are then mixed, so that the high ones are good. The standard library's hash
/// may change from one version to the next.
fn hash(source: &str, failures: u32) -> u64 {
    let bytes = source.bytes().chain(failures.to_le_bytes());
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, step);
    let mixed = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: u64 = 60 * 1000;
    const HOUR: u64 = 60 * MINUTE;
    const NOW: u64 = 1_700_000_000_000;

    fn exact() -> SchedulePolicy {
        SchedulePolicy { jitter_per_mille: 0, ..SchedulePolicy::default() }
    }

    #[test]
    fn a_new_source_is_due() {
        let schedule = Schedule::new("a", 15 * MINUTE, NOW);
        assert!(schedule.is_due(NOW) && !schedule.is_due(NOW - 1));
    }

    #[test]
    fn success_brings_the_interval_or_more_rest() {
        let check = |interval_ms, rest: Option<u64>, expected| {
            let mut schedule = Schedule::new("a", interval_ms, NOW);
            schedule.succeeded(by_server(rest), NOW, &exact());
            assert_eq!(schedule.next_at_ms - NOW, expected, "{interval_ms} {rest:?}");
        };
        check(15 * MINUTE, None, 15 * MINUTE);
        check(15 * MINUTE, Some(5 * MINUTE), 15 * MINUTE);
        check(15 * MINUTE, Some(HOUR), HOUR);
        check(15 * MINUTE, Some(1000 * HOUR), 6 * HOUR);
        check(8 * HOUR, Some(1000 * HOUR), 8 * HOUR);
        check(1, None, MINUTE);
        check(u64::MAX, None, u64::MAX - NOW);
    }

    fn by_server(rest: Option<u64>) -> AskedRest {
        AskedRest { by_server: rest.map(Duration::from_millis), ..AskedRest::default() }
    }

    #[test]
    fn a_feed_is_left_alone_for_as_long_as_it_asks() {
        let check = |by_feed, by_server, expected| {
            let [by_feed, by_server] =
                [by_feed, by_server].map(|rest: Option<u64>| rest.map(Duration::from_millis));
            let mut schedule = Schedule::new("a", 10 * MINUTE, NOW);
            schedule.succeeded(AskedRest { by_feed, by_server }, NOW, &exact());
            assert_eq!(schedule.next_at_ms - NOW, expected, "{by_feed:?} {by_server:?}");
        };
        check(Some(MINUTE), None, 10 * MINUTE);
        check(Some(HOUR), None, HOUR);
        check(Some(HOUR), Some(2 * HOUR), 2 * HOUR);
        check(Some(12 * HOUR), Some(7 * HOUR), 12 * HOUR);
        check(Some(1000 * HOUR), None, 24 * HOUR);
    }

    #[test]
    fn failures_double_the_pause() {
        let mut schedule = Schedule::new("a", 15 * MINUTE, NOW);
        for expected in [30, 60, 120, 240, 480, 960, 1440, 1440] {
            schedule.failed(None, NOW, &exact());
            assert_eq!(schedule.next_at_ms - NOW, expected * MINUTE);
        }
        schedule.failures = u32::MAX;
        schedule.failed(None, NOW, &exact());
        assert_eq!(schedule.next_at_ms - NOW, 24 * HOUR);
        schedule.succeeded(AskedRest::default(), NOW, &exact());
        assert_eq!((schedule.failures, schedule.next_at_ms - NOW), (0, 15 * MINUTE));
    }

    #[test]
    fn what_a_server_asks_for_after_a_failure_is_given() {
        let check = |retry_after, expected| {
            let mut schedule = Schedule::new("a", 15 * MINUTE, NOW);
            schedule.failed(Some(retry_after), NOW, &exact());
            assert_eq!(schedule.next_at_ms - NOW, expected, "{retry_after:?}");
        };
        check(RetryAfter::Seconds(60), 30 * MINUTE);
        check(RetryAfter::Seconds(7200), 2 * HOUR);
        check(RetryAfter::Seconds(u64::MAX), 7 * 24 * HOUR);
        check(RetryAfter::At(NOW / 1000 + 7200), 2 * HOUR);
        check(RetryAfter::At(0), 30 * MINUTE);
    }

    #[test]
    fn sources_drift_apart_the_same_way_each_time() {
        let next = |source: &str| {
            let mut schedule = Schedule::new(source, HOUR, NOW);
            schedule.succeeded(AskedRest::default(), NOW, &SchedulePolicy::default());
            schedule.next_at_ms - NOW
        };
        assert_eq!(next("a"), next("a"));
        let tenths: std::collections::BTreeSet<u64> =
            (0..100).map(|number| (next(&format!("source {number}")) - HOUR) / 36_000).collect();
        assert_eq!(tenths, (0..10).collect(), "all of the span is used");
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut schedule = Schedule::new("a", HOUR, NOW);
        schedule.failed(None, NOW, &SchedulePolicy::default());
        let text = serde_json::to_string(&schedule).expect("it can be written");
        assert_eq!(serde_json::from_str::<Schedule>(&text).expect("it can be read"), schedule);
        let policy: SchedulePolicy = serde_json::from_str("{}").expect("a policy");
        assert_eq!(policy, SchedulePolicy::default());
    }

    proptest! {
        #[test]
        fn no_pause_is_shorter_than_the_interval(
            source: String, interval_ms: u64, failures: u32, now_ms: u64, seconds: u64,
        ) {
            let policy = SchedulePolicy::default();
            let mut schedule = Schedule::new(source, interval_ms, now_ms);
            schedule.failures = failures;
            schedule.failed(Some(RetryAfter::Seconds(seconds)), now_ms, &policy);
            prop_assert!(schedule.next_at_ms >= now_ms.saturating_add(interval_ms));
            schedule.succeeded(by_server(Some(seconds)), now_ms, &policy);
            prop_assert!(schedule.next_at_ms >= now_ms.saturating_add(interval_ms));
        }
    }
}
