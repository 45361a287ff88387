//! Gzip, member by member. Crawls put each record into a member of its own, so a corrupt member
//! need not cost those behind it: its error is given once, and reading on continues at the next
//! member that begins. Readers for whom a gap would be a silent loss stop at the error as at any
//! other; only a reader that can find its footing again reads on.
//!
//! Where it fails: corrupt data may decode to nonsense for a while before it is found out, and a
//! member that begins within that stretch is lost with it.

use std::io::{self, BufRead, Chain, Read};

use flate2::bufread::MultiGzDecoder;

/// What every member begins with: the signature and the one method there is.
const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];
/// After so many corrupt members the rest is given up: a file made of nothing but beginnings
/// would else take long.
const CORRUPT_MAX: usize = 1000;

/// The plain bytes of a gzip stream.
pub(super) struct Members<B> {
    /// Nothing after the end.
    decoder: Option<MultiGzDecoder<Chain<&'static [u8], B>>>,
    corrupt: usize,
}

impl<B: BufRead> Members<B> {
    pub(super) fn new(input: B) -> Self {
        Self { decoder: Some(MultiGzDecoder::new((&[] as &[u8]).chain(input))), corrupt: 0 }
    }

    /// Goes to the next member after the one that turned out corrupt.
    fn resynchronise(&mut self) -> io::Result<()> {
        self.corrupt += 1;
        let Some(decoder) = self.decoder.take().filter(|_| self.corrupt < CORRUPT_MAX) else {
            return Ok(());
        };
        let (_, mut input) = decoder.into_inner().into_inner();
        if skip_past_magic(&mut input)? {
            self.decoder = Some(MultiGzDecoder::new(MAGIC.chain(input)));
        }
        Ok(())
    }
}

impl<B: BufRead> Read for Members<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(0);
        };
        let result = decoder.read(buffer);
        match &result {
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => self.resynchronise()?,
            Err(error) if error.kind() != io::ErrorKind::Interrupted => self.decoder = None,
            _ => {}
        }
        result
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
        let mut errors = 0;
        while let Err(error) = members.read_to_end(&mut found) {
            found.extend_from_slice(b"|");
            errors += 1;
            assert!(errors <= CORRUPT_MAX, "{error}");
        }
        assert_eq!(String::from_utf8_lossy(&found), expected);
    }

    #[test]
    fn sound_members_are_one_stream() {
        check(&[member("It rained. "), member("Then not.")].concat(), "It rained. Then not.");
        check(&member(""), "");
    }

    #[test]
    fn a_corrupt_member_costs_itself() {
        let mut second = member("wind");
        let checksum = second.len() - 8;
        second[checksum] ^= 1;
        check(&[member("rain "), second, member(" sun")].concat(), "rain wind| sun");
        let mut first = member("rain");
        first[0] = 0;
        check(&[first, member("sun")].concat(), "|sun");
    }

    #[test]
    fn a_member_that_breaks_off_ends_the_stream() {
        let whole = member("It rained all day in the valley.");
        check(
            &[member("rain "), whole[..whole.len() - 9].to_vec()].concat(),
            "rain It rained all day in the valley.|",
        );
    }

    #[test]
    fn bytes_that_only_begin_members_come_to_an_end() {
        // A sound head with data of a kind that does not exist.
        let member = b"\x1f\x8b\x08\0\0\0\0\0\0\0\xff";
        check(&member.repeat(5000), &"|".repeat(CORRUPT_MAX));
    }
}
