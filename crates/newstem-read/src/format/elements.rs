//! The elements of a JSON list, one at a time, without the list. Only brackets and strings are
//! looked at, so an element that is broken inside them is still told from its neighbours.

use std::io::{self, BufRead};

use memchr::memchr2;

use crate::input::Line;

/// The elements of the list that a stream holds.
pub(super) struct Elements<B> {
    input: B,
    element: Vec<u8>,
    bytes_max: usize,
    number: usize,
    /// Where the element read last begins.
    start: u64,
    /// Where the next byte of the stream stands.
    at: u64,
    is_over: bool,
}

/// What has been seen of an element so far.
#[derive(Clone, Copy, Default)]
struct Seen {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
}

impl<B: BufRead> Elements<B> {
    /// `input` begins with the bracket that opens the list, or with what may stand before it.
    pub(super) fn new(input: B, bytes_max: usize) -> Self {
        Self { input, element: Vec::new(), bytes_max, number: 0, start: 0, at: 0, is_over: false }
    }

    /// The number of the element read last, counted from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Where the element read last begins, in bytes from the start of the stream.
    pub(super) fn offset(&self) -> u64 {
        self.start
    }

    /// Where the list ends, in bytes from the start of the stream, once all of it was read.
    pub(super) fn end(&self) -> u64 {
        self.at
    }

    /// True where the stream goes on after the list.
    pub(super) fn has_more(&mut self) -> bool {
        loop {
            let bytes = match self.input.fill_buf() {
                Ok([]) | Err(_) => return false,
                Ok(bytes) => bytes,
            };
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank < bytes.len() {
                return true;
            }
            self.input.consume(blank);
        }
    }

    /// The next element; nothing after the end of the list, or after it broke off.
    pub(super) fn next(&mut self) -> Option<Line<'_>> {
        if self.is_over {
            return None;
        }
        match self.collect() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => {
                self.is_over = true;
                self.number += 1;
                return Some(Line::Broken(error));
            }
        }
        self.number += 1;
        if self.element.len() > self.bytes_max {
            return Some(Line::TooLong);
        }
        Some(Line::Whole(self.element.trim_ascii_end()))
    }

    /// Brings the bytes of the next element together; false where there is none.
    fn collect(&mut self) -> io::Result<bool> {
        self.element.clear();
        self.skip_separators()?;
        self.start = self.at;
        let mut seen = Seen::default();
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                return self.break_off(seen);
            }
            let end = seen.end_in(bytes);
            let taken = end.unwrap_or(bytes.len());
            if self.element.len() <= self.bytes_max {
                self.element.extend_from_slice(&bytes[..taken]);
            }
            let closes_list = end.is_some_and(|end| bytes[end] == b']');
            let taken = taken + usize::from(closes_list);
            self.at += taken as u64;
            self.input.consume(taken);
            if end.is_some() {
                self.is_over = closes_list;
                return Ok(!closes_list || !self.element.is_empty());
            }
        }
    }

    /// The stream is over before the list is; an element that is whole still counts.
    fn break_off(&self, seen: Seen) -> io::Result<bool> {
        let is_whole = seen.depth == 0 && !seen.in_string && !self.element.is_empty();
        if is_whole {
            return Ok(true);
        }
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the list is not closed"))
    }

    /// Takes white space, commas, and at the very start the bracket that opens the list.
    fn skip_separators(&mut self) -> io::Result<()> {
        let mut may_open = self.at == 0;
        loop {
            let bytes = self.input.fill_buf()?;
            let mut is_separator = |byte: &u8| match byte {
                b'[' => std::mem::take(&mut may_open),
                b',' => !may_open,
                0xef | 0xbb | 0xbf => may_open,
                _ => byte.is_ascii_whitespace(),
            };
            let taken = bytes.iter().take_while(|byte| is_separator(byte)).count();
            let is_done = taken < bytes.len() || bytes.is_empty();
            self.at += taken as u64;
            self.input.consume(taken);
            if is_done {
                return Ok(());
            }
        }
    }
}

impl Seen {
    /// Where in `bytes` the element is complete; nothing where it goes on behind them.
    fn end_in(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            if self.in_string {
                at = self.end_of_string(bytes, at)?;
            }
            let byte = *bytes.get(at)?;
            if self.ends_before(byte) {
                return Some(at);
            }
            at += 1;
        }
    }

    /// What follows the string that `bytes` are in at `at`. Nearly all of a record is strings, so
    /// here it is that time is saved.
    fn end_of_string(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        loop {
            if std::mem::take(&mut self.is_escaped) {
                at += 1;
            }
            let Some(length) = memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) else {
                // An escape that ends the bytes goes on in the next.
                self.is_escaped = at > bytes.len();
                return None;
            };
            at += length + 1;
            self.in_string = bytes[at - 1] != b'"';
            if !self.in_string {
                return Some(at);
            }
            self.is_escaped = true;
        }
    }

    /// True where the element, outside of any string, is complete before `byte`, which else
    /// becomes part of it.
    fn ends_before(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b',' | b']' if self.depth == 0 => return true,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        // A buffer of three bytes cuts every element somewhere.
        let input = BufReader::with_capacity(3, text.as_bytes());
        let mut elements = Elements::new(input, 12);
        let mut found = Vec::new();
        while let Some(element) = elements.next() {
            let told = match element {
                Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Line::TooLong => "(too long)".to_owned(),
                Line::Broken(error) => error.to_string(),
            };
            found.push(format!("{}@{} {told}", elements.number(), elements.offset()));
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn elements_have_numbers_and_places() {
        check("[]", &[]);
        check(" [ 1 ,{\"a\":[2]}, \"]\\\"\" ]", &["1@3 1", "2@6 {\"a\":[2]}", "3@17 \"]\\\"\""]);
        check("[1]\n[2]", &["1@1 1"]);
    }

    #[test]
    fn an_element_that_is_too_long_is_passed_over() {
        check("[\"123456789012\", 2]", &["1@1 (too long)", "2@17 2"]);
    }

    #[test]
    fn a_list_that_breaks_off_says_so() {
        check("[1, {\"a\": ", &["1@1 1", "2@4 the list is not closed"]);
        check("[1, {\"a\": 2}", &["1@1 1", "2@4 {\"a\": 2}", "3@12 the list is not closed"]);
    }
}
