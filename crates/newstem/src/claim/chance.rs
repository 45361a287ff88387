//! What chance and error do to values: how little chance there is that two unrelated sentences
//! give the same one, and how likely it is that one value is another gone wrong.

use crate::text::{Amount, Value};

/// How little chance there is that two unrelated sentences give this value, in the measure of
/// the weight of a stem.
pub(super) fn specific(value: &Value) -> f64 {
    match value {
        Value::Clock(clock) if clock.earlier + clock.later > 0 => 3.0,
        Value::Clock(clock) if clock.minutes % 30 == 0 => 3.0,
        Value::Clock(clock) if clock.minutes % 5 == 0 => 5.0,
        Value::Clock(_) => 7.0,
        Value::Score(..) => 4.0,
        Value::Date(date) if date.day.is_some() => 4.0,
        Value::Date(_) => 2.0,
        Value::Weekday(_) => 1.5,
        Value::Amount(amount) => match figures(amount).len() {
            0 | 1 => 1.5,
            2 => 2.5,
            3 => 5.0,
            _ => 7.0,
        },
    }
}

/// How much it tells that two values agree: little where a loose one merely allows the other.
pub(super) fn agreement_worth(left: &Value, right: &Value) -> f64 {
    if is_loose(left, right) {
        return LOOSE_WORTH;
    }
    specific(left).min(specific(right))
}

/// True of two values that agree only because one merely allows the other.
pub(super) fn is_loose(left: &Value, right: &Value) -> bool {
    matches!((left, right), (Value::Amount(a), Value::Amount(b)) if figures(a) != figures(b))
}

/// What it tells that `more than 400` allows 600.
const LOOSE_WORTH: f64 = 0.5;

/// True where one number is the other as hands and ears garble them: a zero or a point too many
/// or too few, two figures changed about, one figure wrong, `-teen` for `-ty`.
pub(super) fn is_garbled(left: &Value, right: &Value) -> bool {
    let (Value::Amount(left), Value::Amount(right)) = (left, right) else {
        return false;
    };
    let (a, b) = (figures(left), figures(right));
    let long = a.len() > 1 && b.len() > 1;
    let shifted = long && a == b && left.number != right.number;
    shifted
        || long && sorted(&a) == sorted(&b) && a != b
        || one_off(&a, &b)
        || is_teen_for_ty(left, right)
}

/// The figures without leading and trailing zeros and without the point.
fn figures(amount: &Amount) -> String {
    let printed = format!("{}", amount.number);
    let figures: String = printed.chars().filter(char::is_ascii_digit).collect();
    figures.trim_matches('0').to_owned()
}

fn sorted(figures: &str) -> Vec<char> {
    let mut figures: Vec<char> = figures.chars().collect();
    figures.sort_unstable();
    figures
}

/// One figure of three or more differs, or the first of two.
fn one_off(left: &str, right: &str) -> bool {
    let differing = left.chars().zip(right.chars()).filter(|(a, b)| a != b).count();
    left.len() == right.len()
        && differing == 1
        && left.len() > 1
        && (left.len() > 2 || left[1..] == right[1..])
}

fn is_teen_for_ty(left: &Amount, right: &Amount) -> bool {
    let (less, more) = (left.number.min(right.number), left.number.max(right.number));
    (13.0..20.0).contains(&less) && more == (less - 10.0) * 10.0
}

#[cfg(test)]
mod tests {
    use super::is_garbled;
    use crate::text::{Reading, read_values};

    fn check(text: &str, expected: bool) {
        let values = read_values(&Reading::new(text, "en"), "en");
        assert_eq!(values.len(), 2, "{text}");
        assert_eq!(is_garbled(&values[0].value, &values[1].value), expected, "{text}");
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
