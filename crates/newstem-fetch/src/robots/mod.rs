//! What a site asks of those who fetch it: `robots.txt`, as RFC 9309 has it.
//!
//! Only what concerns one program is kept: the rules of the groups that name it, or else of those
//! for all. Of all patterns that match an address the longest decides, and of two as long the one
//! that allows. A site that does not have the file asks nothing; one that cannot give it, for
//! whatever reason, is left alone. Status 429 counts as the latter, though the RFC would let us
//! pass: who is asked too often should not be asked more.
//!
//! Rejected: `texting_robots` and `robotstxt`, the crates there are; the last release of either is
//! years old, the first builds a regular expression a rule, the second reads the whole file again
//! for each address. Delays between requests (`Crawl-delay`) are no part of the RFC, but meant.

mod pattern;

use pattern::Pattern;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::fetch::{FetchError, Fetched, Outcome};

/// So much of a file is read, in bytes, the least that the RFC asks for.
const BYTES_MAX: usize = 500 << 10;
const SITEMAPS_MAX: usize = 100;
/// Longer delays are taken for this, in milliseconds; what is honoured is for the caller to limit.
const DELAY_MS_MAX: u64 = 24 * 3600 * 1000;
const OWN_PATH: &str = "/robots.txt";

/// Where the rules for `url` are found; nothing where it is no web address.
pub fn robots_url(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(url.join(OWN_PATH).ok()?.into())
}

/// What a site asks of one program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robots {
    access: Access,
    /// Least time between two requests, in milliseconds.
    pub crawl_delay_ms: Option<u64>,
    /// Sitemaps that the site names, for whoever reads.
    pub sitemaps: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Access {
    /// Nothing may be fetched.
    None,
    /// All but what rules forbid.
    Ruled(Vec<Rule>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Rule {
    pattern: Pattern,
    verdict: Verdict,
}

/// In the order in which they win where patterns are as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Verdict {
    Disallow,
    Allow,
}

impl Robots {
    /// Reads a file for the program that calls itself `product`, without its version.
    pub fn parse(text: &[u8], product: &str) -> Self {
        let text = String::from_utf8_lossy(&text[..text.len().min(BYTES_MAX)]);
        let file = File::read(text.trim_start_matches('\u{feff}'));
        let (rules, delays) = file.of(product);
        Self {
            access: Access::Ruled(rules),
            crawl_delay_ms: delays.into_iter().max(),
            sitemaps: file.sitemaps,
        }
    }

    /// A site that asks nothing.
    pub fn allow_all() -> Self {
        Self { access: Access::Ruled(Vec::new()), crawl_delay_ms: None, sitemaps: Vec::new() }
    }

    /// A site that is to be left alone.
    pub fn disallow_all() -> Self {
        Self { access: Access::None, ..Self::allow_all() }
    }

    /// What the answer to a request for the file means; nothing where the file is as it was.
    pub fn of_answer(answer: &Result<Fetched, FetchError>, product: &str) -> Option<Self> {
        match answer {
            Ok(Fetched { outcome: Outcome::NotModified, .. }) => None,
            Ok(Fetched { outcome: Outcome::Body { bytes, .. }, .. }) => {
                Some(Self::parse(bytes, product))
            }
            Err(error) => Some(Self::of_error(error)),
        }
    }

    fn of_error(error: &FetchError) -> Self {
        match error {
            FetchError::Status { code: 429, .. } => Self::disallow_all(),
            FetchError::Status { code: 400..=499, .. }
            | FetchError::TooManyRedirects { .. }
            | FetchError::RedirectLoop => Self::allow_all(),
            _ => Self::disallow_all(),
        }
    }

    /// Whether `url`, or a path with its query, may be fetched.
    pub fn allows(&self, url: &str) -> bool {
        let path = path_of(url);
        match &self.access {
            _ if path == OWN_PATH => true,
            Access::None => false,
            Access::Ruled(rules) => allowed_by(rules, &pattern::normalised(&path)),
        }
    }
}

fn allowed_by(rules: &[Rule], path: &str) -> bool {
    let matching = rules.iter().filter(|rule| rule.pattern.matches(path));
    let decisive = matching.max_by_key(|rule| (rule.pattern.len(), rule.verdict));
    decisive.is_none_or(|rule| rule.verdict == Verdict::Allow)
}

fn path_of(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => url[url::Position::BeforePath..url::Position::AfterQuery].to_owned(),
        Err(_) => url.to_owned(),
    }
}

/// A file as it stands.
#[derive(Debug, Default)]
struct File {
    groups: Vec<Group>,
    sitemaps: Vec<String>,
}

/// Rules for those who are named before them.
#[derive(Debug, Default)]
struct Group {
    products: Vec<String>,
    rules: Vec<Rule>,
    delay_ms: Option<u64>,
}

