//! Which values of different articles are values of the same thing.
//!
//! What speaks for it adds up: what is counted, the words close by, the unit, how alike the two
//! sentences are, whether one article derives from the other, and, where they agree, how little
//! chance there is of that. Values that disagree need more, since "fourteen people" and "forty
//! people" of two unlike sentences may both be true. The worths and ramps were fitted on nine
//! fictional English families with their true trees, where neighbouring settings do as well.

use std::collections::BTreeSet;

use super::chance::{agreement_worth, is_garbled};
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
    /// True where the two cannot both be right.
    pub(super) clash: bool,
}

/// For each value, its bonds.
pub(super) struct Bonds {
    pub(super) of_slot: Vec<Vec<Bond>>,
}

/// What a full likeness of the two sentences is worth, in the measure of [`Ledger::weight`].
const LIKENESS_WORTH: f64 = 6.0;
/// What it is worth that both sentences stand equally far down their articles.
const ORDER_WORTH: f64 = 1.5;
/// What it is worth that one value is the other gone wrong.
const GARBLE_WORTH: f64 = 2.0;
/// What it is worth that both times are deadlines, which are rare.
const DEADLINE_WORTH: f64 = 2.5;
/// What descent is worth.
const RELATED_WORTH: f64 = 1.5;

/// A possible bond between two values.
#[derive(Clone, Copy)]
struct Candidate {
    left: usize,
    right: usize,
    agree: bool,
    /// What speaks for it, in the measure of [`Ledger::weight`].
    grounds: f64,
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
        let met: BTreeSet<usize> = candidates
            .iter()
            .filter(|candidate| candidate.agree && strength(candidate) >= MET)
            .flat_map(|candidate| [candidate.left, candidate.right])
            .collect();
        for candidate in candidates {
            let strength = if candidate.agree {
                strength(&candidate)
            } else {
                clash_strength(&candidate, &met)
            };
            if strength > 0.0 {
                let clash = !candidate.agree;
                let bond = |to| Bond { to, strength, clash };
                self.of_slot[candidate.left].push(bond(candidate.right));
                self.of_slot[candidate.right].push(bond(candidate.left));
            }
        }
    }
}

/// A value has met its like where a bond is this strong.
const MET: f64 = 0.4;
/// What is asked in addition of a clash where one of the two values has met its like.
const ONE_MET_TOLL: f64 = 3.0;

fn strength(candidate: &Candidate) -> f64 {
    if candidate.agree {
        ramp(candidate.grounds, 2.5, 9.0)
    } else {
        ramp(candidate.grounds, 4.0, 12.0)
    }
}

/// Values clash for want of a like in the other article: what has one there was meant otherwise.
fn clash_strength(candidate: &Candidate, met: &BTreeSet<usize>) -> f64 {
    let toll = match (met.contains(&candidate.left), met.contains(&candidate.right)) {
        (true, true) => return 0.0,
        (false, false) => 0.0,
        _ => ONE_MET_TOLL,
    };
    strength(&Candidate { grounds: candidate.grounds - toll, ..*candidate })
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
    candidates.sort_by(|x, y| strength(y).total_cmp(&strength(x)).then(key(x).cmp(&key(y))));
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

/// Two values as values of the same thing; nothing where they cannot be.
fn candidate(
    ledger: &Ledger,
    left: usize,
    right: usize,
    likeness: f64,
    relation: Relation,
) -> Option<Candidate> {
    let (a, b) = (&ledger.slots[left], &ledger.slots[right]);
    let agree = a.value.agrees(&b.value)?;
    if !agree && !may_clash(a, b, likeness, relation) {
        return None;
    }
    let descent = match relation {
        Relation::Related => RELATED_WORTH + ORDER_WORTH * ledger.order_kept(a.line, b.line),
        Relation::Apart => 0.0,
    };
    let chance = if agree {
        agreement_worth(&a.value, &b.value)
    } else if is_garbled(&a.value, &b.value) {
        GARBLE_WORTH
    } else {
        0.0
    };
    let grounds = grounds(ledger, a, b) + likeness * LIKENESS_WORTH + descent + chance;
    Some(Candidate { left, right, agree, grounds })
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

/// Only what counts the same thing can clash.
fn may_clash(left: &Slot, right: &Slot, likeness: f64, relation: Relation) -> bool {
    let beside_counted = |stem: &String| !left.counted.contains(stem);
    let mut common = left.around.intersection(&right.around).filter(|&stem| beside_counted(stem));
    let near = likeness > 0.25 || common.next().is_some();
    let same = near && !left.counted.is_disjoint(&right.counted);
    let headless = left.counted.is_empty() || right.counted.is_empty();
    let measured = unit_worth(&left.value) >= 1.0;
    match (&left.value, &right.value) {
        (Value::Amount(_) | Value::Score(..), _) if same || measured => true,
        (Value::Amount(_), _) => {
            relation == Relation::Related && (headless && near || likeness > 0.6)
        }
        (Value::Date(a), Value::Date(b)) if a.day.is_some() != b.day.is_some() => false,
        _ if left.is_deadline() != right.is_deadline() => false,
        _ => left.is_deadline() || likeness > 0.5,
    }
}
