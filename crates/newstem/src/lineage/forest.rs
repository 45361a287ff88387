//! Who hangs from whom among the articles at hand, by index: the working form of the tree.

use std::collections::BTreeSet;

/// The parents of each article; none has a cycle above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// For each node its parents, the first one first.
    pub parents: Vec<Vec<usize>>,
}

impl Forest {
    /// A forest in which each node has at most one parent.
    pub fn of_single_parents(parents: &[Option<usize>]) -> Self {
        Self { parents: parents.iter().map(|parent| parent.iter().copied().collect()).collect() }
    }

    /// Adds a node without parents and gives its index.
    pub fn add_node(&mut self) -> usize {
        self.parents.push(Vec::new());
        self.parents.len() - 1
    }

    /// A node and everything above it.
    pub fn ancestry(&self, node: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(&self.parents[next]);
            }
        }
        found
    }

    /// The nodes without parents that a node descends from; itself where it has none.
    pub fn roots(&self, node: usize) -> BTreeSet<usize> {
        let mut ancestry = self.ancestry(node);
        ancestry.retain(|&above| self.parents[above].is_empty());
        ancestry
    }

    /// The children of a node.
    pub fn children(&self, node: usize) -> Vec<usize> {
        (0..self.parents.len()).filter(|&child| self.parents[child].contains(&node)).collect()
    }

    /// Whether `above` may become a parent of `child` without making a cycle.
    pub fn may_adopt(&self, above: usize, child: usize) -> bool {
        !self.ancestry(above).contains(&child)
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;

    #[test]
    fn a_merged_article_has_the_roots_of_both_parents() {
        let forest = Forest { parents: vec![vec![], vec![0], vec![], vec![1, 2]] };
        assert_eq!(forest.roots(3), [0, 2].into());
        assert_eq!(forest.children(0), [1]);
        assert!(!forest.may_adopt(3, 0));
        assert!(forest.may_adopt(0, 2));
    }
}
