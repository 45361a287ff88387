//! The multilingual model: a table made from the Universal Sentence Encoder, multilingual version 3
//! (Yang et al. 2019), by running the encoder on each piece alone, with one bit a dimension.
//! Languages: ar de en es fr it ja ko nl pl pt ru th tr zh. Within English the other model is
//! better (STS 75 against 63 over same-language pairs); across languages this one is the only one
//! of use (51 against 17).

use super::sentencepiece::SentencePiece;
use super::table::Table;
use super::{Embedder, ModelError, Vector};

const TABLE: &[u8] = include_bytes!("../../../assets/multilingual/static.safetensors");
const PIECES: &[u8] = include_bytes!("../../../assets/multilingual/sp.model");

/// The ids below this one are controls and the unknown: they say nothing of the text.
const FIRST_PIECE: u32 = 6;

/// Vectors for text in any of the model's languages, all in one space.
#[derive(Debug)]
pub struct Multilingual {
    tokenizer: SentencePiece<'static>,
    table: Table<'static>,
}

impl Multilingual {
    /// Reads the embedded model. Its pieces are indexed, its table is used where it lies: quick
    /// enough to do at each start, too slow to do for each text.
    ///
    /// # Errors
    ///
    /// Where the embedded files are malformed or do not fit each other, which the tests rule out.
    pub fn new() -> Result<Self, ModelError> {
        let tokenizer = SentencePiece::read(PIECES)?;
        let table = Table::read(TABLE)?;
        let (pieces, rows) = (tokenizer.size(), table.rows());
        if pieces != rows {
            return Err(ModelError::Vocabulary { pieces, rows });
        }
        Ok(Self { tokenizer, table })
    }

    /// Natural logarithm of how often a word stands in running text of the model's languages, as
    /// its unigram piece probabilities (Kudo 2018) tell.
    pub fn log_probability(&self, word: &str) -> f64 {
        self.tokenizer.log_probability(word)
    }

    /// The ids of the pieces that make up the vector.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        let mut ids = self.tokenizer.ids(text);
        ids.retain(|&id| id >= FIRST_PIECE);
        ids
    }
}

impl Embedder for Multilingual {
    fn embed(&self, text: &str) -> Vector {
        self.table.mean_direction(&self.ids(text))
    }
}
