//! Compressed streams: gzip, Zstandard and bzip2, told by their first bytes, whatever the name
//! says. A stream may swell only so far: after the first MiB, [`ReadOptions::swell_max`] bytes
//! for each that was read. Real text stays under twenty; a bomb reaches a thousand.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use super::ReadOptions;
use super::members::Members;
use super::source::{BUFFER_BYTES, Source};

/// A stream may swell this far without being looked at.
const FREE_BYTES: u64 = 1 << 20;
/// The largest window that a Zstandard stream may ask for, as a power of two: 128 MiB.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;

const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const BZIP2: &[u8] = b"BZh";
/// What follows the level in a bzip2 stream.
const BZIP2_BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Bzip2,
}

/// The compression of a stream that begins with `head`.
pub(super) fn compression_of(head: &[u8]) -> Option<Compression> {
    if head.starts_with(GZIP) {
        return Some(Compression::Gzip);
    }
    if head.starts_with(ZSTD) {
        return Some(Compression::Zstd);
    }
    let is_bzip2 = head.starts_with(BZIP2) && head.get(4..10) == Some(BZIP2_BLOCK);
    is_bzip2.then_some(Compression::Bzip2)
}

/// What is in a compressed stream, under the name that it has there.
pub(super) fn decompressed<'a>(
    source: Source<'a>,
    compression: Compression,
) -> io::Result<Source<'a>> {
    let (options, depth) = (source.options, source.depth + 1);
    let name = source.name.clone();
    let taken = Rc::new(Cell::new(0));
    let counted = Counted { bytes: source.into_stream(), taken: Rc::clone(&taken) };
    let compressed = BufReader::with_capacity(BUFFER_BYTES, counted);
    let plain = decoder(compressed, compression)?;
    let limited = Limited { bytes: plain, taken, given: 0, swell_max: options.swell_max };
    Ok(Source::stream(name, limited, depth, options))
}

/// The bytes of the file at `path` without whatever compression lies around them.
///
/// # Errors
///
/// Where the file cannot be opened or its beginning not be read.
pub fn open_plain<'a>(path: &Path, options: &'a ReadOptions) -> io::Result<impl BufRead + use<'a>> {
    let mut source = Source::open(path, path.to_string_lossy().into_owned(), options)?;
    while source.depth < options.archive_depth_max
        && let Some(compression) = compression_of(source.head()?)
    {
        source = decompressed(source, compression)?;
    }
    Ok(source)
}

fn decoder<'a>(
    compressed: impl BufRead + 'a,
    compression: Compression,
) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match compression {
        Compression::Gzip => Box::new(Members::new(compressed)),
        Compression::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(compressed)),
        Compression::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(compressed)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
            Box::new(decoder)
        }
    })
}

/// Counts the compressed bytes that are taken.
struct Counted<'a> {
    bytes: Box<dyn BufRead + 'a>,
    taken: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

/// Ends with an error where more comes out than `swell_max` allows.
pub(super) struct Limited<R> {
    bytes: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    swell_max: u64,
}

impl<R: Read> Limited<R> {
    /// A reader of what `taken` compressed bytes, known beforehand, become.
    pub(super) fn of_known(bytes: R, taken: u64, options: &ReadOptions) -> Self {
        Self { bytes, taken: Rc::new(Cell::new(taken)), given: 0, swell_max: options.swell_max }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.given += count as u64;
        let allowed = FREE_BYTES.max(self.taken.get().saturating_mul(self.swell_max));
        if self.given > allowed {
            let told = format!("it swells to more than {} times its size", self.swell_max);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, told));
        }
        Ok(count)
    }
}

/// `name` without the endings that compression gave it: `a.jsonl` for `a.jsonl.gz`.
pub(super) fn inner_name(name: &str) -> &str {
    let endings = [".gz", ".gzip", ".zst", ".zstd", ".bz2"];
    let ending = endings.iter().find(|ending| {
        let at = name.len().checked_sub(ending.len());
        at.and_then(|at| name.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    });
    match ending {
        Some(ending) => inner_name(&name[..name.len() - ending.len()]),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TEXT: &[u8] = b"It rained all day in the valley, and the wardens closed the bridge.";

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let options = ReadOptions::default();
        let compression = compression_of(bytes).expect("the compression is known");
        let mut source = decompressed(Source::of_bytes("a", bytes, &options), compression).unwrap();
        let mut text = Vec::new();
        source.read_to_end(&mut text)?;
        Ok(text)
    }

    #[test]
    fn each_compression_is_told_and_taken_off() {
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
        bzip2.write_all(TEXT).unwrap();
        for packed in [gzip(TEXT), zstd::encode_all(TEXT, 3).unwrap(), bzip2.finish().unwrap()] {
            assert_eq!(unpacked(&packed).unwrap(), TEXT);
        }
    }

    #[test]
    fn members_that_follow_one_another_are_one_stream() {
        let packed = [gzip(TEXT), gzip(TEXT)].concat();
        assert_eq!(unpacked(&packed).unwrap(), [TEXT, TEXT].concat());
    }

    #[test]
    fn what_is_cut_off_ends_in_an_error() {
        let packed = gzip(TEXT);
        assert!(unpacked(&packed[..packed.len() - 9]).is_err());
    }

    #[test]
    fn a_bomb_is_left() {
        let error = unpacked(&gzip(&vec![b' '; 2 << 20])).unwrap_err();
        assert_eq!(error.to_string(), "it swells to more than 200 times its size");
    }

    #[test]
    fn what_is_not_compressed_is_left_alone() {
        assert_eq!(compression_of(b"BZh9 is a plain word here"), None);
        assert_eq!(compression_of(b"{\"text\": 1}"), None);
        assert_eq!(compression_of(b""), None);
    }

    #[test]
    fn the_ending_of_compression_is_dropped() {
        let check = |name: &str, expected: &str| assert_eq!(inner_name(name), expected);
        check("a.jsonl.gz", "a.jsonl");
        check("a.WARC.GZ", "a.WARC");
        check("é.gz", "é");
        check("a.txt.bz2.gz", "a.txt");
        check("a.txt", "a.txt");
        check("gz", "gz");
    }
}
