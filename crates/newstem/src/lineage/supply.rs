//! Which root gave something to whom: the least roots that explain all who carry it.
//!
//! What a merged article carries came to it along one of its lines. Where several are possible, it is taken for the
//! one that gave it to others as well. Counting all of them would make two sources of one whenever an article merged
//! two; the least number of roots that can explain all (a hitting set, Karp 1972) is approached greedily.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The roots that explain all carriers, each with those whom it supplied. `possible` are the roots that each may have it from;
/// a carrier without any has it from a parent that carries it, too.
pub(crate) fn supplied<R: Ord + Clone>(
    possible: &[(usize, BTreeSet<R>)],
) -> BTreeMap<R, BTreeSet<usize>> {
    let mut roots: BTreeMap<R, BTreeSet<usize>> = BTreeMap::new();
    let (open, certain): (Vec<_>, Vec<_>) = possible.iter().partition(|(_, of)| of.len() > 1);
    for (carrier, of) in certain {
        if let Some(root) = of.first() {
            roots.entry(root.clone()).or_default().insert(*carrier);
        }
    }
    for (carrier, of) in &open {
        let worth = |root: &&R| {
            let others = open.iter().filter(|(_, other)| other.contains(root)).count();
            (roots.contains_key(*root), others, Reverse((*root).clone()))
        };
        if let Some(root) = of.iter().max_by_key(worth) {
            roots.entry(root.clone()).or_default().insert(*carrier);
        }
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(possible: &[&[char]], expected: &[(char, &[usize])]) {
        let possible = possible.iter().map(|of| of.iter().copied().collect());
        let possible: Vec<(usize, BTreeSet<char>)> = possible.enumerate().collect();
        let roots = supplied(&possible).into_iter();
        let roots: Vec<(char, Vec<usize>)> =
            roots.map(|(root, of)| (root, of.into_iter().collect())).collect();
        let expected: Vec<(char, Vec<usize>)> =
            expected.iter().map(|&(root, of)| (root, of.to_vec())).collect();
        assert_eq!(roots, expected);
    }

    #[test]
    fn of_several_roots_one_supplied_a_carrier() {
        check(&[&['a', 'b']], &[('a', &[0])]);
        check(&[&['a', 'b'], &['b']], &[('b', &[0, 1])]);
        check(&[&['a', 'b'], &['b', 'c']], &[('b', &[0, 1])]);
        check(&[&['a', 'b'], &['c', 'd'], &[]], &[('a', &[0]), ('c', &[1])]);
    }
}
