//! Bytes to text. A byte-order mark is believed first, then UTF-8 if it is valid; what is left is
//! read as Windows-1252, the superset of Latin-1 that old newsroom files use. A file with NUL
//! bytes is not text. Rejected for now: guessing other legacy encodings from letter statistics.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotText {
    /// Nothing, or only white space.
    Empty,
    /// Bytes that occur in no text.
    Binary,
}

/// The text of `bytes`. `declared` is the name of an encoding that the file gives for itself,
/// which decides only where the bytes are not UTF-8.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<String, NotText> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None if bytes.contains(&0) => return Err(NotText::Binary),
        None => decode_without_mark(bytes, declared),
    };
    if text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    if looks_binary(&text) {
        return Err(NotText::Binary);
    }
    Ok(text)
}

fn decode_without_mark(bytes: &[u8], declared: Option<&str>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = declared.unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// More than one control character in a hundred: an image or an archive under a text's name.
fn looks_binary(text: &str) -> bool {
    let controls = text.chars().filter(|c| is_stray_control(*c)).count();
    controls * 100 > text.chars().count()
}

/// Control characters other than white space.
pub(crate) fn is_stray_control(character: char) -> bool {
    character.is_control()
        && !matches!(character, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: Result<&str, NotText>) {
        assert_eq!(decode(bytes, declared), expected.map(str::to_owned));
    }

    #[test]
    fn utf8_is_kept_and_its_mark_dropped() {
        check("Étienne".as_bytes(), None, Ok("Étienne"));
        check(b"\xef\xbb\xbfnews", None, Ok("news"));
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        check(b"\xff\xfen\0e\0w\0s\0", None, Ok("news"));
    }

    #[test]
    fn latin_bytes_are_read_as_such() {
        check(b"caf\xe9 \x93ouvert\x94", None, Ok("café “ouvert”"));
    }

    #[test]
    fn a_declared_encoding_decides_where_the_bytes_are_not_utf8() {
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), Ok("Привет"));
    }

    #[test]
    fn what_is_no_text_says_so() {
        check(b"", None, Err(NotText::Empty));
        check(b" \r\n", None, Err(NotText::Empty));
        check(b"GIF89a\0\0", None, Err(NotText::Binary));
        check(b"\x01\x02\x03abc", None, Err(NotText::Binary));
    }
}
