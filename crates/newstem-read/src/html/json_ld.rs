//! Linked data in a page: the schema.org object that describes the article, from the scripts of
//! type `application/ld+json`. Of all metadata it names the time of publication most truly.

use serde_json::{Map, Value};

/// What an object of linked data says of an article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Description {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
}

/// The description of the article in the first of `scripts` that has one.
pub(super) fn description<'a>(scripts: impl Iterator<Item = &'a str>) -> Option<Description> {
    scripts.filter_map(parsed).find_map(|value| described(&value))
}

/// Raw line breaks inside strings are the commonest fault of such scripts.
fn parsed(script: &str) -> Option<Value> {
    let one_line = script.replace(|c: char| c.is_control(), " ");
    serde_json::from_str(one_line.trim().trim_end_matches(';')).ok()
}

fn described(value: &Value) -> Option<Description> {
    match value {
        Value::Array(values) => values.iter().find_map(described),
        Value::Object(object) if is_article(object) => Some(description_of(object)),
        Value::Object(object) => object.get("@graph").and_then(described),
        _ => None,
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_article_type = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        name.ends_with("Article") || name.ends_with("BlogPosting")
    };
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_article_type),
        Some(one) => is_article_type(one),
        None => false,
    }
}

fn description_of(object: &Map<String, Value>) -> Description {
    let field = |name: &str| object.get(name).and_then(name_of);
    Description {
        headline: field("headline").or_else(|| field("name")),
        published: field("datePublished"),
        author: field("author"),
        publisher: field("publisher"),
        url: field("url").or_else(|| object.get("mainEntityOfPage").and_then(address_of)),
    }
}

/// A text, the name of a thing, or the names of several.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(thing) => thing.get("name").and_then(Value::as_str).map(str::to_owned),
        Value::Array(things) => {
            let names: Vec<String> =
                things.iter().filter(|thing| !thing.is_array()).filter_map(name_of).collect();
            Some(names.join(", ")).filter(|names| !names.is_empty())
        }
        _ => None,
    }
}

fn address_of(value: &Value) -> Option<String> {
    let address = value.as_str().or_else(|| value.get("@id")?.as_str())?;
    address.starts_with("http").then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, published: Option<&str>, author: Option<&str>) {
        let found = description([script].into_iter()).unwrap_or_default();
        assert_eq!(found.published.as_deref(), published);
        assert_eq!(found.author.as_deref(), author);
    }

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        check(
            "{\"@type\": \"NewsArticle\", \"datePublished\": \"2026-04-13\"}",
            Some("2026-04-13"),
            None,
        );
        check(
            "{\"@graph\": [{\"@type\": \"WebSite\"}, {\"@type\": [\"Article\"], \"datePublished\": \"2026-04-13\", \"dateModified\": \"2026-04-15\"}]}",
            Some("2026-04-13"),
            None,
        );
        check(
            "[{\"@type\": \"Article\", \"author\": [{\"name\": \"A. Bee\"}, \"C. Dee\"]}];",
            None,
            Some("A. Bee, C. Dee"),
        );
    }

    #[test]
    fn what_is_broken_or_no_article_says_nothing() {
        check("{\"@type\": \"WebSite\", \"datePublished\": \"2026-04-13\"}", None, None);
        check("{\"@type\": ", None, None);
        check(&"[".repeat(100_000), None, None);
    }
}
