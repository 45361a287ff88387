//! What speaks for each set of parents that an article may have: what weights are fitted on.

use super::comparisons::Comparisons;
use super::credit;
use super::likelihood::Likelihood;
use super::member::Member;
use super::search::{Explains, parent_sets};
use super::terms::{Terms, Weights};

/// One article's choice of parents.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Index of the article.
    pub child: usize,
    /// Sets of parents, the empty one among them, each with what speaks for it.
    pub sets: Vec<(Vec<usize>, Terms)>,
}

/// The choices of all articles of a story; sets that time forbids are left out.
pub fn choices(members: &[Member], comparisons: &Comparisons, weights: Weights) -> Vec<Choice> {
    let namings = credit::outlets_elsewhere(members);
    let likelihood = Likelihood::new(members, comparisons, &namings, weights);
    let possible = |child: usize, set: &[usize]| {
        set.iter().all(|&parent| likelihood.may_descend(child, parent))
    };
    let choice = |child: usize| {
        let sets = parent_sets(child, &likelihood).into_iter();
        let sets = sets.filter(|set| possible(child, set));
        let sets = sets.map(|set| (set.clone(), likelihood.terms(child, &set))).collect();
        Choice { child, sets }
    };
    (0..members.len()).map(choice).collect()
}
