//! What grows: the stories, the last changed first.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use newstem_report::html::markup::Markup;
use newstem_store::{Card, Counts};
use serde::Deserialize;

use super::looker::Looker;
use super::names::headline;
use super::shell::{self, count, short_time};
use crate::api::error::ApiError;
use crate::api::{App, Asked, read};

/// So many stories are shown.
const SHOWN: u32 = 50;

/// Which stories are shown.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    /// Articles without a story of others are left out unless this is `all`.
    show: Option<String>,
    /// The time and name of the last one seen.
    after: Option<String>,
}

impl Shown {
    fn articles_min(&self) -> u32 {
        if self.is_all() { 1 } else { 2 }
    }

    fn is_all(&self) -> bool {
        self.show.as_deref() == Some("all")
    }
}

/// The page.
pub async fn front(State(app): State<App>, looker: Looker, Asked(shown): Asked<Shown>) -> Response {
    match look(&app, &shown).await {
        Ok((cards, counts)) => {
            shell::page(looker, "Stories", |page| write(page, &cards, &counts, &shown))
        }
        Err(error) => shell::failure(looker, &error),
    }
}

/// The list alone.
pub async fn fragment(State(app): State<App>, Asked(shown): Asked<Shown>) -> Response {
    match look(&app, &shown).await {
        Ok((cards, counts)) => shell::fragment(|page| write_list(page, &cards, &counts, &shown)),
        Err(error) => error.into_response(),
    }
}

async fn look(app: &App, shown: &Shown) -> Result<(Vec<Card>, Counts), ApiError> {
    let least = shown.articles_min();
    let after = shown.after.as_deref().and_then(|after| after.split_once(' '));
    let after = after.map(|(changed, story)| (changed.to_owned(), story.to_owned()));
    read(app, move |reader| {
        let after = after.as_ref().map(|(changed, story)| (changed.as_str(), story.as_str()));
        Ok((reader.cards(after, least, SHOWN)?, reader.counts()?))
    })
    .await
}

fn write(page: &mut Markup, cards: &[Card], counts: &Counts, shown: &Shown) {
    super::answer::write_form(page, "");
    let from = if shown.is_all() { "/fragments/stories?show=all" } else { "/fragments/stories" };
    let live = shown.after.is_none();
    let id = if live { "growing" } else { "older" };
    page.element("div", &[("id", id), ("data-from", from)], |page| {
        write_list(page, cards, counts, shown);
    });
}

fn write_list(page: &mut Markup, cards: &[Card], counts: &Counts, shown: &Shown) {
    let waits = counts.unplaced + counts.untraced > 0;
    page.element("p", &[("class", "measure")], |page| {
        let articles =
            count(usize::try_from(counts.articles).unwrap_or_default(), "article", "articles");
        let stories =
            count(usize::try_from(counts.stories).unwrap_or_default(), "story", "stories");
        page.text(&format!("{articles} in {stories}."));
        if waits {
            let waiting = format!(
                " {} wait for their story, and {} to be traced.",
                count(usize::try_from(counts.unplaced).unwrap_or_default(), "article", "articles"),
                count(usize::try_from(counts.untraced).unwrap_or_default(), "story", "stories"),
            );
            page.text(&waiting);
        }
        page.text(" ");
        match shown.is_all() {
            true => page.leaf("a", &[("href", "/")], "Only stories of several articles"),
            false => page.leaf("a", &[("href", "/?show=all")], "Also articles on their own"),
        }
    });
    if cards.is_empty() {
        page.leaf("p", &[], "There is no such story yet.");
    }
    page.element("ol", &[("class", "found")], |page| {
        cards.iter().for_each(|card| write_card(page, card));
    });
    if let Some(last) = cards.last().filter(|_| cards.len() == SHOWN as usize) {
        let show = if shown.is_all() { "show=all&" } else { "" };
        let place = shell::encoded(&format!("{} {}", last.changed, last.story));
        page.leaf("a", &[("href", &format!("/?{show}after={place}"))], "Older");
    }
}

/// A story in a line.
pub fn write_card(page: &mut Markup, card: &Card) {
    page.element("li", &[], |page| {
        let address = format!("/stories/{}", card.story);
        page.leaf("a", &[("href", &address), ("dir", "auto")], headline(&card.headline));
        page.text(" ");
        page.leaf("span", &[("class", "measure")], &measure(card));
        if card.circles.is_some_and(|circles| circles > 0) {
            page.leaf("span", &[("class", "badge bad")], "circular sourcing");
        }
        if let Some(disputes) = card.disputes.filter(|&disputes| disputes > 0) {
            let told = count(disputes as usize, "disagreement", "disagreements");
            page.leaf("span", &[("class", "badge bad")], &told);
        }
    });
}

fn measure(card: &Card) -> String {
    let articles = count(card.articles as usize, "article", "articles");
    let sources = match card.independent_sources {
        Some(sources) => count(sources as usize, "independent source", "independent sources"),
        None => "not traced yet".to_owned(),
    };
    let behind =
        if card.independent_sources.is_some() && !card.is_traced { ", more to come" } else { "" };
    format!("{articles}, {sources}{behind} · {} UTC", short_time(card.changed.as_str()))
}
