//! `compare(earlier, later, run)`: the articles of two shelves that are alike, for those of the later one
//! that are looked up in this round.
//!
//! A row is much work: two shelves of thousands of articles. They are read from the run folder.
//! Rejected: a row for each pair of articles worth comparing, with both their words, which moves a
//! megabyte for every article.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Float32Builder, ListBuilder, StructBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::story::Likeness;

use super::adapter::{Columns, Declared, list_of, row_of};
use super::shared;

/// The function.
pub const COMPARE: Declared = Declared { name: "compare", arguments: 3, gives, body };

fn row() -> DataType {
    row_of([
        ("later", DataType::UInt32),
        ("earlier", DataType::UInt32),
        ("likeness", DataType::Float32),
    ])
}

fn gives() -> DataType {
    list_of(row())
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let (earlier, later) = (columns.numbers(0)?, columns.numbers(1)?);
    let DataType::Struct(fields) = row() else { unreachable!("a row") };
    let mut lists = ListBuilder::new(StructBuilder::from_fields(fields, 0));
    let run = columns.constant(2)?;
    for row in 0..columns.rows {
        let alike = alike(&run, earlier.value(row), later.value(row))?;
        alike.iter().for_each(|one| append(lists.values(), one));
        lists.append(true);
    }
    Ok(Arc::new(lists.finish()))
}

fn alike(run: &str, earlier: u32, later: u32) -> Result<Vec<Likeness>> {
    let measure = shared::measure(run)?;
    let (shelf, asked) = (shared::shelf(run, later)?, shared::asked(run, later)?);
    if earlier == later {
        return Ok(measure.compare_within(&shelf.articles, &asked));
    }
    let before = shared::shelf(run, earlier)?;
    Ok(measure.compare(&before.articles, &shelf.articles, &asked))
}

fn append(row: &mut StructBuilder, one: &Likeness) {
    for (place, number) in [one.later, one.earlier].into_iter().enumerate() {
        if let Some(numbers) = row.field_builder::<UInt32Builder>(place) {
            numbers.append_value(number);
        }
    }
    if let Some(likenesses) = row.field_builder::<Float32Builder>(2) {
        likenesses.append_value(one.likeness);
    }
    row.append(true);
}
