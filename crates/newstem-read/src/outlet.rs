//! Who published a document, where its metadata does not say: the domain of its address, or the
//! holder of its copyright line. The domain comes first, because copyright lines often name the
//! group that owns a paper.
//!
//! The registered domain is told without the public suffix list: the last two labels, or three
//! where the last but one is as short as those under which countries register (`co.uk`,
//! `com.br`). That is wrong for a handful of suffixes (`blogspot.com`), which costs a less exact
//! name and nothing else.

use regex::Regex;
use std::sync::LazyLock;
use url::{Host, Url};

/// The registered domain of a web address: `news.globe.example` becomes `globe.example`.
pub(crate) fn domain(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let Host::Domain(host) = url.host()? else {
        return None;
    };
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    if labels.len() < 2 {
        return None;
    }
    Some(labels[labels.len() - registered_labels(&labels)..].join("."))
}

fn registered_labels(labels: &[&str]) -> usize {
    let count = labels.len();
    let country_code = labels[count - 1].len() == 2;
    let under_country = country_code && labels[count - 2].len() <= 3;
    if under_country && count > 2 { 3 } else { 2 }
}

static COPYRIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:©|\(c\)|\bcopyright)(?:\s*(?:©|\(c\)|copyright|\d{4}(?:\s*[-–]\s*\d{2,4})?|,))*\s+(?:by\s+)?(?P<holder>[^.|•·,(]+?)(?:\s+(?:ltd|limited|inc|llc|plc|\d{4}|all rights|and/or)\b|\s*[.|•·,(]|\s*$)").ok()
});

/// The holder named by a copyright line: `© 2024 Latin Times. All rights reserved.`
pub(crate) fn copyright_holder(line: &str) -> Option<String> {
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

    #[test]
    fn the_domain_is_the_part_that_is_registered() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(domain(address).as_deref(), expected, "{address}");
        };
        check("https://www.globe.example/x", Some("globe.example"));
        check("https://edition.globe.example/x", Some("globe.example"));
        check("http://news.bbc.co.uk/2/hi", Some("bbc.co.uk"));
        check("https://globe.de/", Some("globe.de"));
        check("https://192.0.2.7/x", None);
        check("globe.example/x", None);
        check("", None);
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
