//! How much each stem weighs among the articles counted, kept ready for comparing.
//!
//! Counting one more article changes every weight a little. They are worked out anew when the
//! articles have grown by a share, so that adding one costs no pass over all stems; a stem that has
//! come since is weighed as it comes.

use super::vocabulary::Vocabulary;
use crate::text::TermId;

/// As many articles of other events stand beside the pile.
const BACKGROUND_ARTICLES: f64 = 100.0;
/// Weights are worked out anew when there are this many times as many articles.
const GROWTH: f64 = 1.02;

/// Inverse document frequencies of stems.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    documents: f64,
    stems: Vec<f32>,
}

impl Weights {
    /// Brings the weights up to date where it is time, and weighs the stems that are new.
    pub fn refresh(&mut self, vocabulary: &Vocabulary) {
        let rarity = &vocabulary.rarity;
        if rarity.documents() > self.documents * GROWTH {
            self.documents = rarity.documents();
            self.stems.clear();
        }
        let known = self.stems.len();
        let new = (known..rarity.stems())
            .map(|stem| rarity.weight_among(stem as TermId, BACKGROUND_ARTICLES) as f32);
        self.stems.extend(new);
    }

    /// The weight of a stem.
    pub fn of(&self, stem: TermId) -> f64 {
        f64::from(self.stems[stem as usize])
    }
}
