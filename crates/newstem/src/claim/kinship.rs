//! How alike two sentences of different articles are, as grounds for holding them to assert the
//! same: freely along a line of descent, warily between articles that share none.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Ledger, Line, Slot};
use super::support::Descent;
use crate::align::align;
use crate::text::Rarity;
use crate::text::Reading;

/// Beyond this many articles only parents with children and the heads of lines are compared.
const MOST_ARTICLES_ALL_PAIRS: usize = 40;

/// Sentences of less weight than this are too short to be alike by a word or two.
const LEAST_WEIGHT: f64 = 18.0;

/// Whether two articles are of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Parent and child, or children of one parent.
    Related,
    /// Nothing links them directly.
    Apart,
}

/// A sentence's likeness to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Index of the other line.
    pub(super) to: usize,
    /// From 0 to 1; how surely both tell of the same, so that values of theirs may be one.
    pub(super) strength: f64,
    /// From 0 to 1; how surely all of one says what the other says, which is asked where no value
    /// helps. It takes more: most claims held together by `strength` alone told of different things.
    pub(super) sameness: f64,
}

/// All likenesses of a story.
pub(super) struct Kinship {
    /// For each line, its edges.
    pub(super) edges: Vec<Vec<Edge>>,
    /// The pairs of articles that were compared.
    pub(super) pairs: Vec<(usize, usize, Relation)>,
    /// The articles of which each was compared with each.
    pub(super) met: Vec<usize>,
}

impl Kinship {
    pub(super) fn between(
        ledger: &Ledger,
        readings: &[&Reading],
        descent: &Descent,
        rarity: &Rarity,
    ) -> Self {
        let mut kinship = Self {
            edges: vec![Vec::new(); ledger.lines.len()],
            pairs: Vec::new(),
            met: met_directly(readings.len(), descent),
        };
        let related = related_pairs(readings.len(), descent, &kinship.met);
        let worded = Worded::new(ledger);
        for pair in compared_pairs(&kinship.met, &related) {
            let relation =
                if related.contains(&pair) { Relation::Related } else { Relation::Apart };
            let aligned = match relation {
                Relation::Related => alignment(ledger, readings, pair, rarity),
                Relation::Apart => BTreeMap::new(),
            };
            kinship.link(&worded, pair, relation, &aligned);
            kinship.pairs.push((pair.0, pair.1, relation));
        }
        kinship
    }

    /// How surely two lines tell of the same.
    pub(super) fn likeness(&self, line: usize, other: usize) -> f64 {
        self.edges[line].iter().find(|edge| edge.to == other).map_or(0.0, |edge| edge.strength)
    }

    fn link(
        &mut self,
        worded: &Worded<'_>,
        (left, right): (usize, usize),
        relation: Relation,
        aligned: &BTreeMap<(usize, usize), f64>,
    ) {
        for &a in &worded.ledger.of_article[left] {
            for &b in &worded.ledger.of_article[right] {
                let (own, shared) = worded.likeness(a, b);
                let (strength, sameness) = match relation {
                    Relation::Related => {
                        let laid = aligned.get(&(a, b)).copied().unwrap_or(0.0);
                        related(own.max(laid))
                    }
                    // Sentences of different lines must share more than names.
                    Relation::Apart if shared < 3.0 && !worded.share_beside_names(a, b) => {
                        (0.0, 0.0)
                    }
                    Relation::Apart => apart(own),
                };
                if strength > 0.0 {
                    self.edges[a].push(Edge { to: b, strength, sameness });
                    self.edges[b].push(Edge { to: a, strength, sameness });
                }
            }
        }
    }
}

/// Strength and sameness of sentences within a line of descent.
fn related(own: f64) -> (f64, f64) {
    (ramp(own, 0.12, 0.42), ramp(own, 0.3, 0.5))
}

/// Strength and sameness of sentences of different lines.
fn apart(own: f64) -> (f64, f64) {
    (ramp(own, 0.25, 0.6), ramp(own, 0.4, 0.6))
}

/// 0 at `low` and below, 1 at `high` and above.
pub(super) fn ramp(value: f64, low: f64, high: f64) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

fn alignment(
    ledger: &Ledger,
    readings: &[&Reading],
    (left, right): (usize, usize),
    rarity: &Rarity,
) -> BTreeMap<(usize, usize), f64> {
    align(readings[left], readings[right], rarity)
        .pairs
        .iter()
        .map(|pair| {
            let a = ledger.of_article[left][pair.left];
            let b = ledger.of_article[right][pair.right];
            ((a, b), pair.similarity)
        })
        .collect()
}

