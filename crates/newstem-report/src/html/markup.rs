//! A page as it is written, element by element.
//!
//! Everything that goes in is escaped and every element that is opened is closed, because no
//! caller can write markup: names of elements and attributes are `'static`, all else is text. A
//! template engine would do as much for the price of a language and a build step.
//!
//! Text that a person sees loses what cannot be seen. All other attributes keep what they are given to
//! the last character, since forms and links carry names in them.
//!
//! What comes out is also well-formed XML, so that a test can parse it strictly.

use crate::words;

/// An attribute: its name and its value.
pub type Attribute<'a> = (&'static str, &'a str);

/// Elements after which a line ends, where white space means nothing.
const ENDS_LINE: [&str; 22] = [
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "table",
    "tr",
];

/// Attributes whose values a person sees or hears.
const SHOWN: [&str; 4] = ["alt", "aria-label", "placeholder", "title"];

/// A style sheet or script as it stands in the page: in a comment that hides it from readers of XML,
/// who would take its signs for markup. What is hashed must be exactly this.
pub(super) fn raw(content: &str) -> String {
    format!("/*<![CDATA[*/\n{content}/*]]>*/")
}

/// The page so far.
#[derive(Default)]
pub struct Markup {
    out: String,
}

impl Markup {
    /// A page that starts with its document type.
    pub fn document() -> Self {
        Self { out: "<!DOCTYPE html>\n".to_owned() }
    }

    /// Everything written.
    pub fn finish(self) -> String {
        self.out
    }

    /// An element and what `content` writes into it.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.out.push('>');
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if ENDS_LINE.contains(&name) {
            self.out.push('\n');
        }
    }

    /// An element with nothing but text in it.
    pub fn leaf(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.element(name, attributes, |inner| inner.text(text));
    }

    /// An element that has no content.
    pub fn void(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.open(name, attributes);
        self.out.push_str("/>\n");
    }

    /// Text, on one line, without what could turn the reading direction.
    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            match escape(c) {
                Some(escape) => self.out.push_str(escape),
                None if c.is_whitespace() => self.out.push(' '),
                None if words::is_harmless(c) => self.out.push(c),
                None => {}
            }
        }
    }

    /// A value as it is. What could turn the reading direction of the source, or be taken for the white
    /// space between attributes, is written by its number; what neither HTML nor XML can hold is left
    /// out.
    fn exact(&mut self, value: &str) {
        for c in value.chars() {
            match (escape(c), c) {
                (Some(escape), _) => self.out.push_str(escape),
                (None, '\t' | '\n' | '\r') => self.push_number(c),
                (None, '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}') => {}
                (None, '\u{7F}'..='\u{9F}') => self.out.push(c),
                (None, c) if words::is_harmless(c) => self.out.push(c),
                (None, c) => self.push_number(c),
            }
        }
    }

    fn push_number(&mut self, c: char) {
        self.out.push_str(&format!("&#x{:X};", u32::from(c)));
    }

    /// The style sheet or the script of the project.
    pub(super) fn raw(&mut self, name: &'static str, content: &'static str) {
        self.open(name, &[]);
        self.out.push('>');
        self.out.push_str(&raw(content));
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn open(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            match SHOWN.contains(attribute) {
                true => self.text(value),
                false => self.exact(value),
            }
            self.out.push('"');
        }
    }
}

/// How a character is written that would be taken for markup.
fn escape(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a text, as text, as an attribute that is shown, and as one that is not.
    fn check(text: &str, shown: &str, kept: &str) {
        let mut page = Markup::default();
        page.leaf("b", &[("title", text), ("value", text)], text);
        let expected = format!("<b title=\"{shown}\" value=\"{kept}\">{shown}</b>");
        assert_eq!(page.finish(), expected);
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        check("<script>", "&lt;script&gt;", "&lt;script&gt;");
        let handler = "&quot; onload=&#39;x&#39;";
        check("\" onload='x'", handler, handler);
        check("a & b", "a &amp; b", "a &amp; b");
    }

    #[test]
    fn only_what_is_not_shown_keeps_what_cannot_be_seen() {
        check("a\n\tb\u{A0}c", "a  b c", "a&#xA;&#x9;b\u{A0}c");
        check("a\u{202E}b\u{2069}", "ab", "a&#x202E;b&#x2069;");
        check("a\u{7F}b\u{85}c", "ab c", "a\u{7F}b\u{85}c");
    }

    #[test]
    fn what_no_markup_can_hold_is_left_out() {
        check("a\u{0}\u{1b}\u{FFFF}b", "ab", "ab");
    }
}
