//! Second parents: an article made from two others is covered by neither alone.
//!
//! After every article has its best parent, one is sought that covers what the first leaves
//! open, among those that share no root with it: a relative of the first parent would explain
//! the same words again.

use super::comparison::Comparison;
use super::forest::Forest;
use super::member::Member;
use crate::published::{Sequence, sequence};

/// Least share of the child's words in sentences that the second parent explains and the first
/// does not.
const LEAST_GAIN: f64 = 0.12;
/// Least share of the child's words that the second parent explains at all.
const LEAST_COVER: f64 = 0.3;
/// A sentence is explained from this likeness on.
const EXPLAINED: f64 = 0.35;

/// Gives a second parent to each article that one parent cannot explain.
pub fn add_second_parents(
    forest: &mut Forest,
    members: &[Member],
    comparisons: &[Vec<Comparison>],
) {
    for child in 0..members.len() {
        let [first] = forest.parents[child][..] else { continue };
        let candidates = (0..members.len())
            .filter(|&other| other != child && other != first && forest.may_adopt(other, child))
            .filter(|&other| forest.roots(other).is_disjoint(&forest.roots(first)))
            .filter(|&other| not_later(&members[other], &members[child]));
        let best = candidates
            .map(|other| (gain(members, comparisons, child, first, other), other))
            .filter(|&(gain, other)| {
                gain >= LEAST_GAIN && comparisons[child][other].left.sentences >= LEAST_COVER
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        forest.parents[child].extend(best.map(|(_, other)| other));
    }
}

fn not_later(parent: &Member, child: &Member) -> bool {
    sequence(parent.published, child.published) != Sequence::After
}

/// Share of the child's words in sentences that `second` explains and `first` does not.
pub fn gain(
    members: &[Member],
    comparisons: &[Vec<Comparison>],
    child: usize,
    first: usize,
    second: usize,
) -> f64 {
    let sentences = &members[child].subject.profile.sentences;
    let by_first = &comparisons[child][first].alignment.left_best;
    let by_second = &comparisons[child][second].alignment.left_best;
    let total: usize = sentences.iter().map(|sentence| sentence.words).sum();
    let added: usize = (0..sentences.len())
        .filter(|&index| by_first[index] < EXPLAINED && by_second[index] >= EXPLAINED)
        .map(|index| sentences[index].words)
        .sum();
    added as f64 / total.max(1) as f64
}
