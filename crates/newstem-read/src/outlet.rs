//! Who published a document: what its metadata calls the site, the domain of its address, or the
//! holder of its copyright line. The domain comes before that line, which often names the group
//! that owns a paper.
//!
//! The registered domain is told by the public suffix list, compiled into the crate `psl`. Of the
//! names that a page gives its site, those that fit the domain come first: a field for the site's
//! name may hold a section (`U.S.`), a slogan, or the agency that supplied the story.

use aho_corasick::AhoCorasick;
use regex::Regex;
use std::sync::LazyLock;
use url::{Host, Url};

/// Marks between a title and the name of its site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " : ", " :: ", " » ", " · "];
/// A longer name is a sentence.
const NAME_CHARACTERS_MAX: usize = 60;
/// A name of many more letters than the domain tells something beside the name.
const LETTERS_PER_LABEL_MAX: usize = 3;
/// Fewer letters of a domain fit too many names.
const LABEL_CHARACTERS_MIN: usize = 2;

/// The host of a web address, where it is a name.
fn host(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let Host::Domain(host) = url.host()? else {
        return None;
    };
    Some(host.trim_end_matches('.').to_owned())
}

/// The registered domain of a web address: `news.globe.example` becomes `globe.example`.
pub(crate) fn domain(address: &str) -> Option<String> {
    let host = host(address)?;
    // The list takes the last label of a name that it does not hold for a public suffix.
    psl::domain_str(&host).map(str::to_owned)
}

/// The site that a page belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Site {
    /// What the site is called.
    pub(crate) name: Option<String>,
    /// All that the page calls its site.
    names: Vec<String>,
    /// What may be its name or something else: the end of its title, the holder of its copyright.
    guesses: Vec<String>,
    /// The registered domain without its public suffix.
    label: String,
}

impl Site {
    /// The site at `address`, of which the page gives `names`, the most reliable first; `guesses`
    /// are names only where they fit, or where nothing else is known.
    pub(crate) fn new(
        address: Option<&str>,
        names: impl Iterator<Item = String>,
        guesses: impl Iterator<Item = String>,
    ) -> Self {
        let domain = address.and_then(domain).unwrap_or_default();
        let label = domain.split('.').next().unwrap_or_default().to_owned();
        let names: Vec<String> = names.filter_map(|name| plausible(&name)).collect();
        let guesses = guesses.filter_map(|name| plausible(&name)).collect();
        let mut site = Self { name: None, names, guesses, label };
        site.name = site.best();
        site
    }

    /// The first name that fits the domain, else the first; as the page prints it in full.
    fn best(&self) -> Option<String> {
        let fitting = self.names.iter().chain(&self.guesses).find_map(|name| self.fitting(name));
        let guess = || self.guesses.first().cloned().filter(|_| self.label.is_empty());
        let first = || self.names.first().cloned().or_else(guess);
        let name = fitting.or_else(first)?;
        let same = self.names.iter().filter(|other| compact(other) == compact(&name));
        let spaces = |name: &&String| name.matches(' ').count();
        let fullest = same.fold(None, |best: Option<&String>, next| {
            if best.is_some_and(|best| spaces(&best) >= spaces(&next)) { best } else { Some(next) }
        });
        Some(fullest.filter(|fullest| spaces(fullest) > spaces(&&name)).cloned().unwrap_or(name))
    }

    /// A name, or what stands before its slogan, where that fits the domain.
    fn fitting(&self, name: &str) -> Option<String> {
        let bare = without_domain_ending(name);
        let cut = SEPARATORS.iter().filter_map(|mark| name.find(mark)).min();
        let head = cut.map(|at| name[..at].trim());
        let head = head.filter(|head| self.fits(head));
        head.map(str::to_owned).or_else(|| self.fits(bare).then(|| name.to_owned()))
    }

    /// True where a name and the domain can be one: either holds the other, the domain is made of
    /// its initials, or of some of its letters in their order.
    fn fits(&self, name: &str) -> bool {
        let label: String = self.label.chars().filter(|c| c.is_alphanumeric()).collect();
        let name = without_domain_ending(name);
        let letters = compact(name);
        if label.len() < LABEL_CHARACTERS_MIN || letters.len() < LABEL_CHARACTERS_MIN {
            return false;
        }
        let bare = without_article(name);
        let initials: String =
            bare.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let initials = initials.to_lowercase();
        initials == label
            || (letters.contains(&label) && letters.len() <= LETTERS_PER_LABEL_MAX * label.len())
            || (letters.len() > 2 && label.contains(&letters))
            || abbreviates(&label, &letters)
    }

