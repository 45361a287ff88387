//! Ancestors that are not in the pile.
//!
//! An article that names as its source an outlet of which the story has no article shows that
//! there was one. Its relatives at hand then most likely go back to the same text: a relative
//! that keeps less of it hangs beside the others, not from them, unless it shows something that
//! only they have. A spun text is taken to have been made from the copy at hand, since a
//! spinning program is fed with what stands on the open web.

use super::forest::Forest;
use super::likelihood::CreditElsewhere;
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

/// Finds the ancestors that credits point to and hangs articles from them.
pub fn find(forest: &mut Forest, members: &[Member], findings: &Findings) -> Vec<Ancestor> {
    let mut ancestors = Vec::new();
    for (label, named_by) in credited_outlets(members) {
        let carriers: Vec<usize> = named_by.iter().map(|&(member, _)| member).collect();
        let node = forest.add_node();
        for &carrier in &carriers {
            hang_carrier(forest, node, carrier, &carriers, findings);
        }
        hang_siblings(forest, node, findings);
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
    let mut named: Vec<(String, Vec<(usize, String)>)> = Vec::new();
    for (index, member) in members.iter().enumerate() {
        for credit in member.article.credits.iter().filter(|credit| names_a_source(credit)) {
            if !present.contains(&outlet_key(&credit.outlet)) {
                note_naming(&mut named, index, credit);
            }
        }
    }
    named.sort_by_key(|(_, named_by)| std::cmp::Reverse(named_by.len()));
    named
}

fn note_naming(named: &mut Vec<(String, Vec<(usize, String)>)>, member: usize, credit: &Credit) {
    let known = named.iter_mut().find(|(label, _)| same_outlet(label, &credit.outlet));
    let Some((label, named_by)) = known else {
        named.push((credit.outlet.clone(), vec![(member, credit.text.clone())]));
        return;
    };
    if credit.outlet.len() > label.len() {
        label.clone_from(&credit.outlet);
    }
    if named_by.last().is_none_or(|(last, _)| *last != member) {
        named_by.push((member, credit.text.clone()));
    }
}

/// Whether two names may stand for one outlet: the words of one are all in the other.
fn same_outlet(left: &str, right: &str) -> bool {
    let (left, right) = (outlet_key(left), outlet_key(right));
    let within = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|w| w == word));
    within(&left, &right) || within(&right, &left)
}

/// Words given to a reporter of another outlet are a borrowed quote, not a borrowed article.
fn names_a_source(credit: &Credit) -> bool {
    !credit.text.to_lowercase().starts_with("told ")
}

/// True of a credit that stands as a dateline, byline or source line, not in a sentence.
pub fn is_dateline(credit: &Credit) -> bool {
    credit.end == 0 || credit.text.contains(['(', '/', '[']) || credit.text == credit.outlet
}

/// How each member credits outlets that have no article in the story.
pub fn credits_elsewhere(members: &[Member]) -> Vec<CreditElsewhere> {
    let mut found = vec![CreditElsewhere::None; members.len()];
    for (label, named_by) in credited_outlets(members) {
        for (member, _) in named_by {
            let own = credit_to_label(&members[member], &label);
            let dateline = own.is_some_and(is_dateline);
            if dateline {
                found[member] = CreditElsewhere::Dateline;
            } else if found[member] == CreditElsewhere::None {
                found[member] = CreditElsewhere::Prose;
            }
        }
    }
    found
}

/// The credit that a member gives to an outlet, one that stands as a dateline before others.
pub fn credit_to_label<'a>(member: &'a Member, label: &str) -> Option<&'a Credit> {
    let matching = member.article.credits.iter().filter(|c| same_outlet(&c.outlet, label));
    matching.min_by_key(|credit| !is_dateline(credit))
}

fn hang_carrier(
    forest: &mut Forest,
    node: usize,
    carrier: usize,
    carriers: &[usize],
    findings: &Findings,
) {
    let inherited =
        forest.ancestry(carrier).iter().any(|&above| above != carrier && carriers.contains(&above));
    if inherited || forest.ancestry(carrier).contains(&node) {
        return;
    }
    match forest.parents[carrier][..] {
        [] => forest.parents[carrier].push(node),
        [parent] if parent >= findings.members.len() => {}
        [parent] if findings.comparisons[carrier][parent].left.matched < FULLY_EXPLAINED => {
            forest.parents[carrier].push(node);
        }
        [parent] if forest.parents[parent].is_empty() => {
            forest.parents[carrier] = vec![node];
            forest.parents[parent].push(node);
        }
        _ => {}
    }
}

/// Rewritten children of a copy show nothing that only the copy has: they hang beside it, and
/// theirs beside them.
fn hang_siblings(forest: &mut Forest, node: usize, findings: &Findings) {
    let mut open = forest.children(node);
    while let Some(copy) = open.pop() {
        for child in forest.children(copy) {
            if forest.parents[copy] == [node] && is_rewritten(forest, child, copy, findings) {
                forest.parents[child] = vec![node];
                open.push(child);
            }
        }
    }
}

/// Whether `copy` is the only parent of `child`, which rewrote it and does not say from whom.
fn is_rewritten(forest: &Forest, child: usize, copy: usize, findings: &Findings) -> bool {
    let alone = forest.parents[child] == [copy];
    let credited = || findings.members[child].credit_to(&findings.members[copy]).is_some();
    let rewritten = || {
        matches!(
            findings.kind_between(child, copy),
            Kind::Paraphrase | Kind::Condensed | Kind::Expanded | Kind::Translation
        )
    };
    alone && !credited() && rewritten()
}
