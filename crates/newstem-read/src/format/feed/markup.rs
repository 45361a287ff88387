//! Markup taken as it comes: tags, text and CDATA of XML that may be broken anywhere.
//!
//! An XML parser must refuse what is not well formed, and a tenth of all feeds is not: a bare `&`
//! or `<`, an entity of HTML, a file cut off. So this knows no errors. What is no tag is text, a
//! tag ends at the latest where another begins, and a CDATA section without end is none. Entities
//! that a document declares are not expanded, which also disarms those made to swell. Rejected:
//! `feed-rs`, which loses a whole feed on one such mistake, and `quick-xml`, which goes on after
//! most but takes `a < b` for a tag and ends at a section that is cut off.
//!
//! Every byte is looked at a fixed number of times, whatever is left open.

use html5ever::data::NAMED_ENTITIES;
use memchr::memmem;

const CDATA: &str = "<![CDATA[";
/// Longest name of an entity, `&` and `;` aside.
const ENTITY_CHARACTERS_MAX: usize = 32;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open(Tag<'a>),
    /// The name in an end tag.
    Close(&'a str),
    /// Text in which entities stand for characters.
    Text(&'a str),
    /// Text in which nothing stands for anything else.
    Literal(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
    is_empty: bool,
}

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            let (own, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''))?;
            let (value, behind) = after[1..].split_once(quote)?;
            if own.trim().eq_ignore_ascii_case(name) {
                return Some(decoded(value).trim().to_owned());
            }
            rest = behind;
        }
    }
}

/// An element with all that is in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: Tag<'a>,
    pub(super) inner: &'a str,
    /// False where the end tag is missing: the element breaks off.
    pub(super) is_closed: bool,
}

impl Element<'_> {
    /// The characters in the element, tags left out.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut tokens = Tokens::new(self.inner);
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(piece) => text.push_str(&decoded(piece)),
                Token::Literal(piece) => text.push_str(piece),
                Token::Open(_) | Token::Close(_) => {}
            }
        }
        text
    }

    /// The element's content as HTML, whether it stands there as text, as a CDATA section, or as
    /// elements.
    pub(super) fn html(&self) -> String {
        let mut tokens = Tokens::new(self.inner);
        let mut html = String::new();
        let mut start = 0;
        let mut has_tags = false;
        while let Some(token) = tokens.next() {
            match token {
                Token::Literal(piece) => html.push_str(piece),
                _ => html.push_str(&self.inner[start..tokens.at()]),
            }
            has_tags |= matches!(token, Token::Open(_));
            start = tokens.at();
        }
        if has_tags { html } else { self.text() }
    }

    /// The elements directly in this one.
    pub(super) fn children(&self) -> Vec<Element<'_>> {
        let mut tokens = Tokens::new(self.inner);
        let mut children = Vec::new();
        while let Some(token) = tokens.next() {
            if let Token::Open(tag) = token {
                children.push(tokens.element(tag, |_| false));
            }
        }
        children
    }
}

