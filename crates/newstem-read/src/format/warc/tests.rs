//! Crawls made by hand: each record is sound but for what a test breaks.

use std::io::Write;

use super::*;
use crate::input::Input;
use crate::sink::Gathered;

/// One record, its length as it should be.
fn record(kind: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    record_saying(&body.len().to_string(), kind, headers, body)
}

fn record_saying(length: &str, kind: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn page(title: &str) -> String {
    let line = "It rained all day in the valley, and the wardens closed the bridge before dusk.";
    let lines = format!("<p>{line}</p>").repeat(6);
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{lines}</article></body></html>"
    )
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat()
}

/// The record of a page that a server sent.
fn response(title: &str) -> Vec<u8> {
    record("response", "", &answer("Content-Type: text/html", page(title).as_bytes()))
}

/// What is found, which must not depend on the number of threads.
fn read_bytes(name: &str, bytes: Vec<u8>) -> Gathered {
    let inputs = [Input::Bytes { name: name.to_owned(), bytes }];
    let [alone, together] = [1, 4].map(|threads| {
        let options = ReadOptions { article_bytes_max: 100_000, threads, ..ReadOptions::default() };
        let mut gathered = Gathered::default();
        crate::read_documents(&inputs, &options, &mut gathered);
        gathered
    });
    assert_eq!(alone.documents, together.documents);
    assert_eq!(alone.problems, together.problems);
    alone
}

fn shown(found: &Gathered) -> (Vec<String>, Vec<String>) {
    let documents = found.documents.iter().map(|d| format!("{} {}", d.id, d.title)).collect();
    let place = |problem: &crate::Problem| problem.offset.unwrap_or_default();
    let problems = found.problems.iter().map(|p| format!("@{} {p}", place(p))).collect();
    (documents, problems)
}

fn check(records: &[Vec<u8>], documents: &[&str], problems: &[&str]) {
    let found = shown(&read_bytes("c.warc", records.concat()));
    let expected = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(found, (expected(documents), expected(problems)));
}

#[test]
fn pages_are_read_and_the_rest_is_passed_over() {
    let jpeg = answer("Content-Type: image/jpeg", b"\xff\xd8\0\0");
    let moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved.</p>";
    check(
        &[
            record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
            record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
            response("Rain"),
            record("response", "", &jpeg),
            record("response", "", moved),
            record("revisit", "", &answer("Content-Type: text/html", b"")),
            record("resource", "Content-Type: text/html\r\n", page("Wind").as_bytes()),
            record("metadata", "", b"x: y\r\n"),
        ],
        &["c.warc#3 Rain", "c.warc#7 Wind"],
        &[],
    );
}

#[test]
fn what_the_record_says_is_kept_and_its_time_is_no_time_of_publication() {
    let headers = "WARC-Target-URI: <https://post.example/rain>\r\nWARC-Date: 2026-04-13T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n";
    let body = answer("Content-Type: text/html", page("Rain").as_bytes());
    let found = read_bytes("c.warc", record("response", headers, &body));
    let document = &found.documents[0];
    assert_eq!(document.url.as_deref(), Some("https://post.example/rain"));
    assert_eq!(document.published, None);
    assert_eq!(document.extra.get("warc_date"), Some(&Value::from("2026-04-13T10:00:00Z")));
    assert_eq!(document.extra.get("warc_record_id"), Some(&Value::from("<urn:uuid:1>")));
}

#[test]
fn the_encoding_that_the_server_names_is_believed() {
    let body = page("Rain").replace("rained", "r\u{0}");
    let body: Vec<u8> = body.bytes().map(|byte| if byte == 0 { 0xe9 } else { byte }).collect();
    let sent = answer("Content-Type: text/html; charset=windows-1251", &body);
    let found = read_bytes("c.warc", record("response", "", &sent));
    assert!(found.documents[0].text.contains("It rй all day"), "{}", found.documents[0].text);
}

#[test]
fn text_taken_from_pages_is_read() {
    let headers = "Content-Type: text/plain\r\nWARC-Target-URI: https://post.example/a\r\n";
    let text = "Rain stops play\nIt rained all day in the valley, the warden said.";
    let found = read_bytes("c.warc", record("conversion", headers, text.as_bytes()));
    assert_eq!(found.documents[0].title, "Rain stops play");
    assert_eq!(found.documents[0].url.as_deref(), Some("https://post.example/a"));
}

