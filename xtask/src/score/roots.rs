//! Roots: which articles go back to the same one, and how many a family has.

use std::collections::BTreeSet;

use super::count::{Counts, Hits};
use crate::figures::Agreement;
use crate::gold::Family;
use crate::said::{Node, Said};

/// Pairs of articles of a family that share a root.
pub fn same_root(said: &Said, families: &[Family]) -> Agreement {
    let mut counts = Counts::default();
    for family in families {
        count_pairs(said, family, &mut counts);
    }
    counts.agreement()
}

fn count_pairs(said: &Said, family: &Family, counts: &mut Counts) {
    let ids: Vec<&str> = family.pile().map(|article| article.id.as_str()).collect();
    let truth: Vec<_> = ids.iter().map(|id| family.roots(id)).collect();
    let told: Vec<_> = ids.iter().map(|id| said.roots(Node::Article(id))).collect();
    for first in 0..ids.len() {
        for second in first + 1..ids.len() {
            let is_kin = !truth[first].is_disjoint(&truth[second]);
            counts.add(is_kin, !told[first].is_disjoint(&told[second]));
        }
    }
}

/// How right the numbers of roots are.
#[derive(Default)]
pub struct Sources {
    pub exact: Hits,
    distance: usize,
    families: usize,
}

impl Sources {
    /// By how many roots a family is off, on average.
    pub fn mean_distance(&self) -> f64 {
        self.distance as f64 / self.families.max(1) as f64
    }
}

/// Compares each family's number of roots with that of the story that holds most of it.
pub fn sources(said: &Said, families: &[Family]) -> Sources {
    let mut sources = Sources::default();
    for family in families {
        let roots: BTreeSet<&str> = family.pile().flat_map(|a| family.roots(&a.id)).collect();
        let told = home(said, family).map_or(0, |story| said.sources(story));
        sources.exact.add(told == roots.len());
        sources.distance += told.abs_diff(roots.len());
        sources.families += 1;
    }
    sources
}

/// The story that holds most of the family; of several, the one met first.
fn home<'a>(said: &'a Said, family: &'a Family) -> Option<&'a str> {
    let stories: Vec<&str> = family.pile().map(|a| said.story(&a.id)).collect();
    let size = |story: &str| stories.iter().filter(|&&other| other == story).count();
    stories.iter().rev().copied().max_by_key(|story| size(story))
}
