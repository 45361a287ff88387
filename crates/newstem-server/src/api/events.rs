//! What happens, as it happens: server-sent events, which begin where a follower stopped.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use futures_core::Stream;
use newstem_store::Event;
use serde::Deserialize;
use tokio::sync::{broadcast, mpsc};
use utoipa::IntoParams;

use super::error::{ApiError, ErrorBody};
use super::{App, Asked, read};

/// So many events are read from the store at a time.
const READ_AT_ONCE: u32 = 500;
/// So many wait for a slow follower; then reading waits for it.
const WAITING: usize = 64;
/// A line is sent so often, so that nobody between takes the connection for dead.
const ALIVE_EVERY: Duration = Duration::from_secs(15);

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// The last event that is known; from now on unless given here or as `Last-Event-ID`.
    after: Option<i64>,
}

/// What happens to stories, as server-sent events: `opened`, `grew`, `merged`, `split`, `revised`,
/// `new_root`, `conflict`, `circular`, `decided`, and `traced` when what a story's trace says is there to
/// be read. The data is a JSON object with `event` (its number), `at`, `kind`, `story` (its name) and
/// `data`, whose fields depend on the kind. None is lost to a follower who comes back with the id
/// of the last one.
#[utoipa::path(
    get, path = "/v1/events", tag = "events", params(After),
    responses(
        (status = 200, description = "Events without end", body = String, content_type = "text/event-stream"),
        (status = 400, body = ErrorBody), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_events(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(After { after }): Asked<After>,
) -> Result<Sse<impl Stream<Item = Result<Sent, Infallible>>>, ApiError> {
    let known = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let last = match known.or(after) {
        Some(last) => last,
        None => read(&app, |reader| reader.last_event()).await?,
    };
    let (send, events) = mpsc::channel(WAITING);
    let news = app.follow();
    tokio::spawn(follow(Arc::clone(&app), last, news, send));
    let alive = KeepAlive::new().interval(ALIVE_EVERY);
    Ok(Sse::new(Events(events)).keep_alive(alive))
}

/// Sends what the store has, then waits for news of more.
async fn follow(
    app: App,
    mut last: i64,
    mut news: broadcast::Receiver<Event>,
    send: mpsc::Sender<Event>,
) {
    loop {
        let Ok(events) = read(&app, move |reader| reader.events_after(last, READ_AT_ONCE)).await
        else {
            return;
        };
        let is_all = events.is_empty();
        for event in events {
            last = event.event;
            if send.send(event).await.is_err() {
                return;
            }
        }
        if !is_all {
            continue;
        }
        tokio::select! {
            // What was missed for being slow is read from the store.
            told = news.recv() => if matches!(told, Err(broadcast::error::RecvError::Closed)) { return },
            () = send.closed() => return,
            // Another process may have written.
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
        }
        if app.wake.is_closing() {
            return;
        }
    }
}

struct Events(mpsc::Receiver<Event>);

impl Stream for Events {
    type Item = Result<Sent, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(|event| Ok(sent(&event))))
    }
}

fn sent(event: &Event) -> Sent {
    let data = serde_json::to_string(event).unwrap_or_default();
    Sent::default().id(event.event.to_string()).event(event.kind.name()).data(data)
}
