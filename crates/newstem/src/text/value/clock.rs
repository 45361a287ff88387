//! Times of day: `06:52`, `16:52:07`, `6.52am`, `23h40`, `half past eight`, `twenty to midnight`, `noon`.

use std::fmt;

use super::Value;
use super::number::NumberWords;
use super::words::Words;

const HALF_DAY: i32 = 720;
const DAY: i32 = 1440;

/// A time of day and how far the words let it move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Minutes since midnight; of the first half of the day where the half is not told.
    pub minutes: i32,
    /// False where the words do not tell morning from evening: `ten to seven`.
    pub half_known: bool,
    /// How many minutes earlier it may be.
    pub earlier: i32,
    /// How many minutes later it may be.
    pub later: i32,
}

impl Clock {
    fn new(minutes: i32, half_known: bool) -> Self {
        let round = if half_known { DAY } else { HALF_DAY };
        Self { minutes: minutes.rem_euclid(round), half_known, earlier: 0, later: 0 }
    }

    /// Whether both may be one time, the half of the day open where either leaves it open.
    pub fn agrees(self, other: Self) -> bool {
        let round = if self.half_known && other.half_known { DAY } else { HALF_DAY };
        let ahead = (other.minutes - self.minutes).rem_euclid(round);
        let behind = round - ahead;
        ahead <= self.later + other.earlier || behind <= self.earlier + other.later
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let loose = match (self.earlier, self.later) {
            (0, 0) => "",
            (_, 0) => "shortly before ",
            (0, _) => "shortly after ",
            _ => "about ",
        };
        // `12:20` by the twelve-hour clock.
        let hour = match self.minutes / 60 {
            0 if !self.half_known => 12,
            hour => hour,
        };
        write!(out, "{loose}{:02}:{:02}", hour, self.minutes % 60)
    }
}

/// Reads a time of day.
pub(super) fn read(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Value, usize)> {
    let (clock, next) = read_digits(words, position)
        .or_else(|| read_named(words, position))
        .or_else(|| read_spoken(words, position, numbers))
        .or_else(|| read_spanish(words, position, numbers))
        .or_else(|| read_full_hour(words, position, numbers))?;
    let clock = halved(words, next, clock);
    Some((Value::Clock(loosened(words, position, clock)), next))
}

/// `06:52`, `6.52am`, `2.20 p.m.`, `8pm`, `23h40`, `4 h 37`, and `at 4.37`.
fn read_digits(words: &Words<'_>, position: usize) -> Option<(Clock, usize)> {
    let text = words.folded(position);
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let digits = text.trim_end_matches(char::is_alphabetic);
    let (half, next) = half_of_day(words, position, &text[digits.len()..]);
    if let Some((hour, minute)) = french_form(words, position) {
        let next = position + if text.contains('h') { 1 } else { 3 };
        return Some((clock(hour, minute, None)?, next));
    }
    let (hour, minute) = match without_seconds(digits).split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if half.is_some() => (digits, "0"),
        _ => return None,
    };
    let told = digits.contains(':') || half.is_some() || follows_at(words, position);
    if !told {
        return None;
    }
    let found = clock(hour.parse().ok()?, minute.parse().ok()?, half)?;
    let surely = half.is_some() || digits.starts_with('0') || found.minutes >= 13 * 60;
    Some((Clock { half_known: surely, ..found }, next))
}

/// `16:52` of `16:52:07`: other sentences seldom give the seconds.
fn without_seconds(digits: &str) -> &str {
    match digits.rsplit_once(':') {
        Some((rest, seconds)) if rest.contains(':') && seconds.len() == 2 => rest,
        _ => digits,
    }
}

fn follows_at(words: &Words<'_>, position: usize) -> bool {
    let before = words.before(position, 1);
    matches!(before, "at" | "las" | "as" | "um" | "alle" | "until" | "since" | "by")
}

/// `am` or `pm` after the digits, in one word or two: the minutes it adds to a morning hour.
fn half_of_day(words: &Words<'_>, position: usize, letters: &str) -> (Option<i32>, usize) {
    let spoken = match letters {
        "am" => Some(0),
        "pm" => Some(HALF_DAY),
        _ => None,
    };
    if spoken.is_some() {
        return (spoken, position + 1);
    }
    match (words.folded(position + 1), words.folded(position + 2)) {
        ("am", _) => (Some(0), position + 2),
        ("pm", _) => (Some(HALF_DAY), position + 2),
        ("a", "m") => (Some(0), position + 3),
        ("p", "m") => (Some(HALF_DAY), position + 3),
        _ => (None, position + 1),
    }
}

