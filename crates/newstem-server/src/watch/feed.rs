//! Feeds as they come: which of their items are wanted.

use std::collections::VecDeque;

use newstem_read::{Gathered, ReadOptions};

use super::entry::Entry;
use super::state::{Known, SEEN_MAX, Seen};
use crate::desk::Desk;
use crate::intake::{Form, gather};
use crate::writer::with_sources;

/// Asked for where a server has several forms of one thing.
pub const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, \
                          application/xml;q=0.9, application/json;q=0.9, */*;q=0.5";

/// Reads a feed. What begins like JSON is JSON; all else is read as markup, whatever the server calls
/// it, so that a page in place of a feed is no article.
pub fn read(bytes: &[u8], source: &str) -> Gathered {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let form = if plain.starts_with(b"{") { Form::Json } else { Form::Feed };
    gather(bytes, form, source, &ReadOptions::default())
}

/// The items that are to be taken in. One that is new to its source but in the store by its address
/// was brought by another; it is remembered, and taken in once it changes.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn wanted(
    entries: Vec<Entry>,
    seen: &mut Seen,
    desk: &Desk,
) -> Result<VecDeque<Entry>, String> {
    let mut wanted = VecDeque::new();
    for entry in entries.into_iter().take(SEEN_MAX) {
        match seen.look_up(entry.key, entry.print) {
            Known::Settled => seen.touch(entry.key),
            Known::New if is_kept(desk, &entry)? => seen.settle(entry.key, entry.print),
            Known::New | Known::Open => wanted.push_back(entry),
        }
    }
    Ok(wanted)
}

fn is_kept(desk: &Desk, entry: &Entry) -> Result<bool, String> {
    let Some(url) = &entry.document.url else { return Ok(false) };
    let found = desk.readers.with(|reader| reader.id_of_url(url));
    found.map(|id| id.is_some()).map_err(|error| with_sources(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, titles: &[&str], problems: usize) {
        let found = read(text.as_bytes(), "https://a.example/rss");
        let found_titles: Vec<&str> =
            found.documents.iter().map(|one| one.title.as_str()).collect();
        assert_eq!((found_titles.as_slice(), found.problems.len()), (titles, problems), "{text}");
    }

    #[test]
    fn feeds_are_read_and_pages_are_not() {
        check("<rss><channel><item><title>A</title></item></channel></rss>", &["A"], 0);
        check("<?xml version='1.0'?><feed><entry><title>A</title></entry></feed>", &["A"], 0);
        let json =
            r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"A"}]}"#;
        check(json, &["A"], 0);
        check("<!doctype html><html><body><p>Not found. Go back.</p></body></html>", &[], 1);
        check("", &[], 1);
    }
}
