//! The parent of a link beside the one that it was preferred to, measure by measure.

use newstem::lineage::{Evidence, Link, Value};

use super::markup::Markup;
use super::view::View;
use crate::words;

/// What two candidates can be compared by: its name in the evidence, and in words.
const MEASURES: [(&str, &str); 5] = [
    ("shared_words", "of its words shared"),
    ("aligned_sentences", "sentences aligned"),
    ("covered", "of its text in aligned sentences"),
    ("shared_phrases", "of its four-word phrases shared"),
    ("kept_words", "of the words of those sentences kept"),
];

/// A measure of both.
struct Row {
    name: &'static str,
    held: String,
    other: String,
}

/// Writes the comparison; nothing where there was no other parent, or nothing to measure by.
pub(super) fn write(page: &mut Markup, view: &View, link: &Link) {
    let rows: Vec<Row> = MEASURES.iter().filter_map(|&(key, name)| row(link, key, name)).collect();
    let Some(rejected) = link.rejected.as_ref().filter(|_| !rows.is_empty()) else { return };
    page.element("table", &[("class", "candidates")], |page| {
        page.element("thead", &[], |page| {
            page.element("tr", &[], |page| {
                page.leaf("td", &[], "");
                for id in [&link.parent, &rejected.parent] {
                    page.element("th", &[("scope", "col")], |page| view.name(page, id));
                }
            });
        });
        page.element("tbody", &[], |page| rows.iter().for_each(|row| write_row(page, row)));
    });
}

/// The evidence for a link that the comparison does not show.
pub(super) fn left_of_evidence(link: &Link) -> Evidence {
    let is_shown = |key: &str| {
        MEASURES.iter().any(|&(known, name)| known == key && row(link, known, name).is_some())
    };
    let left = link.evidence.iter().filter(|(key, _)| !is_shown(key));
    left.map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn row(link: &Link, key: &str, name: &'static str) -> Option<Row> {
    let held = measured(link.evidence.get(key)?)?;
    let other = measured(link.rejected.as_ref()?.evidence.get(key)?)?;
    Some(Row { name, held, other })
}

fn measured(value: &Value) -> Option<String> {
    match value {
        Value::Count(count) => Some(count.to_string()),
        Value::Number(share) => Some(words::percent(*share)),
        _ => None,
    }
}

fn write_row(page: &mut Markup, row: &Row) {
    page.element("tr", &[], |page| {
        page.leaf("th", &[("scope", "row")], row.name);
        page.leaf("td", &[], &row.held);
        page.leaf("td", &[], &row.other);
    });
}
