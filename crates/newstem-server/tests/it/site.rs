//! A server that gives out what a test puts on it, and remembers who asked.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is given for a path.
#[derive(Clone, Debug)]
pub struct Page {
    status: u16,
    body: String,
    headers: Vec<String>,
}

impl Page {
    pub fn of(body: impl Into<String>) -> Self {
        Self { status: 200, body: body.into(), headers: Vec::new() }
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::of("") }
    }

    #[must_use]
    pub fn with_header(mut self, header: impl Into<String>) -> Self {
        self.headers.push(header.into());
        self
    }

    /// The `ETag` by which the page is known; whoever sends it gets nothing new.
    fn etag(&self) -> Option<&str> {
        self.headers.iter().find_map(|header| header.strip_prefix("ETag: "))
    }
}

/// A request as it came in.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub path: String,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
    /// The status that it was answered with.
    pub status: u16,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

#[derive(Default)]
struct Shared {
    pages: BTreeMap<String, Page>,
    /// Given before all others, each once.
    first: Vec<Page>,
    seen: Vec<Seen>,
}

/// A server that runs until the test ends.
pub struct Site {
    pub port: u16,
    shared: Arc<Mutex<Shared>>,
}

impl Site {
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let of_server = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                // Who asks may leave before the answer.
                let _ = serve(&stream.unwrap(), &of_server);
            }
        });
        Self { port, shared }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn put(&self, path: &str, page: Page) {
        self.shared.lock().unwrap().pages.insert(path.to_owned(), page);
    }

    /// Gives these before all others, whatever is asked for.
    pub fn put_first(&self, pages: Vec<Page>) {
        self.shared.lock().unwrap().first = pages;
    }

    /// The requests for a path so far.
    pub fn seen(&self, path: &str) -> Vec<Seen> {
        let shared = self.shared.lock().unwrap();
        shared.seen.iter().filter(|seen| seen.path == path).cloned().collect()
    }
}

fn serve(mut stream: &TcpStream, shared: &Mutex<Shared>) -> io::Result<()> {
    let mut seen = read(stream)?;
    let page = {
        let mut shared = shared.lock().unwrap();
        let page = match shared.first.is_empty() {
            true => shared.pages.get(&seen.path).cloned().unwrap_or_else(|| Page::status(404)),
            false => shared.first.remove(0),
        };
        let is_known = page.etag().is_some() && page.etag() == seen.header("if-none-match");
        let page = if is_known { Page::status(304) } else { page };
        seen.status = page.status;
        shared.seen.push(seen);
        page
    };
    let mut head =
        format!("HTTP/1.1 {} Told\r\nContent-Length: {}\r\n", page.status, page.body.len());
    page.headers.iter().for_each(|header| head.extend([header.as_str(), "\r\n"]));
    stream.write_all(format!("{head}\r\n{}", page.body).as_bytes())
}

fn read(stream: &TcpStream) -> io::Result<Seen> {
    let mut lines = BufReader::new(stream);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut seen = Seen { path, ..Seen::default() };
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        seen.headers.push(line.trim().to_owned());
    }
    let length = seen.header("content-length").map_or(0, |text| text.parse().unwrap());
    seen.body = vec![0; length];
    lines.read_exact(&mut seen.body)?;
    Ok(seen)
}

/// A feed with these items, each a path, a headline and a text.
pub fn feed(site: &Site, items: &[(&str, &str, &str)]) -> String {
    let item = |(path, title, text): &(&str, &str, &str)| {
        format!(
            "<item><title>{title}</title><link>{}</link><description>{text}</description>\
             <dc:creator>Ann Ode</dc:creator><pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate></item>",
            site.url(path)
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Harbour Post</title>{items}</channel></rss>")
}

/// A page with an article of this headline; every paragraph begins with the mark.
pub fn article(title: &str, mark: &str) -> String {
    let paragraph = |number: usize| {
        format!(
            "<p>{mark} {number}: the harbour of Nordhafen was closed on Tuesday after a crane fell \
             across the northern quay, and the harbour master said that ships would be sent to \
             other ports until the quay has been looked at by engineers.</p>"
        )
    };
    let text: String = (1..=5).map(paragraph).collect();
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><nav><a href=\"/\">Home</a>\
         </nav><article><h1>{title}</h1>{text}</article><footer>About us</footer></body></html>"
    )
}
