//! Growing a claim from its seed: which other lines, or values, assert the same.

use std::collections::BTreeMap;

use super::kinship::{Edge, Kinship, Relation, specific};
use super::ledger::{Ledger, Slot};

/// A member farther from the seed than this is none.
const FAINTEST: f64 = 0.25;
/// A claim travels over no more links than this.
const MOST_STEPS: usize = 4;

/// For each member, how surely it asserts what the seed asserts; the seed itself has 1.
pub(super) type Members = BTreeMap<usize, f64>;

/// The lines that assert what line `seed` asserts.
pub(super) fn lines_like(seed: usize, kinship: &Kinship) -> Members {
    spread(seed, |line| {
        kinship.edges[line]
            .iter()
            .map(|edge| (edge.to, edge.strength))
            .collect()
    })
}

/// The values that stand for what value `seed` stands for.
pub(super) fn slots_like(seed: usize, bonds: &Bonds) -> Members {
    spread(seed, |slot| bonds.of_slot[slot].clone())
}

fn spread(seed: usize, neighbours: impl Fn(usize) -> Vec<(usize, f64)>) -> Members {
    let mut members = Members::from([(seed, 1.0)]);
    let mut fresh = vec![seed];
    for _ in 0..MOST_STEPS {
        let mut next = Vec::new();
        for from in fresh {
            let strength = members.get(&from).copied().unwrap_or(0.0);
            for (to, edge) in neighbours(from) {
                let reached = strength * edge;
                if reached >= FAINTEST
                    && members.get(&to).is_none_or(|&known| reached > known + 1e-9)
                {
                    members.insert(to, reached);
                    next.push(to);
                }
            }
        }
        fresh = next;
    }
    members
}

/// Which values of alike sentences are values of the same thing.
pub(super) struct Bonds {
    of_slot: Vec<Vec<(usize, f64)>>,
}

impl Bonds {
    pub(super) fn new(ledger: &Ledger, kinship: &Kinship) -> Self {
        let mut bonds = Self {
            of_slot: vec![Vec::new(); ledger.slots.len()],
        };
        for (line, edges) in kinship.edges.iter().enumerate() {
            for edge in edges.iter().filter(|edge| edge.to > line) {
                bonds.tie(ledger, line, edge);
            }
        }
        bonds
    }

    /// Pairs the values of two alike lines, the surest pairs first, each value once.
    fn tie(&mut self, ledger: &Ledger, line: usize, edge: &Edge) {
        let (left, right) = (&ledger.lines[line].slots, &ledger.lines[edge.to].slots);
        let mut pairs = Vec::new();
        for &a in left {
            for &b in right {
                let factor = same_thing(&ledger.slots[a], &ledger.slots[b], edge.relation);
                pairs.extend(factor.map(|factor| (factor, a, b)));
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut used = Vec::new();
        for (factor, a, b) in pairs {
            if used.contains(&a) || used.contains(&b) {
                continue;
            }
            used.extend([a, b]);
            self.of_slot[a].push((b, edge.strength * factor));
            self.of_slot[b].push((a, edge.strength * factor));
        }
    }
}

/// How surely two values of alike sentences are of the same thing; nothing where they cannot be.
fn same_thing(left: &Slot, right: &Slot, relation: Relation) -> Option<f64> {
    let agree = left.value.agrees(&right.value)?;
    let same_head = !left.counted.is_disjoint(&right.counted)
        || left.counted.is_empty() && right.counted.is_empty();
    let headless = left.counted.is_empty() || right.counted.is_empty();
    let context = !left.around.is_disjoint(&right.around);
    let rare = specific(&left.value).min(specific(&right.value)) >= 3.0;
    match (relation, agree) {
        (_, true) if same_head || rare => Some(1.0),
        (Relation::Related, true) => Some(0.85),
        (Relation::Apart, true) => (headless || context).then_some(0.5),
        (Relation::Related, false) if same_head => Some(0.8),
        (Relation::Related, false) => (headless || context).then_some(0.6),
        (Relation::Apart, false) => (same_head && context).then_some(0.6),
    }
}
