//! The one place that asks the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use newstem_store::Moment;

/// Milliseconds since 1970.
pub fn unix_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Now, as the store writes it.
pub fn now() -> Moment {
    Moment::of_unix_ms(unix_ms())
}
