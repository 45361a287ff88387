//! How threads that look for work sleep: until somebody knows of some, or for a while.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Where threads wait.
#[derive(Default)]
pub struct Wake {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How often there was news.
    news: u64,
    is_closing: bool,
}

impl Wake {
    /// Lets all look again.
    pub fn all(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).news += 1;
        self.changed.notify_all();
    }

    /// Lets all end what they do and go.
    pub fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).is_closing = true;
        self.changed.notify_all();
    }

    /// Whether all are to go.
    pub fn is_closing(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).is_closing
    }

    /// Sleeps for a while whatever the news; only closing ends it early.
    pub fn rest(&self, while_: Duration) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open = |state: &mut State| !state.is_closing;
        drop(self.changed.wait_timeout_while(state, while_, is_open));
    }

    /// Sleeps until there is news that came after `seen`, but no longer than a while.
    pub fn wait(&self, seen: &mut u64, while_: Duration) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_quiet = |state: &mut State| state.news == *seen && !state.is_closing;
        let waited = self.changed.wait_timeout_while(state, while_, is_quiet);
        *seen = waited.unwrap_or_else(PoisonError::into_inner).0.news;
    }
}
