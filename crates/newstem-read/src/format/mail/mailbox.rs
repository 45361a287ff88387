//! A mailbox (RFC 4155): mails one behind the other, each under a line that begins with `From `
//! and follows a blank one.

use std::io::{self, BufRead};

use crate::input::{Line, Lines};

const SEPARATOR: &[u8] = b"From ";

/// One mail of a mailbox.
#[derive(Debug)]
pub(super) enum Mail<'a> {
    Whole(&'a [u8]),
    /// The beginning of a mail that is longer than allowed.
    Cut(&'a [u8]),
    /// Nothing more can be read.
    Broken(io::Error),
}

/// The mails of a stream.
pub(super) struct Mailbox<B> {
    lines: Lines<B>,
    mail: Vec<u8>,
    bytes_max: usize,
    is_cut: bool,
    number: usize,
    start: u64,
    /// Where the line stands under which the next mail is.
    next_start: Option<u64>,
}

impl<B: BufRead> Mailbox<B> {
    pub(super) fn new(input: B, bytes_max: usize) -> Self {
        Self {
            lines: Lines::new(input, bytes_max),
            mail: Vec::new(),
            bytes_max,
            is_cut: false,
            number: 0,
            start: 0,
            next_start: Some(0),
        }
    }

    /// The number of the mail read last, counted from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Where the mail read last begins, in bytes from the start of the stream.
    pub(super) fn offset(&self) -> u64 {
        self.start
    }

    /// The next mail; nothing after the last, or after the stream broke off.
    pub(super) fn next(&mut self) -> Option<Mail<'_>> {
        self.start = self.next_start.take()?;
        self.mail.clear();
        self.is_cut = false;
        if let Err(error) = self.collect() {
            self.number += 1;
            return Some(Mail::Broken(error));
        }
        if self.mail.trim_ascii().is_empty() {
            return None;
        }
        self.number += 1;
        Some(if self.is_cut { Mail::Cut(&self.mail) } else { Mail::Whole(&self.mail) })
    }

    /// Brings the lines of the next mail together; the one above it may have been taken already.
    fn collect(&mut self) -> io::Result<()> {
        let mut is_first = self.number == 0;
        let mut follows_blank = is_first;
        while let Some(line) = self.lines.next() {
            let line = match line {
                Line::Whole(line) => line,
                Line::TooLong => {
                    self.is_cut = true;
                    continue;
                }
                Line::Broken(error) => return Err(error),
            };
            if follows_blank && line.starts_with(SEPARATOR) {
                if is_first {
                    is_first = false;
                    continue;
                }
                self.next_start = Some(self.lines.offset());
                return Ok(());
            }
            follows_blank = line.is_empty();
            self.is_cut |= self.mail.len() + line.len() >= self.bytes_max;
            if !self.is_cut {
                self.mail.extend_from_slice(unquoted(line));
                self.mail.push(b'\n');
            }
        }
        Ok(())
    }
}

/// A line without the mark that keeps it from being taken for a separator.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(SEPARATOR) { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut mailbox = Mailbox::new(text.as_bytes(), 20);
        let mut found = Vec::new();
        while let Some(mail) = mailbox.next() {
            let told = match mail {
                Mail::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Mail::Cut(bytes) => format!("cut {}", String::from_utf8_lossy(bytes)),
                Mail::Broken(error) => error.to_string(),
            };
            found.push(format!("{}@{} {told}", mailbox.number(), mailbox.offset()));
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn mails_stand_under_their_lines() {
        check("From a\nA: 1\n\nx\n\nFrom b\nB: 2\n", &["1@0 A: 1\n\nx\n\n", "2@16 B: 2\n"]);
        check("From a\nA: 1\n\n>From x\nFrom y", &["1@0 A: 1\n\nFrom x\nFrom y\n"]);
        check("", &[]);
        check("From a\n", &[]);
    }

    #[test]
    fn a_mail_that_is_too_long_costs_its_end() {
        let long = format!("From a\nA: 1\n\n{}\n\nFrom b\nB: 2\n", "x".repeat(30));
        check(&long, &["1@0 cut A: 1\n\n", "2@45 B: 2\n"]);
    }
}
