//! Addresses as they may be shown to whoever is not told their secrets: without user names and
//! passwords, and with the names of parameters but not their values, among which keys stand.
//!
//! Rejected: a list of parameters that are known to hold keys, which the next one is not on. Fails on
//! keys that are part of a path: without the path nobody knows which feed is meant.

use url::Url;

/// What stands for what is not shown.
const HIDDEN: &str = "…";
/// Where an address within a text ends, beside white space.
const ENDS: [char; 7] = ['`', '"', '\'', '<', '>', '“', '”'];

/// An address without its secrets. One that holds none, and what is no address of the web, stays as it
/// is written.
pub fn redacted_address(address: &str) -> String {
    if !is_web(address) {
        return address.to_owned();
    }
    let Ok(mut url) = Url::parse(address) else { return HIDDEN.to_owned() };
    let query = url.query().map(hidden_values);
    let has_user = !url.username().is_empty() || url.password().is_some();
    if query.is_none() && url.fragment().is_none() && !has_user {
        return address.to_owned();
    }
    url.set_query(None);
    url.set_fragment(None);
    // Only addresses without a host refuse this, and they hold no user.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    query.map_or_else(|| url.to_string(), |query| format!("{url}?{query}"))
}

/// What is left of an address whose path is a key, too: the host.
pub fn redacted_to_host(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(|url| Some((url.scheme(), url.host_str()?)));
    host.map_or_else(|| HIDDEN.to_owned(), |(scheme, host)| format!("{scheme}://{host}/{HIDDEN}"))
}

/// A text with every address in it without its secrets.
pub fn redacted_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|web| rest.find(web)).min() {
        let (before, from) = rest.split_at(start);
        let ends = |c: char| c.is_whitespace() || ENDS.contains(&c);
        let (address, after) = from.split_at(from.find(ends).unwrap_or(from.len()));
        out.push_str(before);
        out.push_str(&redacted_address(address));
        rest = after;
    }
    out + rest
}

fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn hidden_values(query: &str) -> String {
    let hidden = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() => format!("{name}={HIDDEN}"),
        Some(_) => pair.to_owned(),
        None => HIDDEN.to_owned(),
    });
    hidden.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(redacted_address(address), expected);
    }

    #[test]
    fn what_may_be_a_key_is_not_shown() {
        check("https://a.example/rss?key=abc&lang=", "https://a.example/rss?key=…&lang=");
        check("https://a.example/rss?abc", "https://a.example/rss?…");
        check("https://ann:pw@a.example/rss", "https://a.example/rss");
        check("HTTPS://ann@a.example/rss#abc", "https://a.example/rss");
        check("https://a.example:70000/?key=abc", "…");
    }

    #[test]
    fn what_holds_no_secret_stays_as_it_is() {
        for address in ["https://A.example/rss", "http://a.example", "/home/ann/inbox?", ""] {
            check(address, address);
        }
    }

    #[test]
    fn of_an_address_whose_path_is_a_key_the_host_is_shown() {
        let check = |address: &str, expected: &str| {
            assert_eq!(redacted_to_host(address), expected);
        };
        check("https://ann:pw@hooks.example:8443/T0/abc?key=d", "https://hooks.example/…");
        check("nothing", "…");
    }

    #[test]
    fn addresses_in_a_text_are_found() {
        let text =
            "the sitemap https://a.example/s.xml?key=abc cannot be had: `http://b:c@d.example/`";
        let expected =
            "the sitemap https://a.example/s.xml?key=… cannot be had: `http://d.example/`";
        assert_eq!(redacted_text(text), expected);
        assert_eq!(redacted_text("no address"), "no address");
    }
}
