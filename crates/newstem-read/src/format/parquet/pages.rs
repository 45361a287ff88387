//! The pages of one column in one row group, handed to the decoders of the `parquet` crate.
//!
//! The crate can read pages itself, but sets aside and unpacks as much as a page claims. Here
//! each claim is held against the file and against what may be in memory at once, before
//! anything is read.

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

use super::codec::unpack;
use super::delta;
use super::page_header::{Content, PageHeader};
use super::room::Room;
use super::store::Store;
use super::thrift::Malformed;
use super::wrong::wrong;

/// A header is read in pieces of growing size, statistics of any length being part of it.
const HEADER_BYTES: usize = 512;
const HEADER_BYTES_MAX: usize = 1 << 20;
/// What a value takes in memory beside its bytes, at most.
const VALUE_BYTES: usize = 40;
/// A page of texts that each repeat the start of the one before becomes so many times as large,
/// as a column decodes [`RECORDS_AT_ONCE_OF_DELTAS`] records of it at once.
const DELTA_SWELL: usize = RECORDS_AT_ONCE_OF_DELTAS + 2;
/// So few records are decoded at once of texts that repeat the start of the one before.
pub(super) const RECORDS_AT_ONCE_OF_DELTAS: usize = 8;

/// Where the pages of a column lie.
pub(super) struct Chunk {
    /// The column's place among those that are read.
    pub(super) column: usize,
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) compression: Compression,
    /// The highest level of definition: 0 where a value is never missing.
    pub(super) definition_max: i16,
    /// The highest level of repetition: 0 where a row has one value.
    pub(super) repetition_max: i16,
    /// True where pages may hold texts that repeat the start of the one before.
    pub(super) has_deltas: bool,
}

/// Reads the pages of a column one after the other.
pub(super) struct Pages {
    store: Store,
    chunk: Chunk,
    at: u64,
    /// The header of the page that comes next, where it was read already.
    header: Option<PageHeader>,
}

impl Pages {
    pub(super) fn new(store: Store, chunk: Chunk) -> Self {
        Self { store, at: chunk.start, chunk, header: None }
    }

    /// The header of the next page that holds something, without taking it.
    fn peek(&mut self) -> Result<Option<&PageHeader>> {
        while self.header.is_none() && self.at < self.chunk.end {
            let header = self.read_header()?;
            self.at += header.length as u64;
            if header.packed_length as u64 > self.chunk.end - self.at {
                return Err(wrong("a page is longer than its column"));
            }
            if is_wanted(&header.content) {
                self.header = Some(header);
            } else {
                self.at += header.packed_length as u64;
            }
        }
        Ok(self.header.as_ref())
    }

    fn read_header(&self) -> Result<PageHeader> {
        let left = usize::try_from(self.chunk.end - self.at).unwrap_or(usize::MAX);
        let mut length = HEADER_BYTES;
        loop {
            let bytes = self.store.read(self.at, length.min(left))?;
            match PageHeader::read(&bytes) {
                Ok(header) => return Ok(header),
                Err(Malformed::Cut) if length < left && length < HEADER_BYTES_MAX => length *= 8,
                Err(_) => return Err(wrong("the header of a page is broken")),
            }
        }
    }

    /// The next page and what is in it.
    fn take(&mut self) -> Result<Option<Page>> {
        self.peek()?;
        let Some(header) = self.header.take() else {
            return Ok(None);
        };
        let bytes = self.bytes_needed(&header);
        let packed = self.store.read_page(self.chunk.column, &header, self.at, bytes)?;
        self.at += header.packed_length as u64;
        let bytes = self.unpack(packed, &header)?;
        self.check_deltas(&bytes, &header.content)?;
        Ok(page_of(bytes, header.content))
    }

    fn unpack(&self, packed: Room, header: &PageHeader) -> Result<Bytes> {
        let plain = match header.content {
            Content::DataWithPlainLevels { is_compressed: false, .. } => packed.len(),
            Content::DataWithPlainLevels { definition_bytes, repetition_bytes, .. } => {
                definition_bytes as usize + repetition_bytes as usize
            }
            _ => 0,
        };
        if self.chunk.compression == Compression::UNCOMPRESSED || plain == packed.len() {
            return Ok(Bytes::from_owner(packed));
        }
        let (levels, values) = packed.split_at_checked(plain).ok_or_else(wrong_levels)?;
        let mut page = self.store.room(header.unpacked_length);
        let (page_levels, page_values) =
            page.split_at_mut_checked(plain).ok_or_else(wrong_levels)?;
        page_levels.copy_from_slice(levels);
        unpack(values, page_values, self.chunk.compression)?;
        Ok(Bytes::from_owner(page))
    }

