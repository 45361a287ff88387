//! Dates in running text: `Published 12 May 2023 10:32 BST`, `Posté le 3 mars 2021 à 18h05`.
//!
//! A line is cut into words, numbers and marks; a date is a short run of these in one of five
//! forms, and its clock and zone are looked for right behind it, then right before. It fails on
//! dates in words (`the first of May`) and on languages whose months the table does not hold,
//! which then show only their dates in numbers.

use std::sync::LazyLock;

use chrono::{FixedOffset, NaiveDate, NaiveTime};

use super::{DayOrder, Moment, zone};

/// Words and marks that may stand between a date and its clock: at most so many.
const BETWEEN_MAX: usize = 4;
/// Words that make the hour an afternoon's or a morning's.
const HALF_DAYS: [&str; 4] = ["am", "pm", "a", "p"];
/// Years written with two digits are of this century up to this one.
const SHORT_YEAR_MAX: u32 = 69;

/// A date found in a text, with the bytes it was found at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) moment: Moment,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The dates in `line`, in their order.
pub(crate) fn find(line: &str, order: DayOrder) -> Vec<Written> {
    if !may_hold_date(line) {
        return Vec::new();
    }
    let tokens = tokens(line);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let read = date(&tokens, at, order);
        let Some((dated, next)) = read else {
            at += 1;
            continue;
        };
        let (written, next) = with_clock(&tokens, dated, at, next);
        found.push(written);
        at = next;
    }
    found
}

/// A cheap look before the dear one: every form of a date has two digits.
fn may_hold_date(line: &str) -> bool {
    line.bytes().filter(u8::is_ascii_digit).take(2).count() == 2
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// In small letters.
    Word(String),
    /// Its value and its count of digits.
    Number(u32, usize),
    Mark(char),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let same = |c: char| match first {
            _ if first.is_ascii_digit() => c.is_ascii_digit(),
            _ if first.is_alphabetic() => c.is_alphabetic(),
            _ => false,
        };
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|&(_, c)| same(c)) {
            end = at + c.len_utf8();
        }
        push_token(&mut tokens, &line[start..end], start);
    }
    tokens
}

fn push_token(tokens: &mut Vec<Token>, text: &str, start: usize) {
    let end = start + text.len();
    let Some(first) = text.chars().next() else {
        return;
    };
    if first.is_ascii_digit() {
        push_number(tokens, text, start);
    } else if first.is_alphabetic() {
        tokens.push(Token { kind: Kind::Word(text.to_lowercase()), start, end });
    } else {
        tokens.push(Token { kind: Kind::Mark(first), start, end });
    }
}

