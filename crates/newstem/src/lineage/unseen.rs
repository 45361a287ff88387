//! Ancestors that are not in the pile.
//!
//! An article that names as its source an outlet of which the story has no article shows that
//! there was one. Its relatives at hand then most likely go back to the same text: what was
//! rewritten hangs beside the copy at hand, not from it, unless it shows something that only the
//! copy has. A spun text is taken to have been made from the copy, since a spinning program is fed
//! with what stands on the open web.

use std::collections::BTreeMap;

use super::credit::Naming;
use super::forest::Forest;
use super::likelihood::PHRASES_KEPT;
use super::tree::Kind;
use super::writing::Findings;

/// An ancestor that is not in the pile.
#[derive(Clone, Debug, PartialEq)]
pub struct Ancestor {
    /// Its node in the forest.
    pub node: usize,
    /// Its outlet and who names it.
    pub naming: Naming,
}

/// A parent that explains at least this share of the child's words leaves no room for another.
const FULLY_EXPLAINED: f64 = 0.7;
/// Less than this of a child is no more than reports of one event have in common.
const HALF: f64 = 0.5;
/// The same as [`FULLY_EXPLAINED`] where the child was made from a release, so that what else stands in it is its
/// own, or is in another language, where less is told to match.
const HALF_EXPLAINED: f64 = 0.5;

/// Hangs articles from the ancestors that credits point to. Datelines come first: what else a
/// copy of an agency's text names as its source, the agency's text names.
pub fn find(forest: &mut Forest, namings: &[Naming], findings: &Findings) -> Vec<Ancestor> {
    let mut ancestors: Vec<Ancestor> = namings
        .iter()
        .map(|naming| Ancestor { node: forest.add_node(), naming: naming.clone() })
        .collect();
    for in_datelines in [true, false] {
        for ancestor in &ancestors {
            let carriers = ancestor.naming.by.iter();
            for carrier in carriers.filter(|by| by.is_dateline == in_datelines) {
                hang_carrier(forest, ancestor, carrier.member, findings, &ancestors);
            }
        }
    }
    ancestors.retain(|ancestor| !forest.children(ancestor.node).is_empty());
    for ancestor in &ancestors {
        hang_siblings(forest, ancestor, findings);
    }
    ancestors
}

fn hang_carrier(
    forest: &mut Forest,
    ancestor: &Ancestor,
    carrier: usize,
    findings: &Findings,
    ancestors: &[Ancestor],
) {
    if is_inherited(forest, ancestor, carrier) || !forest.may_adopt(ancestor.node, carrier) {
        return;
    }
    let is_in_passing = ancestor.naming.by_member(carrier).is_some_and(|by| by.is_in_passing);
    match forest.parents[carrier][..] {
        [parent]
            if is_in_passing && is_further_source(forest, ancestor, carrier, parent, findings) =>
        {
            forest.parents[carrier].push(ancestor.node);
        }
        [other] if names_beside_release(ancestor, carrier, other, ancestors) => {
            forest.parents[carrier].push(ancestor.node);
        }
        _ if is_in_passing => {}
        [parent] if findings.may_be_named(ancestor, carrier, parent) => {}
        [] => forest.parents[carrier].push(ancestor.node),
        [wire] if wire >= findings.members.len() => hang_wire(forest, ancestor, wire, ancestors),
        [parent] if is_named_by_text_of(ancestor, carrier, parent, findings) => {
            forest.parents[carrier] = vec![ancestor.node];
            if !forest.parents[ancestor.node].contains(&parent) {
                forest.parents[ancestor.node].push(parent);
            }
        }
        [parent] if is_happenstance(carrier, parent, findings) => {
            forest.parents[carrier] = vec![ancestor.node];
        }
        [parent] if is_further_source(forest, ancestor, carrier, parent, findings) => {
            forest.parents[carrier].push(ancestor.node);
        }
        [parent] if forest.parents[parent].is_empty() => {
            forest.parents[carrier] = vec![ancestor.node];
            let is_named = ancestors.iter().any(|other| other.naming.by_member(parent).is_some());
            if !is_named && forest.may_adopt(ancestor.node, parent) {
                forest.parents[parent].push(ancestor.node);
            }
        }
        _ => {}
    }
}

