//! Articles made from what they were found to go back to and from a text that is not there.
//!
//! Who adds an agency's report to an article at hand seldom says so. What the article gives beyond its
//! parent then stands in those that go back to the agency's text, each with a part of it. So they are
//! asked together how many of its values they share that its parent lacks. Over 439 pairs of an article
//! and an unseen ancestor of its story that values tell best: of articles with a parent at hand eight
//! reach 0.25 by the ancestor that they were made from, three by one that stands farther above, and
//! none by another. Words and quotations add nothing to that.
//!
//! Fails on: what an article adds from a text that nobody else at hand used.

use std::collections::{BTreeMap, BTreeSet};

use super::forest::Forest;
use super::unseen::Ancestor;
use super::writing::{CHILDREN_ASKED_MAX, Findings};

/// How much more of an article's values its parent at hand and the children of an ancestor share than its
/// parent does.
const BEYOND_PARENT: f64 = 0.25;
/// The same of one that goes back to another text that is not there, of which only parts are known.
const BEYOND_UNSEEN: f64 = 0.3;
/// The same of one without a parent. Reports of one event share values too, up to 0.36.
const WITHOUT_PARENT: f64 = 0.38;

/// Gives articles a further ancestor, each one at most, the surest first.
pub fn join(forest: &mut Forest, ancestors: &[Ancestor], findings: &Findings) {
    let mut supplies = supplies(forest, ancestors, findings);
    supplies.sort_by(|a, b| {
        b.gain.total_cmp(&a.gain).then((a.article, a.source).cmp(&(b.article, b.source)))
    });
    let mut supplied = BTreeSet::new();
    for supply in supplies {
        if forest.may_adopt(supply.source, supply.article) && supplied.insert(supply.article) {
            forest.parents[supply.article].push(supply.source);
        }
    }
}

/// An ancestor that may have supplied what an article gives beyond its parent.
struct Supply {
    article: usize,
    source: usize,
    /// The share of the article's values that is told by it alone.
    gain: f64,
}

fn supplies(forest: &Forest, ancestors: &[Ancestor], findings: &Findings) -> Vec<Supply> {
    let shown =
        |ancestor: &Ancestor| (ancestor.node, findings.articles_below(forest, ancestor.node));
    let shown: Shown = ancestors.iter().map(shown).collect();
    let mut supplies = Vec::new();
    for article in 0..findings.members.len() {
        let own = forest.parents[article].as_slice();
        let Some(least) = least(own, findings) else { continue };
        let above = forest.ancestry(article);
        for &source in shown.keys().filter(|source| !above.contains(source)) {
            let (known, new) =
                (witnesses(article, own, &shown), witnesses(article, &[source], &shown));
            if gain(article, &known, &new, findings) < least {
                continue;
            }
            let (known, new) = (not_below(article, known, forest), not_below(article, new, forest));
            let gain = gain(article, &known, &new, findings);
            if gain >= least {
                supplies.push(Supply { article, source, gain });
            }
        }
    }
    supplies
}

/// The children at hand of each ancestor that is not.
type Shown = BTreeMap<usize, Vec<usize>>;

/// The least gain of an article with these parents; nothing where it has two.
fn least(parents: &[usize], findings: &Findings) -> Option<f64> {
    match parents {
        [] => Some(WITHOUT_PARENT),
        [parent] if *parent < findings.members.len() => Some(BEYOND_PARENT),
        [_] => Some(BEYOND_UNSEEN),
        _ => None,
    }
}

/// By how much more of an article's values is shared where new witnesses are asked too.
fn gain(article: usize, known: &[usize], new: &[usize], findings: &Findings) -> f64 {
    let shared = |others: &[usize]| findings.likelihood.shared_facts(article, others);
    shared(&[known, new].concat()) - shared(known)
}

/// The articles that show what stands in these nodes: they themselves, or of those that are not there the
/// first children.
fn witnesses(article: usize, nodes: &[usize], shown: &Shown) -> Vec<usize> {
    let of_node = |node: &usize| match shown.get(node) {
        None => vec![*node],
        Some(children) => {
            let others = children.iter().filter(|&&child| child != article);
            others.take(CHILDREN_ASKED_MAX).copied().collect()
        }
    };
    nodes.iter().flat_map(of_node).collect()
}

/// Those of some articles that do not go back to this one.
fn not_below(article: usize, mut others: Vec<usize>, forest: &Forest) -> Vec<usize> {
    others.retain(|&other| !forest.ancestry(other).contains(&article));
    others
}
