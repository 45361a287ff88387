//! How likely a block is article, by boosted trees (Friedman 2001) over the numbers of `feature`.
//! They were fitted by `xtask/fit-blocks.py` on half of the pages of the article-extraction
//! benchmark and stand in `data/block-trees.tsv`.

use std::sync::OnceLock;

use super::feature::names;

const TABLE: &str = include_str!("../../data/block-trees.tsv");

/// Trees whose leaves add up to log-odds.
#[derive(Debug, Default)]
pub(super) struct Forest {
    base: f64,
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

#[derive(Debug)]
enum Node {
    Leaf(f64),
    Split { feature: usize, threshold: f64, low: usize, high: usize },
}

impl Forest {
    /// The fitted trees.
    pub(super) fn fitted() -> &'static Self {
        static FITTED: OnceLock<Forest> = OnceLock::new();
        FITTED.get_or_init(|| Self::parse(TABLE, &names()))
    }

    /// Reads a table: `base` with a number, then the nodes of each tree behind a line `tree`. A
    /// split gives one of `names`, a threshold, and its children by their places in the tree.
    fn parse(table: &str, names: &[String]) -> Self {
        let mut forest = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            forest.read_line(&fields, names);
        }
        forest
    }

    fn read_line(&mut self, fields: &[&str], names: &[String]) {
        let number = |field: &str| field.parse::<f64>().unwrap_or_default();
        let place = |field: &str| field.parse::<usize>().unwrap_or_default();
        let root = self.roots.last().copied().unwrap_or_default();
        match fields {
            ["base", base] => self.base = number(base),
            ["tree"] => self.roots.push(self.nodes.len()),
            [value] => self.nodes.push(Node::Leaf(number(value))),
            [feature, threshold, low, high] => self.nodes.push(Node::Split {
                // A name that is not known never falls high.
                feature: names.iter().position(|name| name == feature).unwrap_or(usize::MAX),
                threshold: number(threshold),
                low: root + place(low),
                high: root + place(high),
            }),
            _ => {}
        }
    }

    /// The probability that the block with this row is article.
    pub(super) fn probability(&self, row: &[f32]) -> f64 {
        let leaves = self.roots.iter().map(|root| self.leaf(*root, row));
        let log_odds = self.base + leaves.sum::<f64>();
        1.0 / (1.0 + (-log_odds).exp())
    }

    fn leaf(&self, root: usize, row: &[f32]) -> f64 {
        let mut at = root;
        loop {
            match self.nodes.get(at) {
                Some(Node::Split { feature, threshold, low, high }) => {
                    let value = row.get(*feature).copied().unwrap_or_default();
                    at = if f64::from(value) <= *threshold { *low } else { *high };
                }
                Some(Node::Leaf(value)) => return *value,
                None => return 0.0,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Forest, Node, names};

    #[test]
    fn a_row_falls_to_one_leaf_of_each_tree() {
        let names = ["width", "height"].map(str::to_owned);
        let table = "base\t-1\ntree\nheight\t0.5\t1\t2\n-2\n3\ntree\nwidth\t7\t1\t2\n0.5\n1";
        let forest = Forest::parse(table, &names);
        let check = |row: &[f32], log_odds: f64| {
            let expected = 1.0 / (1.0 + f64::exp(-log_odds));
            assert!((forest.probability(row) - expected).abs() < 1e-9);
        };
        check(&[7.0, 0.5], -2.5);
        check(&[7.1, 0.6], 3.0);
    }

    #[test]
    fn the_fitted_trees_are_whole() {
        let (forest, names) = (Forest::fitted(), names());
        assert!(!forest.roots.is_empty());
        for (at, node) in forest.nodes.iter().enumerate() {
            if let Node::Split { feature, low, high, .. } = node {
                assert!(*feature < names.len(), "unknown feature in node {at}");
                assert!(*low > at && *high > at && *high < forest.nodes.len());
            }
        }
    }
}