/// The pieces of a text with markup.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Ends that do not come any more, so that they are not sought again and again.
    missing: Vec<&'static str>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, missing: Vec::new() }
    }

    /// Where the next piece begins, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next piece; comments, declarations and instructions are passed over.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            let Some(behind) = rest.strip_prefix('<') else {
                return Some(self.take_text(rest.find('<').unwrap_or(rest.len())));
            };
            match behind.bytes().next() {
                Some(b'!' | b'?') => {
                    if let Some(token) = self.declaration(rest) {
                        return Some(token);
                    }
                }
                Some(b'/') => return Some(self.end_tag()),
                Some(byte) if begins_name(byte) => return Some(self.start_tag()),
                _ => return Some(self.take_text(1)),
            }
        }
    }

    fn take_text(&mut self, length: usize) -> Token<'a> {
        Token::Text(self.take(length))
    }

    fn take(&mut self, length: usize) -> &'a str {
        let start = self.at;
        self.at += length;
        &self.text[start..self.at]
    }

    /// Takes a CDATA section; takes a comment, declaration or instruction and gives nothing.
    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        if rest.starts_with(CDATA) {
            self.take(CDATA.len());
            let end = self.cdata_end()?;
            let literal = self.take(end);
            self.take("]]>".len());
            return Some(Token::Literal(literal));
        }
        let end = match rest {
            _ if rest.starts_with("<!--") => self.find("-->"),
            _ if rest.starts_with("<?") => self.find("?>"),
            _ => self.find(">"),
        };
        self.take(end.unwrap_or("<!".len()));
        None
    }

    /// How long the CDATA section is that begins here; nothing where another begins before it
    /// ends.
    fn cdata_end(&self) -> Option<usize> {
        let rest = &self.text.as_bytes()[self.at..];
        let next = memmem::find(rest, CDATA.as_bytes()).unwrap_or(rest.len());
        memmem::find(&rest[..next], b"]]>")
    }

    /// How far it is to behind the next `end`.
    fn find(&mut self, end: &'static str) -> Option<usize> {
        if self.missing.contains(&end) {
            return None;
        }
        let found = self.text[self.at..].find(end);
        if found.is_none() {
            self.missing.push(end);
        }
        found.map(|at| at + end.len())
    }

    fn end_tag(&mut self) -> Token<'a> {
        let inner = self.tag_inner("</".len());
        Token::Close(inner.trim())
    }

    fn start_tag(&mut self) -> Token<'a> {
        let inner = self.tag_inner("<".len());
        let (inner, is_empty) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        Token::Open(Tag { name, attributes, is_empty })
    }

    /// Takes a tag that opens with `opening` bytes, up to its end or to where another begins.
    fn tag_inner(&mut self, opening: usize) -> &'a str {
        self.take(opening);
        let inner = self.take(tag_length(&self.text[self.at..]));
        let closing = self.text[self.at..].starts_with('>');
        self.take(usize::from(closing));
        inner
    }

    /// The element that `tag`, taken last, opens. It breaks off before a tag for which
    /// `interrupts` holds.
    pub(super) fn element(
        &mut self,
        tag: Tag<'a>,
        interrupts: fn(&Tag<'_>) -> bool,
    ) -> Element<'a> {
        let start = self.at;
        if tag.is_empty {
            return Element { tag, inner: "", is_closed: true };
        }
        let mut depth = 1;
        loop {
            let end = self.at;
            let inner = &self.text[start..end];
            match self.next() {
                Some(Token::Open(other)) if interrupts(&other) => {
                    self.at = end;
                    return Element { tag, inner, is_closed: false };
                }
                Some(Token::Open(other)) if other.is(tag.name) && !other.is_empty => depth += 1,
                Some(Token::Close(name)) if tag.is(name) => depth -= 1,
                Some(_) => {}
                None => return Element { tag, inner, is_closed: false },
            }
            if depth == 0 {
                return Element { tag, inner, is_closed: true };
            }
        }
    }
}

fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

/// How far it is to the end of a tag: a `>` that is not within quotes, or a `<`, which no tag
/// holds.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'<', _) | (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// A text with characters in the place of the entities that stand for them: those of XML, those
/// of HTML, and numbers. What is none stays as it is written.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        rest = push_entity(&mut decoded, after).unwrap_or_else(|| {
            decoded.push('&');
            after
        });
    }
    decoded.push_str(rest);
    decoded
}

