//! The trace as text for a terminal.
//!
//! Written to be read top to bottom: for each story who derives from whom, then what was said,
//! then what is asserted. A long story folds, because a screen that scrolls past is not read; the
//! JSON form has everything. Colour only repeats what the words already say.

mod brief;
pub mod check;
mod claims;
pub mod explain;
mod page;
mod quotes;
mod tree;

use std::collections::BTreeMap;

use newstem::{Article, Story, Trace};

use crate::ancestry::Ancestry;
use crate::family::Family;
use crate::names::{self, Names};
use crate::{overview, words};
use page::{Margin, Page, Style, span};

/// Whether to write colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Words only.
    #[default]
    Off,
    /// ANSI escape sequences.
    On,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// Whether to write colours; off by default.
    pub color: Color,
    /// Width of a line in terminal cells; 80 by default.
    pub width: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { color: Color::Off, width: 80 }
    }
}

/// Quotes, and claims, shown of one story before "and n more".
const FOLD_AFTER: usize = 12;

/// Where the folded rest can be read.
const UNFOLD_HINT: &str = "(use --format json, or --format html)";

/// Writes a trace as text.
pub fn render(trace: &Trace, options: &TextOptions) -> String {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    let mut page = Page::new(options);
    write_summary(&mut page, trace);
    for story in overview::told(trace) {
        write_story(&mut page, trace, story, &articles);
    }
    write_alone(&mut page, trace);
    page.finish()
}

fn write_summary(page: &mut Page, trace: &Trace) {
    page.paragraph(&Margin::even(""), &[span(Style::Dim, &overview::summary(trace))]);
    if let Some(left_out) = overview::left_out(&trace.statistics) {
        page.paragraph(&Margin::even(""), &[span(Style::Doubtful, &left_out)]);
    }
}

fn write_story(page: &mut Page, trace: &Trace, story: &Story, articles: &BTreeMap<&str, &Article>) {
    let names = Names::of(story, articles);
    let ancestry = Ancestry::of(&story.tree);
    page.gap();
    page.paragraph(&Margin::even(""), &[span(Style::Bold, &story.headline)]);
    page.paragraph(&Margin::even(""), &[span(Style::Plain, &overview::measure(trace, story))]);
    for circle in overview::circles(story) {
        page.paragraph(&Margin::even(""), &[span(Style::Bad, &circle)]);
    }
    brief::write(page, story, &names, &ancestry);
    tree::write(page, story, &Family::of(story, articles), &names);
    quotes::write(page, story, &names, &ancestry);
    claims::write(page, story, &names, &ancestry);
}

fn heading(page: &mut Page, text: &str) {
    page.gap();
    page.paragraph(&Margin::even(""), &[span(Style::Bold, text)]);
}

fn write_more(page: &mut Page, shown: usize, total: usize) {
    if total <= shown {
        return;
    }
    let more = format!("… and {} more {UNFOLD_HINT}", total - shown);
    page.paragraph(&Margin::even("  "), &[span(Style::Dim, &more)]);
}

fn write_alone(page: &mut Page, trace: &Trace) {
    let alone = overview::alone(trace);
    if alone.is_empty() {
        return;
    }
    let count = words::count(alone.len(), "article", "articles");
    heading(page, &format!("On their own: {count}"));
    for article in alone {
        let origin = format!(
            "· {} · {}",
            names::outlet(article),
            words::moment(article.published.as_deref())
        );
        let line = [
            span(Style::Plain, &names::title(article)),
            span(Style::Dim, &origin),
            span(Style::Dim, &names::tag(&article.id)),
        ];
        page.paragraph(&Margin::hanging("  ", 2), &line);
    }
}
