//! A desk on a folder of its own, served until it is dropped.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use newstem_fetch::FetchPolicy;
use newstem_server::{PollInterval, Settings, serve};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::client::{Answer, encoded, follow, send, send_with};

pub const TOKEN: &str = "token-of-a-test";
/// Nothing that a test waits for takes this long unless it never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A desk that runs.
pub struct TestDesk {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

/// A folder for a desk, kept for as long as the test.
pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Settings for the store in a folder: in a hurry, and with the servers of tests in reach.
pub fn settings(folder: &Path, ports: &[u16]) -> Settings {
    let hurry = Duration::from_millis(20);
    let mut settings = Settings::of(folder.to_owned());
    settings.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    settings.token = Some(TOKEN.to_owned());
    settings.tracing_threads = 1;
    settings.poll_interval = PollInterval { feed: hurry, sitemap: hurry, folder: hurry };
    settings.host_delay = Duration::ZERO;
    settings.webhook_pause = hurry;
    settings.fetch = FetchPolicy {
        ports: ports.to_vec(),
        allowed_private: vec!["127.0.0.1".parse().unwrap()],
        ..FetchPolicy::default()
    };
    settings
}

impl TestDesk {
    pub fn open(settings: Settings) -> Self {
        let (open, opened) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = thread::spawn(move || {
            let is_open = move |address| open.send(address).unwrap();
            let stop = async move { drop(stopped.await) };
            serve(settings, is_open, stop).unwrap();
        });
        let address = opened.recv_timeout(PATIENCE).unwrap();
        Self { address, stop: Some(stop), served: Some(served) }
    }

    pub fn get(&self, path: &str) -> Answer {
        send(self.address, "GET", path, TOKEN, "")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.address, "POST", path, TOKEN, &body.to_string())
    }

    pub fn delete(&self, path: &str) -> Answer {
        send(self.address, "DELETE", path, TOKEN, "")
    }

    /// Sends what a browser sends.
    pub fn send(&self, line: &[&str], headers: &[&str], body: &str) -> Answer {
        send_with(self.address, line, headers, body)
    }

    /// The lines of an answer that does not end.
    pub fn follow(&self, path: &str) -> impl Iterator<Item = String> + use<> {
        follow(self.address, path)
    }

    /// The story that an article is in, once it is in one.
    pub fn story_of(&self, id: &str) -> String {
        wait_for(&format!("the story of {id}"), || {
            let answer = self.get(&format!("/v1/articles/{}", encoded(id)));
            answer.json()["story"].as_str().map(str::to_owned)
        })
    }

    /// The texts of an article's versions; none where it is not there.
    pub fn versions(&self, id: &str) -> Vec<String> {
        let answer = self.get(&format!("/v1/articles/{}", encoded(id)));
        if answer.status == 404 {
            return Vec::new();
        }
        let versions = answer.json()["versions"].as_array().unwrap().clone();
        let body = |version: &Value| version["article"]["body"].as_str().unwrap().to_owned();
        versions.iter().map(body).collect()
    }

    /// One article in its last version, once it has so many.
    pub fn version(&self, id: &str, count: usize) -> Value {
        wait_for(&format!("version {count} of {id}"), || {
            let answer = self.get(&format!("/v1/articles/{}", encoded(id)));
            let versions = answer.json()["versions"].as_array().cloned().unwrap_or_default();
            let last = versions.last().cloned().filter(|_| versions.len() >= count);
            last.map(|version| version["article"].clone())
        })
    }

    /// A source as it fares, once it does as is expected.
    pub fn source(&self, source: &str, is_expected: impl Fn(&Value) -> bool) -> Value {
        wait_for(source, || {
            let sources = self.get("/v1/sources").json()["sources"].as_array().cloned();
            let mut named = sources.into_iter().flatten().filter(|one| one["source"] == source);
            named.next().filter(&is_expected)
        })
    }
}

impl Drop for TestDesk {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(served) = self.served.take() {
            let ended = served.join();
            assert!(ended.is_ok() || thread::panicking(), "the desk did not end well");
        }
    }
}

/// Asks again and again until there is an answer.
pub fn wait_for<T>(what: &str, ask: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not come");
        thread::sleep(Duration::from_millis(20));
    }
}
