//! What people decide against the program: the form for a story, and the list of all that was decided.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use newstem::{Article, Story};
use newstem_report::html::markup::Markup;
use newstem_store::{Card, Decision, Override, StoryKey};

use super::carried::{self, carried};
use super::looker::Looker;
use super::names::{Names, headline};
use super::shell::{self, short_time};
use super::signing::write_sign_in;
use crate::api::error::ApiError;
use crate::api::{App, Filled, Named, decide as decide_it, read, undo as undo_it};

/// Fields as a form sends them; some come more than once.
type Fields = Vec<(String, String)>;

/// The form for a story.
pub async fn form(State(app): State<App>, looker: Looker, Named(id): Named<String>) -> Response {
    let key = StoryKey(id.clone());
    let found = read(&app, move |reader| {
        let Some(card) = reader.card(&key)? else { return Ok(None) };
        let (articles, trace) = (reader.articles_of(&card.story)?, reader.trace(&card.story)?);
        Ok(Some((card, articles, trace)))
    });
    let (card, articles, trace) = match found.await {
        Ok(Some(found)) => found,
        Ok(None) => {
            let missing = ApiError::NotFound(format!("there is no story {id:?}"));
            return shell::failure(looker, &missing);
        }
        Err(error) => return shell::failure(looker, &error),
    };
    shell::page(looker, "Correct a story", |page| {
        page.element("p", &[], |page| {
            let address = format!("/stories/{}", card.story);
            page.leaf("a", &[("href", &address), ("dir", "auto")], headline(&card.headline));
        });
        if looker == Looker::OnlyReads {
            return write_sign_in(page, &format!("/stories/{}/corrections", card.story));
        }
        write_split(page, &card, &articles);
        write_merge(page, &card);
        if let Some(trace) = &trace {
            write_links(page, &card, trace, &Names::of(&articles));
        }
    })
}

fn write_form(
    page: &mut Markup,
    decision: &str,
    back: &StoryKey,
    fields: impl FnOnce(&mut Markup),
) {
    let form = [("action", "/corrections"), ("method", "post"), ("class", "ask")];
    page.element("form", &form, |page| {
        write_hidden(page, "decision", decision);
        write_hidden(page, "back", &format!("/stories/{back}"));
        fields(page);
        for (name, label) in [("by", "Your name "), ("note", "Why ")] {
            page.element("label", &[], |page| {
                page.text(label);
                let required = [("type", "text"), ("name", name), ("required", "required")];
                let attributes = if name == "by" { &required[..] } else { &required[..2] };
                page.void("input", attributes);
            });
        }
        page.leaf("button", &[("type", "submit")], "Decide");
    });
}

fn write_hidden(page: &mut Markup, name: &str, value: &str) {
    page.void("input", &[("type", "hidden"), ("name", name), ("value", value)]);
}

fn write_split(page: &mut Markup, card: &Card, articles: &[Article]) {
    if articles.len() < 2 {
        return;
    }
    let names = Names::of(articles);
    page.leaf("h2", &[], "These articles are another story");
    write_form(page, "split", &card.story, |page| {
        write_hidden(page, "story", &card.story.0);
        page.element("ul", &[("class", "plain")], |page| {
            for article in articles {
                page.element("li", &[], |page| {
                    page.element("label", &[], |page| {
                        let id = carried(&article.id);
                        let input = [("type", "checkbox"), ("name", "article"), ("value", &id)];
                        page.void("input", &input);
                        page.text(" ");
                        page.leaf("bdi", &[], names.get(&article.id));
                        page.text(" ");
                        page.leaf("span", &[("class", "measure")], &article.id);
                    });
                });
            }
        });
    });
}

fn write_merge(page: &mut Markup, card: &Card) {
    page.leaf("h2", &[], "This story is part of another");
    write_form(page, "merge", &card.story, |page| {
        write_hidden(page, "story", &card.story.0);
        page.element("label", &[], |page| {
            page.text("The other's name, as in its address (s12) ");
            page.void("input", &[("type", "text"), ("name", "into"), ("required", "required")]);
        });
    });
}

fn write_links(page: &mut Markup, card: &Card, story: &Story, names: &Names) {
    let is_there = |id: &String| story.articles.contains(id);
    let links: Vec<_> = story.tree.links.iter().filter(|link| is_there(&link.parent)).collect();
    if links.is_empty() {
        return;
    }
    page.leaf("h2", &[], "An article does not come from another");
    write_form(page, "not_derived", &card.story, |page| {
        page.element("ul", &[("class", "plain")], |page| {
            for (number, link) in links.iter().enumerate() {
                page.element("li", &[], |page| {
                    page.element("label", &[], |page| {
                        let pair = serde_json::json!([link.child, link.parent]).to_string();
                        let pair = carried(&pair);
                        let input = [
                            ("type", "radio"),
                            ("name", "link"),
                            ("value", pair.as_str()),
                            ("checked", "checked"),
                        ];
                        page.void("input", if number == 0 { &input[..] } else { &input[..3] });
                        page.text(" ");
                        page.leaf("bdi", &[], names.get(&link.child));
                        page.leaf("span", &[("class", "measure")], " does not come from ");
                        page.leaf("bdi", &[], names.get(&link.parent));
                    });
                });
            }
        });
    });
}

