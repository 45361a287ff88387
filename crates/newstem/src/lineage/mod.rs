//! The family tree of one story: who derives from whom, how, and from what that is not there.
//!
//! Every two articles are compared; how well one or two of them explain another becomes log-odds
//! of descent; the parents that explain all articles best are found together; credits to outlets that are not in the pile, and what siblings share,
//! give the unseen ancestors; last, each link gets its kind, confidence and evidence.

mod arborescence;
mod comparison;
mod credit;
mod detail;
mod evidence;
mod forest;
mod kind;
mod likelihood;
mod member;
mod search;
#[cfg(test)]
mod tests;
mod tree;
mod unseen;
mod wording;
mod writing;

pub use comparison::Comparison;
pub use likelihood::Weights;
pub use member::Member;
pub use tree::{Evidence, Kind, Link, Tree, Unseen, Value};

use likelihood::Likelihood;
use writing::Findings;

use crate::text::lexicon::Lexicon;

/// Draws the family tree of a story's articles.
pub fn infer(members: &[Member], lexicon: &Lexicon, weights: Weights) -> Tree {
    infer_compared(members, &compare_all(members), lexicon, weights)
}

/// The same, for articles that have been compared.
pub fn infer_compared(
    members: &[Member],
    comparisons: &[Vec<Comparison>],
    lexicon: &Lexicon,
    weights: Weights,
) -> Tree {
    let namings = credit::outlets_elsewhere(members);
    let likelihood = Likelihood::new(members, comparisons, &namings, weights);
    let mut forest = search::best_forest(members.len(), &likelihood);
    let findings = Findings::new(members, comparisons, &likelihood, lexicon);
    let ancestors = unseen::find(&mut forest, &namings, &findings);
    findings.write(&forest, ancestors)
}

/// Row by row: each article (left) against each other (right).
pub fn compare_all(members: &[Member]) -> Vec<Vec<Comparison>> {
    let count = members.len();
    let mut comparisons = vec![vec![Comparison::default(); count]; count];
    for left in 0..count {
        for right in left + 1..count {
            let comparison = Comparison::new(&members[left].subject, &members[right].subject);
            comparisons[right][left] = comparison.mirrored();
            comparisons[left][right] = comparison;
        }
    }
    comparisons
}
