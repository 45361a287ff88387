//! What the truth about a family says of its descent.

use std::collections::BTreeSet;

use newstem::lineage::Kind;

use crate::gold::{Family, GoldArticle, Parent};

/// An ancestor that is not in the pile.
#[derive(Clone, Debug)]
pub struct Ancestor<'a> {
    /// Its id.
    pub id: &'a str,
    /// The articles of the pile that descend from it.
    pub below: BTreeSet<&'a str>,
    /// The names by which the pile credits it; empty where it does not.
    pub labels: Vec<&'a str>,
    /// Its text.
    pub text: &'a str,
}

impl Family {
    /// The articles of the family that the program sees.
    pub fn pile(&self) -> impl Iterator<Item = &GoldArticle> {
        self.articles.iter().filter(|article| article.in_pile)
    }

    /// Everything that the program sees: articles, then decoys.
    pub fn shown(&self) -> impl Iterator<Item = &GoldArticle> {
        self.pile().chain(&self.decoys)
    }

    /// Whether `id` is an article of the family that the program sees.
    pub fn is_in_pile(&self, id: &str) -> bool {
        self.pile().any(|article| article.id == id)
    }

    /// The links to the parents of an article.
    pub fn parents(&self, id: &str) -> &[Parent] {
        let article = self.articles.iter().find(|article| article.id == id);
        article.map_or(&[], |article| &article.parents)
    }

    /// All that an article descends from, near and far; not itself.
    pub fn ancestors(&self, id: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Parent> = self.parents(id).iter().collect();
        while let Some(parent) = open.pop() {
            if found.insert(parent.id.as_str()) {
                open.extend(self.parents(&parent.id));
            }
        }
        found
    }

    /// The originals that an article descends from; itself where it has no parent.
    pub fn roots<'a>(&'a self, id: &'a str) -> BTreeSet<&'a str> {
        if self.parents(id).is_empty() {
            return BTreeSet::from([id]);
        }
        let mut roots = self.ancestors(id);
        roots.retain(|ancestor| self.parents(ancestor).is_empty());
        roots
    }

    /// The articles of the pile that descend from `ancestor`.
    pub fn descendants(&self, ancestor: &str) -> BTreeSet<&str> {
        self.pile()
            .map(|article| article.id.as_str())
            .filter(|id| self.ancestors(id).contains(ancestor))
            .collect()
    }

    /// The unseen ancestors that the pile gives evidence of: two children in it, or a credit.
    pub fn evident_ancestors(&self) -> Vec<Ancestor<'_>> {
        let unseen = self.articles.iter().filter(|article| !article.in_pile);
        unseen.filter_map(|article| self.evident_ancestor(article)).collect()
    }

    fn evident_ancestor<'a>(&'a self, article: &'a GoldArticle) -> Option<Ancestor<'a>> {
        let links: Vec<&Parent> = self.links_to(&article.id).map(|(_, link)| link).collect();
        let credited = links.iter().any(|link| link.credited);
        if links.len() < 2 && !credited {
            return None;
        }
        let labels = if credited { names(article) } else { Vec::new() };
        let below = self.descendants(&article.id);
        Some(Ancestor { id: &article.id, below, labels, text: &article.text })
    }

    /// The copies in the pile of an unseen ancestor: a child that shows nothing which only one of
    /// them has may hang from either. None for an ancestor in the pile.
    pub fn stand_ins(&self, ancestor: &str) -> BTreeSet<&str> {
        if self.is_in_pile(ancestor) {
            return BTreeSet::new();
        }
        self.links_to(ancestor)
            .filter(|(_, link)| link.kind == Kind::Copy)
            .map(|(child, _)| child.id.as_str())
            .collect()
    }

    fn links_to(&self, ancestor: &str) -> impl Iterator<Item = (&GoldArticle, &Parent)> {
        self.pile()
            .flat_map(|child| child.parents.iter().map(move |link| (child, link)))
            .filter(move |(_, link)| link.id == ancestor)
    }
}

fn names(article: &GoldArticle) -> Vec<&str> {
    match &article.labels {
        Some(labels) => labels.iter().map(String::as_str).collect(),
        None => article.outlet.as_deref().into_iter().collect(),
    }
}
