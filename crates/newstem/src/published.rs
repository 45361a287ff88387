//! Who came first, as far as publication times can tell.
//!
//! A bare date is the whole day, so it orders nothing within it; a missing or unreadable time
//! is no evidence. Times are compared by the clock of Greenwich; one without a zone is taken to be
//! anywhere on earth, which is why it may miss by half a day either way.

use serde::{Deserialize, Serialize};

/// A publication time as the seconds between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// First second it may be, since 1970 UTC.
    pub earliest: i64,
    /// Last second it may be, since 1970 UTC.
    pub latest: i64,
}

/// How two publication times lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// The first is earlier.
    Before,
    /// The first is later.
    After,
    /// They cannot be ordered.
    Unknown,
}

const DAY: i64 = 86_400;
const HALF_DAY: i64 = 43_200;

/// Compares two publication times.
pub fn sequence(first: Option<Interval>, second: Option<Interval>) -> Sequence {
    let (Some(first), Some(second)) = (first, second) else {
        return Sequence::Unknown;
    };
    if first.latest < second.earliest {
        return Sequence::Before;
    }
    if second.latest < first.earliest { Sequence::After } else { Sequence::Unknown }
}

/// Reads an RFC 3339 time or a bare date; anything else is nothing.
pub fn interval(published: &str) -> Option<Interval> {
    let day = days(published.get(..10)?)? * DAY;
    let rest = published.get(10..)?;
    if rest.is_empty() {
        return Some(Interval { earliest: day, latest: day + DAY - 1 });
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (seconds, zone) = clock(rest)?;
    let local = day + seconds;
    if zone.is_empty() {
        return Some(Interval { earliest: local - HALF_DAY, latest: local + HALF_DAY });
    }
    let offset = zone_offset(zone)?;
    Some(Interval { earliest: local - offset, latest: local - offset })
}

/// Days since 1970 of `YYYY-MM-DD` (the civil-calendar count of Hinnant, 2013).
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4, 9999)?;
    let month = digits(parts.next()?, 2, 12)?;
    let day = digits(parts.next()?, 2, 31)?;
    if month == 0 || day == 0 || parts.next().is_some() {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Seconds since midnight, and what follows the clock.
fn clock(text: &str) -> Option<(i64, &str)> {
    let hours = digits(text.get(..2)?, 2, 23)?;
    let minutes = digits(text.get(2..5)?.strip_prefix(':')?, 2, 59)?;
    let mut rest = text.get(5..)?;
    let mut seconds = hours * 3600 + minutes * 60;
    if let Some(after) = rest.strip_prefix(':') {
        seconds += digits(after.get(..2)?, 2, 60)?;
        rest = after.get(2..)?;
    }
    let fraction = rest.strip_prefix('.').map(|digits| digits.trim_start_matches(is_digit));
    Some((seconds, fraction.unwrap_or(rest)))
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Seconds east of Greenwich.
fn zone_offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
    Some(sign * (digits(hours, 2, 23)? * 3600 + digits(minutes, 2, 59)? * 60))
}

/// A number of so many digits, if it is no more than `most`.
fn digits(text: &str, count: usize, most: i64) -> Option<i64> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| plain)?;
    (number <= most).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, expected: Sequence) {
        assert_eq!(sequence(interval(first), interval(second)), expected, "{first} {second}");
    }

    #[test]
    fn zones_are_brought_to_greenwich() {
        check("2026-03-04T09:35:00Z", "2026-03-04T11:00:00+01:00", Sequence::Before);
        check("2026-03-04T09:35:00Z", "2026-03-04T10:30:00.5+01:00", Sequence::After);
    }

    #[test]
    fn a_bare_date_orders_nothing_within_its_day() {
        check("2026-03-04", "2026-03-04T23:59:00Z", Sequence::Unknown);
        check("2026-03-04", "2026-03-05T00:00:00Z", Sequence::Before);
        check("2026-02-28", "2026-03-01", Sequence::Before);
    }

    #[test]
    fn what_cannot_be_read_is_no_evidence() {
        check("yesterday", "2026-03-04", Sequence::Unknown);
        check("2026-13-04", "2026-03-05", Sequence::Unknown);
        check("2026-03-04T99:00:00Z", "2026-03-05", Sequence::Unknown);
        check("2026-03-04T09:00:00+9223372036854775807:00", "2026-03-05", Sequence::Unknown);
        check("2026-03-04T09:00:00 and more", "2026-03-05", Sequence::Unknown);
    }

    #[test]
    fn a_time_without_a_zone_may_be_anywhere_on_earth() {
        check("2026-03-04T09:00", "2026-03-04T12:00:00Z", Sequence::Unknown);
    }
}
