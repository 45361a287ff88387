//! Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom and JSON Feed. Each entry is an article.
//!
//! All three languages of XML are read by one walk, which knows no schema: entries are `item` or
//! `entry` wherever they stand, and what each language calls a field is a list of names, prefixes
//! included as everyone writes them. An entry that is broken costs itself, as the next begins
//! where its tag does; a feed that is cut off gives what came before.
//!
//! An entry may hold the whole article or a teaser, and does not say which.

mod entry;
mod json;
mod markup;

use crate::input::{Fault, NotText, ReadOptions, Source, decode};
use crate::language;
use crate::sink::Sink;
use entry::document;
pub(super) use json::{is_json_feed, read_json};
use markup::{Element, Tag, Token, Tokens};

const COMPLETE: &str = "fetch the feed again; the entries around it are read";
/// A feed declares its encoding within so many first bytes.
const DECLARATION_BYTES: usize = 256;

/// What a feed says of itself, which its entries inherit.
#[derive(Debug, Default)]
struct Channel {
    title: Option<String>,
    url: Option<String>,
    language: Option<String>,
    /// True of Atom, where text is not HTML unless it says so.
    is_atom: bool,
}

/// Reads every entry of a feed as an article.
pub(super) fn read(mut source: Source<'_>, sink: &mut dyn Sink) {
    let (name, options) = (source.name.clone(), source.options);
    let (bytes, cut) = source.beginning(options.feed_bytes_max);
    match decode(&bytes, declared_encoding(&bytes).as_deref()) {
        Ok(text) => {
            let offset = place_of(&text, &bytes);
            Feed { name: &name, options, offset, number: 0 }.read(&text, sink);
        }
        Err(_) if cut.is_some() => {}
        Err(why) => sink.problem(not_text(why).in_file(&name)),
    }
    if let Some(fault) = cut {
        sink.problem(fault.in_file(&name));
    }
}

fn not_text(why: NotText) -> Fault {
    let reason = match why {
        NotText::Empty => "the feed is empty",
        NotText::Binary => "the feed is not text",
    };
    Fault::new(reason, COMPLETE)
}

/// How far `text` begins into the `bytes` that it was decoded from. Only of UTF-8 are the places
/// in the text those in the file.
fn place_of(text: &str, bytes: &[u8]) -> Option<u64> {
    let mark = bytes.len().checked_sub(text.len())?;
    (bytes.get(mark..) == Some(text.as_bytes())).then_some(mark as u64)
}

/// The name behind `encoding=` in the first line of a feed.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    Some(value.split(['"', '\'']).nth(1)?.to_owned())
}

/// A feed that is being read.
struct Feed<'a> {
    name: &'a str,
    options: &'a ReadOptions,
    /// Where the text begins in the file, in bytes, where that is known.
    offset: Option<u64>,
    /// The number of the entry read last, counted from 1.
    number: usize,
}

impl Feed<'_> {
    fn read(&mut self, text: &str, sink: &mut dyn Sink) {
        let mut tokens = Tokens::new(text);
        let mut channel = Channel::default();
        loop {
            let start = tokens.at();
            match tokens.next() {
                Some(Token::Open(tag)) if is_entry(&tag) => {
                    self.number += 1;
                    let entry = tokens.element(tag, is_entry);
                    self.add(&entry, &channel, start, sink);
                }
                Some(Token::Open(tag)) => channel.read(tag, &mut tokens),
                Some(_) => {}
                None => break,
            }
        }
        if self.number == 0 {
            sink.problem(Fault::new("the feed holds no entries", COMPLETE).in_file(self.name));
        }
    }

    fn add(&self, entry: &Element<'_>, channel: &Channel, start: usize, sink: &mut dyn Sink) {
        let broken = || Fault::new("the entry breaks off", COMPLETE);
        let read =
            if entry.is_closed { document(entry, channel, self.options) } else { Err(broken()) };
        match read {
            Ok((document, faults)) => {
                faults.into_iter().for_each(|fault| self.tell(fault, start, sink));
                sink.document(entry::numbered(document, self.name, self.number));
            }
            Err(fault) => self.tell(fault, start, sink),
        }
    }

    fn tell(&self, fault: Fault, start: usize, sink: &mut dyn Sink) {
        let problem = fault.in_record(self.name, self.number);
        sink.problem(match self.offset {
            Some(offset) => problem.at(offset + start as u64),
            None => problem,
        });
    }
}

fn is_entry(tag: &Tag<'_>) -> bool {
    ["item", "entry", "atom:entry"].iter().any(|name| tag.is(name))
}

impl Channel {
    /// Takes what an element outside the entries says of the feed.
    fn read<'a>(&mut self, tag: Tag<'a>, tokens: &mut Tokens<'a>) {
        let set = |field: &mut Option<String>, value: String| {
            if field.is_none() && !value.trim().is_empty() {
                *field = Some(value.trim().to_owned());
            }
        };
        match tag.name.to_ascii_lowercase().as_str() {
            "feed" | "rss" | "rdf:rdf" | "channel" => {
                self.is_atom |= tag.is("feed");
                let given = tag.attribute("xml:lang").and_then(|tag| language::normalise(&tag));
                self.language = self.language.take().or(given);
            }
            "title" => set(&mut self.title, entry::line(&tokens.element(tag, is_entry))),
            "link" => {
                let link = tokens.element(tag, is_entry);
                if let Some(address) = entry::address_of(&link) {
                    set(&mut self.url, address);
                }
            }
            "language" | "dc:language" => {
                let given = tokens.element(tag, is_entry).text();
                self.language = self.language.take().or(language::normalise(&given));
            }
            // They have titles and links of their own.
            "image" | "textinput" => drop(tokens.element(tag, is_entry)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
