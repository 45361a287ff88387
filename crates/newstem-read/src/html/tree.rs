//! From markup to a tree, within limits.
//!
//! `html5ever` builds the tree as browsers do, but walks the stack of open elements for nearly
//! every tag and opens forgotten formatting elements again in every paragraph, so its time grows
//! with the square of the nesting: half a megabyte of `<ul><li>` takes a minute and a half. Counting
//! tags beforehand cannot tell such a page, as what is open depends on the parser's own rules.
//! Here the parser is given the page piece by piece, and what it asks of the tree is counted. After
//! each piece a page that nests too deep is given up, and one that has asked too much, or has grown
//! too large, ends there: what came before is a page like any other. The count is of steps, not of
//! time, so that the same page is always read alike.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use dom_query::{Document, NodeId, NodeRef};
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};

use super::walk::{Step, walk};

/// The parser is given so many bytes between two looks at what it has done.
const PIECE_BYTES: usize = 512;
/// Steps a page may cost; a step takes some nanoseconds. No page of the benchmark takes a
/// fiftieth of them.
const STEPS_MAX: u64 = 20_000_000;
/// How deep all elements of a page stand, added up: what it takes to ask each of them for all that
/// is in it, as extractors do. A page of ten thousand elements has a tenth of it.
const DEPTHS_MAX: u64 = 1_800_000;
/// Elements and texts of a page that are read; large pages of news have a tenth as many.
pub(super) const NODES_MAX: usize = 200_000;
/// Steps of making an element, beside looking at one.
const STEPS_OF_NODE: u64 = 20;
/// Steps of adding a text or an element to the tree.
const STEPS_OF_TEXT: u64 = 10;

/// Why a page has no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unparsed {
    /// More elements are open at once than allowed.
    TooDeep,
}

/// A page, as far as it was read.
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// Why it was not read to its end.
    pub(super) cut: Option<Cut>,
}

/// Why a page was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// It holds more elements and texts than are read.
    TooLarge,
    /// Its nesting would take too long to follow.
    TooTangled,
}

/// The tree of a page.
pub(super) struct Tree(Document);

impl Tree {
    /// The node that holds all others.
    pub(super) fn root(&self) -> NodeRef<'_> {
        self.0.root()
    }

    /// The tree in the library's own form, which may be cut and bent.
    pub(super) fn into_document(self) -> Document {
        self.0
    }

    /// The tree of a page that is known to be harmless.
    #[cfg(test)]
    pub(super) fn of(html: &str) -> Self {
        Self(Document::from(html))
    }
}

/// The tree of a page, without scripts, styles and what else `lean` leaves out.
pub(super) fn parse(html: &str, depth_max: usize) -> Result<Parsed, Unparsed> {
    let sink = Counted {
        document: Document::default(),
        steps: Cell::new(0),
        depths: Cell::new(0),
        last: Cell::new(None),
    };
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let (mut read, mut cut) = (0, None);
    for piece in Pieces(html) {
        parser.process(StrTendril::from_slice(piece));
        read += piece.len();
        let counted = &parser.tokenizer.sink.sink;
        counted.check_depth(depth_max)?;
        if read < html.len() {
            cut = counted.exhausted();
        }
        if cut.is_some() {
            break;
        }
    }
    let parsed = Parsed { tree: parser.finish(), cut };
    if deepest(&parsed.tree) > depth_max { Err(Unparsed::TooDeep) } else { Ok(parsed) }
}

/// A text in pieces that end on character boundaries.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let (piece, rest) = self.0.split_at(self.0.floor_char_boundary(PIECE_BYTES));
        self.0 = rest;
        (!piece.is_empty()).then_some(piece)
    }
}

fn deepest(tree: &Tree) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    walk(tree, |step| {
        match step {
            Step::Open(_) => depth += 1,
            Step::Close(_) => depth -= 1,
            Step::Text(_) => {}
        }
        deepest = deepest.max(depth);
    });
    deepest
}

/// A tree under construction that counts what it is asked.
struct Counted {
    document: Document,
    steps: Cell<u64>,
    /// How deep all elements stand, added up.
    depths: Cell<u64>,
    /// The element made last.
    last: Cell<Option<NodeId>>,
}

impl Counted {
    fn step(&self, count: u64) {
        self.steps.set(self.steps.get() + count);
    }

    fn count_depth(&self, parent: NodeId) {
        self.depths.set(self.depths.get() + self.depth(parent) as u64);
    }

