//! A page as blocks: stretches of text that a browser shows as a paragraph, heading, entry or
//! caption of its own, each with the elements around it. This is the form in which a page is
//! judged; the tree is walked once and not needed after.

use super::part::{Parts, part_bit, parts_of};
use super::tree::Tree;
use super::walk::{self, Element, Step};

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The elements of the page, parents before children.
    pub(super) groups: Vec<Group>,
    /// The blocks in the order of the page.
    pub(super) blocks: Vec<Block>,
}

/// An element of the page.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The group around it; the first group is its own parent.
    pub(super) parent: usize,
    pub(super) kind: Kind,
    /// How many elements are around it.
    pub(super) depth: usize,
    /// What its class, id and role name.
    pub(super) parts: Parts,
    /// A number for its name and class and those of all around it.
    pub(super) path: u64,
}

/// A stretch of text.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The text; a line break where the page has one.
    pub(super) text: String,
    /// The innermost group that lays out a block of its own.
    pub(super) group: usize,
    /// What the phrases that most of it stands in are classed as.
    pub(super) parts: Parts,
    /// True where most of it stands in a `time` element.
    pub(super) is_time: bool,
    /// Bytes of text, white space left out, in all and in links.
    pub(super) size: usize,
    pub(super) link_size: usize,
    /// Bytes in bold or italic type.
    pub(super) strong_size: usize,
}

/// What an element is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading(u8),
    Entry,
    List,
    Quote,
    Cell,
    Table,
    Caption,
    Figure,
    Article,
    Main,
    Section,
    Header,
    Footer,
    Navigation,
    Aside,
    Form,
    #[default]
    Division,
    Link,
    Time,
    Strong,
    Phrase,
    Break,
    /// Not text that a reader is meant to read.
    Unread,
}

impl Kind {
    fn of(element: Element<'_>) -> Self {
        match element.name() {
            "p" | "pre" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" | "h5" | "h6" => Self::Heading(4),
            "li" | "dt" | "dd" => Self::Entry,
            "ul" | "ol" | "dl" | "menu" => Self::List,
            "blockquote" => Self::Quote,
            "td" | "th" | "caption" => Self::Cell,
            "table" | "tbody" | "thead" | "tfoot" | "tr" => Self::Table,
            "figcaption" => Self::Caption,
            "figure" | "picture" | "amp-img" => Self::Figure,
            "article" => Self::Article,
            "main" => Self::Main,
            "section" => Self::Section,
            "header" => Self::Header,
            "footer" => Self::Footer,
            "nav" => Self::Navigation,
            "aside" => Self::Aside,
            "form" | "fieldset" | "label" => Self::Form,
            "a" if element.attr("href").is_some() => Self::Link,
            "time" => Self::Time,
            "b" | "strong" | "i" | "em" => Self::Strong,
            "br" | "hr" => Self::Break,
            "div" | "body" | "html" | "address" | "details" | "summary" | "center" | "legend" => {
                Self::Division
            }
            "head" | "script" | "style" | "noscript" | "template" | "svg" | "iframe"
            | "textarea" | "select" | "option" | "button" | "object" | "audio" | "video"
            | "canvas" | "title" => Self::Unread,
            name if name.contains('-') => Self::Division,
            _ => Self::Phrase,
        }
    }

    /// True of what holds blocks, rather than being one or a part of one.
    pub(super) fn holds_blocks(self) -> bool {
        let is_block =
            matches!(self, Self::Paragraph | Self::Heading(_) | Self::Entry | Self::Quote);
        !is_block && !matches!(self, Self::Strong | Self::Link | Self::Phrase)
    }

    /// True of what begins and ends a block.
    fn is_laid_out(self) -> bool {
        !matches!(self, Self::Link | Self::Time | Self::Strong | Self::Phrase | Self::Break)
    }
}

/// Takes a page apart.
pub(super) fn blocks(tree: &Tree) -> Blocks {
    let mut walk = Walk::default();
    walk::walk(tree, |step| match step {
        Step::Text(text) => walk.text(text),
        Step::Open(element) => walk.open(element),
        Step::Close(_) => walk.close(),
    });
    walk.finish_block();
    walk.page
}

#[derive(Default)]
struct Walk {
    page: Blocks,
    /// The open groups, with how much of the present block stood before each.
    open: Vec<(usize, usize)>,
    /// How many elements are open within one that is not read.
    unread: usize,
    /// How many links and how many elements of strong type are open.
    links: usize,
    strong: usize,
    present: Present,
}

/// The block being read.
#[derive(Default)]
struct Present {
    text: String,
    size: usize,
    link_size: usize,
    strong_size: usize,
    /// Phrases closed in this block: what they are classed as, and the size of their text.
    phrases: Vec<(Parts, bool, usize)>,
    breaks: usize,
}

impl Walk {
    fn open(&mut self, element: Element<'_>) {
        let kind = Kind::of(element);
        if self.unread > 0 || kind == Kind::Unread {
            self.unread += 1;
            return;
        }
        if kind.is_laid_out() {
            self.finish_block();
        }
        match kind {
            Kind::Break => self.line_break(),
            Kind::Link => self.links += 1,
            Kind::Strong => self.strong += 1,
            _ => {}
        }
        let group = self.group(element, kind);
        self.open.push((self.page.groups.len(), self.present.size));
        self.page.groups.push(group);
    }

