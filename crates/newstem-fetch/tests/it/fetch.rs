//! Redirects, conditions, limits and lies.

use std::io::Write;
use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use newstem_fetch::{FetchPolicy, Fetched, Fetcher, Outcome, Request, RetryAfter};

use crate::server::{Rebinding, Reply, Server, answer, redirect};

/// What a fetch came to, in words.
fn told(fetcher: &Fetcher, url: &str) -> String {
    match fetcher.fetch(&Request::new(url)) {
        Ok(Fetched { outcome: Outcome::Body { bytes, .. }, .. }) => {
            String::from_utf8(bytes).unwrap()
        }
        Ok(Fetched { outcome: Outcome::NotModified, .. }) => "nothing new".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// Sends `reply` to everyone who asks, and checks what a fetch makes of it.
fn check(reply: fn() -> Reply, expected: &str) {
    let server = Server::start(move |_| reply());
    assert_eq!(told(&server.fetcher(), &server.url("/")), expected);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_body_comes_with_what_is_said_of_it() {
    let headers = [
        "Content-Type: application/rss+xml",
        "ETag: \"a\"",
        "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
        "Cache-Control: public, max-age=600",
    ];
    let server = Server::start(move |_| answer("200 OK", &headers, b"<rss/>"));
    let fetched = server.fetcher().fetch(&Request::new(server.url("/feed#top"))).unwrap();
    let expected = Fetched {
        final_url: server.url("/feed"),
        permanent_url: None,
        etag: Some("\"a\"".to_owned()),
        last_modified: Some("Sun, 06 Nov 1994 08:49:37 GMT".to_owned()),
        max_age: Some(Duration::from_secs(600)),
        outcome: Outcome::Body {
            bytes: b"<rss/>".to_vec(),
            content_type: Some("application/rss+xml".to_owned()),
        },
    };
    assert_eq!(fetched, expected);
    let seen = &server.seen()[0];
    assert_eq!(seen.header("user-agent"), Some("newstem-test/1"));
    assert_eq!(seen.header("accept-encoding"), Some("gzip, deflate, br"));
    assert_eq!(seen.header("accept"), Some("*/*"));
}

#[test]
fn nothing_new_costs_no_body() {
    let server = Server::start(|request| match request.header("if-none-match") {
        Some("\"a\"") => answer("304 Not Modified", &[], b""),
        _ => answer("200 OK", &[], b"new"),
    });
    let since = "Sun, 06 Nov 1994 08:49:37 GMT";
    let request = |etag: &str| Request {
        etag: Some(etag.to_owned()),
        last_modified: Some(since.to_owned()),
        ..Request::new(server.url("/"))
    };
    let same = server.fetcher().fetch(&request("\"a\"")).unwrap();
    assert_eq!(same.outcome, Outcome::NotModified);
    assert_eq!(same.etag.as_deref(), Some("\"a\""), "what is not said again still holds");
    assert_eq!(server.seen()[0].header("if-modified-since"), Some(since));
    let other = server.fetcher().fetch(&request("\"b\"")).unwrap();
    assert!(matches!(other.outcome, Outcome::Body { .. }));
    assert_eq!(other.etag, None, "a new body without a tag has none");
}

#[test]
fn nothing_new_without_a_condition_is_an_error() {
    check(|| answer("304 Not Modified", &[], b""), "the server answered with status 304");
}

#[test]
fn a_failure_tells_when_to_ask_again() {
    let server = Server::start(|_| answer("503 Busy", &["Retry-After: 120"], b"busy"));
    let error = server.fetcher().fetch(&Request::new(server.url("/"))).unwrap_err();
    assert_eq!(error.to_string(), "the server answered with status 503");
    assert_eq!(error.status(), Some(503));
    assert_eq!(error.retry_after(), Some(RetryAfter::Seconds(120)));
}

#[test]
fn redirects_are_followed() {
    let server = Server::start(|request| match request.path.as_str() {
        "/old" => answer("301 Moved", &["Location: /new"], b""),
        "/new" => redirect("newest"),
        _ => answer("200 OK", &[], b"here"),
    });
    let fetched = server.fetcher().fetch(&Request::new(server.url("/old"))).unwrap();
    assert_eq!(fetched.final_url, server.url("/newest"));
    assert_eq!(fetched.permanent_url, Some(server.url("/new")));
}

#[test]
fn redirects_pass_the_same_gate() {
    check(|| redirect("http://10.0.0.1/"), "the private address 10.0.0.1 is not allowed");
    check(
        || redirect("http://169.254.169.254/latest/meta-data/"),
        "the link-local address 169.254.169.254 is not allowed",
    );
    check(|| redirect("//[::1]/"), "the loopback address ::1 is not allowed");
    check(|| redirect("http://0x7f.2/"), "the loopback address 127.0.0.2 is not allowed");
    check(
        || redirect("http://localhost/"),
        "host `localhost` is this machine, which is not allowed",
    );
    check(|| redirect("file:///etc/passwd"), "addresses that begin with `file:` are not fetched");
    check(|| redirect("http://127.0.0.1:22/"), "port 22 of host `127.0.0.1` is not allowed");
    let secret = "the address of host `127.0.0.1` holds a user name or password";
    check(|| redirect("http://user:secret@127.0.0.1/"), secret);
}

#[test]
fn redirects_come_to_an_end() {
    check(|| redirect("/"), "the address redirects in a circle");
    let server = Server::start(|request| redirect(&format!("{}a", request.path)));
    let expected = "the address redirects more than 3 times";
    assert_eq!(told(&server.fetcher(), &server.url("/")), expected);
    assert_eq!(server.seen().len(), 4);
    check(
        || answer("302 Found", &[], b""),
        "the server redirects with status 302 and does not say where",
    );
}

#[test]
fn what_is_not_allowed_is_not_asked() {
    let server = Server::start(|_| answer("200 OK", &[], b"secret"));
    let policy = FetchPolicy { allowed_private: Vec::new(), ..server.policy() };
    let fetcher = Fetcher::new(policy, "newstem-test/1");
    let expected = "the loopback address 127.0.0.1 is not allowed";
    assert_eq!(told(&fetcher, &server.url("/")), expected);
    assert!(server.seen().is_empty());
}

#[test]
fn a_name_that_changes_its_address_gains_nothing() {
    let server = Server::start(|_| answer("200 OK", &[], b"secret"));
    let policy = FetchPolicy { allowed_private: Vec::new(), ..server.policy() };
    let url = format!("http://rebind.example:{}/", server.port);
    let (lookup, asked) = Rebinding::between(&["127.0.0.1", "8.8.8.8"]);
    let fetcher = Fetcher::with_lookup(policy, "newstem-test/1", lookup);
    let expected = "host `rebind.example` resolves to the loopback address 127.0.0.1, \
                    which is not allowed";
    assert_eq!(told(&fetcher, &url), expected);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert!(server.seen().is_empty());
}

#[test]
fn the_address_that_was_checked_is_the_one_that_is_asked() {
    let server = Server::start(|_| answer("200 OK", &[], b"here"));
    let url = format!("http://rebind.example:{}/", server.port);
    let (lookup, asked) = Rebinding::between(&["127.0.0.1", "10.0.0.1"]);
    let fetcher = Fetcher::with_lookup(server.policy(), "newstem-test/1", lookup);
    assert_eq!(told(&fetcher, &url), "here");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "no second lookup for one connection");
    let host = format!("rebind.example:{}", server.port);
    assert_eq!(server.seen()[0].header("host"), Some(host.as_str()));
    let refused = "host `rebind.example` resolves to the private address 10.0.0.1, \
                   which is not allowed";
    assert_eq!(told(&fetcher, &url), refused, "each connection is checked anew");
}

#[test]
fn bodies_are_unpacked_within_limits() {
    check(|| answer("200 OK", &["Content-Encoding: gzip"], &gzip(b"here")), "here");
    check(
        || answer("200 OK", &["Content-Encoding: gzip"], &gzip(&vec![0; 40 << 20])),
        "the body unpacks to more than 33554432 bytes",
    );
    check(
        || answer("200 OK", &[], &vec![b'a'; 11 << 20]),
        "the body is larger than 10485760 bytes",
    );
    check(
        || answer("200 OK", &["Content-Encoding: rot13"], b"urer"),
        "the body is packed as `rot13`, which is not understood",
    );
}

#[test]
fn lengths_that_lie_are_told() {
    let lie = |length: &'static str| {
        Reply::Bytes(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nhere").into())
    };
    let server = Server::start(move |request| match request.path.as_str() {
        "/longer" => lie("9"),
        "/shorter" => lie("2"),
        "/huge" => lie("18446744073709551615"),
        "/negative" => lie("-1"),
        _ => lie("4\r\nContent-Length: 5"),
    });
    let check = |path: &str, expected: &str| {
        assert_eq!(told(&server.fetcher(), &server.url(path)), expected, "{path}");
    };
    let cut = "the body breaks off: the connection failed: Peer disconnected";
    check("/longer", cut);
    check("/shorter", "he");
    check("/huge", cut);
    check("/negative", "the answer is broken: content-length header not a number");
    check("/twice", "the answer is broken: conflicting content-length headers");
}

#[test]
fn heads_are_limited() {
    check(
        || answer("200 OK", &[&format!("X: {}", "a".repeat(40 << 10))], b""),
        "the headers are larger than 32768 bytes",
    );
    check(
        || answer("200 OK", &["X: a"; 200], b""),
        "the answer is broken: http parse resulted in too many headers",
    );
}

#[test]
fn what_is_no_answer_is_told() {
    let server = Server::start(|request| match request.path.as_str() {
        "/empty" => Reply::Bytes(Vec::new()),
        _ => Reply::Bytes(b"220 mail.example ESMTP\r\n\r\n".to_vec()),
    });
    let told = |path: &str| told(&server.fetcher(), &server.url(path));
    assert_eq!(told("/empty"), "the connection failed: Peer disconnected");
    assert_eq!(told("/mail"), "the answer is broken: http parse fail: invalid HTTP version");
}

#[test]
fn a_server_that_drips_is_left_in_time() {
    let server = Server::start(|_| Reply::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()));
    let start = Instant::now();
    let expected = "the body breaks off: time ran out while fetching";
    assert_eq!(told(&server.hurried(), &server.url("/")), expected);
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_server_that_drips_headers_is_left_in_time() {
    let server = Server::start(|_| Reply::Drip(b"HTTP/1.1 200 OK\r\nX: ".to_vec()));
    assert_eq!(told(&server.hurried(), &server.url("/")), "time ran out while fetching");
}

#[test]
fn a_server_that_is_silent_is_left_in_time() {
    let server = Server::start(|_| {
        std::thread::sleep(Duration::from_secs(3));
        answer("200 OK", &[], b"late")
    });
    let expected = "time ran out while waiting for the next byte";
    assert_eq!(told(&server.hurried(), &server.url("/")), expected);
}

#[test]
fn a_server_without_encryption_is_not_spoken_to_as_if_it_had_some() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        std::thread::sleep(Duration::from_secs(3));
    });
    let error = told(&loopback_fetcher(port), &format!("https://127.0.0.1:{port}/"));
    assert!(error.starts_with("no secure connection: "), "{error}");
}

#[test]
fn a_closed_port_is_told() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = told(&loopback_fetcher(port), &format!("http://127.0.0.1:{port}/"));
    assert!(error.starts_with("the connection failed: Connection refused"), "{error}");
}

fn loopback_fetcher(port: u16) -> Fetcher {
    let allowed_private = vec!["127.0.0.1".parse().unwrap()];
    let policy = FetchPolicy { ports: vec![port], allowed_private, ..FetchPolicy::default() };
    Fetcher::new(policy, "newstem-test/1")
}
