//! A page without what no reader of it needs: scripts, styles, drawings, comments, embedded frames,
//! and all attributes but those that name, date or classify something.
//!
//! Two reasons. Half of an average news page is script and drawing, so the parser gets half the
//! work. White space, with which pages are laid out for those who write them, is drawn together for the
//! same reason. And a tag with a hundred thousand attributes costs the parser the square of that, which
//! nothing after it could stop. One pass over the text, linear in its length whatever it holds.
//!
//! Rejected: a tree without these elements, as the time goes into making the tree. Where it
//! fails: a script that writes its own end tag into a string ends there, as it would in old
//! browsers, and the rest of it is taken for text.

use memchr::{memchr, memmem};

/// Elements that are left out with all they hold.
const LEFT_OUT: [&str; 7] = ["script", "style", "svg", "noscript", "iframe", "template", "math"];
/// Elements whose content is text, whatever it looks like.
const PLAIN: [&str; 2] = ["title", "textarea"];
/// Attributes that are kept.
const KEPT: [&str; 20] = [
    "class",
    "id",
    "href",
    "itemprop",
    "itemtype",
    "itemscope",
    "role",
    "property",
    "name",
    "content",
    "datetime",
    "pubdate",
    "rel",
    "type",
    "lang",
    "title",
    "hidden",
    "style",
    "charset",
    "http-equiv",
];

/// A longer attribute says nothing that is sought: it is a file in disguise.
const ATTRIBUTE_BYTES_MAX: usize = 8 << 10;

/// The page without them.
pub(super) fn lean(html: &str) -> String {
    let mut copy = Copy { kept: String::with_capacity(html.len() / 2), endless: [false; 7] };
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        copy.text(&rest[..at]);
        rest = copy.markup(&rest[at..]);
    }
    copy.text(rest);
    copy.kept
}

struct Copy {
    kept: String,
    /// Which of `LEFT_OUT` are known to have no end tag in what is left of the page.
    endless: [bool; 7],
}

impl Copy {
    /// Copies text with its white space drawn together, as everybody who reads it does.
    fn text(&mut self, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut is_apart = text.starts_with(is_space);
        for word in text.split_ascii_whitespace() {
            if is_apart {
                self.kept.push(' ');
            }
            self.kept.push_str(word);
            is_apart = true;
        }
        if text.ends_with(is_space) {
            self.kept.push(' ');
        }
    }

    /// Copies the markup that `text` begins with, and gives what follows it.
    fn markup<'a>(&mut self, text: &'a str) -> &'a str {
        let inner = &text[1..];
        if let Some(comment) = inner.strip_prefix("!--") {
            return after_comment(comment);
        }
        match inner.as_bytes().first() {
            Some(b'!' | b'?') => self.declaration(text),
            Some(b'/') => self.end_tag(text),
            Some(first) if first.is_ascii_alphabetic() => self.element(text),
            _ => {
                self.kept.push('<');
                inner
            }
        }
    }

    fn declaration<'a>(&mut self, text: &'a str) -> &'a str {
        let (declaration, rest) = through_end(text, memchr(b'>', text.as_bytes()));
        self.kept.push_str(declaration);
        rest
    }

    fn end_tag<'a>(&mut self, text: &'a str) -> &'a str {
        let name = name_at(&text[2..]);
        if name.is_empty() {
            return self.declaration(text);
        }
        let (_, rest) = through_end(text, memchr(b'>', text.as_bytes()));
        self.kept.push_str("</");
        self.kept.push_str(name);
        self.kept.push('>');
        rest
    }

    /// A start tag, with its content where that is left out or plain text.
    fn element<'a>(&mut self, text: &'a str) -> &'a str {
        let name = name_at(&text[1..]);
        let before = self.kept.len();
        self.kept.push('<');
        self.kept.push_str(name);
        let rest = self.attributes(&text[1 + name.len()..]);
        let tag = &self.kept[before..];
        if tag.contains("ld+json") || PLAIN.iter().any(|plain| name.eq_ignore_ascii_case(plain)) {
            return self.plain(rest, name);
        }
        let left_out = LEFT_OUT.iter().position(|other| name.eq_ignore_ascii_case(other));
        let Some(kind) = left_out else {
            return rest;
        };
        self.kept.truncate(before);
        self.without(rest, kind)
    }

    fn plain<'a>(&mut self, text: &'a str, name: &str) -> &'a str {
        let (content, rest) = match end_tag_of(text, name) {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        self.kept.push_str(content);
        rest
    }

    /// What follows the end tag of the element of this `kind`.
    fn without<'a>(&mut self, text: &'a str, kind: usize) -> &'a str {
        let name = LEFT_OUT[kind];
        let end = if self.endless[kind] { None } else { end_tag_of(text, name) };
        if let Some(at) = end {
            return through_end(&text[at..], memchr(b'>', &text.as_bytes()[at..])).1;
        }
        self.endless[kind] = true;
        // A browser takes all that follows for script, too; a drawing is no such thing.
        if matches!(name, "script" | "style" | "noscript" | "iframe") { "" } else { text }
    }

    /// Copies the attributes worth keeping and the end of the tag.
    fn attributes<'a>(&mut self, text: &'a str) -> &'a str {
        let mut seen = [false; KEPT.len()];
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches([' ', '\n', '\t', '\r', '\x0c', '/']);
            match rest.as_bytes().first() {
                None => return rest,
                Some(b'>') => {
                    self.kept.push('>');
                    return &rest[1..];
                }
                Some(_) => rest = self.attribute(rest, &mut seen),
            }
        }
    }

    fn attribute<'a>(&mut self, text: &'a str, seen: &mut [bool; KEPT.len()]) -> &'a str {
        let (name, value, rest) = split_attribute(text);
        let kept = KEPT.iter().position(|other| name.eq_ignore_ascii_case(other));
        let holds = |quote: u8| memchr(quote, value.as_bytes()).is_some();
        let has_quote = holds(b'"');
        let quotable = !(has_quote && holds(b'\''));
        let copied = quotable && value.len() <= ATTRIBUTE_BYTES_MAX;
        if let Some(index) = kept.filter(|index| copied && !seen[*index]) {
            seen[index] = true;
            let quote = if has_quote { '\'' } else { '"' };
            self.kept.push(' ');
            self.kept.push_str(KEPT[index]);
            self.kept.push('=');
            self.kept.push(quote);
            self.kept.push_str(value);
            self.kept.push(quote);
        }
        rest
    }
}

