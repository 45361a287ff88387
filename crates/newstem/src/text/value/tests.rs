//! What is read from one sentence, and what agrees with what.

use proptest::prelude::*;

use super::{Mention, Value, ValueReader, read_values};
use crate::text::Reading;

fn values(text: &str, language: &str) -> Vec<Mention> {
    read_values(&Reading::new(text, language), language)
}

fn check_in(language: &str, text: &str, expected: &[&str]) {
    let found: Vec<String> =
        values(text, language).iter().map(|mention| mention.value.to_string()).collect();
    assert_eq!(found, expected, "{text}");
}

fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

fn only(text: &str) -> Value {
    let found = values(text, "en");
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].value.clone()
}

fn check_agrees(left: &str, right: &str, expected: Option<bool>) {
    let (left, right) = (only(left), only(right));
    assert_eq!(left.agrees(&right), expected, "{left} and {right}");
    assert_eq!(right.agrees(&left), expected, "{right} and {left}");
}

#[test]
fn days_of_the_month_in_words() {
    check("on the seventeenth of January", &["17 January"]);
    check("until the twenty-first of March 2027", &["21 March 2027"]);
    check("the thirtieth of June or the thirty-first of July", &["30 June", "31 July"]);
    check("the first of them came in March", &["March"]);
}

#[test]
fn numbers_in_words_and_digits() {
    check("Fourteen people were treated", &["14"]);
    check("two hundred and eighty-seven votes", &["287"]);
    check("61,407 ballots were counted again", &["61407"]);
    check("a crowd of 1.4 million", &["1.4 million"]);
    check("half a dozen men and two dozen dogs", &["6", "24"]);
    check("won 4-3 at home", &["4-3"]);
}

#[test]
fn what_names_or_points_is_not_a_count() {
    check("no one was on the one that left from Berth 3", &[]);
    check("a question about one journey, and millions of strikes", &[]);
    check("the second engineer of the 1870s", &[]);
}

#[test]
fn units_and_currencies() {
    check("it flew 46km, or 46 kilometres", &["46 km", "46 km"]);
    check("17 per cent, 17 percent and 17%", &["17%", "17%", "17%"]);
    check(
        "$9.2 million, £3m and 5,200 crowns",
        &["9.2 million dollars", "3 million pounds", "5200 crowns"],
    );
    check("a year and a half at 90km/h", &["1.5 years", "90 km/h"]);
    check("nine hours and ten minutes, then 2 hours 15 minutes", &["550 minutes", "135 minutes"]);
    check_in("es", "siete años y tres meses", &["87 months"]);
    check("two hours and three men", &["2 hours", "3"]);
    check("ten minutes, two hours", &["10 minutes", "2 hours"]);
    check("reckon on a fortnight", &["2 weeks"]);
}

#[test]
fn qualifiers_loosen() {
    check("more than a dozen people", &["at least 12"]);
    check("not quite two metres", &["nearly 2 m"]);
    check("some 600 metres; 15 or more days", &["about 600 m", "at least 15"]);
}

#[test]
fn clocks() {
    check("at 06:52, at 6.52am, at 2.20 p.m.", &["06:52", "06:52", "14:20"]);
    check("it ended at 16:52:07", &["16:52"]);
    check("half past eight, twenty to midnight", &["08:30", "23:40"]);
    check("about a quarter to midnight", &["about 23:45"]);
    check("shortly before seven", &["shortly before 07:00"]);
    check("at nine in the morning, at eight", &["09:00", "08:00"]);
    check("ten to seven on Friday evening", &["18:50", "Friday"]);
    check("nothing was up after eight in the evening", &["20:00"]);
    check("not one aircraft up after eight on Sunday evening", &["20:00", "Sunday"]);
    check("they hurt eight in the evening", &["8"]);
    check("six minutes past five, at ten o'clock", &["05:06", "10:00"]);
    check("a little after a quarter past two", &["shortly after 02:15"]);
}

#[test]
fn days_and_dates() {
    check("on Sunday 14 December", &["Sunday", "14 December"]);
    check("on January 21, 2026", &["21 January 2026"]);
    check("in June 2027 or since 1998", &["June 2027", "1998"]);
    check("It may march", &[]);
}

#[test]
fn other_languages() {
    check_in("es", "hubo sesenta y seis heridos a las 4.37", &["66", "04:37"]);
    check_in("es", "38.400 dosis hasta el viernes", &["38400", "Friday"]);
    check_in("es", "un terremoto de magnitud 5,9", &["5.9"]);
    check_in("fr", "soixante-seize blessés mardi à 4 h 37", &["76", "Tuesday", "04:37"]);
    check_in("pt", "38,4 mil doses às 23h40 de quinta-feira", &["38400", "23:40", "Thursday"]);
    check_in("de", "vierzehn Menschen am Montag", &["14", "Monday"]);
    check_in("it", "quaranta persone venerdì", &["40", "Friday"]);
}

#[test]
fn ranges_that_meet_agree() {
    check_agrees("about 40 people", "42 people", Some(true));
    check_agrees("more than a dozen people", "fourteen people", Some(true));
    check_agrees("14 people", "40 people", Some(false));
    check_agrees("nearly two metres", "1.8 metres", Some(true));
    check_agrees("1.8 metres", "18 metres", Some(false));
    check_agrees("18 months", "a year and a half", Some(true));
    check_agrees("18 months", "18 people", None);
}

#[test]
fn times_agree_within_what_they_leave_open() {
    check_agrees("shortly before seven", "at 06:52", Some(true));
    check_agrees("about ten to seven", "at 06:52", Some(true));
    check_agrees("ten to seven", "at 18:50", Some(true));
    check_agrees("at 06:50", "at 18:50", Some(false));
    check_agrees("on Friday", "on Monday", Some(false));
    check_agrees("in June", "in June 2027", Some(true));
    check_agrees("on 4 February", "on 21 January", Some(false));
}

/// Words of which values are made, and a few others.
const WORDS: &[&str] = &[
    "a",
    "half",
    "quarter",
    "past",
    "to",
    "two",
    "twenty",
    "one",
    "dozen",
    "and",
    "year",
    "at",
    "noon",
    "meia",
    "noite",
    "las",
    "cinco",
    "y",
    "14",
    "4:30",
    "1.4",
    "400",
    "2026",
    "5th",
    "May",
    "Tuesday",
    "Monday's",
    "segunda",
    "feira",
    "million",
    "per",
    "cent",
    "about",
    "men",
    "km",
    "fortnight",
    "voted",
    "ein",
    "Dutzend",
    "vingt",
    "heures",
    "23h40",
    "pm",
    "in",
];

proptest! {
    #[test]
    fn no_value_begins_where_none_may(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..12),
        language in prop::sample::select(vec!["en", "es", "fr", "pt", "de", "it", "ja"]),
    ) {
        let reading = Reading::new(&words.join(" "), language);
        let reader = ValueReader::new(language);
        let words: Vec<usize> = reading.words().collect();
        let all = reader.read(&reading, &words, |_| true);
        let some = reader.read(&reading, &words, |word| reader.may_begin(&reading.folded[word]));
        prop_assert_eq!(all, some);
    }
}
