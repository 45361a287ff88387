//! How the watched sources fare, and what was skipped; for who may write, a form to add and remove
//! sources.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use newstem_fetch::redacted_text;
use newstem_report::html::markup::Markup;
use newstem_store::{Moment, Skipped};
use serde::Deserialize;

use super::carried::{self, carried};
use super::looker::Looker;
use super::shell::{self, short_time};
use super::signing::write_sign_in;
use crate::api::{
    App, Filled, NewSource, SourceStatus, add_source, read, remove_source, shown_to, status_of,
};

/// So much of what was skipped is shown.
const SKIPPED_SHOWN: u32 = 50;

/// What the forms send.
#[derive(Debug, Deserialize)]
pub struct Given {
    #[serde(default)]
    source: String,
}

/// The page.
pub async fn sources(State(app): State<App>, looker: Looker) -> Response {
    let found = read(&app, |reader| Ok((reader.sources()?, reader.skipped(None, SKIPPED_SHOWN)?)));
    match found.await {
        Err(error) => shell::failure(looker, &error),
        Ok((sources, skipped)) => shell::page(looker, "Sources", |page| {
            let shown = sources.into_iter().map(|source| status_of(shown_to(looker, source)));
            let sources: Vec<SourceStatus> = shown.collect();
            write_sources(page, &sources, looker);
            write_forms(page, &sources, looker);
            write_skipped(page, &skipped, looker);
        }),
    }
}

/// Takes a source from the form.
pub async fn add(State(app): State<App>, looker: Looker, Filled(given): Filled<Given>) -> Response {
    match add_source(&app, NewSource { source: given.source, kind: None }).await {
        Ok(_) => Redirect::to("/sources").into_response(),
        Err(error) => shell::failure(looker, &error),
    }
}

/// Removes a source.
pub async fn remove(
    State(app): State<App>,
    looker: Looker,
    Filled(given): Filled<Given>,
) -> Response {
    match remove_source(&app, carried::read(&given.source)).await {
        Ok(()) => Redirect::to("/sources").into_response(),
        Err(error) => shell::failure(looker, &error),
    }
}

fn write_sources(page: &mut Markup, sources: &[SourceStatus], looker: Looker) {
    if sources.is_empty() {
        let told = match looker {
            Looker::MayWrite => "No source is watched yet. Add one below.",
            Looker::OnlyReads => "No source is watched. Articles come in through the API only.",
        };
        page.leaf("p", &[], told);
        return;
    }
    page.element("table", &[("class", "wide")], |page| {
        write_row(page, "th", &["Source", "State", "Last read", "Articles", "Last error"]);
        sources.iter().for_each(|one| write_source(page, one));
    });
}

fn write_source(page: &mut Markup, one: &SourceStatus) {
    let moment = |moment: &Option<Moment>| {
        moment.as_ref().map_or("never".to_owned(), |m| short_time(m.as_str()))
    };
    let source = &one.source;
    let error = match &source.last_error {
        Some(error) => format!("{} ({})", error, moment(&source.last_error_at)),
        None => String::new(),
    };
    let articles = source.articles.to_string();
    let last = moment(&source.last_success);
    write_row(page, "td", &[&source.source, &state_of(one), &last, &articles, &error]);
}

/// Whether a source is read just now or waits, and for how long.
fn state_of(one: &SourceStatus) -> String {
    let failing = match one.failures {
        0 => String::new(),
        1 => ", failed once".to_owned(),
        times => format!(", failed {times} times in a row"),
    };
    match &one.next_at {
        Some(at) => format!("waiting, next at {} UTC{failing}", short_time(at.as_str())),
        None => format!("being read{failing}"),
    }
}

fn write_row(page: &mut Markup, cell: &'static str, texts: &[&str]) {
    page.element("tr", &[], |page| {
        texts.iter().for_each(|text| page.leaf(cell, &[("dir", "auto")], text));
    });
}

fn write_forms(page: &mut Markup, sources: &[SourceStatus], looker: Looker) {
    page.leaf("h2", &[], "Change what is watched");
    if looker == Looker::OnlyReads {
        return write_sign_in(page, "/sources");
    }
    write_adding(page);
    if !sources.is_empty() {
        write_removing(page, sources);
    }
}

fn write_adding(page: &mut Markup) {
    let form = [("action", "/sources"), ("method", "post"), ("class", "ask")];
    page.element("form", &form, |page| {
        page.element("label", &[], |page| {
            page.text("Address of a feed or sitemap; sitemap: before it, where it does not look like one ");
            page.void("input", &[("type", "text"), ("name", "source"), ("required", "required")]);
        });
        page.leaf("button", &[("type", "submit")], "Add");
    });
}

fn write_removing(page: &mut Markup, sources: &[SourceStatus]) {
    let form = [("action", "/sources/remove"), ("method", "post"), ("class", "ask")];
    page.element("form", &form, |page| {
        page.element("label", &[], |page| {
            page.text("No longer watched; what it brought stays ");
            page.element("select", &[("name", "source")], |page| {
                for one in sources {
                    let name = one.source.source.as_str();
                    page.leaf("option", &[("value", &carried(name))], name);
                }
            });
        });
        page.leaf("button", &[("type", "submit")], "Remove");
    });
}

fn write_skipped(page: &mut Markup, skipped: &[Skipped], looker: Looker) {
    page.leaf("h2", &[], "What was skipped");
    if skipped.is_empty() {
        page.leaf("p", &[], "Nothing.");
    }
    page.element("ul", &[("class", "plain")], |page| {
        for one in skipped {
            page.element("li", &[], |page| {
                let place = format!("{} {}", one.source, one.place);
                let what = format!("{}: {}", place.trim(), one.reason);
                match looker {
                    Looker::MayWrite => page.text(&what),
                    Looker::OnlyReads => page.text(&redacted_text(&what)),
                }
                let told = format!("{} UTC · {}", short_time(one.at.as_str()), one.hint);
                page.leaf("p", &[("class", "measure")], &told);
            });
        }
    });
}
