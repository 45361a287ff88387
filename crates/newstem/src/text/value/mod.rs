//! Values: the numbers, measures, times and days that a text gives, in one form however printed.
//!
//! "Fourteen", "14" and "more than a dozen" must be comparable before anyone can say that two
//! articles disagree. A value therefore knows the range that its words allow, and comparison asks
//! whether two ranges meet. Number words are read by `text2num`; everything around them (clocks,
//! qualifiers, units, dates) is read here by small rules over the words of one sentence. Rejected:
//! one large grammar with typed slots, which reads more forms and is much harder to follow.
//!
//! Fails on: days given by reference ("tomorrow", "next June" of which year), ordinals as counts,
//! and number words of languages other than English, Spanish, French, Portuguese, German, Italian.

mod amount;
mod calendar;
mod clock;
mod fact;
mod number;
mod unit;
mod words;

use std::fmt;
use std::ops::Range;

use super::Reading;
pub use amount::{Amount, Bound};
pub use calendar::{Date, Weekday, weekday_named};
pub use clock::Clock;
pub use fact::Fact;
pub use unit::{Dimension, Unit};
pub(crate) use words::Worded;
use words::Words;

/// What a text gives as how many, how much or when.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A count or a measure.
    Amount(Amount),
    /// Two whole numbers set against each other: `4-3`.
    Score(u32, u32),
    /// A time of day.
    Clock(Clock),
    /// A day of the week.
    Weekday(Weekday),
    /// A day, month or year of the calendar.
    Date(Date),
}

impl Value {
    /// True where no word loosens the value.
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Amount(amount) => amount.bound == Bound::Exact,
            Self::Clock(clock) => clock.earlier == 0 && clock.later == 0,
            Self::Score(..) | Self::Weekday(_) | Self::Date(_) => true,
        }
    }

    /// Whether both may be true of one thing; nothing where the two are not of one kind.
    pub fn agrees(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Amount(a), Self::Amount(b)) => a.agrees(b),
            (Self::Score(a, b), Self::Score(c, d)) => Some((a, b) == (c, d)),
            (Self::Clock(a), Self::Clock(b)) => Some(a.agrees(*b)),
            (Self::Weekday(a), Self::Weekday(b)) => Some(a == b),
            (Self::Date(a), Self::Date(b)) => a.agrees(*b),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(amount) => amount.fmt(out),
            Self::Score(ours, theirs) => write!(out, "{ours}-{theirs}"),
            Self::Clock(clock) => clock.fmt(out),
            Self::Weekday(day) => day.fmt(out),
            Self::Date(date) => date.fmt(out),
        }
    }
}

/// A value where a text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the first token of the value itself, without its qualifier.
    pub first_token: usize,
    /// Index just past its last token.
    pub last_token: usize,
    /// What is given.
    pub value: Value,
}

/// Reads the values of texts of one language.
pub(crate) struct ValueReader {
    numbers: number::NumberWords,
}

impl ValueReader {
    /// For a BCP 47 tag.
    pub(crate) fn new(language: &str) -> Self {
        Self { numbers: number::NumberWords::new(language) }
    }

    /// False only of folded words with which no value begins.
    pub(crate) fn may_begin(&self, folded: &str) -> bool {
        self.numbers.may_begin(folded)
            || clock::begins_with(folded)
            || calendar::begins_with(folded)
            || amount::begins_with(folded)
    }

    /// The values of a sentence, given by the tokens that are its words, each with the words that it
    /// takes. `may_begin` may tell at which tokens none begins, to save the asking.
    pub(crate) fn read(
        &self,
        text: &dyn Worded,
        words: &[usize],
        may_begin: impl Fn(usize) -> bool,
    ) -> Vec<(Value, Range<usize>)> {
        let words = Words::new(text, words);
        let mut values = Vec::new();
        let mut position = 0;
        while position < words.len() {
            let is_open = may_begin(words.token(position));
            let found = is_open.then(|| read_at(&words, position, &self.numbers)).flatten();
            let Some((value, next)) = found else {
                position += 1;
                continue;
            };
            values.push((value, words.token(position)..words.token(next - 1) + 1));
            position = next;
        }
        values
    }
}

/// All values of a text whose language is the BCP 47 tag `language`, in order.
pub fn read_values(reading: &Reading, language: &str) -> Vec<Mention> {
    let reader = ValueReader::new(language);
    let of_sentence = |sentence| {
        let words: Vec<usize> = reading.sentence_words(sentence).collect();
        reader.read(reading, &words, |_| true).into_iter().map(move |(value, tokens)| Mention {
            sentence,
            first_token: tokens.start,
            last_token: tokens.end,
            value,
        })
    };
    (0..reading.sentences.len()).flat_map(of_sentence).collect()
}

/// The value that begins at a word, and the position of the word after it. Times come first: what
/// makes a number a time stands beside it, and a bare number claims nothing.
fn read_at(
    words: &Words<'_>,
    position: usize,
    numbers: &number::NumberWords,
) -> Option<(Value, usize)> {
    clock::read(words, position, numbers)
        .or_else(|| calendar::read(words, position))
        .or_else(|| amount::read(words, position, numbers))
}

#[cfg(test)]
mod tests;
