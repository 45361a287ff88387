//! The family tree of one story: who derives from whom, how, and from what that is not there.
//!
//! Articles are compared, each with each or in a large story each with its likeliest relatives; how
//! well one or two of them explain another becomes log-odds of descent; the parents that explain
//! all articles best are found together; credits to outlets that are not in the pile, and what
//! siblings share, give the unseen ancestors; last, each link gets its kind, confidence and
//! evidence.

mod account;
mod arborescence;
mod author;
mod blended;
mod choice;
mod comparison;
mod comparisons;
mod credit;
mod detail;
mod drift;
mod evidence;
mod fact;
mod forest;
mod kind;
mod likelihood;
mod member;
mod named;
mod quotation;
mod recovered;
mod rings;
mod rival;
mod search;
mod selection;
mod shares;
mod siblings;
mod supply;
mod terms;
#[cfg(test)]
mod tests;
mod tradition;
mod tree;
mod unseen;
mod verbatim;
mod version;
mod wording;
mod writing;

pub use choice::{Choice, choices};
pub use comparison::Comparison;
pub use comparisons::Comparisons;
pub use member::Member;
pub use rings::{Ring, rings};
pub(crate) use supply::supplied;
pub use terms::{Terms, Weights};
pub use tree::{Evidence, Kind, Link, Margins, Match, Rejected, Stretch, Tree, Unseen, Value};

use likelihood::Likelihood;
use writing::Findings;

use crate::text::lexicon::Lexicon;

/// Draws the family tree of a story's articles.
pub fn infer(members: &[Member], lexicon: &Lexicon, weights: Weights) -> Tree {
    infer_compared(members, &Comparisons::of(members), lexicon, weights)
}

/// The same, for articles that have been compared.
pub fn infer_compared(
    members: &[Member],
    comparisons: &Comparisons,
    lexicon: &Lexicon,
    weights: Weights,
) -> Tree {
    let namings = credit::outlets_elsewhere(members);
    let likelihood = Likelihood::new(members, comparisons, &namings, weights);
    let findings = Findings::new(members, comparisons, &likelihood, lexicon);
    if let Some((forest, ancestors)) = tradition::tree(members, comparisons) {
        return findings.write(&forest, ancestors);
    }
    let mut forest = search::best_forest(members.len(), &likelihood);
    let mut ancestors = unseen::find(&mut forest, &namings, &findings);
    version::join(&mut forest, &mut ancestors, &findings);
    siblings::join(&mut forest, &mut ancestors, &findings);
    account::join(&mut forest, &mut ancestors, &findings);
    verbatim::join(&mut forest, &findings);
    blended::join(&mut forest, &ancestors, &findings);
    named::join(&mut forest, &findings);
    findings.write(&forest, ancestors)
}
