//! The parent that an article almost had, and by how much it lost.
//!
//! A link is as sure as the next best explanation is bad. There are two of those: another parent
//! in this one's place, and the same link turned round.

use super::search::Explains;

/// A parent that was not chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// Who.
    pub parent: usize,
    /// The log-odds with it.
    pub log_odds: f64,
}

/// The best of the candidates that are not among `parents`, each put in the place of `parent`;
/// where that is none of them, beside them.
pub fn rival(
    child: usize,
    parent: Option<usize>,
    parents: &[usize],
    likelihood: &impl Explains,
) -> Option<Rival> {
    let mut best: Option<Rival> = None;
    for candidate in likelihood.candidates(child) {
        if parents.contains(&candidate) {
            continue;
        }
        let with = replaced(parents, parent, candidate);
        let log_odds = likelihood.log_odds(child, &with);
        if best.is_none_or(|best| log_odds > best.log_odds) {
            best = Some(Rival { parent: candidate, log_odds });
        }
    }
    best
}

/// The parents with another in the place of one of them.
pub fn replaced(parents: &[usize], parent: Option<usize>, other: usize) -> Vec<usize> {
    let kept = parents.iter().copied().filter(|&own| Some(own) != parent);
    kept.chain([other]).collect()
}

/// By how much in log-odds all is explained worse where `parent` derives from `child` instead, and
/// `child` from what `parent` derives from. `above` tells the parents of both.
pub fn lead_over_turned_round(
    child: usize,
    parent: usize,
    above: impl Fn(usize) -> Vec<usize>,
    likelihood: &impl Explains,
) -> f64 {
    let grandparents = above(parent);
    let log_odds = |article: usize, parents: &[usize]| likelihood.log_odds(article, parents);
    let held = log_odds(child, &above(child)) + log_odds(parent, &grandparents);
    held - log_odds(parent, &[child]) - log_odds(child, &grandparents)
}
