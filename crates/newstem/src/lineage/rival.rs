//! The parent that an article almost had, and by how much it lost.
//!
//! A link is as sure as the next best explanation is bad. There are two of those: another parent
//! in this one's place, and the same link turned round.

use super::forest::Forest;
use super::search::Explains;

/// Another parent in the place of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rival {
    /// Who.
    pub parent: usize,
    /// By how much in log-odds it explains the article worse; negative where it would have
    /// explained it better, but the tree had no place for that link.
    pub lost_by: f64,
}

/// The best parent that `child` could have had in the place of `parent`.
pub fn rival(
    child: usize,
    parent: usize,
    parents: &[usize],
    likelihood: &impl Explains,
) -> Option<Rival> {
    let held = likelihood.log_odds(child, parents);
    let mut best: Option<Rival> = None;
    for candidate in likelihood.candidates(child) {
        if parents.contains(&candidate) {
            continue;
        }
        let with: Vec<usize> =
            parents.iter().map(|&own| if own == parent { candidate } else { own }).collect();
        let lost_by = held - likelihood.log_odds(child, &with);
        if best.is_none_or(|best| lost_by < best.lost_by) {
            best = Some(Rival { parent: candidate, lost_by });
        }
    }
    best
}

/// By how much in log-odds all is explained worse where `parent` derives from `child` instead, and
/// `child` from what `parent` derives from.
pub fn turned_round(
    child: usize,
    parent: usize,
    at_hand: impl Fn(usize) -> Vec<usize>,
    likelihood: &impl Explains,
) -> f64 {
    let above = at_hand(parent);
    let held = likelihood.log_odds(child, &at_hand(child)) + likelihood.log_odds(parent, &above);
    held - likelihood.log_odds(parent, &[child]) - likelihood.log_odds(child, &above)
}
