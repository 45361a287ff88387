//! Sitemaps: which of them are read, and which of their pages are wanted.
//!
//! A sitemap of a large site holds everything that it ever published. News are its newest entries, so
//! the newest are taken, by the dates that it gives; entries without one come last, in the order in
//! which they stand.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use newstem_fetch::{Sitemap, SitemapEntry, SitemapKind, SitemapLimits};

/// So many sitemaps of one index are read, the newest first.
const MAPS_MAX: usize = 16;
/// Indexes within indexes are read to this depth.
const DEPTH_MAX: usize = 2;
/// So many entries are taken into account, the newest; less than a source remembers.
pub const ENTRIES_MAX: usize = 2_000;

/// What is read of a sitemap and those that it leads to.
#[derive(Debug, Default)]
pub struct Maps {
    /// Those still to be read, with their depth; the last is the next.
    todo: Vec<(String, usize)>,
    met: BTreeSet<String>,
    pages: Vec<SitemapEntry>,
}

impl Maps {
    /// Begins with the sitemap that was given.
    pub fn new(bytes: &[u8], url: &str) -> (Self, Vec<String>) {
        let mut maps = Self::default();
        maps.met.insert(url.to_owned());
        let problems = maps.read(bytes, 0);
        (maps, problems)
    }

    /// The next to be read.
    pub fn next_url(&self) -> Option<&str> {
        self.todo.last().map(|(url, _)| url.as_str())
    }

    /// Takes the next off the list; its address and its depth.
    pub fn take(&mut self) -> Option<(String, usize)> {
        self.todo.pop()
    }

    /// Reads one; what of it could not be read.
    pub fn read(&mut self, bytes: &[u8], depth: usize) -> Vec<String> {
        let map = Sitemap::read(bytes, &SitemapLimits::default());
        match map.kind {
            SitemapKind::Pages => self.pages.extend(newest(map.entries, ENTRIES_MAX)),
            SitemapKind::Index if depth < DEPTH_MAX => self.add(map.entries, depth + 1),
            SitemapKind::Index => {}
        }
        let told = map.problems.into_iter().map(|problem| match problem.entry {
            Some(entry) => format!("entry {entry}: {}", problem.reason),
            None => problem.reason,
        });
        told.collect()
    }

    fn add(&mut self, entries: Vec<SitemapEntry>, depth: usize) {
        let newest = newest(entries, MAPS_MAX);
        for entry in newest.into_iter().rev() {
            if self.met.len() <= MAPS_MAX && self.met.insert(entry.url.clone()) {
                self.todo.push((entry.url, depth));
            }
        }
    }

    /// The pages, the newest first.
    pub fn into_pages(self) -> Vec<SitemapEntry> {
        newest(self.pages, ENTRIES_MAX)
    }
}

/// The newest entries, the newest first. Dates are compared as text: nearly all are written in one
/// form, and among those of one site the zone is the same.
fn newest(mut entries: Vec<SitemapEntry>, limit: usize) -> Vec<SitemapEntry> {
    entries.sort_by(|one, other| {
        let date =
            |entry: &SitemapEntry| Reverse(entry.published.clone().or(entry.last_modified.clone()));
        date(one).cmp(&date(other))
    });
    entries.truncate(limit);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(entries: &[(&str, &str)]) -> String {
        let entry = |(url, date): &(&str, &str)| format!("<url><loc>{url}</loc>{date}</url>");
        format!("<urlset>{}</urlset>", entries.iter().map(entry).collect::<String>())
    }

    #[test]
    fn the_newest_come_first() {
        let text = pages(&[
            ("https://a.example/1", "<lastmod>2026-03-01</lastmod>"),
            ("https://a.example/2", ""),
            ("https://a.example/3", "<lastmod>2026-03-02T10:00:00Z</lastmod>"),
            ("https://a.example/4", ""),
        ]);
        let (maps, problems) = Maps::new(text.as_bytes(), "https://a.example/sitemap.xml");
        let urls: Vec<String> = maps.into_pages().into_iter().map(|entry| entry.url).collect();
        let expected = ["3", "1", "2", "4"].map(|name| format!("https://a.example/{name}"));
        assert_eq!((urls.as_slice(), problems.len()), (expected.as_slice(), 0));
    }

    #[test]
    fn an_index_leads_on_but_not_for_ever() {
        let index = |urls: &[String]| {
            let maps = urls.iter().map(|url| format!("<sitemap><loc>{url}</loc></sitemap>"));
            format!("<sitemapindex>{}</sitemapindex>", maps.collect::<String>())
        };
        let root = "https://a.example/sitemap.xml";
        let urls: Vec<String> = (0..50).map(|n| format!("https://a.example/{n}.xml")).collect();
        let (mut maps, _) = Maps::new(index(&urls).as_bytes(), root);
        let mut read = 0;
        while let Some((url, depth)) = maps.take() {
            read += 1;
            assert!(depth <= DEPTH_MAX);
            maps.read(index(&[url, root.to_owned()]).as_bytes(), depth);
        }
        assert_eq!(read, MAPS_MAX);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let (_, problems) = Maps::new(b"<html></html>", "https://a.example/sitemap.xml");
        assert_eq!(problems, ["it is no sitemap"]);
    }
}
