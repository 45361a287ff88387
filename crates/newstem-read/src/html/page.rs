//! What of a page its metadata may be read from, gathered in one walk over the tree.
//!
//! Nothing else in this folder that reads metadata touches the tree: meta elements, linked data,
//! microdata, times, bylines, headings and the visible lines are plain data here. One walk costs
//! a fraction of the parse; a query for each kind of element would cost as much again.
//!
//! A line knows whether it stands aside of the article (navigation, comments, teasers), as far as
//! element names and the first word of a class or id tell. Text that a style sheet hides is taken
//! for visible, and bylines whose class says nothing (`c-2f8a`) are found only by their words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, NodeId};

use super::tree::Tree;
use super::walk::{self, Element, Step};
use crate::lookup::Lookup;

/// Elements that begin and end a line.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "video",
];

/// What the name of an element says of its text, a bit each.
const BLOCK: u8 = 1;
const SILENT: u8 = 2;
const ASIDE: u8 = 4;

static ELEMENTS: LazyLock<Lookup<u8>> = LazyLock::new(|| {
    let tables = [(BLOCK, BLOCKS.as_slice()), (SILENT, &SILENT_ELEMENTS), (ASIDE, &ASIDE_ELEMENTS)];
    let names = tables.iter().flat_map(|(bit, names)| names.iter().map(|name| (*name, *bit)));
    Lookup::of(names.collect(), |one, other| one | other)
});

fn said_of(element: &str) -> u8 {
    ELEMENTS.get(element).unwrap_or(0)
}

/// True of an element that begins and ends a line.
pub(crate) fn is_block(name: &str) -> bool {
    said_of(name) & BLOCK != 0
}

/// Elements whose content nobody reads.
const SILENT_ELEMENTS: [&str; 12] = [
    "audio", "button", "canvas", "iframe", "noscript", "object", "script", "select", "style",
    "svg", "template", "title",
];
/// Elements that stand aside of an article.
const ASIDE_ELEMENTS: [&str; 3] = ["aside", "footer", "nav"];
/// Beginnings of the words of a class or id that stand aside of an article.
const ASIDE_WORDS: [&str; 18] = [
    "comment",
    "disqus",
    "footer",
    "latest",
    "menu",
    "more-",
    "most-",
    "nav",
    "newsletter",
    "popular",
    "promo",
    "recommend",
    "related",
    "sidebar",
    "teaser",
    "trending",
    "widget",
    "zergnet",
];
/// Words of a class, id or property that mark a byline.
const BYLINE_WORDS: [&str; 4] = ["author", "byline", "contributor", "writer"];
/// Words that mark a trail of sections.
const TRAIL_WORDS: [&str; 1] = ["breadcrumb"];
/// All of these, which hardly an element bears.
static MARKING_WORDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(BYLINE_WORDS.iter().chain(&TRAIL_WORDS)).ok());
/// A longer text is no byline, time or heading.
const MARKED_BYTES_MAX: usize = 400;
/// So much visible text is kept, in bytes: what a page says of itself stands early or is short.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// The parts of a page that its metadata may be read from.
#[derive(Debug, Default)]
pub(super) struct Page {
    metas: BTreeMap<String, Vec<String>>,
    /// The address of the canonical link.
    pub(super) canonical: Option<String>,
    /// The `lang` attribute of the page.
    pub(super) language: Option<String>,
    /// The title element.
    pub(super) title: String,
    /// The scripts with linked data.
    pub(super) linked_data: Vec<String>,
    /// Marked pieces of text, in the order in which they end.
    pub(super) marked: Vec<Marked>,
    text: String,
    lines: Vec<Line>,
}

/// A piece of text that an element's name or attributes say something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) kind: Mark,
    /// What is shown, white space drawn together.
    pub(super) text: String,
    /// What the element says to programs: its `content`, `datetime` or nested name.
    pub(super) value: Option<String>,
    /// The line that it begins on.
    pub(super) line: usize,
    /// True where it stands aside of the article.
    pub(super) aside: bool,
}

