//! What of an article is compared to tell whether it reports the same event.

use std::collections::BTreeSet;

use super::vocabulary::{Counts, Vocabulary};
use crate::text::TermId;
use crate::text::vector::Vector;

/// One article's words, names and numbers, with weights, as unit vectors.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Stems of title and body, sorted.
    pub words: Vec<(TermId, f32)>,
    /// Names and numbers of title and body, sorted.
    pub anchors: Vec<(TermId, f32)>,
}

/// The place of a short text among others, by each model; the two do not compare.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Among English texts.
    pub english: Vector,
    /// Among texts of all languages.
    pub multilingual: Vector,
}

/// Marks the number of a name or number among those of stems.
const ANCHORS: u64 = 1 << 32;

impl Features {
    /// The features of an article, as the articles counted by now weigh its terms.
    pub fn of(counts: &Counts, vocabulary: &Vocabulary) -> Self {
        let word = |id| vocabulary.rarity.weight_of(id);
        let anchor = |id| vocabulary.rarity.weight_of(vocabulary.stem_of_anchor(id));
        Self { words: unit(&counts.words, word), anchors: unit(&counts.anchors, anchor) }
    }
}

/// Damped term frequency times rarity, brought to length 1.
fn unit(counts: &[(TermId, u32)], weight: impl Fn(TermId) -> f64) -> Vec<(TermId, f32)> {
    let damped = |&(id, count): &(TermId, u32)| (id, (1.0 + f64::from(count).ln()) * weight(id));
    let weighted: Vec<(TermId, f64)> =
        counts.iter().map(damped).filter(|(_, w)| *w > 0.0).collect();
    let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    weighted.into_iter().map(|(id, weight)| (id, (weight / length) as f32)).collect()
}

/// Dot product of two lists, each sorted by term with each term once.
pub fn dot(left: &[(TermId, f32)], right: &[(TermId, f32)]) -> f64 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    while a < left.len() && b < right.len() {
        let (mine, theirs) = (left[a], right[b]);
        if mine.0 == theirs.0 {
            sum += f64::from(mine.1) * f64::from(theirs.1);
        }
        a += usize::from(mine.0 <= theirs.0);
        b += usize::from(theirs.0 <= mine.0);
    }
    sum
}

/// How many of its weightiest terms an article is looked up by.
const LOOKED_UP: usize = 40;

/// The terms that an article is looked up by, as numbers: its names and numbers by their letters,
/// which languages share, and what other words it has by their stems.
pub fn telling_terms(features: &Features, vocabulary: &Vocabulary) -> Vec<u64> {
    let named: BTreeSet<TermId> =
        features.anchors.iter().map(|&(id, _)| vocabulary.stem_of_anchor(id)).collect();
    let words = features.words.iter().filter(|(id, _)| !named.contains(id));
    let words = words.map(|&(id, weight)| (u64::from(id), weight));
    let anchors = features.anchors.iter().map(|&(id, weight)| (ANCHORS | u64::from(id), weight));
    let mut terms: Vec<(u64, f32)> = words.chain(anchors).collect();
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(LOOKED_UP);
    terms.into_iter().map(|(term, _)| term).collect()
}

#[cfg(test)]
mod tests {
    use super::dot;

    #[test]
    fn only_shared_terms_count() {
        let left = [(1, 2.0), (4, 3.0), (9, 1.0)];
        let right = [(4, 0.5), (10, 9.0)];
        assert_eq!(dot(&left, &right), 1.5);
        assert_eq!(dot(&right, &left), 1.5);
        assert_eq!(dot(&left, &[]), 0.0);
    }
}
