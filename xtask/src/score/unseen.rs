//! Ancestors that are not in the pile, matched by the articles below them.
//!
//! An unseen ancestor is found where half of the articles below it or below the one named (the
//! Jaccard index of the two sets) are the same. Asked for are those of which the pile gives
//! evidence; another true one, if named, is struck from what is judged.

use std::collections::BTreeSet;

use newstem::lineage::Stretch;

use super::count::{Counts, Hits};
use crate::family::Ancestor;
use crate::gold::Family;
use crate::said::{Said, SaidUnseen};
use crate::words::{joined, words};

/// Two sets of descendants at least as alike are one ancestor's.
const MATCH_JACCARD_MIN: f64 = 0.5;

/// What was counted about unseen ancestors.
#[derive(Default)]
pub struct UnseenScore {
    pub found: Counts,
    pub label: Hits,
    /// Words of the ancestors of which any are given.
    pub recovered: Counts,
}

struct Candidate<'a> {
    label: &'a str,
    recovered: &'a [Stretch],
    below: BTreeSet<&'a str>,
}

pub fn score(said: &Said, families: &[Family]) -> UnseenScore {
    let mut score = UnseenScore::default();
    for family in families {
        score.add(family, candidates(said, family));
    }
    score
}

/// The unseen ancestors of every story that holds an article of the family.
fn candidates<'a>(said: &Said<'a>, family: &Family) -> Vec<Candidate<'a>> {
    let homes: BTreeSet<&str> = family.pile().map(|a| said.story(&a.id)).collect();
    let unseen = said.unseen.iter().filter(|node| homes.contains(node.story));
    let candidate = |node: &SaidUnseen<'a>| Candidate {
        label: node.label,
        recovered: node.recovered,
        below: said.descendants(node.node),
    };
    unseen.map(candidate).collect()
}

impl UnseenScore {
    fn add(&mut self, family: &Family, mut candidates: Vec<Candidate>) {
        let ancestors = family.evident_ancestors();
        for ancestor in &ancestors {
            match take_best(&mut candidates, &ancestor.below) {
                Some(found) => {
                    self.add_found(ancestor, found.label);
                    self.add_recovered(ancestor.text, found.recovered);
                }
                None => self.found.misses += 1,
            }
        }
        for below in beyond_evidence(family, &ancestors) {
            take_best(&mut candidates, &below);
        }
        self.found.false_alarms += candidates.len();
    }

    fn add_found(&mut self, ancestor: &Ancestor, label: &str) {
        self.found.hits += 1;
        if ancestor.labels.is_empty() {
            return;
        }
        let told = joined(label);
        let mut names = ancestor.labels.iter();
        self.label.add(names.any(|name| told.contains(&joined(name))));
    }
}

impl UnseenScore {
    /// A stretch is right where the hidden text has its words in a row.
    fn add_recovered(&mut self, text: &str, recovered: &[Stretch]) {
        if recovered.is_empty() {
            return;
        }
        let hidden = format!(" {} ", joined(text));
        let (mut right, mut given) = (0, 0);
        for stretch in recovered {
            let count = words(&stretch.text).len();
            given += count;
            right += count * usize::from(hidden.contains(&format!(" {} ", joined(&stretch.text))));
        }
        self.recovered.hits += right;
        self.recovered.false_alarms += given - right;
        self.recovered.misses += words(text).len().saturating_sub(right);
    }
}

/// The descendants of the unseen ancestors that nothing in the pile could tell.
fn beyond_evidence<'a>(family: &'a Family, evident: &[Ancestor]) -> Vec<BTreeSet<&'a str>> {
    let is_evident = |id: &str| evident.iter().any(|ancestor| ancestor.id == id);
    let unseen = family.articles.iter().filter(|article| !article.in_pile);
    unseen
        .filter(|article| !is_evident(&article.id))
        .map(|article| family.descendants(&article.id))
        .filter(|below| !below.is_empty())
        .collect()
}

/// Takes out the first of the best candidates, if it is good enough.
fn take_best<'a>(
    candidates: &mut Vec<Candidate<'a>>,
    below: &BTreeSet<&str>,
) -> Option<Candidate<'a>> {
    let likeness = |candidate: &Candidate| jaccard(&candidate.below, below);
    let first_best = (0..candidates.len())
        .rev()
        .max_by(|&a, &b| likeness(&candidates[a]).total_cmp(&likeness(&candidates[b])))?;
    let is_match = likeness(&candidates[first_best]) >= MATCH_JACCARD_MIN;
    is_match.then(|| candidates.remove(first_best))
}

fn jaccard(first: &BTreeSet<&str>, second: &BTreeSet<&str>) -> f64 {
    let common = first.intersection(second).count();
    let all = first.union(second).count();
    common as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_right_where_its_words_stand_in_a_row() {
        let stretch = |text: &str| Stretch {
            article: String::new(),
            start: 0,
            end: 0,
            text: text.to_owned(),
            also_in: Vec::new(),
        };
        let mut score = UnseenScore::default();
        score.add_recovered(
            "The storm broke nine windows at Hollin school.",
            &[stretch("nine windows, at Hollin"), stretch("broke windows at")],
        );
        score.add_recovered("Nothing is given of this one.", &[]);
        let found = score.recovered.agreement();
        assert_eq!((found.precision, found.recall, found.n), (4.0 / 7.0, 0.5, 8));
    }
}
