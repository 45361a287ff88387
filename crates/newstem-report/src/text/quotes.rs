//! The quotes of a story: the wording at the top, who said it, and what became of it.

use newstem::Story;
use newstem::quote::{Fidelity, Quote};

use super::page::{Margin, Page, Style, span};
use super::{FOLD_AFTER, heading, write_more};
use crate::ancestry::Ancestry;
use crate::names::Names;
use crate::quotes::{self, Told, Variant};
use crate::words;

/// Characters shown of a wording.
const WORDING_LIMIT: usize = 300;

/// Writes the quotes that most articles carry.
pub(super) fn write(page: &mut Page, story: &Story, names: &Names, ancestry: &Ancestry) {
    let quotes = quotes::by_reach(story);
    if quotes.is_empty() {
        return;
    }
    heading(page, &words::count(quotes.len(), "quote", "quotes"));
    for quote in quotes.iter().take(FOLD_AFTER) {
        if let Some(told) = quotes::told(quote, ancestry) {
            write_quote(page, quote, &told, names);
        }
    }
    write_more(page, FOLD_AFTER, quotes.len());
}

fn write_quote(page: &mut Page, quote: &Quote, told: &Told, names: &Names) {
    let wording = words::clip(&told.top.text, WORDING_LIMIT);
    let wording = quotes::marked(&wording, told.top.form);
    page.paragraph(&Margin::hanging("  ", 1), &[span(Style::Plain, &wording)]);
    let attribution = quotes::attribution(quote);
    page.paragraph(&Margin::even("      "), &[span(Style::Bold, &attribution)]);
    for variant in &told.variants {
        write_variant(page, variant, names);
    }
}

fn write_variant(page: &mut Page, variant: &Variant, names: &Names) {
    let whereabouts = quotes::whereabouts(variant, names);
    let mut line = Vec::new();
    match variant.text {
        Some(text) => {
            let text = quotes::marked(&words::clip(text, WORDING_LIMIT), variant.form);
            line.push(span(style(variant.fidelity), &format!("{whereabouts}:")));
            line.push(span(Style::Plain, &text));
        }
        None => line.push(span(style(variant.fidelity), &whereabouts)),
    }
    page.paragraph(&Margin::hanging("      ", 2), &line);
}

fn style(fidelity: Fidelity) -> Style {
    match fidelity {
        Fidelity::Verbatim => Style::Dim,
        Fidelity::Truncated => Style::Doubtful,
        Fidelity::Altered | Fidelity::Misattributed => Style::Bad,
    }
}
