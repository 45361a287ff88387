//! Items of feeds and sitemaps, and what becomes of one with its page.
//!
//! A feed gives a teaser or the whole text and does not say which, so the page is read and the longer
//! text is taken: a page behind a wall, or one whose text is made by a script, is shorter than what the
//! feed says. Of who, when and under which headline, the page knows more; where it is silent the item
//! speaks. A time to the minute, which feeds have, is better than the day that many pages print.

use newstem_fetch::{SitemapEntry, redacted_address};
use newstem_read::Document;

use super::state::hash;

/// Something that a source shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called, as a number.
    pub key: u64,
    /// What it says, as a number.
    pub print: u64,
    /// What it says itself.
    pub document: Document,
    /// How often the host asked to come back later.
    pub delays: u8,
}

impl Entry {
    /// An item of the feed at `source`. One without an address gets an id from what the feed calls it,
    /// so that it can come in a new version.
    pub fn of_feed(mut document: Document, source: &str) -> Self {
        let own = ["guid", "id"].iter().find_map(|name| document.extra.get(*name)?.as_str());
        let name = document.url.as_deref().or(own).unwrap_or(&document.title).to_owned();
        if document.url.is_none() && own.is_some() {
            document.id = format!("{}#{name}", shown(source));
        }
        let modified = document.modified.as_deref().unwrap_or_default();
        let print = hash(&[&document.title, &document.text, modified]);
        Self { key: hash(&[&name]), print, document, delays: 0 }
    }

    /// A page that a sitemap names. When it was changed is not believed: many sites write the time at
    /// which the sitemap was made.
    pub fn of_sitemap(entry: SitemapEntry) -> Self {
        let key = hash(&[&entry.url]);
        let document = Document {
            url: Some(entry.url),
            title: entry.title.unwrap_or_default(),
            published: entry.published.as_deref().and_then(time),
            ..Document::default()
        };
        Self { key, print: 0, document, delays: 0 }
    }
}

/// The address of a feed without its secrets; a number keeps those apart that look alike without.
fn shown(source: &str) -> String {
    let shown = redacted_address(source);
    if shown == source { shown } else { format!("{shown}#{:016x}", hash(&[source])) }
}

/// A time as articles have it, of one as sitemaps have it (W3C's profile of ISO 8601).
fn time(written: &str) -> Option<String> {
    let written = written.trim();
    let day = written.get(..10).filter(|day| is_like(day, "0000-00-00"))?;
    let Some(clock) = written.get(11..).filter(|_| written.as_bytes()[10] == b'T') else {
        return (written.len() == 10).then(|| day.to_owned());
    };
    let zone_at = clock.find(['Z', '+', '-'])?;
    let (clock, zone) = clock.split_at(zone_at);
    let clock = match clock.get(..8).filter(|clock| is_like(clock, "00:00:00")) {
        Some(clock) => clock.to_owned(),
        None if is_like(clock, "00:00") => format!("{clock}:00"),
        None => return None,
    };
    (zone == "Z" || is_like(&zone[1..], "00:00")).then(|| format!("{day}T{clock}{zone}"))
}

