//! A story in short, before its tree: what was changed, and what the articles disagree about.

use newstem::Story;

use super::page::{Margin, Page, Style, span};
use crate::ancestry::Ancestry;
use crate::brief::{self, Line};
use crate::names::Names;

/// Lines shown of one question; the rest stands below.
const LINES_MAX: usize = 3;

/// Writes the answers that there are.
pub(super) fn write(page: &mut Page, story: &Story, names: &Names, ancestry: &Ancestry) {
    write_answers(page, "Quote changed:", &brief::changed_quotes(story, names, ancestry));
    write_answers(page, "Value changed:", &brief::changed_values(story, names, ancestry));
    write_answers(page, "Disputed:", &brief::disputes(story, names, ancestry));
}

fn write_answers(page: &mut Page, question: &str, lines: &[Line]) {
    for line in lines.iter().take(LINES_MAX) {
        let line = [span(Style::Bad, question), span(Style::Plain, &line.text)];
        page.paragraph(&Margin::hanging("", 2), &line);
    }
    if lines.len() > LINES_MAX {
        let more = format!("{question} {} more, below", lines.len() - LINES_MAX);
        page.paragraph(&Margin::hanging("", 2), &[span(Style::Dim, &more)]);
    }
}
