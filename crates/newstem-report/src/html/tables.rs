//! The quotes and the claims of a story, each with all its wordings or values.

use newstem::claim::{Claim, Status};
use newstem::quote::{Fidelity, Quote};

use super::compared::write_pieces;
use super::markup::Markup;
use super::matrix;
use super::view::View;
use crate::claims::Given;
use crate::quotes::{self, Told, Variant};
use crate::{brief, changes, claims, words};

/// Writes every quote with what became of it.
pub(super) fn write_quotes(page: &mut Markup, view: &View) {
    let quotes = quotes::by_reach(view.story);
    if quotes.is_empty() {
        return;
    }
    let count = words::count(quotes.len(), "quote", "quotes");
    page.leaf("h3", &[("id", &view.place("quotes")), ("tabindex", "-1")], &count);
    matrix::write_quotes(page, view);
    let (shared, single): (Vec<&Quote>, Vec<&Quote>) =
        quotes.into_iter().partition(|quote| quotes::reach(quote) > 1);
    write_all(page, view, &shared);
    if single.is_empty() {
        return;
    }
    page.element("details", &[("class", "single")], |page| {
        let count = words::count(single.len(), "quote", "quotes");
        page.leaf("summary", &[], &format!("{count} in one article only"));
        write_all(page, view, &single);
    });
}

fn write_all(page: &mut Markup, view: &View, quotes: &[&Quote]) {
    for quote in quotes {
        if let Some(told) = quotes::told(quote, &view.ancestry) {
            write_quote(page, view, quote, &told);
        }
    }
}

fn write_quote(page: &mut Markup, view: &View, quote: &Quote, told: &Told) {
    let place = view.place(&quote.id);
    page.element("details", &[("class", "entry"), ("id", &place)], |page| {
        page.element("summary", &[], |page| {
            let wording = quotes::marked(&told.top.text, told.top.form);
            page.leaf("span", &[("class", "wording"), ("dir", "auto")], &wording);
            page.leaf("span", &[("class", "how")], &format!(" {}", quotes::attribution(quote)));
            if let Some(worst) = worst(told) {
                page.leaf("span", &[("class", "badge bad")], worst);
            }
        });
        page.element("table", &[], |page| {
            write_columns(page, &["What became of it", "In", "Words"]);
            page.element("tbody", &[], |page| {
                for variant in &told.variants {
                    let class = fidelity_class(variant.fidelity);
                    page.element("tr", &[("class", class)], |page| {
                        write_variant(page, view, variant, &told.top.text);
                    });
                }
            });
        });
    });
}

/// The worst that became of a quote, where that is worth a mark.
fn worst(told: &Told) -> Option<&'static str> {
    let fidelities = || told.variants.iter().map(|variant| variant.fidelity);
    if fidelities().any(|fidelity| fidelity == Fidelity::Misattributed) {
        return Some("given to another");
    }
    fidelities().any(|fidelity| fidelity == Fidelity::Altered).then_some("altered")
}

fn write_variant(page: &mut Markup, view: &View, variant: &Variant, top: &str) {
    let class = fidelity_class(variant.fidelity);
    page.leaf("th", &[("scope", "row"), ("class", class)], &variant.manner);
    page.element("td", &[], |page| view.names(page, &variant.articles));
    page.element("td", &[("dir", "auto")], |page| match variant.text {
        None => page.text(&quotes::marked(top, variant.form)),
        Some(text) => {
            write_pieces(page, "ins", &changes::compare(text, top).0);
            if variant.fidelity == Fidelity::Altered {
                write_swaps(page, text, top);
            }
        }
    });
}

/// `toy → plaything`, for every word that stands for another.
fn write_swaps(page: &mut Markup, text: &str, top: &str) {
    let swaps = changes::swaps(text, top).into_iter();
    let swaps: Vec<String> = swaps.map(|(theirs, own)| format!("{theirs} → {own}")).collect();
    if !swaps.is_empty() {
        page.leaf("div", &[("class", "how")], &words::plain(&swaps.join(", ")));
    }
}

fn fidelity_class(fidelity: Fidelity) -> &'static str {
    match fidelity {
        Fidelity::Verbatim => "good",
        Fidelity::Truncated => "doubt",
        Fidelity::Altered | Fidelity::Misattributed => "bad",
    }
}

/// Writes every claim with its values side by side.
pub(super) fn write_claims(page: &mut Markup, view: &View) {
    let claims = &view.story.claims;
    if claims.is_empty() {
        return;
    }
    let count = words::count(claims.len(), "claim", "claims");
    page.leaf("h3", &[("id", &view.place("claims")), ("tabindex", "-1")], &count);
    matrix::write_claims(page, view);
    for claim in claims {
        write_claim(page, view, claim);
    }
}

fn write_claim(page: &mut Markup, view: &View, claim: &Claim) {
    let place = view.place(&claim.id);
    page.element("details", &[("class", "entry"), ("id", &place)], |page| {
        page.element("summary", &[], |page| {
            page.leaf("span", &[("class", "subject")], &claims::subject(claim));
            page.text(" ");
            page.leaf("span", &[("class", "wording"), ("dir", "auto")], &claim.statement);
            page.text(" ");
            page.leaf("span", &[("class", status_class(claim))], &claims::standing(claim));
        });
        write_values(page, view, claim);
        for change in claims::changes(claim, &view.ancestry) {
            let text = claims::change_in_words(&change, &view.names);
            page.leaf("p", &[("class", "how bad")], &text);
        }
    });
}

fn status_class(claim: &Claim) -> &'static str {
    match claim.status {
        Status::Agree => "how good",
        Status::Conflict if brief::is_surely_disputed(claim) => "how bad",
        Status::Conflict => "how doubt",
    }
}

fn write_values(page: &mut Markup, view: &View, claim: &Claim) {
    page.element("table", &[], |page| {
        write_columns(page, &["Value", "In", "In the words of the first of them"]);
        page.element("tbody", &[], |page| {
            for given in claims::by_descent(claim, &view.ancestry) {
                page.element("tr", &[], |page| write_value(page, view, claim, &given));
            }
        });
    });
}

fn write_value(page: &mut Markup, view: &View, claim: &Claim, given: &Given) {
    page.leaf("th", &[("scope", "row")], &claims::label(given, claim));
    page.element("td", &[], |page| {
        view.names(page, &given.articles);
        let entered = claims::entered_in(given, claim, &view.ancestry);
        page.element("span", &[("class", "how")], |page| {
            if entered.is_empty() {
                page.text("; changed on the way, no source gives it");
            } else {
                page.text("; roots: ");
                view.names(page, &roots(view, &entered));
            }
        });
    });
    page.leaf("td", &[("dir", "auto")], claims::words_of(given, claim));
}

/// The roots above some articles, each once.
fn roots<'a>(view: &'a View, articles: &'a [&str]) -> Vec<&'a str> {
    let mut roots: Vec<&str> = Vec::new();
    for root in articles.iter().flat_map(|article| view.ancestry.roots(article)) {
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
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