    fn exhausted(&self) -> Option<Cut> {
        if self.document.tree.len() > NODES_MAX {
            return Some(Cut::TooLarge);
        }
        let is_tangled = self.steps.get() > STEPS_MAX || self.depths.get() > DEPTHS_MAX;
        is_tangled.then_some(Cut::TooTangled)
    }

    fn check_depth(&self, depth_max: usize) -> Result<(), Unparsed> {
        let depth = self.last.get().map_or(0, |id| self.depth(id));
        if depth > depth_max { Err(Unparsed::TooDeep) } else { Ok(()) }
    }

    /// How many nodes are around one.
    fn depth(&self, id: NodeId) -> usize {
        self.document.tree.ancestor_ids_of_it(&id, None).count()
    }
}

impl TreeSink for Counted {
    type Output = Tree;
    type Handle = NodeId;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree(self.document)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn get_document(&self) -> NodeId {
        self.document.get_document()
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.step(1);
        one == other
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.step(1);
        self.document.elem_name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        self.step(STEPS_OF_NODE);
        let id = self.document.create_element(name, attributes, flags);
        self.last.set(Some(id));
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.step(STEPS_OF_NODE);
        self.document.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.step(STEPS_OF_NODE);
        self.document.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.document.append_doctype_to_document(name, public, system);
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.step(STEPS_OF_TEXT);
        if let NodeOrText::AppendNode(_) = &child {
            self.count_depth(*parent);
        }
        self.document.append(parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.step(STEPS_OF_TEXT);
        self.count_depth(*sibling);
        self.document.append_before_sibling(sibling, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.step(STEPS_OF_TEXT);
        self.count_depth(*element);
        self.document.append_based_on_parent_node(element, previous, child);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.step(1);
        self.document.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        self.step(STEPS_OF_NODE);
        self.document.reparent_children(node, parent);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.step(STEPS_OF_NODE);
        self.document.add_attrs_if_missing(target, attributes);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.document.get_template_contents(target)
    }

    fn mark_script_already_started(&self, node: &NodeId) {
        self.document.mark_script_already_started(node);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, NODES_MAX, Unparsed, parse};

    fn check(html: &str, expected: Option<Unparsed>) {
        assert_eq!(parse(html, 512).err(), expected, "{html:.60}");
    }

    #[test]
    fn elements_open_at_once_are_limited() {
        check(&"<div>".repeat(500), None);
        check(&"<div>".repeat(600), Some(Unparsed::TooDeep));
        check(&"<ul><li>".repeat(60_000), Some(Unparsed::TooDeep));
        check(&"<div></b></p>".repeat(1000), Some(Unparsed::TooDeep));
    }

    #[test]
    fn elements_that_close_each_other_do_not_nest() {
        check(&"<p>x<br>y".repeat(10_000), None);
        check(&"<table><tr><td>x</table>".repeat(1000), None);
    }

    /// Formatting elements that are not closed are opened again in every paragraph, unless they
    /// are alike; numbered ones never are.
    #[test]
    fn forgotten_formatting_is_limited() {
        let numbered = |at: usize| format!("<p><b id={at}>x</p>");
        check_cut(&(0..40_000).map(numbered).collect::<String>(), Some(Cut::TooTangled));
    }

    fn check_cut(html: &str, expected: Option<Cut>) {
        let parsed = parse(html, 512).expect("the page is not too deep");
        assert_eq!(parsed.cut, expected, "{html:.60}");
        assert!(parsed.tree.0.tree.len() > 1, "{html:.60}");
    }

    #[test]
    fn what_takes_too_many_steps_ends_early() {
        let nest = "<div>".repeat(500);
        let tangled = format!("{nest}{}", "<p><i>x</i></p>".repeat(100_000));
        check_cut(&tangled, Some(Cut::TooTangled));
        check_cut(&format!("{nest}{}", "<p><i>x</i></p>".repeat(500)), None);
        check_cut(&"<".repeat(8_000_000), Some(Cut::TooTangled));
        let chain = format!("{}{}", "<b>".repeat(300), "</b>".repeat(300));
        check_cut(&chain.repeat(100), Some(Cut::TooTangled));
    }

    #[test]
    fn what_grows_too_large_ends_early() {
        check_cut(&"<p>x".repeat(NODES_MAX), Some(Cut::TooLarge));
        check_cut(&"<p>x".repeat(NODES_MAX / 4), None);
    }
}