/// Takes a form.
pub async fn decide(
    State(app): State<App>,
    looker: Looker,
    Filled(fields): Filled<Fields>,
) -> Response {
    let text = |name: &str| {
        let mut named = fields.iter().filter(|(field, _)| field == name);
        named.next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let back = text("back");
    let Some(decision) = decision(&fields, &text) else {
        let told = "the form is not whole: choose what is decided".to_owned();
        return shell::failure(looker, &ApiError::Unprocessable(told));
    };
    match decide_it(&app, decision, text("by"), text("note")).await {
        Ok(_) => Redirect::to(own_place(&back)).into_response(),
        Err(error) => shell::failure(looker, &error),
    }
}

/// A place of this desk; others are not gone to.
fn own_place(place: &str) -> &str {
    let is_own = place.starts_with('/') && !place.starts_with("//") && !place.contains('\\');
    if is_own { place } else { "/corrections" }
}

fn decision(fields: &Fields, text: &impl Fn(&str) -> String) -> Option<Decision> {
    let story = StoryKey(text("story"));
    match text("decision").as_str() {
        "merge" => Some(Decision::Merge { story, into: StoryKey(text("into")) }),
        "split" => {
            let articles = fields.iter().filter(|(name, _)| name == "article");
            let articles: Vec<String> = articles.map(|(_, id)| carried::read(id)).collect();
            (!articles.is_empty()).then_some(Decision::Split { story, articles })
        }
        "not_derived" => {
            let (child, parent) = serde_json::from_str(&carried::read(&text("link"))).ok()?;
            Some(Decision::NotDerived { child, parent })
        }
        _ => None,
    }
}

/// All that was decided.
pub async fn list(State(app): State<App>, looker: Looker) -> Response {
    let found = read(&app, |reader| {
        let overrides = reader.overrides()?;
        let ids: Vec<String> =
            overrides.iter().flat_map(|one| ids_of(&one.decision)).cloned().collect();
        Ok((overrides, Names::read(reader, &ids)?))
    });
    match found.await {
        Err(error) => shell::failure(looker, &error),
        Ok((overrides, names)) => shell::page(looker, "Corrections", |page| {
            if overrides.is_empty() {
                page.leaf(
                    "p",
                    &[],
                    "Nobody has corrected anything yet. A story's page leads to its form.",
                );
            }
            page.element("ul", &[("class", "plain")], |page| {
                overrides.iter().for_each(|one| write_override(page, one, looker, &names));
            });
        }),
    }
}

fn write_override(page: &mut Markup, one: &Override, looker: Looker, names: &Names) {
    page.element("li", &[], |page| {
        write_decision(page, &one.decision, names);
        let by = format!("{} on {} UTC", one.by, short_time(one.at.as_str()));
        page.leaf("p", &[("class", "measure")], &by);
        if !one.note.is_empty() {
            page.leaf("p", &[("class", "measure")], &one.note);
        }
        if let (Some(at), Some(by)) = (&one.undone_at, &one.undone_by) {
            let told = format!("Taken back by {by} on {} UTC", short_time(at.as_str()));
            page.leaf("p", &[("class", "measure")], &told);
        } else if looker == Looker::MayWrite {
            let form = [("action", "/corrections/undo"), ("method", "post"), ("class", "inline")];
            page.element("form", &form, |page| {
                write_hidden(page, "number", &one.number.to_string());
                page.element("label", &[], |page| {
                    page.text("Your name ");
                    page.void(
                        "input",
                        &[("type", "text"), ("name", "by"), ("required", "required")],
                    );
                });
                page.leaf("button", &[("type", "submit")], "Take back");
            });
        }
    });
}

/// The articles that a decision is about.
fn ids_of(decision: &Decision) -> Vec<&String> {
    match decision {
        Decision::Merge { .. } => Vec::new(),
        Decision::Split { articles, .. } => articles.iter().collect(),
        Decision::NotDerived { child, parent } => vec![child, parent],
    }
}

fn write_decision(page: &mut Markup, decision: &Decision, names: &Names) {
    match decision {
        Decision::Merge { story, into } => {
            write_story(page, story);
            page.text(" is part of ");
            write_story(page, into);
        }
        Decision::Split { story, .. } => {
            page.text("Taken out of ");
            write_story(page, story);
            page.text(", to be a story of their own:");
        }
        Decision::NotDerived { child, parent } => {
            page.leaf("bdi", &[], names.get(child));
            page.text(" does not come from ");
            page.leaf("bdi", &[], names.get(parent));
        }
    }
    if let Decision::Split { articles, .. } = decision {
        page.element("ul", &[], |page| {
            articles.iter().for_each(|id| page.leaf("li", &[("dir", "auto")], names.get(id)));
        });
    }
}

fn write_story(page: &mut Markup, story: &StoryKey) {
    page.leaf("a", &[("href", &format!("/stories/{story}"))], &story.0);
}

/// Takes a decision back.
pub async fn undo(
    State(app): State<App>,
    looker: Looker,
    Filled(fields): Filled<Fields>,
) -> Response {
    let text = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value);
    let number = text("number").and_then(|number| number.parse().ok()).unwrap_or_default();
    let by = text("by").cloned().unwrap_or_default();
    match undo_it(&app, number, &by).await {
        Ok(()) => Redirect::to("/corrections").into_response(),
        Err(error) => shell::failure(looker, &error),
    }
}
