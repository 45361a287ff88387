//! Growing a claim from its seed: which other lines, or values, assert the same.

use std::collections::BTreeMap;

use super::bonds::{Bond, Bonds};
use super::kinship::{Edge, Kinship};

/// A value farther from the seed than this is no member.
const FAINTEST_VALUE: f64 = 0.25;
/// The same of a sentence, which has no value to hold it.
const FAINTEST_SENTENCE: f64 = 0.4;
/// A claim travels over no more links than this.
const MOST_STEPS: usize = 4;

/// For each member, how surely it asserts what the seed asserts; the seed itself has 1.
pub(super) type Members = BTreeMap<usize, f64>;

/// One step of spreading.
pub(super) struct Step {
    pub(super) to: usize,
    /// From 0 to 1.
    pub(super) strength: f64,
}

/// The lines that assert what line `seed` asserts.
pub(super) fn lines_like(seed: usize, kinship: &Kinship) -> Members {
    let step = |edge: &Edge| Step { to: edge.to, strength: edge.sameness };
    spread(seed, FAINTEST_SENTENCE, |line| kinship.edges[line].iter().map(step).collect())
}

/// The values that stand for what value `seed` stands for.
pub(super) fn slots_like(seed: usize, bonds: &Bonds) -> Members {
    let step = |bond: &Bond| Step { to: bond.to, strength: bond.strength };
    spread(seed, FAINTEST_VALUE, |slot| bonds.of_slot[slot].iter().map(step).collect())
}

/// Follows the strongest ways from the seed.
fn spread(seed: usize, faintest: f64, steps: impl Fn(usize) -> Vec<Step>) -> Members {
    let mut reached = Members::from([(seed, 1.0)]);
    let mut fresh = vec![seed];
    for _ in 0..MOST_STEPS {
        let mut next = Vec::new();
        for from in fresh {
            let strength = reached.get(&from).copied().unwrap_or(0.0);
            for step in steps(from) {
                let arriving = strength * step.strength;
                let known = reached.get(&step.to).copied().unwrap_or(0.0);
                if arriving >= faintest && arriving > known + 1e-9 {
                    reached.insert(step.to, arriving);
                    next.push(step.to);
                }
            }
        }
        fresh = next;
    }
    reached
}
