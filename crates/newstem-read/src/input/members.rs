//! Gzip, member by member. Crawls put each record into a member of its own, so a corrupt member
//! need not cost those behind it: its error is given once, and reading on continues at the next
//! member that begins. Readers for whom a gap would be a silent loss stop at the error as at any
//! other; only a reader that can find its footing again reads on.
//!
//! The last byte of a member is held back until its checksum has proved right. So a corrupt member
//! never looks whole, and an error that comes after a whole one belongs to the next.
//!
//! Zeros behind a member are no data: tapes and disks fill their blocks with them.
//!
//! Where it fails: corrupt data may decode to nonsense for a while before it is found out, and a
//! member that begins within that stretch is lost with it.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// What every member begins with: the signature and the one method there is.
const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];
/// After so many corrupt members the rest is given up: a file made of nothing but beginnings
/// would else take long.
const CORRUPT_MAX: usize = 1000;

/// The plain bytes of a gzip stream.
pub(super) struct Members<B> {
    decoder: GzDecoder<Resumed<B>>,
    /// The byte read last of a member whose checksum is not known to be right yet.
    held: Option<u8>,
    corrupt: usize,
    is_over: bool,
}

impl<B: BufRead> Members<B> {
    pub(super) fn new(input: B) -> Self {
        let input = Resumed { taken: &[], rest: Some(input) };
        Self { decoder: GzDecoder::new(input), held: None, corrupt: 0, is_over: false }
    }

    /// Reads a piece of a member; 0 at the end of one that is sound.
    fn read_piece(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let result = self.decoder.read(buffer);
        match &result {
            Ok(0) => self.begin_next_member()?,
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                self.held = None;
                self.resynchronise()?;
            }
            _ => {}
        }
        result
    }

    /// Goes on behind a member that was sound.
    fn begin_next_member(&mut self) -> io::Result<()> {
        skip_zeros(self.decoder.get_mut())?;
        self.begin_member(&[])
    }

    /// Makes the decoder expect a new member, the beginning of which is `taken` already.
    fn begin_member(&mut self, taken: &'static [u8]) -> io::Result<()> {
        let mut input = self.decoder.reset(Resumed { taken: &[], rest: None });
        input.taken = taken;
        self.is_over = input.fill_buf()?.is_empty();
        self.decoder.reset(input);
        Ok(())
    }

    /// Goes to the next member after the one that turned out corrupt.
    fn resynchronise(&mut self) -> io::Result<()> {
        self.corrupt += 1;
        self.is_over = true;
        if self.corrupt < CORRUPT_MAX && skip_past_magic(self.decoder.get_mut())? {
            self.begin_member(MAGIC)?;
        }
        Ok(())
    }

    /// Reads the first bytes of a member but for the last of them, which is held back.
    fn read_first(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.read_piece(buffer)?;
        self.held = count.checked_sub(1).map(|last| buffer[last]);
        Ok(count.saturating_sub(1))
    }

    /// Gives the byte that was held back and what comes next but for its last byte, which is held
    /// back in turn. Reading behind the one byte spares moving all that was read.
    fn read_on(&mut self, held: u8, buffer: &mut [u8]) -> io::Result<usize> {
        let mut spare = [0];
        let behind = if buffer.len() > 1 { &mut buffer[1..] } else { &mut spare };
        let count = self.read_piece(behind)?;
        self.held = count.checked_sub(1).map(|last| behind[last]);
        buffer[0] = held;
        Ok(count.max(1))
    }
}

impl<B: BufRead> Read for Members<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() && !self.is_over {
            let given = match self.held {
                Some(held) => self.read_on(held, buffer)?,
                None => self.read_first(buffer)?,
            };
            if given > 0 {
                return Ok(given);
            }
        }
        Ok(0)
    }
}

/// A stream of which the first bytes were taken and come again.
struct Resumed<B> {
    taken: &'static [u8],
    /// Nothing while the stream is elsewhere.
    rest: Option<B>,
}

impl<B: BufRead> Read for Resumed<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<B: BufRead> BufRead for Resumed<B> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.rest {
            _ if !self.taken.is_empty() => Ok(self.taken),
            Some(rest) => rest.fill_buf(),
            None => Ok(&[]),
        }
    }

    fn consume(&mut self, count: usize) {
        if !self.taken.is_empty() {
            self.taken = &self.taken[count..];
        } else if let Some(rest) = &mut self.rest {
            rest.consume(count);
        }
    }
}

/// Takes the zeros that come next.
fn skip_zeros(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let bytes = input.fill_buf()?;
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let is_over = zeros < bytes.len() || bytes.is_empty();
        input.consume(zeros);
        if is_over {
            return Ok(());
        }
    }
}

/// Takes bytes up to and with those that begin a member; false where none begins any more.
fn skip_past_magic(input: &mut impl BufRead) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let mut taken = 0;
        while taken < bytes.len() && matched < MAGIC.len() {
            let byte = bytes[taken];
            matched =
                if byte == MAGIC[matched] { matched + 1 } else { usize::from(byte == MAGIC[0]) };
            taken += 1;
        }
        input.consume(taken);
        if matched == MAGIC.len() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    /// What is read of `bytes`, each error as a bar.
    fn check(bytes: &[u8], expected: &str) {
        // A small buffer cuts the beginnings of members somewhere.
        let mut members = Members::new(BufReader::with_capacity(4, bytes));
        let mut found = Vec::new();
        while let Err(error) = members.read_to_end(&mut found) {
            found.extend_from_slice(b"|");
            assert!(found.len() < 2 * CORRUPT_MAX, "{error}");
            if error.kind() == io::ErrorKind::UnexpectedEof {
                break;
            }
        }
        assert_eq!(String::from_utf8_lossy(&found), expected);
    }

    #[test]
    fn sound_members_are_one_stream() {
        check(&[member("It rained. "), member("Then not.")].concat(), "It rained. Then not.");
        check(&member(""), "");
    }

    #[test]
    fn zeros_behind_a_member_are_passed_over() {
        check(&[member("rain"), vec![0; 9]].concat(), "rain");
        check(&[member("rain "), vec![0; 9], member("sun")].concat(), "rain sun");
        check(&[member("rain"), vec![0; 9], b"x".to_vec()].concat(), "rain|");
    }

    #[test]
    fn a_corrupt_member_costs_itself() {
        let mut second = member("wind");
        let checksum = second.len() - 8;
        second[checksum] ^= 1;
        check(&[member("rain "), second, member(" sun")].concat(), "rain win| sun");
        let mut first = member("rain");
        first[0] = 0;
        check(&[first, member("sun")].concat(), "|sun");
    }

    #[test]
    fn a_buffer_of_one_byte_is_enough() {
        let bytes = [member("It rained. "), member("I"), member("Then not.")].concat();
        let mut members = Members::new(bytes.as_slice());
        let (mut found, mut next) = (Vec::new(), [0]);
        while members.read(&mut next).expect("the members are sound") > 0 {
            found.push(next[0]);
        }
        assert_eq!(found, b"It rained. IThen not.");
    }

    #[test]
    fn a_member_that_breaks_off_ends_the_stream() {
        let whole = member("It rained all day in the valley.");
        check(
            &[member("rain "), whole[..whole.len() - 9].to_vec()].concat(),
            "rain It rained all day in the valley|",
        );
    }

    #[test]
    fn bytes_that_only_begin_members_come_to_an_end() {
        // A sound head with data of a kind that does not exist.
        let member = b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff";
        check(&member.repeat(5000), &"|".repeat(CORRUPT_MAX));
    }
}
