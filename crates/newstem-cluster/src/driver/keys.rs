//! Rows that came twice.
//!
//! Where an executor is lost after it has finished a task, the engine does the task again, and may read
//! what both made of it. No stage gives two rows of one key, so a table in which a key comes again is
//! thrown away and asked for anew. Rejected: to drop the second row, since the same may have happened
//! before rows were counted or joined.
//!
//! Fails on: what the engine read twice on the way to rows that are counted, as those of `stems` and
//! `anchors` are, and so have no key here.

use std::collections::BTreeSet;

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::error::{DataFusionError, Result};

use crate::rows::Rows;

/// The keys of a stage's rows so far.
pub(super) struct Keys {
    columns: Option<(&'static str, &'static str)>,
    seen: BTreeSet<(u32, u32)>,
}

impl Keys {
    /// Those of a stage.
    pub(super) fn of(stage: &str) -> Self {
        let columns = match stage {
            "documents" => Some(("unit", "place")),
            "articles" | "sketches" | "banded" | "weighed" => Some(("number", "number")),
            "alike" => Some(("later", "earlier")),
            "traces" => Some(("rank", "rank")),
            _ => None,
        };
        Self { columns, seen: BTreeSet::new() }
    }

    /// Adds those of a batch; an error where one is there already.
    pub(super) fn add(&mut self, batch: &RecordBatch) -> Result<()> {
        let Some((first, second)) = self.columns else { return Ok(()) };
        let (first, second) = (Rows(batch).numbers(first)?, Rows(batch).numbers(second)?);
        // Problems have no place.
        let with_key =
            (0..batch.num_rows()).filter(|&row| first.is_valid(row) && second.is_valid(row));
        for row in with_key {
            if !self.seen.insert((first.value(row), second.value(row))) {
                return Err(DataFusionError::Execution("rows came twice".to_owned()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::UInt32Array;

    use super::*;
    use crate::rows::batch_of;

    fn check(stage: &str, rows: &[(Option<u32>, Option<u32>)], expected: bool) {
        let column = |of: fn(&(Option<u32>, Option<u32>)) -> Option<u32>| {
            Arc::new(rows.iter().map(of).collect::<UInt32Array>())
        };
        let batch = batch_of([("unit", column(|row| row.0)), ("place", column(|row| row.1))]);
        assert_eq!(Keys::of(stage).add(&batch.unwrap()).is_ok(), expected, "{stage} {rows:?}");
    }

    #[test]
    fn a_key_that_comes_again_is_told() {
        check("documents", &[(Some(1), Some(0)), (Some(1), Some(1)), (Some(2), Some(0))], true);
        check("documents", &[(Some(1), Some(0)), (Some(2), Some(0)), (Some(1), Some(0))], false);
        check("documents", &[(Some(1), None), (Some(1), None)], true);
        check("stems", &[(Some(1), Some(0)), (Some(1), Some(0))], true);
    }
}
