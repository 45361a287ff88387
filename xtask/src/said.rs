//! What a trace says, flattened over its stories so that it can be asked about single articles.
//!
//! Takes little for granted: an article may be missing, links may form a cycle. A trace that breaks
//! the contract scores badly; it does not stop the evaluation. Where a story gives two unseen
//! ancestors one id, both are held against it.

use std::collections::{BTreeMap, BTreeSet};

use newstem::claim::Claim;
use newstem::lineage::{Kind, Stretch, Tree};
use newstem::quote::Quote;
use newstem::{Story, Trace};

/// A node of a tree. Ids of unseen ancestors are unique only within their story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node<'a> {
    /// An article, by id.
    Article(&'a str),
    /// An ancestor that is not in the pile.
    Unseen {
        /// Id of the story.
        story: &'a str,
        /// Id of the ancestor.
        id: &'a str,
    },
}

/// An unseen ancestor that the trace names.
#[derive(Clone, Copy, Debug)]
pub struct SaidUnseen<'a> {
    /// Its place in the trees.
    pub node: Node<'a>,
    /// Id of its story.
    pub story: &'a str,
    /// Its label, empty where it has none.
    pub label: &'a str,
    /// What is given of its words.
    pub recovered: &'a [Stretch],
}

/// A trace, by article.
#[derive(Debug, Default)]
pub struct Said<'a> {
    bodies: BTreeMap<&'a str, &'a str>,
    stories: BTreeMap<&'a str, &'a str>,
    sources: BTreeMap<&'a str, usize>,
    links: BTreeMap<Node<'a>, Vec<(Node<'a>, Kind)>>,
    /// The unseen ancestors, in the order of the trace.
    pub unseen: Vec<SaidUnseen<'a>>,
    /// The quotes of all stories.
    pub quotes: Vec<&'a Quote>,
    /// The claims of all stories.
    pub claims: Vec<&'a Claim>,
}

impl<'a> Said<'a> {
    /// Flattens a trace.
    pub fn new(trace: &'a Trace) -> Self {
        let mut said = Self::default();
        for article in &trace.articles {
            said.bodies.insert(&article.id, &article.body);
        }
        for story in &trace.stories {
            said.add(story);
        }
        said
    }

    fn add(&mut self, story: &'a Story) {
        for article in &story.articles {
            self.stories.insert(article, &story.id);
        }
        self.sources.insert(&story.id, story.independent_sources);
        self.quotes.extend(&story.quotes);
        self.claims.extend(&story.claims);
        self.add_tree(&story.id, &story.tree);
    }

    fn add_tree(&mut self, story: &'a str, tree: &'a Tree) {
        let hidden: BTreeSet<&str> = tree.unseen.iter().map(|node| node.id.as_str()).collect();
        let place = |id: &'a str| match hidden.contains(id) {
            true => Node::Unseen { story, id },
            false => Node::Article(id),
        };
        self.unseen.extend(tree.unseen.iter().map(|node| SaidUnseen {
            node: place(&node.id),
            story,
            label: node.label.as_deref().unwrap_or_default(),
            recovered: &node.recovered,
        }));
        for link in &tree.links {
            let above = (place(&link.parent), link.kind);
            self.links.entry(place(&link.child)).or_default().push(above);
        }
    }

    /// The article's body; empty where the trace lacks the article.
    pub fn body(&self, article: &str) -> &'a str {
        self.bodies.get(article).copied().unwrap_or_default()
    }

    /// The id of the article's story; the article's own where it is in none.
    pub fn story<'b>(&'b self, article: &'b str) -> &'b str {
        self.stories.get(article).copied().unwrap_or(article)
    }

    /// The number of roots of a story; 0 where there is no such story.
    pub fn sources(&self, story: &str) -> usize {
        self.sources.get(story).copied().unwrap_or(0)
    }

    /// Parents and kinds of the links of a node.
    pub fn links<'b>(&'b self, node: Node<'b>) -> &'b [(Node<'a>, Kind)] {
        self.links.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The nodes without parent that `node` descends from; itself where it has none.
    pub fn roots<'b>(&'b self, node: Node<'b>) -> BTreeSet<Node<'b>> {
        self.roots_beyond(node, &mut Vec::new())
    }

    /// `path` holds the nodes that led here; a link back into it is a cycle and not followed.
    fn roots_beyond<'b>(&'b self, node: Node<'b>, path: &mut Vec<Node<'b>>) -> BTreeSet<Node<'b>> {
        let parents = self.links(node).iter().map(|&(parent, _)| parent);
        let above: Vec<Node> = parents.filter(|parent| !path.contains(parent)).collect();
        if above.is_empty() {
            return BTreeSet::from([node]);
        }
        path.push(node);
        let roots = above.into_iter().flat_map(|parent| self.roots_beyond(parent, path)).collect();
        path.pop();
        roots
    }

    /// The articles that descend from a node.
    pub fn descendants(&self, node: Node<'_>) -> BTreeSet<&'a str> {
        let mut below = BTreeSet::new();
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            for child in self.children(next) {
                if below.insert(child) {
                    open.push(child);
                }
            }
        }
        below.into_iter().filter_map(article_id).collect()
    }

    fn children(&self, node: Node<'_>) -> impl Iterator<Item = Node<'a>> {
        self.links
            .iter()
            .filter(move |(_, above)| above.iter().any(|&(parent, _)| parent == node))
            .map(|(&child, _)| child)
    }
}

/// The id of a node that is an article.
pub fn article_id(node: Node<'_>) -> Option<&str> {
    match node {
        Node::Article(id) => Some(id),
        Node::Unseen { .. } => None,
    }
}
