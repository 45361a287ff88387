//! A server that sends, word for word, what a test gives it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use newstem_fetch::{FetchPolicy, Fetcher, Lookup};

/// What is sent for a request, by its path.
pub enum Reply {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These bytes, then one more now and then, without end.
    Drip(Vec<u8>),
}

/// An answer with a status line, headers and a body of which the length is told.
pub fn answer(status: &str, headers: &[&str], body: &[u8]) -> Reply {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    headers.iter().for_each(|header| head.extend([header, "\r\n"]));
    head.push_str("\r\n");
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// An answer that leads to `location`.
pub fn redirect(location: &str) -> Reply {
    answer("302 Found", &[&format!("Location: {location}")], b"")
}

/// A request as it came in.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub path: String,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// A server that runs until the test ends.
pub struct Server {
    pub port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub fn start(reply: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let list = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that leaves in the middle is part of many tests.
                let _ = serve(stream.unwrap(), &list, &reply);
            }
        });
        Self { port, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// A policy that allows this server.
    pub fn policy(&self) -> FetchPolicy {
        FetchPolicy {
            ports: vec![80, 443, self.port],
            allowed_private: vec!["127.0.0.1".parse().unwrap()],
            ..FetchPolicy::default()
        }
    }

    /// A fetcher in a hurry.
    pub fn hurried(&self) -> Fetcher {
        let policy = FetchPolicy {
            read_timeout: Duration::from_millis(200),
            total_timeout: Duration::from_millis(500),
            ..self.policy()
        };
        Fetcher::with_lookup(policy, "newstem-test/1", NoNames)
    }

    pub fn fetcher(&self) -> Fetcher {
        Fetcher::with_lookup(self.policy(), "newstem-test/1", NoNames)
    }
}

fn serve(
    mut stream: TcpStream,
    seen: &Mutex<Vec<Seen>>,
    reply: &impl Fn(&Seen) -> Reply,
) -> io::Result<()> {
    let request = read(&stream)?;
    seen.lock().unwrap().push(request.clone());
    match reply(&request) {
        Reply::Bytes(bytes) => stream.write_all(&bytes),
        Reply::Drip(bytes) => {
            stream.write_all(&bytes)?;
            loop {
                thread::sleep(Duration::from_millis(20));
                stream.write_all(b"x")?;
            }
        }
    }
}

fn read(stream: &TcpStream) -> io::Result<Seen> {
    let mut lines = BufReader::new(stream);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut request = Seen { path, ..Seen::default() };
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        request.headers.push(line.trim().to_owned());
    }
    let length = request.header("content-length").map_or(0, |text| text.parse().unwrap());
    request.body = vec![0; length];
    lines.read_exact(&mut request.body)?;
    Ok(request)
}

/// Knows no name.
pub struct NoNames;

impl Lookup for NoNames {
    fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        Err(io::Error::other("no such name"))
    }
}

/// Answers one address after another, whatever the name.
pub struct Rebinding {
    addresses: Vec<IpAddr>,
    asked: Arc<AtomicUsize>,
}

impl Rebinding {
    /// The lookup, and how often it was asked.
    pub fn between(addresses: &[&str]) -> (Self, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let addresses = addresses.iter().map(|text| text.parse().unwrap()).collect();
        (Self { addresses, asked: Arc::clone(&asked) }, asked)
    }
}

impl Lookup for Rebinding {
    fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(vec![self.addresses[number % self.addresses.len()]])
    }
}
