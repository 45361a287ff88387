//! Bare numbers, in digits and in words, by the habits of a language.

use text2num::{Language, text2digits};

use super::words::Words;

/// No number in words is longer than this many words.
const LONGEST: usize = 9;

/// Scale words that may follow digits: `1.4 million`, `38,4 mil`.
const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("mil", 1e3),
    ("mille", 1e3),
    ("mila", 1e3),
    ("tausend", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("millon", 1e6),
    ("millones", 1e6),
    ("milhao", 1e6),
    ("milhoes", 1e6),
    ("millionen", 1e6),
    ("mio", 1e6),
    ("milione", 1e6),
    ("milioni", 1e6),
    ("billion", 1e9),
    ("bn", 1e9),
    ("milliard", 1e9),
    ("milliards", 1e9),
    ("milliarde", 1e9),
    ("milliarden", 1e9),
    ("mrd", 1e9),
    ("miliardo", 1e9),
    ("miliardi", 1e9),
    ("trillion", 1e12),
];

/// Words that are the number one but mostly an article or a pronoun.
const ARTICLES: &[&str] = &[
    "a", "an", "un", "une", "uno", "una", "um", "uma", "ein", "eine", "einen", "einem", "einer",
    "one", "second", "seconds", "zero", "o",
];

/// Plurals that stand for no number: `millions of strikes`.
const VAGUE: &[&str] = &[
    "tens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "cientos",
    "miles",
    "millones",
    "centaines",
    "milliers",
    "centenas",
    "milhares",
    "milhoes",
    "hunderte",
    "tausende",
    "millionen",
    "centinaia",
    "migliaia",
    "milioni",
];

/// Words that are read as numbers in texts of every language.
const ENGLISH_EVERYWHERE: &[&str] = &["one", "two", "three"];

/// Reads number words and digits of one language.
pub(super) struct NumberWords {
    words: Option<Language>,
    comma_is_decimal: bool,
}

/// A number and how it was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// Position of the word after it.
    pub(super) next: usize,
    /// True of digits.
    pub(super) in_digits: bool,
}

impl NumberWords {
    pub(super) fn new(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        let spoken = match primary {
            "en" | "es" | "fr" | "pt" | "de" | "it" => primary,
            _ => "en",
        };
        Self { words: text2num::get_interpreter_for(spoken), comma_is_decimal: spoken != "en" }
    }

    /// The number that begins at a word, scale included: `1.4 million`, `two dozen`.
    pub(super) fn read(&self, words: &Words<'_>, position: usize) -> Option<Number> {
        let bare = self
            .read_digits(words, position)
            .or_else(|| read_dozen(words, position))
            .or_else(|| self.read_words(words, position))?;
        Some(scaled(words, bare))
    }

    /// False only of folded words with which no number begins.
    pub(super) fn may_begin(&self, folded: &str) -> bool {
        folded.starts_with(|first: char| first.is_ascii_digit())
            || ENGLISH_EVERYWHERE.contains(&folded)
            || self.single(folded).is_some()
    }

    /// The number that one word is.
    pub(super) fn single(&self, word: &str) -> Option<f64> {
        whole(&text2digits(word, self.words.as_ref()?).ok()?)
    }

    fn read_digits(&self, words: &Words<'_>, position: usize) -> Option<Number> {
        let text = words.folded(position);
        if !text.starts_with(|first: char| first.is_ascii_digit()) || text.contains(':') {
            return None;
        }
        let (mut text, mut next) = (text.to_owned(), position + 1);
        while is_thousands_group(words, next) {
            text.push_str(words.folded(next));
            next += 1;
        }
        let value = self.parse_digits(&text)?;
        Some(Number { value, next, in_digits: true })
    }

    /// Digits with points and commas, whatever letters follow left out.
    fn parse_digits(&self, text: &str) -> Option<f64> {
        let digits = text.trim_end_matches(char::is_alphabetic);
        let (thousands, decimal) = if self.comma_is_decimal { ('.', ',') } else { (',', '.') };
        if groups_by(digits, thousands) {
            return digits.replace(thousands, "").replace(decimal, ".").parse().ok();
        }
        digits.replace(',', ".").parse().ok()
    }

