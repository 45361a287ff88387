//! Who came first, as far as publication times can tell.
//!
//! A bare date is the whole day, so it orders nothing within it; a missing or unreadable time
//! is no evidence. Times are compared by the clock of Greenwich; one without a zone is taken to be
//! anywhere on earth, which is why it may miss by half a day either way.

/// A publication time as the seconds between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Some(match zone_offset(zone) {
        Some(offset) => {
            Interval { earliest: day + seconds - offset, latest: day + seconds - offset }
        }
        None => Interval { earliest: day + seconds - HALF_DAY, latest: day + seconds + HALF_DAY },
    })
}

/// Days since 1970 of `YYYY-MM-DD` (the civil-calendar count of Hinnant, 2013).
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
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
    let hours: i64 = text.get(..2)?.parse().ok()?;
    let minutes: i64 = text.get(2..5)?.strip_prefix(':')?.parse().ok()?;
    let mut rest = text.get(5..)?;
    let mut seconds = hours * 3600 + minutes * 60;
    if let Some(after) = rest.strip_prefix(':') {
        seconds += after.get(..2)?.parse::<i64>().ok()?;
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
    Some(sign * (hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60))
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
        check("2026-13-04", "2026-03-04", Sequence::Unknown);
    }

    #[test]
    fn a_time_without_a_zone_may_be_anywhere_on_earth() {
        check("2026-03-04T09:00", "2026-03-04T12:00:00Z", Sequence::Unknown);
    }
}