/// Whether the text of which a carrier is a copy names the article as its source: what a copy of an
/// agency's text names, the agency's text names.
fn is_named_by_text_of(
    ancestor: &Ancestor,
    carrier: usize,
    article: usize,
    findings: &Findings,
) -> bool {
    ancestor.naming.by_member(carrier).is_some_and(|by| by.is_dateline)
        && findings.names_as_source(carrier, article)
}

/// Whether an article that names another source and not its parent has no more from that parent than two
/// reports of one event have in common: hardly a phrase, and less than half of itself.
fn is_happenstance(carrier: usize, parent: usize, findings: &Findings) -> bool {
    let (own, other) = (&findings.members[carrier], &findings.members[parent]);
    let comparison = findings.comparison(carrier, parent);
    own.credit_to(other).is_none()
        && !own.same_outlet(other)
        && comparison.left.phrases < PHRASES_KEPT
        && comparison.left.matched < HALF
}

/// Whether a carrier that names somebody's release names another source in its sentences, too: a release tells of
/// nobody else's text, as an agency's would.
fn names_beside_release(
    ancestor: &Ancestor,
    carrier: usize,
    other: usize,
    ancestors: &[Ancestor],
) -> bool {
    let other = ancestors.iter().find(|ancestor| ancestor.node == other);
    let release = other.and_then(|other| other.naming.by_member(carrier));
    let named = ancestor.naming.by_member(carrier);
    release.is_some_and(|by| by.is_release() && !by.is_dateline)
        && named.is_some_and(|by| !by.is_dateline)
}

/// Whether a carrier has from the ancestor what it lacks in its parent at hand.
fn is_further_source(
    forest: &Forest,
    ancestor: &Ancestor,
    carrier: usize,
    parent: usize,
    findings: &Findings,
) -> bool {
    parent < findings.members.len()
        && (is_release_beside(ancestor, carrier, parent, findings)
            || is_news_to(parent, carrier, ancestor, findings)
            || !is_explained(forest, ancestor, carrier, parent, findings))
}

/// Whether a carrier names its parent as a source and the ancestor's release as another.
fn is_release_beside(
    ancestor: &Ancestor,
    carrier: usize,
    parent: usize,
    findings: &Findings,
) -> bool {
    ancestor.naming.by_member(carrier).is_some_and(|by| by.is_release())
        && findings.names_as_source(carrier, parent)
}

/// Whether an article brings its own outlet's earlier one up to date by a source that the earlier one does not
/// name.
fn is_news_to(earlier: usize, article: usize, ancestor: &Ancestor, findings: &Findings) -> bool {
    findings.members[article].same_outlet(&findings.members[earlier])
        && ancestor.naming.by_member(earlier).is_none()
}

/// Whether what a carrier has from its parent is what it has from the ancestor. A release is printed
/// as it is by whoever likes, without a word of where it is from: where an article made from one is
/// half explained by one at hand that has no source, that one is the release.
fn is_explained(
    forest: &Forest,
    ancestor: &Ancestor,
    carrier: usize,
    parent: usize,
    findings: &Findings,
) -> bool {
    let is_release = ancestor.naming.by_member(carrier).is_some_and(|by| by.is_release());
    let is_foreign = !findings.likelihood.same_language(carrier, parent);
    let needed = match is_foreign || (is_release && forest.parents[parent].is_empty()) {
        true => HALF_EXPLAINED,
        false => FULLY_EXPLAINED,
    };
    findings.comparison(carrier, parent).left.matched >= needed
}

/// Whether the credit came with the text of an article at hand that has it too.
fn is_inherited(forest: &Forest, ancestor: &Ancestor, carrier: usize) -> bool {
    let mut above = forest.ancestry(carrier);
    above.remove(&carrier);
    above.iter().any(|&node| node == ancestor.node || ancestor.naming.by_member(node).is_some())
}

