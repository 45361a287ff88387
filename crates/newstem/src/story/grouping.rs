//! Average linkage (Sokal and Michener 1958) of groups by how alike they are beside how alike each
//! is within.
//!
//! Likeness that is great for a loose group is little for a close one: two look-alike events are
//! each more alike within than with each other, while the reports of a large event are all a little
//! alike. So the mean likeness between two groups is held against the means within them. A pair that
//! is no candidate counts as not alike at all, so that a single likeness between two crowds joins
//! nothing; nor do groups of which most articles have nothing in common. Rejected: the mean alone, which needs another threshold for every kind of story.
//!
//! The closest pair is kept on a heap; entries that a join made stale are passed over.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What is grouped: articles that stay together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// How many there are.
    pub articles: usize,
    /// The summed likeness of all pairs of them.
    pub within: f64,
}

/// The likeness within an article alone.
const ALONE: f64 = 0.2;
/// For so many articles as alike as one alone the likeness within is held back.
const HELD_BACK: f64 = 2.0;
/// How much the likeness within counts: at 0 nothing, at 1 as much as that between.
const COHERENCE: f64 = 0.75;

impl Unit {
    /// Mean likeness of its articles to each other, as much as is known of so few.
    fn coherence(self) -> f64 {
        let articles = self.articles as f64;
        let within = 2.0 * self.within + HELD_BACK * ALONE * articles;
        within / (articles * (articles - 1.0 + HELD_BACK))
    }
}

/// What the articles of two units have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Between {
    /// The summed likeness of all pairs.
    pub likeness: f64,
    /// How many pairs agree on anything.
    pub agreeing: usize,
}

impl Between {
    /// Adds a pair of articles.
    pub fn count(&mut self, likeness: f64) {
        self.likeness += likeness;
        self.agreeing += usize::from(likeness >= AGREEMENT);
    }

    fn and(self, other: Self) -> Self {
        let likeness = self.likeness + other.likeness;
        Self { likeness, agreeing: self.agreeing + other.agreeing }
    }
}

/// From this likeness on two articles agree on something: it is what the least alike reports of one
/// event have.
const AGREEMENT: f64 = 0.05;

/// How close two groups are; nothing where no more than half of the pairs agree: a round-up that
/// is like two stories makes each of them like itself, not like the other.
pub(super) fn closeness(left: Unit, right: Unit, between: Between) -> Option<f64> {
    let pairs = left.articles * right.articles;
    if 2 * between.agreeing <= pairs {
        return None;
    }
    let mean = between.likeness / pairs as f64;
    let within = left.coherence() * right.coherence();
    Some(mean * (ALONE * ALONE / within).powf(COHERENCE / 2.0))
}

/// Groups units; each group in order, the groups by their first member.
///
/// `pairs` are units with what is between their articles, the smaller index first; groups are joined
/// while the closest two are as close as `threshold` or closer and most of their articles agree.
pub fn group(units: &[Unit], pairs: &[(usize, usize, Between)], threshold: f64) -> Vec<Vec<usize>> {
    let mut linkage = Linkage::new(units, pairs, threshold);
    while let Some((left, right)) = linkage.closest() {
        linkage.join(left, right);
    }
    linkage.into_groups()
}

/// Groups under way, each known by its smallest member.
struct Linkage {
    threshold: f64,
    /// Empty for groups that are no more.
    groups: Vec<Vec<usize>>,
    units: Vec<Unit>,
    /// How often each group was joined, by which entries that became stale are told.
    joins: Vec<u32>,
    /// For each group its neighbours in order, with what is between the two.
    between: Vec<Vec<(usize, Between)>>,
    heap: BinaryHeap<Entry>,
}

impl Linkage {
    fn new(units: &[Unit], pairs: &[(usize, usize, Between)], threshold: f64) -> Self {
        let mut between = vec![Vec::new(); units.len()];
        for &(left, right, both) in pairs {
            between[left].push((right, both));
            between[right].push((left, both));
        }
        between.iter_mut().for_each(|neighbours| neighbours.sort_unstable_by_key(|&(n, _)| n));
        let mut linkage = Self {
            threshold,
            groups: (0..units.len()).map(|unit| vec![unit]).collect(),
            units: units.to_vec(),
            joins: vec![0; units.len()],
            between,
            heap: BinaryHeap::new(),
        };
        for &(left, right, both) in pairs {
            linkage.offer(left, right, both);
        }
        linkage
    }

    fn offer(&mut self, left: usize, right: usize, between: Between) {
        let (left, right) = (left.min(right), left.max(right));
        let Some(closeness) = closeness(self.units[left], self.units[right], between) else {
            return;
        };
        if closeness >= self.threshold {
            let joins = [self.joins[left], self.joins[right]];
            self.heap.push(Entry { closeness, left, right, joins });
        }
    }

    /// The two closest groups; of equals, the ones that begin first.
    fn closest(&mut self) -> Option<(usize, usize)> {
        while let Some(Entry { left, right, joins, .. }) = self.heap.pop() {
            if [self.joins[left], self.joins[right]] == joins {
                return Some((left, right));
            }
        }
        None
    }

    fn join(&mut self, left: usize, right: usize) {
        let members = std::mem::take(&mut self.groups[right]);
        self.groups[left].extend(members);
        self.joins[left] += 1;
        self.joins[right] += 1;
        let (ours, theirs) =
            (std::mem::take(&mut self.between[left]), std::mem::take(&mut self.between[right]));
        let inside = ours.iter().find(|&&(other, _)| other == right);
        let inside = inside.map_or(0.0, |(_, between)| between.likeness);
        self.units[left] = Unit {
            articles: self.units[left].articles + self.units[right].articles,
            within: self.units[left].within + self.units[right].within + inside,
        };
        for &(other, _) in theirs.iter().filter(|&&(other, _)| other != left) {
            self.part(other, right);
        }
        let neighbours = merged(&ours, &theirs, [left, right]);
        for &(other, between) in &neighbours {
            self.write(other, left, between);
            self.offer(left, other, between);
        }
        self.between[left] = neighbours;
    }

