//! Streams in UTF-16, told by their mark or, where they have none, by every second byte being
//! zero, as it is in text of Western languages. They become UTF-8 before any reader sees them.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// So many first bytes are looked at where there is no mark.
const LOOKED_AT_BYTES: usize = 256;
/// Fewer bytes than this prove nothing.
const LOOKED_AT_BYTES_MIN: usize = 8;
/// So many characters whose high byte is zero stand beside each other one, such as a curly quote.
const LATIN_FOR_EACH_OTHER: usize = 3;

/// The encoding of a stream in UTF-16 that begins with `head`.
pub(super) fn utf16_of(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => Some(encoding),
        Some(_) => None,
        None => by_zeros(head),
    }
}

fn by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &head[..head.len().min(LOOKED_AT_BYTES)];
    let (pairs, _) = looked_at.as_chunks::<2>();
    if looked_at.len() < LOOKED_AT_BYTES_MIN {
        return None;
    }
    if is_utf16(pairs.iter().map(|[low, high]| [*high, *low])) {
        return Some(UTF_16LE);
    }
    is_utf16(pairs.iter().copied()).then_some(UTF_16BE)
}

/// True where most pairs, the high byte first, are Latin letters and none is no character.
fn is_utf16(pairs: impl Iterator<Item = [u8; 2]>) -> bool {
    let (mut latin, mut others) = (0, 0);
    for [high, low] in pairs {
        match (high, low) {
            (0, b'\n' | b'\r' | b'\t' | b' '..) => latin += 1,
            (0, _) => return false,
            _ => others += 1,
        }
    }
    latin >= LATIN_FOR_EACH_OTHER * others
}

/// A stream as UTF-8.
pub(super) struct Utf8<B> {
    input: B,
    decoder: Decoder,
    is_over: bool,
}

impl<B: BufRead> Utf8<B> {
    pub(super) fn new(input: B, encoding: &'static Encoding) -> Self {
        Self { input, decoder: encoding.new_decoder_with_bom_removal(), is_over: false }
    }
}

impl<B: BufRead> Read for Utf8<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // A character takes at most four bytes, and the decoder writes none in part.
        while !self.is_over && buffer.len() >= 4 {
            let input = self.input.fill_buf()?;
            let is_last = input.is_empty();
            let (_, read, written, _) = self.decoder.decode_to_utf8(input, buffer, is_last);
            self.input.consume(read);
            self.is_over = is_last && written < buffer.len().saturating_sub(3);
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    fn check(bytes: &[u8], expected: Option<&str>) {
        let read = utf16_of(bytes).map(|encoding| {
            let mut text = String::new();
            Utf8::new(bytes, encoding).read_to_string(&mut text).unwrap();
            text
        });
        assert_eq!(read.as_deref(), expected);
    }

    #[test]
    fn utf16_is_told_with_and_without_its_mark() {
        for text in ["\u{feff}雨 🌧 It rained.", "It rained “all” day.", "It rained all day."]
        {
            let plain = text.trim_start_matches('\u{feff}');
            check(&utf16(text, u16::to_le_bytes), Some(plain));
            check(&utf16(text, u16::to_be_bytes), Some(plain));
        }
    }

    #[test]
    fn a_stream_cut_inside_a_character_still_ends() {
        let mut bytes = utf16("It rained all day.", u16::to_le_bytes);
        bytes.pop();
        check(&bytes, Some("It rained all day\u{fffd}"));
    }

    #[test]
    fn other_bytes_are_left_alone() {
        check(b"It rained all day.", None);
        check(b"\xef\xbb\xbfIt rained.", None);
        check(b"PK\0\0\0\0\0\0\0\0\0\0", None);
        check(b"", None);
        check(b"a\0", None);
    }
}
