//! The articles of a story, compared with each other as far as that is worth it.

use super::comparison::Comparison;
use super::member::Member;
use super::selection::partners;

/// What was compared, seen from either side.
#[derive(Clone, Debug, Default)]
pub struct Comparisons {
    /// For each article those that it was compared with, in order.
    rows: Vec<Vec<(usize, Comparison)>>,
}

impl Comparisons {
    /// Compares the articles of a story.
    pub fn of(members: &[Member]) -> Self {
        let mut rows: Vec<Vec<(usize, Comparison)>> = vec![Vec::new(); members.len()];
        for (left, partners) in partners(members).into_iter().enumerate() {
            for right in partners.into_iter().filter(|&right| right > left) {
                let comparison = Comparison::new(&members[left].subject, &members[right].subject);
                rows[right].push((left, comparison.mirrored()));
                rows[left].push((right, comparison));
            }
        }
        Self { rows }
    }

    /// One article (left) against another, where the two were compared.
    pub fn between(&self, left: usize, right: usize) -> Option<&Comparison> {
        let row = &self.rows[left];
        let at = row.binary_search_by_key(&right, |&(other, _)| other).ok()?;
        Some(&row[at].1)
    }

    /// The articles that one was compared with, in order.
    pub fn partners(&self, article: usize) -> impl Iterator<Item = usize> {
        self.rows[article].iter().map(|&(other, _)| other)
    }

    /// How many pairs of articles were not compared.
    pub fn left_out(&self) -> usize {
        let count = self.rows.len();
        let compared = self.rows.iter().map(Vec::len).sum::<usize>() / 2;
        count * count.saturating_sub(1) / 2 - compared
    }
}
