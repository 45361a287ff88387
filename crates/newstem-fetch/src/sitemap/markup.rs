//! The forms in XML: `urlset` and `sitemapindex`.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};

use super::{Found, SitemapEntry, SitemapKind};

/// What an element says of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Url,
    LastModified,
    Published,
    Title,
}

/// Reads what `text` holds, as far as it goes.
pub(super) fn read(text: &str, found: &mut Found<'_>) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut walk = Walk::default();
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return walk.break_off(&format!("it breaks off: {error}"), found),
        };
        match walk.take(event, found) {
            Next::More => {}
            Next::Over => return,
        }
    }
}

/// Whether there is anything left to read.
enum Next {
    More,
    Over,
}

/// Where in the markup we are.
#[derive(Debug, Default)]
struct Walk {
    depth: usize,
    has_root: bool,
    /// How many entries were begun.
    number: usize,
    entry: Option<SitemapEntry>,
    field: Option<Field>,
    value: String,
}

impl Walk {
    fn take(&mut self, event: Event<'_>, found: &mut Found<'_>) -> Next {
        let limit = found.limits.value_bytes_max;
        match event {
            Event::Start(tag) => return self.open(tag.name().as_ref(), found),
            Event::End(tag) => return self.close(tag.name().as_ref(), found),
            Event::Empty(tag) => {
                if !self.has_root {
                    return self.root(tag.name().as_ref(), found);
                }
            }
            Event::Text(text) => self.text(&text.into_inner(), limit),
            Event::CData(text) => self.text(&text.into_inner(), limit),
            Event::GeneralRef(name) => self.reference(&name, limit),
            Event::Eof => return self.end(found),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Next::More
    }

    fn open(&mut self, name: &str, found: &mut Found<'_>) -> Next {
        if !self.has_root {
            self.depth = 1;
            return self.root(name, found);
        }
        self.depth += 1;
        if self.depth > found.limits.depth_max {
            self.break_off("elements are nested too deep", found);
            return Next::Over;
        }
        if is_entry(name) {
            return self.begin(found);
        }
        self.field = self.entry.as_ref().and_then(|_| field_of(name));
        self.value.clear();
        Next::More
    }

    fn root(&mut self, name: &str, found: &mut Found<'_>) -> Next {
        self.has_root = true;
        found.sitemap.kind = match own(name) {
            "urlset" => SitemapKind::Pages,
            "sitemapindex" => SitemapKind::Index,
            _ => {
                found.problem(None, "it is no sitemap");
                return Next::Over;
            }
        };
        Next::More
    }

    /// Begins an entry; one that is still open ends here.
    fn begin(&mut self, found: &mut Found<'_>) -> Next {
        self.finish(found);
        if found.is_full() {
            found.tell_full();
            return Next::Over;
        }
        self.number += 1;
        self.entry = Some(SitemapEntry::default());
        self.field = None;
        Next::More
    }

    fn close(&mut self, name: &str, found: &mut Found<'_>) -> Next {
        self.depth = self.depth.saturating_sub(1);
        if let Some(field) = self.field.take() {
            self.set(field);
        }
        if is_entry(name) {
            self.finish(found);
        }
        Next::More
    }

    /// Gives the field what was gathered, if it has nothing yet.
    fn set(&mut self, field: Field) {
        let value = std::mem::take(&mut self.value).trim().to_owned();
        let Some(entry) = self.entry.as_mut().filter(|_| !value.is_empty()) else { return };
        match field {
            Field::Url if entry.url.is_empty() => entry.url = value,
            Field::Url => {}
            Field::LastModified => entry.last_modified = entry.last_modified.take().or(Some(value)),
            Field::Published => entry.published = entry.published.take().or(Some(value)),
            Field::Title => entry.title = entry.title.take().or(Some(value)),
        }
    }

    /// Takes text for the field that is open. It stops growing once it is longer than any value
    /// may be; an address that is cut so is then found too long.
    fn text(&mut self, text: &str, limit: usize) {
        if self.field.is_some() && self.value.len() <= limit {
            let room = limit + 1 - self.value.len();
            self.value.push_str(&text[..text.floor_char_boundary(room.min(text.len()))]);
        }
    }

    /// Entities that a file declares itself stand for nothing.
    fn reference(&mut self, reference: &BytesRef<'_>, limit: usize) {
        let character = reference.resolve_char_ref().ok().flatten();
        match character {
            Some(character) => self.text(character.encode_utf8(&mut [0; 4]), limit),
            None => self.text(resolve_xml_entity(reference).unwrap_or_default(), limit),
        }
    }

    fn finish(&mut self, found: &mut Found<'_>) {
        if let Some(entry) = self.entry.take() {
            found.add(entry, self.number);
        }
        self.field = None;
    }

    fn end(&mut self, found: &mut Found<'_>) -> Next {
        if self.entry.is_some() {
            self.break_off("it breaks off", found);
        } else if !self.has_root {
            found.problem(None, "it is no sitemap");
        }
        Next::Over
    }

    /// Leaves the entry that is open, of which nobody knows what is missing.
    fn break_off(&mut self, reason: &str, found: &mut Found<'_>) {
        let number = self.entry.take().map(|_| self.number);
        found.problem(number, reason);
    }
}

fn is_entry(name: &str) -> bool {
    matches!(own(name), "url" | "sitemap")
}

/// Other vocabularies have a `loc` and a `title` of their own, of images and videos.
fn field_of(name: &str) -> Option<Field> {
    match own(name) {
        "loc" => Some(Field::Url),
        "lastmod" => Some(Field::LastModified),
        "news:publication_date" | "n:publication_date" => Some(Field::Published),
        "news:title" | "n:title" => Some(Field::Title),
        _ => None,
    }
}

/// A name without the prefixes that some programs give the protocol's own elements.
fn own(name: &str) -> &str {
    ["sm:", "ns0:"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}
