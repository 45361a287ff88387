//! The paste box: a sentence, a text or a link in, what the desk knows of it out.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use newstem::claim::Assertion;
use newstem_report::html::markup::Markup;
use serde::Deserialize;

use super::looker::Looker;
use super::names::{Names, headline};
use super::shell::{self, count, encoded};
use crate::api::{App, CheckAnswer, Filled, Kin, Matched, Question, Relative, look, work};

/// So many sentences that say what was asked are shown of an answer.
const SAYINGS_SHOWN: usize = 3;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub struct Pasted {
    #[serde(default)]
    text: String,
}

/// The page before anything is asked.
pub async fn ask(looker: Looker) -> Response {
    shell::page(looker, "Check", |page| write_form(page, ""))
}

/// The answer, as a part of the page for whoever asks with scripts.
pub async fn answer(
    State(app): State<App>,
    looker: Looker,
    headers: HeaderMap,
    Filled(Pasted { text }): Filled<Pasted>,
) -> Response {
    let question = Question { text: Some(text.clone()), url: None };
    let answered = work(move || {
        let answer = look(&app, &question)?;
        let names = app.readers.with(|reader| Names::read(reader, &ids_of(&answer)))?;
        Ok((answer, names))
    });
    let answered = answered.await;
    let write = |page: &mut Markup| match &answered {
        Ok((answer, names)) => write_answer(page, answer, names),
        Err(error) => shell::write_failure(page, &error.body().message, error.body().hint),
    };
    if headers.contains_key("hx-request") {
        return shell::fragment(write);
    }
    shell::page(looker, "Check", |page| {
        write_form(page, &text);
        page.element("div", &[("id", "answer")], write);
    })
}

/// The paste box.
pub fn write_form(page: &mut Markup, text: &str) {
    let form = [
        ("action", "/check"),
        ("method", "post"),
        ("class", "ask"),
        ("hx-post", "/check"),
        ("hx-target", "#answer"),
    ];
    page.element("form", &form, |page| {
        page.element("label", &[], |page| {
            page.text("A sentence, a quote, a text, or a link ");
            page.leaf(
                "textarea",
                &[("name", "text"), ("rows", "3"), ("required", "required")],
                text,
            );
        });
        page.leaf("button", &[("type", "submit")], "Where does it come from?");
    });
    if text.is_empty() {
        page.leaf("div", &[("id", "answer"), ("aria-live", "polite")], "");
    }
}

/// The articles that an answer names.
fn ids_of(answer: &CheckAnswer) -> Vec<String> {
    let mut ids: Vec<String> =
        answer.article.iter().flat_map(|article| ids_of_kin(&article.kin)).collect();
    for one in &answer.answers {
        ids.extend(one.first.clone());
        let sayings = one.says.iter().take(SAYINGS_SHOWN).chain(&one.differs);
        ids.extend(sayings.map(|saying| saying.article.clone()));
    }
    ids
}

/// The articles that somebody goes back to, and those that go back to it.
pub fn ids_of_kin(kin: &Kin) -> Vec<String> {
    let relatives = kin.parents.iter().chain(&kin.ancestors).chain(&kin.descendants);
    relatives.filter(|one| !one.is_unseen).map(|one| one.id.clone()).collect()
}

fn write_answer(page: &mut Markup, answer: &CheckAnswer, names: &Names) {
    if let Some(article) = &answer.article {
        page.leaf("h2", &[("dir", "auto")], headline(&article.title));
        if let Some(story) = &article.story {
            page.element("p", &[], |page| {
                page.leaf(
                    "a",
                    &[("href", &format!("/stories/{story}"))],
                    "The story that it is in",
                );
            });
        }
        write_kin(page, &article.kin, names);
        return;
    }
    if answer.answers.is_empty() {
        page.leaf("p", &[("role", "status")], "No story says that, or anything like it.");
    }
    page.element("ol", &[("class", "found")], |page| {
        answer.answers.iter().for_each(|one| write_matched(page, one, names));
    });
}

fn write_matched(page: &mut Markup, one: &Matched, names: &Names) {
    page.element("li", &[], |page| {
        let place = one.claim.as_deref().map(|claim| format!("#{}-{claim}", one.story));
        let address = format!("/stories/{}{}", one.story, place.unwrap_or_default());
        page.leaf("a", &[("href", &address), ("dir", "auto")], &one.statement);
        page.leaf("p", &[("class", "measure")], &standing(one));
        if let Some(first) = &one.first {
            page.element("p", &[("class", "measure")], |page| {
                page.text("First, as far as times tell: ");
                write_link(page, first, names);
            });
        }
        for says in one.says.iter().take(SAYINGS_SHOWN) {
            write_saying(page, "how", "So in ", says, names);
        }
        for other in &one.differs {
            write_saying(page, "how bad", "Otherwise in ", other, names);
        }
    });
}

/// `2 independent sources behind 3 articles, since 2026-03-04`.
fn standing(one: &Matched) -> String {
    if one.says.is_empty() {
        return "No article says so; this is what is said instead.".to_owned();
    }
    let carriers: BTreeSet<&str> = one.says.iter().map(|says| says.article.as_str()).collect();
    let sources = count(one.independent_sources, "independent source", "independent sources");
    let articles = count(carriers.len(), "article", "articles");
    let since = one.since.as_deref().map(|since| format!(", since {since}")).unwrap_or_default();
    format!("{sources} behind {articles}{since}")
}

/// The sentence of one article.
fn write_saying(
    page: &mut Markup,
    class: &'static str,
    label: &str,
    saying: &Assertion,
    names: &Names,
) {
    page.element("p", &[("class", class)], |page| {
        page.text(label);
        write_link(page, &saying.article, names);
        page.text(": ");
        page.leaf("q", &[("dir", "auto")], &saying.text);
    });
}

/// Where an article comes from and what came of it.
pub fn write_kin(page: &mut Markup, kin: &Kin, names: &Names) {
    if kin.parents.is_empty() {
        page.leaf("p", &[], "It goes back to no other article that is known.");
    }
    write_relatives(page, "It was made from", &kin.parents, names);
    write_relatives(page, "Above these", &kin.ancestors, names);
    write_relatives(page, "What goes back to it", &kin.descendants, names);
}

fn write_relatives(page: &mut Markup, heading: &str, relatives: &[Relative], names: &Names) {
    if relatives.is_empty() {
        return;
    }
    page.leaf("h3", &[], heading);
    page.element("ul", &[], |page| {
        for one in relatives {
            page.element("li", &[], |page| write_relative(page, one, names));
        }
    });
}

fn write_link(page: &mut Markup, id: &str, names: &Names) {
    let address = format!("/articles/{}", encoded(id));
    page.leaf("a", &[("href", &address), ("dir", "auto")], names.get(id));
}

fn write_relative(page: &mut Markup, one: &Relative, names: &Names) {
    match one.is_unseen {
        true => {
            let label = one.label.as_deref().unwrap_or("nobody knows whose");
            page.text(&format!("an ancestor that is not in the store ({label})"));
        }
        false => write_link(page, &one.id, names),
    }
    if let (Some(kind), Some(confidence)) = (&one.kind, one.confidence) {
        page.leaf("span", &[("class", "measure")], &format!(" {kind}, {confidence:.2} sure"));
    }
}
