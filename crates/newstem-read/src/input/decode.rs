//! Bytes to text. A byte-order mark is believed first, then UTF-8 if the bytes are it, then the
//! encoding that the file declares if the bytes can be it; what is left is told by the letters
//! that come out, with the detector of Firefox (`chardetng`), which measured 165 right of 166.
//! A declaration comes after UTF-8, since pages that name an old encoding and are UTF-8 are
//! common, and hardly a text in an old encoding happens to be UTF-8.
//!
//! A text with a few broken bytes among many sound characters stays UTF-8: it was cut or joined
//! carelessly, and read as anything else every accent in it would be wrong. A file of which more
//! than a hundredth are control characters is not text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::utf16::utf16_of;

/// Bytes are UTF-8 with mistakes in it where so many characters of several bytes are sound for
/// each that is not.
const SOUND_FOR_EACH_BROKEN: usize = 4;

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
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let text = match marked(bytes) {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => utf16_as_declared(bytes, declared).unwrap_or_else(|| without_mark(bytes, declared)),
    };
    if text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    if looks_binary(&text) {
        return Err(NotText::Binary);
    }
    Ok(text)
}

/// The encoding that a byte-order mark shows, or the zeros of UTF-16.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    by_mark.or_else(|| utf16_of(bytes))
}

/// Text in UTF-16 whose zeros are too few to tell it, if the declaration comes true.
fn utf16_as_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<String> {
    let encoding = declared.filter(|encoding| [UTF_16LE, UTF_16BE].contains(encoding))?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (bytes.contains(&0) && !text.contains('\0')).then(|| text.into_owned())
}

fn without_mark(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.to_owned();
    }
    if is_mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let text = declared
        .filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding))
        .and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    text.unwrap_or_else(|| detected(bytes).decode_without_bom_handling(bytes).0).into_owned()
}

/// True of UTF-8 with few mistakes in it.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut sound = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= SOUND_FOR_EACH_BROKEN * broken
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// More than one control character in a hundred: an image or an archive under a text's name.
fn looks_binary(text: &str) -> bool {
    if is_surely_text(text) {
        return false;
    }
    let controls = text.chars().filter(|c| is_stray_control(*c)).count();
    controls * 100 > text.chars().count()
}

/// True of nearly every text. Bytes are counted many at once and characters are not, so what may be
/// a control character is taken for one, and every character for one of four bytes.
fn is_surely_text(text: &str) -> bool {
    let maybe_control =
        |byte: &u8| *byte < b'\t' || (b'\x0e'..b' ').contains(byte) || matches!(*byte, 0x7f | 0xc2);
    // A count that fits a byte is kept beside each byte, and more of them are looked at in one step.
    let count = |few: &[u8]| few.iter().map(|byte| u8::from(maybe_control(byte))).sum::<u8>();
    let controls: usize =
        text.as_bytes().chunks(usize::from(u8::MAX)).map(|few| usize::from(count(few))).sum();
    controls * 400 <= text.len()
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
    fn utf16_is_read_without_its_mark() {
        let bytes = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        check(&bytes("It rained all day."), None, Ok("It rained all day."));
        check(&bytes("Шёл дождь, 雨."), Some("utf-16be"), Ok("Шёл дождь, 雨."));
        check(&bytes("Шёл дождь, 雨."), Some("utf-8"), Err(NotText::Binary));
    }

    /// Encodes a text as `label` says and reads it without being told.
    fn check_detection(label: &str, text: &str) {
        let encoding = Encoding::for_label(label.as_bytes()).expect("the label is known");
        let (bytes, _, _) = encoding.encode(text);
        check(&bytes, None, Ok(text));
    }

    #[test]
    fn old_encodings_are_told_by_their_letters() {
        check(b"caf\xe9 \x93ouvert\x94", None, Ok("café “ouvert”"));
        check_detection("windows-1252", "Die Straße über die Brücke blieb am Montag gesperrt.");
        check_detection("windows-1251", "Дождь шёл весь день, и мост через реку закрыли.");
        check_detection("koi8-r", "Дождь шёл весь день, и мост через реку закрыли.");
        check_detection("windows-1250", "Vláda v pondělí uzavřela most přes řeku kvůli dešti.");
        check_detection("shift_jis", "雨が一日中降り続き、川の橋は閉鎖された。");
        check_detection("gbk", "雨下了一整天，河上的桥被关闭了。");
        check_detection("euc-kr", "하루 종일 비가 내려 강의 다리가 폐쇄되었다.");
    }

    #[test]
    fn a_wrong_declaration_does_no_harm() {
        check("Étienne".as_bytes(), Some("iso-8859-1"), Ok("Étienne"));
        check(b"caf\xe9 ouvert", Some("utf-8"), Ok("café ouvert"));
        check(b"caf\xe9 ouvert", Some("no-such-encoding"), Ok("café ouvert"));
        check(b"caf\xe9 ouvert", Some("shift_jis"), Ok("café ouvert"));
    }

    #[test]
    fn a_broken_byte_does_not_spoil_the_others() {
        let mut cut = "Été à l’île, forêt brûlée".as_bytes().to_vec();
        cut.extend_from_slice(b"; caf\xc3");
        check(&cut, None, Ok("Été à l’île, forêt brûlée; caf\u{fffd}"));
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
        check(
            &[b"news ".repeat(40), b"\0".to_vec()].concat(),
            None,
            Ok(&("news ".repeat(40) + "\0")),
        );
        check(b"\x01\x02\x03abc", None, Err(NotText::Binary));
    }
}
