//! What is kept of every article that came: enough to place it anew, not enough to read it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::terms::{Terms, Traits};
use super::vocabulary::{Counts, Vocabulary};

/// One article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its words.
    pub counts: Counts,
    /// What else is compared.
    pub traits: Traits,
}

/// All articles, by the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// The articles; the place of one is its number.
    pub known: Vec<Known>,
    /// The terms of all.
    pub vocabulary: Vocabulary,
    ids: BTreeSet<String>,
}

impl Archive {
    /// Whether there is an article of this id.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Keeps an article with its words as they were numbered, and gives it a number; nothing where
    /// there is one of its id.
    pub fn keep(&mut self, terms: Terms, counts: Counts) -> Option<usize> {
        if !self.ids.insert(terms.id.clone()) {
            return None;
        }
        self.known.push(Known { counts, id: terms.id, traits: terms.traits });
        Some(self.known.len() - 1)
    }

    /// Numbers in the order of time, those without a time last, of equals by their ids.
    pub fn sort(&self, numbers: &mut [usize]) {
        numbers.sort_by(|&a, &b| self.known[a].order().cmp(&self.known[b].order()));
    }
}

impl Known {
    /// What articles are sorted by: time, those without one last, then ids.
    pub(super) fn order(&self) -> (bool, Option<i64>, &str) {
        let time = self.traits.published.map(|published| published.earliest);
        (time.is_none(), time, &self.id)
    }
}
