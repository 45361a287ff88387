//! Tells webhooks of events, in order, each from the last one that it took.
//!
//! What was delivered is known by the store, so that nothing is lost when the desk stops; an event may
//! come twice where an answer is lost, and its number tells. A receiver that fails is left alone for
//! longer after each failure. They are told one after another by one thread: a slow one holds up the
//! others no longer than a request may take. Rejected: a thread each, for receivers that are few and
//! events that are many to a request.

use std::collections::BTreeMap;
use std::time::Duration;

use newstem_fetch::{PostError, SIGNATURE_HEADER, signature};
use newstem_store::{Event, Webhook};
use serde::Serialize;

use super::Desk;
use crate::clock;
use crate::writer::with_sources;

/// How long it sleeps where nothing wakes it.
const PATIENCE: Duration = Duration::from_secs(1);
/// So many events are told at a time.
const EVENTS_AT_ONCE: u32 = 100;
/// Longest pause after failures.
const PAUSE_MS_MAX: u64 = 3600 * 1000;
/// Longest pause that a receiver can ask for.
const ASKED_PAUSE_MS_MAX: u64 = 24 * 3600 * 1000;

/// What is posted.
#[derive(Serialize)]
struct Message<'a> {
    events: &'a [Event],
}

/// When each webhook that failed is tried again, in milliseconds since 1970.
type Pauses = BTreeMap<i64, u64>;

/// What came of one webhook's turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// There was nothing to tell, or it waits.
    Idle,
    /// It was told of something.
    Told,
}

/// Delivers until the desk closes.
pub fn run(desk: &Desk) {
    let (mut seen, mut pauses) = (0, Pauses::new());
    while !desk.wake.is_closing() {
        let told = round(desk, &mut pauses);
        if told == Turn::Idle {
            let now_ms = clock::unix_ms();
            let next_ms = pauses.values().min().map(|at| at.saturating_sub(now_ms));
            let pause = next_ms.map_or(PATIENCE, |ms| Duration::from_millis(ms.max(5)));
            desk.wake.wait(&mut seen, pause.min(PATIENCE));
        }
    }
}

/// Gives each webhook its turn.
fn round(desk: &Desk, pauses: &mut Pauses) -> Turn {
    let webhooks = desk.readers.with(|reader| reader.webhooks()).unwrap_or_else(|error| {
        tracing::error!(error = with_sources(&error), "webhooks cannot be read");
        Vec::new()
    });
    pauses.retain(|number, _| webhooks.iter().any(|webhook| webhook.webhook == *number));
    let mut all = Turn::Idle;
    for webhook in &webhooks {
        if desk.wake.is_closing() {
            return Turn::Idle;
        }
        let is_resting = pauses.get(&webhook.webhook).is_some_and(|at| *at > clock::unix_ms());
        if !is_resting && serve(desk, webhook, pauses) == Turn::Told {
            all = Turn::Told;
        }
    }
    all
}

fn serve(desk: &Desk, webhook: &Webhook, pauses: &mut Pauses) -> Turn {
    let events = desk.readers.with(|reader| reader.events_after(webhook.delivered, EVENTS_AT_ONCE));
    let events = events.unwrap_or_else(|error| {
        tracing::error!(error = with_sources(&error), "events cannot be read");
        Vec::new()
    });
    let Some(last) = events.last().map(|event| event.event) else { return Turn::Idle };
    let posted = post(desk, webhook, &events);
    let number = webhook.webhook;
    match posted {
        Ok(()) => drop(pauses.remove(&number)),
        Err(Failure { asked_ms, .. }) => {
            let now_ms = clock::unix_ms();
            let own_ms = pause_ms(desk.settings.webhook_pause, webhook.failures);
            let asked_ms = asked_ms.map_or(0, |at| at.saturating_sub(now_ms));
            let pause_ms = own_ms.max(asked_ms.min(ASKED_PAUSE_MS_MAX));
            pauses.insert(number, now_ms.saturating_add(pause_ms));
        }
    }
    let outcome = posted.map(|()| last).map_err(|failure| failure.told);
    let kept = desk.writer.call_and_wait(move |store| {
        store.note_delivery(number, outcome.as_ref().map(|event| *event).map_err(String::as_str))
    });
    match kept {
        Ok(()) if !pauses.contains_key(&number) => Turn::Told,
        Ok(()) => Turn::Idle,
        Err(error) => {
            tracing::error!(%error, webhook = number, "a delivery was not noted");
            // Else it would be told the same over and over.
            let pause_ms = pause_ms(desk.settings.webhook_pause, webhook.failures);
            pauses.insert(number, clock::unix_ms().saturating_add(pause_ms));
            Turn::Idle
        }
    }
}

/// Why a message was not taken.
struct Failure {
    told: String,
    /// When the receiver wants to be told again, in milliseconds since 1970.
    asked_ms: Option<u64>,
}

fn post(desk: &Desk, webhook: &Webhook, events: &[Event]) -> Result<(), Failure> {
    let failed = |told: String| Failure { told, asked_ms: None };
    let body =
        serde_json::to_vec(&Message { events }).map_err(|error| failed(error.to_string()))?;
    let now_ms = clock::unix_ms();
    let signed = signature(webhook.secret.as_bytes(), now_ms / 1000, &body);
    let headers = [("Content-Type", "application/json"), (SIGNATURE_HEADER, signed.as_str())];
    match desk.fetcher.post(&webhook.url, &body, &headers) {
        Ok(_) => Ok(()),
        Err(error) => {
            let asked = match &error {
                PostError::Status { retry_after, .. } => *retry_after,
                _ => None,
            };
            let asked_ms = asked.map(|retry| retry.at_ms(clock::unix_ms()));
            Err(Failure { told: with_sources(&error), asked_ms })
        }
    }
}

/// How long a webhook is left alone that failed so often before, and now once more.
fn pause_ms(first: Duration, failures_before: u32) -> u64 {
    let first_ms = u64::try_from(first.as_millis()).unwrap_or(u64::MAX);
    let factor = 1_u64.checked_shl(failures_before).unwrap_or(u64::MAX);
    first_ms.saturating_mul(factor).min(PAUSE_MS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let check = |failures, expected| {
            assert_eq!(pause_ms(Duration::from_secs(1), failures), expected, "{failures}");
        };
        check(0, 1000);
        check(1, 2000);
        check(11, 2_048_000);
        check(12, 3_600_000);
        check(64, 3_600_000);
        check(u32::MAX, 3_600_000);
    }
}
