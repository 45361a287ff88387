//! Groups of which one credits an article of the other.
//!
//! Who writes `as the Valley Observer reports` tells of an article of that outlet, most likely one of the
//! same event: a report of its own from another angle, or in another language, shares few words with
//! those that quote it. The credit alone is too little: an outlet has many articles, and a round-up
//! names many outlets. So the credited article must be like the one that credits it, more than any
//! other of its outlet is, and a good part of both groups must have something in common.
//!
//! Rejected: the credit as one more term of the likeness of two articles, which among many pairs is one.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::grouping::{Between, Unit};
use super::index::Index;

/// The least likeness of two articles of which one credits the other. In the families such pairs of one
/// event have 0.2 and more, of two look-alike events 0.09 at most.
const ALIKE: f32 = 0.15;
/// The share of the pairs of two groups that must agree on something.
const AGREEING: f64 = 0.35;

/// A group with another that it credits or is credited by, as places among the groups, the smaller one
/// first.
pub(super) type Link = (usize, usize);

/// The links between groups, the surest first.
pub(super) fn links(groups: &[Vec<usize>], index: &Index, archive: &Archive) -> Vec<Link> {
    let places = groups.iter().enumerate();
    let homes = places.flat_map(|(place, group)| group.iter().map(move |&number| (number, place)));
    let homes: BTreeMap<usize, usize> = homes.collect();
    let mut links: Vec<(f32, Link)> = Vec::new();
    for (&article, &place) in &homes {
        for (other, likeness) in credited(article, index, archive) {
            let there = homes.get(&other).filter(|&&there| there != place);
            links.extend(there.map(|&there| (likeness, (place.min(there), place.max(there)))));
        }
    }
    links.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    links.into_iter().map(|(_, link)| link).collect()
}

/// Whether a good part of two groups has something in common.
pub(super) fn agree(left: Unit, right: Unit, between: Between) -> bool {
    let pairs = left.articles * right.articles;
    between.agreeing as f64 >= AGREEING * pairs as f64
}

/// For each outlet that an article credits the outlet's article most like it, where any is like it
/// enough.
fn credited(article: usize, index: &Index, archive: &Archive) -> Vec<(usize, f32)> {
    let own = &archive.known[article].traits;
    if !own.naming.credits_any() {
        return Vec::new();
    }
    let alike = index.alike(article).filter(|&(_, likeness)| likeness >= ALIKE);
    let mut best: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    for (other, likeness) in alike {
        let theirs = &archive.known[other].traits;
        let Some(credit) = own.naming.credit_to(&theirs.naming) else { continue };
        if !own.may_follow(theirs) {
            continue;
        }
        let held = best.entry(credit).or_insert((other, likeness));
        let is_first = archive.known[other].order() < archive.known[held.0].order();
        if likeness > held.1 || likeness == held.1 && is_first {
            *held = (other, likeness);
        }
    }
    best.into_values().collect()
}
