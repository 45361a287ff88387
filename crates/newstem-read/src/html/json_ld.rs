//! Linked data in a page: the schema.org object that describes the article, from the scripts of
//! type `application/ld+json`. Of all metadata it names the time of publication most truly.
//!
//! Pages nest the article anywhere (in a list, a `@graph`, a `mainEntity`) and let it point to its
//! author by `@id`, so all objects are gone through first. A script that is no JSON is mended; what
//! still cannot be parsed says nothing. Fields are not fished out of it by pattern, since a date
//! found so may belong to another article.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::mend::mended;

/// Objects deeper than this are not looked at.
const DEPTH_MAX: usize = 16;
/// More objects than this are not looked at.
const OBJECTS_MAX: usize = 2000;

/// What an object of linked data says of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Description {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) url: Option<String>,
}

/// The linked data of a page: its articles in their order, and the trail that leads to it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct LinkedData {
    /// Descriptions of articles, the page's own before those that it lists.
    pub(super) articles: Vec<Description>,
    /// The names of the sections above the page, the highest first.
    pub(super) trail: Vec<String>,
}

/// Reads the linked data of all `scripts` of a page.
pub(super) fn read(scripts: &[String]) -> LinkedData {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let mut things = Things::default();
    for value in &values {
        things.gather(value, 0);
    }
    let articles = things.all.iter().filter(|thing| is_a(thing, is_article));
    let trail = things.all.iter().find(|thing| is_a(thing, |name| name == "BreadcrumbList"));
    LinkedData {
        articles: articles.map(|article| things.description(article)).collect(),
        trail: trail.map(|trail| names_on_trail(trail)).unwrap_or_default(),
    }
}

fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let one_line = script.replace(|c: char| c.is_control(), " ");
    first_value(&one_line).or_else(|| first_value(&mended(script)))
}

/// The first value of a text, whatever follows it.
fn first_value(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok()
}

/// All objects of a page, and those that are called by name.
#[derive(Default)]
struct Things<'a> {
    all: Vec<&'a Map<String, Value>>,
    by_id: BTreeMap<&'a str, &'a Map<String, Value>>,
}

impl<'a> Things<'a> {
    fn gather(&mut self, value: &'a Value, depth: usize) {
        if depth > DEPTH_MAX || self.all.len() > OBJECTS_MAX {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value, depth + 1)),
            Value::Object(object) => {
                self.add(object);
                object.values().for_each(|value| self.gather(value, depth + 1));
            }
            _ => {}
        }
    }

    fn add(&mut self, object: &'a Map<String, Value>) {
        self.all.push(object);
        let id = object.get("@id").and_then(Value::as_str);
        if let Some(id) = id.filter(|_| object.contains_key("name")) {
            self.by_id.entry(id).or_insert(object);
        }
    }

    fn description(&self, object: &Map<String, Value>) -> Description {
        let text = |name: &str| object.get(name).and_then(first_text);
        let names =
            |name: &str| object.get(name).map(|value| self.names(value)).unwrap_or_default();
        let mut authors = names("author");
        if authors.is_empty() {
            authors = names("creator");
        }
        Description {
            headline: text("headline").or_else(|| text("name")),
            published: text("datePublished"),
            modified: text("dateModified"),
            authors,
            publisher: names("publisher").into_iter().next(),
            section: text("articleSection"),
            url: text("url").or_else(|| object.get("mainEntityOfPage").and_then(address_of)),
        }
    }

    /// The names in a value: a text, a thing, a thing called by its id, or several.
    fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(text) => filled(text).into_iter().collect(),
            Value::Object(thing) => self.name(thing).into_iter().collect(),
            Value::Array(things) => {
                let single = things.iter().filter(|thing| !thing.is_array());
                single.flat_map(|thing| self.names(thing)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn name(&self, thing: &Map<String, Value>) -> Option<String> {
        let own = thing.get("name").and_then(first_text);
        let id = || thing.get("@id").and_then(Value::as_str);
        own.or_else(|| self.by_id.get(id()?)?.get("name").and_then(first_text))
    }
}

fn is_a(object: &Map<String, Value>, wanted: fn(&str) -> bool) -> bool {
    let matches = |value: &Value| value.as_str().is_some_and(wanted);
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(matches),
        Some(one) => matches(one),
        None => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
}

/// A text, or the first of several.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(text),
        Value::Array(values) => values.iter().find_map(|value| value.as_str().and_then(filled)),
        _ => None,
    }
}

