//! The table of wordings: `data/furniture.tsv`, a reason and a pattern a line, tried in order.

use regex::{Regex, RegexBuilder};
use std::sync::LazyLock;

use super::line::Line;

/// A longer line is a paragraph, whatever words it holds.
const WORDS_MAX: usize = 45;

struct Wording {
    reason: &'static str,
    pattern: Regex,
}

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| table().filter_map(wording).collect());

fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/furniture.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

fn wording((reason, pattern): (&'static str, &'static str)) -> Option<Wording> {
    let pattern = RegexBuilder::new(pattern).case_insensitive(true).build().ok()?;
    Some(Wording { reason, pattern })
}

/// The reason that the words of a line give for taking it away.
pub(super) fn reason(line: &Line<'_>) -> Option<&'static str> {
    if line.words.len() > WORDS_MAX {
        return None;
    }
    let bare = line.bare();
    let found = WORDINGS.iter().find(|wording| wording.pattern.is_match(bare));
    found.map(|wording| wording.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_the_table_compiles() {
        for row in table() {
            assert!(wording(row).is_some(), "{row:?}");
        }
    }
}