    /// What a page takes in memory with all that its decoder makes of it.
    fn bytes_needed(&self, header: &PageHeader) -> usize {
        let length = header.unpacked_length;
        let (values, encoding) = match header.content {
            // All values of a dictionary are made at once.
            Content::Dictionary { values, .. } => {
                return length.saturating_add((values as usize).saturating_mul(VALUE_BYTES));
            }
            Content::Data { values, encoding, .. }
            | Content::DataWithPlainLevels { values, encoding, .. } => (values as usize, encoding),
            Content::Other => return 0,
        };
        // One record may hold all values of a page, and is decoded as a whole.
        let repeated = if self.chunk.repetition_max > 0 { VALUE_BYTES } else { 0 };
        let (swell, lengths) = match encoding {
            Encoding::DELTA_BYTE_ARRAY => (DELTA_SWELL, 8),
            Encoding::DELTA_LENGTH_BYTE_ARRAY => (1, 4),
            _ => (1, 0),
        };
        length.saturating_mul(swell).saturating_add(values.saturating_mul(repeated + lengths))
    }

    /// Looks at lists of lengths before the decoder sets memory aside for them.
    fn check_deltas(&self, page: &[u8], content: &Content) -> Result<()> {
        let (encoding, values) = match *content {
            Content::Data { values, encoding, .. }
            | Content::DataWithPlainLevels { values, encoding, .. } => (encoding, values as usize),
            _ => return Ok(()),
        };
        let lists = match encoding {
            Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
            Encoding::DELTA_BYTE_ARRAY if self.chunk.has_deltas => 2,
            Encoding::DELTA_BYTE_ARRAY => return Err(wrong("a page is encoded unlike its column")),
            _ => return Ok(()),
        };
        let mut rest = self.values_of(page, content).ok_or_else(wrong_levels)?;
        for _ in 0..lists {
            let length = delta::length_of(rest, values);
            let after = length.and_then(|length| rest.get(length..));
            rest = after.ok_or_else(|| wrong("the lengths of its texts are broken"))?;
        }
        Ok(())
    }

    /// The values of a page, which stand behind the levels.
    fn values_of<'a>(&self, page: &'a [u8], content: &Content) -> Option<&'a [u8]> {
        match *content {
            Content::Data { values, definitions, repetitions, .. } => {
                let chunk = &self.chunk;
                let rest = after_levels(page, repetitions, chunk.repetition_max, values)?;
                after_levels(rest, definitions, chunk.definition_max, values)
            }
            Content::DataWithPlainLevels { definition_bytes, repetition_bytes, .. } => {
                page.get(definition_bytes as usize + repetition_bytes as usize..)
            }
            _ => Some(page),
        }
    }
}

fn after_levels(page: &[u8], encoding: Encoding, level_max: i16, values: u32) -> Option<&[u8]> {
    if level_max == 0 {
        return Some(page);
    }
    if encoding == Encoding::RLE {
        let (length, rest) = page.split_first_chunk::<4>()?;
        return rest.get(u32::from_le_bytes(*length) as usize..);
    }
    let bits = i16::BITS - level_max.leading_zeros();
    page.get((u64::from(values) * u64::from(bits)).div_ceil(8).try_into().ok()?..)
}

/// A page without values says nothing and would end its column too early.
fn is_wanted(content: &Content) -> bool {
    match *content {
        Content::Dictionary { .. } => true,
        Content::Data { values, .. } | Content::DataWithPlainLevels { values, .. } => values > 0,
        Content::Other => false,
    }
}

fn page_of(buf: Bytes, content: Content) -> Option<Page> {
    Some(match content {
        Content::Dictionary { values, encoding } => {
            Page::DictionaryPage { buf, num_values: values, encoding, is_sorted: false }
        }
        Content::Data { values, encoding, definitions, repetitions } => Page::DataPage {
            buf,
            num_values: values,
            encoding,
            def_level_encoding: definitions,
            rep_level_encoding: repetitions,
            statistics: None,
        },
        Content::DataWithPlainLevels {
            values,
            nulls,
            rows,
            encoding,
            definition_bytes,
            repetition_bytes,
            is_compressed,
        } => Page::DataPageV2 {
            buf,
            num_values: values,
            encoding,
            num_nulls: nulls,
            num_rows: rows,
            def_levels_byte_len: definition_bytes,
            rep_levels_byte_len: repetition_bytes,
            is_compressed,
            statistics: None,
        },
        Content::Other => return None,
    })
}

fn wrong_levels() -> ParquetError {
    wrong("the levels of a page are broken")
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.take().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.take()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Ok(self.peek()?.map(|header| match header.content {
            Content::Data { values, .. } => metadata(None, Some(values)),
            Content::DataWithPlainLevels { values, rows, .. } => metadata(Some(rows), Some(values)),
            _ => PageMetadata { is_dict: true, ..metadata(None, None) },
        }))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.peek()?;
        if let Some(header) = self.header.take() {
            self.at += header.packed_length as u64;
        }
        Ok(())
    }
}

fn metadata(rows: Option<u32>, levels: Option<u32>) -> PageMetadata {
    PageMetadata {
        num_rows: rows.map(|rows| rows as usize),
        num_levels: levels.map(|levels| levels as usize),
        is_dict: false,
    }
}
