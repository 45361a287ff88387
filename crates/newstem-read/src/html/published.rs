//! When a page was published, and when it was last changed.
//!
//! What the page says to programs comes first: linked data, meta elements, microdata, time
//! elements. Its commonest faults are a false zone (the clock of the newsroom under `Z`) and
//! a field for publication that is moved with each change. Both are mended by what is printed beside
//! the headline for readers: a clock with a zone that shows the same minutes under another hour is the
//! right one, and so is an earlier one. The time of change is never taken for the time of
//! publication, for who came first is the question; words like `3 hours ago` are no date.
//!
//! Where it fails: pages that print no zone and say a false one to programs.

use std::sync::LazyLock;

use chrono::TimeDelta;

use super::headline::Headline;
use super::json_ld::Description;
use super::page::{Mark, Marked, Page};
use crate::date::{DayOrder, Moment, Written, find, read};
use crate::language;

/// Meta elements with the time of publication, the most reliable first.
const PUBLISHED: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "og:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pub_date",
    "pubdate",
    "og:pubdate",
    "published",
    "published_at",
    "publishdate",
    "publish-date",
    "publish_date",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "date",
];
/// Meta elements with the time of the last change.
const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "article.updated",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "revised",
];
/// A date stands at most so many lines before the headline.
const LINES_BEFORE: usize = 6;
/// A date stands at most so many lines behind the headline.
const LINES_BEHIND: usize = 22;
/// A longer line is a paragraph, whose dates are of what it tells.
const LINE_CHARACTERS_MAX: usize = 160;
/// A line with more words than this beside its dates is a sentence.
const WORDS_BESIDE_MAX: usize = 12;
/// So much text tells a language.
const SAMPLE_BYTES: usize = 1500;
/// Two clocks under false zones lie at most so far apart.
const ZONES_APART_MAX: TimeDelta = TimeDelta::hours(14);

/// The times of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) published: Option<Moment>,
    pub(super) modified: Option<Moment>,
}

/// What the words before a date say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    Published,
    Updated,
    None,
}

/// A date that readers see.
#[derive(Clone, Copy, Debug)]
struct Shown {
    moment: Moment,
    cue: Cue,
}

/// Reads the times of a page; `address` is its own.
pub(super) fn times(
    page: &Page,
    linked: Option<&Description>,
    headline: &Headline,
    address: Option<&str>,
) -> Times {
    let order = day_order(page, headline);
    let modified = modified(page, linked, order);
    let shown = shown(page, headline, order);
    let said = best(&said(page, linked, order), modified);
    let seen = seen(&shown, modified, said);
    let published = reconciled(said, seen).or_else(|| of_address(address?));
    Times { published, modified: modified.or_else(|| of_cue(&shown, Cue::Updated)) }
}

/// Which number is the month in this page's dates: only Americans write it first.
fn day_order(page: &Page, headline: &Headline) -> DayOrder {
    match order_told(page) {
        DayOrder::Unknown if needs_order(page, headline) => order_of_words(page),
        told => told,
    }
}

/// True where a date near the headline can be read only if the order is known.
fn needs_order(page: &Page, headline: &Headline) -> bool {
    let mut lines = near(headline).map(|index| page.line(index)).filter(|line| is_date_line(line));
    lines.any(|line| find(line, DayOrder::Unknown).len() < find(line, DayOrder::DayFirst).len())
}

/// The lines near the headline.
fn near(headline: &Headline) -> std::ops::Range<usize> {
    let lines = headline.line.map(|line| line.saturating_sub(LINES_BEFORE)..line + LINES_BEHIND);
    lines.unwrap_or_default()
}

