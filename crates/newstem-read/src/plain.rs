//! Patterns, and lines as patterns read them: most of both in ASCII alone.
//!
//! A pattern that asks where words begin and end is searched ten times slower in a line that holds
//! anything beyond ASCII, and most such lines hold nothing else of it than curly quotes, dashes and
//! the like. Each of these marks gives its place to a control character of its own, in lines and
//! patterns alike. Neither is a letter, a digit or white space, so a pattern matches where it
//! matched before; control characters that a line holds itself become one that stands for nothing,
//! as no pattern asks for any. Rejected: bounds of words by ASCII alone, which finds some within
//! words.
//!
//! In a line that is ASCII then, what of a pattern lies beyond it cannot match. Without that, the
//! letters of all alphabets above all, a pattern is compiled in a fraction of the time; whole it is
//! compiled when a line first holds other letters.
//!
//! Where it fails: lines with letters beyond ASCII take the time that they took.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition,
};

/// The marks of print beyond ASCII that most lines hold, if any.
const MARKS: [char; 11] = ['‘', '’', '“', '”', '„', '«', '»', '–', '—', '…', '•'];
/// The first of the control characters that stand for them.
const FIRST_STAND_IN: u8 = 0x0e;
/// The control character that stands for nothing.
const NO_MARK: char = '\x7f';

/// True of a mark for which something stands.
pub(crate) fn is_mark(character: char) -> bool {
    MARKS.contains(&character)
}

fn plain(character: char) -> char {
    let stand_ins = FIRST_STAND_IN..FIRST_STAND_IN + MARKS.len() as u8;
    let mut marks = MARKS.iter().zip(stand_ins.clone());
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && stand_ins.contains(&byte) => NO_MARK,
        Ok(byte) if byte.is_ascii() => character,
        _ => marks.find(|(mark, _)| **mark == character).map_or(character, |(_, it)| it.into()),
    }
}

/// A pattern for plain lines, compiled when it is first needed.
pub(crate) struct Pattern {
    source: String,
    whole: OnceLock<Option<Regex>>,
    /// What of it can match in ASCII.
    ascii: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern that is written so for lines as they are printed.
    pub(crate) fn new(written: &str) -> Self {
        let source = written.chars().map(plain).collect();
        Self { source, whole: OnceLock::new(), ascii: OnceLock::new() }
    }

    /// As it is written for plain lines.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The pattern to search this text with; nothing where it is broken.
    pub(crate) fn for_text(&self, text: &str) -> Option<&Regex> {
        let whole = || Regex::new(&self.source).ok();
        let ascii =
            || Regex::new(&in_ascii(regex_syntax::parse(&self.source).ok()?).to_string()).ok();
        let compiled = if text.is_ascii() {
            self.ascii.get_or_init(ascii)
        } else {
            self.whole.get_or_init(whole)
        };
        compiled.as_ref()
    }
}

/// What of a pattern can match in ASCII, and only what matches there.
fn in_ascii(part: Hir) -> Hir {
    match part.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) if literal.0.is_ascii() => Hir::literal(literal.0),
        HirKind::Literal(_) => Hir::fail(),
        HirKind::Class(Class::Unicode(mut class)) => {
            class.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', '\x7f')]));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(Look::WordUnicode) => Hir::look(Look::WordAscii),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(Repetition { sub, min, max, greedy }) => {
            Hir::repetition(Repetition { sub: Box::new(in_ascii(*sub)), min, max, greedy })
        }
        HirKind::Capture(Capture { sub, index, name }) => {
            Hir::capture(Capture { sub: Box::new(in_ascii(*sub)), index, name })
        }
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(in_ascii).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(in_ascii).collect()),
    }
}

/// A line, and how patterns read it.
pub(crate) struct Plain<'a> {
    /// The line as it is printed.
    pub(crate) line: &'a str,
    /// The line as patterns read it.
    pub(crate) text: Cow<'a, str>,
    /// For each stand-in its end, and by how many bytes the text is shorter up to there.
    shorter: Vec<(usize, usize)>,
}

impl<'a> Plain<'a> {
    /// Makes a line plain.
    pub(crate) fn of(line: &'a str) -> Self {
        let mut shorter = Vec::new();
        if line.chars().all(|character| plain(character) == character) {
            return Self { line, text: Cow::Borrowed(line), shorter };
        }
        let mut text = String::with_capacity(line.len());
        for (at, character) in line.char_indices() {
            text.push(plain(character));
            let end = at + character.len_utf8();
            if end - text.len() > shorter.last().map_or(0, |(_, bytes)| *bytes) {
                shorter.push((text.len(), end - text.len()));
            }
        }
        Self { line, text: Cow::Owned(text), shorter }
    }

    /// Where a part of the text stands in the line.
    pub(crate) fn printed(&self, part: Range<usize>) -> Range<usize> {
        self.place(part.start)..self.place(part.end)
    }

    fn place(&self, at: usize) -> usize {
        let before = self.shorter.partition_point(|(end, _)| *end <= at);
        let shorter = before.checked_sub(1).map_or(0, |last| self.shorter[last].1);
        at + shorter
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{Pattern, Plain};

    #[test]
    fn a_part_of_the_text_is_found_in_the_line() {
        let check = |line: &str| {
            let made = Plain::of(line);
            let ends = made.text.char_indices().map(|(at, _)| at).chain([made.text.len()]);
            let places: Vec<usize> = ends.map(|at| made.printed(at..at).start).collect();
            let expected: Vec<usize> =
                line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
            assert_eq!(places, expected, "{line}");
        };
        check("");
        check("It rained.");
        check("“It’s – well … «été»,” he said.”");
        check("a\u{e}\u{18}’b\u{7f}");
    }

    /// What a pattern finds in a plain line is what it finds in the line.
    #[test]
    fn patterns_match_where_they_matched() {
        let patterns = [
            r"\b(\w[’'-]?)+\b",
            r"(?i)[,”]\s(?:as )?(the )?it\b",
            r"[—–-]\s?\p{Lu}\W*$",
            r"^[^()•]{2,9}",
            r".{0,3}[^.”]$",
            r"\B.\B",
            r"(?i)(it|[él]té|k+)\b",
        ];
        let lines = [
            "“It’s the ferry’s,” it said — A",
            "‘Été’ • «L’été» – É…",
            "a\u{e}b\u{f}’c \u{7f}-A",
            "plain, IT. \u{212a} k",
            "plain, IT",
        ];
        for (written, line) in patterns.iter().flat_map(|one| lines.map(|line| (one, line))) {
            let (pattern, made) = (Pattern::new(written), Plain::of(line));
            let pattern = pattern.for_text(&made.text).expect("the pattern is sound");
            let found = pattern.find_iter(&made.text).map(|found| made.printed(found.range()));
            let expected = Regex::new(written).expect("the pattern is sound");
            let expected = expected.find_iter(line).map(|found| found.range());
            assert!(found.eq(expected), "{written} {line}");
        }
    }
}
