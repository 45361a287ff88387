//! One entry of a feed in XML as a document.

use serde_json::Value;
use url::Url;

use super::Channel;
use super::markup::Element;
use crate::document::Document;
use crate::format::fragment::{self, Fragment};
use crate::format::posted;
use crate::html;
use crate::input::{Fault, ReadOptions};
use crate::language;
use crate::outlet::domain;

/// What holds an article, the fullest first.
const TEXTS: [&str; 6] =
    ["content:encoded", "content", "atom:content", "xhtml:body", "description", "summary"];
const PUBLISHED: [&str; 6] =
    ["pubdate", "published", "dc:date", "dcterms:created", "dcterms:issued", "issued"];
const MODIFIED: [&str; 4] = ["updated", "atom:updated", "dcterms:modified", "modified"];
const AUTHORS: [&str; 4] = ["dc:creator", "author", "atom:author", "itunes:author"];
const LINKS: [&str; 4] = ["feedburner:origlink", "link", "atom:link", "guid"];
const SECTIONS: [&str; 2] = ["category", "dc:subject"];
const SOURCES: [&str; 2] = ["source", "dc:source"];
/// Longest value of an unknown field that is kept, in bytes.
const EXTRA_BYTES_MAX: usize = 10_000;
pub(super) const FIELDS: &str = "an entry has a title or a text";

/// The document of an entry, and what of it could not be read.
pub(super) fn document(
    entry: &Element<'_>,
    channel: &Channel,
    options: &ReadOptions,
) -> Result<(Document, Vec<Fault>), Fault> {
    let mut fields = Fields { all: closed(entry.children())?, is_atom: channel.is_atom };
    let mut faults = Vec::new();
    let mut document = fields.content(options, &mut faults)?;
    let title = fields.title();
    if !title.is_empty() {
        document.title = title;
    }
    if document.title.is_empty() && document.text.is_empty() {
        return Err(Fault::new("the entry has neither title nor text", FIELDS));
    }
    document.url = fields.address(channel).or(document.url);
    document.published = posted::time_or_fault("published", fields.take(&PUBLISHED), &mut faults);
    document.modified = posted::time_or_fault("modified", fields.take(&MODIFIED), &mut faults);
    document.author = fields.authors().or(document.author);
    let given = entry.tag.attribute("xml:lang").or_else(|| fields.take(&["dc:language"]));
    let given = given.and_then(|tag| language::normalise(&tag));
    document.language = given.or_else(|| channel.language.clone());
    document.outlet = channel.title.clone();
    fields.describe_source(&mut document);
    fields.describe_sections(&mut document);
    fields.keep_rest(&mut document);
    Ok((document, faults))
}

/// The elements of an entry, if all of them end: one that does not has swallowed what follows it.
fn closed(elements: Vec<Element<'_>>) -> Result<Vec<Element<'_>>, Fault> {
    match elements.iter().find(|element| !element.is_closed) {
        Some(open) => {
            let name: String = open.tag.name.chars().take(40).collect();
            Err(Fault::new(format!("<{name}> does not end within the entry"), FIELDS))
        }
        None => Ok(elements),
    }
}

/// The document as entry `number` of the feed called `name`.
pub(super) fn numbered(document: Document, name: &str, number: usize) -> Document {
    let id = format!("{name}#{number}");
    Document { source: id.clone(), id, ..document }
}

/// The text of an element that holds one line.
pub(super) fn line(element: &Element<'_>) -> String {
    fragment::line(&element.html())
}

/// The address that a link gives: as its text or, in Atom, as an attribute.
pub(super) fn address_of(link: &Element<'_>) -> Option<String> {
    let relation = link.tag.attribute("rel").unwrap_or_default();
    if !matches!(relation.as_str(), "" | "alternate") {
        return None;
    }
    if link.tag.is("guid") && link.tag.attribute("isPermaLink").is_some_and(|is| is == "false") {
        return None;
    }
    let address = link.tag.attribute("href").unwrap_or_else(|| link.text());
    Some(address.trim().to_owned()).filter(|address| !address.is_empty())
}

/// The elements of an entry; they are taken out as they are read.
struct Fields<'a> {
    all: Vec<Element<'a>>,
    is_atom: bool,
}