    fn group(&self, element: Element<'_>, kind: Kind) -> Group {
        let parent = self.open.last().map_or(0, |(group, _)| *group);
        let around = self.page.groups.get(parent);
        let Names { class, parts } = Names::of(element);
        let path = around.map_or(0, |group| group.path);
        Group {
            parent,
            kind,
            depth: around.map_or(0, |group| group.depth + 1),
            parts,
            path: hash(hash(path, element.name()), class),
        }
    }

    fn close(&mut self) {
        if self.unread > 0 {
            self.unread -= 1;
            return;
        }
        let Some((group, before)) = self.open.last().copied() else { return };
        let Group { kind, parts, .. } = self.page.groups[group];
        match kind {
            Kind::Link => self.links -= 1,
            Kind::Strong => self.strong -= 1,
            _ => {}
        }
        if kind.is_laid_out() {
            self.finish_block();
        } else if parts != 0 || kind == Kind::Time {
            let size = self.present.size.saturating_sub(before);
            self.present.phrases.push((parts, kind == Kind::Time, size));
        }
        self.open.pop();
    }

    /// Two breaks with nothing between them part paragraphs.
    fn line_break(&mut self) {
        self.present.breaks += 1;
        if self.present.breaks > 1 {
            self.finish_block();
        }
    }

    fn text(&mut self, words: &str) {
        if self.unread > 0 {
            return;
        }
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(parts_words).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end.max(first.len_utf8()));
            if end > 0 {
                self.word(word);
            } else {
                self.gap(first);
            }
            rest = behind;
        }
    }

    fn gap(&mut self, character: char) {
        let text = &mut self.present.text;
        let space = character.is_whitespace() && !text.ends_with([' ', '\n']);
        if space && !text.is_empty() {
            text.push(' ');
        }
    }

    fn word(&mut self, word: &str) {
        let present = &mut self.present;
        if present.breaks > 0 {
            present.breaks = 0;
            let end = present.text.trim_end().len();
            present.text.truncate(end);
            if end > 0 {
                present.text.push('\n');
            }
        }
        let bytes = word.len();
        present.text.push_str(word);
        present.size += bytes;
        present.link_size += if self.links > 0 { bytes } else { 0 };
        present.strong_size += if self.strong > 0 { bytes } else { 0 };
    }

    fn finish_block(&mut self) {
        let mut present = std::mem::take(&mut self.present);
        for (_, before) in &mut self.open {
            *before = 0;
        }
        present.text.truncate(present.text.trim_end().len());
        if !present.text.chars().any(char::is_alphanumeric) {
            return;
        }
        let most = |size: usize| size * 2 > present.size;
        let phrases = present.phrases.iter().filter(|(_, _, size)| most(*size));
        let parts = phrases.clone().fold(0, |parts, (more, _, _)| parts | more);
        let is_time = phrases.clone().any(|(_, is_time, _)| *is_time);
        let group = self.laid_out_group();
        self.page.blocks.push(Block {
            text: present.text,
            group,
            parts,
            is_time,
            size: present.size,
            link_size: present.link_size,
            strong_size: present.strong_size,
        });
    }

    fn laid_out_group(&self) -> usize {
        let laid_out = |(group, _): &&(usize, usize)| self.page.groups[*group].kind.is_laid_out();
        self.open.iter().rev().find(laid_out).map_or(0, |(group, _)| *group)
    }
}

/// What the attributes of an element call it.
#[derive(Default)]
struct Names<'a> {
    class: &'a str,
    parts: Parts,
}

impl<'a> Names<'a> {
    fn of(element: Element<'a>) -> Self {
        let mut names = Self::default();
        for (name, value) in element.attributes() {
            names.parts |= match name {
                "class" | "id" | "itemprop" | "role" => parts_of(value),
                "style" if hides(value) => part_bit("hidden"),
                "hidden" => part_bit("hidden"),
                _ => 0,
            };
            if name == "class" {
                names.class = value;
            }
        }
        names
    }
}

fn hides(style: &str) -> bool {
    style.contains("display:none") || style.contains("display: none")
}

/// True of white space and of what nobody sees.
fn parts_words(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{ad}')
}

/// FNV-1a over the bytes of a text, going on from `seed`.
pub(super) fn hash(seed: u64, text: &str) -> u64 {
    let start = seed ^ 0xcbf2_9ce4_8422_2325;
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(text.bytes().fold(start, mix), 0xff)
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};
    use crate::html::tree::Tree;

    fn check(html: &str, expected: &[&str]) {
        let page = blocks(&Tree::of(html));
        let texts: Vec<&str> = page.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn blocks_are_what_a_browser_sets_apart() {
        check("<p>It\n  <b>rained</b>.</p><p>Then not.</p>", &["It rained.", "Then not."]);
        check("<div>a<p>b</p>c</div>", &["a", "b", "c"]);
        check("<ul><li>one</li><li>two</li></ul>", &["one", "two"]);
        check("<head><title>no</title></head><button>no</button>yes", &["yes"]);
    }

    #[test]
    fn one_break_ends_a_line_and_two_a_block() {
        check("<p>one<br>two<br><br>three</p>", &["one\ntwo", "three"]);
    }

    #[test]
    fn what_has_no_letter_is_no_block() {
        check("<p>×</p><p>***</p><p>a</p>", &["a"]);
    }

    #[test]
    fn text_in_links_and_in_strong_type_is_measured() {
        let page = blocks(&Tree::of("<p>abc <a href='/'>de</a> <b>f</b></p>"));
        let sizes = |block: &Block| (block.size, block.link_size, block.strong_size);
        assert_eq!(page.blocks.iter().map(sizes).collect::<Vec<_>>(), [(6, 2, 1)]);
    }
}