    /// True where `text` is nothing but the name of the site.
    pub(crate) fn is_named(&self, text: &str) -> bool {
        let text = compact(text);
        let names = self.names.iter().chain(&self.name);
        !text.is_empty() && names.map(|name| compact(name)).any(|name| name == text)
    }

    /// A title without the name of the site that pages hang on it: `Rain stops play | Valley Post`.
    pub(crate) fn without_name(&self, title: &str) -> String {
        let title = title.trim();
        let mut title = self.without_printed_name(title).unwrap_or(title);
        while let Some((head, tail)) = split_tail(title) {
            let fits = self.fits(tail) && tail.split_whitespace().count() <= 5;
            if head.is_empty() || !(fits || self.is_named(tail)) {
                break;
            }
            title = head;
        }
        title.to_owned()
    }

    fn without_printed_name<'a>(&self, title: &'a str) -> Option<&'a str> {
        let head = self
            .names
            .iter()
            .chain(&self.name)
            .find_map(|name| title.strip_suffix(name.as_str()))?;
        let head = head.trim_end();
        let bare = head.trim_end_matches(['|', '-', '–', '—', '•', ':', '»', '·']);
        (bare.len() < head.len() && !bare.trim().is_empty()).then(|| bare.trim_end())
    }
}

/// What a title says beside the `heading` that it repeats: `Valley Post: Rain stops play`.
pub(crate) fn beside_heading<'a>(title: &'a str, heading: &str) -> Option<&'a str> {
    let rest = title.strip_prefix(heading).or_else(|| title.strip_suffix(heading))?;
    let name = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (!heading.is_empty() && !name.is_empty()).then_some(name)
}

/// What stands behind the last separator of a title, where it may be a name.
pub(crate) fn title_tail(title: &str) -> Option<&str> {
    split_tail(title).map(|(_, tail)| tail)
}

fn split_tail(title: &str) -> Option<(&str, &str)> {
    let cuts = SEPARATORS.iter().filter_map(|mark| Some((title.rfind(mark)?, mark.len())));
    let (at, length) = cuts.max()?;
    Some((title[..at].trim(), title[at + length..].trim()))
}

/// A name as a site may bear it; nothing for addresses and sentences.
fn plausible(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@').trim_matches(['-', '|', '–', '—', '»', ' ']);
    let long = name.chars().count() > NAME_CHARACTERS_MAX;
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (!long && letters > 1 && !name.contains("://")).then(|| name.to_owned())
}

/// `Express.co.uk` without what makes it an address.
pub(crate) fn without_domain_ending(name: &str) -> &str {
    let name = name.strip_prefix("www.").unwrap_or(name);
    let address = !name.contains(' ') && name.contains('.');
    let suffix = psl::suffix_str(name).filter(|suffix| address && suffix.len() < name.len());
    let bare = suffix.and_then(|suffix| name.strip_suffix(suffix));
    bare.map_or(name, |bare| bare.trim_end_matches('.'))
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// The letters and digits of a name in small letters, without a leading article.
fn compact(name: &str) -> String {
    let name = without_article(name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True where `short` holds letters of `long` in their order, beginning with its first, and at
/// least a third of them: `latimes`.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let ordered = short.chars().all(|wanted| rest.any(|c| c == wanted));
    let same_first = short.chars().next() == long.chars().next();
    ordered && same_first && short.len() > 2 && short.len() * 3 >= long.len()
}

static COPYRIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:©|\(c\)|\bcopyright)(?:\s*(?:©|\(c\)|copyright|\d{4}(?:\s*[-–]\s*\d{2,4})?|,))*\s+(?:by\s+)?(?P<holder>[^.|•·,(]+?)(?:\s+(?:ltd|limited|inc|llc|plc|\d{4}|all rights|and/or)\b|\s*[.|•·,(]|\s*$)").ok()
});

/// What a copyright line holds one of. Few lines do, and the pattern is slow to search.
static COPYRIGHT_SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let signs = ["©", "(c)", "copyright"];
    AhoCorasick::builder().ascii_case_insensitive(true).build(signs).ok()
});

