//! The tree as data, in the vocabulary of the trace.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// How a child was made from its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words, perhaps trimmed.
    Copy,
    /// The same sentences with words mechanically swapped.
    Spun,
    /// Every sentence rewritten, facts and order mostly kept.
    Paraphrase,
    /// Rewritten and much shorter.
    Condensed,
    /// Built on the parent, with at least a third new.
    Expanded,
    /// Made from two or more parents.
    Merged,
    /// The same outlet's own later version.
    Update,
    /// The parent's text in another language.
    Translation,
}

impl Kind {
    /// Its name in the trace.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Spun => "spun",
            Self::Paraphrase => "paraphrase",
            Self::Condensed => "condensed",
            Self::Expanded => "expanded",
            Self::Merged => "merged",
            Self::Update => "update",
            Self::Translation => "translation",
        }
    }
}

/// What speaks for a link, by name: a share, a count, or words of the articles.
pub type Evidence = BTreeMap<String, Value>;

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A count.
    Count(u64),
    /// A share or score.
    Number(f64),
    /// Words, of the articles or about them.
    Text(String),
    /// Several of these, such as substitutions `top -> high`.
    List(Vec<String>),
}

/// An ancestor that is not in the pile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unseen {
    /// `α`, `β`, … within its story.
    pub id: String,
    /// Its outlet, from a credit; nothing where no article names it.
    pub label: Option<String>,
    /// What tells that it existed.
    pub evidence: Evidence,
    /// The earliest known publication of what descends from it; nothing where no time is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub existed_by: Option<String>,
    /// What its children agree on of its words, with gaps between; none where it has one child.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovered: Vec<Stretch>,
}

/// Words that children of an ancestor have in common, so that it had them too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    /// The child whose body they are shown in.
    pub article: String,
    /// Byte offset into that body.
    pub start: usize,
    /// Byte offset into that body, exclusive.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The other children that have them, or most of them.
    pub also_in: Vec<String>,
}

/// A child derives from a parent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// An article's id, or an unseen ancestor's.
    pub child: String,
    /// An article's id, or an unseen ancestor's.
    pub parent: String,
    /// How the one was made from the other.
    pub kind: Kind,
    /// How sure this is, 0 to 1: of links at 0.8, four in five should be right.
    pub confidence: f64,
    /// What speaks for it.
    pub evidence: Evidence,
    /// What the confidence was made from; nothing of a link to an unseen ancestor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_odds: Option<Margins>,
    /// The child's sentences that have a match in the parent, in order; none where the parent is
    /// unseen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Match>,
    /// The parent that the child almost had; nothing where there was none to choose from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Rejected>,
}

/// A sentence of the child and the one of the parent that is most like it, as bytes of their
/// bodies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Where the child's begins.
    pub start: usize,
    /// Where the child's ends.
    pub end: usize,
    /// Where the parent's begins.
    pub parent_start: usize,
    /// Where the parent's ends.
    pub parent_end: usize,
    /// How alike they are, 0 to 1.
    pub likeness: f64,
}

/// By how much in log-odds a link explains the articles better than they would be without it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Margins {
    /// Than without this parent.
    pub over_none: f64,
    /// Than with the next best parent in its place; nothing where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_rejected: Option<f64>,
    /// Than with the link turned round.
    pub over_turned_round: f64,
}

/// A parent that was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// An article's id.
    pub parent: String,
    /// How sure the link would be if this were the only article that could be the parent, 0 to 1.
    pub confidence: f64,
    /// What speaks for it.
    pub evidence: Evidence,
    /// What spoke against it: by how much in log-odds it falls behind the chosen parent in
    /// `coverage`, `details`, `facts`, `drift`, `quotations`, `times`, `credits`, `own_outlet` and
    /// `elsewhere` (negative where it is ahead), or in
    /// words what left no place for it in the tree.
    pub against: Evidence,
}

/// Everything known of one story's descent. Links have no cycle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// Ancestors that are not in the pile.
    pub unseen: Vec<Unseen>,
    /// Who derives from whom, children in the order of the story's articles.
    pub links: Vec<Link>,
    /// How many pairs of articles were not compared, since the story is large: what one of them
    /// owes the other may have been missed.
    #[serde(default, skip_serializing_if = "is_none_left_out")]
    pub uncompared_pairs: usize,
}

fn is_none_left_out(pairs: &usize) -> bool {
    *pairs == 0
}

impl Tree {
    /// The parents of a node, in the order of the links.
    pub fn parents<'a>(&'a self, node: &'a str) -> impl Iterator<Item = &'a str> {
        self.links.iter().filter(move |link| link.child == node).map(|link| link.parent.as_str())
    }

    /// Everything above a node.
    pub fn ancestors<'a>(&'a self, node: &'a str) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open = vec![node];
        while let Some(next) = open.pop() {
            open.extend(self.parents(next).filter(|&parent| found.insert(parent)));
        }
        found
    }

    /// The nodes without a parent that `node` descends from; itself where it has no parent.
    pub fn roots<'a>(&'a self, node: &'a str) -> BTreeSet<&'a str> {
        let mut roots = self.ancestors(node);
        roots.insert(node);
        roots.retain(|above| self.parents(above).next().is_none());
        roots
    }

    /// The distinct roots of several nodes.
    pub fn roots_of<'a>(&'a self, nodes: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        nodes.into_iter().flat_map(|node| self.roots(node)).collect()
    }
}
