//! From markup to a tree, within limits.
//!
//! `html5ever` builds the tree as browsers do, but walks the stack of open elements for nearly
//! every tag and opens forgotten formatting elements again in every paragraph, so its time grows
//! with the square of the nesting: half a megabyte of `<ul><li>` takes a minute and a half. Counting
//! tags beforehand cannot tell such a page, as what is open depends on the parser's own rules.
//! Here the parser is given the page piece by piece, and what it asks of the tree is counted: after
//! each piece a page that nests too deep or asked too much is given up. The count is of steps, not
//! of time, so that the same page is always read alike.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use dom_query::{Document, NodeId, NodeRef};
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};

use super::walk::{Step, walk};

/// The parser is given so many bytes between two looks at what it has done.
const PIECE_BYTES: usize = 4096;
/// Steps a page may cost; a step takes some nanoseconds. No page of the benchmark takes a
/// hundredth of them.
const STEPS_MAX: u64 = 40_000_000;
/// Steps of making an element, beside looking at one.
const STEPS_OF_NODE: u64 = 20;
/// Steps of adding a text or an element to the tree.
const STEPS_OF_TEXT: u64 = 10;

/// Why a page has no tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unparsed {
    /// More elements are open at once than allowed.
    TooDeep,
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

    /// How many nodes it has.
    pub(super) fn len(&self) -> usize {
        self.0.tree.len()
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
pub(super) fn parse(html: &str, depth_max: usize) -> Result<Tree, Unparsed> {
    let sink =
        Counted { document: Document::default(), steps: Cell::new(0), last: Cell::new(None) };
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    for piece in Pieces(html) {
        parser.process(StrTendril::from_slice(piece));
        parser.tokenizer.sink.sink.check(depth_max)?;
    }
    let tree = parser.finish();
    if deepest(&tree) > depth_max { Err(Unparsed::TooDeep) } else { Ok(tree) }
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
    /// The element made last.
    last: Cell<Option<NodeId>>,
}

impl Counted {
    fn step(&self, count: u64) {
        self.steps.set(self.steps.get() + count);
    }

    fn check(&self, depth_max: usize) -> Result<(), Unparsed> {
        if self.steps.get() > STEPS_MAX {
            return Err(Unparsed::TooTangled);
        }
        let tree = &self.document.tree;
        let last = self.last.get().and_then(|id| tree.get(&id));
        let depth = last.map_or(0, |node| node.ancestors_it(None).count());
        if depth > depth_max { Err(Unparsed::TooDeep) } else { Ok(()) }
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
        self.document.append(parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.step(1);
        self.document.append_before_sibling(sibling, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        self.step(1);
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
    use super::{Unparsed, parse};

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
        check(&(0..40_000).map(numbered).collect::<String>(), Some(Unparsed::TooDeep));
    }

    #[test]
    fn steps_are_limited() {
        let nest = "<div>".repeat(500);
        check(&format!("{nest}{}", "<p><i>x</i></p>".repeat(100_000)), Some(Unparsed::TooTangled));
        check(&format!("{nest}{}", "<p><i>x</i></p>".repeat(1000)), None);
        check(&"<".repeat(8_000_000), Some(Unparsed::TooTangled));
    }
}
