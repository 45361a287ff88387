//! What chance and error do to values: how little chance there is that two unrelated sentences
//! give the same one, and how likely it is that one value is another gone wrong.
//!
//! The values of a story are compared each with each, so what this needs of a value is worked out once.

use crate::text::{Amount, Value};

/// What chance and error make of a value.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    /// How little chance there is that two unrelated sentences give this value, in the measure of the
    /// weight of a stem.
    pub(super) specific: f64,
    /// The figures of an amount; nothing for other values.
    figures: Option<Figures>,
}

/// An amount as hands and ears garble it.
#[derive(Clone, Debug)]
struct Figures {
    number: f64,
    /// Without leading and trailing zeros and without the point.
    printed: Vec<u8>,
    sorted: Vec<u8>,
}

impl Chance {
    pub(super) fn of(value: &Value) -> Self {
        let figures = match value {
            Value::Amount(amount) => Some(Figures::of(amount)),
            _ => None,
        };
        let count = figures.as_ref().map_or(0, |figures| figures.printed.len());
        Self { specific: specific(value, count), figures }
    }

    /// How much it tells that two values agree: little where a loose one merely allows the other.
    pub(super) fn agreement_worth(&self, other: &Self) -> f64 {
        if self.is_loose(other) {
            return LOOSE_WORTH;
        }
        self.specific.min(other.specific)
    }

    /// True of two values that agree only because one merely allows the other.
    pub(super) fn is_loose(&self, other: &Self) -> bool {
        matches!((&self.figures, &other.figures), (Some(a), Some(b)) if a.printed != b.printed)
    }

    /// True where one number is the other as hands and ears garble them: a zero or a point too many
    /// or too few, two figures changed about, one figure wrong, `-teen` for `-ty`.
    pub(super) fn is_garbled(&self, other: &Self) -> bool {
        let (Some(left), Some(right)) = (&self.figures, &other.figures) else {
            return false;
        };
        let (a, b) = (&left.printed, &right.printed);
        let long = a.len() > 1 && b.len() > 1;
        let shifted = long && a == b && left.number != right.number;
        shifted
            || long && left.sorted == right.sorted && a != b
            || one_off(a, b)
            || is_teen_for_ty(left.number, right.number)
    }
}

fn specific(value: &Value, figures: usize) -> f64 {
    match value {
        Value::Clock(clock) if clock.earlier + clock.later > 0 => 3.0,
        Value::Clock(clock) if clock.minutes % 30 == 0 => 3.0,
        Value::Clock(clock) if clock.minutes % 5 == 0 => 5.0,
        Value::Clock(_) => 7.0,
        Value::Score(..) => 4.0,
        Value::Date(date) if date.day.is_some() => 4.0,
        Value::Date(_) => 2.0,
        Value::Weekday(_) => 1.5,
        Value::Amount(_) => match figures {
            0 | 1 => 1.5,
            2 => 2.5,
            3 => 5.0,
            _ => 7.0,
        },
    }
}

/// What it tells that `more than 400` allows 600.
const LOOSE_WORTH: f64 = 0.5;

impl Figures {
    fn of(amount: &Amount) -> Self {
        let printed = format!("{}", amount.number);
        let figures: String = printed.chars().filter(char::is_ascii_digit).collect();
        let printed = figures.trim_matches('0').as_bytes().to_vec();
        let mut sorted = printed.clone();
        sorted.sort_unstable();
        Self { number: amount.number, printed, sorted }
    }
}

/// One figure of three or more differs, or the first of two.
fn one_off(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left.len() > 1
        && left.iter().zip(right).filter(|(a, b)| a != b).count() == 1
        && (left.len() > 2 || left[1..] == right[1..])
}

fn is_teen_for_ty(left: f64, right: f64) -> bool {
    let (less, more) = (left.min(right), left.max(right));
    (13.0..20.0).contains(&less) && more == (less - 10.0) * 10.0
}

#[cfg(test)]
mod tests {
    use super::Chance;
    use crate::text::{Reading, read_values};

    fn check(text: &str, expected: bool) {
        let values = read_values(&Reading::new(text, "en"), "en");
        assert_eq!(values.len(), 2, "{text}");
        let garbled = Chance::of(&values[0].value).is_garbled(&Chance::of(&values[1].value));
        assert_eq!(garbled, expected, "{text}");
    }

    #[test]
    fn slips_of_hand_and_ear_are_garbles() {
        check("1.8 metres or 18 metres", true);
        check("5,200 crowns or 52,000 crowns", true);
        check("41 people or 14 people", true);
        check("17 per cent or 70 per cent", true);
        check("forty people or fourteen people", true);
        check("66 people or 76 people", true);
    }

    #[test]
    fn other_differences_are_not() {
        check("three people or five people", false);
        check("14 people or 11 tugs", false);
        check("48,300 people or 41,900 people", false);
    }
}