/// Adds the characters of the entity whose name `text` begins with, and gives what is behind it.
fn push_entity<'a>(decoded: &mut String, text: &'a str) -> Option<&'a str> {
    let end = text.bytes().take(ENTITY_CHARACTERS_MAX).position(|byte| byte == b';')?;
    let (name, behind) = (&text[..end], &text[end + 1..]);
    if let Some(number) = name.strip_prefix('#') {
        decoded.push(numbered(number)?);
        return Some(behind);
    }
    let (first, second) = NAMED_ENTITIES.get(&text[..=end])?;
    let characters = [*first, *second].into_iter().filter(|code| *code != 0);
    decoded.extend(characters.filter_map(char::from_u32));
    Some(behind)
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Tokens::new(text);
        let mut found = Vec::new();
        while let Some(token) = tokens.next() {
            found.push(match token {
                Token::Open(tag) if tag.is_empty => format!("<{}/>", tag.name),
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
                Token::Text(text) => decoded(text),
                Token::Literal(text) => format!("[{text}]"),
            });
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sound_markup_is_taken_apart() {
        check("<a x='1>2'>b<c/></a>", &["<a>", "b", "<c/>", "</a>"]);
        check("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x 'y'>]><a>", &["]>", "<a>"]);
        check("<!-- <a> --><![CDATA[<b> &amp; ]]>c", &["[<b> &amp; ]", "c"]);
        check("<dc:creator>é</dc:creator >", &["<dc:creator>", "é", "</dc:creator>"]);
    }

    #[test]
    fn broken_markup_is_text_or_ends_where_the_next_begins() {
        check("a < b & c", &["a ", "<", " b & c"]);
        check("<a <b>c</b", &["<a>", "<b>", "c", "</b>"]);
        check("<a x='1>b<c>", &["<a>", "<c>"]);
        check("<![CDATA[a<b>c</b>", &["a", "<b>", "c", "</b>"]);
        check("<![CDATA[a</b><![CDATA[c]]>", &["a", "</b>", "[c]"]);
        check("<!-- a<b>", &["-- a", "<b>"]);
        check("<", &["<"]);
        check("<é>", &["<é>"]);
    }

    #[test]
    fn entities_become_characters_and_what_is_none_stays() {
        let check = |text: &str, expected: &str| assert_eq!(decoded(text), expected);
        check("&lt;b&gt; &amp;amp; &quot;&apos;", "<b> &amp; \"'");
        check("caf&eacute;&nbsp;&#233;&#xE9;&hellip;", "café\u{a0}éé…");
        check("AT&T &bomb; &; &#; &#xd800; & é;", "AT&T &bomb; &; &#; &#xd800; & é;");
        check("?a=1&copy=2&sect", "?a=1&copy=2&sect");
    }

    fn element_of(text: &str) -> Element<'_> {
        let mut tokens = Tokens::new(text);
        match tokens.next() {
            Some(Token::Open(tag)) => tokens.element(tag, |tag| tag.is("item")),
            other => panic!("{text} begins with {other:?}"),
        }
    }

    #[test]
    fn an_element_holds_what_is_before_its_own_end() {
        let check = |text: &str, inner: &str, is_closed: bool| {
            let found = element_of(text);
            assert_eq!((found.inner, found.is_closed), (inner, is_closed), "{text}");
        };
        check("<a>b<a>c</a></A>d", "b<a>c</a>", true);
        check("<a/>b", "", true);
        check("<a>b", "b", false);
        check("<a>b<item>c</a>", "b", false);
        check("<a><![CDATA[</a>]]></a>", "<![CDATA[</a>]]>", true);
    }

    #[test]
    fn content_is_html_however_it_is_written() {
        let check = |text: &str, expected: &str| assert_eq!(element_of(text).html(), expected);
        check("<a>&lt;p&gt;Rain &amp;amp; wind&lt;/p&gt;</a>", "<p>Rain &amp; wind</p>");
        check("<a><![CDATA[<p>Rain &amp; wind</p>]]></a>", "<p>Rain &amp; wind</p>");
        check("<a><p>Rain &amp; wind</p></a>", "<p>Rain &amp; wind</p>");
        check("<a>Rain <![CDATA[<b>and</b>]]> wind</a>", "Rain <b>and</b> wind");
    }

    #[test]
    fn attributes_are_read() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(element_of(text).tag.attribute("href").as_deref(), expected, "{text}");
        };
        check("<a rel=\"x\" href = '?a=1&amp;b=2'/>", Some("?a=1&b=2"));
        check("<a HREF=\"x\">", Some("x"));
        check("<a href=x>", None);
        check("<a title='href=1'>", None);
        check("<a href='x>", None);
    }
}
