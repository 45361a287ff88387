//! Counts and measures: a number with its unit and the words that loosen it.

use std::fmt;

use super::Value;
use super::number::{Number, NumberWords, is_dozen};
use super::unit::{Dimension, Unit};
use super::words::Words;

/// How the words loosen the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// `about`, `some`: a tenth either way.
    About,
    /// `more than`, `at least`: up to twice the number.
    AtLeast,
    /// `nearly`, `not quite`: up to a fifth less.
    Nearly,
    /// `up to`, `fewer than`: anything below.
    AtMost,
}

/// A count or a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number as given, in `unit`.
    pub number: f64,
    /// What it is a number of.
    pub unit: Unit,
    /// How the words loosen it.
    pub bound: Bound,
}

/// Two printings of one measure may differ by this share after conversion and rounding.
const ROUNDING: f64 = 0.01;

impl Amount {
    /// Whether the ranges meet; nothing where the dimensions differ.
    pub fn agrees(&self, other: &Self) -> Option<bool> {
        if self.unit.dimension != other.unit.dimension {
            return None;
        }
        let ((low, high), (least, most)) = (self.range(), other.range());
        let slack =
            if self.unit.name == other.unit.name { 1e-9 } else { ROUNDING * high.max(most) };
        Some(low <= most + slack && least <= high + slack)
    }

