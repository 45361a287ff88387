//! Which of many patterns can match a line at all, told by the pieces of text that each needs.
//!
//! All pieces are looked for at once (Aho and Corasick 1975). Most lines hold none, and most piles
//! wake few patterns, so that most are never even compiled. Rejected: one automaton of all
//! patterns, which takes as long to compile.

use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Hir, HirKind};

/// The pieces that patterns need, without regard to case.
pub(crate) struct Pieces {
    automaton: Option<AhoCorasick>,
    /// For each piece the pattern that needs it or one like it.
    wakes: Vec<usize>,
    /// Patterns that need nothing in particular.
    always: Vec<usize>,
}

impl Pieces {
    /// The pieces of patterns, which are known by their places from now on.
    pub(crate) fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Self {
        let (mut all, mut wakes, mut always) = (Vec::new(), Vec::new(), Vec::new());
        for (index, pattern) in patterns.enumerate() {
            match pieces_needed(pattern) {
                None => always.push(index),
                Some(needed) => {
                    wakes.extend(needed.iter().map(|_| index));
                    all.extend(needed.iter().map(|piece| piece.to_lowercase()));
                }
            }
        }
        Self { automaton: AhoCorasick::new(&all).ok(), wakes, always }
    }

    /// The places of the patterns that can match a line, which is given in small letters.
    pub(crate) fn woken_by(&self, line: &str) -> Vec<usize> {
        let mut woken = self.always.clone();
        if let Some(automaton) = &self.automaton {
            let found = automaton.find_overlapping_iter(line);
            woken.extend(found.map(|piece| self.wakes[piece.pattern().as_usize()]));
        }
        woken.sort_unstable();
        woken.dedup();
        woken
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
    fn a_line_wakes_what_can_match_it() {
        let pieces = Pieces::of(["^Read more", r"\d+", "(photo|image):"].into_iter());
        assert_eq!(pieces.woken_by("an image: read more"), [0, 1, 2]);
        assert_eq!(pieces.woken_by("it rained."), [1]);
    }
}
