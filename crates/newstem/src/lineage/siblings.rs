//! Ancestors that nobody names: what two articles share that neither can have from the other.
//!
//! Two rewrites of one release each drop and reword what they like. Neither covers the other well
//! enough to be its source, yet they are more alike, in what they report rather than quote, than
//! reports of their own ever are, and share details that the other reports lack (Choi, Tan,
//! Anandkumar, Willsky 2011 find hidden nodes by such distances). Then both go back to a text that is
//! not there, or the one to the ancestor that the other hangs from. Speech in quotation marks is left
//! out: two reporters who heard one speech share it.
//!
//! Across languages this says nothing, and in a story of several languages, or of few articles, the
//! words that few articles have are no details, so that only likeness counts.

use super::credit::Naming;
use super::forest::Forest;
use super::unseen::Ancestor;
use super::writing::Findings;

/// From this likeness on two articles go back to one text. Set between the pairs of fifteen families
/// that do (0.36 and more among those found) and those that do not (0.26 and less).
const SIBLINGS: f64 = 0.3;
/// What shared details count beside likeness, and what share of them is chance.
const DETAILS: f64 = 0.5;
const CHANCE_DETAILS: f64 = 0.05;
/// A story of fewer articles has no details to speak of.
const ARTICLES_MIN: usize = 7;
/// Hangs articles that share what neither has from the other below one ancestor.
pub fn join(forest: &mut Forest, ancestors: &mut Vec<Ancestor>, findings: &Findings) {
    while let Some((article, sibling)) = closest(forest, ancestors, findings) {
        let above = match forest.parents[sibling][..] {
            [ancestor] => ancestor,
            _ => {
                let node = forest.add_node();
                ancestors.push(Ancestor { node, naming: Naming::default() });
                forest.parents[sibling] = vec![node];
                node
            }
        };
        forest.parents[article] = vec![above];
    }
}

/// The most alike of the articles that could be siblings and are not.
fn closest(forest: &Forest, ancestors: &[Ancestor], findings: &Findings) -> Option<(usize, usize)> {
    let count = findings.members.len();
    let pairs = (0..count).flat_map(|article| (0..count).map(move |sibling| (article, sibling)));
    let free = pairs.filter(|&(article, sibling)| {
        article != sibling
            && forest.parents[article].is_empty()
            && is_top(forest, ancestors, sibling)
            && forest.may_adopt(sibling, article)
    });
    let scored = free.map(|pair| (kinship(findings, pair.0, pair.1), pair));
    let kin = scored.filter(|(kinship, _)| *kinship >= SIBLINGS);
    let best = kin.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, pair)| pair)
}

/// Whether an article has no parent but an ancestor that is not in the pile.
fn is_top(forest: &Forest, ancestors: &[Ancestor], article: usize) -> bool {
    match forest.parents[article][..] {
        [] => true,
        [parent] => ancestors.iter().any(|ancestor| ancestor.node == parent),
        _ => false,
    }
}

/// How alike two articles are in what they report, by the one that is covered less.
fn kinship(findings: &Findings, left: usize, right: usize) -> f64 {
    let (members, likelihood) = (findings.members, findings.likelihood);
    let profile = |member: usize| &members[member].subject.profile;
    if !profile(left).same_language(profile(right)) {
        return 0.0;
    }
    let likeness = likelihood.reported(left, right).min(likelihood.reported(right, left));
    let has_details = members.len() >= ARTICLES_MIN
        && (0..members.len()).all(|member| profile(member).same_language(profile(left)));
    if !has_details {
        return likeness;
    }
    let details =
        likelihood.shared_details(left, &[right]) + likelihood.shared_details(right, &[left]);
    likeness + DETAILS * (details / 2.0 - CHANCE_DETAILS).max(0.0)
}
