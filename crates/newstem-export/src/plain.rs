//! Text of articles for those who look at a graph: on one line, without what steers a screen.
//!
//! The same rule as in the reports. It is written down twice since neither crate may lean on the
//! other.

/// The text on one line, without control characters, overrides of the direction of reading, and
/// what XML forbids.
pub fn plain(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| is_harmless(c))
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_harmless(c: char) -> bool {
    let turns_direction = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32 & 0xFFFE) == 0xFFFE;
    !c.is_control() && !turns_direction && !is_noncharacter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_screen_survives() {
        let check = |text, expected: &str| assert_eq!(plain(text), expected);
        check("a\x1b[31mb", "a[31mb");
        check("a\r\n\tb", "a b");
        check("right\u{202E}left", "rightleft");
        check("\u{FFFE}x\u{0}", "x");
    }
}