/// A copy of an agency's text that names a further source names the agency's: the agency's text
/// derives from it, where other articles point to it as well. Two agencies whose copies name each
/// other tell nothing of who was first.
fn hang_wire(forest: &mut Forest, ancestor: &Ancestor, wire: usize, ancestors: &[Ancestor]) {
    let own_copies = ancestor.naming.by.iter().filter(|by| by.is_dateline);
    let wires = ancestors.iter().filter(|other| other.node == wire);
    let mutual =
        wires.flat_map(|other| own_copies.clone().map(|by| other.naming.by_member(by.member)));
    let is_mutual = mutual.flatten().next().is_some();
    let named_by_others = ancestor.naming.by.len() > 1;
    if named_by_others
        && !is_mutual
        && forest.parents[wire].is_empty()
        && forest.may_adopt(ancestor.node, wire)
    {
        forest.parents[wire].push(ancestor.node);
    }
}

/// Rewritten children of a copy show nothing that only the copy has: they hang beside it. One that
/// is moved may turn out to be the better copy, so this goes on until nothing moves.
fn hang_siblings(forest: &mut Forest, ancestor: &Ancestor, findings: &Findings) {
    let mut kinds = Kinds { findings, known: BTreeMap::new() };
    while let Some(child) = misplaced_child(forest, ancestor, &mut kinds) {
        forest.parents[child] = vec![ancestor.node];
    }
}

/// The kinds of links between articles; what was asked once is known.
struct Kinds<'a> {
    findings: &'a Findings<'a>,
    known: BTreeMap<(usize, usize), Kind>,
}

impl Kinds<'_> {
    fn between(&mut self, child: usize, parent: usize) -> Kind {
        let ask = || self.findings.kind_between(child, parent);
        *self.known.entry((child, parent)).or_insert_with(ask)
    }

    /// Whether `copy` is the only parent of `child`, which rewrote it and does not say from whom.
    fn is_rewritten(&mut self, forest: &Forest, child: usize, copy: usize) -> bool {
        let members = self.findings.members;
        forest.parents[child] == [copy]
            && members[child].credit_to(&members[copy]).is_none()
            && matches!(
                self.between(child, copy),
                Kind::Paraphrase | Kind::Condensed | Kind::Expanded | Kind::Translation
            )
    }
}

fn misplaced_child(forest: &Forest, ancestor: &Ancestor, kinds: &mut Kinds) -> Option<usize> {
    let archetype = archetype(forest, ancestor, kinds.findings)?;
    for copy in kinds.findings.articles_below(forest, ancestor.node) {
        if copy != archetype && kinds.between(copy, archetype) != Kind::Copy {
            continue;
        }
        let mut children = kinds.findings.articles_below(forest, copy).into_iter();
        let misplaced = children.find(|&child| kinds.is_rewritten(forest, child, copy));
        if misplaced.is_some() {
            return misplaced;
        }
    }
    None
}

/// Of more children than this the longest stands for the ancestor's text: each would be held against
/// each of the others.
const COMPARED_MAX: usize = 24;

/// The child that stands for the ancestor's text: one with the credit as its dateline, else one that
/// names nobody or says in its first paragraph whose text it is. Who tells on the way of a text or release has written
/// an article around it. Of several it is the one from which, by their words, the others were most likely made.
pub fn archetype(forest: &Forest, ancestor: &Ancestor, findings: &Findings) -> Option<usize> {
    let children = findings.articles_below(forest, ancestor.node);
    let alone = children.into_iter().filter(|&child| forest.parents[child].len() == 1);
    let rank = |child: &usize| match ancestor.naming.by_member(*child) {
        Some(named_by) if named_by.is_dateline => 0,
        Some(named_by) if !named_by.is_report() => 2,
        _ => 1,
    };
    let alone: Vec<usize> = alone.collect();
    let best = alone.iter().map(rank).min()?;
    let likely: Vec<usize> = alone.iter().copied().filter(|child| rank(child) == best).collect();
    let length = |child: usize| findings.members[child].subject.words as f64;
    let standing = |child: usize| match likely.len() {
        2..=COMPARED_MAX => findings.likelihood.precedence(child, &likely),
        _ => length(child),
    };
    let standings = likely.iter().map(|&child| (standing(child), child));
    let first = standings.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some(first.1)
}
