//! Articles that come in by themselves, for a demonstration.

use std::time::{Duration, Instant};

use super::Desk;
use crate::clock;

/// How long it sleeps at most before it looks whether the desk closes.
const NAP: Duration = Duration::from_millis(100);

/// Sends one after the other.
pub fn run(desk: &Desk) {
    let Some(replay) = &desk.settings.replay else { return };
    for article in replay.articles.clone() {
        let taken =
            desk.writer.call_and_wait(move |store| store.take_in(&[article], &clock::now()));
        if let Err(error) = taken {
            tracing::error!(%error, "an article of the demonstration was refused");
        }
        desk.wake.all();
        let until = Instant::now() + replay.every;
        while Instant::now() < until && !desk.wake.is_closing() {
            std::thread::sleep(NAP);
        }
        if desk.wake.is_closing() {
            return;
        }
    }
}
