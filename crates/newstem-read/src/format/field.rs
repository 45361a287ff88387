//! What other tools call the parts of an article, so that their files need no flags.
//!
//! The names are those of passim, trafilatura, news-please, newspaper, Common Crawl News
//! collections, news interfaces and schema.org. For each of our fields they stand in order: where
//! a record has several, the first that holds something wins and the others survive as extra
//! fields. Letter case, `-`, `_` and blanks are no difference.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

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
    let is_known = known_as(name).iter().any(|known| known.field == field);
    is_known && !given.values().any(|taken| taken == name)
}

/// What records may call a field.
struct KnownName {
    /// In the form in which names are compared.
    name: &'static str,
    field: Field,
    /// The name's place among those of its field.
    rank: usize,
}

/// All names, sorted: a record of ten values must not cost a hundred comparisons. Shorter ones
/// stand first, since most names are told apart by their lengths alone.
static KNOWN_NAMES: LazyLock<Vec<KnownName>> = LazyLock::new(|| {
    let of_field = |(field, _, names): (Field, &str, &'static [&'static str])| {
        let ranked = names.iter().enumerate();
        ranked.map(move |(rank, name)| KnownName { name, field, rank })
    };
    let mut known: Vec<KnownName> = NAMES.into_iter().flat_map(of_field).collect();
    known.sort_by_key(|known| (known.name.len(), known.name, known.field));
    known
});

/// The fields that a record's `name` may stand for.
fn known_as(name: &str) -> &'static [KnownName] {
    let name = compared(name);
    let is_before = |known: &KnownName| (known.name.len(), known.name) < (name.len(), &*name);
    let start = KNOWN_NAMES.partition_point(is_before);
    let rest = KNOWN_NAMES.get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|known| known.name == name.as_ref()).count();
    &rest[..count]
}

/// The fields of one record, taken out one by one; what is left at the end is extra.
///
/// The record is a list here. As a map it cost two look-ups by name and a copy of the name for each
/// field, which with the copy of the text was a tenth of the time of reading Parquet.
pub(super) struct Fields<'a> {
    /// The record by name and value. A value that was taken has become null.
    record: Vec<(String, Value)>,
    candidates: Vec<Candidate>,
    given: &'a BTreeMap<Field, String>,
}

/// A part of the record that may stand for a field.
struct Candidate {
    field: Field,
    rank: usize,
    /// Its place in the record.
    place: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn new(record: Map<String, Value>, given: &'a BTreeMap<Field, String>) -> Self {
        let record: Vec<(String, Value)> = record.into_iter().collect();
        let mut candidates = Vec::with_capacity(record.len());
        for (place, (key, _)) in record.iter().enumerate() {
            if given.values().any(|taken| taken == key) {
                continue;
            }
            let known = known_as(key).iter();
            candidates.extend(known.map(|known| Candidate {
                field: known.field,
                rank: known.rank,
                place,
            }));
        }
        candidates.sort_by_key(|candidate| (candidate.field, candidate.rank));
        Self { record, candidates, given }
    }

    /// Takes the first value of `field` for which `read` gives something.
    pub(super) fn take<T>(&mut self, field: Field, read: fn(&Value) -> Option<T>) -> Option<T> {
        self.take_out(field, |value| read(value))
    }

    /// The same where `read` may take parts out of the value, as long texts should not be copied.
    pub(super) fn take_out<T>(
        &mut self,
        field: Field,
        read: impl Fn(&mut Value) -> Option<T>,
    ) -> Option<T> {
        if let Some(name) = self.given.get(&field) {
            let (_, value) = self.record.iter_mut().find(|(key, _)| key == name)?;
            return take_value(value, read);
        }
        let record = &mut self.record;
        let mut own = self.candidates.iter().filter(|candidate| candidate.field == field);
        own.find_map(|candidate| take_value(&mut record[candidate.place].1, &read))
    }

    /// What `field` holds that could not be taken, if it is more than nothing.
    pub(super) fn left(&self, field: Field) -> Option<&Value> {
        let is_own = |candidate: &&Candidate| candidate.field == field && candidate.rank == 0;
        let (_, value) = match self.given.get(&field) {
            Some(name) => self.record.iter().find(|(key, _)| key == name)?,
            None => self.record.get(self.candidates.iter().find(is_own)?.place)?,
        };
        Some(value).filter(|value| !is_nothing(value))
    }

    /// What no field has taken and is more than nothing.
    pub(super) fn into_extra(self) -> Map<String, Value> {
        self.record.into_iter().filter(|(_, value)| !is_nothing(value)).collect()
    }
}

fn take_value<T>(value: &mut Value, read: impl Fn(&mut Value) -> Option<T>) -> Option<T> {
    let read = read(value)?;
    *value = Value::Null;
    Some(read)
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

fn compared(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(name);
    }
    let kept = name.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | '.'));
    Cow::Owned(kept.flat_map(char::to_lowercase).collect())
}
