//! Gradient-boosted decision trees (Friedman 2001): numbers in, a probability out. The one for
//! lines of text and the one for blocks of pages are both read and asked here; the heads of their
//! files under `data/` say on what they were fitted, and by which script.
//!
//! Sums are made in the order of the file, so that the same numbers give the same probability.
//! Rejected: a library for trees, where reading and walking them takes a page.

/// Deeper trees are taken for a broken file.
const DEPTH_MAX: usize = 16;

/// Trees whose answers add up to log-odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trees {
    names: Vec<&'static str>,
    start: f64,
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

/// A node; the children of a split are indices into [`Trees::nodes`].
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Split { feature: usize, threshold: f32, below: usize, above: usize },
    Leaf(f64),
}

impl Trees {
    /// The trees of a file: comments, the names of the features in their order, the log-odds to
    /// start from, then a tree a line. Nothing where the file is broken.
    pub(crate) fn parse(text: &'static str) -> Option<Self> {
        let mut trees = Self::default();
        for row in text.lines().filter(|row| !row.starts_with('#')) {
            if let Some(names) = row.strip_prefix("features ") {
                trees.names = names.split(' ').collect();
            } else if let Some(start) = row.strip_prefix("start ") {
                trees.start = start.parse().ok()?;
            } else {
                let mut words = row.split(' ');
                let root = trees.parse_node(&mut words, 0)?;
                if words.next().is_some() {
                    return None;
                }
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

    /// How likely that is which the trees were fitted to find, from 0 to 1, given the numbers of
    /// the features by their places. Without trees nothing is.
    pub(crate) fn probability(&self, feature: impl Fn(usize) -> f32) -> f64 {
        if self.roots.is_empty() {
            return 0.0;
        }
        1.0 / (1.0 + (-self.log_odds(feature)).exp())
    }

    fn log_odds(&self, feature: impl Fn(usize) -> f32) -> f64 {
        self.roots.iter().fold(self.start, |sum, root| sum + self.walk(*root, &feature))
    }

    fn walk(&self, root: usize, value: impl Fn(usize) -> f32) -> f64 {
        let mut at = root;
        loop {
            match &self.nodes[at] {
                Node::Leaf(value) => return *value,
                Node::Split { feature, threshold, below, above } => {
                    at = if value(*feature) <= *threshold { *below } else { *above };
                }
            }
        }
    }

    /// What the numbers are called that the trees were fitted on, in their order.
    #[cfg(test)]
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::Trees;

    const SMALL: &str = "# a comment\nfeatures words digits\nstart -0.5\nwords 4.5 =1 digits 0.25 =-1 =2\nwords 9 =0.25 =-0.25\n";

    #[test]
    fn trees_are_walked_from_their_roots() {
        let trees = Trees::parse(SMALL).expect("the trees are whole");
        let check = |words: f32, digits: f32, expected: f64| {
            assert_eq!(trees.log_odds(|place| [words, digits][place]), expected);
        };
        check(4.0, 0.0, 0.75);
        check(5.0, 0.25, -1.25);
        check(10.0, 0.5, 1.25);
    }

    #[test]
    fn odds_become_a_probability() {
        let trees = Trees::parse("features words\nstart 0\nwords 1 =0 =1").expect("whole");
        assert_eq!(trees.probability(|_| 0.0), 0.5);
        assert_eq!(Trees::default().probability(|_| 0.0), 0.0);
    }

    #[test]
    fn broken_trees_are_refused() {
        let check = |text: &'static str| assert_eq!(Trees::parse(text), None, "{text}");
        check("features words\nwords 4.5 =1");
        check("features words\nletters 4.5 =1 =2");
        check("features words\nwords x =1 =2");
        check("features words\nwords 4.5 =1 =2 =3");
        check(
            "features words\nwords 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 words 1 =1",
        );
    }
}
