//! Webhooks: what the receiver sees, and what it may not do to us.

use newstem_fetch::{FetchPolicy, Fetcher, SIGNATURE_HEADER, signature, verify_signature};

use crate::server::{NoNames, Reply, Server, answer, redirect};

const BODY: &[u8] = br#"{"story":"1"}"#;

fn told(server: &Server, headers: &[(&str, &str)]) -> String {
    match server.fetcher().post(&server.url("/hook"), BODY, headers) {
        Ok(posted) => format!("taken with {}", posted.code),
        Err(error) => error.to_string(),
    }
}

fn check(reply: fn() -> Reply, expected: &str) {
    let server = Server::start(move |_| reply());
    assert_eq!(told(&server, &[]), expected);
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_receiver_can_check_what_it_gets() {
    let server = Server::start(|_| answer("202 Accepted", &[], b""));
    let signed = signature(b"secret", 1000, BODY);
    let headers = [("Content-Type", "application/json"), (SIGNATURE_HEADER, signed.as_str())];
    assert_eq!(told(&server, &headers), "taken with 202");
    let seen = &server.seen()[0];
    let given = seen.header(SIGNATURE_HEADER).unwrap();
    assert_eq!(verify_signature(b"secret", given, &seen.body, 1010, 60), Ok(()));
    assert_eq!(seen.body, BODY);
    assert_eq!(seen.header("content-type"), Some("application/json"));
}

#[test]
fn what_the_receiver_answers_is_told() {
    check(|| answer("204 No Content", &[], b""), "taken with 204");
    check(|| answer("500 Oh", &[], b""), "the receiver answered with status 500");
    check(|| redirect("/other"), "the receiver redirects with status 302, which is not followed");
}

#[test]
fn an_endless_answer_is_not_read() {
    check(|| Reply::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), "taken with 200");
}

#[test]
fn headers_that_frame_the_message_are_ours() {
    let server = Server::start(|_| answer("200 OK", &[], b""));
    assert_eq!(told(&server, &[("Host", "a.example")]), "the header `Host` cannot be set");
    let broken = "the answer is broken: failed to parse header value";
    assert_eq!(told(&server, &[("X", "a\r\nHost: b")]), broken);
    assert!(server.seen().is_empty());
}

#[test]
fn messages_pass_the_same_gate() {
    let server = Server::start(|_| answer("200 OK", &[], b""));
    let policy = FetchPolicy { allowed_private: Vec::new(), ..server.policy() };
    let fetcher = Fetcher::with_lookup(policy, "newstem-test/1", NoNames);
    let error = fetcher.post(&server.url("/"), BODY, &[]).unwrap_err();
    assert_eq!(error.to_string(), "the loopback address 127.0.0.1 is not allowed");
    assert!(server.seen().is_empty());
}
