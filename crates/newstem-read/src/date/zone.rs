//! Names of time zones to their distance from Greenwich.

use std::sync::LazyLock;

use chrono::{Datelike, FixedOffset, NaiveDate, Weekday};

/// How far a named zone is from Greenwich.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shift {
    Fixed(i32),
    /// In winter; an hour more while America saves daylight.
    American(i32),
}

static ZONES: LazyLock<Vec<(&'static str, Shift)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/time-zones.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(zone).collect()
});

fn zone(row: &'static str) -> Option<(&'static str, Shift)> {
    let (name, shift) = row.split_once('\t')?;
    let shift = match shift.strip_prefix("american ") {
        Some(minutes) => Shift::American(minutes.parse().ok()?),
        None => Shift::Fixed(shift.parse().ok()?),
    };
    Some((name, shift))
}

/// The offset on `day` of the zone called `name`, in small letters; nothing where it is no zone or
/// several.
pub(super) fn offset(name: &str, day: NaiveDate) -> Option<FixedOffset> {
    let (_, shift) = ZONES.iter().find(|(known, _)| *known == name)?;
    let minutes = match *shift {
        Shift::Fixed(minutes) => minutes,
        Shift::American(minutes) => minutes + if saves_daylight(day) { 60 } else { 0 },
    };
    FixedOffset::east_opt(minutes * 60)
}

/// True where America's clocks were forward on `day`, by the Energy Policy Act of 2005 and, before
/// 2007, the Uniform Time Act as amended in 1986. The day of the change counts as after it.
fn saves_daylight(day: NaiveDate) -> bool {
    let year = day.year();
    let (first, last) = if year >= 2007 {
        (sunday_from(year, 3, 8), sunday_from(year, 11, 1))
    } else {
        (sunday_from(year, 4, 1), sunday_from(year, 10, 25))
    };
    first.is_some_and(|first| day >= first) && last.is_some_and(|last| day < last)
}

/// The first Sunday on or after a day.
fn sunday_from(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let mut days = NaiveDate::from_ymd_opt(year, month, day)?.iter_days();
    days.find(|day| day.weekday() == Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_zones_move_with_the_season() {
        let check = |name, (year, month, day), hours: Option<i32>| {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let expected = hours.and_then(|hours| FixedOffset::east_opt(hours * 3600));
            assert_eq!(offset(name, day), expected, "{name} {day}");
        };
        check("et", (2019, 11, 2), Some(-4));
        check("et", (2019, 11, 3), Some(-5));
        check("pt", (2019, 3, 9), Some(-8));
        check("pt", (2019, 3, 10), Some(-7));
        check("et", (2005, 10, 29), Some(-4));
        check("et", (2005, 10, 30), Some(-5));
        check("est", (2019, 7, 1), Some(-5));
        check("cest", (2019, 7, 1), Some(2));
        check("ist", (2019, 7, 1), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("../../data/time-zones.tsv").lines();
        assert_eq!(ZONES.len(), rows.filter(|row| !row.starts_with('#')).count());
    }
}