/// Whether a text has digits and marks where the form has them.
fn is_like(text: &str, form: &str) -> bool {
    let is_as = |(byte, like): (u8, u8)| match like {
        b'0' => byte.is_ascii_digit(),
        mark => byte == mark,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(is_as)
}

/// The document of an item, with what its page says.
pub fn merged(entry: Document, page: Option<Document>) -> Document {
    let Some(page) = page else { return entry };
    let is_fuller = page.text.chars().count() >= entry.text.chars().count();
    let (id, url) = (entry.id.clone(), entry.url.clone().or(page.url.clone()));
    let published = finer(&page.published, &entry.published);
    let (title, author) = (filled(&page.title, &entry.title), page.author.clone());
    let author = author.or_else(|| entry.author.clone());
    let modified = finer(&page.modified, &entry.modified);
    let outlet = page.outlet.clone().or_else(|| entry.outlet.clone());
    let section = page.section.clone().or_else(|| entry.section.clone());
    let (taken, other) = if is_fuller { (page, entry) } else { (entry, page) };
    let language = taken.language.clone().or(other.language);
    let source = String::new();
    Document {
        id,
        source,
        url,
        title,
        author,
        published,
        modified,
        outlet,
        section,
        language,
        ..taken
    }
}

fn filled(page: &str, entry: &str) -> String {
    if page.trim().is_empty() { entry.to_owned() } else { page.to_owned() }
}

/// The page's time, unless only the item knows the hour.
fn finer(page: &Option<String>, entry: &Option<String>) -> Option<String> {
    let has_hour = |time: &&String| time.contains('T');
    let found = page.as_ref().filter(has_hour).or(entry.as_ref().filter(has_hour));
    found.or(page.as_ref()).or(entry.as_ref()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str, text: &str, author: &str, published: &str) -> Document {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Document {
            title: title.to_owned(),
            text: text.to_owned(),
            author: given(author),
            published: given(published),
            ..Document::default()
        }
    }

    /// Title, text, author and time of an item and of its page, and what becomes of them.
    fn check(entry: [&str; 4], page: [&str; 4], expected: [&str; 4]) {
        let of =
            |[title, text, author, published]: [&str; 4]| document(title, text, author, published);
        assert_eq!(merged(of(entry), Some(of(page))), of(expected), "{entry:?} {page:?}");
    }

    #[test]
    fn the_longer_text_is_taken() {
        check(["A", "Rain.", "", ""], ["B", "It rained.", "", ""], ["B", "It rained.", "", ""]);
        check(["A", "It rained.", "", ""], ["B", "Rain.", "", ""], ["B", "It rained.", "", ""]);
        check(["A", "Rain.", "", ""], ["", "Snow.", "", ""], ["A", "Snow.", "", ""]);
    }

    #[test]
    fn the_page_knows_better_and_the_item_fills_up() {
        check(["", "", "Ann", ""], ["", "x", "", ""], ["", "x", "Ann", ""]);
        check(["", "", "Ann", ""], ["", "x", "Bo", ""], ["", "x", "Bo", ""]);
        let (day, hour, other) = ("2026-03-04", "2026-03-04T10:00:00Z", "2026-03-04T11:00:00Z");
        check(["", "", "", hour], ["", "x", "", day], ["", "x", "", hour]);
        check(["", "", "", hour], ["", "x", "", other], ["", "x", "", other]);
        check(["", "", "", day], ["", "x", "", ""], ["", "x", "", day]);
    }

    #[test]
    fn the_address_is_that_by_which_it_was_found() {
        let at = |url: &str| Document { url: Some(url.to_owned()), ..Document::default() };
        let found = merged(at("https://a.example/?from=rss"), Some(at("https://a.example/")));
        assert_eq!(found.url.as_deref(), Some("https://a.example/?from=rss"));
        assert_eq!(merged(at("https://a.example/"), None), at("https://a.example/"));
    }

    #[test]
    fn items_are_the_same_by_address_and_changed_by_what_they_say() {
        let entry = |url: Option<&str>, text: &str| {
            let url = url.map(str::to_owned);
            let document = Document { url, ..document("A", text, "", "") };
            Entry::of_feed(document, "https://a.example/rss")
        };
        let url = Some("https://a.example/1");
        assert_eq!(entry(url, "x"), entry(url, "x"));
        assert_eq!(entry(url, "x").key, entry(url, "y").key);
        assert_ne!(entry(url, "x").print, entry(url, "y").print);
        assert_ne!(entry(url, "x").key, entry(None, "x").key);
    }

    #[test]
    fn an_item_without_address_is_called_as_the_feed_calls_it() {
        let mut document = document("A", "x", "", "");
        document.extra.insert("guid".to_owned(), "17".into());
        let entry = Entry::of_feed(document.clone(), "https://a.example/rss");
        assert_eq!(entry.document.id, "https://a.example/rss#17");
        let [one, other] = ["abc", "abd"].map(|key| {
            let source = format!("https://a.example/rss?key={key}");
            Entry::of_feed(document.clone(), &source).document.id
        });
        assert!(one.starts_with("https://a.example/rss?key=…#") && one.ends_with("#17"), "{one}");
        assert_ne!(one, other);
    }

    #[test]
    fn times_of_sitemaps_are_read() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(time(written).as_deref(), expected, "{written}");
        };
        check("2026-03-04", Some("2026-03-04"));
        check("2026-03-04T05:06Z", Some("2026-03-04T05:06:00Z"));
        check("2026-03-04T05:06:07+01:00", Some("2026-03-04T05:06:07+01:00"));
        check("2026-03-04T05:06:07.123Z", Some("2026-03-04T05:06:07Z"));
        check("2026-03-04T05:06:07", None);
        check("2026-03", None);
        check("4 March 2026", None);
        check("2026-03-04Tæøå", None);
    }
}