/// What a piece of text is marked as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A heading, with its level.
    Heading(u8),
    /// A `time` element.
    Time,
    /// Microdata, with the name of its property.
    Property(String),
    /// What a class, id or relation calls an author's.
    Byline,
    /// A trail of sections.
    Trail,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    start: usize,
    aside: bool,
}

impl Page {
    /// Gathers the parts of a parsed page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut walk = Walk::default();
        walk::walk(tree, |step| match step {
            Step::Text(words) => walk.text(words),
            Step::Open(element) => walk.open(element),
            Step::Close(element) => walk.close(element),
        });
        walk.page
    }

    /// The first content of the meta element called `name`, in small letters.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.metas.get(name)?.first().map(String::as_str)
    }

    /// What the meta elements with one of `names` say, the names in their order.
    pub(super) fn metas<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let contents = names.iter().filter_map(|name| self.metas.get(*name));
        contents.flatten().map(String::as_str)
    }

    /// The number of visible lines.
    pub(super) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// A visible line, as a browser shows it; empty behind the last.
    pub(super) fn line(&self, index: usize) -> &str {
        let Some(line) = self.lines.get(index) else {
            return "";
        };
        let end = self.lines.get(index + 1).map_or(self.text.len(), |next| next.start);
        self.text.get(line.start..end).unwrap_or_default().trim()
    }

    /// True where a line stands aside of the article.
    pub(super) fn is_aside(&self, index: usize) -> bool {
        self.lines.get(index).is_some_and(|line| line.aside)
    }

    /// The marked pieces of a kind.
    pub(super) fn of_kind(&self, kind: Mark) -> impl Iterator<Item = &Marked> {
        self.marked.iter().filter(move |marked| marked.kind == kind)
    }

    /// The pieces with one of several properties of microdata, that stand in the article.
    pub(super) fn properties<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Marked> {
        let named = move |marked: &&Marked| {
            matches!(&marked.kind, Mark::Property(names)
                if names.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(name)))
        };
        self.marked.iter().filter(|marked| !marked.aside).filter(named)
    }
}

/// An element that is being walked through and that changes what its text is.
struct Open {
    node: NodeId,
    silent: bool,
    aside: bool,
    marks: Vec<Mark>,
    value: Option<String>,
    start: usize,
    line: usize,
    /// How many marked pieces ended before it began.
    marked: usize,
}

#[derive(Default)]
struct Walk {
    page: Page,
    open: Vec<Open>,
    silent: usize,
    aside: usize,
    /// Names that an element bears, in small letters; kept to save its allocation.
    names: String,
}

impl Walk {
    fn text(&mut self, words: &str) {
        if self.silent == 0 {
            self.push_words(words);
        }
    }

    fn open(&mut self, element: Element<'_>) {
        let name = element.name();
        match name {
            "meta" => self.meta(element),
            "link" => self.link(element),
            "html" => self.page.language = element.attr("lang").map(str::to_owned),
            "title" => self.title(element),
            "script" => self.script(element),
            _ => {}
        }
        let said = said_of(name);
        if said & SILENT == 0 && said & BLOCK != 0 {
            self.end_line();
        }
        self.open_special(element, said);
    }

    /// Remembers an element that changes what its text is.
    fn open_special(&mut self, element: Element<'_>, said: u8) {
        self.read_names(element);
        let silent = said & SILENT != 0;
        let aside = said & ASIDE != 0 || self.names_stand_aside(element.name());
        let marks = if self.silent > 0 || silent { Vec::new() } else { self.marks(element) };
        if !silent && !aside && marks.is_empty() {
            return;
        }
        self.silent += usize::from(silent);
        self.aside += usize::from(aside);
        let said = element.attr("content").or_else(|| element.attr("datetime"));
        self.open.push(Open {
            node: element.id(),
            silent,
            aside,
            marks,
            value: said.map(str::to_owned),
            start: self.page.text.len(),
            line: self.page.lines.len().saturating_sub(usize::from(!self.at_line_start())),
            marked: self.page.marked.len(),
        });
    }

