//! `stems(number, words, counts)` and `anchors(number, words)`: the vocabulary of some articles, so that
//! a pile's can be counted.
//!
//! The engine numbers words as it meets them: article after article, in each by their letters. `first`
//! is the place of that meeting as a text that sorts as the meetings do, so that a pile that was
//! counted in pieces gives its words the same numbers, and sums over them the same last bits.
//!
//! The articles of a call are counted together, and the first of them has the list of all: a thousand
//! articles have a tenth of the words that they have one by one. So a list means nothing by itself, only
//! the sum of all. Rejected: an aggregate function, whose state is of all words wherever it is merged.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, ListBuilder, StringViewBuilder, StructBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use serde::Deserialize;

use super::adapter::{Columns, Declared, failed, list_of, row_of};

/// The stems of some articles, each with the first word that has it and how many articles that count
/// do; `counts` is 1 for those and else 0.
pub const STEMS: Declared = Declared { name: "stems", arguments: 3, gives, body: stems };

/// The names and numbers of some articles, each with its stem.
pub const ANCHORS: Declared = Declared { name: "anchors", arguments: 2, gives, body: anchors };

/// Digits of an article's number in `first`, so that texts sort as numbers do.
pub const NUMBER_DIGITS: usize = 10;

fn row() -> DataType {
    row_of([
        ("term", DataType::Utf8View),
        ("first", DataType::Utf8View),
        ("articles", DataType::UInt32),
    ])
}

fn gives() -> DataType {
    list_of(row())
}

/// A word as [`newstem::story::Word`] is written down, read without a copy of its letters.
#[derive(Deserialize)]
struct Met<'a> {
    _count: u16,
    as_anchor: u16,
    _is_number: bool,
    _stem: Option<u32>,
    _anchor: Option<u32>,
    #[serde(borrow)]
    letters: Option<Letters<'a>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Letters<'a> {
    folded: &'a str,
    stem: &'a str,
}

fn met(bytes: &[u8]) -> Result<Vec<Met<'_>>> {
    let (words, _pairs) = postcard::take_from_bytes(bytes).map_err(failed)?;
    Ok(words)
}

/// Terms with where each was met first, and in how many articles that count.
#[derive(Default)]
struct Counted<'a>(BTreeMap<&'a str, Count<'a>>);

struct Count<'a> {
    /// The number of an article, and what comes after it in `first`.
    first: (u32, &'a str),
    articles: u32,
    /// The article that was counted last.
    last: u32,
}

impl<'a> Counted<'a> {
    /// Counts a term, in each article once; articles come one after another.
    fn add(&mut self, term: &'a str, first: (u32, &'a str), counts: u32) {
        let (number, _) = first;
        match self.0.get_mut(term) {
            Some(known) => {
                known.first = known.first.min(first);
                known.articles += if known.last == number { 0 } else { counts };
                known.last = number;
            }
            None => {
                self.0.insert(term, Count { first, articles: counts, last: number });
            }
        }
    }

    /// A list of all for the first row, empty ones for the others.
    fn listed(self, rows: usize) -> ArrayRef {
        let DataType::Struct(fields) = row() else { unreachable!("a row") };
        let mut lists = ListBuilder::new(StructBuilder::from_fields(fields, 0));
        for (term, count) in self.0 {
            let (number, rest) = count.first;
            let first = format!("{number:0NUMBER_DIGITS$}{rest}");
            append(lists.values(), [term, &first], count.articles);
        }
        (0..rows).for_each(|_| lists.append(true));
        Arc::new(lists.finish())
    }
}

fn stems(columns: &Columns) -> Result<ArrayRef> {
    let (numbers, bytes, counts) = (columns.numbers(0)?, columns.bytes(1)?, columns.numbers(2)?);
    let mut counted = Counted::default();
    for row in 0..columns.rows {
        for letters in met(bytes.value(row))?.into_iter().filter_map(|word| word.letters) {
            counted.add(letters.stem, (numbers.value(row), letters.folded), counts.value(row));
        }
    }
    Ok(counted.listed(columns.rows))
}

fn anchors(columns: &Columns) -> Result<ArrayRef> {
    let (numbers, bytes) = (columns.numbers(0)?, columns.bytes(1)?);
    let mut counted = Counted::default();
    for row in 0..columns.rows {
        let words = met(bytes.value(row))?.into_iter();
        let anchors = words.filter(|word| word.as_anchor > 0).filter_map(|word| word.letters);
        for letters in anchors {
            counted.add(letters.folded, (numbers.value(row), letters.stem), 1);
        }
    }
    Ok(counted.listed(columns.rows))
}

fn append(row: &mut StructBuilder, texts: [&str; 2], count: u32) {
    for (place, text) in texts.into_iter().enumerate() {
        if let Some(column) = row.field_builder::<StringViewBuilder>(place) {
            column.append_value(text);
        }
    }
    if let Some(counts) = row.field_builder::<UInt32Builder>(2) {
        counts.append_value(count);
    }
    row.append(true);
}

#[cfg(test)]
mod tests {
    use newstem::story::{NewWord, Word};

    use super::super::sketch::packed;
    use super::*;

    fn word(folded: &str, stem: &str) -> Word {
        let new = Some(Box::new(NewWord { folded: folded.to_owned(), stem: stem.to_owned() }));
        Word { count: 3, as_anchor: 1, is_number: false, stem: None, anchor: Some(7), new }
    }

    #[test]
    fn words_are_read_as_they_were_written_down() {
        let written = packed(&(vec![word("towns", "town")], vec![(0_u32, 0_u32)])).unwrap();
        let read = met(&written).unwrap();
        let letters = read[0].letters.unwrap();
        assert_eq!((letters.folded, letters.stem, read[0].as_anchor), ("towns", "town", 1));
    }

    #[test]
    fn a_stem_counts_once_an_article_and_is_first_where_it_was_met_first() {
        let mut counted = Counted::default();
        for (number, folded, counts) in
            [(4, "towns", 1), (4, "town", 1), (2, "town", 0), (9, "town", 1)]
        {
            counted.add("town", (number, folded), counts);
        }
        let count = &counted.0["town"];
        assert_eq!((count.first, count.articles), ((2, "town"), 2));
    }
}
