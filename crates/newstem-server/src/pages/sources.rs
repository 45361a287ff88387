//! How the watched sources fare, and what was skipped.

use axum::extract::State;
use axum::response::Response;
use newstem_report::html::markup::Markup;
use newstem_store::{Moment, Skipped, Source};

use super::shell::{self, short_time};
use crate::api::{App, read};

/// So much of what was skipped is shown.
const SKIPPED_SHOWN: u32 = 50;

/// The page.
pub async fn sources(State(app): State<App>) -> Response {
    let found = read(&app, |reader| Ok((reader.sources()?, reader.skipped(None, SKIPPED_SHOWN)?)));
    match found.await {
        Err(error) => shell::failure(&error),
        Ok((sources, skipped)) => shell::page("Sources", |page| {
            write_sources(page, &sources);
            write_skipped(page, &skipped);
        }),
    }
}

fn write_sources(page: &mut Markup, sources: &[Source]) {
    if sources.is_empty() {
        page.leaf("p", &[], "No source is watched. Articles come in through the API only.");
        return;
    }
    page.element("table", &[("class", "wide")], |page| {
        write_row(page, "th", &["Source", "Last read", "Articles", "Last error"]);
        for source in sources {
            let moment = |moment: &Option<Moment>| {
                moment.as_ref().map_or("never".to_owned(), |m| short_time(m.as_str()))
            };
            let error = match &source.last_error {
                Some(error) => format!("{} ({})", error, moment(&source.last_error_at)),
                None => String::new(),
            };
            let articles = source.articles.to_string();
            write_row(
                page,
                "td",
                &[&source.source, &moment(&source.last_success), &articles, &error],
            );
        }
    });
}

fn write_row(page: &mut Markup, cell: &'static str, texts: &[&str]) {
    page.element("tr", &[], |page| {
        texts.iter().for_each(|text| page.leaf(cell, &[("dir", "auto")], text));
    });
}

fn write_skipped(page: &mut Markup, skipped: &[Skipped]) {
    page.leaf("h2", &[], "What was skipped");
    if skipped.is_empty() {
        page.leaf("p", &[], "Nothing.");
    }
    page.element("ul", &[("class", "plain")], |page| {
        for one in skipped {
            page.element("li", &[], |page| {
                let place = format!("{} {}", one.source, one.place);
                page.text(&format!("{}: {}", place.trim(), one.reason));
                let told = format!("{} UTC · {}", short_time(one.at.as_str()), one.hint);
                page.leaf("p", &[("class", "measure")], &told);
            });
        }
    });
}
