//! `stems(number, words)` and `anchors(number, words)`: the vocabulary of an article, so that a pile's
//! can be counted.
//!
//! The engine numbers words as it meets them: article after article, in each by their letters. `first`
//! is the place of that meeting as a text that sorts as the meetings do, so that a pile that was
//! counted in pieces gives its words the same numbers, and sums over them the same last bits.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ListBuilder, StringViewBuilder, StructBuilder};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::story::Word;

use super::adapter::{Columns, Declared, list_of, row_of};
use super::sketch::words_of;

/// The stems of an article, each with the first word that has it.
pub const STEMS: Declared =
    Declared { name: "stems", arguments: 2, gives, body: |columns| listed(columns, stems) };

/// The names and numbers of an article, each with its stem.
pub const ANCHORS: Declared =
    Declared { name: "anchors", arguments: 2, gives, body: |columns| listed(columns, anchors) };

/// Digits of an article's number in `first`, so that texts sort as numbers do.
pub const NUMBER_DIGITS: usize = 10;

fn row() -> DataType {
    row_of([("term", DataType::Utf8View), ("first", DataType::Utf8View)])
}

fn gives() -> DataType {
    list_of(row())
}

/// Terms with what comes after the number in `first`.
type Listed<'a> = BTreeMap<&'a str, &'a str>;

fn stems(words: &[Word]) -> Listed<'_> {
    let mut stems = Listed::new();
    for letters in words.iter().filter_map(|word| word.new.as_deref()) {
        let first = stems.entry(&letters.stem).or_insert(&letters.folded);
        *first = (*first).min(&letters.folded);
    }
    stems
}

fn anchors(words: &[Word]) -> Listed<'_> {
    let anchors = words.iter().filter(|word| word.as_anchor > 0);
    let letters = anchors.filter_map(|word| word.new.as_deref());
    letters.map(|letters| (letters.folded.as_str(), letters.stem.as_str())).collect()
}

fn listed(columns: &Columns, list: for<'a> fn(&'a [Word]) -> Listed<'a>) -> Result<ArrayRef> {
    let (numbers, bytes) = (columns.numbers(0)?, columns.bytes(1)?);
    let DataType::Struct(fields) = row() else { unreachable!("a row") };
    let rows = StructBuilder::from_fields(fields, 0);
    let mut lists = ListBuilder::new(rows);
    for row in 0..columns.rows {
        let (words, _) = words_of(bytes.value(row))?;
        for (term, rest) in list(&words) {
            let first = format!("{:0NUMBER_DIGITS$}{rest}", numbers.value(row));
            append(lists.values(), [term, &first]);
        }
        lists.append(true);
    }
    Ok(Arc::new(lists.finish()))
}

fn append(row: &mut StructBuilder, texts: [&str; 2]) {
    for (place, text) in texts.into_iter().enumerate() {
        if let Some(column) = row.field_builder::<StringViewBuilder>(place) {
            column.append_value(text);
        }
    }
    row.append(true);
}
