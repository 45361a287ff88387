//! What headers say of time. Dates stay dates here, since nobody below the caller asks the clock.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// When a server wants to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RetryAfter {
    /// So many seconds after its answer.
    Seconds(u64),
    /// Not before this time, in seconds since 1970.
    At(u64),
}

impl RetryAfter {
    /// Reads the value of `Retry-After`; nothing where it is neither a number nor a date.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        if let Ok(seconds) = value.parse() {
            return Some(Self::Seconds(seconds));
        }
        Some(Self::At(unix_seconds(value)?))
    }

    /// The time meant, in milliseconds since 1970, where the answer came at `now_ms`.
    pub fn at_ms(self, now_ms: u64) -> u64 {
        match self {
            Self::Seconds(seconds) => now_ms.saturating_add(seconds.saturating_mul(1000)),
            Self::At(seconds) => seconds.saturating_mul(1000),
        }
    }
}

/// A date of HTTP in any of its three forms.
fn unix_seconds(date: &str) -> Option<u64> {
    let modern = DateTime::parse_from_rfc2822(date).map(|time| time.timestamp());
    let old = |form: &str| NaiveDateTime::parse_from_str(date, form).map(|time| time.and_utc());
    let time = modern
        .or_else(|_| old("%A, %d-%b-%y %H:%M:%S GMT").map(|time| time.timestamp()))
        .or_else(|_| old("%a %b %e %H:%M:%S %Y").map(|time| time.timestamp()));
    u64::try_from(time.ok()?).ok()
}

/// How long an answer stays good by its `Cache-Control`.
pub(crate) fn max_age(cache_control: &str) -> Option<Duration> {
    let directives = cache_control.split(',').map(str::trim);
    let seconds = directives.filter_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.trim().eq_ignore_ascii_case("max-age").then(|| value.trim().trim_matches('"'))
    });
    seconds.filter_map(|value| value.parse().ok()).next().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_number_or_a_date() {
        let check =
            |value: &str, expected| assert_eq!(RetryAfter::parse(value), expected, "{value}");
        check("120", Some(RetryAfter::Seconds(120)));
        check(" 0 ", Some(RetryAfter::Seconds(0)));
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(RetryAfter::At(784_111_777)));
        check("Sunday, 06-Nov-94 08:49:37 GMT", Some(RetryAfter::At(784_111_777)));
        check("Sun Nov  6 08:49:37 1994", Some(RetryAfter::At(784_111_777)));
        check("-5", None);
        check("soon", None);
        check("", None);
    }

    #[test]
    fn max_age_is_found_among_directives() {
        let check = |value: &str, expected: Option<u64>| {
            assert_eq!(max_age(value), expected.map(Duration::from_secs), "{value}");
        };
        check("max-age=60", Some(60));
        check("public, Max-Age = \"300\" , must-revalidate", Some(300));
        check("s-maxage=60", None);
        check("no-store", None);
        check("max-age=soon", None);
        check("", None);
    }
}
