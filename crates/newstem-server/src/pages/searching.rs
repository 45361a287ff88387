//! The search page.

use axum::extract::State;
use axum::response::Response;
use newstem_report::html::markup::Markup;
use serde::Deserialize;

use super::looker::Looker;
use super::names::headline;
use super::shell::{self, count, encoded};
use crate::api::{App, Asked, Found, find, work};

const SHOWN: usize = 30;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

/// The page.
pub async fn search(
    State(app): State<App>,
    looker: Looker,
    Asked(asked): Asked<Search>,
) -> Response {
    let (words, kind) = (asked.q.trim().to_owned(), asked.kind.clone());
    if words.is_empty() {
        return shell::page(looker, "Search", |page| write_form(page, &asked));
    }
    let kind = ["article", "quote", "claim"].into_iter().find(|known| *known == kind);
    let found = work(move || find(&app, &words, kind, 0, SHOWN)).await;
    match found {
        Err(error) => shell::failure(looker, &error),
        Ok((found, _)) => shell::page(looker, "Search", |page| {
            write_form(page, &asked);
            write_found(page, &found);
        }),
    }
}

fn write_form(page: &mut Markup, asked: &Search) {
    let form = [("action", "/search"), ("method", "get"), ("class", "ask"), ("role", "search")];
    page.element("form", &form, |page| {
        page.element("label", &[], |page| {
            page.text("Words, \"phrases\", +must, -must not ");
            let input = [("type", "search"), ("name", "q"), ("value", asked.q.as_str())];
            page.void("input", &input);
        });
        page.element("label", &[], |page| {
            page.text("In ");
            page.element("select", &[("name", "kind")], |page| {
                for (value, name) in
                    [("", "all"), ("article", "articles"), ("quote", "quotes"), ("claim", "claims")]
                {
                    let chosen = [("value", value), ("selected", "selected")];
                    let attributes = if value == asked.kind { &chosen[..] } else { &chosen[..1] };
                    page.leaf("option", attributes, name);
                }
            });
        });
        page.leaf("button", &[("type", "submit")], "Search");
    });
}

fn write_found(page: &mut Markup, found: &[Found]) {
    if found.is_empty() {
        page.leaf("p", &[("role", "status")], "Nothing was found.");
    }
    page.element("ol", &[("class", "found")], |page| {
        found.iter().for_each(|one| write_one(page, one));
    });
}

fn write_one(page: &mut Markup, one: &Found) {
    page.element("li", &[], |page| {
        let address = match (&one.article, &one.story, &one.item) {
            (Some(article), ..) => format!("/articles/{}", encoded(article)),
            (None, Some(story), Some(item)) => format!("/stories/{story}#{story}-{item}"),
            _ => "/".to_owned(),
        };
        let title = match (one.title.trim(), one.kind.as_str()) {
            ("", "quote") => "Nobody who is named",
            (title, _) => headline(title),
        };
        page.leaf("a", &[("href", &address), ("dir", "auto")], title);
        page.text(" ");
        let sources =
            one.independent_sources.map(|n| count(n, "independent source", "independent sources"));
        let told =
            sources.map_or_else(|| one.kind.clone(), |sources| format!("{}, {sources}", one.kind));
        page.leaf("span", &[("class", "measure")], &told);
        page.leaf("p", &[("class", "excerpt"), ("dir", "auto")], &one.text);
    });
}
