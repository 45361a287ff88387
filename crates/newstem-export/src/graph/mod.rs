//! The trees of all stories as one graph: what GraphML and DOT say is worked out here, once.
//!
//! Nodes are the articles and the unseen ancestors, edges the links, from parent to child, the way
//! the text went. Nodes are numbered `n1`, `n2`, … in the order of stories, unseen ancestors first:
//! ids of articles may hold what neither format allows in a name, and two stories may both have an
//! `α`. Where a trace is broken, a link to what is not in its story has no edge.

pub mod dot;
pub mod graphml;

use std::collections::BTreeMap;

use newstem::lineage::{Link, Unseen, Value};
use newstem::{Article, Story, Trace};

use crate::plain::plain;

/// Whom a node stands for.
#[derive(Clone, Copy)]
enum Member<'t> {
    Article(&'t Article),
    Unseen(&'t Unseen),
}

/// A node.
struct Node<'t> {
    number: usize,
    story: &'t Story,
    member: Member<'t>,
}

/// An edge between two nodes, by their numbers.
struct Edge<'t> {
    parent: usize,
    child: usize,
    link: &'t Link,
}

/// A story's part of the graph.
struct Family<'t> {
    story: &'t Story,
    nodes: Vec<Node<'t>>,
    edges: Vec<Edge<'t>>,
}

/// The graph, story by story.
fn families(trace: &Trace) -> Vec<Family<'_>> {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    let mut numbered = 0;
    let family = |story| {
        let family = Family::of(story, &articles, numbered);
        numbered += family.nodes.len();
        family
    };
    trace.stories.iter().map(family).collect()
}

impl<'t> Family<'t> {
    fn of(story: &'t Story, articles: &BTreeMap<&str, &'t Article>, numbered: usize) -> Self {
        let unseen = story.tree.unseen.iter().map(Member::Unseen);
        let seen = story.articles.iter().filter_map(|id| articles.get(id.as_str()).copied());
        let members = unseen.chain(seen.map(Member::Article)).enumerate();
        let node = |(place, member)| Node { number: numbered + place + 1, story, member };
        let nodes: Vec<Node> = members.map(node).collect();
        // Of an article and an unseen ancestor with one id the ancestor is meant, which stands first.
        let numbers: BTreeMap<&str, usize> =
            nodes.iter().rev().map(|node| (node.id(), node.number)).collect();
        let edge = |link: &'t Link| {
            let number = |id: &str| numbers.get(id).copied();
            Some(Edge { parent: number(&link.parent)?, child: number(&link.child)?, link })
        };
        let edges = story.tree.links.iter().filter_map(edge).collect();
        Self { story, nodes, edges }
    }
}

impl<'t> Node<'t> {
    fn id(&self) -> &'t str {
        match self.member {
            Member::Article(article) => &article.id,
            Member::Unseen(unseen) => &unseen.id,
        }
    }

    /// Its outlet, the id where that is not known.
    fn name(&self) -> String {
        let outlet = match self.member {
            Member::Article(article) => article.outlet.as_deref(),
            Member::Unseen(unseen) => unseen.label.as_deref(),
        };
        outlet.map(plain).filter(|name| !name.is_empty()).unwrap_or_else(|| plain(self.id()))
    }

    fn title(&self) -> Option<String> {
        match self.member {
            Member::Article(article) => Some(plain(&article.title)).filter(|it| !it.is_empty()),
            Member::Unseen(_) => None,
        }
    }

    fn published(&self) -> Option<String> {
        match self.member {
            Member::Article(article) => article.published.as_deref().map(plain),
            Member::Unseen(_) => None,
        }
    }

    fn existed_by(&self) -> Option<String> {
        match self.member {
            Member::Article(_) => None,
            Member::Unseen(unseen) => unseen.existed_by.as_deref().map(plain),
        }
    }

    fn kind(&self) -> &'static str {
        match self.member {
            Member::Article(_) => "article",
            Member::Unseen(_) => "unseen",
        }
    }
}

impl Edge<'_> {
    fn shared_words(&self) -> Option<f64> {
        match self.link.evidence.get("shared_words")? {
            Value::Number(share) => Some(*share),
            Value::Count(count) => Some(*count as f64),
            Value::Text(_) | Value::List(_) => None,
        }
    }
}
