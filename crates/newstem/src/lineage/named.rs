//! Articles at hand that an article names as its sources beside the parents that it has.
//!
//! How well parents explain an article tells of two at most, and of the second only where it explains much:
//! who quotes a sentence from each of three outlets, and says so, has three sources. A name alone is
//! not enough, for what a parent had from somewhere is named by its children too.

use super::forest::Forest;
use super::search::Explains;
use super::writing::Findings;

/// Gives articles the further parents that they name, those nearer to a root first.
pub fn join(forest: &mut Forest, findings: &Findings) {
    let mut derived: Vec<usize> = (0..findings.members.len()).collect();
    derived.retain(|&child| !forest.parents[child].is_empty());
    derived.sort_by_key(|&child| (forest.ancestry(child).len(), child));
    for child in derived {
        while let Some(source) = further_source(child, forest, findings) {
            forest.parents[child].push(source);
        }
    }
}

/// The article that explains a child best of those which it names and does not go back to.
fn further_source(child: usize, forest: &Forest, findings: &Findings) -> Option<usize> {
    let gain = |source: usize| {
        let log_odds = |parents: &[usize]| findings.likelihood.log_odds(child, parents);
        log_odds(&[source]) - log_odds(&[])
    };
    let sources = findings.likelihood.candidates(child).into_iter();
    let sources = sources.filter(|&source| {
        is_named(child, source, findings)
            && forest.may_adopt(source, child)
            && !is_above(child, source, forest, findings)
            && gain(source) > 0.0
    });
    sources.max_by(|&one, &other| gain(one).total_cmp(&gain(other)).then(other.cmp(&one)))
}

fn is_named(child: usize, source: usize, findings: &Findings) -> bool {
    let (own, other) = (&findings.members[child], &findings.members[source]);
    own.credit_to(other).is_some()
        && !own.same_outlet(other)
        && findings.likelihood.may_descend(child, source)
}

/// Whether a child goes back to the outlet of a source already, or to an article that names it.
fn is_above(child: usize, source: usize, forest: &Forest, findings: &Findings) -> bool {
    let members = findings.members;
    let at_hand = forest.ancestry(child).into_iter().filter(|&node| node < members.len());
    let mut above = at_hand.filter(|&node| node != child);
    above.any(|node| {
        let (other, source) = (&members[node], &members[source]);
        other.same_outlet(source) || other.credit_to(source).is_some()
    })
}
