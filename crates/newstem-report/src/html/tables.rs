//! The quotes and the claims of a story.

use newstem::Story;
use newstem::claim::{Claim, Status};
use newstem::quote::{Fidelity, Quote};

use super::markup::Markup;
use crate::ancestry::Ancestry;
use crate::claims;
use crate::names::Names;
use crate::quotes::{self, Told, Variant};
use crate::words;

/// Writes every quote with what became of it.
pub(super) fn write_quotes(page: &mut Markup, story: &Story, names: &Names, ancestry: &Ancestry) {
    let quotes = quotes::by_reach(story);
    if quotes.is_empty() {
        return;
    }
    let count = words::count(quotes.len(), "quote", "quotes");
    page.leaf("h3", &[], &count);
    for quote in quotes {
        if let Some(told) = quotes::told(quote, ancestry) {
            write_quote(page, quote, &told, names);
        }
    }
}

fn write_quote(page: &mut Markup, quote: &Quote, told: &Told, names: &Names) {
    page.element("div", &[("class", "entry")], |page| {
        let wording = quotes::marked(&told.top.text, told.top.form);
        page.leaf("p", &[("class", "wording"), ("dir", "auto")], &wording);
        page.leaf("p", &[("class", "how")], &quotes::attribution(quote));
        page.element("table", &[], |page| {
            write_columns(page, &["What became of it", "In", "Words"]);
            page.element("tbody", &[], |page| {
                for variant in &told.variants {
                    page.element("tr", &[], |page| write_variant(page, variant, names));
                }
            });
        });
    });
}

fn write_variant(page: &mut Markup, variant: &Variant, names: &Names) {
    let class = fidelity_class(variant.fidelity);
    page.leaf("th", &[("scope", "row"), ("class", class)], &variant.manner);
    page.leaf("td", &[], &names.list(variant.articles.iter().copied()));
    let text = variant.text.map(|text| quotes::marked(text, variant.form));
    page.leaf("td", &[("dir", "auto")], &text.unwrap_or_default());
}

fn fidelity_class(fidelity: Fidelity) -> &'static str {
    match fidelity {
        Fidelity::Verbatim => "good",
        Fidelity::Truncated => "doubt",
        Fidelity::Altered | Fidelity::Misattributed => "bad",
    }
}

/// Writes every claim with its values side by side.
pub(super) fn write_claims(page: &mut Markup, story: &Story, names: &Names, ancestry: &Ancestry) {
    let claims = &story.claims;
    if claims.is_empty() {
        return;
    }
    let count = words::count(claims.len(), "claim", "claims");
    page.leaf("h3", &[], &count);
    for claim in claims {
        write_claim(page, claim, names, ancestry);
    }
}

fn write_claim(page: &mut Markup, claim: &Claim, names: &Names, ancestry: &Ancestry) {
    page.element("div", &[("class", "entry")], |page| {
        page.leaf("p", &[("class", "wording"), ("dir", "auto")], &claim.statement);
        let class = status_class(claim.status);
        page.leaf("p", &[("class", class)], &claims::standing(claim));
        write_values(page, claim, names);
        for change in claims::changes(claim, ancestry) {
            let text = claims::change_in_words(&change, names);
            page.leaf("p", &[("class", "how bad")], &text);
        }
    });
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Agree => "how good",
        Status::Conflict => "how bad",
    }
}

fn write_values(page: &mut Markup, claim: &Claim, names: &Names) {
    page.element("table", &[], |page| {
        write_columns(page, &["Value", "In"]);
        page.element("tbody", &[], |page| {
            for given in claims::values(claim) {
                page.element("tr", &[], |page| {
                    page.leaf("th", &[("scope", "row")], &claims::label(&given, claim));
                    page.leaf("td", &[], &names.list(given.articles.iter().copied()));
                });
            }
        });
    });
}

fn write_columns(page: &mut Markup, columns: &[&str]) {
    page.element("thead", &[], |page| {
        page.element("tr", &[], |page| {
            for column in columns {
                page.leaf("th", &[("scope", "col")], column);
            }
        });
    });
}
