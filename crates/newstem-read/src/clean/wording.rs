//! The table of wordings: `data/furniture.tsv`, a reason and a pattern a line, tried in order on
//! lines in small letters.
//!
//! A pattern is compiled when a line first holds a piece of text that the pattern cannot match
//! without; all such pieces are looked for at once (Aho and Corasick 1975). Most lines hold none,
//! and most piles wake few patterns, where compiling all of them took longer than reading a small
//! pile. Rejected: one automaton of all patterns, which takes as long to compile.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use super::line::Line;

/// A longer line is a paragraph, whatever words it holds.
const WORDS_MAX: usize = 45;

struct Wording {
    reason: &'static str,
    pattern: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

/// The table, with the pieces of text that its patterns need.
struct Table {
    wordings: Vec<Wording>,
    pieces: Option<AhoCorasick>,
    /// For each piece the wordings that need it or one like it.
    woken_by: Vec<Vec<usize>>,
    /// Wordings that need nothing in particular.
    always: Vec<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(rows()));

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../data/furniture.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The reason that the words of a line give for taking it away.
pub(super) fn reason(line: &Line<'_>) -> Option<&'static str> {
    if line.words.len() > WORDS_MAX {
        return None;
    }
    TABLE.reason(&line.bare().to_lowercase())
}

impl Table {
    fn of(rows: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let mut table =
            Self { wordings: Vec::new(), pieces: None, woken_by: Vec::new(), always: Vec::new() };
        let mut pieces = Vec::new();
        for (index, (reason, pattern)) in rows.enumerate() {
            table.wordings.push(Wording { reason, pattern, compiled: OnceLock::new() });
            match pieces_needed(pattern) {
                None => table.always.push(index),
                Some(needed) => {
                    table.woken_by.extend(needed.iter().map(|_| vec![index]));
                    pieces.extend(needed);
                }
            }
        }
        table.pieces = AhoCorasick::new(&pieces).ok();
        table
    }

    fn reason(&self, text: &str) -> Option<&'static str> {
        let mut woken = self.always.clone();
        if let Some(pieces) = &self.pieces {
            for found in pieces.find_overlapping_iter(text) {
                woken.extend(&self.woken_by[found.pattern().as_usize()]);
            }
        }
        woken.sort_unstable();
        woken.dedup();
        let found = woken.into_iter().find(|index| self.wordings[*index].is_match(text));
        found.map(|index| self.wordings[index].reason)
    }
}

impl Wording {
    fn is_match(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.pattern).ok());
        compiled.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// Pieces of text of which every match holds at least one; nothing where there are none.
fn pieces_needed(pattern: &str) -> Option<Vec<String>> {
    needed(&regex_syntax::parse(pattern).ok()?)
}

fn needed(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|all| shortest(all)),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(needed).collect();
            all.map(|all| all.concat())
        }
        _ => None,
    }
}

fn shortest(pieces: &[String]) -> usize {
    pieces.iter().map(String::len).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
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
    fn a_pattern_names_the_pieces_that_it_needs() {
        let check = |pattern: &str, expected: Option<&[&str]>| {
            let found = pieces_needed(pattern);
            let expected = expected.map(|all| all.iter().map(ToString::to_string).collect());
            assert_eq!(found, expected, "{pattern}");
        };
        check("^read more$", Some(&["read more"]));
        check("(photo|image)s?: .{2,9}$", Some(&["photo", "image"]));
        check(r"^\d+ (min )?read", Some(&["read"]));
        check(r"coment[áa]rios?", Some(&["coment"]));
        check(r"^(ad|\d+)$", None);
        check(r"\w+", None);
    }

    #[test]
    fn asleep_patterns_would_not_have_matched() {
        let lines = ["read more: bridges", "38 comments", "it rained all day.", "© 2026 post", ""];
        for text in lines {
            let awake = rows().find(|(_, pattern)| {
                Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
            });
            assert_eq!(TABLE.reason(text), awake.map(|(reason, _)| reason), "{text}");
        }
    }
}