#[test]
fn a_wrong_length_costs_its_record_alone() {
    let lying = |length: &str| {
        let body = answer("Content-Type: text/html", page("Lie").as_bytes());
        [response("Rain"), record_saying(length, "response", "", &body), response("Wind")]
    };
    let rest = ["c.warc#1 Rain", "c.warc#3 Wind"];
    let check = |length: &str, problem: &str| check(&lying(length), &rest, &[problem]);
    check("9", "@708 c.warc:2: the record says it has 9 bytes and goes on behind them");
    check("660", "@708 c.warc:2: the record says it has 660 bytes and ends after 652");
    // The beginning of the next record lies across the end.
    check("653", "@708 c.warc:2: the record says it has 653 bytes and ends after 652");
    check("99999", "@708 c.warc:2: the record says it has 99999 bytes and ends after 652");
    check(
        "99999999999999999",
        "@708 c.warc:2: the record says it has 99999999999999999 bytes and ends after 652",
    );
    check("-1", "@708 c.warc:2: the record does not say how long it is");
    check("many", "@708 c.warc:2: the record does not say how long it is");
    check("", "@708 c.warc:2: the record does not say how long it is");
}

#[test]
fn a_head_that_does_not_end_costs_its_record_alone() {
    let rest = ["c.warc#1 Rain", "c.warc#3 Wind"];
    let problem = ["@708 c.warc:2: the head of the record does not end"];
    let short = b"WARC/1.0\r\nWARC-Type: response\r\n".to_vec();
    check(&[response("Rain"), short, response("Wind")], &rest, &problem);
    let long = [b"WARC/1.0\r\n", "x: y\r\n".repeat(20_000).as_bytes()].concat();
    check(&[response("Rain"), long, response("Wind")], &rest, &problem);
}

#[test]
fn bytes_between_records_are_told() {
    let stray = b"not a record\r\n".to_vec();
    check(
        &[response("Rain"), stray.clone(), response("Wind")],
        &["c.warc#1 Rain", "c.warc#3 Wind"],
        &["@708 c.warc:2: no record begins here"],
    );
    let told = "@0 c.warc:1: no record begins here";
    check(&[stray, response("Wind")], &["c.warc#2 Wind"], &[told]);
}

#[test]
fn a_page_cannot_forge_a_record() {
    let forged = String::from_utf8(response("Forged")).expect("the record is text");
    let page = page("Rain").replace("</article>", &format!("</article><pre>{forged}</pre>"));
    let body = answer("Content-Type: text/html", page.as_bytes());
    check(
        &[record("response", "", &body), response("Wind")],
        &["c.warc#1 Rain", "c.warc#2 Wind"],
        &[],
    );
}

#[test]
fn a_page_that_is_too_large_is_told_and_other_large_records_are_passed_over() {
    let large = " ".repeat(200_000);
    let html = answer("Content-Type: text/html", large.as_bytes());
    let video = answer("Content-Type: video/mp4", large.as_bytes());
    check(
        &[record("response", "", &video), record("response", "", &html), response("Wind")],
        &["c.warc#3 Wind"],
        &["@200105 c.warc:2: the page is larger than 100000 bytes"],
    );
}

#[test]
fn pages_without_an_article_are_told_once() {
    let empty = record("response", "", &answer("Content-Type: text/html", b"<html></html>"));
    let mut records = vec![empty; 8];
    records.push(response("Rain"));
    check(
        &records,
        &["c.warc#9 Rain"],
        &[
            "@0 c.warc:1: no article was found on the page; the same goes for 7 other records: 2, 3, 4, 5, …",
        ],
    );
}

#[test]
fn a_crawl_that_breaks_off_keeps_what_came_before() {
    let whole = [response("Rain"), response("Wind")].concat();
    let cut = whole[..whole.len() - 99].to_vec();
    let told = "@708 c.warc:2: the record says it has 650 bytes and ends after 555";
    check(&[cut], &["c.warc#1 Rain"], &[told]);
    check(&[Vec::new()], &[], &["@0 c.warc: the crawl holds no records"]);
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(plain).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

#[test]
fn a_corrupt_member_costs_its_record_alone() {
    let mut members = ["Rain", "Lie", "Wind"].map(|title| gzip(&response(title)));
    let middle = members[1].len() / 2;
    members[1][middle..middle + 9].fill(0xff);
    let found = shown(&read_bytes("c.warc.gz", members.concat()));
    assert_eq!(found.0, ["c.warc.gz#1 Rain", "c.warc.gz#3 Wind"]);
    let told = "@708 c.warc.gz:2: the file could not be read here: corrupt gzip stream does not have a matching checksum";
    assert_eq!(found.1, [told]);
}

#[test]
fn a_packed_crawl_that_breaks_off_says_so_once() {
    let whole = [gzip(&response("Rain")), gzip(&response("Wind"))].concat();
    let found = shown(&read_bytes("c.warc.gz", whole[..whole.len() - 20].to_vec()));
    assert_eq!(found.0, ["c.warc.gz#1 Rain"]);
    let told = "@708 c.warc.gz:2: the file could not be read here: incomplete deflate stream";
    assert_eq!(found.1, [told]);
}
