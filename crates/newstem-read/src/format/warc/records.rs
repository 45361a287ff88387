//! A crawl split into its records (WARC 1.1, ISO 28500:2017).
//!
//! A record's declared length is believed if the record ends where it says: a page may hold lines
//! that look like the beginning of a record, and must not be able to forge one. Where it does not,
//! the next record is sought at the next line that begins one, in what was read already or further
//! on. Nothing is set aside on the strength of a declared length, and of a record no more is kept
//! than is allowed.
//!
//! Rejected: `rust_warc`, which is as fast but ends at the first record that is not as it should
//! be and keeps records of any size. Where this fails: of a record longer than is kept, the length
//! cannot be put to the test, so a line within it that looks like a beginning is taken for one.

use std::io::{self, BufRead};

use memchr::memmem;

use super::rewound::{BEGINNING_BYTES, Rewound, begins_record};
use crate::format::headers::Headers;

/// Longest head of a record, in bytes.
const HEAD_BYTES_MAX: u64 = 64 << 10;
/// So many line ends close a record.
const BLANK_LINES: usize = 2;
/// At most so many bytes of line ends stand between two records.
const BLANK_BYTES_MAX: u64 = 8;
/// So many bytes may be read twice because of wrong lengths, so that a file made of nothing else
/// is not read for ever.
const REREAD_BYTES_MAX: u64 = 256 << 20;

/// Why a record was left out.
#[derive(Debug, thiserror::Error)]
pub enum BrokenRecord {
    /// The stream gave an error, after which it may go on.
    #[error("the file could not be read here: {0}")]
    Unreadable(#[from] io::Error),
    /// There are bytes where a record should begin.
    #[error("no record begins here")]
    NoRecord,
    /// The head ends in the middle, or never.
    #[error("the head of the record does not end")]
    EndlessHead,
    /// No length is given, or none that is a number.
    #[error("the record does not say how long it is")]
    NoLength,
    /// Another record, or the end of the file, comes before the declared length is reached.
    #[error("the record says it has {declared} bytes and ends after {found}")]
    SaysTooMuch {
        /// What the record says, in bytes.
        declared: u64,
        /// What there is, in bytes.
        found: u64,
    },
    /// What follows the declared length is neither a record nor the end.
    #[error("the record says it has {0} bytes and goes on behind them")]
    SaysTooLittle(u64),
    /// Too many records have said too much.
    #[error("too many records give a wrong length; what follows is left out")]
    TooManyWrong,
}

/// One record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WarcRecord<'a> {
    head: Headers<'a>,
    /// What the record holds, as far as it is kept.
    pub body: &'a [u8],
    /// True where `body` is all of it.
    pub is_whole: bool,
}

impl WarcRecord<'_> {
    /// The value of the record's own header `name`, in any case of letters.
    pub fn header(&self, name: &str) -> Option<String> {
        self.head.get(name)
    }
}

/// The records of a crawl, read front to back.
pub struct WarcRecords<B> {
    input: Rewound<B>,
    head: Vec<u8>,
    body: Vec<u8>,
    is_whole: bool,
    bytes_max: u64,
    reread_bytes_left: u64,
    number: usize,
    start: u64,
    /// What went wrong behind a record that is sound.
    behind: Option<io::Error>,
    /// Where the stream gave an error, until a record is found again.
    lost_at: Option<u64>,
    is_over: bool,
}

impl<B: BufRead> WarcRecords<B> {
    /// Splits `input`, which is not compressed. Of each record at most `bytes_max` bytes are kept.
    pub fn new(input: B, bytes_max: usize) -> Self {
        Self {
            input: Rewound::new(input),
            head: Vec::new(),
            body: Vec::new(),
            is_whole: true,
            bytes_max: bytes_max as u64,
            reread_bytes_left: REREAD_BYTES_MAX,
            number: 0,
            start: 0,
            behind: None,
            lost_at: None,
            is_over: false,
        }
    }

    /// The number of the record read last, counted from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Where the record read last begins, in bytes from the start of the stream.
    pub fn offset(&self) -> u64 {
        self.start
    }

