//! Text that a spreadsheet would take for a formula, made harmless.
//!
//! A headline that begins with `=` is run when the table is opened, and can send what stands in
//! other cells elsewhere. As OWASP advises, such a cell gets a single quote before it, by which
//! spreadsheets know text. Told by are the signs that begin a formula (`=`, `+`, `-`, `@`, and their
//! full-width and small forms, which some spreadsheets fold), also after white space, control
//! characters, what has no width, or single quotes; and a tab or line end at the very start, which
//! may move what follows into a cell of its own. That single quotes are looked past makes the mark
//! reversible: whoever strips one quote from each cell that [`is_armed`] calls armed has the text as
//! it was.
//!
//! Rejected: quoting alone, which spreadsheets strip before they look; and dropping the signs, which
//! changes the text.

use std::borrow::Cow;

/// The text, with a single quote before it where a spreadsheet might run it.
pub fn disarmed(text: &str) -> Cow<'_, str> {
    if is_armed(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet might run it.
fn is_armed(text: &str) -> bool {
    let start = text.trim_start_matches('\'');
    start.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(is_looked_past).starts_with(is_sign)
}

fn is_looked_past(c: char) -> bool {
    let has_no_width = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    c == '\'' || c.is_whitespace() || c.is_control() || has_no_width
}

fn is_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(disarmed(text), expected, "{text:?}");
        // Marked or not, the text can be had back.
        let back = if is_armed(expected) { &expected[1..] } else { expected };
        assert_eq!(back, text);
    }

    #[test]
    fn what_begins_a_formula_is_marked() {
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+1", "'+1");
        check("-2+3", "'-2+3");
        check("@SUM(A1)", "'@SUM(A1)");
        check("＝1+1", "'＝1+1");
        check("－1", "'－1");
        check("﹫x", "'﹫x");
    }

    #[test]
    fn nothing_hides_it() {
        check("  =1", "'  =1");
        check("\u{A0}=1", "'\u{A0}=1");
        check("\u{FEFF}=1", "'\u{FEFF}=1");
        check("\u{200B}\u{0}@x", "'\u{200B}\u{0}@x");
        check("\t1", "'\t1");
        check("\rword", "'\rword");
        check("\nword", "'\nword");
    }

    #[test]
    fn a_mark_that_was_there_is_kept_apart_from_ours() {
        check("'=1", "''=1");
        check("''\t", "'''\t");
        check("'tis", "'tis");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        check("", "");
        check("a=b", "a=b");
        check("“-1 degrees”", "“-1 degrees”");
        check("{\"a\":-1}", "{\"a\":-1}");
    }
}