/// Words as a page would show them: scripts often hold the entities of HTML.
fn filled(text: &str) -> Option<String> {
    let text = super::page::decoded(text);
    let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn address_of(value: &Value) -> Option<String> {
    let address = value.as_str().or_else(|| value.get("@id")?.as_str())?;
    address.starts_with("http").then(|| address.to_owned())
}

fn names_on_trail(trail: &Map<String, Value>) -> Vec<String> {
    let items = trail.get("itemListElement").and_then(Value::as_array);
    let name = |item: &Value| {
        let named = item.get("name").or_else(|| item.get("item")?.get("name"));
        named.and_then(first_text)
    };
    items.map(|items| items.iter().filter_map(name).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(script: &str) -> Description {
        read(&[script.to_owned()]).articles.into_iter().next().unwrap_or_default()
    }

    fn check(script: &str, published: Option<&str>, authors: &[&str]) {
        let found = first(script);
        assert_eq!(found.published.as_deref(), published, "{script}");
        assert_eq!(found.authors, authors, "{script}");
    }

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        check(
            "{\"@type\": \"NewsArticle\", \"datePublished\": \"2026-04-13\"}",
            Some("2026-04-13"),
            &[],
        );
        check(
            "{\"@graph\": [{\"@type\": \"WebSite\"}, {\"@type\": [\"Article\"], \"datePublished\": \"2026-04-13\", \"dateModified\": \"2026-04-15\"}]}",
            Some("2026-04-13"),
            &[],
        );
        check(
            "{\"@type\": \"WebPage\", \"mainEntity\": {\"@type\": \"ReportageNewsArticle\", \"datePublished\": \"2026-04-13\"}}",
            Some("2026-04-13"),
            &[],
        );
        check(
            "[{\"@type\": \"Article\", \"author\": [{\"name\": \"A. Bee\"}, \"C. Dee\"]}];",
            None,
            &["A. Bee", "C. Dee"],
        );
    }

    #[test]
    fn things_are_called_by_their_id() {
        check(
            "[{\"@type\": \"Article\", \"author\": {\"@id\": \"#bee\"}}, {\"@id\": \"#bee\", \"name\": \"A. Bee\"}]",
            None,
            &["A. Bee"],
        );
    }

    #[test]
    fn broken_scripts_are_mended() {
        let published = Some("2026-04-13");
        check("{\"@type\": \"Article\",\n\"datePublished\": \"2026-04-13\",\n}", published, &[]);
        check(
            "{\"@type\": \"Article\", \"image\": , \"datePublished\": \"2026-04-13\"}",
            published,
            &[],
        );
        check("{\"@type\": \"Article\", \"datePublished\": \"2026-04-13\"}}", published, &[]);
        check(
            "{\"@type\": \"Article\", \"name\": \"a\nb, ]\", \"x\": [1,], \"datePublished\": \"2026-04-13\"}",
            published,
            &[],
        );
    }

    #[test]
    fn entities_are_read_as_a_page_shows_them() {
        let found =
            first("{\"@type\": \"Article\", \"headline\": \"Rain &amp; &#8216;ice&#8217;\"}");
        assert_eq!(found.headline.as_deref(), Some("Rain & ‘ice’"));
    }

    #[test]
    fn what_is_broken_or_no_article_says_nothing() {
        check("{\"@type\": \"WebSite\", \"datePublished\": \"2026-04-13\"}", None, &[]);
        check("{\"@type\": ", None, &[]);
        check(&"[".repeat(100_000), None, &[]);
    }

    #[test]
    fn a_trail_names_its_sections() {
        let trail = "{\"@type\": \"BreadcrumbList\", \"itemListElement\": [{\"name\": \"News\"}, {\"item\": {\"name\": \"Rain\"}}]}";
        assert_eq!(read(&[trail.to_owned()]).trail, ["News", "Rain"]);
    }
}
