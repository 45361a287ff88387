//! A stream to which bytes may be given back, and which knows its place.

use std::io::{self, BufRead, Read};

/// As long as `WARC/1.`, which the first line of a record begins with.
pub(super) const BEGINNING_BYTES: usize = 7;

/// True where a line that begins with `bytes` is the first of a record.
pub(super) fn begins_record(bytes: &[u8]) -> bool {
    let version = bytes.strip_prefix(b"WARC/");
    version.is_some_and(|version| version.starts_with(b"1.") || version.starts_with(b"0."))
}

/// A stream that is read front to back, but for bytes given back.
pub(super) struct Rewound<B> {
    input: B,
    /// Bytes given back, of which those from `from` on are still to be read.
    back: Vec<u8>,
    from: usize,
    at: u64,
}

impl<B: BufRead> Rewound<B> {
    pub(super) fn new(input: B) -> Self {
        Self { input, back: Vec::new(), from: 0, at: 0 }
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Makes `bytes`, which were read last, come next again.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        let rest = self.back.split_off(self.from.min(self.back.len()));
        self.back.clear();
        self.back.extend_from_slice(bytes);
        self.back.extend_from_slice(&rest);
        self.from = 0;
        self.at -= bytes.len() as u64;
    }

    pub(super) fn is_at_end(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty())
    }

    /// True where the next bytes begin a record.
    pub(super) fn is_at_record(&mut self) -> io::Result<bool> {
        let next = self.fill_buf()?;
        if next.len() >= BEGINNING_BYTES {
            return Ok(begins_record(next));
        }
        let mut start = Vec::with_capacity(BEGINNING_BYTES);
        self.read_onto(&mut start, BEGINNING_BYTES as u64)?;
        self.give_back(&start);
        Ok(begins_record(&start))
    }

    /// Adds the ends of lines that come next to `bytes`.
    pub(super) fn read_blank_onto(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let next = self.fill_buf()?;
            let blank = next.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let is_done = blank < next.len() || next.is_empty();
            bytes.extend_from_slice(&next[..blank]);
            self.consume(blank);
            if is_done {
                return Ok(());
            }
        }
    }

    /// Takes whole lines until one begins a record, or to the end.
    pub(super) fn skip_to_record(&mut self) -> io::Result<()> {
        while !self.is_at_record()? && self.skip_until(b'\n')? > 0 {}
        Ok(())
    }

    /// Adds the next bytes to `bytes`, at most `count` of them: fewer at the end of the stream.
    pub(super) fn read_onto(&mut self, bytes: &mut Vec<u8>, count: u64) -> io::Result<()> {
        let mut left = count;
        while left > 0 {
            let next = self.fill_buf()?;
            if next.is_empty() {
                return Ok(());
            }
            let taken = next.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            bytes.extend_from_slice(&next[..taken]);
            self.consume(taken);
            left -= taken as u64;
        }
        Ok(())
    }
}

impl<B: BufRead> Read for Rewound<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let next = self.fill_buf()?;
        let taken = next.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&next[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<B: BufRead> BufRead for Rewound<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.from < self.back.len() {
            Ok(&self.back[self.from..])
        } else {
            self.input.fill_buf()
        }
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        if self.from < self.back.len() {
            self.from += amount;
        } else {
            self.input.consume(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[test]
    fn bytes_given_back_come_again_before_the_rest() {
        let mut input = Rewound::new(BufReader::with_capacity(2, "abcdef".as_bytes()));
        let mut taken = Vec::new();
        input.read_onto(&mut taken, 4).unwrap();
        input.give_back(b"cd");
        assert_eq!(input.at(), 2);
        input.read_onto(&mut taken, 1).unwrap();
        input.give_back(b"bc");
        input.read_onto(&mut taken, 99).unwrap();
        assert_eq!((taken.as_slice(), input.at()), (b"abcdcbcdef".as_slice(), 6));
    }

    #[test]
    fn a_record_is_found_at_the_start_of_a_line() {
        let check = |text: &str, expected: u64| {
            let mut input = Rewound::new(BufReader::with_capacity(3, text.as_bytes()));
            input.skip_to_record().unwrap();
            assert_eq!(input.at(), expected, "{text}");
        };
        check("WARC/1.0", 0);
        check("x WARC/1.0\nWARC/1.1\n", 11);
        check("x\nWARC\nWARC/", 12);
        check("", 0);
    }
}
