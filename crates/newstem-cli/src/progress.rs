//! A line on standard error that says what is going on, for work that takes a while.
//!
//! Shown after half a second and only to a terminal, and wiped when the work is done, so that
//! nothing of it lands in a log. A bar would need a count of work that the engine does not give;
//! a spinner with the seconds says what is known.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const SHOWN_AFTER: Duration = Duration::from_millis(500);
const REDRAWN_EVERY: Duration = Duration::from_millis(120);
const FRAMES: [char; 4] = ['◐', '◓', '◑', '◒'];
/// Back to the start of the line, and wipe it.
const WIPE: &str = "\r\x1b[K";

/// The line; wiped when this is dropped.
pub struct Progress {
    running: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts watching the time; `stage` says what is being done.
    pub fn start(stage: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (sender, receiver) = mpsc::channel();
        let first = stage.to_owned();
        let drawer = std::thread::spawn(move || draw(first, &receiver));
        Self { running: Some((sender, drawer)) }
    }

    /// Says what is being done from now on.
    pub fn stage(&self, stage: &str) {
        if let Some((sender, _)) = &self.running {
            let _ = sender.send(stage.to_owned());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, drawer)) = self.running.take() {
            drop(sender);
            let _ = drawer.join();
        }
    }
}

/// Draws until the sender is gone.
fn draw(mut stage: String, receiver: &mpsc::Receiver<String>) {
    let started = Instant::now();
    let mut wait = SHOWN_AFTER;
    let mut drawn: usize = 0;
    loop {
        match receiver.recv_timeout(wait) {
            Ok(next) => {
                stage = next;
                wait = SHOWN_AFTER.saturating_sub(started.elapsed());
            }
            Err(RecvTimeoutError::Timeout) => {
                show(&line(&stage, started.elapsed(), drawn));
                drawn += 1;
                wait = REDRAWN_EVERY;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if drawn > 0 {
        show(WIPE);
    }
}

fn line(stage: &str, elapsed: Duration, drawn: usize) -> String {
    let frame = FRAMES[drawn % FRAMES.len()];
    format!("{WIPE}{frame} {stage} … {} s", elapsed.as_secs())
}

fn show(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_the_stage_and_the_seconds() {
        let seconds = Duration::from_millis(3900);
        assert_eq!(line("tracing", seconds, 5), "\r\x1b[K◓ tracing … 3 s");
    }
}
