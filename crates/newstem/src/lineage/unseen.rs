//! Ancestors that are not in the pile.
//!
//! An article that names as its source an outlet of which the story has no article shows that
//! there was one. Its relatives at hand then most likely go back to the same text: a relative
//! that keeps less of it hangs beside the others, not from them, unless it shows something that
//! only they have. A spun text is taken to have been made from the copy at hand, since a
//! spinning program is fed with what stands on the open web.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::forest::Forest;
use super::member::{Member, outlet_key};
use super::tree::Kind;
use super::writing::Findings;
use crate::article::Credit;

/// An ancestor that is not in the pile, and who points to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ancestor {
    /// Its node in the forest.
    pub node: usize,
    /// Its outlet, as the articles name it.
    pub label: String,
    /// The members that name it, with the words they do it in.
    pub named_by: Vec<(usize, String)>,
}

/// A parent that explains at least this share of the child's words leaves no room for another.
const FULLY_EXPLAINED: f64 = 0.7;
/// A credit that begins within this many bytes stands in the dateline or byline.
const DATELINE: usize = 160;

/// Finds the ancestors that credits point to and hangs articles from them.
pub fn find(
    forest: &mut Forest,
    members: &[Member],
    comparisons: &[Vec<Comparison>],
    findings: &Findings,
) -> Vec<Ancestor> {
    let mut ancestors = Vec::new();
    for (label, named_by) in credited_outlets(members) {
        let carriers: Vec<usize> = named_by.iter().map(|&(member, _)| member).collect();
        let node = forest.add_node();
        for &carrier in &carriers {
            hang_carrier(forest, node, carrier, &carriers, comparisons);
        }
        hang_siblings(forest, node, members.len(), findings);
        if forest.children(node).is_empty() {
            forest.parents.pop();
        } else {
            ancestors.push(Ancestor { node, label, named_by });
        }
    }
    ancestors
}

/// Outlets that are credited but have no article in the story: label, and who names it how; the
/// most named first.
fn credited_outlets(members: &[Member]) -> Vec<(String, Vec<(usize, String)>)> {
    let present: Vec<String> =
        members.iter().filter_map(|m| m.article.outlet.as_deref().map(outlet_key)).collect();
    let mut named: BTreeMap<String, (String, Vec<(usize, String)>)> = BTreeMap::new();
    for (index, member) in members.iter().enumerate() {
        for credit in member.article.credits.iter().filter(|credit| names_a_source(credit)) {
            let key = outlet_key(&credit.outlet);
            if present.contains(&key) {
                continue;
            }
            let entry = named.entry(key).or_insert_with(|| (credit.outlet.clone(), Vec::new()));
            if entry.1.last().is_none_or(|(last, _)| *last != index) {
                entry.1.push((index, credit.text.clone()));
            }
        }
    }
    let mut outlets: Vec<_> = named.into_values().collect();
    outlets.sort_by_key(|(_, named_by)| std::cmp::Reverse(named_by.len()));
    outlets
}

/// Words given to a reporter of another outlet are a borrowed quote, not a borrowed article.
fn names_a_source(credit: &Credit) -> bool {
    !credit.text.to_lowercase().starts_with("told ")
}

/// True of a credit in the dateline or byline, or outside the body.
pub fn is_dateline(credit: &Credit) -> bool {
    credit.start < DATELINE
}

fn hang_carrier(
    forest: &mut Forest,
    node: usize,
    carrier: usize,
    carriers: &[usize],
    comparisons: &[Vec<Comparison>],
) {
    let inherited =
        forest.ancestry(carrier).iter().any(|&above| above != carrier && carriers.contains(&above));
    if inherited || forest.ancestry(carrier).contains(&node) {
        return;
    }
    match forest.parents[carrier][..] {
        [] => forest.parents[carrier].push(node),
        [parent] if parent >= comparisons.len() => {}
        [parent] if comparisons[carrier][parent].left.matched < FULLY_EXPLAINED => {
            forest.parents[carrier].push(node);
        }
        [parent] if forest.parents[parent].is_empty() => {
            forest.parents[carrier] = vec![node];
            forest.parents[parent].push(node);
        }
        _ => {}
    }
}

/// Rewritten children of a copy show nothing that only the copy has: they hang beside it.
fn hang_siblings(forest: &mut Forest, node: usize, members: usize, findings: &Findings) {
    let children: Vec<usize> =
        forest.children(node).into_iter().filter(|&child| child < members).collect();
    for copy in children {
        for child in forest.children(copy) {
            let rewritten = matches!(
                findings.kind_between(child, copy),
                Kind::Paraphrase | Kind::Condensed | Kind::Expanded
            );
            if forest.parents[child] == [copy] && forest.parents[copy] == [node] && rewritten {
                forest.parents[child] = vec![node];
            }
        }
    }
}