impl File {
    fn read(text: &str) -> Self {
        let mut file = Self::default();
        text.split(['\n', '\r']).filter_map(field).for_each(|(name, value)| file.add(&name, value));
        file
    }

    fn add(&mut self, name: &str, value: &str) {
        match name {
            "user-agent" => self.name(value),
            "allow" => self.rule(value, Verdict::Allow),
            "disallow" => self.rule(value, Verdict::Disallow),
            "crawl-delay" => self.delay(value),
            "sitemap" if self.sitemaps.len() < SITEMAPS_MAX => self.sitemaps.push(value.to_owned()),
            _ => {}
        }
    }

    /// A name goes with those before it, until a rule ends the row.
    fn name(&mut self, value: &str) {
        if self.groups.last().is_none_or(|group| !group.rules.is_empty()) {
            self.groups.push(Group::default());
        }
        if let Some(group) = self.groups.last_mut() {
            group.products.push(product_of(value));
        }
    }

    /// A rule without a path forbids and allows nothing, but it ends the row of names.
    fn rule(&mut self, value: &str, verdict: Verdict) {
        let rule = Rule { pattern: Pattern::parse(value), verdict };
        if let Some(group) = self.groups.last_mut() {
            group.rules.push(rule);
        }
    }

    fn delay(&mut self, value: &str) {
        let delay_ms = milliseconds(value);
        if let Some(group) = self.groups.last_mut() {
            group.delay_ms = group.delay_ms.max(delay_ms);
        }
    }

    /// The rules and delays for `product`.
    fn of(&self, product: &str) -> (Vec<Rule>, Vec<u64>) {
        let product = product_of(product);
        let naming = |name: &str| -> Vec<&Group> {
            let has = |group: &&Group| group.products.iter().any(|own| own == name);
            self.groups.iter().filter(has).collect()
        };
        let own = naming(&product);
        let groups = if own.is_empty() { naming("*") } else { own };
        let rules = groups.iter().flat_map(|group| &group.rules);
        let real = rules.filter(|rule| !rule.pattern.is_empty()).cloned();
        (real.collect(), groups.iter().filter_map(|group| group.delay_ms).collect())
    }
}

/// The name, in lower case, and the value of a line.
fn field(line: &str) -> Option<(String, &str)> {
    let line = line.split('#').next().unwrap_or_default();
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim()))
}

/// A product token in lower case: `newsbot` of `NewsBot/2.0`, `*` of what begins with it.
fn product_of(value: &str) -> String {
    if value.starts_with('*') {
        return "*".to_owned();
    }
    let is_part = |letter: &char| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_');
    value.chars().take_while(is_part).collect::<String>().to_ascii_lowercase()
}

