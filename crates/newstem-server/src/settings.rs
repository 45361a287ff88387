//! What whoever runs a desk may set, with every default beside the field.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use newstem_fetch::FetchPolicy;
use newstem_store::Incoming;

use crate::watched::WatchedSource;

/// How a desk runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the store.
    pub data: PathBuf,
    /// Where it listens; the loopback by default, port 7420.
    pub listen: SocketAddr,
    /// What whoever writes must show; where there is none, nobody may write.
    pub token: Option<String>,
    /// Whether whoever reads must show it too. Beyond the loopback everybody must, whatever this says.
    pub reading_needs_token: bool,
    /// Names of this machine that a browser may ask for it by, beside those of the loopback.
    pub hosts: Vec<String>,
    /// How many articles are kept in view, so that new ones find their story; 100,000 by default.
    /// Older stories stay readable and are found by search, but nothing joins them any more.
    pub window_articles: u32,
    /// Closeness from which articles are one story.
    pub story_threshold: f64,
    /// Threads that trace stories; one less than there are cores by default, at least one.
    pub tracing_threads: usize,
    /// Largest request, in bytes; 32 MiB by default.
    pub request_bytes_max: usize,
    /// What may be fetched from the network, and how much of it.
    pub fetch: FetchPolicy,
    /// How the desk calls itself to other machines.
    pub user_agent: String,
    /// Articles that come in by themselves, one after the other.
    pub replay: Option<Replay>,
    /// What is watched, beside what is added while the desk runs; nothing by default.
    pub sources: Vec<WatchedSource>,
    /// Folders in which whoever has the token may have folders watched; none by default, as a token
    /// should not open the files of this machine. Those in `sources` need not be in one.
    pub folders_allowed: Vec<PathBuf>,
    /// How often sources are looked at.
    pub poll_interval: PollInterval,
    /// Threads that fetch from sources; 4 by default.
    pub fetch_threads: usize,
    /// Least time between two requests to one host, where its `robots.txt` does not ask for more;
    /// 1 second by default.
    pub host_delay: Duration,
    /// How long a webhook that failed once is left alone, twice as long after each further failure;
    /// 1 second by default.
    pub webhook_pause: Duration,
    /// So many bytes of articles may wait to be written before senders are asked to wait; 64 MiB by
    /// default.
    pub waiting_bytes_max: usize,
}

/// Articles that come in as if somebody sent them.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The articles, in order.
    pub articles: Vec<Incoming>,
    /// The time between one and the next.
    pub every: Duration,
}

/// How often sources are looked at, by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollInterval {
    /// Feeds; 10 minutes by default.
    pub feed: Duration,
    /// Sitemaps; 30 minutes by default.
    pub sitemap: Duration,
    /// Folders; 2 seconds by default.
    pub folder: Duration,
}

impl Default for PollInterval {
    fn default() -> Self {
        Self {
            feed: Duration::from_secs(10 * 60),
            sitemap: Duration::from_secs(30 * 60),
            folder: Duration::from_secs(2),
        }
    }
}

/// The port where nothing else is set.
pub const PORT: u16 = 7420;

impl Settings {
    /// The defaults, for the store in a folder.
    pub fn of(data: PathBuf) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            data,
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT),
            token: None,
            reading_needs_token: false,
            hosts: Vec::new(),
            window_articles: 100_000,
            story_threshold: newstem::Options::default().story_threshold,
            tracing_threads: cores.saturating_sub(1).max(1),
            request_bytes_max: 32 << 20,
            fetch: FetchPolicy::default(),
            user_agent: format!("newstem/{}", env!("CARGO_PKG_VERSION")),
            replay: None,
            sources: Vec::new(),
            folders_allowed: Vec::new(),
            poll_interval: PollInterval::default(),
            fetch_threads: 4,
            host_delay: Duration::from_secs(1),
            webhook_pause: Duration::from_secs(1),
            waiting_bytes_max: 64 << 20,
        }
    }

    /// Whether whoever reads must show the token.
    pub fn reading_is_guarded(&self) -> bool {
        self.reading_needs_token || !self.listen.ip().is_loopback()
    }
}
