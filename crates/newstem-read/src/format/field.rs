//! What other tools call the parts of an article, so that their files need no flags.
//!
//! The names are those of passim, trafilatura, news-please, newspaper, Common Crawl News
//! collections, news interfaces and schema.org. For each of our fields they stand in order: where
//! a record has several, the first that holds something wins and the others survive as extra
//! fields. Letter case, `-`, `_` and blanks are no difference.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::{Map, Value};

/// A part of an article that a record may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The article's id.
    Id,
    /// The headline.
    Title,
    /// The text of the article.
    Text,
    /// A web page to take the text from, where there is none.
    Html,
    /// When it was published.
    Published,
    /// When it was last changed.
    Modified,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// Its address.
    Url,
    /// Its language.
    Language,
    /// The section of the newspaper.
    Section,
}

/// Every field by the name that it has on the command line, with the names that it has elsewhere.
const NAMES: [(Field, &str, &[&str]); 11] = [
    (Field::Id, "id", &["id", "docid", "articleid", "storyid", "storiesid", "uuid", "guid", "uri"]),
    (Field::Title, "title", &["title", "headline", "titlepage", "titlerss", "name"]),
    (
        Field::Text,
        "text",
        &[
            "text",
            "body",
            "maintext",
            "plaintext",
            "articlebody",
            "articletext",
            "fulltext",
            "bodytext",
            "cleanedtext",
            "content",
            "contenttext",
            "article",
            "description",
            "summary",
            "excerpt",
            "abstract",
        ],
    ),
    (Field::Html, "html", &["html", "rawhtml", "contenthtml", "bodyhtml", "pagehtml"]),
    (
        Field::Published,
        "published",
        &[
            "published",
            "datepublish",
            "datepublished",
            "publishdate",
            "publisheddate",
            "publishedat",
            "publishedtime",
            "publicationdate",
            "pubdate",
            "datetime",
            "date",
            "timestamp",
            "time",
            "created",
            "createdat",
        ],
    ),
    (
        Field::Modified,
        "modified",
        &["modified", "datemodify", "datemodified", "modifieddate", "updated", "updatedat"],
    ),
    (
        Field::Outlet,
        "outlet",
        &[
            "outlet",
            "publisher",
            "sitename",
            "sourcehostname",
            "sourcename",
            "medianame",
            "publication",
            "newspaper",
            "series",
            "source",
            "sourcedomain",
            "hostname",
            "domain",
            "site",
        ],
    ),
    (Field::Author, "author", &["author", "authors", "byline", "creator"]),
    (
        Field::Url,
        "url",
        &[
            "url",
            "canonicalurl",
            "link",
            "permalink",
            "articleurl",
            "respondedurl",
            "requestedurl",
            "source",
        ],
    ),
    (Field::Language, "language", &["language", "lang", "inlanguage"]),
    (Field::Section, "section", &["section", "articlesection", "category", "desk"]),
];

impl Field {
    /// The names of all fields, for a person: `id, title, …`.
    pub fn all_names() -> String {
        NAMES.map(|(_, name, _)| name).join(", ")
    }

    fn names_elsewhere(self) -> &'static [&'static str] {
        let named = NAMES.iter().find(|(field, ..)| *field == self);
        named.map_or(&[], |(_, _, names)| names)
    }
}

/// A name that is none of our fields'.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no field {0:?}; fields are {list}", list = Field::all_names())]
pub struct UnknownField(String);

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let named = NAMES.iter().find(|(_, own, _)| *own == name);
        named.map(|(field, ..)| *field).ok_or_else(|| UnknownField(name.to_owned()))
    }
}

/// True where what a record calls `name` may be taken for `field`. `given` are the names that were
/// given to fields.
pub(super) fn may_hold(name: &str, field: Field, given: &BTreeMap<Field, String>) -> bool {
    if let Some(own) = given.get(&field) {
        return own == name;
    }
    let is_known = field.names_elsewhere().contains(&compared(name).as_str());
    is_known && !given.values().any(|taken| taken == name)
}

/// The fields of one record, taken out one by one; what is left at the end is extra.
pub(super) struct Fields<'a> {
    record: Map<String, Value>,
    /// The record's own names by the form in which names are compared.
    keys: BTreeMap<String, String>,
    given: &'a BTreeMap<Field, String>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(record: Map<String, Value>, given: &'a BTreeMap<Field, String>) -> Self {
        let keys = record.keys().map(|key| (compared(key), key.clone())).collect();
        Self { record, keys, given }
    }

    /// Takes the first value of `field` for which `read` gives something.
    pub(super) fn take<T>(&mut self, field: Field, read: fn(&Value) -> Option<T>) -> Option<T> {
        if let Some(name) = self.given.get(&field) {
            return self.take_key(&name.clone(), read);
        }
        field.names_elsewhere().iter().find_map(|name| {
            let key = self.keys.get(*name)?.clone();
            if self.given.values().any(|taken| *taken == key) {
                return None;
            }
            self.take_key(&key, read)
        })
    }

    fn take_key<T>(&mut self, key: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
        let value = read(self.record.get(key)?)?;
        self.record.remove(key);
        Some(value)
    }

    /// What `field` holds that could not be taken, if it is more than nothing.
    pub(super) fn left(&self, field: Field) -> Option<&Value> {
        let key = match self.given.get(&field) {
            Some(name) => name,
            None => self.keys.get(*field.names_elsewhere().first()?)?,
        };
        self.record.get(key).filter(|value| !is_nothing(value))
    }

    /// What no field has taken and is more than nothing.
    pub(super) fn into_extra(mut self) -> Map<String, Value> {
        self.record.retain(|_, value| !is_nothing(value));
        self.record
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn compared(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.'));
    kept.flat_map(char::to_lowercase).collect()
}
