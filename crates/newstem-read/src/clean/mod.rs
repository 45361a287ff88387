//! Furniture in text: lines of the page that are not the article, marked with the reason.
//!
//! Three kinds of evidence, cheapest first: how a line is worded (a table of patterns), what shape
//! it has and where it stands (menus, lists of links after the last paragraph, the outlet speaking
//! of itself), and whether its outlet repeats it under other articles. Measured, word list and
//! repeats together lose a fifth of a percent of real articles, where rules on punctuation alone
//! lose 5 % and density rules 11 %. Sub-headings, bylines, datelines and source lines are body.
//!
//! Where it fails: a pitch worded like a sentence of the article and printed only once, and a
//! link that is itself a full sentence.

mod line;
mod place;
mod wording;

use newstem::Furniture;

use crate::context::Context;
use crate::decode::is_stray_control;
use crate::document::{Document, Extent};
use line::Line;

/// If more than this part of a text's characters would go, all of it is kept.
const REMOVED_SHARE_MAX: f64 = 0.6;
/// The headline is looked for in so many first lines.
const TITLE_LINES: usize = 6;

/// A whole sentence that an outlet repeats is furniture only so near to either end.
const EDGE_LINES: usize = 4;

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cleaned {
    /// The article's paragraphs, separated by `\n`.
    pub(crate) body: String,
    /// The lines taken away, in their order.
    pub(crate) furniture: Vec<Furniture>,
    /// True where so much looked like furniture that nothing was taken away.
    pub(crate) kept_whole: bool,
}

/// Takes the furniture out of a document's text.
pub(crate) fn clean(document: &Document, context: &Context) -> Cleaned {
    let text = normalised(&document.text);
    let lines = lines_of(&text, &document.title);
    let reasons = reasons(&lines, document, context);
    if is_too_much(&lines, &reasons) {
        return whole(&lines);
    }
    let mut cleaned = Cleaned::default();
    let mut kept = Vec::new();
    for (line, reason) in lines.iter().zip(reasons) {
        match reason {
            Some(reason) => cleaned.furniture.push(Furniture {
                text: line.text.to_owned(),
                reason: reason.to_owned(),
            }),
            None => kept.push(line.text),
        }
    }
    cleaned.body = kept.join("\n");
    cleaned
}

fn whole(lines: &[Line<'_>]) -> Cleaned {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    Cleaned {
        body: texts.join("\n"),
        furniture: Vec::new(),
        kept_whole: true,
    }
}

/// One kind of line end, and none of the characters that no reader sees.
fn normalised(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let one_end = text.replace(
        ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'],
        "\n",
    );
    let unseen = |c: char| is_stray_control(c) || matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}');
    one_end.replace(unseen, "")
}

fn lines_of<'a>(text: &'a str, title: &str) -> Vec<Line<'a>> {
    let lines = text
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let mut lines: Vec<Line<'a>> = lines.map(Line::new).collect();
    let title = Line::new(title);
    let head = lines.iter().take(TITLE_LINES);
    let printed = head
        .enumerate()
        .find(|(_, line)| !title.words.is_empty() && line.words == title.words);
    if let Some(at) = printed.map(|(at, _)| at) {
        lines.remove(at);
    }
    lines
}

fn reasons(
    lines: &[Line<'_>],
    document: &Document,
    context: &Context,
) -> Vec<Option<&'static str>> {
    let mut reasons: Vec<Option<&'static str>> = lines.iter().map(own_reason).collect();
    place::mark_outlet_lines(lines, document.outlet.as_deref(), &mut reasons);
    mark_repeats(lines, document, context, &mut reasons);
    if document.extent == Extent::WholePage {
        place::mark_lists(lines, &mut reasons);
        place::mark_tail(lines, &mut reasons);
    }
    reasons
}

/// The reason that a line gives by its own wording and shape.
fn own_reason(line: &Line<'_>) -> Option<&'static str> {
    wording::reason(line).or_else(|| line.shape_reason())
}

fn mark_repeats(
    lines: &[Line<'_>],
    document: &Document,
    context: &Context,
    reasons: &mut [Option<&'static str>],
) {
    let edge = |index: usize| index < EDGE_LINES || index + EDGE_LINES >= lines.len();
    for (index, (line, reason)) in lines.iter().zip(reasons).enumerate() {
        let may_be = line.words.len() > 1 && (edge(index) || !line.is_paragraph());
        if reason.is_none() && may_be && context.is_repeated(document, line.text) {
            *reason = Some("repeated-line");
        }
    }
}

fn is_too_much(lines: &[Line<'_>], reasons: &[Option<&'static str>]) -> bool {
    let size = |line: &Line<'_>| line.text.chars().count();
    let all: usize = lines.iter().map(size).sum();
    let removed = lines
        .iter()
        .zip(reasons)
        .filter(|(_, reason)| reason.is_some());
    let removed: usize = removed.map(|(line, _)| size(line)).sum();
    removed as f64 > REMOVED_SHARE_MAX * all as f64
}
