//! Vectors: the meaning of a short text as a direction in 256 dimensions.
//!
//! Words that differ may say the same; two models that ship inside the library put a number on
//! it. Both are static: a text is cut into pieces of words, each piece has a row in a table, and
//! the text's vector is the mean of its rows, made unit length. [`English`] reads WordPiece pieces
//! (potion-base-8M, distilled as in Model2Vec, van Dongen and Tulkens 2024), [`Multilingual`] reads
//! SentencePiece pieces of 16 languages in one space (made from the Universal Sentence Encoder,
//! Yang et al. 2019).
//!
//! Rejected: an encoder with layers. It tells translated sentences apart better, but takes
//! milliseconds a sentence where a table takes microseconds, and on whole articles no embedding
//! that was tried beats plain TF-IDF. Rejected too: the general tokeniser crate, in which 97 % of
//! the time of a static embedding was spent.
//!
//! Where it fails: word order, negation and numbers leave almost no trace in a mean, so *three
//! died* and *thirty died* are neighbours. A cosine is a hint to combine with words and figures,
//! never evidence by itself.

mod charsmap;
mod english;
mod multilingual;
mod pieces;
mod protobuf;
#[cfg(test)]
mod reference;
mod safetensors;
mod sentencepiece;
mod table;
mod unigram;
mod wordpiece;

pub use english::English;
pub use multilingual::Multilingual;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Number of dimensions of a [`Vector`], in either model.
pub const DIMENSIONS: usize = 256;

/// Anything that gives a text a [`Vector`].
///
/// Vectors of two different embedders share no space: their cosine means nothing.
pub trait Embedder {
    /// The unit vector of a text, or the zero vector where no piece of it is known.
    fn embed(&self, text: &str) -> Vector;
}

/// Both models.
#[derive(Debug)]
pub struct Embedders {
    /// The better one between English texts.
    pub english: English,
    /// For other languages, and across them.
    pub multilingual: Multilingual,
}

impl Embedders {
    /// Reads the embedded models.
    ///
    /// # Errors
    ///
    /// Where the embedded files are malformed, which the tests rule out.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Self { english: English::new()?, multilingual: Multilingual::new()? })
    }

    /// The one that serves texts of all these BCP 47 tags: the English one where no other language is
    /// among them.
    pub fn for_languages<'a>(&self, mut languages: impl Iterator<Item = &'a str>) -> &dyn Embedder {
        let is_english = |language: &str| language.split('-').next() == Some("en");
        if languages.all(is_english) { &self.english } else { &self.multilingual }
    }
}

/// Why a model could not be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// The safetensors header is cut short or is not the JSON that it should be.
    #[error("read the header of the vector table: {0}")]
    Header(String),
    /// A tensor has another type, shape or place than the format says.
    #[error("read tensor `{tensor}`: {problem}")]
    Tensor {
        /// The tensor's name in the file.
        tensor: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The SentencePiece model is malformed.
    #[error("read the SentencePiece model: {0}")]
    SentencePiece(&'static str),
    /// The table has another number of rows than the vocabulary has pieces.
    #[error("match {pieces} pieces with {rows} rows")]
    Vocabulary {
        /// Pieces in the vocabulary.
        pieces: usize,
        /// Rows in the table.
        rows: usize,
    },
}

/// A direction in the space of one model, or zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<f32>", try_from = "Vec<f32>")]
pub struct Vector([f32; DIMENSIONS]);

impl From<Vector> for Vec<f32> {
    fn from(vector: Vector) -> Self {
        vector.0.to_vec()
    }
}

/// Numbers that are no vector: there are too few or too many of them.
#[derive(Debug, Error)]
#[error("a vector has {DIMENSIONS} numbers, not {0}")]
pub struct WrongLength(usize);

impl TryFrom<Vec<f32>> for Vector {
    type Error = WrongLength;

    fn try_from(values: Vec<f32>) -> Result<Self, WrongLength> {
        let count = values.len();
        values.try_into().map(Self).map_err(|_| WrongLength(count))
    }
}

impl Vector {
    /// The vector of a text about which nothing is known.
    pub const ZERO: Self = Self([0.0; DIMENSIONS]);

    /// The vector in the direction of `values`.
    pub fn unit(values: [f32; DIMENSIONS]) -> Self {
        let length = dot(&values, &values).sqrt();
        if length > 0.0 { Self(values.map(|value| value / length)) } else { Self::ZERO }
    }

    /// The coordinates.
    pub fn values(&self) -> &[f32; DIMENSIONS] {
        &self.0
    }

    /// True of the vector of a text of which no piece is known.
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// The cosine of the angle between two vectors, from -1 to 1; 0 where either is zero.
    pub fn cosine(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0).clamp(-1.0, 1.0)
    }

    /// The mean of the vectors of a pile: what all its texts share. For use with
    /// [`Vector::apart_from`]; it is not of unit length.
    pub fn mean(vectors: &[Self]) -> [f32; DIMENSIONS] {
        let mut sum = [0.0; DIMENSIONS];
        for vector in vectors {
            for (total, value) in sum.iter_mut().zip(&vector.0) {
                *total += value;
            }
        }
        let count = vectors.len().max(1) as f32;
        sum.map(|total| total / count)
    }

    /// This vector without what the whole pile shares, of unit length again. Cosines between such
    /// vectors tell look-alike events of one topic apart better (the "all-but-the-top" remedy of
    /// Mu and Viswanath 2018, the mean only).
    pub fn apart_from(&self, mean: &[f32; DIMENSIONS]) -> Self {
        if self.is_zero() {
            return Self::ZERO;
        }
        Self::unit(std::array::from_fn(|i| self.0[i] - mean[i]))
    }
}

fn dot(left: &[f32; DIMENSIONS], right: &[f32; DIMENSIONS]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    for (left, right) in left.chunks_exact(LANES).zip(right.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::{DIMENSIONS, Vector};

    fn along(axis: usize) -> [f32; DIMENSIONS] {
        std::array::from_fn(|i| if i == axis { 2.5 } else { 0.0 })
    }

    #[test]
    fn cosine_looks_at_direction_only() {
        let (east, north) = (Vector::unit(along(0)), Vector::unit(along(1)));
        let west = Vector::unit(along(0).map(|value| -value));
        assert_eq!(east.cosine(&east), 1.0);
        assert_eq!(east.cosine(&west), -1.0);
        assert_eq!(east.cosine(&north), 0.0);
        assert_eq!(east.cosine(&Vector::ZERO), 0.0);
    }

    #[test]
    fn taking_the_mean_away_leaves_what_differs() {
        let mut shared = along(0);
        shared[1] = 1.0;
        let mut other = along(0);
        other[1] = -1.0;
        let pile = [Vector::unit(shared), Vector::unit(other)];
        assert!(pile[0].cosine(&pile[1]) > 0.7);
        let mean = Vector::mean(&pile);
        let apart: Vec<Vector> = pile.iter().map(|vector| vector.apart_from(&mean)).collect();
        assert!(apart[0].cosine(&apart[1]) < -0.99);
        assert!(Vector::ZERO.apart_from(&mean).is_zero());
    }
}
