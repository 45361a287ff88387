//! What short texts mean, as vectors: headlines share too few words to be compared by words alone.
//!
//! All headlines of a pile lie near its middle, so what is compared is how they lie from there,
//! which tells events of one topic apart better. A small pile says little of where the middle of
//! news is, so it counts beside many articles without direction.

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::text::vector::{DIMENSIONS, Embedder, Embedders, Vector};

/// The place of a short text among others, by each model; the two do not compare.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Meaning {
    /// Among English texts.
    pub english: Vector,
    /// Among texts of all languages.
    pub multilingual: Vector,
}

/// Below this many words in its body an article is short: a headline, perhaps with a line below.
const SHORT: usize = 20;
/// For so many articles without direction the middle is held back.
const HELD_BACK: f32 = 100.0;

impl Meaning {
    /// The meaning of an article whose body has so many words, where that is short.
    pub fn of_short(article: &Article, words: usize, embedders: &Embedders) -> Option<Self> {
        if words >= SHORT {
            return None;
        }
        let text = format!("{}\n{}", article.title, article.body);
        let english = embedders.english.embed(&text);
        Some(Self { english, multilingual: embedders.multilingual.embed(&text) })
    }
}

/// The middle of the short texts that were counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Middle {
    count: f32,
    #[serde(with = "sum")]
    english: [f32; DIMENSIONS],
    #[serde(with = "sum")]
    multilingual: [f32; DIMENSIONS],
}

/// Sums as lists, since arrays of that length have no serial form.
mod sum {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::DIMENSIONS;

    pub(super) fn serialize<S: Serializer>(
        sum: &[f32; DIMENSIONS],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        sum.as_slice().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[f32; DIMENSIONS], D::Error> {
        let values = Vec::<f32>::deserialize(deserializer)?;
        values.try_into().map_err(|values: Vec<f32>| D::Error::invalid_length(values.len(), &"256"))
    }
}

impl Default for Middle {
    fn default() -> Self {
        Self { count: HELD_BACK, english: [0.0; DIMENSIONS], multilingual: [0.0; DIMENSIONS] }
    }
}

impl Middle {
    /// Counts a short text.
    pub fn count(&mut self, meaning: &Meaning) {
        self.count += 1.0;
        add(&mut self.english, meaning.english.values());
        add(&mut self.multilingual, meaning.multilingual.values());
    }

    /// Cosine of two texts as they lie from the middle, by the model for both languages; at least 0.
    pub fn nearness(&self, left: &Meaning, right: &Meaning, languages: [&str; 2]) -> f64 {
        let cosine = if languages == ["en", "en"] {
            self.cosine(&left.english, &right.english, &self.english)
        } else {
            self.cosine(&left.multilingual, &right.multilingual, &self.multilingual)
        };
        f64::from(cosine).max(0.0)
    }

    fn cosine(&self, left: &Vector, right: &Vector, sum: &[f32; DIMENSIONS]) -> f32 {
        let middle = sum.map(|value| value / self.count);
        left.apart_from(&middle).cosine(&right.apart_from(&middle))
    }
}

fn add(sum: &mut [f32; DIMENSIONS], values: &[f32; DIMENSIONS]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(values: [f32; 2]) -> Meaning {
        let mut all = [0.0; DIMENSIONS];
        all[..2].copy_from_slice(&values);
        Meaning { english: Vector::unit(all), multilingual: Vector::unit(all) }
    }

    #[test]
    fn what_all_have_in_common_tells_nothing() {
        let (one, other) = (meaning([10.0, 1.0]), meaning([10.0, -1.0]));
        let mut middle = Middle::default();
        let before = middle.nearness(&one, &other, ["en", "en"]);
        assert!(before > 0.9, "{before}");
        for _ in 0..10_000 {
            middle.count(&one);
            middle.count(&other);
        }
        assert_eq!(middle.nearness(&one, &other, ["en", "es"]), 0.0);
        assert!(middle.nearness(&one, &one, ["en", "en"]) > 0.99);
    }
}
