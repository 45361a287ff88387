//! The English model: potion-base-8M (MinishLab), distilled from bge-base-en-v1.5 (Xiao et al.
//! 2023) and coded at two bits a dimension, at which it measured as good as at 32 (STS-B 75.1 and
//! 75.4). Other languages in Latin script get vectors too, but of little worth.

use super::table::Table;
use super::wordpiece::WordPiece;
use super::{Embedder, ModelError, Vector};

const TABLE: &[u8] = include_bytes!("../../../assets/english/model.safetensors");
const VOCABULARY: &str = include_str!("../../../assets/english/vocab.txt");

/// Vectors for English text.
#[derive(Debug)]
pub struct English {
    tokenizer: WordPiece<'static>,
    table: Table<'static>,
}

impl English {
    /// Reads the embedded model. Its pieces are indexed, its table is used where it lies: quick
    /// enough to do at each start, too slow to do for each text.
    ///
    /// # Errors
    ///
    /// Where the embedded files do not fit each other, which the tests rule out.
    pub fn new() -> Result<Self, ModelError> {
        let tokenizer = WordPiece::new(VOCABULARY);
        let table = Table::read(TABLE)?;
        let (pieces, rows) = (tokenizer.size(), table.rows());
        if pieces != rows {
            return Err(ModelError::Vocabulary { pieces, rows });
        }
        Ok(Self { tokenizer, table })
    }

    /// The ids of the pieces that make up the vector.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        self.tokenizer.ids(text)
    }
}

impl Embedder for English {
    fn embed(&self, text: &str) -> Vector {
        self.table.mean_direction(&self.ids(text))
    }
}