    /// The least and the most that the words allow, in base units.
    pub fn range(&self) -> (f64, f64) {
        let base = self.number * self.unit.factor;
        match self.bound {
            Bound::Exact => (base, base),
            Bound::About => (base * 0.9, base * 1.1),
            Bound::AtLeast => (base, base * 2.0),
            Bound::Nearly => (base * 0.8, base),
            Bound::AtMost => (0.0, base),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = match self.bound {
            Bound::Exact => "",
            Bound::About => "about ",
            Bound::AtLeast => "at least ",
            Bound::Nearly => "nearly ",
            Bound::AtMost => "up to ",
        };
        let (number, scale) = match self.number {
            large if large >= 1e9 => (large / 1e9, " billion"),
            large if large >= 1e6 => (large / 1e6, " million"),
            small => (small, ""),
        };
        let number = (number * 1e6).round() / 1e6;
        let space = if matches!(self.unit.name, "" | "%") { "" } else { " " };
        write!(out, "{bound}{number}{scale}{space}{}", self.unit.name)
    }
}

/// Whether an amount may begin with a word that is no number.
pub(super) fn begins_with(folded: &str) -> bool {
    matches!(folded, "a" | "half" | "fortnight") || is_dozen(folded)
}

/// Reads a score, a mixed measure (`a year and a half`) or an amount.
pub(super) fn read(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Value, usize)> {
    read_score(words, position)
        .or_else(|| read_spoken_score(words, position, numbers))
        .or_else(|| read_unit_and_half(words, position))
        .or_else(|| read_amount(words, position, numbers))
}

/// `4-3`, but not `2025-26` nor the parts of a longer code.
fn read_score(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    let is_dash = |gap: &str| matches!(gap, "-" | "–");
    let side = |at: usize| -> Option<u32> {
        let text = words.folded(at);
        (text.len() <= 3).then(|| text.parse().ok()).flatten()
    };
    let longer =
        position > 0 && is_dash(words.gap(position - 1)) || is_dash(words.gap(position + 1));
    if !is_dash(words.gap(position)) || longer {
        return None;
    }
    Some((Value::Score(side(position)?, side(position + 1)?), position + 2))
}

/// `voted 4 to 3`, `by four votes to three`.
fn read_spoken_score(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Value, usize)> {
    let cue = ["voted", "vote", "votes", "won", "lost", "beat", "beaten", "by"];
    let ours = numbers.read(words, position)?;
    let votes = usize::from(words.folded(ours.next) == "votes");
    let to = ours.next + votes;
    if words.folded(to) != "to" || !cue.contains(&words.before(position, 1)) {
        return None;
    }
    let theirs = numbers.read(words, to + 1)?;
    let side = |value: f64| (value < 1000.0).then_some(value as u32);
    Some((Value::Score(side(ours.value)?, side(theirs.value)?), theirs.next))
}

/// `a fortnight`, `a year and a half`.
fn read_unit_and_half(words: &Words<'_>, position: usize) -> Option<(Value, usize)> {
    if words.folded(position) == "fortnight" {
        return Some((exact(2.0, Unit::named("weeks")?), position + 1));
    }
    let half = ["and", "a", "half"];
    let follows = (0..3).all(|step| words.folded(position + 2 + step) == half[step]);
    if words.folded(position) != "a" || !follows {
        return None;
    }
    Some((exact(1.5, Unit::named(words.folded(position + 1))?), position + 5))
}

fn exact(number: f64, unit: Unit) -> Value {
    Value::Amount(Amount { number, unit, bound: Bound::Exact })
}

fn read_amount(
    words: &Words<'_>,
    position: usize,
    numbers: &NumberWords,
) -> Option<(Value, usize)> {
    let mut found = numbers.read(words, position)?;
    if is_label(words, position, &found) {
        return None;
    }
    let half = (0..3).all(|step| words.folded(found.next + step) == ["and", "a", "half"][step]);
    if half {
        found.value += 0.5;
        found.next += 3;
    }
    let (unit, factor, next) = read_unit(words, position, &found);
    let (value, unit, next) = with_rest(words, (found.value * factor, unit, next), numbers);
    let bound = bound_before(words, position).or_else(|| bound_after(words, next));
    let amount = Amount { number: value, unit, bound: bound.unwrap_or(Bound::Exact) };
    Some((Value::Amount(amount), next))
}

/// `nine hours and ten minutes`: a duration with its rest in a smaller unit, all in the smaller one.
fn with_rest(
    words: &Words<'_>,
    (number, unit, next): (f64, Unit, usize),
    numbers: &NumberWords,
) -> (f64, Unit, usize) {
    let links = matches!(words.folded(next), "and" | "y" | "et" | "und" | "e" | "i" | "en");
    let at = next + usize::from(links);
    let rest = (unit.dimension == Dimension::Duration && words.joined(next - 1))
        .then(|| numbers.read(words, at))
        .flatten();
    let Some(rest) = rest else { return (number, unit, next) };
    let (smaller, _, end) = unit_word(words, rest.next);
    if smaller.dimension != Dimension::Duration || smaller.factor >= unit.factor {
        return (number, unit, next);
    }
    let whole = (number * unit.factor / smaller.factor).round();
    (whole + rest.value, smaller, end)
}

/// A number that names rather than counts: `No. 4`, `Berth 3`, `Class 9`, an ordinal, `1870s`.
fn is_label(words: &Words<'_>, position: usize, found: &Number) -> bool {
    let printed = words.folded(position);
    let ordinal = ["st", "nd", "rd", "th", "s"]
        .iter()
        .any(|ending| found.in_digits && printed.ends_with(ending));
    let mid_name = position > 0 && words.is_capital(position - 1) && words.gap(position - 1) == " ";
    let numbered = matches!(words.before(position, 1), "no" | "number" | "nr" | "num")
        && words.mark_before(position) != Some(',');
    // `61 of every thousand`: the whole that a share is taken of.
    let whole = matches!(words.before(position, 1), "every" | "each" | "cada" | "chaque" | "jede");
    ordinal || numbered || whole || (found.in_digits && mid_name && position > 1)
}

/// The unit beside a number, a factor that its letters stand for, and where the reading ends.
fn read_unit(words: &Words<'_>, position: usize, found: &Number) -> (Unit, f64, usize) {
    let last = found.next - 1;
    let letters = words.folded(last).trim_start_matches(|c: char| !c.is_alphabetic());
    if let Some(unit) = words.mark_before(position).and_then(Unit::of_sign) {
        let scale = match letters {
            "m" | "mn" => 1e6,
            "bn" | "b" => 1e9,
            "k" => 1e3,
            _ => 1.0,
        };
        return (unit, scale, found.next);
    }
    if is_age(words, position, found) {
        return (Unit::named("years").unwrap_or_else(Unit::things), 1.0, found.next);
    }
    if words.mark_after(last) == Some('%') {
        return (percent(), 1.0, found.next);
    }
    if found.in_digits && found.next == position + 1 && !letters.is_empty() {
        let unit = speed(words, last, letters).or_else(|| Unit::named(letters));
        return (unit.unwrap_or_else(Unit::things), 1.0, found.next);
    }
    unit_word(words, found.next)
}

/// `Milko Darran, 24, said`: a number set off by commas after a name.
fn is_age(words: &Words<'_>, position: usize, found: &Number) -> bool {
    let parted = |mark: Option<char>| matches!(mark, Some(',' | '.' | ';' | ')'));
    let after_name = position > 0 && words.is_capital(position - 1);
    after_name
        && found.value < 120.0
        && matches!(words.mark_before(position), Some(',' | '('))
        && parted(words.mark_after(found.next - 1))
}

fn unit_word(words: &Words<'_>, next: usize) -> (Unit, f64, usize) {
    if next == 0 || !words.joined(next - 1) {
        return (Unit::things(), 1.0, next);
    }
    let word = words.folded(next);
    if matches!(word, "per" | "por" | "pour")
        && matches!(words.folded(next + 1), "cent" | "ciento" | "cento")
    {
        return (percent(), 1.0, next + 2);
    }
    // `1.4 million de coronas`: a partitive may stand before the unit.
    let skip = usize::from(
        matches!(word, "de" | "di" | "of") && Unit::named(words.folded(next + 1)).is_some(),
    );
    let named = speed(words, next + skip, words.folded(next + skip))
        .or_else(|| Unit::named(words.folded(next + skip)));
    match named {
        Some(unit) => (unit, 1.0, next + skip + 1),
        None => (Unit::things(), 1.0, next),
    }
}

/// `90km/h`: a length over an hour.
fn speed(words: &Words<'_>, position: usize, letters: &str) -> Option<Unit> {
    let hourly = words.gap(position) == "/" && words.folded(position + 1) == "h";
    (letters == "km" && hourly || letters == "kmh").then_some(Unit {
        name: "km/h",
        dimension: Dimension::Speed,
        factor: 1000.0,
    })
}

fn percent() -> Unit {
    Unit { name: "%", dimension: Dimension::Percent, factor: 1.0 }
}

/// Qualifiers by their last words, the longest first.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["at", "least"], Bound::AtLeast),
    (&["more", "than"], Bound::AtLeast),
    (&["upward", "of"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["just", "over"], Bound::AtLeast),
    (&["mas", "de"], Bound::AtLeast),
    (&["al", "menos"], Bound::AtLeast),
    (&["mais", "de"], Bound::AtLeast),
    (&["pelo", "menos"], Bound::AtLeast),
    (&["plus", "de"], Bound::AtLeast),
    (&["au", "moins"], Bound::AtLeast),
    (&["mehr", "als"], Bound::AtLeast),
    (&["piu", "di"], Bound::AtLeast),
    (&["almeno"], Bound::AtLeast),
    (&["mindestens"], Bound::AtLeast),
    (&["over"], Bound::AtLeast),
    (&["fewer", "than"], Bound::AtMost),
    (&["less", "than"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["menos", "de"], Bound::AtMost),
    (&["moins", "de"], Bound::AtMost),
    (&["weniger", "als"], Bound::AtMost),
    (&["meno", "di"], Bound::AtMost),
    (&["just", "under"], Bound::Nearly),
    (&["not", "quite"], Bound::Nearly),
    (&["close", "to"], Bound::Nearly),
    (&["nearly"], Bound::Nearly),
    (&["almost"], Bound::Nearly),
    (&["casi"], Bound::Nearly),
    (&["quase"], Bound::Nearly),
    (&["presque"], Bound::Nearly),
    (&["fast"], Bound::Nearly),
    (&["quasi"], Bound::Nearly),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["estimated"], Bound::About),
    (&["unos"], Bound::About),
    (&["unas"], Bound::About),
    (&["alrededor", "de"], Bound::About),
    (&["cerca", "de"], Bound::About),
    (&["environ"], Bound::About),
    (&["etwa"], Bound::About),
    (&["rund"], Bound::About),
    (&["circa"], Bound::About),
];

fn bound_before(words: &Words<'_>, position: usize) -> Option<Bound> {
    // The article of `a dozen` stands between the number and its qualifier.
    let article = usize::from(matches!(words.before(position, 1), "a" | "an" | "una" | "une"));
    let edge = position - article.min(position);
    let matches = |phrase: &[&str]| {
        let steps = phrase.len();
        (0..steps).all(|step| words.before(edge, steps - step) == phrase[step])
    };
    BEFORE.iter().find(|(phrase, _)| matches(phrase)).map(|&(_, bound)| bound)
}

/// `15 or more`, `a dozen or so`.
fn bound_after(words: &Words<'_>, next: usize) -> Option<Bound> {
    match (words.folded(next), words.folded(next + 1)) {
        ("or", "more" | "above") | ("o", "mas") | ("ou", "plus" | "mais") => Some(Bound::AtLeast),
        ("or", "so") => Some(Bound::About),
        ("or", "fewer" | "less") => Some(Bound::AtMost),
        _ => None,
    }
}
