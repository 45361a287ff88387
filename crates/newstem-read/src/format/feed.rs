//! Not yet read.

use crate::input::{Fault, Source};
use crate::sink::Sink;

/// Says that the format is not read.
pub(super) fn read(source: Source<'_>, sink: &mut dyn Sink) {
    sink.problem(Fault::new("not yet read", "convert it to JSON lines").in_file(&source.name));
}

/// True of a JSON Feed.
pub(super) fn is_json_feed(object: &serde_json::Map<String, serde_json::Value>) -> bool {
    let version = object.get("version").and_then(serde_json::Value::as_str);
    version.is_some_and(|version| version.contains("jsonfeed.org/version"))
}

/// Reads a JSON Feed.
pub(super) fn read_json(
    _: &serde_json::Map<String, serde_json::Value>,
    name: &str,
    _: &crate::input::ReadOptions,
    sink: &mut dyn Sink,
) {
    sink.problem(Fault::new("not yet read", "convert it to JSON lines").in_file(name));
}
