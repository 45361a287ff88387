//! Which values of different articles agree and are values of the same thing.
//!
//! What speaks for it adds up: what is counted, the words close by, the unit, how alike the two
//! sentences are, whether one article derives from the other, and how little chance there is that
//! they agree. The worths and ramps were fitted on nine fictional English families with their true
//! trees, where neighbouring settings do as well. Values that disagree are weighed elsewhere
//! (`rivals`), with all articles of a claim in view: two sentences do not tell whether "fourteen
//! people" and "forty people" may both be true.

use std::collections::BTreeSet;

use super::kinship::{Kinship, Relation, ramp};
use super::ledger::{Ledger, Slot};
use crate::text::{Dimension, Value};

/// A value of another article that stands for the same thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bond {
    /// Index of the other value.
    pub(super) to: usize,
    /// From 0 to 1; how surely.
    pub(super) strength: f64,
}

/// For each value, its bonds.
pub(super) struct Bonds {
    pub(super) of_slot: Vec<Vec<Bond>>,
}

/// What a full likeness of the two sentences is worth, in the measure of [`Ledger::weight`].
const LIKENESS_WORTH: f64 = 6.0;
/// What it is worth that both sentences stand equally far down their articles.
const ORDER_WORTH: f64 = 1.5;
/// What it is worth that both times are deadlines, which are rare.
const DEADLINE_WORTH: f64 = 2.5;
/// What descent is worth.
const RELATED_WORTH: f64 = 1.5;

/// A possible bond between two values.
#[derive(Clone, Copy)]
struct Candidate {
    left: usize,
    right: usize,
    strength: f64,
}

impl Bonds {
    pub(super) fn new(ledger: &Ledger, kinship: &Kinship) -> Self {
        let mut bonds = Self { of_slot: vec![Vec::new(); ledger.slots.len()] };
        for &(left, right, relation) in &kinship.pairs {
            bonds.tie(candidates(ledger, kinship, (left, right), relation));
        }
        bonds
    }

    fn tie(&mut self, candidates: Vec<Candidate>) {
        for Candidate { left, right, strength } in candidates {
            if strength > 0.0 {
                self.of_slot[left].push(Bond { to: right, strength });
                self.of_slot[right].push(Bond { to: left, strength });
            }
        }
    }
}

fn candidates(
    ledger: &Ledger,
    kinship: &Kinship,
    (left, right): (usize, usize),
    relation: Relation,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for &line in &ledger.of_article[left] {
        for &other in &ledger.of_article[right] {
            let likeness = kinship.likeness(line, other);
            let pairs = ledger.lines[line]
                .slots
                .iter()
                .flat_map(|&a| ledger.lines[other].slots.iter().map(move |&b| (a, b)));
            let bonds = pairs.filter_map(|(a, b)| candidate(ledger, a, b, likeness, relation));
            found.extend(surest(bonds.collect()));
        }
    }
    found
}

/// Each value of a sentence stands for one value of the other, the surest pairs first.
fn surest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let key = |candidate: &Candidate| (candidate.left, candidate.right);
    candidates.sort_by(|x, y| y.strength.total_cmp(&x.strength).then(key(x).cmp(&key(y))));
    let mut used = BTreeSet::new();
    candidates.retain(|candidate| {
        let free = !used.contains(&candidate.left) && !used.contains(&candidate.right);
        if free {
            used.extend([candidate.left, candidate.right]);
        }
        free
    });
    candidates
}

/// Two values as values of the same thing; nothing where they do not agree.
fn candidate(
    ledger: &Ledger,
    left: usize,
    right: usize,
    likeness: f64,
    relation: Relation,
) -> Option<Candidate> {
    let (a, b) = (&ledger.slots[left], &ledger.slots[right]);
    if a.value.agrees(&b.value) != Some(true) {
        return None;
    }
    let descent = match relation {
        Relation::Related => RELATED_WORTH + ORDER_WORTH * ledger.order_kept(a.line, b.line),
        Relation::Apart => 0.0,
    };
    let chance = a.chance.agreement_worth(&b.chance);
    let grounds = grounds(ledger, a, b) + likeness * LIKENESS_WORTH + descent + chance;
    Some(Candidate { left, right, strength: ramp(grounds, 2.5, 9.0) })
}

/// The words and units that two values share.
fn grounds(ledger: &Ledger, left: &Slot, right: &Slot) -> f64 {
    let near = ledger.weigh(left.around.intersection(&right.around));
    let counted = ledger.weigh(left.counted.intersection(&right.counted));
    let deadlines = left.is_deadline() && right.is_deadline();
    let binding = if deadlines { DEADLINE_WORTH } else { 0.0 };
    near.min(8.0) + counted.min(4.0) + unit_worth(&left.value) + binding
}

fn unit_worth(value: &Value) -> f64 {
    match value {
        Value::Amount(amount) => match amount.unit.dimension {
            Dimension::Things => 0.0,
            Dimension::Duration => 0.5,
            _ => 2.0,
        },
        Value::Score(..) => 1.0,
        _ => 0.0,
    }
}
