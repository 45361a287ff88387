//! Paragraphs of styled words, wrapped into a column.
//!
//! Width is counted as a terminal counts it: wide characters two cells, combining ones none. A
//! word wider than the column is broken between characters as a reader counts them, which also
//! breaks scripts written without spaces. Indentation that would leave no column is cut back, so
//! a deep tree stays legible at the price of its deepest lines standing at one depth.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Color, TextOptions};
use crate::words;

/// No column is narrower than this, whatever the width asked for.
const COLUMN_CELLS_MIN: usize = 24;

/// How words look where colour is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Dim,
    Good,
    Doubtful,
    Bad,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\x1b[1m",
            Self::Dim => "\x1b[2m",
            Self::Good => "\x1b[32m",
            Self::Doubtful => "\x1b[33m",
            Self::Bad => "\x1b[31m",
        }
    }
}

/// Some words in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    style: Style,
    text: String,
}

/// Words in a style; whatever could steer a terminal is dropped here.
pub(super) fn span(style: Style, text: &str) -> Span {
    Span { style, text: words::plain(text) }
}

/// What stands left of a paragraph: before its first line and before the others.
#[derive(Clone, Debug)]
pub(super) struct Margin {
    pub(super) first: String,
    pub(super) rest: String,
}

impl Margin {
    /// The same before every line.
    pub(super) fn even(margin: &str) -> Self {
        Self { first: margin.to_owned(), rest: margin.to_owned() }
    }

    /// Further lines stand `cells` deeper than the first.
    pub(super) fn hanging(margin: &str, cells: usize) -> Self {
        Self { first: margin.to_owned(), rest: format!("{margin}{:cells$}", "") }
    }
}

/// The text written so far.
pub(super) struct Page {
    out: String,
    width: usize,
    color: Color,
}

impl Page {
    pub(super) fn new(options: &TextOptions) -> Self {
        Self {
            out: String::new(),
            width: options.width.max(COLUMN_CELLS_MIN),
            color: options.color,
        }
    }

    /// Everything written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.out.push('\n');
    }

    /// How deep a margin may be before its column gets too narrow, in cells.
    pub(super) fn margin_cells_max(&self) -> usize {
        self.width.saturating_sub(2 * COLUMN_CELLS_MIN)
    }

    /// A paragraph; the spans are joined by spaces.
    pub(super) fn paragraph(&mut self, margin: &Margin, spans: &[Span]) {
        let margin_cells = margin.first.width().max(margin.rest.width());
        let column = self.width.saturating_sub(margin_cells).max(COLUMN_CELLS_MIN);
        let lines = wrap(spans, column);
        for (index, line) in lines.iter().enumerate() {
            let before = if index == 0 { &margin.first } else { &margin.rest };
            self.line(before, line);
        }
    }

    fn line(&mut self, margin: &str, line: &[Span]) {
        self.styled(Style::Dim, margin);
        for (index, run) in runs(line).iter().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.styled(run.style, &run.text);
        }
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.color == Color::Off || style == Style::Plain || text.trim().is_empty() {
            self.out.push_str(text);
            return;
        }
        self.out.push_str(style.code());
        self.out.push_str(text);
        self.out.push_str("\x1b[0m");
    }
}

/// Lines of words, each line at most `column` cells wide.
fn wrap(spans: &[Span], column: usize) -> Vec<Vec<Span>> {
    let mut lines = Vec::new();
    let mut line: Vec<Span> = Vec::new();
    let mut used = 0;
    for word in spans.iter().flat_map(|span| words_of(span, column)) {
        let width = word.text.width();
        if !line.is_empty() && used + 1 + width > column {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        used += width + usize::from(!line.is_empty());
        line.push(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn words_of(span: &Span, column: usize) -> Vec<Span> {
    let mut pieces = Vec::new();
    for word in span.text.split(' ').filter(|word| !word.is_empty()) {
        pieces
            .extend(broken(word, column).into_iter().map(|text| Span { style: span.style, text }));
    }
    pieces
}

/// The word in pieces of at most `column` cells.
fn broken(word: &str, column: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for character in word.graphemes(true) {
        if !piece.is_empty() && piece.width() + character.width() > column {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push_str(character);
    }
    pieces.push(piece);
    pieces
}

/// Neighbouring words of one style as one.
fn runs(line: &[Span]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for word in line {
        match runs.last_mut() {
            Some(run) if run.style == word.style => {
                run.text.push(' ');
                run.text.push_str(&word.text);
            }
            _ => runs.push(word.clone()),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: usize, text: &str, expected: &[&str]) {
        let mut page = Page::new(&TextOptions { color: Color::Off, width });
        page.paragraph(&Margin::hanging("> ", 2), &[span(Style::Bold, text)]);
        let written = page.finish();
        assert_eq!(written.lines().collect::<Vec<_>>(), expected);
        assert!(written.lines().all(|line| line.width() <= width));
    }

    #[test]
    fn lines_stay_within_the_width() {
        check(28, "one two three four five six", &["> one two three four five", ">   six"]);
        // Wide characters take two cells and may be broken anywhere.
        check(
            28,
            "東京都知事は水曜日に新しい計画を発表した",
            &["> 東京都知事は水曜日に新し", ">   い計画を発表した"],
        );
        // A combining accent takes none and stays with its letter.
        let accented = "e\u{301}".repeat(25);
        let first = format!("> {}", "e\u{301}".repeat(24));
        check(28, &accented, &[&first, ">   e\u{301}"]);
        // What steers a terminal is gone before anything is counted.
        check(28, "a\x1b]0;title\x07b", &["> a]0;titleb"]);
    }

    #[test]
    fn colour_is_closed_on_every_line() {
        let mut page = Page::new(&TextOptions { color: Color::On, width: 24 });
        let words = [span(Style::Bold, "a b"), span(Style::Plain, "c")];
        page.paragraph(&Margin::even(""), &words);
        assert_eq!(page.finish(), "\x1b[1ma b\x1b[0m c\n");
    }
}
