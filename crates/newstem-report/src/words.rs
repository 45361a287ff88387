//! Small English: counts, lists, times and confidence in words.

use newstem::lineage::Kind;
use unicode_segmentation::UnicodeSegmentation;

/// Below this a link is shown as uncertain, with the reasons.
pub(crate) const UNCERTAIN_BELOW: f64 = 0.6;

/// `1 article`, `3 articles`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{number} {noun}")
}

/// `1 byte`, `1,204,110 bytes`.
pub(crate) fn count_bytes(bytes: u64) -> String {
    let digits = bytes.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let noun = if bytes == 1 { "byte" } else { "bytes" };
    format!("{grouped} {noun}")
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `near certain (0.97)`. Never rounded up, and 0.99 at most: no link is certain.
pub(crate) fn confidence(confidence: f64) -> String {
    let word = match confidence {
        c if c >= 0.95 => "near certain",
        c if c >= 0.8 => "likely",
        c if c >= UNCERTAIN_BELOW => "fairly likely",
        _ => "uncertain",
    };
    let thousandths = (confidence * 1000.0).round();
    let hundredths = (thousandths / 10.0).floor().min(99.0) / 100.0;
    format!("{word} ({hundredths:.2})")
}

/// How a child came from its parent: `copied from`.
pub(crate) fn came_from(kind: Kind) -> &'static str {
    match kind {
        Kind::Copy => "copied from",
        Kind::Spun => "spun from",
        Kind::Paraphrase => "paraphrased from",
        Kind::Condensed => "condensed from",
        Kind::Expanded => "expanded from",
        Kind::Merged => "merged from",
        Kind::Update => "updated from",
        Kind::Translation => "translated from",
    }
}

/// `98%`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A time of the trace as people write it: `4 May 2023, 18:20 UTC`. What is not in the expected
/// form is given as it stands.
pub(crate) fn moment(published: Option<&str>) -> String {
    let Some(published) = published else {
        return "time unknown".to_owned();
    };
    let (date, time) = published.split_once(['T', ' ']).unwrap_or((published, ""));
    let Some(day) = day(date) else {
        return plain(published);
    };
    match clock(time) {
        Some(clock) => format!("{day}, {clock}"),
        None => day,
    }
}

fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
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
    let mut parts = date.split('-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: usize = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let month = MONTHS.get(month.checked_sub(1)?)?;
    Some(format!("{day} {month} {year}"))
}

fn clock(time: &str) -> Option<String> {
    let minutes = time.get(..5).filter(|minutes| is_clock(minutes))?;
    let zone = time.find(['Z', '+', '-']).and_then(|at| time.get(at..));
    match zone {
        Some("Z" | "+00:00" | "-00:00") => Some(format!("{minutes} UTC")),
        Some(offset) => Some(format!("{minutes} UTC{}", plain(offset))),
        None => Some(minutes.to_owned()),
    }
}

fn is_clock(minutes: &str) -> bool {
    minutes.char_indices().all(|(at, c)| if at == 2 { c == ':' } else { c.is_ascii_digit() })
}

/// The text on one line, without what could steer a terminal, break a page or turn the reading
/// direction of what follows.
pub(crate) fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| is_harmless(c))
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character may be shown: no control, no override of direction, nothing that HTML or
/// XML forbids.
pub(crate) fn is_harmless(c: char) -> bool {
    let turns_direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE;
    !c.is_control() && !turns_direction && !is_noncharacter
}

/// The text in full, or its first `limit` characters as a reader counts them and `…`.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    let text = plain(text);
    match text.grapheme_indices(true).nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_take_the_right_plural() {
        let check = |number, expected: &str| {
            assert_eq!(count(number, "source", "sources"), expected);
        };
        check(0, "0 sources");
        check(1, "1 source");
        check(2, "2 sources");
    }

    #[test]
    fn lists_end_in_and() {
        let check = |items: &[&str], expected: &str| {
            let items: Vec<String> = items.iter().map(|&item| item.to_owned()).collect();
            assert_eq!(list(&items), expected);
        };
        check(&[], "");
        check(&["a"], "a");
        check(&["a", "b"], "a and b");
        check(&["a", "b", "c"], "a, b and c");
    }

    #[test]
    fn moments_read_as_people_write_them() {
        let check = |published, expected: &str| assert_eq!(moment(published), expected);
        check(None, "time unknown");
        check(Some("2023-05-04T18:20:00Z"), "4 May 2023, 18:20 UTC");
        check(Some("2023-05-04T18:20:00+02:00"), "4 May 2023, 18:20 UTC+02:00");
        check(Some("2023-05-04"), "4 May 2023");
        // Not a date: shown as it stands rather than guessed at.
        check(Some("2023-13-04"), "2023-13-04");
        check(Some("yesterday"), "yesterday");
        check(Some("2023-05-04Té:20"), "4 May 2023");
    }

    #[test]
    fn confidence_is_named_and_numbered() {
        let check = |value, expected: &str| assert_eq!(confidence(value), expected);
        check(1.0, "near certain (0.99)");
        check(0.998, "near certain (0.99)");
        check(0.948, "likely (0.94)");
        check(0.8, "likely (0.80)");
        check(0.6, "fairly likely (0.60)");
        check(0.59, "uncertain (0.59)");
    }

    #[test]
    fn nothing_that_steers_a_terminal_survives() {
        let check = |text, expected: &str| assert_eq!(plain(text), expected);
        check("a\x1b[31mb", "a[31mb");
        check("a\r\n\tb", "a b");
        check("right\u{202E}left", "rightleft");
        check("c1 \u{9b}31m", "c1 31m");
    }

    #[test]
    fn clipping_keeps_characters_whole() {
        let check = |text, limit, expected: &str| assert_eq!(clip(text, limit), expected);
        check("short", 5, "short");
        check("longer", 5, "longe…");
        // A flag is two code points and one character to a reader.
        check("🇫🇷🇩🇪🇮🇹", 2, "🇫🇷🇩🇪…");
    }
}
