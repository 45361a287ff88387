//! The story's tree as the quote room needs it: articles by index, and what lies above each.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::lineage::{Kind, Link, Tree};

/// Parents, siblings and ancestors of a story's articles, by index; worked out once.
pub(super) struct Descent<'a> {
    /// The articles' ids.
    pub ids: Vec<&'a str>,
    languages: Vec<&'a str>,
    parents: Vec<Vec<(usize, Kind)>>,
    kinds: Vec<Vec<Kind>>,
    unseen_roots: Vec<BTreeSet<&'a str>>,
    top_down: Vec<usize>,
}

impl<'a> Descent<'a> {
    /// For the articles of one story.
    pub(super) fn new(articles: &[&'a Article], tree: &'a Tree) -> Self {
        let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(i, &id)| (id, i)).collect();
        let above = links_by_child(tree);
        let of = |id: &str| above.get(id).map_or(&[][..], Vec::as_slice);
        let seen = |link: &&Link| Some((*index.get(link.parent.as_str())?, link.kind));
        let parents: Vec<Vec<(usize, Kind)>> =
            ids.iter().map(|id| of(id).iter().filter_map(seen).collect()).collect();
        let kinds = ids.iter().map(|id| of(id).iter().map(|link| link.kind).collect());
        Self {
            languages: articles.iter().map(|article| primary(article)).collect(),
            kinds: kinds.collect(),
            unseen_roots: ids.iter().map(|id| unseen_roots(id, &above, &index)).collect(),
            top_down: top_down(&parents),
            parents,
            ids,
        }
    }

    /// Parents that are in the pile, with how the child was made.
    pub(super) fn parents(&self, article: usize) -> &[(usize, Kind)] {
        &self.parents[article]
    }

    /// Every article after its parents; in the story's order where the tree leaves it open.
    pub(super) fn top_down(&self) -> &[usize] {
        &self.top_down
    }

    /// Unseen ancestors that are reached without passing an article of the pile and have no
    /// parent of their own.
    pub(super) fn unseen_roots(&self, article: usize) -> &BTreeSet<&'a str> {
        &self.unseen_roots[article]
    }

    /// The articles that come to an unseen root without passing another article of the pile.
    pub(super) fn children_of_unseen(&self, root: &str) -> Vec<usize> {
        (0..self.ids.len()).filter(|&article| self.unseen_roots[article].contains(root)).collect()
    }

    /// How far from its words the article's links let it be: 0 for a copy.
    pub(super) fn looseness(&self, article: usize) -> u8 {
        let kinds = self.kinds[article].iter();
        kinds.map(|&kind| looseness(kind)).min().unwrap_or(0)
    }

    /// True where a link to the article is a translation.
    pub(super) fn is_translated(&self, article: usize) -> bool {
        self.kinds[article].contains(&Kind::Translation)
    }

    /// True where the two are in one language, as far as is known.
    pub(super) fn share_language(&self, a: usize, b: usize) -> bool {
        self.languages[a] == self.languages[b]
    }
}

fn primary(article: &Article) -> &str {
    article.language.split('-').next().unwrap_or_default()
}

fn links_by_child(tree: &Tree) -> BTreeMap<&str, Vec<&Link>> {
    let mut above: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    for link in &tree.links {
        above.entry(&link.child).or_default().push(link);
    }
    above
}

fn unseen_roots<'a>(
    id: &str,
    above: &BTreeMap<&str, Vec<&'a Link>>,
    seen: &BTreeMap<&str, usize>,
) -> BTreeSet<&'a str> {
    let unseen_above = |node: &str| -> Vec<&'a str> {
        let links = above.get(node).map_or(&[][..], Vec::as_slice).iter();
        let parents = links.map(|link| link.parent.as_str());
        parents.filter(|parent| !seen.contains_key(parent)).collect()
    };
    let mut roots = BTreeSet::new();
    let mut passed = BTreeSet::new();
    let mut open = unseen_above(id);
    while let Some(unseen) = open.pop() {
        if !passed.insert(unseen) {
            continue;
        }
        let further = unseen_above(unseen);
        if further.is_empty() {
            roots.insert(unseen);
        }
        open.extend(further);
    }
    roots
}

/// Rounds over the articles that are left, each taking those whose parents are all placed; what a
/// cycle would keep for ever is taken as it stands.
fn top_down(parents: &[Vec<(usize, Kind)>]) -> Vec<usize> {
    let mut order = Vec::new();
    let mut placed = vec![false; parents.len()];
    let mut open: Vec<usize> = (0..parents.len()).collect();
    while !open.is_empty() {
        let ready = |article: &usize| parents[*article].iter().all(|(parent, _)| placed[*parent]);
        let (now, later): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|article| ready(article));
        let (now, later) = if now.is_empty() { (later, now) } else { (now, later) };
        for &article in &now {
            placed[article] = true;
        }
        order.extend(now);
        open = later;
    }
    order
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