/// A number; where a page prints year and hour without a space between them (`20194:29 AM`), both.
fn push_number(tokens: &mut Vec<Token>, text: &str, start: usize) {
    let glued = matches!(text.len(), 5 | 6) && (text.starts_with("19") || text.starts_with("20"));
    if glued {
        push_number(tokens, &text[..4], start);
        push_number(tokens, &text[4..], start + 4);
        return;
    }
    // A number too long to be part of a date is none of its parts.
    let value = text.parse().unwrap_or(u32::MAX);
    let kind = Kind::Number(value, text.len());
    tokens.push(Token { kind, start, end: start + text.len() });
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn mark(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

/// A number of `digits_min` to `digits_max` digits.
fn number(tokens: &[Token], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    match tokens.get(at)?.kind {
        Kind::Number(value, count) if digits.contains(&count) => Some(value),
        _ => None,
    }
}

/// A day, with a clock where the form has one inside the date, and the token behind it.
#[derive(Clone, Copy, Debug)]
struct Dated {
    day: NaiveDate,
    clock: Option<Clock>,
}

#[derive(Clone, Copy, Debug)]
struct Clock {
    time: NaiveTime,
    offset: Option<FixedOffset>,
}

fn date(tokens: &[Token], at: usize, order: DayOrder) -> Option<(Dated, usize)> {
    let plain = year_first(tokens, at)
        .or_else(|| month_named_first(tokens, at))
        .or_else(|| day_then_name(tokens, at))
        .or_else(|| in_numbers(tokens, at, order));
    let plain = plain.map(|(day, next)| (Dated { day, clock: None }, next));
    plain.or_else(|| year_last(tokens, at))
}

/// `2023-05-04`, `2023/05/04`, `2023.5.4`, `2023年5月4日`.
fn year_first(tokens: &[Token], at: usize) -> Option<(NaiveDate, usize)> {
    let year = number(tokens, at, 4..=4)?;
    let separator = &tokens.get(at + 1)?.kind;
    let month = number(tokens, at + 2, 1..=2)?;
    let second = &tokens.get(at + 3)?.kind;
    let day = number(tokens, at + 4, 1..=2)?;
    let marks = matches!(separator, Kind::Mark('-' | '/' | '.' | '‑')) && separator == second;
    let east = matches!(separator, Kind::Word(word) if word == "年")
        && matches!(second, Kind::Word(word) if word == "月");
    let next = if east { at + 6 } else { at + 5 };
    let date = date_of(year, month, day).filter(|_| marks || east)?;
    Some((date, next.min(tokens.len())))
}

/// `May 4, 2023`, `Nov. 18th 2019`.
fn month_named_first(tokens: &[Token], at: usize) -> Option<(NaiveDate, usize)> {
    let month = month(word(tokens, at)?)?;
    let at = after(tokens, at + 1, &['.']);
    let day = number(tokens, at, 1..=2)?;
    let at = after(tokens, after_ordinal(tokens, at + 1), &[',', '.']);
    let year = number(tokens, at, 4..=4)?;
    Some((date_of(year, month, day)?, at + 1))
}

/// `4 May 2023`, `4. Mai 2023`, `4 de mayo de 2023`, `4-May-2023`.
fn day_then_name(tokens: &[Token], at: usize) -> Option<(NaiveDate, usize)> {
    let day = number(tokens, at, 1..=2)?;
    let at = after(tokens, after_ordinal(tokens, at + 1), &['.', '-', '/', 'º']);
    let at = after_word(tokens, at, &["de", "of", "do", "di"]);
    let month = month(word(tokens, at)?)?;
    let at = after(tokens, at + 1, &['.', '-', '/']);
    let at = after(tokens, after_word(tokens, at, &["de", "del", "do"]), &[',']);
    let year = number(tokens, at, 4..=4)?;
    Some((date_of(year, month, day)?, at + 1))
}

/// `04/05/2023`, `4.5.2023`, `11/19/19`.
fn in_numbers(tokens: &[Token], at: usize, order: DayOrder) -> Option<(NaiveDate, usize)> {
    let first = number(tokens, at, 1..=2)?;
    let separator = mark(tokens, at + 1).filter(|mark| ['/', '.', '-'].contains(mark))?;
    let second = number(tokens, at + 2, 1..=2)?;
    mark(tokens, at + 3).filter(|mark| *mark == separator)?;
    let year = written_year(tokens, at + 4)?;
    let day_first = match (first > 12, second > 12) {
        (true, _) => true,
        (false, true) => false,
        // Nobody writes the month first before a point.
        _ if separator == '.' => true,
        _ if first == second => true,
        _ => match order {
            DayOrder::DayFirst => true,
            DayOrder::MonthFirst => false,
            DayOrder::Unknown => return None,
        },
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    Some((date_of(year, month, day)?, at + 5))
}

fn written_year(tokens: &[Token], at: usize) -> Option<u32> {
    let short = || number(tokens, at, 2..=2).filter(|year| *year <= SHORT_YEAR_MAX);
    number(tokens, at, 4..=4).or_else(|| short().map(|year| 2000 + year))
}

/// `Nov 19 21:57:01 UTC 2019`, as programs print times.
fn year_last(tokens: &[Token], at: usize) -> Option<(Dated, usize)> {
    let month = month(word(tokens, at)?)?;
    let day = number(tokens, at + 1, 1..=2)?;
    let (time, next) = time_of_day(tokens, at + 2)?;
    let zone = word(tokens, next);
    let at_year = if zone.is_some() { next + 1 } else { next };
    let day = date_of(number(tokens, at_year, 4..=4)?, month, day)?;
    let offset = zone.and_then(|name| zone::offset(name, day));
    Some((Dated { day, clock: Some(Clock { time, offset }) }, at_year + 1))
}

fn date_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
}

fn after(tokens: &[Token], at: usize, marks: &[char]) -> usize {
    let present = mark(tokens, at).is_some_and(|mark| marks.contains(&mark));
    if present { at + 1 } else { at }
}

fn after_word(tokens: &[Token], at: usize, words: &[&str]) -> usize {
    let present = word(tokens, at).is_some_and(|word| words.contains(&word));
    if present { at + 1 } else { at }
}

fn after_ordinal(tokens: &[Token], at: usize) -> usize {
    after_word(tokens, at, &["st", "nd", "rd", "th", "er"])
}

static MONTHS: LazyLock<Vec<(&'static str, u32)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/months.tsv").lines();
    let months = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let named = months.filter_map(|(month, names)| Some((month.parse().ok()?, names)));
    let mut all: Vec<(&str, u32)> =
        named.flat_map(|(month, names)| names.split(';').map(move |name| (name, month))).collect();
    all.sort_unstable();
    all
});

fn month(word: &str) -> Option<u32> {
    let found = MONTHS.binary_search_by_key(&word, |&(name, _)| name).ok()?;
    MONTHS.get(found).map(|&(_, month)| month)
}

/// The date that stands from token `at` up to `next`, with the clock beside it.
fn with_clock(tokens: &[Token], dated: Dated, at: usize, next: usize) -> (Written, usize) {
    let behind = || clock_behind(tokens, next, dated.day);
    let before = || clock_before(tokens, at, dated.day).map(|clock| (clock, next));
    let inside = dated.clock.map(|clock| (clock, next));
    let found = inside.or_else(behind).or_else(before);
    let (clock, next) = found.map_or((None, next), |(clock, next)| (Some(clock), next));
    let moment = Moment {
        day: dated.day,
        clock: clock.map(|clock| clock.time),
        offset: clock.and_then(|clock| clock.offset),
    };
    let end = tokens.get(next.saturating_sub(1)).map_or(0, |token| token.end);
    (Written { moment, start: tokens[at].start, end }, next)
}

/// The clock behind a date, past words like `at` and marks that are no clock of another date.
fn clock_behind(tokens: &[Token], next: usize, day: NaiveDate) -> Option<(Clock, usize)> {
    for at in next..tokens.len().min(next + BETWEEN_MAX + 1) {
        if matches!(tokens[at].kind, Kind::Number(..)) {
            return clock(tokens, at, day);
        }
        if word(tokens, at).is_some_and(|word| month(word).is_some()) {
            return None;
        }
    }
    None
}

/// The clock that ends, but for a few words and marks, where a date begins.
fn clock_before(tokens: &[Token], date_at: usize, day: NaiveDate) -> Option<Clock> {
    let first = date_at.saturating_sub(BETWEEN_MAX + 8);
    let found = (first..date_at).find_map(|at| clock(tokens, at, day));
    let (clock, next) = found?;
    let between = tokens.get(next..date_at)?;
    let near = between.len() <= BETWEEN_MAX
        && !between.iter().any(|token| matches!(token.kind, Kind::Number(..)));
    near.then_some(clock)
}

fn clock(tokens: &[Token], at: usize, day: NaiveDate) -> Option<(Clock, usize)> {
    let (time, next) = time_of_day(tokens, at)?;
    let (offset, next) = zone_at(tokens, next, day);
    Some((Clock { time, offset }, next))
}

/// `18:20`, `18:20:05.25`, `6.20 p.m.`, `18h20`, `6pm`, `18.20 Uhr`.
fn time_of_day(tokens: &[Token], at: usize) -> Option<(NaiveTime, usize)> {
    let hour = number(tokens, at, 1..=2)?;
    let colon = mark(tokens, at + 1) == Some(':') || word(tokens, at + 1) == Some("h");
    let point = mark(tokens, at + 1) == Some('.');
    let minute = number(tokens, at + 2, 2..=2).filter(|_| colon || point);
    let Some(minute) = minute else {
        let (hour, next) =
            half_day(tokens, at + 1, hour).or_else(|| full_hour(tokens, at, hour))?;
        return Some((NaiveTime::from_hms_opt(hour, 0, 0)?, next));
    };
    let (second, next) = seconds(tokens, at + 3);
    let (hour, after) = half_day(tokens, next, hour).unwrap_or((hour, next));
    // `18.20` is a clock only where something says so, or it could be a price.
    let said = after > next || word(tokens, after).is_some_and(says_clock);
    let after = after_word(tokens, after, &["uhr", "hrs", "hours", "h"]);
    (colon || said).then_some((NaiveTime::from_hms_opt(hour, minute, second)?, after))
}

fn says_clock(word: &str) -> bool {
    word == "uhr" || word == "hrs" || zone::offset(word, NaiveDate::default()).is_some()
}

/// Seconds and their fraction, which no one needs.
fn seconds(tokens: &[Token], at: usize) -> (u32, usize) {
    let second = number(tokens, at + 1, 2..=2).filter(|_| mark(tokens, at) == Some(':'));
    let Some(second) = second else {
        return (0, at);
    };
    let fraction = mark(tokens, at + 2) == Some('.') && number(tokens, at + 3, 1..=9).is_some();
    (second, if fraction { at + 4 } else { at + 2 })
}

/// The hour of a whole day where `am` or `pm` follows.
fn half_day(tokens: &[Token], at: usize, hour: u32) -> Option<(u32, usize)> {
    let half = word(tokens, at).filter(|word| HALF_DAYS.contains(word))?;
    let spelled = mark(tokens, at + 1) == Some('.') && word(tokens, at + 2) == Some("m");
    if half.len() == 1 && !spelled {
        return None;
    }
    let next = if spelled { after(tokens, at + 3, &['.']) } else { at + 1 };
    let hour = match (half.starts_with('p'), hour) {
        (true, 1..=11) => hour + 12,
        (false, 12) => 0,
        _ => hour,
    };
    Some((hour, next))
}

/// `18 Uhr`, `18h`.
fn full_hour(tokens: &[Token], at: usize, hour: u32) -> Option<(u32, usize)> {
    let said = word(tokens, at + 1).is_some_and(|word| word == "uhr" || word == "h");
    said.then_some((hour, at + 2))
}

/// The zone behind a clock: a name, a distance, or both (`GMT+0200`).
fn zone_at(tokens: &[Token], at: usize, day: NaiveDate) -> (Option<FixedOffset>, usize) {
    let bracket = usize::from(mark(tokens, at) == Some('('));
    let named = word(tokens, at + bracket).and_then(|name| zone::offset(name, day));
    let behind = if named.is_some() { at + bracket + 1 } else { at };
    match distance(tokens, behind) {
        Some((offset, next)) => (Some(offset), next),
        None => (named, behind),
    }
}

/// `+02:00`, `-0500`, `+01`.
fn distance(tokens: &[Token], at: usize) -> Option<(FixedOffset, usize)> {
    let sign = match mark(tokens, at)? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let (minutes, next) = if let Some(joined) = number(tokens, at + 1, 4..=4) {
        (joined / 100 * 60 + joined % 100, at + 2)
    } else {
        let hours = number(tokens, at + 1, 1..=2)?;
        let minutes = number(tokens, at + 3, 2..=2).filter(|_| mark(tokens, at + 2) == Some(':'));
        (hours * 60 + minutes.unwrap_or(0), if minutes.is_some() { at + 4 } else { at + 2 })
    };
    // No clock on earth is further from Greenwich; `-2019` behind a clock is a year.
    if minutes > 14 * 60 {
        return None;
    }
    Some((FixedOffset::east_opt(sign * i32::try_from(minutes).ok()? * 60)?, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        check_ordered(line, DayOrder::Unknown, expected);
    }

    fn check_ordered(line: &str, order: DayOrder, expected: &[&str]) {
        let told: Vec<String> = find(line, order).iter().map(|one| one.moment.written()).collect();
        assert_eq!(told, expected, "{line}");
    }

    #[test]
    fn dates_are_read_in_six_languages() {
        check("Published 12 May 2023", &["2023-05-12"]);
        check("Nov. 18th 2019", &["2019-11-18"]);
        check("Publicado el 4 de mayo de 2023", &["2023-05-04"]);
        check("Publié le 1er août 2021", &["2021-08-01"]);
        check("sexta-feira, 22 de outubro de 2010", &["2010-10-22"]);
        check("publiziert am 25. September 2018", &["2018-09-25"]);
        check("Pubblicato il 3 luglio 2020", &["2020-07-03"]);
        check("2018年10月5日", &["2018-10-05"]);
    }

    #[test]
    fn clock_and_zone_stand_behind_or_before() {
        check("Published 12 May 2023 10:32 BST", &["2023-05-12T10:32:00+01:00"]);
        check("Nov. 19, 2019 8:03 am ET", &["2019-11-19T08:03:00-05:00"]);
        check("July 19, 2019 at 9:46pm PT", &["2019-07-19T21:46:00-07:00"]);
        check("5:45 AM PST 11/19/2019", &["2019-11-19T05:45:00-08:00"]);
        check("10:48 GMT, Tue, Nov 19, 2019", &["2019-11-19T10:48:00Z"]);
        check("Mon 18 Nov 2019 18.54 GMT", &["2019-11-18T18:54:00Z"]);
        check("Posté le 3 mars 2021 à 18h05 CET", &["2021-03-03T18:05:00+01:00"]);
        check("25. Mai 2023, 18 Uhr MESZ", &["2023-05-25T18:00:00+02:00"]);
        check("19 Nov 2019 11:04 a.m. EST", &["2019-11-19T11:04:00-05:00"]);
        check("Tue Nov 19 21:57:01 UTC 2019", &["2019-11-19T21:57:01Z"]);
        check("Wed, Nov 20 20194:29 AM EST", &["2019-11-20T04:29:00-05:00"]);
    }

    #[test]
    fn two_dates_of_a_line_keep_their_own_clocks() {
        check(
            "November 19, 2019 at 8:59 pm GMT | UPDATED: November 20, 2019 at 10:16 am GMT",
            &["2019-11-19T20:59:00Z", "2019-11-20T10:16:00Z"],
        );
        check("12 May 2023 | 13 May 2023 10:00 GMT", &["2023-05-12", "2023-05-13T10:00:00Z"]);
    }

    #[test]
    fn numbers_alone_are_read_where_their_order_is_known() {
        check("05/10/2018", &[]);
        check_ordered("05/10/2018", DayOrder::DayFirst, &["2018-10-05"]);
        check_ordered("05/10/2018", DayOrder::MonthFirst, &["2018-05-10"]);
        check("23/08/2018", &["2018-08-23"]);
        check("11/19/19 06:56 AM EST", &["2019-11-19T06:56:00-05:00"]);
        check("13.11.2019, 23:06", &["2019-11-13"]);
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        check("It fell by 12 to 2023 points", &[]);
        check("31 February 2023", &[]);
        check("May 2023", &[]);
        check("call 555 12 34", &[]);
        check("3 hours ago", &[]);
        check("99999999999999999999 May 2023", &[]);
    }
}
