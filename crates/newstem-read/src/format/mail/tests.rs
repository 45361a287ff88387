//! Mails made by hand.

use serde_json::Value;

use crate::document::Document;
use crate::input::{Input, ReadOptions};
use crate::sink::Gathered;

fn read(name: &str, bytes: &[u8]) -> Gathered {
    let mut gathered = Gathered::default();
    let inputs = [Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() }];
    crate::read_documents(&inputs, &ReadOptions::default(), &mut gathered);
    gathered
}

/// The one document of a mail without problems.
fn only(mail: &[u8]) -> Document {
    let found = read("m.eml", mail);
    assert_eq!((found.documents.len(), found.problems.as_slice()), (1, [].as_slice()));
    found.documents.into_iter().next().unwrap_or_default()
}

#[test]
fn a_mail_is_an_article() {
    let found = only(
        b"From: =?utf-8?q?Andr=C3=A9_Bee?= <a.bee@post.example>\r\nTo: x@y.example\r\nSubject: =?utf-8?b?UmFpbiDigJM=?= wind\r\nDate: Mon, 13 Apr 2026 10:00:00 +0200\r\nMessage-ID: <7@post.example>\r\nArchived-At: <https://post.example/rain>\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt rained near the caf=E9, so=\r\n they say.\r\n",
    );
    assert_eq!(found.title, "Rain \u{2013} wind");
    assert_eq!(found.author.as_deref(), Some("André Bee"));
    assert_eq!(found.outlet.as_deref(), Some("post.example"));
    assert_eq!(found.url.as_deref(), Some("https://post.example/rain"));
    assert_eq!(found.published.as_deref(), Some("2026-04-13T10:00:00+02:00"));
    assert_eq!(found.text, "It rained near the café, so they say.");
    assert_eq!(found.extra.get("message_id"), Some(&Value::from("7@post.example")));
    assert_eq!((found.id.as_str(), found.source.as_str()), ("m.eml", "m.eml"));
}

fn alternatives(plain: &str, html: &str) -> String {
    format!(
        "From: a@post.example\nSubject: Rain\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    )
}

#[test]
fn plain_text_is_preferred_unless_it_stands_in_for_html() {
    let check = |plain: &str, html: &str, expected: &str| {
        assert_eq!(only(alternatives(plain, html).as_bytes()).text, expected);
    };
    check("It rained.", "<p>It <b>rained</b>.</p>", "It rained.");
    let html = format!("<p>{}</p><p>Then not.</p>", "It rained all day.".repeat(5));
    check("See HTML.", &html, &format!("{}\nThen not.", "It rained all day.".repeat(5)));
    check("", "<p>It <b>rained</b>.</p>", "It rained.");
}

#[test]
fn an_encoding_that_is_not_declared_is_told_by_its_letters() {
    assert_eq!(
        only(b"From: a@b.example\nSubject: Rain\n\nUn caf\xe9 ouvert.\n").text,
        "Un café ouvert."
    );
}

fn check_problem(mail: &[u8], expected: &str) {
    let found = read("m.eml", mail);
    let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, [expected]);
}

#[test]
fn what_is_no_mail_says_why() {
    check_problem(b"", "m.eml: the file has no headers of a mail");
    check_problem(b"It rained.\nAll day.\n", "m.eml: the file has no headers of a mail");
    check_problem(b"From: a@b.example\nSubject: Rain\n\n", "m.eml: the mail holds no text");
    check_problem(
        b"From: a@b.example\nDate: soon\n\nA.\n",
        "m.eml: the published time \"soon\" could not be read and was left out",
    );
}

#[test]
fn what_is_told_gives_no_orders_to_a_terminal() {
    check_problem(
        b"From: a@b.example\nDate: 1{\0\x1b[2J 2\n\nA.\n",
        "m.eml: the published time \"1{\u{fffd}\u{fffd}[2J 2\" could not be read and was left out",
    );
}

#[test]
fn broken_parts_are_read_and_told() {
    let check = |body: &str, expected: &str| {
        let head = "From: a@b.example\nSubject: Rain\nContent-Type: multipart/mixed; boundary=x";
        let found = read("m.eml", format!("{head}\n\n{body}").as_bytes());
        let texts: Vec<&str> = found.documents.iter().map(|d| d.text.as_str()).collect();
        let told: Vec<&str> = found.problems.iter().map(|p| p.reason.as_str()).collect();
        assert_eq!((texts, told), (vec!["It rained all day."], vec![expected]), "{body}");
    };
    let part = "Content-Type: text/plain\n\nIt rained all day.";
    check(&format!("--x\n{part}\n"), "the mail breaks off: its last part has no end");
    let parted = "the parts of the mail are not parted as its head says";
    check(&format!("--y\n{part}\n--y--\n"), parted);
    check("It rained all day.\n", parted);
}

#[test]
fn parts_without_end_come_to_one() {
    let deep: String = (0..20_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
        .collect();
    let found =
        read("m.eml", format!("From: a@b.example\nSubject: Rain\n{deep}It rained.").as_bytes());
    assert_eq!(found.documents.len() + found.problems.len(), 1);
}

#[test]
fn a_mailbox_holds_many_mails() {
    let mail = |title: &str, text: &str| {
        format!("From x Mon Apr 13\nFrom: a@b.example\nSubject: {title}\n\n{text}\n\n")
    };
    let mailbox = [mail("Rain", "It rained."), mail("None", ""), mail("Wind", "It blew.")].concat();
    for name in ["m.mbox", "-"] {
        let found = read(name, mailbox.as_bytes());
        let shown: Vec<String> =
            found.documents.iter().map(|d| format!("{} {}", d.id, d.text)).collect();
        assert_eq!(shown, [format!("{name}#1 It rained."), format!("{name}#3 It blew.")]);
        let problem = &found.problems[0];
        assert_eq!(problem.to_string(), format!("{name}:2: the mail holds no text"));
        assert_eq!(problem.offset, Some(63));
    }
}
