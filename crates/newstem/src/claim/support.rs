//! How many sources stand behind a claim: the roots along whose lines a value came to the
//! articles that carry it. A child that could have it from a parent in the pile counts for that
//! parent only; where no such parent has it, it came from an unseen one, or is the child's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::lineage::Tree;

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
        let mut roots: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &carrier in carriers {
            let (mut open, mut seen) = (vec![carrier], BTreeSet::new());
            while let Some(node) = open.pop() {
                let from_carrier =
                    self.parents[node].iter().any(|parent| carriers.contains(parent));
                if from_carrier || !seen.insert(node) {
                    continue;
                }
                let unseen = self.parents[node].iter().filter(|&&parent| parent >= self.articles);
                let above = open.len();
                open.extend(unseen);
                if open.len() == above {
                    roots.entry(node).or_default().insert(carrier);
                }
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
