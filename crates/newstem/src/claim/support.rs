//! How many sources stand behind a claim: the roots along whose lines a value came to the
//! articles that carry it. A child that could have it from a parent in the pile counts for that
//! parent only; where no such parent has it, it came from an unseen one, or is the child's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
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
    /// Numbers a tree.
    pub(super) fn of(articles: &[&Article], tree: &Tree) -> Self {
        let ids = articles.iter().map(|article| &article.id);
        let ids = ids.chain(tree.unseen.iter().map(|ancestor| &ancestor.id));
        let numbers: BTreeMap<&String, usize> = ids.zip(0..).collect();
        let mut parents = vec![Vec::new(); numbers.len()];
        for link in &tree.links {
            if let (Some(&child), Some(&parent)) =
                (numbers.get(&link.child), numbers.get(&link.parent))
            {
                parents[child].push(parent);
            }
        }
        let depths = (0..articles.len()).map(|article| above(article, &parents)).collect();
        Self { articles: articles.len(), parents, depths }
    }

    /// How many distinct roots the articles that carry a value have it from.
    pub(super) fn sources(&self, carriers: &BTreeSet<usize>) -> usize {
        let (mut found, mut seen) = (0, BTreeSet::new());
        let mut open: Vec<usize> = carriers.iter().copied().collect();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            let parents = self.parents[node].iter().copied();
            let mut above: Vec<usize> =
                parents.clone().filter(|parent| carriers.contains(parent)).collect();
            if above.is_empty() {
                above = parents.filter(|&parent| parent >= self.articles).collect();
            }
            found += usize::from(above.is_empty());
            open.extend(above);
        }
        found
    }

    /// The parents of an article that are in the pile.
    pub(super) fn parents_at_hand(&self, article: usize) -> impl Iterator<Item = usize> + '_ {
        self.parents[article].iter().copied().filter(|&parent| parent < self.articles)
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
