//! A story's links laid out as a tree that can be drawn.
//!
//! The links are a directed acyclic graph and paper has room for one parent above each child: an
//! article that was merged hangs under one parent and names the others. It hangs under the one
//! that it updates, else under its surest link. Where the links are broken (an end that is not in
//! the story, or a cycle) the layout still shows every article, as a root if need be.

use std::collections::{BTreeMap, BTreeSet};

use newstem::lineage::{Kind, Link, Unseen};
use newstem::{Article, Story};

/// Who stands at a node.
#[derive(Clone, Copy)]
pub(crate) enum Member<'a> {
    /// An article of the pile.
    Article(&'a Article),
    /// An ancestor that is not in the pile.
    Unseen(&'a Unseen),
}

impl<'a> Member<'a> {
    /// Its id in the trace.
    pub(crate) fn id(self) -> &'a str {
        match self {
            Self::Article(article) => &article.id,
            Self::Unseen(unseen) => &unseen.id,
        }
    }
}

/// A node with everything drawn below it.
pub(crate) struct Node<'a> {
    /// Who it is.
    pub(crate) member: Member<'a>,
    /// The link to the parent that it hangs under; nothing for a root.
    pub(crate) link: Option<&'a Link>,
    /// The links to its other parents.
    pub(crate) also_from: Vec<&'a Link>,
    /// Those that hang under it, in the order of the story.
    pub(crate) children: Vec<Node<'a>>,
}

/// The trees of one story, those with most members first.
pub(crate) struct Family<'a> {
    /// One node for every root.
    pub(crate) roots: Vec<Node<'a>>,
}

impl<'a> Family<'a> {
    /// Lays out a story; `articles` are those of the whole trace, by id.
    pub(crate) fn of(story: &'a Story, articles: &BTreeMap<&str, &'a Article>) -> Self {
        let layout = Layout::of(story, members(story, articles));
        let mut placed = BTreeSet::new();
        let mut roots: Vec<Node> = layout
            .members
            .iter()
            .filter(|member| !layout.parents.contains_key(member.id()))
            .map(|&root| layout.node(root, None, &mut placed))
            .collect();
        for &member in &layout.members {
            if !placed.contains(member.id()) {
                roots.push(layout.node(member, None, &mut placed));
            }
        }
        roots.sort_by_key(|root| std::cmp::Reverse(size(root)));
        Self { roots }
    }
}

fn members<'a>(story: &'a Story, articles: &BTreeMap<&str, &'a Article>) -> Vec<Member<'a>> {
    let unseen = story.tree.unseen.iter().map(Member::Unseen);
    let seen = story.articles.iter().filter_map(|id| articles.get(id.as_str()));
    unseen.chain(seen.copied().map(Member::Article)).collect()
}

fn size(node: &Node) -> usize {
    1 + node.children.iter().map(size).sum::<usize>()
}

/// The links of a story, sorted by what the drawing asks of them.
struct Layout<'a> {
    members: Vec<Member<'a>>,
    parents: BTreeMap<&'a str, Vec<&'a Link>>,
    children: BTreeMap<&'a str, Vec<(Member<'a>, &'a Link)>>,
}

impl<'a> Layout<'a> {
    fn of(story: &'a Story, members: Vec<Member<'a>>) -> Self {
        let ids: BTreeSet<&str> = members.iter().map(|member| member.id()).collect();
        let mut parents: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
        for link in &story.tree.links {
            if ids.contains(link.child.as_str()) && ids.contains(link.parent.as_str()) {
                parents.entry(&link.child).or_default().push(link);
            }
        }
        let mut children: BTreeMap<&str, Vec<(Member, &Link)>> = BTreeMap::new();
        for &member in &members {
            if let Some(link) = parents.get(member.id()).and_then(|links| main_link(links)) {
                children.entry(&link.parent).or_default().push((member, link));
            }
        }
        Self { members, parents, children }
    }

