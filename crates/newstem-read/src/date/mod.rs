//! Times of publication, as files and pages write them, to the two forms of the trace: an RFC 3339
//! time with the zone it was written in, or a bare date. A time without a zone is known only to
//! the day, so only its day is kept: guessing a zone could turn round who came first.
//!
//! `scan` reads dates out of running text by hand-written forms rather than by the patterns of a
//! date library, because a line of a page holds other words than its date, and because a library
//! that guesses (`13:24` as today) is worse here than one that finds nothing. No clock is asked, so
//! a time in the future is not told from one in the past; years that no news bears are refused.

mod scan;
mod zone;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta};

pub(crate) use scan::{Written, find};

/// Years in which no article was published: placeholders of programs (0001, 9999) and typing errors.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2099;
/// A text longer than this in bytes is no written time.
const WRITTEN_BYTES_MAX: usize = 100;

/// Which of two numbers is the month where a date is written `4/5/2023`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// Nothing tells: such a date is read only where one of its numbers can be no month.
    #[default]
    Unknown,
    /// `4/5/2023` is 4 May.
    DayFirst,
    /// `4/5/2023` is 5 April.
    MonthFirst,
}

/// A point in time, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day, by the clock that it was written by.
    pub(crate) day: NaiveDate,
    /// The time of day, by the same clock.
    pub(crate) clock: Option<NaiveTime>,
    /// How far that clock is from Greenwich.
    pub(crate) offset: Option<FixedOffset>,
}

impl Moment {
    /// An RFC 3339 time where clock and zone are known, a bare date otherwise.
    pub(crate) fn written(&self) -> String {
        match self.instant() {
            Some(instant) => instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            None => self.day.format("%Y-%m-%d").to_string(),
        }
    }

    /// The instant meant, where clock and zone are known.
    pub(crate) fn instant(&self) -> Option<DateTime<FixedOffset>> {
        let local = self.day.and_time(self.clock?);
        local.and_local_timezone(self.offset?).single()
    }

    /// True where both may be one instant: the same minute, or days that touch.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        match (self.instant(), other.instant()) {
            (Some(one), Some(two)) => (one - two).abs() < TimeDelta::minutes(1),
            _ => (self.day - other.day).abs() <= TimeDelta::days(1),
        }
    }

    /// Nothing where no article can bear this date.
    fn plausible(self) -> Option<Self> {
        let epoch = self.day == NaiveDate::default();
        (YEARS.contains(&self.day.year()) && !epoch).then_some(self)
    }
}

/// `written` as an RFC 3339 time or a bare date; nothing where it is neither.
pub(crate) fn normalise(written: &str) -> Option<String> {
    read(written, DayOrder::Unknown).map(|moment| moment.written())
}

/// So many milliseconds after the first of January 1970 as an RFC 3339 time in UTC; nothing where
/// that is past any calendar.
pub(crate) fn of_epoch_milliseconds(milliseconds: i64) -> Option<String> {
    let time = DateTime::from_timestamp_millis(milliseconds)?;
    Some(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// The time that the whole of `written` is; nothing where it is none, or impossible.
pub(crate) fn read(written: &str, order: DayOrder) -> Option<Moment> {
    let written = written.trim();
    if written.len() > WRITTEN_BYTES_MAX {
        return None;
    }
    let compact = || digits_alone(written);
    let exact = DateTime::parse_from_rfc3339(written).ok().map(of_instant).or_else(compact);
    let found = || find(written, order).into_iter().next().map(|found| found.moment);
    exact.or_else(found)?.plausible()
}

fn of_instant(instant: DateTime<FixedOffset>) -> Moment {
    let local = instant.naive_local();
    Moment { day: local.date(), clock: Some(local.time()), offset: Some(*instant.offset()) }
}

/// `20230504`, as some meta elements have it.
fn digits_alone(written: &str) -> Option<Moment> {
    let day = NaiveDate::parse_from_str(written, "%Y%m%d").ok().filter(|_| written.len() == 8)?;
    Some(Moment { day, clock: None, offset: None })
}

#[cfg(test)]
mod tests {
    use super::normalise;

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(normalise(written).as_deref(), expected, "{written}");
    }

    #[test]
    fn times_keep_their_zone() {
        check("2023-05-04T18:20:00Z", Some("2023-05-04T18:20:00Z"));
        check("2023-05-04T18:20:00+02:00", Some("2023-05-04T18:20:00+02:00"));
        check("2023-05-04T18:20:00+0200", Some("2023-05-04T18:20:00+02:00"));
        check("2023-05-04T18:20Z", Some("2023-05-04T18:20:00Z"));
        check("2023-05-04 18:20:00+02:00", Some("2023-05-04T18:20:00+02:00"));
        check("Thu, 04 May 2023 18:20:00 GMT", Some("2023-05-04T18:20:00Z"));
        check("Thu May 04 2023 18:20:00 GMT+0200", Some("2023-05-04T18:20:00+02:00"));
        check("2023-05-04T18:20:00.250Z", Some("2023-05-04T18:20:00.250Z"));
    }

    #[test]
    fn a_time_without_zone_is_known_to_the_day() {
        check("2023-05-04T18:20:00", Some("2023-05-04"));
        check("2023-05-04 18:20", Some("2023-05-04"));
    }

    #[test]
    fn dates_stay_dates() {
        check(" 2023-05-04 ", Some("2023-05-04"));
        check("20230504", Some("2023-05-04"));
        check("May 4, 2023", Some("2023-05-04"));
        check("4 May 2023", Some("2023-05-04"));
    }

    #[test]
    fn what_is_no_time_is_nothing() {
        check("", None);
        check("yesterday", None);
        check("updated 3 hours ago", None);
        check("2023-13-40", None);
        check("2023-02-30", None);
        check("May 2023", None);
        check("0001-01-01T00:00:00Z", None);
        check("1970-01-01T00:00:00Z", None);
        check("9999-12-31", None);
    }
}
