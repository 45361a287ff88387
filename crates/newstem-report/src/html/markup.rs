//! A page as it is written, element by element.
//!
//! Everything that goes in is escaped and every element that is opened is closed, because no
//! caller can write markup: names of elements and attributes are `'static`, all else is text. A
//! template engine would do as much for the price of a language and a build step.
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
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                c if c.is_whitespace() => self.out.push(' '),
                c if words::is_harmless(c) => self.out.push(c),
                _ => {}
            }
        }
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
            self.text(value);
            self.out.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let check = |text: &str, expected: &str| {
            let mut page = Markup::default();
            page.leaf("b", &[("title", text)], text);
            assert_eq!(page.finish(), format!("<b title=\"{expected}\">{expected}</b>"));
        };
        check("<script>", "&lt;script&gt;");
        check("\" onload='x'", "&quot; onload=&#39;x&#39;");
        check("a & b\u{0}\u{1b}\u{FFFF}\n\u{202E}c", "a &amp; b c");
    }
}
