//! Where jobs lie between two steps, and what is known of the hosts that they ask.
//!
//! A host is asked by one job at a time and no oftener than it likes; the jobs that wait for it take
//! turns. What its `robots.txt` says is kept for a day and in memory only: asking each host once more
//! after a start costs less than keeping its rules with every source that leads there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use newstem_fetch::{HostRates, RatePolicy, Robots, Target, Turn, robots_url};

use super::job::Job;
use crate::desk::Desk;

/// So long the rules of a site are good.
const RULES_GOOD_MS: u64 = 24 * 3600 * 1000;
/// So long a site that could not tell its rules is left alone.
const SILENCE_MS: u64 = 10 * 60 * 1000;
/// Rules of so many sites are kept.
const SITES_MAX: usize = 4096;

/// The jobs that nobody has in hand, and the hosts.
pub struct Board {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    /// Jobs that wait for a thread or their turn.
    waiting: VecDeque<Job>,
    /// Sources that are being looked at.
    begun: BTreeSet<String>,
    /// When the others are looked at, in milliseconds since 1970.
    resting: BTreeMap<String, u64>,
    busy_hosts: BTreeSet<String>,
    rates: HostRates,
    /// By the address of the file: what it says, until when.
    rules: BTreeMap<String, (Rules, u64)>,
}

/// What a site says of programs that fetch it.
#[derive(Clone, Debug)]
pub enum Rules {
    /// What it asks.
    Told(Robots),
    /// It did not tell, so that nothing may be fetched for a while.
    Silent(String),
}

impl Board {
    /// An empty board; hosts are asked no oftener than every `delay`.
    pub fn new(delay: Duration) -> Self {
        let delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        let rates = HostRates::new(RatePolicy { delay_ms, ..RatePolicy::default() });
        let inner = Inner { rates, ..Inner::default() };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Of all sources that there are, those that may have to be looked at now. What is known of others
    /// is forgotten.
    pub fn due(&self, names: &[String], now_ms: u64) -> Vec<String> {
        let mut inner = self.inner();
        inner.resting.retain(|name, _| names.binary_search(name).is_ok());
        inner.rates.prune(now_ms);
        let is_due = |name: &&String| {
            !inner.begun.contains(*name) && inner.resting.get(*name).is_none_or(|at| *at <= now_ms)
        };
        names.iter().filter(is_due).cloned().collect()
    }

    /// When the next source is to be looked at.
    pub fn next_due_ms(&self) -> Option<u64> {
        self.inner().resting.values().min().copied()
    }

    /// Leaves a source alone.
    pub fn rest(&self, name: &str, until_ms: u64) {
        self.inner().resting.insert(name.to_owned(), until_ms);
    }

    /// Puts a new job on the board.
    pub fn begin(&self, job: Job) {
        let mut inner = self.inner();
        inner.resting.remove(job.name());
        inner.begun.insert(job.name().to_owned());
        inner.waiting.push_back(job);
        self.changed.notify_one();
    }

    /// Takes the first job that can go on.
    pub fn take(&self, desk: &Desk, now_ms: u64) -> Option<Job> {
        let mut inner = self.inner();
        for place in 0..inner.waiting.len() {
            let host = inner.waiting[place].next_url().and_then(|url| host_of(desk, url));
            if host.as_deref().is_none_or(|host| inner.is_turn(host, now_ms)) {
                let mut job = inner.waiting.remove(place)?;
                inner.busy_hosts.extend(host.clone());
                job.host = host;
                return Some(job);
            }
        }
        None
    }

    /// Puts a job back that is to go on.
    pub fn give_back(&self, mut job: Job) {
        let mut inner = self.inner();
        inner.free(&mut job);
        inner.waiting.push_back(job);
        self.changed.notify_one();
    }

    /// Takes a job off the board; its source is left alone for a while.
    pub fn done(&self, mut job: Job, until_ms: u64) {
        let mut inner = self.inner();
        inner.free(&mut job);
        inner.begun.remove(job.name());
        inner.resting.insert(job.name().to_owned(), until_ms);
        self.changed.notify_one();
    }

    /// Sleeps until there may be a job, but no longer than a while.
    pub fn wait(&self, while_: Duration) {
        drop(self.changed.wait_timeout(self.inner(), while_));
    }

    /// Leaves a host alone.
    pub fn postpone(&self, host: &str, until_ms: u64, now_ms: u64) {
        self.inner().rates.postpone(host, until_ms, now_ms);
    }

    /// What is known of the rules for an address.
    pub fn rules(&self, url: &str, now_ms: u64) -> Option<Rules> {
        let file = robots_url(url)?;
        let inner = self.inner();
        let (rules, until_ms) = inner.rules.get(&file)?;
        (*until_ms > now_ms).then(|| rules.clone())
    }

    /// Remembers the rules of a site.
    pub fn set_rules(&self, file: &str, host: &str, rules: Rules, now_ms: u64) {
        let mut inner = self.inner();
        let (delay_ms, good_ms) = match &rules {
            Rules::Told(robots) => (robots.crawl_delay_ms, RULES_GOOD_MS),
            Rules::Silent(_) => (None, SILENCE_MS),
        };
        inner.rates.set_crawl_delay(host, delay_ms);
        inner.rules.retain(|_, (_, until_ms)| *until_ms > now_ms);
        if inner.rules.len() >= SITES_MAX {
            inner.rules.pop_first();
        }
        inner.rules.insert(file.to_owned(), (rules, now_ms.saturating_add(good_ms)));
    }
}

impl Inner {
    fn is_turn(&mut self, host: &str, now_ms: u64) -> bool {
        !self.busy_hosts.contains(host) && self.rates.take(host, now_ms) == Turn::Now
    }

    fn free(&mut self, job: &mut Job) {
        if let Some(host) = job.host.take() {
            self.busy_hosts.remove(&host);
        }
    }
}

/// The host of an address; nothing where it may not be asked for.
pub fn host_of(desk: &Desk, url: &str) -> Option<String> {
    Target::parse(url, &desk.settings.fetch).ok().map(|target| target.host().to_owned())
}
