//! Not yet read.

use crate::input::{Fault, Source};
use crate::sink::Sink;

/// Says that the format is not read.
pub(super) fn read(source: Source<'_>, sink: &mut dyn Sink) {
    sink.problem(Fault::new("not yet read", "convert it to JSON lines").in_file(&source.name));
}