    fn node(
        &self,
        member: Member<'a>,
        link: Option<&'a Link>,
        placed: &mut BTreeSet<&'a str>,
    ) -> Node<'a> {
        placed.insert(member.id());
        let mut children = Vec::new();
        for &(child, link) in self.children.get(member.id()).into_iter().flatten() {
            if !placed.contains(child.id()) {
                children.push(self.node(child, Some(link), placed));
            }
        }
        Node { member, link, also_from: self.also_from(member.id(), link), children }
    }

    fn also_from(&self, id: &str, main: Option<&Link>) -> Vec<&'a Link> {
        let links = self.parents.get(id).into_iter().flatten().copied();
        links.filter(|link| main.is_none_or(|main| main.parent != link.parent)).collect()
    }
}

fn main_link<'a>(links: &[&'a Link]) -> Option<&'a Link> {
    let mut best: Option<&Link> = None;
    for &link in links {
        if best.is_none_or(|best| weight(link) > weight(best)) {
            best = Some(link);
        }
    }
    best
}

fn weight(link: &Link) -> f64 {
    let update = if link.kind == Kind::Update { 1.0 } else { 0.0 };
    update + link.confidence
}

#[cfg(test)]
mod tests {
    use newstem::lineage::Tree;

    use super::*;

    fn link(child: &str, parent: &str, kind: Kind, confidence: f64) -> Link {
        Link {
            child: child.to_owned(),
            parent: parent.to_owned(),
            kind,
            confidence,
            evidence: BTreeMap::new(),
            log_odds: None,
            sentences: Vec::new(),
            rejected: None,
        }
    }

    fn draw(node: &Node) -> String {
        let mut drawn = node.member.id().to_owned();
        for also in &node.also_from {
            drawn.push_str(&format!("+{}", also.parent));
        }
        if !node.children.is_empty() {
            let children: Vec<String> = node.children.iter().map(draw).collect();
            drawn.push_str(&format!("({})", children.join(" ")));
        }
        drawn
    }

    fn check(links: Vec<Link>, expected: &str) {
        let articles: Vec<Article> = ["a", "b", "c", "d"].map(article).into();
        let by_id = articles.iter().map(|a| (a.id.as_str(), a)).collect();
        let story = Story {
            id: "s1".to_owned(),
            headline: String::new(),
            started: None,
            follows: None,
            articles: articles.iter().map(|a| a.id.clone()).collect(),
            tree: Tree { links, ..Tree::default() },
            independent_sources: 0,
            circular: Vec::new(),
            quotes: Vec::new(),
            claims: Vec::new(),
        };
        let family = Family::of(&story, &by_id);
        let drawn: Vec<String> = family.roots.iter().map(draw).collect();
        assert_eq!(drawn.join(" "), expected);
    }

    fn article(id: &str) -> Article {
        Article { id: id.to_owned(), ..Article::default() }
    }

    #[test]
    fn every_article_is_drawn_once() {
        use Kind::{Copy, Merged, Update};
        check(vec![], "a b c d");
        check(vec![link("c", "b", Copy, 0.9), link("d", "c", Copy, 0.9)], "b(c(d)) a");
        // Of two parents the surer one has it, and the other is named.
        let merged = vec![link("c", "a", Merged, 0.5), link("c", "b", Merged, 0.7)];
        check(merged, "b(c+a) a d");
        // An earlier version of its own goes before a surer link.
        let update = vec![link("c", "a", Update, 0.5), link("c", "b", Merged, 0.7)];
        check(update, "a(c+b) b d");
        // A parent that is not in the story is not drawn.
        check(vec![link("a", "z", Copy, 0.9)], "a b c d");
        // A cycle breaks the contract; its members must still be seen.
        let cycle = vec![link("a", "b", Copy, 0.9), link("b", "a", Copy, 0.9)];
        check(cycle, "a+b(b) c d");
    }
}