/// The holder named by a copyright line: `© 2024 Latin Times. All rights reserved.`
pub(crate) fn copyright_holder(line: &str) -> Option<String> {
    if !COPYRIGHT_SIGNS.as_ref()?.is_match(line) {
        return None;
    }
    let found = COPYRIGHT.as_ref()?.captures(line)?;
    let holder = found.name("holder")?.as_str().trim();
    let named = holder.chars().next().is_some_and(char::is_uppercase);
    let generic = ["all rights", "the author", "the publisher"];
    let lower = holder.to_lowercase();
    let plausible = named && holder.split_whitespace().count() <= 6;
    (plausible && !generic.iter().any(|words| lower.starts_with(words))).then(|| holder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::iter::empty;

    #[test]
    fn the_domain_is_the_part_that_is_registered() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(domain(address).as_deref(), expected, "{address}");
        };
        check("https://www.globe.example/x", Some("globe.example"));
        check("https://edition.globe.example/x", Some("globe.example"));
        check("http://news.bbc.co.uk/2/hi", Some("bbc.co.uk"));
        check("https://globe.de/", Some("globe.de"));
        check("https://valley.blogspot.com/", Some("valley.blogspot.com"));
        check("https://192.0.2.7/x", None);
        check("globe.example/x", None);
        check("", None);
    }

    fn check_name(address: Option<&str>, names: &[&str], expected: Option<&str>) {
        let site = Site::new(address, names.iter().map(|name| (*name).to_owned()), empty());
        assert_eq!(site.name.as_deref(), expected, "{names:?}");
    }

    #[test]
    fn the_name_of_a_site_fits_its_domain() {
        let address = Some("https://www.valleypost.example/x");
        check_name(address, &["World", "Union Newswire", "Valley Post"], Some("Valley Post"));
        check_name(
            address,
            &["https://www.valleypost.example", "The Valley Post"],
            Some("The Valley Post"),
        );
        check_name(address, &["valleypost", "Valley Post"], Some("Valley Post"));
        check_name(address, &["Valley Post | All the news of the valley"], Some("Valley Post"));
        check_name(
            Some("https://www.vlpost.example/x"),
            &["World", "Valley Post"],
            Some("Valley Post"),
        );
        check_name(Some("https://vp.example/x"), &["World", "Valley Post"], Some("Valley Post"));
    }

    #[test]
    fn without_a_fitting_name_the_first_is_taken() {
        check_name(Some("https://news.example/x"), &["Valley Post", "Echo"], Some("Valley Post"));
        check_name(None, &["Valley Post"], Some("Valley Post"));
        check_name(None, &["@valleypost"], Some("valleypost"));
        check_name(None, &["https://valley.example"], None);
    }

    #[test]
    fn what_hangs_on_a_title_is_a_name_where_it_fits() {
        let check = |address: Option<&str>, tail: &str, expected: Option<&str>| {
            let site = Site::new(address, empty(), [tail.to_owned()].into_iter());
            assert_eq!(site.name.as_deref(), expected, "{tail}");
        };
        let address = Some("https://valleypost.example/x");
        check(address, "Valley Post", Some("Valley Post"));
        check(address, "the valley post goes to the fair this year", None);
        check(address, "again", None);
        check(None, "Valley Post", Some("Valley Post"));
    }

    #[test]
    fn a_title_goes_without_the_name_of_its_site() {
        let site = Site::new(
            Some("https://valleypost.example/x"),
            ["Valley Post".to_owned()].into_iter(),
            empty(),
        );
        let check = |title: &str, expected: &str| assert_eq!(site.without_name(title), expected);
        check("Rain stops play | Valley Post", "Rain stops play");
        check("Rain stops play – valleypost.example", "Rain stops play");
        check("Rain stops play - again", "Rain stops play - again");
        check("Valley Post", "Valley Post");
    }

    #[test]
    fn a_copyright_line_names_its_holder() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(copyright_holder(line).as_deref(), expected, "{line}");
        };
        check("© 2024 Hill Times. All rights reserved. Do not reproduce.", Some("Hill Times"));
        check("Copyright 2021-2024 The Hill Times Ltd", Some("The Hill Times"));
        check("© Hill Times Media 2026", Some("Hill Times Media"));
        check("(c) Copyright 2020 by Hill Times", Some("Hill Times"));
        check("© 2024. All rights reserved.", None);
        check("All rights reserved", None);
        check("She said the copyright of the song was hers.", None);
    }
}
