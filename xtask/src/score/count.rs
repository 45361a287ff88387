//! Counting answers. Where there is nothing to divide by, nothing went wrong: the rate is 1.

use std::collections::BTreeSet;

use crate::figures::{Agreement, Share};

/// True and false answers to yes-or-no questions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Said and true.
    pub hits: usize,
    /// Said and not true.
    pub false_alarms: usize,
    /// True and not said.
    pub misses: usize,
}

impl Counts {
    /// Counts one question.
    pub fn add(&mut self, truth: bool, said: bool) {
        self.hits += usize::from(truth && said);
        self.false_alarms += usize::from(said && !truth);
        self.misses += usize::from(truth && !said);
    }

    /// Counts the members of two sets.
    pub fn add_sets<T: Ord>(&mut self, truth: &BTreeSet<T>, said: &BTreeSet<T>) {
        let common = truth.intersection(said).count();
        self.hits += common;
        self.false_alarms += said.len() - common;
        self.misses += truth.len() - common;
    }

    /// The rates.
    pub fn agreement(self) -> Agreement {
        let precision = rate(self.hits, self.hits + self.false_alarms);
        let recall = rate(self.hits, self.hits + self.misses);
        Agreement::new(precision, recall, self.hits + self.misses)
    }
}

/// Right answers among all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits {
    right: usize,
    asked: usize,
}

impl Hits {
    /// Counts one answer.
    pub fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.asked += 1;
    }

    /// The rate.
    pub fn share(self) -> Share {
        Share { accuracy: rate(self.right, self.asked), n: self.asked }
    }
}

/// `part` of `whole`; 1 of nothing.
pub fn rate(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 1.0;
    }
    part as f64 / whole as f64
}
