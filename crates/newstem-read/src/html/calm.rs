//! A page as `dom_smoothie` can take it: without the stretches of text that it would write out for
//! minutes.
//!
//! Its serialiser looks to the end of a text for the next mark to escape, again for every mark that
//! it finds on the way, so a text of ampersands costs the square of its length. What that comes to
//! is counted beforehand, text by text, and a text that is too dear is left out. It is left out of
//! the first opinion only; the page itself keeps it. Rejected: a limit on the marks, as a long page
//! may hold many, each in a short text.

/// Steps that all texts of a page may cost; a step takes some hundredths of a nanosecond.
const STEPS_MAX: usize = 1 << 31;

/// The page without its dear texts.
pub(super) fn calm(html: &str) -> String {
    within(html, STEPS_MAX)
}

fn within(html: &str, mut steps: usize) -> String {
    let mut calm = String::with_capacity(html.len());
    for piece in html.split_inclusive(['<', '>']) {
        match steps.checked_sub(steps_of(piece)) {
            Some(left) => {
                steps = left;
                calm.push_str(piece);
            }
            // The last character is the bracket that the next tag needs.
            None => calm.extend(piece.chars().next_back()),
        }
    }
    calm
}

fn steps_of(text: &str) -> usize {
    // The serialiser stops at the first byte of every character from U+0080 to U+00BF, for among
    // them is the space that does not break.
    let marks = text.bytes().filter(|byte| matches!(byte, b'&' | 0xc2));
    marks.count().saturating_mul(text.len())
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_dear_text_is_left_out() {
        let check = |html: &str, expected: &str| assert_eq!(within(html, 100), expected);
        check("<p>a &amp; b</p>", "<p>a &amp; b</p>");
        check("<p>&&&&&&&&&&&&</p><p>x", "<p></p><p>x");
        check("<p>\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}</p>", "<p></p>");
        check("<p>&</p><p>&</p><p>&</p>", "<p>&</p><p>&</p><p>&</p>");
        check("", "");
    }
}
