//! Sitemaps: which pages a site has, and which are news.
//!
//! Three forms, told by how they begin: lists of pages and lists of sitemaps in XML, and plain
//! lists of addresses, a line each; any of them may be packed by gzip whatever its name says. A
//! broken entry costs itself, a file that breaks off gives what came before, and all of that is
//! told beside the entries. Dates stay as they are written; who reads pages knows how to read
//! them.
//!
//! `quick-xml` takes the markup apart: programs write sitemaps, and they write XML that a parser
//! can go through, other than people who write feeds. It expands no entities that a file declares
//! and loads nothing, so there is nothing to swell. Names are told as everyone writes them,
//! prefixes included, since declarations of namespaces are wrong more often than prefixes are.

mod markup;

use std::io::Read;

use serde::{Deserialize, Serialize};
use url::Url;

const GZIP: &[u8] = &[0x1f, 0x8b];

/// Limits of reading sitemaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SitemapLimits {
    /// So much of a sitemap is read after unpacking, in bytes; 50 MiB by default, as the protocol
    /// has it.
    pub bytes_max: usize,
    /// So many entries are read; 50,000 by default, as the protocol has it.
    pub entries_max: usize,
    /// Longest address, title or date, in bytes; 4 KiB by default.
    pub value_bytes_max: usize,
    /// Deepest nesting of elements; 32 by default.
    pub depth_max: usize,
    /// So many problems are told; 100 by default.
    pub problems_max: usize,
}

impl Default for SitemapLimits {
    fn default() -> Self {
        Self {
            bytes_max: 50 << 20,
            entries_max: 50_000,
            value_bytes_max: 4 << 10,
            depth_max: 32,
            problems_max: 100,
        }
    }
}

/// What the entries of a sitemap are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SitemapKind {
    /// Pages.
    Pages,
    /// Further sitemaps.
    Index,
}

/// What a sitemap holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitemap {
    /// What the entries are.
    pub kind: SitemapKind,
    /// The entries, in the order in which they stand.
    pub entries: Vec<SitemapEntry>,
    /// What could not be read.
    pub problems: Vec<SitemapProblem>,
}

/// A page, or a further sitemap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapEntry {
    /// The address: one of `http` or `https`.
    pub url: String,
    /// When it was last changed, as it is written.
    pub last_modified: Option<String>,
    /// When it was published, as it is written, where it is news.
    pub published: Option<String>,
    /// Its headline, where it is news.
    pub title: Option<String>,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapProblem {
    /// The number of the entry, or of the line of a plain list, counted from 1; nothing where the
    /// whole is meant.
    pub entry: Option<usize>,
    /// What went wrong: a lowercase fragment without a final stop.
    pub reason: String,
}

impl Sitemap {
    /// Reads a sitemap in any of its forms.
    pub fn read(bytes: &[u8], limits: &SitemapLimits) -> Self {
        let mut found = Found::new(limits);
        let unpacked = unpacked(bytes, &mut found);
        let whole = unpacked.as_deref().unwrap_or(bytes);
        if whole.len() > limits.bytes_max {
            found.problem(None, format!("what comes after {} bytes is not read", limits.bytes_max));
        }
        let text = String::from_utf8_lossy(&whole[..whole.len().min(limits.bytes_max)]);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('<') {
            markup::read(text, &mut found);
        } else {
            read_lines(text, &mut found);
        }
        found.sitemap
    }
}

/// What is in a packed file, as far as it can be unpacked and no further than is read.
fn unpacked(bytes: &[u8], found: &mut Found<'_>) -> Option<Vec<u8>> {
    if !bytes.starts_with(GZIP) {
        return None;
    }
    let limit = (found.limits.bytes_max as u64).saturating_add(1);
    let mut plain = Vec::new();
    let mut stream = flate2::read::MultiGzDecoder::new(bytes).take(limit);
    if let Err(error) = stream.read_to_end(&mut plain) {
        found.problem(None, format!("it cannot be unpacked to its end: {error}"));
    }
    Some(plain)
}

fn read_lines(text: &str, found: &mut Found<'_>) {
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if found.is_full() {
            return found.tell_full();
        }
        found.add(SitemapEntry { url: line.to_owned(), ..SitemapEntry::default() }, index + 1);
    }
}

/// What has been found so far.
struct Found<'a> {
    limits: &'a SitemapLimits,
    sitemap: Sitemap,
}

impl<'a> Found<'a> {
    fn new(limits: &'a SitemapLimits) -> Self {
        let (entries, problems) = (Vec::new(), Vec::new());
        Self { limits, sitemap: Sitemap { kind: SitemapKind::Pages, entries, problems } }
    }

    fn problem(&mut self, entry: Option<usize>, reason: impl Into<String>) {
        if self.sitemap.problems.len() < self.limits.problems_max {
            self.sitemap.problems.push(SitemapProblem { entry, reason: reason.into() });
        }
    }

    /// Adds an entry if its address is one.
    fn add(&mut self, entry: SitemapEntry, number: usize) {
        if entry.url.len() > self.limits.value_bytes_max {
            self.problem(Some(number), "its address is too long");
        } else if is_web_address(&entry.url) {
            self.sitemap.entries.push(entry);
        } else {
            self.problem(Some(number), "it has no web address");
        }
    }

    fn is_full(&self) -> bool {
        self.sitemap.entries.len() >= self.limits.entries_max
    }

    fn tell_full(&mut self) {
        let entries_max = self.limits.entries_max;
        self.problem(None, format!("what comes after {entries_max} entries is not read"));
    }
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests;
