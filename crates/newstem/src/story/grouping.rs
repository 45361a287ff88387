//! Average linkage: the two groups most alike on average are joined, as long as they are alike
//! enough (Sokal and Michener 1958).
//!
//! A pair that is no candidate counts as not alike at all, so that a single likeness between two
//! crowds joins nothing. The closest pair is kept on a heap; entries that a join made stale are
//! passed over.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Groups texts; each group in order, the groups by their first member.
///
/// `copies` tells for each text in how many articles it stands: every one of them counts.
/// `pairs` are the candidates with their likeness, the smaller index first; groups are joined
/// while the mean likeness of the closest two is `threshold` or above.
pub fn group(copies: &[usize], pairs: &[(usize, usize, f64)], threshold: f64) -> Vec<Vec<usize>> {
    let mut linkage = Linkage::new(copies, pairs, threshold);
    while let Some((left, right)) = linkage.closest() {
        linkage.join(left, right);
    }
    linkage.groups.into_values().collect()
}

/// Groups under way, each known by its smallest member.
struct Linkage {
    threshold: f64,
    groups: BTreeMap<usize, Vec<usize>>,
    /// For each group, in how many articles its texts stand.
    articles: Vec<usize>,
    /// For each group, its neighbours with the summed likeness of all pairs between the two.
    sums: Vec<BTreeMap<usize, f64>>,
    heap: BinaryHeap<Entry>,
}

impl Linkage {
    fn new(copies: &[usize], pairs: &[(usize, usize, f64)], threshold: f64) -> Self {
        let groups = (0..copies.len()).map(|index| (index, vec![index])).collect();
        let mut sums = vec![BTreeMap::new(); copies.len()];
        for &(left, right, likeness) in pairs {
            let sum = likeness * (copies[left] * copies[right]) as f64;
            sums[left].insert(right, sum);
            sums[right].insert(left, sum);
        }
        let heap = BinaryHeap::new();
        let mut linkage = Self { threshold, groups, articles: copies.to_vec(), sums, heap };
        for &(left, right, _) in pairs {
            linkage.offer(left, right);
        }
        linkage
    }

    /// Mean likeness of all pairs of articles between two groups; nothing where either is no more.
    fn mean(&self, left: usize, right: usize) -> Option<f64> {
        let sum = self.sums[left].get(&right)?;
        Some(sum / (self.articles[left] * self.articles[right]) as f64)
    }

    fn offer(&mut self, left: usize, right: usize) {
        let Some(mean) = self.mean(left, right) else { return };
        if mean >= self.threshold {
            self.heap.push(Entry { mean, left: left.min(right), right: left.max(right) });
        }
    }

    /// The two groups most alike; of equals, the ones that begin first.
    fn closest(&mut self) -> Option<(usize, usize)> {
        while let Some(entry) = self.heap.pop() {
            if self.mean(entry.left, entry.right) == Some(entry.mean) {
                return Some((entry.left, entry.right));
            }
        }
        None
    }

    fn join(&mut self, left: usize, right: usize) {
        let members = self.groups.remove(&right).unwrap_or_default();
        let group = self.groups.entry(left).or_default();
        group.extend(members);
        group.sort_unstable();
        self.articles[left] += self.articles[right];
        self.sums[left].remove(&right);
        for (other, sum) in std::mem::take(&mut self.sums[right]) {
            self.sums[other].remove(&right);
            if other != left {
                *self.sums[left].entry(other).or_insert(0.0) += sum;
                *self.sums[other].entry(left).or_insert(0.0) += sum;
            }
        }
        let neighbours: Vec<usize> = self.sums[left].keys().copied().collect();
        for other in neighbours {
            self.offer(left, other);
        }
    }
}

/// Two groups on the heap; the most alike is the greatest, of equals the ones that begin first.
#[derive(PartialEq)]
struct Entry {
    mean: f64,
    left: usize,
    right: usize,
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, pairs: &[(usize, usize, f64)], expected: &[&[usize]]) {
        assert_eq!(group(&vec![1; count], pairs, 0.3), expected);
    }

    #[test]
    fn one_bridge_between_two_crowds_joins_nothing() {
        let within = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (3, 4, 0.8), (3, 5, 0.8), (4, 5, 0.8)];
        let bridge = [(2, 3, 0.7)];
        check(6, &[within.as_slice(), &bridge].concat(), &[&[0, 1, 2], &[3, 4, 5]]);
    }

    #[test]
    fn a_pair_is_a_group_and_a_stranger_stays_alone() {
        check(3, &[(0, 2, 0.5), (0, 1, 0.2)], &[&[0, 2], &[1]]);
    }

    #[test]
    fn no_articles_give_no_groups() {
        check(0, &[], &[]);
    }
}
