//! What is to be watched, as people write it: an address or a path, with what it is before it where
//! that cannot be told.
//!
//! `https://x.example/rss` is a feed and `https://x.example/news-sitemap.xml` a sitemap, by their
//! addresses alone: nothing is fetched to find out, so that the same text always means the same. Where
//! the guess is wrong, `feed:` or `sitemap:` before the address says what is meant.

use std::fmt;
use std::str::FromStr;

use newstem_store::SourceKind;
use thiserror::Error;

/// Longest address or path, in bytes.
const BYTES_MAX: usize = 2 << 10;

/// A source to be watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedSource {
    /// Its address, or the path of a folder.
    pub address: String,
    /// What it is.
    pub kind: SourceKind,
}

/// A text that names no source.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BrokenSource {
    /// There is nothing.
    #[error("the source is empty")]
    Empty,
    /// It is longer than 2 KiB.
    #[error("the source is longer than {BYTES_MAX} bytes")]
    TooLong,
    /// It begins like an address of something that is not watched.
    #[error(
        "`{0}` is no address of the web; feeds and sitemaps begin with `https://` or `http://`"
    )]
    NotWeb(String),
    /// An address where a path is meant.
    #[error("`{0}` is no path of a folder")]
    NotFolder(String),
}

impl WatchedSource {
    /// A source that is known to be of a kind.
    ///
    /// # Errors
    ///
    /// Where the address cannot be one of that kind.
    pub fn new(address: &str, kind: SourceKind) -> Result<Self, BrokenSource> {
        let address = address.trim();
        check_length(address)?;
        match kind {
            SourceKind::Feed | SourceKind::Sitemap if !is_web(address) => {
                Err(BrokenSource::NotWeb(address.to_owned()))
            }
            SourceKind::Folder if address.contains("://") => {
                Err(BrokenSource::NotFolder(address.to_owned()))
            }
            _ => Ok(Self { address: address.to_owned(), kind }),
        }
    }
}

impl FromStr for WatchedSource {
    type Err = BrokenSource;

    fn from_str(text: &str) -> Result<Self, BrokenSource> {
        let text = text.trim();
        let named = [
            ("feed:", SourceKind::Feed),
            ("sitemap:", SourceKind::Sitemap),
            ("folder:", SourceKind::Folder),
        ];
        for (prefix, kind) in named {
            if let Some(address) = text.strip_prefix(prefix) {
                return Self::new(address, kind);
            }
        }
        Self::new(text, guessed(text))
    }
}

impl fmt::Display for WatchedSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.kind {
            SourceKind::Feed => "feed",
            SourceKind::Sitemap => "sitemap",
            SourceKind::Folder => "folder",
        };
        write!(out, "{prefix}:{}", self.address)
    }
}

/// Whether a text is an address of the web.
pub fn is_web(text: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))?;
        text.get(scheme.len()..)
    });
    rest.is_some_and(|rest| !rest.is_empty())
}

fn check_length(address: &str) -> Result<(), BrokenSource> {
    match address.len() {
        0 => Err(BrokenSource::Empty),
        bytes if bytes > BYTES_MAX => Err(BrokenSource::TooLong),
        _ => Ok(()),
    }
}

/// What an address is by its looks. What has a scheme is an address, be it of the web or not.
fn guessed(address: &str) -> SourceKind {
    if !address.contains("://") {
        return SourceKind::Folder;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_map = name.ends_with(".xml") || name.ends_with(".xml.gz");
    if is_map && name.contains("sitemap") { SourceKind::Sitemap } else { SourceKind::Feed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let told = match text.parse::<WatchedSource>() {
            Ok(source) => source.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn sources_are_told_by_their_looks() {
        check("https://x.example/rss", "feed:https://x.example/rss");
        check(" HTTP://x.example/feed.xml ", "feed:HTTP://x.example/feed.xml");
        check("https://x.example/sitemap.xml", "sitemap:https://x.example/sitemap.xml");
        check(
            "https://x.example/News-Sitemap-1.xml?a=b",
            "sitemap:https://x.example/News-Sitemap-1.xml?a=b",
        );
        check("https://x.example/sitemap.xml.gz", "sitemap:https://x.example/sitemap.xml.gz");
        check("https://x.example/sitemap/rss.xml", "feed:https://x.example/sitemap/rss.xml");
        check("inbox", "folder:inbox");
        check("news/in box", "folder:news/in box");
    }

    #[test]
    fn what_is_said_counts_more_than_looks() {
        check("feed:https://x.example/sitemap.xml", "feed:https://x.example/sitemap.xml");
        check("sitemap:https://x.example/new", "sitemap:https://x.example/new");
        check("folder:feed:1", "folder:feed:1");
    }

    #[test]
    fn what_names_no_source_is_told() {
        let web = "is no address of the web; feeds and sitemaps begin with `https://` or `http://`";
        check("", "the source is empty");
        check("folder: ", "the source is empty");
        check("feed:inbox", &format!("`inbox` {web}"));
        check("https://", &format!("`https://` {web}"));
        check("ftp://x.example/a", &format!("`ftp://x.example/a` {web}"));
        check("folder:https://x.example/", "`https://x.example/` is no path of a folder");
        check(&"a".repeat(3000), "the source is longer than 2048 bytes");
    }

    #[test]
    fn a_source_is_read_as_it_is_written() {
        for text in ["https://x.example/rss", "sitemap:https://x.example/a", "inbox"] {
            let source: WatchedSource = text.parse().unwrap();
            assert_eq!(source.to_string().parse(), Ok(source));
        }
    }
}
