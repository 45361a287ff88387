//! Gradient-boosted decision trees (Friedman 2001): numbers in, a probability out. The one for
//! lines of text and the one for blocks of pages are both read and asked here; the heads of their
//! files under `data/` say on what they were fitted, and by which script.
//!
//! Sums are made in the order of the file, so that the same numbers give the same probability.
//! Several trees are walked in step: where one goes next waits for memory, and nothing that
//! another does depends on it. A leaf is its own child, so all walks are as long as the longest.
//! Rejected: a library for trees, where reading and walking them takes a page.

/// Deeper trees are taken for a broken file.
const DEPTH_MAX: usize = 16;

/// So many trees are walked in step.
const IN_STEP: usize = 8;

/// Trees whose answers add up to log-odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trees {
    names: Vec<&'static str>,
    start: f64,
    nodes: Vec<Node>,
    /// What each node answers, if it is a leaf.
    answers: Vec<f64>,
    roots: Vec<u32>,
    /// How many splits the longest way down has.
    depth: usize,
}

/// A split, whose children are places in [`Trees::nodes`], or a leaf.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    threshold: f32,
    feature: u32,
    /// Where to go above the threshold, and where at or below it.
    next: [u32; 2],
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
    ) -> Option<u32> {
        let word = words.next().filter(|_| depth < DEPTH_MAX)?;
        self.depth = self.depth.max(depth);
        if let Some(answer) = word.strip_prefix('=') {
            let own = u32::try_from(self.nodes.len()).ok()?;
            let leaf = Node { threshold: 0.0, feature: 0, next: [own; 2] };
            return self.push(leaf, answer.parse().ok()?);
        }
        let feature = self.names.iter().position(|name| *name == word)?;
        let feature = u32::try_from(feature).ok()?;
        let threshold = words.next()?.parse().ok()?;
        let below = self.parse_node(words, depth + 1)?;
        let above = self.parse_node(words, depth + 1)?;
        self.push(Node { threshold, feature, next: [above, below] }, 0.0)
    }

    fn push(&mut self, node: Node, answer: f64) -> Option<u32> {
        self.nodes.push(node);
        self.answers.push(answer);
        u32::try_from(self.nodes.len() - 1).ok()
    }

    /// How likely that is which the trees were fitted to find, from 0 to 1, given the numbers of
    /// the features in their order. Without trees nothing is.
    pub(crate) fn probability(&self, row: &[f32]) -> f64 {
        if self.roots.is_empty() {
            return 0.0;
        }
        1.0 / (1.0 + (-self.log_odds(row)).exp())
    }

    fn log_odds(&self, row: &[f32]) -> f64 {
        let mut sum = self.start;
        for roots in self.roots.chunks(IN_STEP) {
            let leaves = self.leaves(roots, row);
            let answers = leaves.iter().take(roots.len()).map(|leaf| self.answers[*leaf as usize]);
            sum = answers.fold(sum, |sum, answer| sum + answer);
        }
        sum
    }

    /// The leaves that a row leads to from some roots.
    fn leaves(&self, roots: &[u32], row: &[f32]) -> [u32; IN_STEP] {
        let mut places = std::array::from_fn(|tree| roots.get(tree).copied().unwrap_or(roots[0]));
        for _ in 0..self.depth {
            for place in &mut places {
                let node = &self.nodes[*place as usize];
                let is_below = row[node.feature as usize] <= node.threshold;
                *place = node.next[usize::from(is_below)];
            }
        }
        places
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
            assert_eq!(trees.log_odds(&[words, digits]), expected);
        };
        check(4.0, 0.0, 0.75);
        check(5.0, 0.25, -1.25);
        check(10.0, 0.5, 1.25);
    }

    #[test]
    fn odds_become_a_probability() {
        let trees = Trees::parse("features words\nstart 0\nwords 1 =0 =1").expect("whole");
        assert_eq!(trees.probability(&[0.0]), 0.5);
        assert_eq!(Trees::default().probability(&[]), 0.0);
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
