//! A stream line by line, each with its number and its place, none longer than is allowed.
//!
//! `BufRead::lines` would keep a line of any length and lose the place; here an overlong line is
//! passed over without being kept. A stream in UTF-16 becomes UTF-8 on the way.

use std::io::{self, BufRead, Read};

/// One line of a stream, or what stands in the way of it.
#[derive(Debug)]
pub(crate) enum Line<'a> {
    /// The line without its end.
    Whole(&'a [u8]),
    /// The line is longer than allowed and was passed over.
    TooLong,
    /// Nothing more can be read.
    Broken(io::Error),
}

/// The lines of a stream.
pub(crate) struct Lines<B> {
    input: B,
    buffer: Vec<u8>,
    bytes_max: usize,
    number: usize,
    start: u64,
    end: u64,
    is_over: bool,
}

impl<B: BufRead> Lines<B> {
    pub(crate) fn new(input: B, bytes_max: usize) -> Self {
        Self { input, buffer: Vec::new(), bytes_max, number: 0, start: 0, end: 0, is_over: false }
    }

    /// The number of the line read last, counted from 1.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// Where the line read last begins, in bytes from the start of the stream.
    pub(crate) fn offset(&self) -> u64 {
        self.start
    }

    /// The next line; nothing after the last, or after the stream broke off.
    pub(crate) fn next(&mut self) -> Option<Line<'_>> {
        if self.is_over {
            return None;
        }
        self.buffer.clear();
        self.start = self.end;
        self.number += 1;
        let limit = self.bytes_max as u64 + 1;
        match self.input.by_ref().take(limit).read_until(b'\n', &mut self.buffer) {
            Ok(0) => None,
            Ok(count) => {
                self.end += count as u64;
                Some(self.line())
            }
            Err(error) => {
                self.is_over = true;
                Some(Line::Broken(error))
            }
        }
    }

    fn line(&mut self) -> Line<'_> {
        if self.buffer.ends_with(b"\n") {
            self.buffer.pop();
        } else if self.buffer.len() > self.bytes_max {
            return self.pass_over();
        }
        if self.buffer.ends_with(b"\r") {
            self.buffer.pop();
        }
        Line::Whole(&self.buffer)
    }

    fn pass_over(&mut self) -> Line<'_> {
        match self.input.skip_until(b'\n') {
            Ok(count) => {
                self.end += count as u64;
                Line::TooLong
            }
            Err(error) => {
                self.is_over = true;
                Line::Broken(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut lines = Lines::new(text.as_bytes(), 8);
        let mut found = Vec::new();
        while let Some(line) = lines.next() {
            let told = match line {
                Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Line::TooLong => "(too long)".to_owned(),
                Line::Broken(error) => error.to_string(),
            };
            found.push(format!("{}@{} {told}", lines.number(), lines.offset()));
        }
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_have_numbers_and_places() {
        check("", &[]);
        check("a\r\nbc\n\nd", &["1@0 a", "2@3 bc", "3@6 ", "4@7 d"]);
    }

    #[test]
    fn an_overlong_line_is_passed_over() {
        check("12345678\n123456789\nab\n", &["1@0 12345678", "2@9 (too long)", "3@19 ab"]);
        check("123456789123456789", &["1@0 (too long)"]);
    }
}
