//! Times as feeds and mails write them: RFC 2822 with the mistakes that programs make. A weekday
//! that is not that of the date, an unknown name of a zone, a missing zone: none of them takes the
//! day away, and the hour is kept only with a zone that is known.

use crate::date;
use crate::input::Fault;

const TIME_FORM: &str = "write it as RFC 3339, such as 2023-05-04T18:20:00Z, or as RFC 2822";

/// `written` as an RFC 3339 time with its zone or a bare date.
pub(super) fn time(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let without_weekday = match words.as_slice() {
        [weekday, rest @ ..] if weekday.ends_with([',', '.']) => rest,
        all => all,
    };
    date::normalise(written)
        .or_else(|| date::normalise(&without_weekday.join(" ")))
        .or_else(|| date::normalise(&without_weekday.get(..3)?.join(" ")))
}

/// The same; what cannot be read is a fault and no time.
pub(super) fn time_or_fault(
    kind: &str,
    written: Option<String>,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    let written = written.filter(|written| !written.trim().is_empty())?;
    let time = time(&written);
    if time.is_none() {
        let shown: String = written.trim().chars().take(40).collect();
        let reason = format!("the {kind} time \"{shown}\" could not be read and was left out");
        faults.push(Fault::new(reason, TIME_FORM));
    }
    time
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_survive_the_mistakes_of_programs() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(time(written).as_deref(), expected, "{written}");
        };
        check("Thu, 04 May 2023 18:20:00 +0200", Some("2023-05-04T18:20:00+02:00"));
        check("Mon, 04 May 2023 18:20:00 GMT", Some("2023-05-04T18:20:00Z"));
        check("4 May 2023 18:20 -0500", Some("2023-05-04T18:20:00-05:00"));
        check("Thu, 04 May 2023 18:20:00 CEST", Some("2023-05-04T18:20:00+02:00"));
        check("Thu, 04 May 2023 18:20:00 XYZ", Some("2023-05-04"));
        check("Thu, 04 May 2023 18:20:00", Some("2023-05-04"));
        check("2023-05-04T18:20:00Z", Some("2023-05-04T18:20:00Z"));
        check("soon", None);
        check("", None);
    }
}
