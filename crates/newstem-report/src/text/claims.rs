//! The claims of a story: how many sources stand behind each, and who gives which value.

use newstem::Story;
use newstem::claim::{Claim, Status};

use super::page::{Margin, Page, Style, span};
use super::{FOLD_AFTER, heading, write_more};
use crate::ancestry::Ancestry;
use crate::claims;
use crate::names::Names;
use crate::words;

/// Characters shown of a statement or a value.
const STATEMENT_LIMIT: usize = 200;

/// Writes the claims that an editor should check first.
pub(super) fn write(page: &mut Page, story: &Story, names: &Names, ancestry: &Ancestry) {
    let claims = &story.claims;
    if claims.is_empty() {
        return;
    }
    heading(page, &words::count(claims.len(), "claim", "claims"));
    for claim in claims.iter().take(FOLD_AFTER) {
        write_claim(page, claim, names, ancestry);
    }
    write_more(page, FOLD_AFTER, claims.len());
}

fn write_claim(page: &mut Page, claim: &Claim, names: &Names, ancestry: &Ancestry) {
    let statement = words::clip(&claim.statement, STATEMENT_LIMIT);
    page.paragraph(&Margin::hanging("  ", 1), &[span(Style::Plain, &statement)]);
    let standing = [span(style(claim.status), &claims::standing(claim))];
    page.paragraph(&Margin::even("      "), &standing);
    for given in claims::values(claim) {
        let value = format!("{}:", words::clip(&claims::label(&given, claim), STATEMENT_LIMIT));
        let articles = names.list(given.articles.iter().copied());
        let line = [span(Style::Bold, &value), span(Style::Dim, &articles)];
        page.paragraph(&Margin::hanging("      ", 2), &line);
    }
    for change in claims::changes(claim, ancestry) {
        let line = [span(Style::Bad, &claims::change_in_words(&change, names))];
        page.paragraph(&Margin::hanging("      ", 2), &line);
    }
}

fn style(status: Status) -> Style {
    match status {
        Status::Agree => Style::Good,
        Status::Conflict => Style::Bad,
    }
}
