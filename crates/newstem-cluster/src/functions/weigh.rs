//! `weigh(number, words, traits, run)`: an article by the words of the whole pile, ready to be
//! compared, and the terms that it is looked up by.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BinaryViewBuilder, ListBuilder, StructArray, UInt32Builder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::story::Terms;

use super::adapter::{Columns, Declared, list_of, row_of};
use super::shared;
use super::sketch::{packed, traits_of, words_of};

/// The function.
pub const WEIGH: Declared = Declared { name: "weigh", arguments: 4, gives, body };

fn gives() -> DataType {
    row_of([("telling", list_of(DataType::UInt32)), ("weighed", DataType::BinaryView)])
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let (numbers, words, traits) = (columns.numbers(0)?, columns.bytes(1)?, columns.bytes(2)?);
    let (mut telling, mut weighed) =
        (ListBuilder::new(UInt32Builder::new()), BinaryViewBuilder::new());
    let run = columns.constant(3)?;
    for row in 0..columns.rows {
        let measure = shared::measure(&run)?;
        let (words, pairs) = words_of(words.value(row))?;
        let traits = traits_of(traits.value(row))?;
        let terms = Terms { id: String::new(), words, pairs, traits };
        let article = measure.weigh(numbers.value(row), terms);
        telling.values().append_slice(&article.telling);
        telling.append(true);
        weighed.append_value(packed(&article)?);
    }
    let DataType::Struct(fields) = gives() else { unreachable!("a row") };
    let arrays: Vec<ArrayRef> = vec![Arc::new(telling.finish()), Arc::new(weighed.finish())];
    Ok(Arc::new(StructArray::try_new(fields, arrays, None)?))
}