/// The order by the language of the words, since English alone has both.
fn order_of_words(page: &Page) -> DayOrder {
    let mut words = String::new();
    for index in (0..page.line_count()).filter(|&index| !page.is_aside(index)) {
        words.push_str(page.line(index));
        words.push('\n');
        if words.len() > SAMPLE_BYTES {
            break;
        }
    }
    match language::detect(&words).as_str() {
        "en" | "und" => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

fn order_told(page: &Page) -> DayOrder {
    let tag = page.meta("og:locale").or(page.language.as_deref()).unwrap_or_default();
    let tag = tag.to_lowercase().replace('_', "-");
    match tag.split('-').next().unwrap_or_default() {
        _ if tag == "en-us" => DayOrder::MonthFirst,
        "" => DayOrder::Unknown,
        "en" if !tag.contains('-') => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

/// Times of publication that the page says to programs, the most reliable first.
fn said(page: &Page, linked: Option<&Description>, order: DayOrder) -> Vec<Moment> {
    let linked = linked.and_then(|linked| linked.published.as_deref());
    let metas = page.metas(&PUBLISHED);
    let microdata = page.properties("datePublished").map(value_or_text);
    let elements = page.of_kind(Mark::Time).filter(|time| !time.aside).filter_map(unchanging);
    let created = page.properties("dateCreated").map(value_or_text);
    let written = linked.into_iter().chain(metas).chain(microdata).chain(created);
    let strict = written.filter_map(|written| read(written, order));
    strict.chain(elements.take(1).filter_map(|written| read(written, order))).collect()
}

fn value_or_text(marked: &Marked) -> &str {
    marked.value.as_deref().unwrap_or(&marked.text)
}

/// What a time element says, unless it is the time of a change.
fn unchanging(time: &Marked) -> Option<&str> {
    (cue_of(&time.text) != Cue::Updated).then_some(time.value.as_deref()?)
}

fn modified(page: &Page, linked: Option<&Description>, order: DayOrder) -> Option<Moment> {
    let linked = linked.and_then(|linked| linked.modified.as_deref());
    let microdata = page.properties("dateModified").map(value_or_text);
    let mut written = linked.into_iter().chain(page.metas(&MODIFIED)).chain(microdata);
    written.find_map(|written| read(written, order))
}

/// The first of `said` that was not after the last change; in its place one with a zone, where it
/// has none and both may be one.
fn best(said: &[Moment], modified: Option<Moment>) -> Option<Moment> {
    let possible =
        |moment: &&Moment| modified.is_none_or(|modified| !is_days_after(moment, &modified));
    let first = said.iter().find(possible)?;
    if first.instant().is_some() {
        return Some(*first);
    }
    let zoned = said.iter().find(|other| other.instant().is_some() && first.may_be(other));
    Some(*zoned.unwrap_or(first))
}

fn is_days_after(one: &Moment, other: &Moment) -> bool {
    (one.day - other.day) > TimeDelta::days(1)
}

/// The dates printed near the headline, and those anywhere that are said to be of publication.
fn shown(page: &Page, headline: &Headline, order: DayOrder) -> Vec<Shown> {
    let mut shown = Vec::new();
    let lines_near = near(headline);
    // A date behind the headline is rather its own than one before.
    let behind = headline.line.unwrap_or(0)..page.line_count();
    let before = 0..behind.start;
    for index in behind.chain(before) {
        let line = page.line(index);
        if Some(index) == headline.line || page.is_aside(index) || !is_date_line(line) {
            continue;
        }
        let near = lines_near.contains(&index);
        let dates = on_line(page, index, order);
        shown.extend(dates.into_iter().filter(|date| near || date.cue == Cue::Published));
    }
    shown
}

fn is_date_line(line: &str) -> bool {
    line.len() <= LINE_CHARACTERS_MAX && line.bytes().any(|byte| byte.is_ascii_digit())
}

fn on_line(page: &Page, index: usize, order: DayOrder) -> Vec<Shown> {
    let line = page.line(index);
    let dates = find(line, order);
    if dates.is_empty() || words_beside(line, &dates) > WORDS_BESIDE_MAX {
        return Vec::new();
    }
    let mut from = 0;
    let mut shown = Vec::new();
    for date in dates {
        let mut cue = cue_of(line.get(from..date.start).unwrap_or_default());
        if cue == Cue::None && from == 0 {
            cue = cue_alone(page, index);
        }
        shown.push(Shown { moment: with_next_line(page, index, &date, order), cue });
        from = date.end;
    }
    shown
}

fn words_beside(line: &str, dates: &[Written]) -> usize {
    let dated: usize = dates.iter().map(|date| date.end - date.start).sum();
    let words = line.split_whitespace().count();
    words.saturating_sub(dated / 4)
}

/// A cue that has the line before a date to itself.
fn cue_alone(page: &Page, index: usize) -> Cue {
    let before = index.checked_sub(1).map_or("", |before| page.line(before));
    if before.split_whitespace().count() <= 3 { cue_of(before) } else { Cue::None }
}

/// A date with the clock on the next line, where a page prints them so.
fn with_next_line(page: &Page, index: usize, date: &Written, order: DayOrder) -> Moment {
    let line = page.line(index);
    if date.moment.clock.is_some() || date.end < line.len() {
        return date.moment;
    }
    let next = page.line(index + 1);
    if next.len() > 24 {
        return date.moment;
    }
    let both = format!("{line} {next}");
    let found = find(&both, order).into_iter().find(|other| other.start == date.start);
    found.map_or(date.moment, |found| found.moment)
}

static CUES: LazyLock<Vec<(Cue, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/date-cues.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let kinds = rows.filter_map(|(kind, words)| Some((cue_named(kind)?, words)));
    kinds.flat_map(|(cue, words)| words.split(';').map(move |words| (cue, words))).collect()
});

fn cue_named(kind: &str) -> Option<Cue> {
    match kind {
        "published" => Some(Cue::Published),
        "updated" => Some(Cue::Updated),
        _ => None,
    }
}

/// The last cue in the words before a date.
fn cue_of(words: &str) -> Cue {
    let lower = words.to_lowercase();
    let places = CUES.iter().filter_map(|&(cue, words)| Some((last_place(&lower, words)?, cue)));
    places.max_by_key(|&(end, _)| end).map_or(Cue::None, |(_, cue)| cue)
}

/// Where the last whole printing of `words` in `text` ends.
fn last_place(text: &str, words: &str) -> Option<usize> {
    let at = text.rfind(words)?;
    let end = at + words.len();
    let whole =
        !text[..at].ends_with(char::is_alphabetic) && !text[end..].starts_with(char::is_alphabetic);
    whole.then_some(end)
}

fn of_cue(shown: &[Shown], cue: Cue) -> Option<Moment> {
    shown.iter().find(|date| date.cue == cue).map(|date| date.moment)
}

/// The time of publication as readers see it: one that is called so, else the first that may be.
fn seen(shown: &[Shown], modified: Option<Moment>, said: Option<Moment>) -> Option<Shown> {
    let called = shown.iter().find(|date| date.cue == Cue::Published);
    let is_change = |date: &Shown| {
        let same =
            |other: Option<Moment>| other.is_some_and(|other| is_same_minute(&date.moment, &other));
        same(modified) && !same(said)
    };
    let silent = || shown.iter().find(|date| date.cue == Cue::None && !is_change(date));
    called.or_else(silent).copied()
}

fn is_same_minute(one: &Moment, other: &Moment) -> bool {
    match (one.instant(), other.instant()) {
        (Some(one), Some(other)) => (one - other).abs() < TimeDelta::minutes(1),
        _ => false,
    }
}

/// What is said to programs, unless what readers see tells that it is wrong.
fn reconciled(said: Option<Moment>, seen: Option<Shown>) -> Option<Moment> {
    let (Some(said), Some(seen)) = (said, seen) else {
        return said.or(seen.map(|seen| seen.moment));
    };
    let better = match (seen.moment.instant(), said.instant()) {
        (Some(seen), Some(said)) => is_other_zone(seen - said) || seen < said,
        (Some(_), None) => seen.moment.may_be(&said) || seen.cue == Cue::Published,
        (None, Some(_)) => return Some(first_printed(said, seen)),
        (None, None) => seen.cue == Cue::Published,
    };
    Some(if better { seen.moment } else { said })
}

/// True where two clocks show the same minutes under different hours.
fn is_other_zone(apart: TimeDelta) -> bool {
    let quarter = TimeDelta::minutes(15).num_seconds();
    let off = apart.num_seconds().abs() % quarter;
    let whole = off < 60 || quarter - off < 60;
    whole && apart.abs() >= TimeDelta::minutes(15) && apart.abs() <= ZONES_APART_MAX
}

/// What is said, moved to an earlier clock of the same day that readers are told it was published at.
fn first_printed(said: Moment, seen: Shown) -> Moment {
    let earlier = Moment { offset: said.offset, ..seen.moment };
    let local_zone = said.offset.is_some_and(|offset| offset.local_minus_utc() != 0);
    let (Some(printed), Some(known)) = (earlier.instant(), said.instant()) else {
        return said;
    };
    let apart = known - printed;
    let moved = apart > TimeDelta::minutes(1) && apart < TimeDelta::hours(24);
    let trusted = seen.cue == Cue::Published && local_zone && !is_other_zone(apart);
    if trusted && moved { earlier } else { said }
}

/// The day in the path of an address: `/2024/05/13/`, `/2024-05-13/`.
fn of_address(address: &str) -> Option<Moment> {
    let parts: Vec<&str> = address.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|parts| {
        let digits =
            |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let dated = digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2);
        dated.then(|| read(&parts.join("-"), DayOrder::Unknown)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tree::Tree;

    /// The times of a page with the headline `Rain`.
    fn told(html: &str, linked: Option<&Description>) -> (Option<String>, Option<String>) {
        let page = Page::of(&Tree::of(html));
        let heading = page.of_kind(Mark::Heading(1)).next();
        let line = heading.map(|heading| heading.line);
        let headline = Headline { text: "Rain".to_owned(), line };
        let times = times(&page, linked, &headline, None);
        (times.published.map(|time| time.written()), times.modified.map(|time| time.written()))
    }

    fn check(html: &str, published: Option<&str>) {
        assert_eq!(told(html, None).0.as_deref(), published, "{html}");
    }

    #[test]
    fn linked_data_comes_before_meta_and_meta_before_what_is_shown() {
        let linked = Description {
            published: Some("2026-04-13T10:00:00+02:00".to_owned()),
            modified: Some("2026-04-14T10:00:00Z".to_owned()),
            ..Description::default()
        };
        let meta = "<meta property='article:published_time' content='2026-04-13T09:00:00Z'>";
        let time = "<article><time datetime='2026-04-12'>yesterday</time></article>";
        let (published, modified) = told(&format!("{time}{meta}"), Some(&linked));
        assert_eq!(published.as_deref(), Some("2026-04-13T10:00:00+02:00"));
        assert_eq!(modified.as_deref(), Some("2026-04-14T10:00:00Z"));
        check(&format!("{time}{meta}"), Some("2026-04-13T09:00:00Z"));
        check(time, Some("2026-04-12"));
    }

    #[test]
    fn a_change_is_no_publication() {
        check("<meta property='article:modified_time' content='2026-04-13T09:00:00Z'>", None);
        check("<h1>Rain</h1><p>Updated 13 April 2026</p>", None);
        check("<h1>Rain</h1><p>Updated 3 hours ago</p>", None);
        check("<h1>Rain</h1><p>Updated</p><p>13 April 2026</p>", None);
        check("<h1>Rain</h1><time datetime='2026-04-13'>Updated on Monday</time>", None);
        check(
            "<h1>Rain</h1><p>Updated: 14 April 2026</p><p>Posted: 13 April 2026</p>",
            Some("2026-04-13"),
        );
    }

    #[test]
    fn a_date_is_found_beside_the_headline() {
        check("<h1>Rain</h1><p>By A. Bee</p><p>13 April 2026</p>", Some("2026-04-13"));
        check("<p>Posté le 13 avril 2026</p><h1>Rain</h1>", Some("2026-04-13"));
        check(
            "<h1>Rain</h1><p>April 13, 2026</p><p>5:50 PM EST</p>",
            Some("2026-04-13T17:50:00-05:00"),
        );
        check(
            "<h1>Rain</h1><p>It had last rained on 13 April 2026, when the wardens of the valley closed the bridge.</p>",
            None,
        );
        check("<h1>Rain on 13 April 2026</h1><p>It rained.</p>", None);
        check("<nav>13 April 2026</nav><h1>Rain</h1>", None);
    }

    #[test]
    fn what_readers_see_mends_a_false_zone() {
        let meta = "<meta property='article:published_time' content='2026-04-13T10:45:00Z'>";
        let check_shown = |line: &str, expected: &str| {
            check(&format!("{meta}<h1>Rain</h1><p>{line}</p>"), Some(expected));
        };
        check_shown("13 April 2026 10:45 EDT", "2026-04-13T10:45:00-04:00");
        check_shown("13 April 2026 10:20 GMT", "2026-04-13T10:20:00Z");
        check_shown("13 April 2026 12:20 GMT", "2026-04-13T10:45:00Z");
        check_shown("13 April 2026", "2026-04-13T10:45:00Z");
    }

    #[test]
    fn an_address_may_hold_the_day() {
        let check = |address: &str, expected: Option<&str>| {
            let found = of_address(address).map(|moment| moment.written());
            assert_eq!(found.as_deref(), expected, "{address}");
        };
        check("https://valley.example/2026/04/13/rain", Some("2026-04-13"));
        check("https://valley.example/rain-2026-04-13", Some("2026-04-13"));
        check("https://valley.example/2026/99/13/rain", None);
        check("https://valley.example/rain", None);
    }

    #[test]
    fn impossible_times_are_refused() {
        check(
            "<meta property='article:published_time' content='0001-01-01T00:00:00Z'><h1>Rain</h1><p>13 April 2026</p>",
            Some("2026-04-13"),
        );
        check("<meta name='date' content='2026-13-41'>", None);
    }
}
