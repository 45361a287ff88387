//! Times of publication, as files write them, to the two forms of the trace: an RFC 3339 time in
//! UTC, or a bare date. A time without a zone is known only to the day, so only its day is kept:
//! guessing a zone could turn round who came first.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};

const TIMES_WITH_ZONE: [&str; 4] = [
    "%Y-%m-%dT%H:%M:%S%.f%#z",
    "%Y-%m-%d %H:%M:%S%.f %#z",
    "%Y-%m-%dT%H:%M%#z",
    "%Y-%m-%d %H:%M %#z",
];
const TIMES_WITHOUT_ZONE: [&str; 4] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
const DATES: [&str; 7] =
    ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// `written` as an RFC 3339 time in UTC or a bare date; nothing where it is neither.
pub(crate) fn normalise(written: &str) -> Option<String> {
    let written = written.trim();
    zoned(written)
        .map(|time| time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        .or_else(|| day(written).map(|date| date.format("%Y-%m-%d").to_string()))
}

/// So many milliseconds after the first of January 1970 as an RFC 3339 time in UTC; nothing where
/// that is past any calendar.
pub(crate) fn of_epoch_milliseconds(milliseconds: i64) -> Option<String> {
    let time = DateTime::from_timestamp_millis(milliseconds)?;
    Some(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn zoned(written: &str) -> Option<DateTime<Utc>> {
    let common = DateTime::parse_from_rfc3339(written)
        .or_else(|_| DateTime::parse_from_rfc2822(written))
        .ok();
    let time = common.or_else(|| {
        TIMES_WITH_ZONE.iter().find_map(|form| DateTime::parse_from_str(written, form).ok())
    });
    time.map(|time| time.to_utc())
}

fn day(written: &str) -> Option<NaiveDate> {
    let from_time = TIMES_WITHOUT_ZONE
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(written, form).ok());
    from_time
        .map(|time| time.date())
        .or_else(|| DATES.iter().find_map(|form| NaiveDate::parse_from_str(written, form).ok()))
}

#[cfg(test)]
mod tests {
    use super::normalise;

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(normalise(written).as_deref(), expected, "{written}");
    }

    #[test]
    fn times_with_a_zone_become_utc() {
        check("2023-05-04T18:20:00Z", Some("2023-05-04T18:20:00Z"));
        check("2023-05-04T18:20:00+02:00", Some("2023-05-04T16:20:00Z"));
        check("2023-05-04T18:20:00+0200", Some("2023-05-04T16:20:00Z"));
        check("2023-05-04T18:20Z", Some("2023-05-04T18:20:00Z"));
        check("Thu, 04 May 2023 18:20:00 GMT", Some("2023-05-04T18:20:00Z"));
    }

    #[test]
    fn a_time_without_zone_is_known_to_the_day() {
        check("2023-05-04T18:20:00", Some("2023-05-04"));
        check("2023-05-04 18:20", Some("2023-05-04"));
    }

    #[test]
    fn dates_stay_dates() {
        check(" 2023-05-04 ", Some("2023-05-04"));
        check("May 4, 2023", Some("2023-05-04"));
        check("4 May 2023", Some("2023-05-04"));
    }

    #[test]
    fn what_is_no_time_is_nothing() {
        check("", None);
        check("yesterday", None);
        check("2023-13-40", None);
    }
}