    fn close(&mut self, element: Element<'_>) {
        let special = self.open.pop_if(|open| open.node == element.id());
        if let Some(open) = special {
            self.silent -= usize::from(open.silent);
            self.remember(&open);
            self.aside -= usize::from(open.aside);
        }
        if is_block(element.name()) {
            self.end_line();
        }
    }

    fn remember(&mut self, open: &Open) {
        let text = self.page.text.get(open.start..).unwrap_or_default();
        if open.marks.is_empty() || text.len() > MARKED_BYTES_MAX {
            return;
        }
        let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        let value = open.value.clone().or_else(|| self.nested_name(open));
        for kind in &open.marks {
            self.page.marked.push(Marked {
                kind: kind.clone(),
                text: text.clone(),
                value: value.clone(),
                line: open.line,
                aside: self.aside > 0,
            });
        }
    }

    /// The name inside a thing of microdata: `<b itemprop=author><i itemprop=name>`.
    fn nested_name(&self, open: &Open) -> Option<String> {
        let inside = self.page.marked.get(open.marked..)?;
        let name = inside.iter().find(|one| one.kind == Mark::Property("name".to_owned()))?;
        Some(name.value.clone().unwrap_or_else(|| name.text.clone()))
    }

    fn meta(&mut self, element: Element<'_>) {
        let content = element.attr("content").unwrap_or_default().trim();
        if content.is_empty() {
            return;
        }
        for name in ["property", "name"].iter().filter_map(|kind| element.attr(kind)) {
            let entry = self.page.metas.entry(name.trim().to_ascii_lowercase());
            entry.or_default().push(content.to_owned());
        }
    }

    fn link(&mut self, element: Element<'_>) {
        let canonical =
            element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if canonical && self.page.canonical.is_none() {
            self.page.canonical = element.attr("href").map(|href| href.trim().to_owned());
        }
    }

    /// The title of the page, and not of a drawing in it.
    fn title(&mut self, element: Element<'_>) {
        if self.page.title.is_empty() && self.silent == 0 {
            let text = element.text();
            self.page.title = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        }
    }

    fn script(&mut self, element: Element<'_>) {
        let kind = element.attr("type").unwrap_or_default();
        if kind.to_ascii_lowercase().contains("ld+json") {
            self.page.linked_data.push(element.text());
        }
    }

    fn read_names(&mut self, element: Element<'_>) {
        self.names.clear();
        for (name, value) in element.attributes() {
            if matches!(name, "class" | "id" | "rel" | "itemprop" | "data-testid") {
                self.names.push_str(value);
                self.names.push(' ');
            }
        }
        self.names.make_ascii_lowercase();
    }

    /// The page as a whole is never aside of itself, whatever its theme calls it.
    fn names_stand_aside(&self, element: &str) -> bool {
        if matches!(element, "html" | "body" | "main" | "article" | "a" | "time") {
            return false;
        }
        let begins = |name: &[u8], word: &[u8]| name[0] == word[0] && name.starts_with(word);
        let mut names = self.names.split_ascii_whitespace().map(str::as_bytes);
        names.any(|name| ASIDE_WORDS.iter().any(|word| begins(name, word.as_bytes())))
    }

    fn marks(&self, element: Element<'_>) -> Vec<Mark> {
        let heading = match element.name() {
            "h1" => Some(Mark::Heading(1)),
            "h2" => Some(Mark::Heading(2)),
            "h3" => Some(Mark::Heading(3)),
            "time" => Some(Mark::Time),
            _ => None,
        };
        let whole =
            matches!(element.name(), "html" | "body" | "main" | "article" | "img" | "figure");
        let marked = !whole && MARKING_WORDS.iter().any(|words| words.is_match(&self.names));
        let named = |words: &[&str]| marked && words.iter().any(|word| self.names.contains(word));
        let property = element.attr("itemprop").map(|name| Mark::Property(name.to_owned()));
        let byline = named(&BYLINE_WORDS).then_some(Mark::Byline);
        let trail = named(&TRAIL_WORDS).then_some(Mark::Trail);
        [heading, property, byline, trail].into_iter().flatten().collect()
    }

