//! `bands(signature)`: what near-duplicates share.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ListBuilder, UInt64Builder};
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;
use newstem::sketch::bands;

use super::adapter::{Columns, Declared, list_of};
use super::shared;
use super::sketch::signature_of;

/// The function.
pub const BANDS: Declared = Declared { name: "bands", arguments: 1, gives, body };

fn gives() -> DataType {
    list_of(DataType::UInt64)
}

fn body(columns: &Columns) -> Result<ArrayRef> {
    let signatures = columns.bytes(0)?;
    shared::end_of_sketching();
    let mut lists = ListBuilder::new(UInt64Builder::new());
    for signature in &signatures {
        if let Some(signature) = signature.and_then(signature_of) {
            bands(&signature).for_each(|band| lists.values().append_value(band));
        }
        lists.append(true);
    }
    Ok(Arc::new(lists.finish()))
}
