//! BCubed (Bagga and Baldwin 1998): for each article, how pure the story is that it was put into,
//! and how much of its true story is there.

use std::collections::BTreeMap;

/// The story of each article, by its id.
pub(super) type Homes = BTreeMap<String, String>;

/// How well two groupings agree.
pub(super) struct Agreement {
    pub(super) precision: f64,
    pub(super) recall: f64,
    /// Stories that were found.
    pub(super) stories: usize,
    pub(super) true_stories: usize,
    pub(super) articles: usize,
}

impl Agreement {
    /// Harmonic mean of precision and recall.
    pub(super) fn f1(&self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }
}

/// Holds what was found against the truth; an article that was not found is alone.
pub(super) fn bcubed(said: &Homes, truth: &Homes) -> Agreement {
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, story) in truth {
        let home = said.get(id).unwrap_or(id);
        *both.entry((home, story)).or_insert(0) += 1;
        *found.entry(home).or_insert(0) += 1;
        *known.entry(story).or_insert(0) += 1;
    }
    let mean = |sizes: &BTreeMap<&str, usize>, side: fn((&'_ str, &'_ str)) -> String| {
        let shares = both.iter().map(|(&pair, &count)| {
            (count * count) as f64 / sizes.get(side(pair).as_str()).copied().unwrap_or(1) as f64
        });
        shares.sum::<f64>() / truth.len().max(1) as f64
    };
    Agreement {
        precision: mean(&found, |(home, _)| home.to_owned()),
        recall: mean(&known, |(_, story)| story.to_owned()),
        stories: found.len(),
        true_stories: known.len(),
        articles: truth.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &[(&str, &str)], precision: f64, recall: f64) {
        let homes = |pairs: &[(&str, &str)]| -> Homes {
            pairs.iter().map(|&(id, story)| (id.to_owned(), story.to_owned())).collect()
        };
        let truth = homes(&[("a", "x"), ("b", "x"), ("c", "y")]);
        let agreement = bcubed(&homes(said), &truth);
        assert!((agreement.precision - precision).abs() < 1e-9, "{}", agreement.precision);
        assert!((agreement.recall - recall).abs() < 1e-9, "{}", agreement.recall);
    }

    #[test]
    fn what_is_torn_costs_recall_and_what_is_mixed_costs_precision() {
        check(&[("a", "1"), ("b", "1"), ("c", "2")], 1.0, 1.0);
        check(&[("a", "1"), ("b", "2"), ("c", "3")], 1.0, 2.0 / 3.0);
        check(&[("a", "1"), ("b", "1"), ("c", "1")], 5.0 / 9.0, 1.0);
        check(&[("a", "1"), ("b", "1")], 1.0, 1.0);
    }
}
