//! Copies of one text whose order nobody knows: a tradition, as of manuscripts.
//!
//! Where all articles of a story are near-copies, without times and credits, hardly a sentence, fact or rare word tells
//! who copied whom: each covers each. What tells is where they differ. A variant is a place where two texts, set
//! side by side word by word, do not agree, however many words it takes; what one of them lacks altogether, as a
//! fragment does, is none. Neighbour joining (Saitou and Nei 1987) makes a tree of how many variants lie between each two, with
//! a lost text at each fork. A branch of less than two variants may be chance: the text at one end of it stands at the fork, so that
//! copies become ancestors of copies. The tree hangs from its middle, since nothing tells its top; the confidence of links says so.
//!
//! Rejected: the shortest tree without lost texts, which hangs what goes back to a lost text from whichever copy is nearest; and
//! counting words that one lacks, which makes neighbours of all fragments. Where a copyist used two copies only one is found.

mod joining;

use super::comparisons::Comparisons;
use super::credit::Naming;
use super::forest::Forest;
use super::member::Member;
use super::unseen::Ancestor;
use crate::align::align_words;
use joining::{Branch, contracted, joined, middle};

/// Fewer texts have no forks to speak of.
const TEXTS_MIN: usize = 5;
/// So many pairs of words may be looked at, those of all pairs of texts together.
const WORD_PAIRS_MAX: usize = 400_000_000;
/// Of the phrases of one of two copies the other has at least this share.
const COPIED: f64 = 0.6;
/// What one text lacks or has more than the other is a gap from so many words on.
const GAP_WORDS: usize = 8;
/// A branch of fewer variants may be chance.
const VARIANTS_MIN: f64 = 2.0;

/// The tree of copies of one text, with its lost texts; nothing where the articles are no such copies.
pub fn tree(members: &[Member], comparisons: &Comparisons) -> Option<(Forest, Vec<Ancestor>)> {
    if !is_tradition(members, comparisons) {
        return None;
    }
    let texts: Vec<Vec<&str>> = members.iter().map(words).collect();
    let branches = contracted(joined(&variants(&texts)), members.len(), VARIANTS_MIN);
    Some(hung(&branches, members.len()))
}

fn is_tradition(members: &[Member], comparisons: &Comparisons) -> bool {
    let is_silent = |member: &Member| {
        member.published.is_none() && member.refused.is_empty() && member.credits().next().is_none()
    };
    members.len() >= TEXTS_MIN
        && members.iter().all(is_silent)
        && word_pairs(members) <= WORD_PAIRS_MAX
        && (0..members.len())
            .all(|right| (0..right).all(|left| are_copies(left, right, comparisons)))
}

fn word_pairs(members: &[Member]) -> usize {
    let words: usize = members.iter().map(|member| member.subject.words).sum();
    words.saturating_mul(words) / 2
}

fn are_copies(left: usize, right: usize, comparisons: &Comparisons) -> bool {
    let both = comparisons.between(left, right);
    both.is_some_and(|both| both.left.phrases.max(both.right.phrases) >= COPIED)
}

fn words<'a>(member: &Member<'a>) -> Vec<&'a str> {
    let reading = member.reading;
    reading.words().map(|word| reading.folded[word].as_str()).collect()
}

/// How many variants lie between each two texts, as if they were whole.
fn variants(texts: &[Vec<&str>]) -> Vec<Vec<f64>> {
    let longest = texts.iter().map(Vec::len).max().unwrap_or_default() as f64;
    let mut variants = vec![vec![0.0; texts.len()]; texts.len()];
    for right in 0..texts.len() {
        for left in 0..right {
            let share = variant_share(&texts[left], &texts[right]);
            variants[left][right] = share * longest;
            variants[right][left] = share * longest;
        }
    }
    variants
}

/// Of the places that two texts both have, those where they differ.
fn variant_share(left: &[&str], right: &[&str]) -> f64 {
    let kept = align_words(left, right).kept;
    let mut differing = 0;
    let (mut a, mut b) = (0, 0);
    for &(next_a, next_b) in kept.iter().chain([&(left.len(), right.len())]) {
        let (own, other) = (next_a - a, next_b - b);
        differing += usize::from((1..GAP_WORDS).contains(&own.max(other)));
        (a, b) = (next_a + 1, next_b + 1);
    }
    differing as f64 / (kept.len() + differing).max(1) as f64
}

/// The tree hung from its middle; the nodes from `texts` on are lost.
fn hung(branches: &[Branch], texts: usize) -> (Forest, Vec<Ancestor>) {
    let nodes = branches.iter().flat_map(|branch| branch.ends);
    let mut lost: Vec<usize> = nodes.filter(|&node| node >= texts).collect();
    lost.sort_unstable();
    lost.dedup();
    let place = |node: usize| lost.binary_search(&node).map_or(node, |place| texts + place);
    let branches: Vec<Branch> =
        branches.iter().map(|branch| Branch { ends: branch.ends.map(place), ..*branch }).collect();
    let count = texts + lost.len();
    let mut forest = Forest { parents: vec![Vec::new(); count] };
    let mut open = vec![middle(&branches, count)];
    let mut seen = vec![false; count];
    while let Some(node) = open.pop() {
        seen[node] = true;
        for other in branches.iter().filter_map(|branch| branch.across(node)) {
            if !seen[other] {
                forest.parents[other].push(node);
                open.push(other);
            }
        }
    }
    let ancestors = (texts..count).map(|node| Ancestor { node, naming: Naming::default() });
    (forest, ancestors.collect())
}

#[cfg(test)]
mod tests;
