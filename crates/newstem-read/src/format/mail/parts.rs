//! Mails whose parts are not parted as their heads say: the line between parts is not named, is
//! another than the one that is used, or is missing at the end.
//!
//! The library takes what it cannot part for an attachment, and the text is gone. Here such a mail
//! is mended before it is parted: it gets the lines that it lacks, and a head that names those that
//! it has. Rejected: to look for text in the attachments, which finds texts that were attached, and
//! the lines between parts with them.
//!
//! Where it fails: a mail within a broken mail keeps its faults.

use super::super::headers::{Headers, media_type, split_head};
use crate::input::Fault;

const AGAIN: &str = "save the mail again, or give its text as a .txt file";
/// Lines between parts that are closed at the end of a mail; parts lie rarely deeper than two.
const OPEN_MAX: usize = 8;

/// A mail as it was meant to be, and what was wrong with it.
pub(super) struct Mended {
    pub(super) mail: Vec<u8>,
    pub(super) fault: Fault,
}

/// The mended mail, where its parts are broken.
pub(super) fn mended(mail: &[u8]) -> Option<Mended> {
    let (head, body) = split_head(mail);
    let content_type = Headers(head).get("Content-Type")?;
    if !media_type(&content_type).starts_with("multipart/") {
        return None;
    }
    let named = boundary(content_type.as_bytes()).filter(|named| uses(body, named));
    let Some(named) = named else {
        return Some(parted_as_it_looks(head, body));
    };
    if is_closed(body, &named) {
        return None;
    }
    let reason = "the mail breaks off: its last part has no end";
    Some(Mended { mail: closed(mail, &open_boundaries(mail)), fault: Fault::new(reason, AGAIN) })
}

/// The mail parted by what looks like the line between its parts, or as one text.
fn parted_as_it_looks(head: &[u8], body: &[u8]) -> Mended {
    let mut mail = without_type(head);
    match lines(body).find_map(separator) {
        Some(used) => {
            mail.extend_from_slice(b"Content-Type: multipart/mixed; boundary=\"");
            mail.extend_from_slice(used);
            mail.extend_from_slice(b"\"\n\n");
            mail.extend_from_slice(body);
            mail = closed(&mail, &[used.to_vec()]);
        }
        None => {
            mail.extend_from_slice(b"Content-Type: text/plain\n\n");
            mail.extend_from_slice(body);
        }
    }
    let reason = "the parts of the mail are not parted as its head says";
    Mended { mail, fault: Fault::new(reason, AGAIN) }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end)
}

/// What a line between parts says behind its dashes; a row of dashes alone is none.
fn separator(line: &[u8]) -> Option<&[u8]> {
    let name = line.strip_prefix(b"--")?;
    let name = name.strip_suffix(b"--").unwrap_or(name);
    let quotable = !name.contains(&b'"') && !name.contains(&b' ') && name.is_ascii();
    (quotable && name.iter().any(u8::is_ascii_alphanumeric)).then_some(name)
}

fn uses(body: &[u8], boundary: &[u8]) -> bool {
    lines(body).any(|line| line.strip_prefix(b"--").is_some_and(|rest| rest == boundary))
}

fn is_closed(body: &[u8], boundary: &[u8]) -> bool {
    let mut ends = lines(body).filter_map(|line| line.strip_prefix(b"--")?.strip_suffix(b"--"));
    ends.any(|end| end == boundary)
}

/// The value of `boundary=` in a line of a head.
fn boundary(line: &[u8]) -> Option<Vec<u8>> {
    const KEY: &[u8] = b"boundary=";
    let at = line.windows(KEY.len()).position(|window| window.eq_ignore_ascii_case(KEY))?;
    let value = &line[at + KEY.len()..];
    let (end, value): (fn(&u8) -> bool, _) = match value.strip_prefix(b"\"") {
        Some(quoted) => (|byte| *byte == b'"', quoted),
        None => (|byte| *byte == b';' || byte.is_ascii_whitespace(), value),
    };
    let length = value.iter().position(end).unwrap_or(value.len());
    (length > 0).then(|| value[..length].to_vec())
}

/// The lines between parts that the mail names and does not close, innermost first.
fn open_boundaries(mail: &[u8]) -> Vec<Vec<u8>> {
    let mut open: Vec<Vec<u8>> = lines(mail).filter_map(boundary).take(OPEN_MAX).collect();
    open.retain(|named| uses(mail, named) && !is_closed(mail, named));
    open.reverse();
    open
}

fn closed(mail: &[u8], boundaries: &[Vec<u8>]) -> Vec<u8> {
    let mut closed = mail.to_vec();
    for boundary in boundaries {
        closed.extend_from_slice(b"\n--");
        closed.extend_from_slice(boundary);
        closed.extend_from_slice(b"--");
    }
    closed.push(b'\n');
    closed
}

/// The lines of a head but for its content type and the blank line at its end.
fn without_type(head: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(head.len());
    let mut is_type = false;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let continues = line.starts_with(b" ") || line.starts_with(b"\t");
        if !continues {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            is_type = name.trim_ascii().eq_ignore_ascii_case(b"content-type");
        }
        if !is_type && !line.trim_ascii().is_empty() {
            kept.extend_from_slice(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From: a@b.example\nSubject: Rain\nContent-Type: multipart/mixed";

    fn check(content_type: &str, body: &str, expected: Option<&str>) {
        let mail = format!("{HEAD}{content_type}\n\n{body}");
        let found = mended(mail.as_bytes());
        let found = found.map(|found| String::from_utf8_lossy(&found.mail).into_owned());
        assert_eq!(found.as_deref(), expected, "{mail}");
    }

    #[test]
    fn sound_mails_stay_as_they_are() {
        check("; boundary=x", "--x\n\nIt rained.\n--x--\n", None);
        check("; boundary=\"x y\"", "--x y\r\n\r\nIt rained.\r\n--x y--", None);
    }

    #[test]
    fn what_is_open_is_closed() {
        let mail = format!("{HEAD}; boundary=x\n\n--x\n\nIt rained.");
        check("; boundary=x", "--x\n\nIt rained.", Some(&format!("{mail}\n--x--\n")));
        let inner = "--x\nContent-Type: multipart/alternative; boundary=\"y\"\n\n--y\n\nIt rained.";
        let mail = format!("{HEAD}; boundary=x\n\n{inner}\n--y--\n--x--\n");
        check("; boundary=x", inner, Some(&mail));
    }

    #[test]
    fn the_line_that_is_used_is_named() {
        let head = "From: a@b.example\nSubject: Rain\n";
        let body = "--y\n\nIt rained.\n--y--";
        let parted =
            format!("{head}Content-Type: multipart/mixed; boundary=\"y\"\n\n{body}\n--y--\n");
        check("", body, Some(&parted));
        check(";\n boundary=x", body, Some(&parted));
        let plain = format!("{head}Content-Type: text/plain\n\nIt rained.\n-----");
        check("; boundary=x", "It rained.\n-----", Some(&plain));
    }
}
