//! The engine's functions as a query engine calls them: columns in, columns out.
//!
//! Each is a thin adapter; what it finds is decided in `newstem` and `newstem-read`, which know no
//! Arrow, so that another engine can be given the same functions. What all rows of a call need (the
//! words of the pile, the context of cleaning) is read from the run folder and kept for the next call
//! (`shared`). Rejected: to hand it on as a column, which engines copy for every row.

mod adapter;
mod clean;
mod compare;
mod copies;
mod read;
mod shared;
mod sketch;
mod story;
mod weigh;
mod words;

use std::sync::Arc;

use datafusion::logical_expr::ScalarUDF;

pub use adapter::failed;
pub use read::ReadingParameters;
pub use shared::embedders;
pub use sketch::{packed, signature_of, traits_of};
pub use words::NUMBER_DIGITS;

/// All functions, under the name of a build.
pub fn all(build: &str) -> Vec<Arc<ScalarUDF>> {
    const DECLARED: [adapter::Declared; 9] = [
        read::READ_FILE,
        clean::CLEAN,
        sketch::SKETCH,
        copies::BANDS,
        words::STEMS,
        words::ANCHORS,
        weigh::WEIGH,
        compare::COMPARE,
        story::TRACE_STORY,
    ];
    DECLARED.map(|declared| Arc::new(adapter::for_engine(declared, build))).to_vec()
}
