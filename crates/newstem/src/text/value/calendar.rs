//! Days of the week, and days, months and years of the calendar.

use std::fmt;

use super::Value;
use super::words::Words;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekday(
    /// From 0 for Monday to 6 for Sunday.
    pub u8,
);

/// A day, a month or a year; the parts that the words leave out are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: Option<u16>,
    /// From 1 for January to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
}

impl Date {
    /// Whether both may be one date; nothing where they share no part.
    pub fn agrees(self, other: Self) -> Option<bool> {
        let parts =
            [same(self.year, other.year), same(self.month, other.month), same(self.day, other.day)];
        let told: Vec<bool> = parts.into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.into_iter().all(|equal| equal))
    }
}

fn same<T: PartialEq>(left: Option<T>, right: Option<T>) -> Option<bool> {
    Some(left? == right?)
}

const DAY_NAMES: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for Weekday {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(DAY_NAMES[usize::from(self.0) % 7])
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day.map(|day| day.to_string());
        let month = self
            .month
            .and_then(|month| MONTH_NAMES.get(usize::from(month) - 1))
            .map(|name| (*name).to_owned());
        let year = self.year.map(|year| year.to_string());
        let parts: Vec<String> = [day, month, year].into_iter().flatten().collect();
        out.write_str(&parts.join(" "))
    }
}

/// Folded names from Monday on: English, Spanish, French, Portuguese, German, Italian.
const WEEKDAYS: [[&str; 6]; 7] = [
    ["monday", "lunes", "lundi", "segunda", "montag", "lunedi"],
    ["tuesday", "martes", "mardi", "terca", "dienstag", "martedi"],
    ["wednesday", "miercoles", "mercredi", "quarta", "mittwoch", "mercoledi"],
    ["thursday", "jueves", "jeudi", "quinta", "donnerstag", "giovedi"],
    ["friday", "viernes", "vendredi", "sexta", "freitag", "venerdi"],
    ["saturday", "sabado", "samedi", "sabado", "samstag", "sabato"],
    ["sunday", "domingo", "dimanche", "domingo", "sonntag", "domenica"],
];

/// Folded names from January on, in the same languages.
const MONTHS: [[&str; 6]; 12] = [
    ["january", "enero", "janvier", "janeiro", "januar", "gennaio"],
    ["february", "febrero", "fevrier", "fevereiro", "februar", "febbraio"],
    ["march", "marzo", "mars", "marco", "marz", "marzo"],
    ["april", "abril", "avril", "abril", "april", "aprile"],
    ["may", "mayo", "mai", "maio", "mai", "maggio"],
    ["june", "junio", "juin", "junho", "juni", "giugno"],
    ["july", "julio", "juillet", "julho", "juli", "luglio"],
    ["august", "agosto", "aout", "agosto", "august", "agosto"],
    ["september", "septiembre", "septembre", "setembro", "september", "settembre"],
    ["october", "octubre", "octobre", "outubro", "oktober", "ottobre"],
    ["november", "noviembre", "novembre", "novembro", "november", "novembre"],
    ["december", "diciembre", "decembre", "dezembro", "dezember", "dicembre"],
];

/// English ordinals from the first to the twentieth, then the thirtieth.
const ORDINALS: [&str; 21] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
];
/// What stands before the ordinals of the further days of a month.
const TENS: [&str; 2] = ["twenty", "thirty"];

/// The day of the week that a folded word names, whatever stands around it; nothing of a word that
/// is mostly an ordinal.
pub fn weekday_named(folded: &str) -> Option<Weekday> {
    let day = WEEKDAYS.iter().position(|names| names.contains(&folded))?;
    let is_ordinal = matches!(folded, "segunda" | "terca" | "quarta" | "quinta" | "sexta");
    (!is_ordinal).then_some(Weekday(day as u8))
}

/// Whether a weekday or a date may begin with a word that is no number.
pub(super) fn begins_with(folded: &str) -> bool {
    let day = folded.trim_end_matches("'s");
    WEEKDAYS.as_flattened().contains(&day)
        || MONTHS.as_flattened().contains(&folded)
        || ORDINALS.contains(&folded)
        || TENS.contains(&folded)
}

