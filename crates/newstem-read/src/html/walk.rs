//! One walk over the tree of a page, in the order of the page. Whatever reads a page reads it so,
//! and knows nothing of the library that holds the tree.

use dom_query::{NodeData, NodeId, NodeRef, TreeNode};

use super::tree::Tree;

/// What a walk comes upon.
pub(super) enum Step<'a> {
    /// A stretch of text.
    Text(&'a str),
    /// An element begins.
    Open(Element<'a>),
    /// An element ends.
    Close(Element<'a>),
}

/// An element of a page.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    node: NodeRef<'a>,
    inner: &'a dom_query::Element,
}

impl<'a> Element<'a> {
    /// Its name, in small letters.
    pub(super) fn name(&self) -> &'a str {
        &self.inner.name.local
    }

    /// The value of one of its attributes.
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        let mut attributes = self.inner.attrs.iter();
        let found = attributes.find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &*attribute.value)
    }

    /// The names of its attributes with their values, in the order of the page.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let attributes = self.inner.attrs.iter();
        attributes.map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// What tells it from all others of the page.
    pub(super) fn id(&self) -> NodeId {
        self.node.id
    }

    /// The text that stands in it, but not in elements within it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for child in self.node.children_it(false) {
            child.query(|child| {
                if let NodeData::Text { contents } = &child.data {
                    text.push_str(contents);
                }
            });
        }
        text
    }
}

/// Walks over a page and shows each step to `visit`.
pub(super) fn walk(tree: &Tree, mut visit: impl FnMut(Step<'_>)) {
    let mut node = tree.root();
    loop {
        node.query(|inner| open(node, inner, &mut visit));
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        match next(node, &mut visit) {
            Some(other) => node = other,
            None => return,
        }
    }
}

fn open(node: NodeRef<'_>, inner: &TreeNode, visit: &mut impl FnMut(Step<'_>)) {
    match &inner.data {
        NodeData::Text { contents } => visit(Step::Text(contents)),
        NodeData::Element(inner) => visit(Step::Open(Element { node, inner })),
        _ => {}
    }
}

/// The node behind `from` and all it holds, the elements that end before it closed.
fn next<'a>(from: NodeRef<'a>, visit: &mut impl FnMut(Step<'_>)) -> Option<NodeRef<'a>> {
    let mut node = from;
    loop {
        node.query(|inner| close(node, inner, visit));
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent()?;
    }
}

fn close(node: NodeRef<'_>, inner: &TreeNode, visit: &mut impl FnMut(Step<'_>)) {
    if let NodeData::Element(inner) = &inner.data {
        visit(Step::Close(Element { node, inner }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, walk};
    use crate::html::tree::Tree;

    #[test]
    fn a_page_is_walked_in_its_order() {
        let tree = Tree::of("<html><head></head><body><p id=a>x<b>y</b>z</p><br></body></html>");
        let mut steps = Vec::new();
        walk(&tree, |step| {
            steps.push(match step {
                Step::Text(text) => text.to_owned(),
                Step::Open(element) => {
                    let id = element.attr("id").unwrap_or_default();
                    format!("<{}{id}>{}", element.name(), element.text())
                }
                Step::Close(element) => format!("</{}>", element.name()),
            });
        });
        let expected =
            "<html>|<head>|</head>|<body>|<pa>xz|x|<b>y|y|</b>|z|</p>|<br>|</br>|</body>|</html>";
        assert_eq!(steps.join("|"), expected);
    }
}
