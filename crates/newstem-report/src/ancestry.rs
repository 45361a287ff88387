//! Who stands above whom in a story, worked out once.
//!
//! The engine's tree answers the same questions by walking its links each time; a page asks them
//! for every occurrence of every quote, so here they are looked up.

use std::collections::{BTreeMap, BTreeSet};

use newstem::lineage::Tree;

/// What stands above every node that has a parent.
pub(crate) struct Ancestry<'a> {
    parents: BTreeMap<&'a str, Vec<&'a str>>,
    lines: BTreeMap<&'a str, Lines<'a>>,
}

/// All lines of descent that lead to a node.
#[derive(Default)]
struct Lines<'a> {
    roots: BTreeSet<&'a str>,
    /// How many stand above the node, roots included.
    ancestors: usize,
}

impl<'a> Ancestry<'a> {
    /// Walks a tree.
    pub(crate) fn of(tree: &'a Tree) -> Self {
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for link in &tree.links {
            parents.entry(&link.child).or_default().push(&link.parent);
        }
        let lines = parents.keys().map(|&child| (child, lines_to(child, &parents))).collect();
        Self { parents, lines }
    }

    /// The parents of a node.
    pub(crate) fn parents(&self, node: &str) -> &[&'a str] {
        self.parents.get(node).map_or(&[], Vec::as_slice)
    }

    /// The nodes without a parent above a node; itself where it has no parent.
    pub(crate) fn roots<'b>(&'b self, node: &'b str) -> Vec<&'b str> {
        match self.lines.get(node) {
            Some(lines) => lines.roots.iter().copied().collect(),
            None => vec![node],
        }
    }

    /// Whether one node stands above another.
    pub(crate) fn is_above(&self, ancestor: &str, node: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = self.parents(node).to_vec();
        while let Some(next) = open.pop() {
            if next == ancestor {
                return true;
            }
            if seen.insert(next) {
                open.extend(self.parents(next));
            }
        }
        false
    }

    /// How many stand above a node, near and far.
    pub(crate) fn ancestors(&self, node: &str) -> usize {
        self.lines.get(node).map_or(0, |lines| lines.ancestors)
    }
}

fn lines_to<'a>(node: &'a str, parents: &BTreeMap<&'a str, Vec<&'a str>>) -> Lines<'a> {
    let mut lines = Lines::default();
    let mut seen = BTreeSet::new();
    let mut open = vec![node];
    while let Some(next) = open.pop() {
        if !seen.insert(next) {
            continue;
        }
        match parents.get(next) {
            Some(above) => open.extend(above),
            None => {
                lines.roots.insert(next);
            }
        }
    }
    lines.ancestors = seen.len() - 1;
    lines
}

#[cfg(test)]
mod tests {
    use newstem::lineage::{Evidence, Kind, Link};

    use super::*;

    #[test]
    fn roots_are_those_that_the_engine_counts() {
        // A merged article below two roots, one of them two generations up; a cycle has none.
        let pairs = [("b", "a"), ("c", "b"), ("c", "z"), ("x", "y"), ("y", "x")];
        let links = pairs.map(|(child, parent)| Link {
            child: child.to_owned(),
            parent: parent.to_owned(),
            kind: Kind::Copy,
            confidence: 1.0,
            evidence: Evidence::new(),
            log_odds: None,
            sentences: Vec::new(),
            rejected: None,
        });
        let tree = Tree { links: links.into(), ..Tree::default() };
        let ancestry = Ancestry::of(&tree);
        for node in ["a", "b", "c", "x", "z"] {
            let expected: Vec<&str> = tree.roots(node).into_iter().collect();
            assert_eq!(ancestry.roots(node), expected, "{node}");
        }
        assert!(ancestry.is_above("a", "c") && ancestry.is_above("z", "c"));
        assert!(!ancestry.is_above("c", "a") && !ancestry.is_above("a", "x"));
        let ancestors = ["a", "b", "c", "x"].map(|node| ancestry.ancestors(node));
        assert_eq!(ancestors, [0, 1, 3, 1]);
    }
}
