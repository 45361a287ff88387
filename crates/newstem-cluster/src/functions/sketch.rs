//! `sketch(article)`: what grouping needs of an article, read once: its words by their letters, what
//! else is compared, a fingerprint, and when it was published.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BinaryViewBuilder, BooleanBuilder, Int64Builder, StructArray,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::Article;
use newstem::sketch::Signature;
use newstem::story::{Terms, Traits, Vocabulary, Word};

use super::adapter::{Columns, Declared, failed, row_of};
use super::shared;

/// The function.
pub const SKETCH: Declared = Declared { name: "sketch", arguments: 1, gives, body };

/// Words and pairs of an article as they are written down.
pub type Words = (Vec<Word>, Vec<(u32, u32)>);

fn gives() -> DataType {
    row_of([
        ("words", DataType::BinaryView),
        ("traits", DataType::BinaryView),
        ("signature", DataType::BinaryView),
        ("earliest", DataType::Int64),
        ("is_short", DataType::Boolean),
    ])
}

#[derive(Default)]
struct Sketches {
    words: BinaryViewBuilder,
    traits: BinaryViewBuilder,
    signatures: BinaryViewBuilder,
    earliest: Int64Builder,
    are_short: BooleanBuilder,
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let articles = columns.texts(0)?;
    let (embedders, mut lexis) = (shared::embedders()?, shared::take_lexis());
    let (nothing, mut sketches) = (Vocabulary::default(), Sketches::default());
    for row in 0..columns.rows {
        let article: Article = serde_json::from_str(articles.value(row)).map_err(failed)?;
        let terms = Terms::of(&article, embedders, &mut lexis, &nothing);
        sketches.add(terms)?;
    }
    shared::give_back(lexis);
    sketches.finish()
}

impl Sketches {
    fn add(&mut self, terms: Terms) -> Result<()> {
        let traits = &terms.traits;
        self.signatures.append_option(traits.signature.as_deref().map(bytes_of));
        self.earliest.append_option(traits.published.map(|published| published.earliest));
        self.are_short.append_value(traits.meaning.is_some());
        self.traits.append_value(packed(&traits)?);
        self.words.append_value(packed(&(terms.words, terms.pairs))?);
        Ok(())
    }

    fn finish(mut self) -> Result<ArrayRef> {
        let DataType::Struct(fields) = gives() else { unreachable!("a row") };
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(self.words.finish()),
            Arc::new(self.traits.finish()),
            Arc::new(self.signatures.finish()),
            Arc::new(self.earliest.finish()),
            Arc::new(self.are_short.finish()),
        ];
        Ok(Arc::new(StructArray::try_new(fields, arrays, None)?))
    }
}

fn bytes_of(signature: &Signature) -> Vec<u8> {
    signature.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A signature from its bytes; nothing where there are too few or too many.
pub fn signature_of(bytes: &[u8]) -> Option<Signature> {
    let values = bytes.chunks_exact(4).filter_map(|value| value.try_into().ok());
    let values: Vec<u32> = values.map(u32::from_le_bytes).collect();
    values.try_into().ok()
}

/// Traits as they were written down.
pub fn traits_of(bytes: &[u8]) -> Result<Traits> {
    postcard::from_bytes(bytes).map_err(failed)
}

/// Words as they were written down.
pub fn words_of(bytes: &[u8]) -> Result<Words> {
    postcard::from_bytes(bytes).map_err(failed)
}

/// Anything as it is written down.
pub fn packed(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(failed)
}