fn milliseconds(seconds: &str) -> Option<u64> {
    let seconds: f64 = seconds.parse().ok().filter(|seconds| *seconds >= 0.0)?;
    // A cast of a float stops at the largest number that there is.
    Some(((seconds * 1000.0).round() as u64).min(DELAY_MS_MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::connection::ConnectionError;

    /// Checks what a program called Newstem may fetch.
    fn check(text: &str, allowed: &[&str], disallowed: &[&str]) {
        let robots = Robots::parse(text.as_bytes(), "Newstem");
        allowed.iter().for_each(|url| assert!(robots.allows(url), "{url} by {text:?}"));
        disallowed.iter().for_each(|url| assert!(!robots.allows(url), "{url} by {text:?}"));
    }

    #[test]
    fn the_group_that_names_us_counts() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: newstem\nDisallow: /private\n";
        check(text, &["/", "/a"], &["/private", "/private/a"]);
        check("User-agent: other\nDisallow: /", &["/"], &[]);
        check("User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b", &["/b"], &["/a"]);
        check("User-agent: NewsTem/2.1 (all)\nDisallow: /", &[], &["/"]);
        check("User-agent: newstem-images\nDisallow: /", &["/"], &[]);
    }

    #[test]
    fn groups_of_one_name_are_one() {
        let apart = "User-agent: newstem\nDisallow: /a\nUser-agent: b\nDisallow: /b\n\
                     User-agent: newstem\nDisallow: /c";
        check(apart, &["/b"], &["/a", "/c"]);
        let row = "User-agent: other\nCrawl-delay: 1\n\nUser-agent: newstem\nDisallow: /a";
        check(row, &["/b"], &["/a"]);
        check("User-agent: newstem\nDisallow:\nUser-agent: *\nDisallow: /", &["/"], &[]);
    }

    #[test]
    fn the_longest_pattern_decides() {
        let text = "User-agent: *\nDisallow: /\nAllow: /news\nDisallow: /news/old";
        check(text, &["/news", "/news/new"], &["/", "/a", "/news/old/a"]);
        check("User-agent: *\nDisallow: /a\nAllow: /a", &["/a"], &[]);
        check("User-agent: *\nAllow: /a\nDisallow: /a", &["/a"], &[]);
        check("User-agent: *\nDisallow: /a*\nAllow: /a", &[], &["/a"]);
    }

    #[test]
    fn addresses_are_matched_by_path_and_query() {
        let text = "User-agent: *\nDisallow: /a?b\nDisallow: /é";
        let disallowed = ["https://a.example/a?b=c", "https://a.example/é", "/%c3%A9", "/a?b#c"];
        check(text, &["https://a.example/a", "https://a.example"], &disallowed);
        check("User-agent: *\nDisallow: /", &["https://a.example/robots.txt"], &[]);
    }

    #[test]
    fn files_are_read_as_people_write_them() {
        check("\u{feff}User-agent: *\r\nDisallow: /a\r\n", &["/b"], &["/a"]);
        check("USER-AGENT : *\rDISALLOW : /a # all of it\r", &["/b"], &["/a"]);
        check("Disallow: /a\nUser-agent: *\n", &["/a"], &[]);
        check("User-agent: *\nNoindex: /a\n<html>\n: :\n", &["/a"], &[]);
        check("", &["/a"], &[]);
        let long = format!("User-agent: *\n{}\nDisallow: /a", "#".repeat(BYTES_MAX));
        check(&long, &["/a"], &[]);
    }

    #[test]
    fn delays_are_noted() {
        let check = |text: &str, expected| {
            let robots = Robots::parse(text.as_bytes(), "newstem");
            assert_eq!(robots.crawl_delay_ms, expected, "{text}");
        };
        check("User-agent: *\nCrawl-delay: 10\nDisallow: /a", Some(10_000));
        check("User-agent: *\nDisallow: /a\nCrawl-delay: 0.5", Some(500));
        check("User-agent: a\nCrawl-delay: 9\nUser-agent: newstem\nDisallow: /", Some(9000));
        check("User-agent: a\nDisallow: /\nCrawl-delay: 9", None);
        check("User-agent: *\nCrawl-delay: 1e300", Some(DELAY_MS_MAX));
        for broken in ["soon", "-1", "NaN", ""] {
            check(&format!("User-agent: *\nCrawl-delay: {broken}"), None);
        }
    }

    #[test]
    fn sitemaps_are_named_for_all() {
        let text = "Sitemap: https://a.example/1.xml\nUser-agent: b\nDisallow: /\n\
                    sitemap: https://a.example/2.xml # new";
        let robots = Robots::parse(text.as_bytes(), "newstem");
        assert_eq!(robots.sitemaps, ["https://a.example/1.xml", "https://a.example/2.xml"]);
    }

    #[test]
    fn where_there_is_no_file_its_absence_speaks() {
        let status = |code| FetchError::Status { code, retry_after: None };
        let check = |error, expected: Robots| {
            let told = format!("{error:?}");
            assert_eq!(Robots::of_answer(&Err(error), "newstem"), Some(expected), "{told}");
        };
        check(status(404), Robots::allow_all());
        check(status(403), Robots::allow_all());
        check(status(429), Robots::disallow_all());
        check(status(500), Robots::disallow_all());
        check(status(503), Robots::disallow_all());
        check(FetchError::RedirectLoop, Robots::allow_all());
        let timeout = ConnectionError::TimedOut { doing: "connecting" };
        check(FetchError::Connection(timeout), Robots::disallow_all());
        assert!(Robots::allow_all().allows("/a"));
        assert!(!Robots::disallow_all().allows("/a"));
    }

    #[test]
    fn the_file_is_at_the_root() {
        let check = |url, expected: Option<&str>| assert_eq!(robots_url(url).as_deref(), expected);
        check("https://a.example:8443/b?c#d", Some("https://a.example:8443/robots.txt"));
        check("ftp://a.example/", None);
        check("a.example", None);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let robots = Robots::parse(b"User-agent: *\nDisallow: /a*b$\nAllow: /", "newstem");
        let text = serde_json::to_string(&robots).expect("it can be written");
        assert_eq!(serde_json::from_str::<Robots>(&text).expect("it can be read"), robots);
    }

    proptest! {
        #[test]
        fn no_file_makes_it_panic(text: Vec<u8>, url: String) {
            Robots::parse(&text, "newstem").allows(&url);
        }

        #[test]
        fn a_pattern_forbids_what_it_spells(path in "/[a-z0-9/._~-]{0,20}") {
            let robots = Robots::parse(format!("User-agent: *\nDisallow: {path}").as_bytes(), "a");
            prop_assert!(!robots.allows(&path) || path == OWN_PATH);
        }
    }
}
