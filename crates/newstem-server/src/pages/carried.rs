//! Names in the fields of forms.
//!
//! A browser sends a line break in another form than it was given, and markup cannot hold every
//! character, so those are written as `%0A`, and `%` itself too. All others stay, so that whoever looks
//! at a form can read it.

use std::borrow::Cow;

/// A name as a field carries it.
pub fn carried(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_plain(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            bytes.for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

fn is_plain(c: char) -> bool {
    c != '%' && !c.is_control() && (u32::from(c) & 0xFFFE) != 0xFFFE
}

/// The name that a field carried. What no form of ours would hold stays as it is.
pub fn read(field: &str) -> String {
    let mut out = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let byte = if first == b'%' { after.get(..2).and_then(byte) } else { None };
        out.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    match String::from_utf8_lossy(&out) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(_) => field.to_owned(),
    }
}

fn byte(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(digits[at]).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(carried(name), expected);
        assert_eq!(read(expected), name);
    }

    #[test]
    fn names_come_back_as_they_were() {
        check("ferry-fire/a ü \"x\"", "ferry-fire/a ü \"x\"");
        check("a\nb\r\n\t\0", "a%0Ab%0D%0A%09%00");
        check("100%25", "100%2525");
        check("\u{202E}\u{85}\u{FFFF}", "\u{202E}%C2%85%EF%BF%BF");
        check("", "");
    }

    #[test]
    fn what_no_form_of_ours_holds_stays() {
        for field in ["100%", "%zz", "%+1", "%FF"] {
            assert_eq!(read(field), field);
        }
    }
}
