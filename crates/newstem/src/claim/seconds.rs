//! Values that bear a claim out in articles that nothing ties to it: a report of one's own has its own
//! words, and only the value is the same.
//!
//! Two sentences do not tell whether "until Friday" here and "by Friday" there are one answer. The story
//! tells more: where a value is given nowhere but in a claim and in one further article, it is hardly a
//! value of something else; where many sentences give it, any of them may be meant. Logistic regression
//! over this, how little chance there is that two sentences give the value, and how near the sentences
//! are (`xtask/fit-claims.py`), tells how surely a value seconds a claim. Joining what has the nearest
//! sentence instead was rejected: half of it is about something else.
//!
//! Fails on: articles that tell a claim without its value, and small counts that two sentences share by
//! chance (`ten classrooms`, `ten working days`).

use std::collections::BTreeSet;

use super::draft::{Draft, Member, settle};
use super::ledger::{Ledger, Slot};
use super::rivals::{Rivalry, Side, probability};
use super::support::Descent;

/// What speaks for a value seconding a claim, in the order of the weights.
pub const SECOND_GROUNDS: [&str; 5] = ["elsewhere", "depth", "specific", "after", "sentence"];

const WEIGHTS: [f64; SECOND_GROUNDS.len()] = [-0.721, -3.165, 0.814, 6.466, 1.096];
const BIAS: f64 = -0.993;

/// Log-odds from which a value is taken for a second.
const LEAST: f64 = 0.0;

/// A value that may second a claim.
#[derive(Clone, Debug)]
pub(super) struct Second {
    /// Index of the value.
    pub(super) slot: usize,
    /// In the order of [`SECOND_GROUNDS`].
    pub(super) grounds: [f64; SECOND_GROUNDS.len()],
}

impl Second {
    fn log_odds(&self) -> f64 {
        BIAS + self.grounds.iter().zip(WEIGHTS).map(|(ground, weight)| ground * weight).sum::<f64>()
    }

    fn member(&self, ledger: &Ledger) -> Member {
        let strength = probability(self.log_odds());
        Member { line: ledger.slots[self.slot].line, slot: Some(self.slot), strength }
    }
}

/// What seconds each draft, one value an article.
pub(super) fn chosen(drafts: &[Draft], rivalry: &Rivalry<'_>) -> Vec<Vec<Second>> {
    drafts.iter().map(|draft| surest(seconds(draft, rivalry), rivalry.ledger)).collect()
}

fn surest(mut seconds: Vec<Second>, ledger: &Ledger) -> Vec<Second> {
    seconds.retain(|second| second.log_odds() > LEAST);
    seconds.sort_by(|a, b| b.log_odds().total_cmp(&a.log_odds()).then(a.slot.cmp(&b.slot)));
    let mut taken = BTreeSet::new();
    seconds.retain(|second| taken.insert(ledger.article_of(second.slot)));
    seconds
}

/// The drafts, the first of them with what seconds them in articles that they do not have yet. Whether one
/// is disputed is told before: what seconds it is less sure than its own members and would blur what
/// contradicts them.
pub(super) fn joined(
    mut drafts: Vec<Draft>,
    seconds: &[Vec<Second>],
    ledger: &Ledger,
    descent: &Descent,
) -> Vec<Draft> {
    for (draft, seconds) in drafts.iter_mut().zip(seconds) {
        if !seconds.is_empty() {
            *draft = seconded(draft, seconds, ledger, descent);
        }
    }
    drafts
}

fn seconded(draft: &Draft, seconds: &[Second], ledger: &Ledger, descent: &Descent) -> Draft {
    let carriers = draft.carriers(ledger);
    let further = seconds.iter().filter(|one| !carriers.contains(&ledger.article_of(one.slot)));
    let mut members = draft.members.clone();
    members.extend(further.map(|second| second.member(ledger)));
    members.sort_by_key(|member| (member.line, member.slot));
    Draft { conflict_confidence: draft.conflict_confidence, ..settle(members, ledger, descent) }
}

/// The values that agree with that of a claim in articles that lack it, with what speaks for each.
pub(super) fn seconds(draft: &Draft, rivalry: &Rivalry<'_>) -> Vec<Second> {
    let (Some(said), Some(claim)) = (draft.slot(), rivalry.side_of(draft)) else {
        return Vec::new();
    };
    let ledger = rivalry.ledger;
    let agrees = |slot: &usize| is_given_again(&ledger.slots[said], &ledger.slots[*slot]);
    let agreeing: Vec<usize> = rivalry.compared.iter().copied().filter(agrees).collect();
    let carriers = draft.carriers(ledger);
    let open = agreeing.iter().filter(|&&slot| !carriers.contains(&ledger.article_of(slot)));
    let second =
        |&slot: &usize| Second { slot, grounds: grounds(rivalry, (said, &claim), slot, &agreeing) };
    open.map(second).collect()
}

/// True of two values of which neither merely allows the other, as `more than forty` allows 61.
fn is_given_again(slot: &Slot, other: &Slot) -> bool {
    other.value.agrees(&slot.value) == Some(true) && !slot.chance.is_loose(&other.chance)
}

fn grounds(
    rivalry: &Rivalry<'_>,
    (said, claim): (usize, &Side),
    slot: usize,
    agreeing: &[usize],
) -> [f64; SECOND_GROUNDS.len()] {
    let like = &rivalry.sides[&slot].slots;
    let stray = |other: &&usize| !claim.slots.contains(other) && !like.contains(other);
    let elsewhere = agreeing.iter().filter(stray).count();
    let near = rivalry.nearness(claim, slot);
    let chance = |slot: usize| &rivalry.ledger.slots[slot].chance;
    [
        (elsewhere as f64).ln_1p(),
        near.depth,
        chance(said).agreement_worth(chance(slot)),
        near.after,
        near.sentence,
    ]
}
