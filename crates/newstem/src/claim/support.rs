//! How many sources stand behind a claim: the roots along whose lines a value came to the
//! articles that carry it. A child that could have it from a parent in the pile counts for that
//! parent only; where no such parent has it, it came from an unseen one, or is the child's own. Of several
//! unseen ones one gave it (`supplied`).

use std::collections::{BTreeMap, BTreeSet};

use crate::lineage::{Tree, supplied};

/// A story's tree with numbers for ids: articles by their index, unseen ancestors after them. The
/// tree itself is asked by ids and looks through all its links each time, and claims ask often.
pub(super) struct Descent {
    articles: usize,
    parents: Vec<Vec<usize>>,
    /// For each article, how many stand above it.
    pub(super) depths: Vec<usize>,
}

impl Descent {
    /// Numbers a tree; `articles` are the ids of all articles of its story.
    pub(super) fn of(articles: &[&str], tree: &Tree) -> Self {
        let ids = articles.iter().copied();
        let ids = ids.chain(tree.unseen.iter().map(|ancestor| ancestor.id.as_str()));
        let numbers: BTreeMap<&str, usize> = ids.zip(0..).collect();
        let mut parents = vec![Vec::new(); numbers.len()];
        for link in &tree.links {
            if let (Some(&child), Some(&parent)) =
                (numbers.get(link.child.as_str()), numbers.get(link.parent.as_str()))
            {
                parents[child].push(parent);
            }
        }
        let depths = (0..articles.len()).map(|article| above(article, &parents)).collect();
        Self { articles: articles.len(), parents, depths }
    }

    /// How many distinct roots the articles that carry a value have it from.
    pub(super) fn sources(&self, carriers: &BTreeSet<usize>) -> usize {
        self.roots(carriers).len()
    }

    /// The distinct roots that the articles that carry a value have it from, each with those of them
    /// that have it from no other.
    pub(super) fn roots(&self, carriers: &BTreeSet<usize>) -> BTreeMap<usize, BTreeSet<usize>> {
        let possible = |&carrier: &usize| (carrier, self.possible_roots(carrier, carriers));
        supplied(&carriers.iter().map(possible).collect::<Vec<_>>())
    }

    /// The roots that an article may have a value from; none where a parent at hand has it, too.
    fn possible_roots(&self, carrier: usize, carriers: &BTreeSet<usize>) -> BTreeSet<usize> {
        let (mut open, mut seen, mut roots) = (vec![carrier], BTreeSet::new(), BTreeSet::new());
        while let Some(node) = open.pop() {
            let from_carrier = self.parents[node].iter().any(|parent| carriers.contains(parent));
            if from_carrier || !seen.insert(node) {
                continue;
            }
            let unseen = self.parents[node].iter().filter(|&&parent| parent >= self.articles);
            let above = open.len();
            open.extend(unseen);
            if open.len() == above {
                roots.insert(node);
            }
        }
        roots
    }

    /// The parents of an article that are in the pile.
    pub(super) fn parents_at_hand(&self, article: usize) -> impl Iterator<Item = usize> + '_ {
        self.parents[article].iter().copied().filter(|&parent| parent < self.articles)
    }

    /// Whether two articles are parent and child or have a parent in common.
    pub(super) fn are_related(&self, article: usize, other: usize) -> bool {
        let is_parent = |child: usize, parent: usize| self.parents[child].contains(&parent);
        is_parent(article, other) || is_parent(other, article) || self.are_siblings(article, other)
    }

    /// Whether two articles have a parent in common.
    pub(super) fn are_siblings(&self, article: usize, other: usize) -> bool {
        self.parents[article].iter().any(|parent| self.parents[other].contains(parent))
    }
}

/// How many nodes stand above one.
fn above(node: usize, parents: &[Vec<usize>]) -> usize {
    let mut found = BTreeSet::new();
    let mut open = vec![node];
    while let Some(next) = open.pop() {
        open.extend(parents[next].iter().copied().filter(|&parent| found.insert(parent)));
    }
    found.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles are numbers below four, ancestors that are not in the pile those from four on.
    fn check(links: &[(usize, usize)], carriers: &[usize], expected: &[(usize, &[usize])]) {
        let mut parents = vec![Vec::new(); 8];
        for &(child, parent) in links {
            parents[child].push(parent);
        }
        let descent = Descent { articles: 4, parents, depths: vec![0; 4] };
        let roots = descent.roots(&carriers.iter().copied().collect());
        let roots: Vec<(usize, Vec<usize>)> =
            roots.into_iter().map(|(root, heads)| (root, heads.into_iter().collect())).collect();
        let expected: Vec<(usize, Vec<usize>)> =
            expected.iter().map(|&(root, heads)| (root, heads.to_vec())).collect();
        assert_eq!(roots, expected);
    }

    #[test]
    fn a_value_came_from_the_parent_that_has_it() {
        check(&[(1, 0), (2, 3)], &[0, 1, 2], &[(0, &[0]), (2, &[2])]);
        check(&[(1, 0), (1, 4)], &[1], &[(4, &[1])]);
        check(&[(1, 0), (1, 4)], &[0, 1], &[(0, &[0])]);
    }

    #[test]
    fn of_two_unseen_parents_one_gave_it() {
        check(&[(0, 4), (0, 5)], &[0], &[(4, &[0])]);
        check(&[(0, 4), (0, 5), (1, 5)], &[0, 1], &[(5, &[0, 1])]);
    }
}
