//! What stands before each page: how large it is and how it is written.

use parquet::basic::Encoding;

use super::thrift::{Kind, Malformed, Numbers, Result, Thrift};

/// The header of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// The length of the header itself, in bytes.
    pub(super) length: usize,
    /// The length of the page as it lies in the file, in bytes.
    pub(super) packed_length: usize,
    /// Its length without compression, in bytes.
    pub(super) unpacked_length: usize,
    pub(super) content: Content,
}

/// What a page is, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Values that other pages of the column point to.
    Dictionary {
        values: u32,
        encoding: Encoding,
    },
    Data {
        values: u32,
        encoding: Encoding,
        definitions: Encoding,
        repetitions: Encoding,
    },
    /// As later versions of the format write it: the levels stand first and are never compressed.
    DataWithPlainLevels {
        values: u32,
        nulls: u32,
        rows: u32,
        encoding: Encoding,
        definition_bytes: u32,
        repetition_bytes: u32,
        is_compressed: bool,
    },
    /// An index, or something that later versions of the format may add.
    Other,
}

impl PageHeader {
    /// The header that `bytes` begin with.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let mut own = Numbers::default();
        let mut inner = Numbers::default();
        let mut thrift = Thrift::new(bytes);
        thrift.structure(|thrift, field, kind| match (field, kind) {
            (1..=3, Kind::Integer) => {
                own[usize::from(field.unsigned_abs())] = Some(thrift.number()?);
                Ok(())
            }
            (5 | 7 | 8, Kind::Structure) => {
                inner = thrift.numbers()?;
                Ok(())
            }
            _ => thrift.skip(kind),
        })?;
        Ok(Self {
            length: thrift.position(),
            packed_length: of(&own, 3)?,
            unpacked_length: of(&own, 2)?,
            content: content_of(own[1], &inner)?,
        })
    }
}

fn content_of(kind: Option<i64>, inner: &Numbers) -> Result<Content> {
    Ok(match kind {
        Some(0) => Content::Data {
            values: of(inner, 1)?,
            encoding: encoding_of(inner[2])?,
            definitions: encoding_of(inner[3])?,
            repetitions: encoding_of(inner[4])?,
        },
        Some(2) => Content::Dictionary { values: of(inner, 1)?, encoding: encoding_of(inner[2])? },
        Some(3) => Content::DataWithPlainLevels {
            values: of(inner, 1)?,
            nulls: of(inner, 2)?,
            rows: of(inner, 3)?,
            encoding: encoding_of(inner[4])?,
            definition_bytes: of(inner, 5)?,
            repetition_bytes: of(inner, 6)?,
            is_compressed: inner[7] != Some(0),
        },
        Some(_) => Content::Other,
        None => return Err(Malformed::Wrong),
    })
}

/// A number that must be there and must not be negative; all are of 32 bits in the format.
fn of<T: TryFrom<i32>>(numbers: &Numbers, field: usize) -> Result<T> {
    let number = numbers.get(field).copied().flatten().and_then(|number| {
        let number = i32::try_from(number).ok().filter(|number| *number >= 0)?;
        T::try_from(number).ok()
    });
    number.ok_or(Malformed::Wrong)
}

#[expect(deprecated, reason = "old files are written so")]
fn encoding_of(number: Option<i64>) -> Result<Encoding> {
    Ok(match number {
        Some(0) => Encoding::PLAIN,
        Some(2) => Encoding::PLAIN_DICTIONARY,
        Some(3) => Encoding::RLE,
        Some(4) => Encoding::BIT_PACKED,
        Some(5) => Encoding::DELTA_BINARY_PACKED,
        Some(6) => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        Some(7) => Encoding::DELTA_BYTE_ARRAY,
        Some(8) => Encoding::RLE_DICTIONARY,
        Some(9) => Encoding::BYTE_STREAM_SPLIT,
        _ => return Err(Malformed::Wrong),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read() {
        // A data page of 5 values in 20 bytes, 9 as packed.
        let bytes = [0x15, 0, 0x15, 40, 0x15, 18, 0x2c, 0x15, 10, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
        let expected = PageHeader {
            length: 17,
            packed_length: 9,
            unpacked_length: 20,
            content: Content::Data {
                values: 5,
                encoding: Encoding::PLAIN,
                definitions: Encoding::RLE,
                repetitions: Encoding::RLE,
            },
        };
        assert_eq!(PageHeader::read(&bytes), Ok(expected));
        for end in 0..bytes.len() {
            assert_eq!(PageHeader::read(&bytes[..end]), Err(Malformed::Cut));
        }
    }

    #[test]
    fn a_negative_size_is_wrong() {
        let bytes = [0x15, 0, 0x15, 1, 0x15, 18, 0];
        assert_eq!(PageHeader::read(&bytes), Err(Malformed::Wrong));
    }
}
