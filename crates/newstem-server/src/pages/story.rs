//! A story as the report shows it, in the desk's frame.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use newstem::Trace;
use newstem_report::html::{self, Frame};
use newstem_report::provenance::Provenance;
use newstem_store::{Card, StoryKey};

use super::looker::Looker;
use super::shell::{self, ICON, LIVE, STYLES, places};
use crate::api::error::ApiError;
use crate::api::{App, Named, read, stories, work};

/// The page.
pub async fn story(State(app): State<App>, looker: Looker, Named(id): Named<String>) -> Response {
    let key = StoryKey(id.clone());
    let found =
        read(&app, move |reader| Ok((reader.last_event()?, stories::traced(reader, &key)?)));
    let (event, found) = match found.await {
        Ok(found) => found,
        Err(error) => return shell::failure(looker, &error),
    };
    let Some((card, trace)) = found else {
        let missing = ApiError::NotFound(format!("there is no story {id:?}"));
        return shell::failure(looker, &missing);
    };
    if card.story.0 != id {
        return Redirect::permanent(&format!("/stories/{}", card.story)).into_response();
    }
    let Some(trace) = trace else { return waiting(looker, &card, event) };
    let written = work(move || Ok(write(&trace, &frame(looker, &card, event)))).await;
    written.map_or_else(|error| shell::failure(looker, &error), shell::framed)
}

fn write(trace: &Trace, frame: &Frame) -> String {
    html::render_in(trace, &Provenance::default(), frame)
}

/// What stands around a story. The script follows what happens after `event`, the last one before the
/// story was read, so that it misses none.
fn frame(looker: Looker, card: &Card, event: i64) -> Frame {
    let mut places: Vec<(String, String)> =
        places(looker).map(|(name, address)| (name.to_owned(), address.to_owned())).collect();
    let correct = format!("/stories/{}/corrections", card.story);
    places.push(("Correct this story".to_owned(), correct));
    let notice = match card.is_traced {
        true => String::new(),
        false => "More articles came in and are being traced.".to_owned(),
    };
    Frame {
        places,
        icon: Some(ICON.to_owned()),
        styles: vec![STYLES[1].to_owned()],
        scripts: vec![LIVE.to_owned()],
        attributes: vec![("data-story", card.story.0.clone()), ("data-after", event.to_string())],
        notice: Some(notice),
    }
}

fn waiting(looker: Looker, card: &Card, event: i64) -> Response {
    let event = event.to_string();
    let attributes = [("data-story", card.story.0.as_str()), ("data-after", &event)];
    shell::page_with(looker, &card.headline, &attributes, |page| {
        let told = "This story was not traced yet. Load the page again in a moment.";
        page.leaf("p", &[("class", "measure"), ("role", "status")], told);
    })
}