    fn at_line_start(&self) -> bool {
        self.page.text.is_empty() || self.page.text.ends_with('\n')
    }

    fn end_line(&mut self) {
        if !self.at_line_start() {
            self.page.text.push('\n');
        }
    }

    /// Adds words with their white space drawn together, as a browser shows them.
    fn push_words(&mut self, words: &str) {
        if self.page.text.len() > TEXT_BYTES_MAX {
            return;
        }
        let starts_apart = words.starts_with(char::is_whitespace);
        let ends_apart = words.ends_with(char::is_whitespace);
        let mut apart = starts_apart;
        for word in words.split_whitespace() {
            if self.at_line_start() {
                self.page.lines.push(Line { start: self.page.text.len(), aside: self.aside > 0 });
            } else if apart && !self.page.text.ends_with(' ') {
                self.page.text.push(' ');
            }
            self.page.text.push_str(word);
            apart = true;
        }
        if ends_apart && !self.at_line_start() && !self.page.text.ends_with(' ') {
            self.page.text.push(' ');
        }
    }
}

/// `text` with the entities of HTML as the characters they stand for.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    Document::fragment(text).text().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        Page::of(&Tree::of(html))
    }

    fn lines(page: &Page) -> Vec<&str> {
        (0..page.line_count()).map(|index| page.line(index)).collect()
    }

    #[test]
    fn blocks_are_lines_and_nobody_reads_scripts() {
        let page = page(
            "<div>It\n  <b>rained</b>.</div><script>var x</script><p>Then <i>not</i>.<br>Dry</p>",
        );
        assert_eq!(lines(&page), ["It rained.", "Then not.", "Dry"]);
    }

    #[test]
    fn lines_know_whether_they_stand_aside() {
        let page = page(
            "<body class='sidebar-left'><nav>Home</nav><p>Rain</p><div class='comments-area'><p>Me too</p></div><p>More rain</p>",
        );
        let told: Vec<(&str, bool)> =
            (0..page.line_count()).map(|index| (page.line(index), page.is_aside(index))).collect();
        let expected = [("Home", true), ("Rain", false), ("Me too", true), ("More rain", false)];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_head_is_kept_by_name() {
        let page = page(
            "<html lang='en'><title> Rain  stops\nplay</title><meta property='og:Title' content=' Rain '><meta name='author' content=''><link rel='canonical' href='https://a.example/x'><script type='application/ld+json'>{}</script>",
        );
        assert_eq!(page.title, "Rain stops play");
        assert_eq!(page.meta("og:title"), Some("Rain"));
        assert_eq!(page.meta("author"), None);
        assert_eq!(page.canonical.as_deref(), Some("https://a.example/x"));
        assert_eq!(page.language.as_deref(), Some("en"));
        assert_eq!(page.linked_data, ["{}"]);
    }

    #[test]
    fn marked_pieces_know_their_text_value_and_line() {
        let page = page(
            "<h1>Rain</h1><p class='Byline'>By <span itemprop='author'>A. Bee</span></p><time datetime='2026-04-13'>Monday</time>",
        );
        let told: Vec<(Mark, &str, Option<&str>, usize)> = page
            .marked
            .iter()
            .map(|one| (one.kind.clone(), one.text.as_str(), one.value.as_deref(), one.line))
            .collect();
        assert_eq!(
            told,
            [
                (Mark::Heading(1), "Rain", None, 0),
                (Mark::Property("author".to_owned()), "A. Bee", None, 1),
                (Mark::Byline, "A. Bee", None, 1),
                (Mark::Byline, "By A. Bee", None, 1),
                (Mark::Time, "Monday", Some("2026-04-13"), 2),
            ]
        );
    }
}