/// Pairs of articles, by index, that are parent and child or children of one parent. In a large
/// story children of one parent at hand meet through it, for there may be hundreds of them.
fn related_pairs(articles: usize, descent: &Descent, met: &[usize]) -> BTreeSet<(usize, usize)> {
    let lines = (0..articles).flat_map(|child| {
        descent.parents_at_hand(child).map(move |parent| (child.min(parent), child.max(parent)))
    });
    let lines: BTreeSet<(usize, usize)> = lines.collect();
    let siblings = pairs(met.len()).map(|(a, b)| (met[a], met[b]));
    siblings.filter(|&(a, b)| descent.are_siblings(a, b)).chain(lines.iter().copied()).collect()
}

/// The articles of which each is compared with each: all, or in a large story the heads of lines.
fn met_directly(articles: usize, descent: &Descent) -> Vec<usize> {
    if articles <= MOST_ARTICLES_ALL_PAIRS {
        return (0..articles).collect();
    }
    let is_head = |&article: &usize| descent.parents_at_hand(article).next().is_none();
    (0..articles).filter(is_head).take(MOST_ARTICLES_ALL_PAIRS).collect()
}

fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)))
}

fn compared_pairs(met: &[usize], related: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let between = pairs(met.len()).map(|(a, b)| (met[a], met[b]));
    related.iter().copied().chain(between).collect()
}

/// The telling stems of all lines by numbers: every line is compared with nearly every other.
struct Worded<'a> {
    ledger: &'a Ledger,
    /// For each stem, in the order of the stems.
    weights: Vec<f64>,
    /// For each line its stems in order, and whether each belongs to a name there.
    stems: Vec<Vec<(usize, bool)>>,
    /// For each line the weight of its stems and values.
    totals: Vec<f64>,
}

impl<'a> Worded<'a> {
    fn new(ledger: &'a Ledger) -> Self {
        let stems: BTreeSet<&str> =
            ledger.lines.iter().flat_map(|line| &line.stems).map(String::as_str).collect();
        let weights = stems.iter().map(|stem| ledger.weight(stem)).collect();
        let numbers: BTreeMap<&str, usize> = stems.into_iter().zip(0..).collect();
        let numbered = |line: &Line| {
            let number = |stem: &String| (numbers[stem.as_str()], line.names.contains(stem));
            line.stems.iter().map(number).collect()
        };
        let total = |line: &Line| {
            let slots = line.slots.iter().map(|&slot| ledger.slots[slot].chance.specific);
            ledger.weigh(&line.stems) + slots.sum::<f64>()
        };
        Self {
            ledger,
            weights,
            stems: ledger.lines.iter().map(numbered).collect(),
            totals: ledger.lines.iter().map(total).collect(),
        }
    }

    /// Weighted cosine over telling stems and values, and the weight of the values in common.
    fn likeness(&self, a: usize, b: usize) -> (f64, f64) {
        let words: f64 = self.common(a, b).map(|(stem, _)| self.weights[stem]).sum();
        let lines = &self.ledger.lines;
        let values = shared_values(self.ledger, &lines[a], &lines[b]);
        if words + values == 0.0 {
            return (0.0, values);
        }
        let both = (self.totals[a] * self.totals[b]).sqrt().max(LEAST_WEIGHT);
        ((words + values) / both, values)
    }

    /// Whether two lines have a stem in common that belongs to a name in neither.
    fn share_beside_names(&self, a: usize, b: usize) -> bool {
        self.common(a, b).any(|(_, is_name)| !is_name)
    }

    /// The stems that two lines have in common, in order, and whether either has it in a name.
    fn common(&self, a: usize, b: usize) -> impl Iterator<Item = (usize, bool)> + '_ {
        let (mut left, mut right) = (self.stems[a].as_slice(), self.stems[b].as_slice());
        std::iter::from_fn(move || {
            while let (Some(&(one, in_name)), Some(&(two, in_other))) =
                (left.first(), right.first())
            {
                let order = one.cmp(&two);
                left = &left[usize::from(order != Ordering::Greater)..];
                right = &right[usize::from(order != Ordering::Less)..];
                if order == Ordering::Equal {
                    return Some((one, in_name || in_other));
                }
            }
            None
        })
    }
}

fn shared_values(ledger: &Ledger, left: &Line, right: &Line) -> f64 {
    if left.slots.is_empty() || right.slots.is_empty() {
        return 0.0;
    }
    let mut open = right.slots.clone();
    let mut shared = 0.0;
    for &slot in &left.slots {
        let slot = &ledger.slots[slot];
        let found = open.iter().position(|&other| is_same(slot, &ledger.slots[other]));
        if let Some(index) = found {
            open.remove(index);
            shared += slot.chance.specific;
        }
    }
    shared
}

/// The same value of the same thing, or one so rare that chance hardly brings it twice.
fn is_same(left: &Slot, right: &Slot) -> bool {
    let agree = left.value.agrees(&right.value) == Some(true);
    agree && (left.chance.specific >= 3.0 || !left.counted.is_disjoint(&right.counted))
}
