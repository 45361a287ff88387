//! What a page says of itself: linked data first, then meta elements, then what is shown. The
//! time of change is never taken for the time of publication, for who came first is the question.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};

use super::json_ld::{Description, description};
use crate::date::normalise;

/// Names of meta elements with the time of publication, the most reliable first.
const PUBLISHED: [&str; 12] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "date",
];

/// Metadata of a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Metadata {
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: String,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
}

/// Reads the metadata of a page.
pub(super) fn read(html: &str) -> Metadata {
    let page = Page::new(html);
    let outlet = page.outlet();
    Metadata {
        title: without_outlet(&page.title(), outlet.as_deref()),
        url: page.url(),
        author: page.author(),
        published: page.published(),
        outlet,
    }
}

struct Page {
    html: Html,
    metas: BTreeMap<String, String>,
    linked: Description,
}

impl Page {
    fn new(html: &str) -> Self {
        let html = Html::parse_document(html);
        let scripts = texts(&html, "script[type=\"application/ld+json\"]");
        let linked = description(scripts.iter().map(String::as_str)).unwrap_or_default();
        let metas = metas(&html);
        Self { html, metas, linked }
    }

    fn meta(&self, name: &str) -> Option<String> {
        self.metas.get(name).cloned()
    }

    fn outlet(&self) -> Option<String> {
        let publisher = || self.linked.publisher.clone();
        self.meta("og:site_name").or_else(publisher)
    }

    fn url(&self) -> Option<String> {
        let canonical = attribute(&self.html, "link[rel=\"canonical\"]", "href");
        let given = [canonical, self.meta("og:url"), self.linked.url.clone()];
        given.into_iter().flatten().find(|url| url.starts_with("http"))
    }

    fn title(&self) -> String {
        let linked = self.linked.headline.clone();
        let shown = |selector| texts(&self.html, selector).into_iter().next();
        linked
            .or_else(|| self.meta("og:title"))
            .or_else(|| shown("h1"))
            .or_else(|| shown("title"))
            .unwrap_or_default()
    }

    fn author(&self) -> Option<String> {
        let given = [self.linked.author.clone(), self.meta("author"), self.meta("article:author")];
        let mut named = given.into_iter().flatten();
        named.find(|name| !name.starts_with("http"))
    }

    fn published(&self) -> Option<String> {
        let linked = self.linked.published.iter().cloned();
        let metas = PUBLISHED.iter().filter_map(|name| self.meta(name));
        let times = [
            "time[itemprop=\"datePublished\"]",
            "time[pubdate]",
            "article time",
            "main time",
            "time",
        ];
        let shown = times.iter().filter_map(|selector| attribute(&self.html, selector, "datetime"));
        let mut written = linked.chain(metas).chain(shown);
        written.find_map(|time| normalise(&time))
    }
}

fn metas(html: &Html) -> BTreeMap<String, String> {
    let mut metas = BTreeMap::new();
    for element in elements(html, "meta[content]") {
        let content = element.attr("content").unwrap_or_default().trim();
        let names = ["property", "name", "itemprop"].iter().filter_map(|kind| element.attr(kind));
        for name in names.filter(|_| !content.is_empty()) {
            let entry = metas.entry(name.trim().to_ascii_lowercase());
            entry.or_insert_with(|| content.to_owned());
        }
    }
    metas
}

fn elements<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector);
    selector.map_or_else(|_| Vec::new(), |selector| html.select(&selector).collect())
}

/// The text of each element that `selector` finds, white space drawn together.
fn texts(html: &Html, selector: &str) -> Vec<String> {
    let text = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let found = elements(html, selector).into_iter().map(text);
    found.filter(|text| !text.is_empty()).collect()
}

fn attribute(html: &Html, selector: &str, name: &str) -> Option<String> {
    let found = elements(html, selector);
    found.iter().find_map(|element| element.attr(name)).map(str::to_owned)
}

/// A title without the name of the outlet that pages hang on it: `Rain stops play | Valley Post`.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let Some(head) = outlet.and_then(|outlet| title.strip_suffix(outlet)) else {
        return title.to_owned();
    };
    let bare = head.trim_end().trim_end_matches(['|', '-', '–', '—', '•', ':', '»']);
    if bare.len() < head.trim_end().len() { bare.trim_end().to_owned() } else { title.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_data_comes_before_meta_and_meta_before_what_is_shown() {
        let linked = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2026-04-13T10:00:00+02:00\", \"dateModified\": \"2026-04-14T10:00:00Z\"}</script>";
        let meta = "<meta property='article:published_time' content='2026-04-13T09:00:00Z'>";
        let shown = "<article><time datetime='2026-04-12'>yesterday</time></article>";
        let check = |html: &str, expected: Option<&str>| {
            assert_eq!(read(html).published.as_deref(), expected);
        };
        check(&format!("{shown}{meta}{linked}"), Some("2026-04-13T08:00:00Z"));
        check(&format!("{shown}{meta}"), Some("2026-04-13T09:00:00Z"));
        check(shown, Some("2026-04-12"));
        check("<meta property='article:modified_time' content='2026-04-13T09:00:00Z'>", None);
    }

    #[test]
    fn the_title_goes_without_the_name_of_the_outlet() {
        let head = "<meta property='og:site_name' content='Valley Post'><title>Rain stops play | Valley Post</title>";
        let found = read(head);
        assert_eq!(found.title, "Rain stops play");
        assert_eq!(found.outlet.as_deref(), Some("Valley Post"));
    }

    #[test]
    fn the_address_is_the_canonical_one() {
        let head = "<meta property='og:url' content='https://valley.example/b'><link rel='canonical' href='https://valley.example/a'>";
        assert_eq!(read(head).url.as_deref(), Some("https://valley.example/a"));
    }

    #[test]
    fn an_address_is_no_author() {
        let head = "<meta name='article:author' content='https://social.example/x'><meta name='author' content='A. Bee'>";
        assert_eq!(read(head).author.as_deref(), Some("A. Bee"));
    }
}
