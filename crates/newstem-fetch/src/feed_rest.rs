//! How long a feed asks to be left alone: `ttl` of RSS 2.0, and `updatePeriod` with `updateFrequency` of
//! the syndication module, which blogs write into every feed.
//!
//! Both stand before the items, so no more of a feed is read than that. What is no number, or breaks
//! off, asks for nothing. Rejected: `skipHours` and `skipDays`, which name hours of a clock that nobody
//! says the place of.

use std::time::Duration;

use quick_xml::Reader;
use quick_xml::events::Event;

/// So much of a feed is looked at.
const BYTES_MAX: usize = 256 << 10;
/// Longest text of an element that is read.
const VALUE_BYTES_MAX: usize = 64;
/// No feed is left alone for longer, whatever it asks.
const REST_MAX: Duration = Duration::from_secs(24 * 3600);
const HOUR_SECONDS: u64 = 3600;

/// The longest time between two looks that a feed asks for, up to a day; nothing where it says nothing.
pub fn feed_rest(bytes: &[u8]) -> Option<Duration> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(BYTES_MAX)]);
    let mut reader = Reader::from_str(&head);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut asked = Asked::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if is_item(tag.local_name().as_ref()) => break,
            Event::Start(tag) => asked.begin(tag.local_name().as_ref()),
            Event::Text(text) => asked.text(&text.into_inner()),
            Event::CData(text) => asked.text(&text.into_inner()),
            Event::End(_) => asked.end(),
            Event::Eof => break,
            _ => {}
        }
    }
    asked.rest().map(|rest| rest.min(REST_MAX))
}

fn is_item(name: &str) -> bool {
    name == "item" || name == "entry"
}

/// What is told of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Minutes,
    Period,
    Frequency,
}

/// What was read so far.
#[derive(Default)]
struct Asked {
    field: Option<Field>,
    value: String,
    minutes: Option<u64>,
    period_seconds: Option<u64>,
    frequency: Option<u64>,
}

impl Asked {
    fn begin(&mut self, name: &str) {
        self.value.clear();
        self.field = match name {
            "ttl" => Some(Field::Minutes),
            "updatePeriod" => Some(Field::Period),
            "updateFrequency" => Some(Field::Frequency),
            _ => None,
        };
    }

    fn text(&mut self, text: &str) {
        if self.field.is_some() && self.value.len() + text.len() <= VALUE_BYTES_MAX {
            self.value.push_str(text);
        }
    }

    fn end(&mut self) {
        let value = self.value.trim();
        match self.field.take() {
            Some(Field::Minutes) => self.minutes = value.parse().ok(),
            Some(Field::Period) => self.period_seconds = period_seconds(value),
            Some(Field::Frequency) => self.frequency = value.parse().ok(),
            None => {}
        }
    }

    fn rest(&self) -> Option<Duration> {
        let by_minutes = self.minutes.map(|minutes| minutes.saturating_mul(60));
        let times = self.frequency.unwrap_or(1).max(1);
        let by_period = self.period_seconds.map(|seconds| seconds / times);
        let seconds = by_minutes.max(by_period).filter(|seconds| *seconds > 0)?;
        Some(Duration::from_secs(seconds))
    }
}

fn period_seconds(name: &str) -> Option<u64> {
    let hours = match name {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 7 * 24,
        "monthly" => 30 * 24,
        "yearly" => 365 * 24,
        _ => return None,
    };
    Some(hours * HOUR_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(channel: &str, minutes: Option<u64>) {
        let text = format!("<?xml version='1.0'?><rss><channel><title>A & B</title>{channel}");
        let expected = minutes.map(|minutes| Duration::from_secs(minutes * 60));
        assert_eq!(feed_rest(text.as_bytes()), expected, "{channel}");
    }

    #[test]
    fn a_feed_says_how_long_it_wants_to_be_left_alone() {
        check("<ttl>90</ttl><item/>", Some(90));
        check("<ttl> <![CDATA[90]]> </ttl>", Some(90));
        check("<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>", Some(60));
        let twice =
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>";
        check(twice, Some(360));
        check(&format!("<ttl>30</ttl>{twice}"), Some(360));
    }

    #[test]
    fn no_more_than_a_day_is_given() {
        check("<ttl>100000</ttl>", Some(24 * 60));
        check("<ttl>18446744073709551615</ttl>", Some(24 * 60));
        check("<sy:updatePeriod>monthly</sy:updatePeriod>", Some(24 * 60));
    }

    #[test]
    fn what_says_nothing_asks_for_nothing() {
        check("", None);
        check("<ttl>0</ttl>", None);
        check("<ttl>soon</ttl><sy:updatePeriod>often</sy:updatePeriod>", None);
        check("<item><ttl>90</ttl></item><ttl>90</ttl>", None);
        check("<ttl>90", None);
        assert_eq!(feed_rest(b"{\"version\":\"https://jsonfeed.org/version/1\"}"), None);
        assert_eq!(feed_rest(b"\xff\xfe\0<"), None);
    }
}
