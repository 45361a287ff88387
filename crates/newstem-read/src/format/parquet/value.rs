//! Values of columns as JSON. A time keeps what the file knows of its zone: an instant becomes a
//! time in UTC, a time of some wall clock one without a zone, of which only the day is believed
//! later. What JSON has no form for (bytes that are no text, intervals) becomes null.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use encoding_rs::WINDOWS_1252;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::data_type::Int96;
use parquet::schema::types::Type;
use serde_json::{Number, Value};

/// A decimal has at most so many digits.
const DECIMAL_DIGITS_MAX: i32 = 38;

/// What the plain values of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Themselves.
    Plain,
    Unsigned,
    Text,
    /// A text that is itself JSON.
    Json,
    /// Days since 1970.
    Date,
    /// So many of these in a second, since midnight.
    TimeOfDay(i64),
    /// So many of these in a second, since 1970.
    Instant(i64),
    /// The same where the zone is not known.
    WallClock(i64),
    /// A whole number over ten to this power.
    Decimal(u32),
    Uuid,
    /// Nothing that can be shown.
    Opaque,
}

impl Meaning {
    /// The meaning of a column's values.
    pub(super) fn of(column: &Type) -> Self {
        match column.get_basic_info().logical_type_ref() {
            Some(logical) => Self::of_logical(logical),
            None => Self::of_converted(column),
        }
    }

    fn of_logical(logical: &LogicalType) -> Self {
        match logical {
            LogicalType::String | LogicalType::Enum => Self::Text,
            LogicalType::Json => Self::Json,
            LogicalType::Uuid => Self::Uuid,
            LogicalType::Date => Self::Date,
            LogicalType::Time(time) => Self::TimeOfDay(a_second(&time.unit)),
            LogicalType::Timestamp(time) if time.is_adjusted_to_u_t_c => {
                Self::Instant(a_second(&time.unit))
            }
            LogicalType::Timestamp(time) => Self::WallClock(a_second(&time.unit)),
            LogicalType::Decimal(decimal) => Self::of_decimal(decimal.scale),
            LogicalType::Integer(integer) if !integer.is_signed => Self::Unsigned,
            LogicalType::Integer(_) | LogicalType::Unknown => Self::Plain,
            _ => Self::Opaque,
        }
    }

    fn of_converted(column: &Type) -> Self {
        match column.get_basic_info().converted_type() {
            ConvertedType::UTF8 | ConvertedType::ENUM => Self::Text,
            ConvertedType::JSON => Self::Json,
            ConvertedType::DATE => Self::Date,
            ConvertedType::TIME_MILLIS => Self::TimeOfDay(1_000),
            ConvertedType::TIME_MICROS => Self::TimeOfDay(1_000_000),
            ConvertedType::TIMESTAMP_MILLIS => Self::Instant(1_000),
            ConvertedType::TIMESTAMP_MICROS => Self::Instant(1_000_000),
            ConvertedType::DECIMAL => Self::of_decimal(column.get_scale()),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Unsigned,
            ConvertedType::INTERVAL | ConvertedType::BSON => Self::Opaque,
            _ if column.get_physical_type() == Physical::FIXED_LEN_BYTE_ARRAY => Self::Opaque,
            _ => Self::Plain,
        }
    }

    fn of_decimal(scale: i32) -> Self {
        if !(0..=DECIMAL_DIGITS_MAX).contains(&scale) {
            return Self::Opaque;
        }
        Self::Decimal(scale.unsigned_abs())
    }
}

fn a_second(unit: &TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

pub(super) fn of_bool(value: &bool, _: Meaning) -> Value {
    Value::Bool(*value)
}

pub(super) fn of_i32(value: &i32, meaning: Meaning) -> Value {
    match meaning {
        Meaning::Unsigned => value.cast_unsigned().into(),
        Meaning::Date => text(date(*value)),
        _ => of_i64(&i64::from(*value), meaning),
    }
}

pub(super) fn of_i64(value: &i64, meaning: Meaning) -> Value {
    match meaning {
        Meaning::Unsigned => value.cast_unsigned().into(),
        Meaning::TimeOfDay(second) => text(time_of_day(*value, second)),
        Meaning::Instant(second) => text(instant(*value, second).map(with_zone)),
        Meaning::WallClock(second) => text(instant(*value, second).map(without_zone)),
        Meaning::Decimal(scale) => decimal(i128::from(*value), scale),
        Meaning::Opaque => Value::Null,
        _ => Value::from(*value),
    }
}

/// An old form of times. Some writers meant UTC and others their own clock, so no zone is told.
pub(super) fn of_i96(value: &Int96, _: Meaning) -> Value {
    text(instant(value.to_nanos(), 1_000_000_000).map(without_zone))
}

pub(super) fn of_f32(value: &f32, _: Meaning) -> Value {
    of_f64(&f64::from(*value), Meaning::Plain)
}

pub(super) fn of_f64(value: &f64, _: Meaning) -> Value {
    Number::from_f64(*value).map_or(Value::Null, Value::Number)
}

pub(super) fn of_bytes(bytes: &[u8], meaning: Meaning) -> Value {
    match meaning {
        Meaning::Text => Value::String(text_of(bytes)),
        Meaning::Json => json(text_of(bytes)),
        Meaning::Decimal(scale) => big_endian(bytes).map_or(Value::Null, |n| decimal(n, scale)),
        Meaning::Uuid => text(uuid(bytes)),
        // Old writers leave out that a column holds text.
        Meaning::Plain => text(std::str::from_utf8(bytes).ok().map(str::to_owned)),
        _ => Value::Null,
    }
}

fn text(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::String)
}