    /// Takes a group from among the neighbours of another.
    fn part(&mut self, one: usize, other: usize) {
        let neighbours = &mut self.between[one];
        if let Ok(place) = neighbours.binary_search_by_key(&other, |&(group, _)| group) {
            neighbours.remove(place);
        }
    }

    /// Writes down what is between a group and another, its neighbour already or not.
    fn write(&mut self, one: usize, other: usize, between: Between) {
        let neighbours = &mut self.between[one];
        match neighbours.binary_search_by_key(&other, |&(group, _)| group) {
            Ok(place) => neighbours[place].1 = between,
            Err(place) => neighbours.insert(place, (other, between)),
        }
    }

    /// The groups that are left, each in order.
    fn into_groups(self) -> Vec<Vec<usize>> {
        let mut groups = self.groups;
        groups.retain(|group| !group.is_empty());
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups
    }
}

/// The neighbours of two groups, in order, without the two.
fn merged(
    ours: &[(usize, Between)],
    theirs: &[(usize, Between)],
    without: [usize; 2],
) -> Vec<(usize, Between)> {
    let mut merged = Vec::with_capacity(ours.len() + theirs.len());
    let mut theirs = theirs.iter().copied().peekable();
    for &(other, mine) in ours {
        while let Some(before) = theirs.next_if(|&(their, _)| their < other) {
            merged.push(before);
        }
        let both = theirs.next_if(|&(their, _)| their == other);
        merged.push((other, both.map_or(mine, |(_, their)| mine.and(their))));
    }
    merged.extend(theirs);
    merged.retain(|(other, _)| !without.contains(other));
    merged
}

/// Two groups on the heap; the most alike is the greatest, of equals the ones that begin first.
#[derive(PartialEq)]
struct Entry {
    closeness: f64,
    left: usize,
    right: usize,
    /// How often each was joined before.
    joins: [u32; 2],
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.closeness
            .total_cmp(&other.closeness)
            .then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
            .then_with(|| self.joins.cmp(&other.joins))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same without heap and lists of neighbours: all is summed up anew before each join.
    fn grouped_slowly(count: usize, pairs: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
        let between = |left: &[usize], right: &[usize]| {
            let mut between = Between::default();
            for &(a, b, likeness) in pairs {
                let is_between = |a, b| left.contains(&a) && right.contains(&b);
                if is_between(a, b) || is_between(b, a) {
                    between.count(likeness);
                }
            }
            between
        };
        let unit = |group: &[usize]| Unit {
            articles: group.len(),
            within: between(group, group).likeness,
        };
        let mut groups: Vec<Vec<usize>> = (0..count).map(|article| vec![article]).collect();
        loop {
            let mut best = None;
            for right in 0..groups.len() {
                for left in 0..right {
                    let units = [unit(&groups[left]), unit(&groups[right])];
                    let between = between(&groups[left], &groups[right]);
                    let closeness = closeness(units[0], units[1], between).unwrap_or(0.0);
                    let entry = Entry { closeness, left, right, joins: [0, 0] };
                    best = best.max(Some(entry).filter(|entry| entry.closeness >= THRESHOLD));
                }
            }
            let Some(Entry { left, right, .. }) = best else { return groups };
            let members = groups.remove(right);
            groups[left].extend(members);
            groups[left].sort_unstable();
        }
    }

    /// All pairs of so many articles, likenesses in steps whose sums are exact.
    fn pairs() -> impl Strategy<Value = (usize, Vec<(usize, usize, f64)>)> {
        (1_usize..9).prop_flat_map(|count| {
            let all: Vec<_> = (0..count).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
            prop::collection::vec(0_u8..40, all.len()).prop_map(move |likenesses| {
                let pairs = all.iter().zip(likenesses).filter(|(_, likeness)| *likeness > 0);
                let pairs = pairs.map(|(&(a, b), likeness)| (a, b, f64::from(likeness) / 64.0));
                (count, pairs.collect())
            })
        })
    }

    proptest! {
        #[test]
        fn groups_are_those_found_by_summing_all_up_anew((count, pairs) in pairs()) {
            let slowly = grouped_slowly(count, &pairs);
            let slowly: Vec<&[usize]> = slowly.iter().map(Vec::as_slice).collect();
            check(count, &pairs, &slowly);
        }
    }

    const THRESHOLD: f64 = 0.3;

    fn check(count: usize, pairs: &[(usize, usize, f64)], expected: &[&[usize]]) {
        let between = pairs.iter().map(|&(left, right, likeness)| {
            let mut between = Between::default();
            between.count(likeness);
            (left, right, between)
        });
        let units = vec![Unit { articles: 1, within: 0.0 }; count];
        assert_eq!(group(&units, &between.collect::<Vec<_>>(), THRESHOLD), expected);
    }

    #[test]
    fn one_bridge_between_two_crowds_joins_nothing() {
        let within = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (3, 4, 0.8), (3, 5, 0.8), (4, 5, 0.8)];
        let bridge = [(2, 3, 0.7)];
        check(6, &[within.as_slice(), &bridge].concat(), &[&[0, 1, 2], &[3, 4, 5]]);
    }

    #[test]
    fn a_round_up_does_not_make_one_story_of_two() {
        check(3, &[(0, 1, 0.9), (1, 2, 0.8)], &[&[0, 1], &[2]]);
        check(3, &[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.1)], &[&[0, 1, 2]]);
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