/// Reads a weekday or a date.
pub(super) fn read(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    read_weekday(words, position)
        .or_else(|| read_day_month(words, position))
        .or_else(|| read_month_day(words, position))
        .or_else(|| read_year(words, position))
}

fn read_weekday(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    let word = words.folded(position).trim_end_matches("'s");
    let found = WEEKDAYS.iter().position(|names| names.contains(&word))?;
    let feira = words.folded(position + 1) == "feira";
    // `segunda` to `sexta` are ordinals unless `feira` follows or Monday to Friday is meant alone.
    let ordinal = matches!(word, "segunda" | "terca" | "quarta" | "quinta" | "sexta");
    let capital = words.is_capital(position);
    let english = found_english(found, word);
    if ordinal && !feira || english && !capital {
        return None;
    }
    let next = position + 1 + usize::from(feira);
    Some((Value::Weekday(Weekday(u8::try_from(found).ok()?)), next))
}

fn found_english(index: usize, word: &str) -> bool {
    WEEKDAYS[index][0] == word
}

/// `14 December 2026`, `3rd of March`, `the twenty-first of March`, `21 de enero`.
fn read_day_month(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    let (day, next) = day_at(words, position)?;
    let link = usize::from(matches!(words.folded(next), "of" | "de"));
    let month = month_at(words, next + link)?;
    Some(with_year(words, next + link + 1, month, Some(day)))
}

/// A day of the month in figures or in the words of an ordinal, and the word after it.
fn day_at(words: &Words<'_>, position: usize) -> Option<(u8, usize)> {
    let word = words.folded(position);
    if let Some(day) = day_number(word).or_else(|| ordinal(word)) {
        return Some((day, position + 1));
    }
    let tens = 10 * (2 + TENS.iter().position(|&tens| tens == word)? as u8);
    let ones = ordinal(words.folded(position + 1)).filter(|&ones| ones < 10)?;
    let day = tens + ones;
    (words.joined(position) && day <= 31).then_some((day, position + 2))
}

fn ordinal(word: &str) -> Option<u8> {
    let found = ORDINALS.iter().position(|&name| name == word)? as u8;
    Some(if usize::from(found) == ORDINALS.len() - 1 { 30 } else { found + 1 })
}

/// `December 14`, `June 2027`, `June`.
fn read_month_day(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    let month = month_at(words, position)?;
    if let Some(day) = day_number(words.folded(position + 1)) {
        return Some(with_year(words, position + 2, month, Some(day)));
    }
    Some(with_year(words, position + 1, month, None))
}

fn with_year(words: &Words<'_>, position: usize, month: u8, day: Option<u8>) -> (Value, usize) {
    let link = usize::from(matches!(words.folded(position), "de" | "of"));
    let year = year_number(words.folded(position + link));
    let next = if year.is_some() { position + link + 1 } else { position };
    let date = Date { year, month: Some(month), day };
    (Value::Date(date), next)
}

/// A bare year is one only after a word that calls for a time.
fn read_year(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    let year = year_number(words.folded(position))?;
    let cue = matches!(
        words.before(position, 1),
        "in" | "since"
            | "until"
            | "by"
            | "of"
            | "from"
            | "before"
            | "after"
            | "en"
            | "desde"
            | "em"
            | "depuis"
            | "seit"
            | "dal"
            | "nel"
            | "im"
    );
    let counts = words.joined(position) && words.folded(position + 1).ends_with('s');
    let date = Date { year: Some(year), ..Date::default() };
    (cue && !counts).then_some((Value::Date(date), position + 1))
}

fn month_at(words: &Words<'_>, position: usize) -> Option<u8> {
    let word = words.folded(position);
    let found = MONTHS.iter().position(|names| names.contains(&word))?;
    let common_word = matches!(word, "may" | "march" | "mars" | "marco" | "mai");
    let named = words.is_capital(position) && position > 0 || !common_word;
    named.then(|| u8::try_from(found + 1).ok()).flatten()
}

fn day_number(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = &word[digits.len()..];
    let plain = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er");
    let day: u8 = (plain && digits.len() <= 2).then(|| digits.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some(day)
}

fn year_number(word: &str) -> Option<u16> {
    let year: u16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1800..=2100).contains(&year).then_some(year)
}