/// What was said to be UTF-8 and is not is read as other old files are.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn json(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

fn date(days: i32) -> Option<String> {
    NaiveDate::from_epoch_days(days).map(|date| date.format("%Y-%m-%d").to_string())
}

fn time_of_day(count: i64, second: i64) -> Option<String> {
    let seconds = u32::try_from(count.div_euclid(second)).ok()?;
    let nanos = u32::try_from(count.rem_euclid(second) * (1_000_000_000 / second)).ok()?;
    let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)?;
    Some(time.format("%H:%M:%S%.f").to_string())
}

fn instant(count: i64, second: i64) -> Option<DateTime<Utc>> {
    let nanos = u32::try_from(count.rem_euclid(second) * (1_000_000_000 / second)).ok()?;
    DateTime::from_timestamp(count.div_euclid(second), nanos)
}

fn with_zone(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn without_zone(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
}

/// A number where it is whole and of common size, else its digits: a float could change them.
fn decimal(unscaled: i128, scale: u32) -> Value {
    if let (0, Ok(whole)) = (scale, i64::try_from(unscaled)) {
        return Value::from(whole);
    }
    let scale = scale as usize;
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let sign = if unscaled < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    Value::String(format!("{sign}{whole}{point}{fraction}"))
}

/// A whole number of at most sixteen bytes, the highest first.
fn big_endian(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    let sign = if first >= 0x80 { 0xff } else { 0 };
    let mut wide = [sign; 16];
    let start = wide.len().checked_sub(bytes.len())?;
    wide[start..].copy_from_slice(bytes);
    Some(i128::from_be_bytes(wide))
}

fn uuid(bytes: &[u8]) -> Option<String> {
    let number = u128::from_be_bytes(bytes.try_into().ok()?);
    let digits = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]);
    Some(parts.join("-"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check_i64(value: i64, meaning: Meaning, expected: Value) {
        assert_eq!(of_i64(&value, meaning), expected, "{value} {meaning:?}");
    }

    #[test]
    fn times_keep_what_is_known_of_their_zone() {
        check_i64(1_683_224_400, Meaning::Instant(1), json!("2023-05-04T18:20:00Z"));
        check_i64(1_683_224_400_250, Meaning::Instant(1_000), json!("2023-05-04T18:20:00.250Z"));
        check_i64(
            1_683_224_400_000_000,
            Meaning::WallClock(1_000_000),
            json!("2023-05-04T18:20:00"),
        );
        check_i64(-1, Meaning::Instant(1_000_000_000), json!("1969-12-31T23:59:59.999999999Z"));
        check_i64(i64::MAX, Meaning::Instant(1_000), Value::Null);
        check_i64(66_000_000, Meaning::TimeOfDay(1_000), json!("18:20:00"));
        check_i64(-1, Meaning::TimeOfDay(1_000), Value::Null);
        assert_eq!(of_i32(&19_481, Meaning::Date), json!("2023-05-04"));
        assert_eq!(of_i32(&i32::MAX, Meaning::Date), Value::Null);
    }

    #[test]
    fn decimals_keep_their_digits() {
        check_i64(1230, Meaning::Decimal(2), json!("12.30"));
        check_i64(-5, Meaning::Decimal(2), json!("-0.05"));
        check_i64(7, Meaning::Decimal(0), json!(7));
        assert_eq!(of_bytes(&[0xff, 0x85], Meaning::Decimal(1)), json!("-12.3"));
        assert_eq!(of_bytes(&[1; 17], Meaning::Decimal(1)), Value::Null);
        assert_eq!(of_bytes(&[], Meaning::Decimal(1)), Value::Null);
    }

    #[test]
    fn numbers_that_json_lacks_become_null() {
        assert_eq!(of_f64(&f64::NAN, Meaning::Plain), Value::Null);
        assert_eq!(of_f32(&0.5, Meaning::Plain), json!(0.5));
        check_i64(-1, Meaning::Unsigned, json!(u64::MAX));
        assert_eq!(of_i32(&-1, Meaning::Unsigned), json!(u32::MAX));
    }

    #[test]
    fn bytes_are_what_they_are_said_to_be() {
        let check = |bytes: &[u8], meaning: Meaning, expected: Value| {
            assert_eq!(of_bytes(bytes, meaning), expected);
        };
        check("café".as_bytes(), Meaning::Text, json!("café"));
        check(b"caf\xe9", Meaning::Text, json!("café"));
        check(b"caf\xe9", Meaning::Plain, Value::Null);
        check("café".as_bytes(), Meaning::Plain, json!("café"));
        check(b"{\"a\": [1]}", Meaning::Json, json!({"a": [1]}));
        check(b"{\"a\"", Meaning::Json, json!("{\"a\""));
        check(&[0x11; 16], Meaning::Uuid, json!("11111111-1111-1111-1111-111111111111"));
        check(&[0x11; 4], Meaning::Uuid, Value::Null);
        check(b"text", Meaning::Opaque, Value::Null);
    }
}