    /// The next record, or why it is left out; nothing after the last.
    pub fn next_record(&mut self) -> Option<Result<WarcRecord<'_>, BrokenRecord>> {
        if self.is_over {
            return None;
        }
        self.number += 1;
        match self.read_record() {
            Ok(true) => {
                self.lost_at = None;
                Some(Ok(self.record()))
            }
            Ok(false) => self.end_here(),
            Err(BrokenRecord::Unreadable(_)) if self.lost_at == Some(self.input.at()) => {
                // What gives an error twice at one place gives nothing else.
                self.end_here()
            }
            Err(broken) => {
                self.note(&broken);
                Some(Err(broken))
            }
        }
    }

    fn end_here<T>(&mut self) -> Option<T> {
        self.is_over = true;
        self.number -= 1;
        None
    }

    fn record(&self) -> WarcRecord<'_> {
        WarcRecord { head: Headers(&self.head), body: &self.body, is_whole: self.is_whole }
    }

    fn note(&mut self, broken: &BrokenRecord) {
        self.lost_at = match broken {
            BrokenRecord::Unreadable(_) => Some(self.input.at()),
            _ => None,
        };
        self.is_over = matches!(broken, BrokenRecord::TooManyWrong);
    }

    /// Reads the next record; false where there is none.
    fn read_record(&mut self) -> Result<bool, BrokenRecord> {
        if let Some(error) = self.behind.take() {
            self.start = self.input.at();
            return Err(error.into());
        }
        if self.lost_at.is_some() {
            self.input.skip_to_record()?;
        }
        self.head.clear();
        self.input.read_blank_onto(&mut self.head)?;
        self.start = self.input.at();
        if self.input.is_at_end()? {
            return Ok(false);
        }
        if !self.input.is_at_record()? {
            return self.go_on(BrokenRecord::NoRecord);
        }
        if !self.read_head()? {
            return self.go_on(BrokenRecord::EndlessHead);
        }
        let declared = Headers(&self.head).get("content-length");
        let Some(declared) = declared.and_then(|length| length.parse().ok()) else {
            return self.go_on(BrokenRecord::NoLength);
        };
        self.read_body(declared)
    }

    /// Finds the beginning of the next record behind a broken one.
    fn go_on(&mut self, broken: BrokenRecord) -> Result<bool, BrokenRecord> {
        self.input.skip_to_record()?;
        Err(broken)
    }

    /// Reads the head up to its blank line; false where another record begins, or too much is
    /// read, before that.
    fn read_head(&mut self) -> io::Result<bool> {
        self.head.clear();
        loop {
            let start = self.head.len();
            let count = self.read_head_line()?;
            let line = &self.head[start..];
            if start > 0 && begins_record(line) {
                self.input.give_back(line);
                return Ok(false);
            }
            if line.trim_ascii().is_empty() {
                return Ok(count > 0);
            }
            if !line.ends_with(b"\n") {
                return Ok(false);
            }
        }
    }

    fn read_head_line(&mut self) -> io::Result<usize> {
        let left = HEAD_BYTES_MAX.saturating_sub(self.head.len() as u64);
        io::Read::take(&mut self.input, left).read_until(b'\n', &mut self.head)
    }

    fn read_body(&mut self, declared: u64) -> Result<bool, BrokenRecord> {
        let body_at = self.input.at();
        self.body.clear();
        self.is_whole = declared <= self.bytes_max;
        self.input.read_onto(&mut self.body, declared.min(self.bytes_max))?;
        if !self.is_whole {
            return self.pass_over_rest(declared, body_at);
        }
        let kept = self.body.len();
        let is_cut = (kept as u64) < declared;
        let end = if is_cut { End::Missing } else { self.end()? };
        let within = if end == End::Sound { None } else { self.record_within()? };
        if is_cut || within.is_some() {
            let found = within.unwrap_or(kept);
            self.give_back_from(found)?;
            return Err(BrokenRecord::SaysTooMuch { declared, found: found as u64 });
        }
        if end == End::Missing {
            return self.go_on(BrokenRecord::SaysTooLittle(declared));
        }
        self.body.truncate(kept);
        Ok(true)
    }

    /// What stands where the record should end. The blank lines between records are kept for now,
    /// as they may have to be given back.
    fn end(&mut self) -> io::Result<End> {
        let kept = self.body.len();
        let followed = self.is_followed();
        if matches!(followed, Ok(true)) {
            return Ok(End::Sound);
        }
        let lines = self.body[kept..].iter().filter(|byte| **byte == b'\n').count();
        if lines < BLANK_LINES {
            return followed.map(|_| End::Missing);
        }
        self.behind = followed.err();
        Ok(End::BlankLines)
    }

    /// Where a record begins in the body, or across its end.
    fn record_within(&mut self) -> io::Result<Option<usize>> {
        let kept = self.body.len();
        if self.behind.is_none() {
            self.input.read_onto(&mut self.body, BEGINNING_BYTES as u64 - 1)?;
        }
        let within = record_within(&self.body);
        if within.is_none() {
            self.input.give_back(&self.body[kept..]);
            self.body.truncate(kept);
        }
        Ok(within)
    }

    /// True where a record or the end of the file follows, blank lines aside.
    fn is_followed(&mut self) -> io::Result<bool> {
        self.input.read_blank_onto(&mut self.body)?;
        Ok(self.input.is_at_end()? || self.input.is_at_record()?)
    }

    /// Passes over what is not kept of a long record, up to where the next begins.
    fn pass_over_rest(&mut self, declared: u64, body_at: u64) -> Result<bool, BrokenRecord> {
        match record_within(&self.body) {
            Some(found) => self.give_back_from(found)?,
            None => self.input.skip_to_record()?,
        }
        let found = self.input.at() - body_at;
        if found < declared {
            return Err(BrokenRecord::SaysTooMuch { declared, found });
        }
        if found - declared > BLANK_BYTES_MAX {
            return Err(BrokenRecord::SaysTooLittle(declared));
        }
        Ok(true)
    }

    fn give_back_from(&mut self, found: usize) -> Result<(), BrokenRecord> {
        let count = (self.body.len() - found) as u64;
        let left = self.reread_bytes_left.checked_sub(count);
        self.reread_bytes_left = left.ok_or(BrokenRecord::TooManyWrong)?;
        self.input.give_back(&self.body[found..]);
        Ok(())
    }
}

/// What stands where a record says that it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Another record, or the end of the file.
    Sound,
    /// The lines that close a record, and then something else: the fault is not this record's.
    BlankLines,
    /// Anything else.
    Missing,
}

/// Where a line within `body` begins that looks like the beginning of a record.
fn record_within(body: &[u8]) -> Option<usize> {
    if begins_record(body) {
        return Some(0);
    }
    let mut lines = memmem::find_iter(body, b"\nWARC/").map(|at| at + 1);
    lines.find(|at| begins_record(&body[*at..]))
}
