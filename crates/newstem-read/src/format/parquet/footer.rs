//! The footer of a Parquet file, which says what is in it and where. It stands at the file's end,
//! so a file that breaks off has none and cannot be read at all.
//!
//! The library that decodes a footer believes it: it recurses as deep as the columns are said to
//! nest and sets aside memory for as many as are said to follow. So the footer is walked first,
//! and what promises too much is refused before the library sees it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use parquet::file::metadata::{
    ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader, ParquetStatisticsPolicy,
};

use super::thrift::{Kind, Malformed, Result as Walked, Thrift};
use crate::caught::caught;
use crate::input::{Fault, unreadable};

const MAGIC: &[u8; 4] = b"PAR1";
const MAGIC_ENCRYPTED: &[u8; 4] = b"PARE";
/// The footer's length and the magic word.
const TAIL_BYTES: u64 = 8;
const FOOTER_BYTES_MAX: u64 = 32 << 20;
/// Columns, the groups around them counted too, that a file may have.
const COLUMNS_MAX: usize = 4096;
/// Columns lie at most in so many groups.
const DEPTH_MAX: usize = 32;
/// Columns times row groups.
const CHUNKS_MAX: usize = 100_000;

const COMPLETE: &str = "check that the file is complete, or get it again";
const DECRYPTED: &str = "write it without encryption, for newstem has no keys";
const SPLIT: &str = "write it again with fewer columns or larger row groups";

/// What the footer of `file` says.
pub(super) fn read(file: &mut File) -> Result<ParquetMetaData, Fault> {
    let bytes = footer_bytes(file)?;
    walk(&bytes)?;
    let options = ParquetMetaDataOptions::new()
        .with_column_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll);
    let decoded =
        caught(|| ParquetMetaDataReader::decode_metadata_with_options(&bytes, Some(&options)));
    match decoded {
        Ok(Ok(metadata)) => Ok(metadata),
        // The library's reasons speak of fields that no user knows.
        Ok(Err(_)) => Err(broken("it says what no file of Parquet says")),
        Err(_) => Err(broken("its parts contradict one another")),
    }
}

fn broken(why: &str) -> Fault {
    Fault::new(format!("the footer is broken: {why}"), COMPLETE)
}

fn footer_bytes(file: &mut File) -> Result<Vec<u8>, Fault> {
    let failed = |error| unreadable(&error);
    let length = file.seek(SeekFrom::End(0)).map_err(failed)?;
    if length < MAGIC.len() as u64 + TAIL_BYTES {
        return Err(Fault::new("the file is too short for a Parquet file", COMPLETE));
    }
    file.seek(SeekFrom::End(-(TAIL_BYTES.cast_signed()))).map_err(failed)?;
    let mut tail = [0; TAIL_BYTES as usize];
    file.read_exact(&mut tail).map_err(failed)?;
    let [a, b, c, d, magic @ ..] = tail;
    if &magic == MAGIC_ENCRYPTED {
        return Err(Fault::new("the file is encrypted", DECRYPTED));
    }
    if &magic != MAGIC {
        return Err(Fault::new("the file breaks off: no Parquet footer at its end", COMPLETE));
    }
    let footer_length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if footer_length > length - TAIL_BYTES - MAGIC.len() as u64 {
        return Err(broken("it is longer than the file"));
    }
    if footer_length > FOOTER_BYTES_MAX {
        let reason = format!("the footer is longer than {FOOTER_BYTES_MAX} bytes");
        return Err(Fault::new(reason, SPLIT));
    }
    file.seek(SeekFrom::Start(length - TAIL_BYTES - footer_length)).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(footer_length).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// What a walk over a footer finds.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    /// How many children each element of the schema has, the root first.
    children: Vec<i64>,
    chunks: usize,
    is_encrypted: bool,
}

