//! The table of wordings: `data/furniture.tsv`, a reason and a pattern a line, tried in order on
//! lines in small letters.
//!
//! A pattern is compiled when a line first holds a piece of text that it cannot match without;
//! compiling all of them took longer than reading a small pile.

use std::sync::LazyLock;

use super::line::Line;
use crate::pieces::Pieces;
use crate::plain::{Pattern, Plain};

/// A longer line is a paragraph, whatever words it holds.
const WORDS_MAX: usize = 45;

struct Wording {
    reason: &'static str,
    pattern: Pattern,
}

/// The table, with the pieces of text that its patterns need.
struct Table {
    wordings: Vec<Wording>,
    pieces: Pieces,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(rows()));

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/furniture.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The reason that the words of a line give for taking it away.
pub(super) fn reason(line: &Line<'_>) -> Option<&'static str> {
    if line.word_count() > WORDS_MAX {
        return None;
    }
    TABLE.reason(line.bare())
}

impl Table {
    fn of(rows: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let wording = |(reason, pattern)| Wording { reason, pattern: Pattern::new(pattern) };
        let wordings: Vec<Wording> = rows.map(wording).collect();
        let pieces = Pieces::of(wordings.iter().map(|wording| wording.pattern.source()));
        Self { wordings, pieces }
    }

    fn reason(&self, line: &str) -> Option<&'static str> {
        let text = Plain::of(line).text.to_lowercase();
        let woken = self.pieces.woken_by(&text);
        let found = woken.into_iter().find(|index| self.wordings[*index].is_match(&text));
        found.map(|index| self.wordings[index].reason)
    }
}

impl Wording {
    fn is_match(&self, text: &str) -> bool {
        self.pattern.for_text(text).is_some_and(|pattern| pattern.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn every_pattern_of_the_table_compiles_and_fits_small_letters() {
        for (reason, pattern) in rows() {
            assert!(Regex::new(pattern).is_ok(), "{reason}\t{pattern}");
            let letters = pattern.replace(r"\W", "").replace(r"\S", "").replace(r"\D", "");
            let capital = letters.replace(r"\p{L}", "").chars().any(char::is_uppercase);
            assert!(!capital, "a capital never matches: {pattern}");
        }
    }

    #[test]
    fn asleep_patterns_would_not_have_matched() {
        let lines = [
            "read more: bridges",
            "38 comments",
            "it rained all day.",
            "© 2026 post",
            "editor’s picks",
            "lire aussi » d’été",
            "subscribe – “every day”…",
            "",
        ];
        for text in lines {
            let awake = rows().find(|(_, pattern)| {
                Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
            });
            assert_eq!(TABLE.reason(text), awake.map(|(reason, _)| reason), "{text}");
        }
    }
}
