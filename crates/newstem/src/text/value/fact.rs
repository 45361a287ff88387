//! Facts: values by what they are and not by how they are written.
//!
//! Whoever rewrites every sentence still keeps the numbers: `twenty past two` for `14:20`, `140
//! jobs` for `employs 140`; and two reports of one event have some in common where two look-alike
//! events have none. The thing that is counted is left out, which a paraphrase renames, and so are
//! qualifiers: `about 40` may have been made from `40`.

use super::{Amount, Dimension, Value};

/// A value as other texts may give it too.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The same for the same value however it is written.
    pub name: String,
    /// What it tells where no other text has it.
    pub telling: f64,
}

/// What a weekday tells, which hardly any report lacks.
const WEEKDAY: f64 = 0.5;
/// What a few things counted tell; and not quite as few.
const FEW: f64 = 1.0;
const SEVERAL: f64 = 2.0;
/// What any other value tells.
const TELLING: f64 = 3.0;
/// Up to these numbers things are few, and several.
const FEW_MAX: f64 = 4.0;
const SEVERAL_MAX: f64 = 12.0;
/// The words of a clock do not always tell morning from evening.
const HALF_DAY: i32 = 12 * 60;

impl Value {
    /// The value as a fact.
    pub fn fact(&self) -> Fact {
        Fact { name: self.name(), telling: self.telling() }
    }

    fn name(&self) -> String {
        match self {
            Self::Amount(Amount { number, unit, .. }) => {
                format!("{:?} {:.5e}", unit.dimension, number * unit.factor)
            }
            Self::Clock(clock) => format!("clock {}", clock.minutes.rem_euclid(HALF_DAY)),
            Self::Score(..) | Self::Weekday(_) | Self::Date(_) => self.to_string(),
        }
    }

    fn telling(&self) -> f64 {
        match self {
            Self::Weekday(_) => WEEKDAY,
            Self::Amount(amount) if amount.unit.dimension == Dimension::Things => {
                match amount.number {
                    few if few <= FEW_MAX => FEW,
                    several if several <= SEVERAL_MAX => SEVERAL,
                    _ => TELLING,
                }
            }
            _ => TELLING,
        }
    }
}