fn walk(bytes: &[u8]) -> Result<(), Fault> {
    let outline = outline_of(bytes).map_err(|error| match error {
        Malformed::Cut => broken("it breaks off"),
        Malformed::Wrong => broken("it is no footer of Parquet"),
    })?;
    if outline.is_encrypted {
        return Err(Fault::new("the file is encrypted", DECRYPTED));
    }
    if outline.children.len() > COLUMNS_MAX {
        let reason = format!("the file has more than {COLUMNS_MAX} columns");
        return Err(Fault::new(reason, SPLIT));
    }
    if outline.chunks > CHUNKS_MAX {
        let reason = format!("the file has more than {CHUNKS_MAX} pieces of columns");
        return Err(Fault::new(reason, SPLIT));
    }
    if depth_of(&outline.children).is_none_or(|depth| depth > DEPTH_MAX) {
        return Err(broken("its columns lie too deep in one another, or some are missing"));
    }
    Ok(())
}

fn outline_of(bytes: &[u8]) -> Walked<Outline> {
    let mut outline = Outline::default();
    Thrift::new(bytes).structure(|thrift, field, kind| match (field, kind) {
        (2, Kind::List) => walk_schema(thrift, &mut outline),
        (4, Kind::List) => walk_row_groups(thrift, &mut outline),
        (8, Kind::Structure) => {
            outline.is_encrypted = true;
            thrift.skip(kind)
        }
        _ => thrift.skip(kind),
    })?;
    Ok(outline)
}

fn walk_schema(thrift: &mut Thrift<'_>, outline: &mut Outline) -> Walked<()> {
    for _ in 0..list_of_structures(thrift)? {
        let numbers = thrift.numbers()?;
        outline.children.push(numbers[5].unwrap_or(0));
    }
    Ok(())
}

fn walk_row_groups(thrift: &mut Thrift<'_>, outline: &mut Outline) -> Walked<()> {
    for _ in 0..list_of_structures(thrift)? {
        outline.chunks += 1;
        thrift.structure(|thrift, field, kind| {
            if (field, kind) != (1, Kind::List) {
                return thrift.skip(kind);
            }
            let chunks = list_of_structures(thrift)?;
            outline.chunks += chunks;
            (0..chunks).try_for_each(|_| thrift.skip(Kind::Structure))
        })?;
    }
    Ok(())
}

fn list_of_structures(thrift: &mut Thrift<'_>) -> Walked<usize> {
    match thrift.list()? {
        (Kind::Structure, length) | (_, length @ 0) => Ok(length),
        _ => Err(Malformed::Wrong),
    }
}

/// How deep the tree is whose nodes, parents before children, have so many children each;
/// nothing where some are missing or left over.
fn depth_of(children: &[i64]) -> Option<usize> {
    let mut awaited: Vec<i64> = vec![1];
    let mut depth = 0;
    for count in children {
        *awaited.last_mut()? -= 1;
        awaited.push(*count);
        depth = depth.max(awaited.len());
        if *count < 0 || depth > DEPTH_MAX + 1 {
            return Some(usize::MAX);
        }
        while awaited.last() == Some(&0) {
            awaited.pop();
        }
    }
    awaited.is_empty().then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_depth(children: &[i64], expected: Option<usize>) {
        assert_eq!(depth_of(children), expected, "{children:?}");
    }

    #[test]
    fn the_depth_of_a_schema_is_counted() {
        check_depth(&[0], Some(2));
        check_depth(&[2, 0, 0], Some(3));
        check_depth(&[2, 1, 1, 0, 0], Some(5));
        check_depth(&[2, 0], None);
        check_depth(&[1, 0, 0], None);
        check_depth(&[], None);
        check_depth(&[-1], Some(usize::MAX));
        check_depth(&[1; 100_000], Some(usize::MAX));
    }

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(walk(bytes).unwrap_err().reason, expected);
    }

    #[test]
    fn footers_that_promise_too_much_are_refused() {
        check(&[0x29, 0x1c], "the footer is broken: it breaks off");
        check(&[0x8c, 0, 0], "the file is encrypted");
        check(&[0x29, 0x15, 0, 0], "the footer is broken: it is no footer of Parquet");
        // One element that promises the most children a number can.
        let schema = [0x29, 0x1c, 0x55, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0];
        check(
            &schema,
            "the footer is broken: its columns lie too deep in one another, or some are missing",
        );
        // A list of 100 001 row groups with nothing in them.
        let mut groups = vec![0x29, 0x1c, 0, 0x29, 0xfc, 0xa1, 0x8d, 0x06];
        groups.extend([0; 100_002]);
        check(&groups, "the file has more than 100000 pieces of columns");
    }
}
