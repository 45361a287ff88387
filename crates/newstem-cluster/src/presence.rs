//! Whether a scheduler has any executor.
//!
//! The engine fails a job whose last executor is lost in its midst, after a time of grace. One that is asked
//! for later it keeps for ever, in the hope of a first executor. So the scheduler notes when it last heard
//! of any, and its planner refuses at once where that is long ago.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often executors are looked for.
pub const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What a planner answers.
const NONE_HEARD_OF: &str = "no executor has been heard of for";
/// What the engine says of a job whose executors are all lost.
const NONE_REMAIN: &str = "no executors remain to run the tasks";

/// When an executor was last heard of.
#[derive(Debug)]
pub struct Presence {
    /// In seconds since 1970.
    heard: AtomicU64,
    patience_seconds: u64,
}

impl Presence {
    /// As if one had been heard of now, so that the first has time to come.
    pub fn new(patience_seconds: u64) -> Self {
        Self { heard: AtomicU64::new(now_seconds()), patience_seconds }
    }

    /// Notes the time of a sign of life.
    pub fn hear(&self, seconds: u64) {
        self.heard.fetch_max(seconds, Ordering::Relaxed);
    }

    /// Whether an executor is lost that was last heard of then.
    pub fn takes_for_lost(&self, heard: u64) -> bool {
        self.is_too_long(now_seconds().saturating_sub(heard))
    }

    fn is_too_long(&self, silence: u64) -> bool {
        silence > self.patience_seconds
    }

    /// Why nothing can be run now; nothing where it can.
    pub fn refusal(&self) -> Option<String> {
        self.refusal_at(now_seconds())
    }

    fn refusal_at(&self, seconds: u64) -> Option<String> {
        let silence = seconds.saturating_sub(self.heard.load(Ordering::Relaxed));
        self.is_too_long(silence).then(|| format!("{NONE_HEARD_OF} {silence} s"))
    }
}

/// Whether a message says that there is no executor.
pub fn tells_of_no_executor(message: &str) -> bool {
    refuses_until_heard(message) || message.contains(NONE_REMAIN)
}

/// Whether a message says that nothing was begun, for lack of an executor.
pub fn refuses_until_heard(message: &str) -> bool {
    message.contains(NONE_HEARD_OF)
}

fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheduler_refuses_when_it_has_heard_of_nobody_for_long() {
        let presence = Presence { heard: AtomicU64::new(100), patience_seconds: 20 };
        assert_eq!(presence.refusal_at(120), None);
        let told = presence.refusal_at(121).unwrap();
        assert!(tells_of_no_executor(&told), "{told}");
        presence.hear(110);
        presence.hear(105);
        assert_eq!(presence.refusal_at(130), None);
    }
}
