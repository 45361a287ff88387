//! Growing a claim from its seed: which other lines, or values, assert the same.

use std::collections::BTreeMap;

use super::bonds::Bonds;
use super::kinship::Kinship;

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