/// The name, the value and the rest of a text that begins with an attribute.
fn split_attribute(text: &str) -> (&str, &str, &str) {
    let name_end = |c: char| matches!(c, '=' | '>' | '/') || c.is_ascii_whitespace();
    let first = text.chars().next().map_or(0, char::len_utf8);
    let at = text[first..].find(name_end).map_or(text.len(), |at| first + at);
    let (name, behind) = text.split_at(at);
    let Some(value) = behind.trim_ascii_start().strip_prefix('=') else {
        return (name, "", behind);
    };
    let value = value.trim_ascii_start();
    let quoted = value.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''));
    let Some(quote) = quoted else {
        let end = value.find(|c: char| c == '>' || c.is_ascii_whitespace());
        let (value, rest) = value.split_at(end.unwrap_or(value.len()));
        return (name, value, rest);
    };
    let value = &value[1..];
    match memchr(quote, value.as_bytes()) {
        Some(end) => (name, &value[..end], &value[end + 1..]),
        None => (name, "", ""),
    }
}

fn name_at(text: &str) -> &str {
    let end = |byte: &u8| matches!(byte, b'>' | b'/' | b'<') || byte.is_ascii_whitespace();
    let length = text.bytes().position(|byte| end(&byte)).unwrap_or(text.len());
    &text[..length]
}

/// Where in `text` the end tag of `name` begins.
fn end_tag_of(text: &str, name: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), "</").find(|at| {
        let head = text.as_bytes().get(at + 2..at + 2 + name.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Cuts behind the byte `at`; at the end of the text where there is none.
fn through_end(text: &str, at: Option<usize>) -> (&str, &str) {
    text.split_at(at.map_or(text.len(), |at| at + 1))
}

fn after_comment(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('>').or_else(|| text.strip_prefix("->")) {
        return rest;
    }
    text.find("-->").map_or("", |at| &text[at + 3..])
}

#[cfg(test)]
mod tests {
    use super::lean;

    fn check(html: &str, expected: &str) {
        assert_eq!(lean(html), expected);
    }

    #[test]
    fn scripts_styles_drawings_and_comments_go() {
        check("a<script>'<p>'</script>b", "ab");
        check("a<STYLE>p { }</Style >b<!-- <p> -->c", "abc");
        check("<svg><path d='1'/></svg><p>x</p>", "<p>x</p>");
        check("a<!-->b<!-- c", "ab");
    }

    #[test]
    fn white_space_is_drawn_together() {
        check(
            "<div>\n\t<p>It  rained\nall\u{a0} day. </p>\r\n</div>",
            "<div> <p>It rained all\u{a0} day. </p> </div>",
        );
        check("<title>a\n b</title>\n\n", "<title>a\n b</title> ");
    }

    #[test]
    fn linked_data_stays() {
        let linked = "<script type=\"application/ld+json\">{\"a\": \"<p>\"}</script>";
        check(linked, linked);
    }

    #[test]
    fn attributes_stay_that_say_something() {
        check("<p onclick='a > b' CLASS=lead data-x>y</p >", "<p class=\"lead\">y</p>");
        check("<a href='/?a=\"b\"'>y</a>", "<a href='/?a=\"b\"'>y</a>");
        check("<p class=a class=b>", "<p class=\"a\">");
        check("<br/><hr />", "<br><hr>");
        check(&format!("<p title='{}' class=a>", "x".repeat(9000)), "<p class=\"a\">");
    }

    #[test]
    fn what_is_no_markup_is_text() {
        check("1 < 2 <3", "1 < 2 <3");
        check("<title><b>x</title>", "<title><b>x</title>");
        check("<p class=\"a", "<p class=\"\"");
    }

    #[test]
    fn what_never_ends_takes_the_rest_with_it_or_nothing() {
        check("a<script>b<p>c", "a");
        check("a<svg>b<svg><p>c", "ab<p>c");
    }
}
