//! The story's tree as the quote room needs it: articles by index, and what lies above each.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::lineage::{Kind, Tree};

/// Parents, siblings and ancestors of a story's articles, by index.
pub(super) struct Descent<'a> {
    pub ids: Vec<&'a str>,
    pub languages: Vec<&'a str>,
    tree: &'a Tree,
    index: BTreeMap<&'a str, usize>,
}

impl<'a> Descent<'a> {
    /// For the articles of one story.
    pub(super) fn new(articles: &[&'a Article], tree: &'a Tree) -> Self {
        let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        let primary = |article: &&'a Article| article.language.split('-').next().unwrap_or("");
        Self {
            index: ids
                .iter()
                .enumerate()
                .map(|(index, &id)| (id, index))
                .collect(),
            languages: articles.iter().map(primary).collect(),
            ids,
            tree,
        }
    }

    /// Parents that are in the pile, with how the child was made.
    pub(super) fn parents(&self, article: usize) -> Vec<(usize, Kind)> {
        let links = self.tree.links.iter();
        links
            .filter(|link| link.child == self.ids[article])
            .filter_map(|link| Some((*self.index.get(link.parent.as_str())?, link.kind)))
            .collect()
    }

    /// Every article after its parents; in the story's order where the tree leaves it open.
    pub(super) fn top_down(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut open: Vec<usize> = (0..self.ids.len()).collect();
        while !open.is_empty() {
            let ready = |&article: &usize| {
                self.parents(article)
                    .iter()
                    .all(|(parent, _)| order.contains(parent))
            };
            let next = open.iter().position(ready).unwrap_or(0);
            order.push(open.remove(next));
        }
        order
    }

    /// Unseen ancestors that are reached without passing an article of the pile and have no
    /// parent of their own.
    pub(super) fn unseen_roots(&self, article: usize) -> BTreeSet<&'a str> {
        let mut roots = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = self.unseen_parents(self.ids[article]);
        while let Some(unseen) = open.pop() {
            if !seen.insert(unseen) {
                continue;
            }
            let above = self.unseen_parents(unseen);
            if above.is_empty() {
                roots.insert(unseen);
            }
            open.extend(above);
        }
        roots
    }

    fn unseen_parents(&self, node: &str) -> Vec<&'a str> {
        let links = self.tree.links.iter();
        let above = links
            .filter(|link| link.child == node)
            .map(|link| link.parent.as_str());
        above
            .filter(|parent| !self.index.contains_key(parent))
            .collect()
    }

    /// The articles that come to an unseen root without passing another article of the pile.
    pub(super) fn children_of_unseen(&self, root: &str) -> Vec<usize> {
        (0..self.ids.len())
            .filter(|&article| self.unseen_roots(article).contains(root))
            .collect()
    }

    /// How far from its words the article's links let it be: 0 for a copy.
    pub(super) fn looseness(&self, article: usize) -> u8 {
        let links = self.tree.links.iter();
        let mine = links.filter(|link| link.child == self.ids[article]);
        mine.map(|link| looseness(link.kind)).min().unwrap_or(0)
    }

    /// True where a link to the article is a translation.
    pub(super) fn is_translated(&self, article: usize) -> bool {
        let mut links = self.tree.links.iter();
        links.any(|link| link.child == self.ids[article] && link.kind == Kind::Translation)
    }

    /// True where the two are in one language, as far as is known.
    pub(super) fn share_language(&self, a: usize, b: usize) -> bool {
        self.languages[a] == self.languages[b]
    }
}

fn looseness(kind: Kind) -> u8 {
    match kind {
        Kind::Copy => 0,
        Kind::Update | Kind::Expanded => 1,
        Kind::Merged | Kind::Translation => 2,
        Kind::Paraphrase => 3,
        Kind::Condensed => 4,
        Kind::Spun => 5,
    }
}