impl<'a> Fields<'a> {
    /// Takes all elements of the first of `names` that there is.
    fn take_all(&mut self, names: &[&str]) -> Vec<Element<'a>> {
        let is_there = |name: &&&str| self.all.iter().any(|field| field.tag.is(name));
        let Some(name) = names.iter().find(is_there) else {
            return Vec::new();
        };
        self.all.extract_if(.., |field| field.tag.is(name)).collect()
    }

    /// Takes the text of the first of `names` that holds any.
    fn take(&mut self, names: &[&str]) -> Option<String> {
        let texts = names.iter().flat_map(|name| self.take_all(&[name])).map(|field| field.text());
        texts.map(|text| text.trim().to_owned()).find(|text| !text.is_empty())
    }

    fn title(&mut self) -> String {
        let title = self.take_all(&["title", "atom:title", "dc:title"]).into_iter().next();
        title
            .map(|title| if self.is_plain(&title) { title.text() } else { line(&title) })
            .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    }

    /// True of text that is not HTML: Atom says what is.
    fn is_plain(&self, field: &Element<'_>) -> bool {
        let kind = field.tag.attribute("type").unwrap_or_default();
        self.is_atom && matches!(kind.as_str(), "" | "text" | "text/plain")
    }

    /// The text of the fullest of the elements that may hold the article.
    fn content(
        &mut self,
        options: &ReadOptions,
        faults: &mut Vec<Fault>,
    ) -> Result<Document, Fault> {
        for name in TEXTS {
            for field in self.take_all(&[name]) {
                let is_plain = self.is_plain(&field);
                let found = if is_plain {
                    of_text(&field.text())
                } else {
                    of_html(&field.html(), options, faults)?
                };
                if !found.text.is_empty() {
                    return Ok(found);
                }
            }
        }
        Ok(Document::default())
    }

    fn address(&mut self, channel: &Channel) -> Option<String> {
        let links = LINKS.iter().flat_map(|name| {
            self.all.iter().filter(|field| field.tag.is(name)).filter_map(address_of)
        });
        let mut absolute = links.filter_map(|link| absolute(&link, channel.url.as_deref()));
        absolute.next()
    }

    fn authors(&mut self) -> Option<String> {
        let names = self.take_all(&AUTHORS).iter().filter_map(author).collect::<Vec<_>>();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// Says where a feed that gathers from others has the entry from: the name is the outlet's if
    /// the entry leads there, else a source that the outlet names.
    fn describe_source(&mut self, document: &mut Document) {
        let Some(source) = self.take_all(&SOURCES).into_iter().next() else {
            return;
        };
        let title = source.children().iter().find(|child| child.tag.is("title")).map(line);
        let name = title.unwrap_or_else(|| line(&source));
        if name.is_empty() || document.outlet.as_ref() == Some(&name) {
            return;
        }
        let at = source.tag.attribute("url").and_then(|url| domain(&url));
        if at.is_some() && at == document.url.as_deref().and_then(domain) {
            document.outlet = Some(name);
        } else {
            document.credit_lines.push(format!("Source: {name}"));
        }
    }

    /// The first category is the section; all of them are kept where there are more.
    fn describe_sections(&mut self, document: &mut Document) {
        let name = |field: &Element<'_>| {
            let label = field.tag.attribute("label").or_else(|| field.tag.attribute("term"));
            label.unwrap_or_else(|| line(field))
        };
        let fields = self.take_all(&SECTIONS);
        let names: Vec<String> = fields.iter().map(name).filter(|name| !name.is_empty()).collect();
        document.section = names.first().cloned();
        if names.len() > 1 {
            document.extra.insert("categories".to_owned(), Value::from(names));
        }
    }

    /// Keeps the text of every field that has had no meaning so far.
    fn keep_rest(&mut self, document: &mut Document) {
        for field in self.all.drain(..).filter(|field| !field.tag.is("link")) {
            let text = field.text();
            let text = text.trim();
            if !text.is_empty() && text.len() <= EXTRA_BYTES_MAX {
                let entry = document.extra.entry(field.tag.name);
                entry.or_insert_with(|| Value::from(text));
            }
        }
    }
}

/// The name of an author: an element of its own, what stands in brackets behind an address, or
/// all there is if it is no address.
fn author(field: &Element<'_>) -> Option<String> {
    let name = field
        .children()
        .iter()
        .find(|child| child.tag.is("name") || child.tag.is("atom:name"))
        .map(line);
    let written = name.unwrap_or_else(|| line(field));
    let written = written.trim();
    let bracketed = written.strip_suffix(')').and_then(|text| text.split_once('('));
    let name = match bracketed {
        Some((address, name)) if address.contains('@') => name.trim(),
        _ if written.contains('@') => "",
        _ => written,
    };
    (!name.is_empty()).then(|| name.to_owned())
}

fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    if address.starts_with("http://") || address.starts_with("https://") {
        return Some(address.to_owned());
    }
    let base = Url::parse(base?).ok()?;
    base.join(address).ok().map(String::from).filter(|url| url.starts_with("http"))
}

/// An article in HTML: a piece of it, or a whole page.
pub(super) fn of_html(
    html: &str,
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Result<Document, Fault> {
    let start = html.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return html::document(html.as_bytes(), None, options, faults);
    }
    let Fragment { text, captions } = fragment::read(html);
    Ok(Document { text, captions, ..Document::default() })
}

/// An article in plain text.
pub(super) fn of_text(text: &str) -> Document {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Document { text: lines.collect::<Vec<_>>().join("\n"), ..Document::default() }
}