/// `23h40` or `4 h 37`.
fn french_form(words: &Words<'_>, position: usize) -> Option<(i32, i32)> {
    let text = words.folded(position);
    let (hour, minute) = match text.split_once('h') {
        Some(("", _)) => return None,
        Some((hour, "")) => (hour, "0"),
        Some((hour, minute)) => (hour, minute),
        None if words.folded(position + 1) == "h" && words.joined(position) => {
            (text, words.folded(position + 2))
        }
        None => return None,
    };
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

fn clock(hour: i32, minute: i32, half: Option<i32>) -> Option<Clock> {
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let minutes = match half {
        Some(half) => (hour % 12) * 60 + minute + half,
        None => hour * 60 + minute,
    };
    Some(Clock::new(minutes, true))
}

const NOON: [&str; 5] = ["noon", "midday", "mediodia", "midi", "mezzogiorno"];
const MIDNIGHT: [&str; 5] = ["midnight", "medianoche", "minuit", "mitternacht", "mezzanotte"];
/// The words beside numbers with which a time of day may begin.
const OTHERS: [&str; 4] = ["half", "quarter", "meio", "meia"];

/// Whether a time of day may begin with a word that is no number.
pub(super) fn begins_with(folded: &str) -> bool {
    [NOON.as_slice(), &MIDNIGHT, &OTHERS].iter().any(|words| words.contains(&folded))
}

/// `noon`, `midnight` and their sisters.
fn read_named(words: &Words<'_>, position: usize) -> Option<(Clock, usize)> {
    let word = words.folded(position);
    if NOON.contains(&word) {
        return Some((Clock::new(HALF_DAY, true), position + 1));
    }
    if MIDNIGHT.contains(&word) {
        return Some((Clock::new(0, true), position + 1));
    }
    match (word, words.folded(position + 1)) {
        ("meio", "dia") => Some((Clock::new(HALF_DAY, true), position + 2)),
        ("meia", "noite") => Some((Clock::new(0, true), position + 2)),
        _ => None,
    }
}

/// `half past eight`, `a quarter to midnight`, `twenty minutes to six`.
fn read_spoken(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Clock, usize)> {
    let (minute, mut next) = match words.folded(position) {
        "half" => (30, position + 1),
        "quarter" => (15, position + 1),
        _ => small(words, position, numbers, 29)?,
    };
    if matches!(words.folded(next), "minute" | "minutes") {
        next += 1;
    }
    let sign = match words.folded(next) {
        "past" => 1,
        "to" if minute % 5 == 0 || next > position + 1 => -1,
        _ => return None,
    };
    let (hour, end) = hour_word(words, next + 1, numbers)?;
    let minutes = hour.minutes + sign * minute;
    Some((Clock::new(minutes, hour.half_known), end))
}

fn hour_word(words: &Words<'_>, position: usize, numbers: &NumberWords) -> Option<(Clock, usize)> {
    if let Some(found) = read_named(words, position) {
        return Some(found);
    }
    let (hour, next) = small(words, position, numbers, 12)?;
    Some((Clock::new(hour * 60, false), next))
}

/// `las cinco y diez`, `las doce y media`.
fn read_spanish(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Clock, usize)> {
    if words.before(position, 1) != "las" {
        return None;
    }
    let (hour, next) = small_word(words, position, numbers, 12)?;
    let (minute, end) = match (words.folded(next), words.folded(next + 1)) {
        ("y", "media") => (30, next + 2),
        ("y", "cuarto") => (15, next + 2),
        ("y", _) => small_word(words, next + 1, numbers, 59)?,
        _ => (0, next),
    };
    Some((Clock::new(hour * 60 + minute, false), end))
}

/// `ten to seven on Friday evening`: the half of the day told after the time.
fn halved(words: &Words<'_>, next: usize, clock: Clock) -> Clock {
    if clock.half_known {
        return clock;
    }
    let told = (next..next + 4).find_map(|at| match words.folded(at) {
        "morning" | "manana" | "madrugada" | "matin" | "manha" | "mattina" => Some(0),
        "afternoon" | "evening" | "tarde" | "soir" | "abend" | "sera" => Some(HALF_DAY),
        "night" if clock.minutes >= 360 => Some(HALF_DAY),
        _ => None,
    });
    match told {
        Some(half) => Clock::new(clock.minutes % HALF_DAY + half, true),
        None => clock,
    }
}

/// `nine o'clock`, `shortly before seven`, `at nine in the morning` and `after eight in the evening`.
fn read_full_hour(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Clock, usize)> {
    let (hour, next) = small(words, position, numbers, 12)?;
    let on_the_hour = words.folded(next) == "o'clock";
    let beside = matches!(words.before(position, 1), "before" | "after")
        && matches!(words.before(position, 2), "shortly" | "just" | "little" | "soon");
    let follows = ["", "on", "in", "this", "that", "yesterday", "tomorrow", "and"];
    let plain = words.before(position, 1) == "at"
        && (follows.contains(&words.folded(next)) || words.gap(next - 1).contains([',', ';']));
    let halved = is_before_time(words.before(position, 1)) && half_follows(words, next);
    (on_the_hour || beside || plain || halved)
        .then(|| (Clock::new(hour * 60, false), next + usize::from(on_the_hour)))
}

/// Whether what follows the word is likely a time, were it a number.
fn is_before_time(word: &str) -> bool {
    matches!(
        word,
        "at" | "by"
            | "after"
            | "before"
            | "until"
            | "till"
            | "since"
            | "from"
            | "about"
            | "around"
            | "las"
            | "as"
            | "alle"
    )
}

/// Whether words that tell the half of the day come next: `in the evening`, `on Sunday night`.
fn half_follows(words: &Words<'_>, next: usize) -> bool {
    match [0, 1, 2].map(|ahead| words.folded(next + ahead)) {
        ["in", "the", "morning" | "afternoon" | "evening"] | ["at", "night", _] => true,
        ["on", _, "morning" | "afternoon" | "evening" | "night"] => true,
        ["de", "la", "manana" | "tarde" | "noche" | "madrugada"] => true,
        ["da" | "du" | "di" | "del", part, _] => {
            matches!(
                part,
                "manha" | "tarde" | "noite" | "matin" | "soir" | "sera" | "mattina" | "mattino"
            )
        }
        _ => false,
    }
}

fn small(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
    most: i32,
) -> Option<(i32, usize)> {
    let found = if words.folded(position) == "one" {
        return Some((1, position + 1));
    } else {
        numbers.read(words, position)?
    };
    let whole = found.value.fract() == 0.0 && found.value >= 1.0 && found.value <= f64::from(most);
    whole.then_some((found.value as i32, found.next))
}

/// One word only: in `cinco y diez` the number words run on.
fn small_word(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
    most: i32,
) -> Option<(i32, usize)> {
    numbers
        .single(words.folded(position))
        .filter(|&value| value >= 1.0 && value <= f64::from(most))
        .map(|value| (value as i32, position + 1))
}

/// The words before a time that make it approximate.
fn loosened(words: &Words<'_>, position: usize, clock: Clock) -> Clock {
    let article = usize::from(words.before(position, 1) == "a");
    let edge = position - article;
    let near = matches!(
        words.before(edge, 2),
        "shortly" | "just" | "little" | "soon" | "poco" | "pouco" | "peu" | "kurz"
    );
    let (earlier, later) = match words.before(edge, 1) {
        "before" | "antes" | "avant" | "vor" if near => (20, 0),
        "after" | "despues" | "depois" | "apres" | "nach" if near => (0, 20),
        "de" if matches!(words.before(edge, 2), "antes")
            && matches!(words.before(edge, 3), "poco" | "pouco") =>
        {
            (20, 0)
        }
        "la" if matches!(words.before(edge, 3), "antes") && words.before(edge, 4) == "poco" => {
            (20, 0)
        }
        "about" | "around" | "roughly" | "hacia" | "vers" | "gegen" | "verso" => (15, 15),
        "almost" | "nearly" => (15, 0),
        _ => (0, 0),
    };
    Clock { earlier, later, ..clock }
}