    fn read_words(&self, words: &Words<'_>, position: usize) -> Option<Number> {
        let first = words.folded(position);
        let article = ARTICLES.contains(&first) && first != "one";
        if article || VAGUE.contains(&first) {
            return None;
        }
        self.single(first)?;
        let (value, next) = self.longest(words, position)?;
        let alone = first == "one" && next == position + 1;
        (!alone || counts_one(words, position)).then_some(Number { value, next, in_digits: false })
    }

    /// The longest run of words from `position` that is a number.
    fn longest(&self, words: &Words<'_>, position: usize) -> Option<(f64, usize)> {
        let (mut text, mut found) = (String::new(), None);
        for next in position..(position + LONGEST).min(words.len()) {
            if next > position && !words.joined(next - 1) {
                break;
            }
            text.push_str(words.folded(next));
            if let Some(value) = self.single(&text) {
                found = Some((value, next + 1));
            }
            text.push(' ');
        }
        found
    }
}

/// Digits only: an ordinal (`2nd`) is no count.
fn whole(digits: &str) -> Option<f64> {
    digits.chars().all(|c| c.is_ascii_digit() || c == '.').then(|| digits.parse().ok()).flatten()
}

/// `1,400`: every mark is followed by exactly three digits.
fn groups_by(digits: &str, thousands: char) -> bool {
    let is_decimal = |mark: char| mark != thousands && !mark.is_ascii_digit();
    let whole = digits.split(is_decimal).next().unwrap_or_default();
    let mut groups = whole.split(thousands);
    let lead = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none() || (lead.len() <= 3 && rest.all(|group| group.len() == 3))
}

/// `38 400`: three digits after a space, where the number began with at most three.
fn is_thousands_group(words: &Words<'_>, position: usize) -> bool {
    let is_digits = |text: &str, most: usize| {
        text.len() <= most && !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
    };
    let gap = words.gap(position - 1);
    matches!(gap, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
        && words.folded(position).len() == 3
        && is_digits(words.folded(position), 3)
        && is_digits(words.folded(position - 1), 3)
}

/// Whether a folded word is twelve of something.
pub(super) fn is_dozen(folded: &str) -> bool {
    matches!(folded, "dozen" | "docena" | "douzaine" | "dutzend")
}

/// `a dozen`, `half a dozen`, `two dozen`; the word before `dozen` is read as part of it.
fn read_dozen(words: &Words<'_>, position: usize) -> Option<Number> {
    let is_dozen = |at: usize| is_dozen(words.folded(at));
    let (value, next) = match words.folded(position) {
        "half" if words.folded(position + 1) == "a" && is_dozen(position + 2) => (6.0, 3),
        _ if is_dozen(position) => (12.0, 1),
        "two" if is_dozen(position + 1) => (24.0, 2),
        "three" if is_dozen(position + 1) => (36.0, 2),
        _ => return None,
    };
    Some(Number { value, next: position + next, in_digits: false })
}

/// Words after which `one` counts: elsewhere it is mostly a pronoun or an article.
const BEFORE_ONE: &[&str] = &[
    "least", "only", "just", "killed", "killing", "injured", "injuring", "wounded", "wounding",
    "hurt", "left", "leaving",
];

/// `one` counts at the head of a sentence and after a few words, where a thing follows.
fn counts_one(words: &Words<'_>, position: usize) -> bool {
    let placed = position == 0 || BEFORE_ONE.contains(&words.before(position, 1));
    placed && words.joined(position) && words.folded(position + 1).len() > 3
}

fn scaled(words: &Words<'_>, bare: Number) -> Number {
    let scale = words
        .joined(bare.next - 1)
        .then(|| SCALES.iter().find(|(word, _)| *word == words.folded(bare.next)))
        .flatten();
    match scale {
        Some((_, factor)) if bare.value < *factor => {
            Number { value: bare.value * factor, next: bare.next + 1, ..bare }
        }
        _ => bare,
    }
}
