//! The line classifier: gradient-boosted decision trees (Friedman 2001), read from
//! `data/line-trees.txt`, where the head of the file says on what they were fitted and
//! `data/train/fit.py` how. Deterministic: sums are made in the order of the file. Rejected: a
//! library for trees, where reading and walking them takes a page.

use std::sync::LazyLock;

use super::features::Feature;

/// A node; the children of a split are indices into [`Trees::nodes`].
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Split { feature: usize, threshold: f32, below: usize, above: usize },
    Leaf(f64),
}

/// Trees whose answers add up to log-odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trees {
    names: Vec<&'static str>,
    start: f64,
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

/// Deeper trees are taken for a broken file.
const DEPTH_MAX: usize = 16;

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    let text = include_str!("../../data/line-trees.txt");
    Trees::parse(text).unwrap_or_default()
});

/// How likely a line is furniture, from 0 to 1. Without trees nothing is.
pub(super) fn likelihood(features: &[Feature]) -> f64 {
    if TREES.roots.is_empty() {
        return 0.0;
    }
    let log_odds: f64 =
        TREES.roots.iter().fold(TREES.start, |sum, root| sum + TREES.walk(*root, features));
    1.0 / (1.0 + (-log_odds).exp())
}

impl Trees {
    /// The trees of a file: comments, the names of the features in their order, the log-odds to
    /// start from, then a tree a line. Nothing where the file is broken.
    fn parse(text: &'static str) -> Option<Self> {
        let mut trees = Self::default();
        for row in text.lines().filter(|row| !row.starts_with('#')) {
            if let Some(names) = row.strip_prefix("features ") {
                trees.names = names.split(' ').collect();
            } else if let Some(start) = row.strip_prefix("start ") {
                trees.start = start.parse().ok()?;
            } else {
                let root = trees.parse_node(&mut row.split(' '), 0)?;
                trees.roots.push(root);
            }
        }
        Some(trees)
    }

    /// Reads a tree in preorder: the feature and threshold of a split, `=value` of a leaf.
    fn parse_node<'a>(
        &mut self,
        words: &mut impl Iterator<Item = &'a str>,
        depth: usize,
    ) -> Option<usize> {
        let word = words.next().filter(|_| depth < DEPTH_MAX)?;
        if let Some(value) = word.strip_prefix('=') {
            self.nodes.push(Node::Leaf(value.parse().ok()?));
            return Some(self.nodes.len() - 1);
        }
        let feature = self.names.iter().position(|name| *name == word)?;
        let threshold = words.next()?.parse().ok()?;
        let below = self.parse_node(words, depth + 1)?;
        let above = self.parse_node(words, depth + 1)?;
        self.nodes.push(Node::Split { feature, threshold, below, above });
        Some(self.nodes.len() - 1)
    }

    fn walk(&self, root: usize, features: &[Feature]) -> f64 {
        let mut at = root;
        loop {
            match &self.nodes[at] {
                Node::Leaf(value) => return *value,
                Node::Split { feature, threshold, below, above } => {
                    let value = features[*feature].1 as f32;
                    at = if value <= *threshold { *below } else { *above };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::line_looks;
    use crate::context::Context;
    use crate::document::Document;

    const SMALL: &str = "# a comment\nfeatures words digits\nstart -0.5\nwords 4.5 =1 digits 0.25 =-1 =2\nwords 9 =0.25 =-0.25\n";

    fn sum(trees: &Trees, features: &[Feature]) -> f64 {
        trees.start + trees.roots.iter().map(|root| trees.walk(*root, features)).sum::<f64>()
    }

    #[test]
    fn trees_are_walked_from_their_roots() {
        let trees = Trees::parse(SMALL).expect("the trees are whole");
        let check = |words: f64, digits: f64, expected: f64| {
            assert_eq!(sum(&trees, &[("words", words), ("digits", digits)]), expected);
        };
        check(4.0, 0.0, 0.75);
        check(5.0, 0.25, -1.25);
        check(10.0, 0.5, 1.25);
    }

    #[test]
    fn broken_trees_are_refused() {
        let check = |text: &'static str| assert_eq!(Trees::parse(text), None, "{text}");
        check("features words\nwords 4.5 =1");
        check("features words\nletters 4.5 =1 =2");
        check("features words\nwords x =1 =2");
        check(
            "features words\nwords 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 =1",
        );
    }

    #[test]
    fn the_trees_that_ship_know_the_features_by_the_same_names() {
        let document = Document { text: "It rained.".to_owned(), ..Document::default() };
        let looks = line_looks(&document, &Context::default());
        let names: Vec<&str> = looks[0].features.iter().map(|(name, _)| *name).collect();
        assert!(!TREES.roots.is_empty());
        assert_eq!(TREES.names, names);
    }
}
