//! The body of an answer, unpacked as it comes.
//!
//! Two counts run along: what the server sends and what that becomes. Either ends the reading as
//! soon as it passes its limit, so that a bomb costs what the limit allows and no more; nothing is
//! set aside by what an answer claims of its own size. Encodings may be stacked, but not higher
//! than anyone has a reason to.

use std::io::{self, BufReader, Read};

use thiserror::Error;

use crate::connection::ConnectionError;
use crate::policy::FetchPolicy;

/// Encodings that we can unpack, for `Accept-Encoding`.
pub(crate) const ENCODINGS: &str = "gzip, deflate, br";
const ENCODINGS_MAX: usize = 2;
const BUFFER_BYTES: usize = 16 << 10;

/// Why a body was not taken.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BodyError {
    /// More was sent than [`FetchPolicy::body_bytes_max`].
    #[error("the body is larger than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: usize,
    },
    /// It unpacks to more than [`FetchPolicy::decompressed_bytes_max`].
    #[error("the body unpacks to more than {bytes_max} bytes")]
    Swells {
        /// The limit.
        bytes_max: usize,
    },
    /// It is packed in a way that we did not ask for.
    #[error("the body is packed as `{encoding}`, which is not understood")]
    Encoding {
        /// The name of the encoding.
        encoding: String,
    },
    /// It is not packed as it says.
    #[error("the body cannot be unpacked: {reason}")]
    Packed {
        /// What is wrong with it.
        reason: String,
    },
    /// It did not come to its end.
    #[error("the body breaks off: {0}")]
    Connection(#[source] ConnectionError),
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Gzip,
    Deflate,
    Brotli,
}

/// All of `stream`, unpacked by what `encoding` says.
pub(crate) fn unpacked(
    stream: impl Read,
    encoding: &str,
    policy: &FetchPolicy,
) -> Result<Vec<u8>, BodyError> {
    let packings = packings(encoding)?;
    let mut received = Received::new(stream, policy.body_bytes_max);
    let result = if packings.is_empty() {
        taken(&mut received, policy.body_bytes_max)
    } else {
        taken(&mut unpacker(&mut received, &packings), policy.decompressed_bytes_max)
    };
    match (received.fault.take(), result) {
        (Some(fault), _) => Err(fault),
        (None, Ok(bytes)) => Ok(bytes),
        // Servers name an encoding for bodies that are empty, too.
        (None, Err(_)) if received.is_empty() => Ok(Vec::new()),
        (None, Err(Untaken::TooMuch { bytes_max })) => Err(BodyError::Swells { bytes_max }),
        (None, Err(Untaken::Fault(error))) => Err(BodyError::Packed { reason: error.to_string() }),
    }
}

/// The packings, in the order in which they were put on.
fn packings(encoding: &str) -> Result<Vec<Packing>, BodyError> {
    let names = encoding.split(',').map(str::trim).filter(|name| !name.is_empty());
    let plain = |name: &&str| !name.eq_ignore_ascii_case("identity");
    let packings: Vec<_> = names.filter(plain).map(packing).collect::<Result<_, _>>()?;
    if packings.len() > ENCODINGS_MAX {
        return Err(BodyError::Encoding { encoding: encoding.to_owned() });
    }
    Ok(packings)
}

fn packing(name: &str) -> Result<Packing, BodyError> {
    match name.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => Ok(Packing::Gzip),
        "deflate" => Ok(Packing::Deflate),
        "br" => Ok(Packing::Brotli),
        _ => Err(BodyError::Encoding { encoding: name.to_owned() }),
    }
}

/// Takes packings off, the outermost, which is named last, first.
fn unpacker<'a>(stream: impl Read + 'a, packings: &[Packing]) -> Box<dyn Read + 'a> {
    let start: Box<dyn Read + 'a> = Box::new(stream);
    packings.iter().rev().fold(start, |stream, packing| match packing {
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(stream)),
        Packing::Deflate => Box::new(Deflate::Unknown(Some(stream))),
        Packing::Brotli => Box::new(brotli_decompressor::Decompressor::new(stream, BUFFER_BYTES)),
    })
}

/// Why [`taken`] stopped.
enum Untaken {
    TooMuch { bytes_max: usize },
    Fault(io::Error),
}

fn taken(stream: &mut dyn Read, bytes_max: usize) -> Result<Vec<u8>, Untaken> {
    let mut bytes = Vec::new();
    let limit = (bytes_max as u64).saturating_add(1);
    stream.take(limit).read_to_end(&mut bytes).map_err(Untaken::Fault)?;
    if bytes.len() > bytes_max {
        return Err(Untaken::TooMuch { bytes_max });
    }
    Ok(bytes)
}

/// Counts what comes in, and keeps what went wrong with it, which decoders would retell.
struct Received<R> {
    stream: R,
    left: usize,
    bytes_max: usize,
    fault: Option<BodyError>,
}

impl<R> Received<R> {
    fn new(stream: R, bytes_max: usize) -> Self {
        Self { stream, left: bytes_max, bytes_max, fault: None }
    }

    fn is_empty(&self) -> bool {
        self.left == self.bytes_max
    }

    fn fail(&mut self, fault: BodyError) -> io::Error {
        let told = io::Error::other(fault.to_string());
        self.fault = Some(fault);
        told
    }
}

impl<R: Read> Read for Received<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.stream.read(buffer) {
            Ok(count) => count,
            Err(error) => {
                let fault = BodyError::Connection(ConnectionError::of_io(error));
                return Err(self.fail(fault));
            }
        };
        match self.left.checked_sub(count) {
            Some(left) => self.left = left,
            None => return Err(self.fail(BodyError::TooLarge { bytes_max: self.bytes_max })),
        }
        Ok(count)
    }
}

/// `deflate` is zlib by the standard and bare in some servers; the first byte tells.
enum Deflate<R: Read> {
    Unknown(Option<R>),
    Zlib(flate2::read::ZlibDecoder<Prefixed<R>>),
    Bare(flate2::read::DeflateDecoder<Prefixed<R>>),
}

type Prefixed<R> = io::Chain<io::Cursor<Vec<u8>>, BufReader<R>>;

impl<R: Read> Deflate<R> {
    fn told(stream: R) -> io::Result<Self> {
        let mut stream = BufReader::with_capacity(BUFFER_BYTES, stream);
        let mut first = Vec::new();
        stream.by_ref().take(1).read_to_end(&mut first)?;
        // The method in the low half of zlib's first byte; in bare deflate, that begins a stored
        // block, whose unused bits would have to be odd.
        let is_zlib = first.first().is_some_and(|byte| byte & 0x0f == 8);
        let whole = io::Cursor::new(first).chain(stream);
        Ok(if is_zlib {
            Self::Zlib(flate2::read::ZlibDecoder::new(whole))
        } else {
            Self::Bare(flate2::read::DeflateDecoder::new(whole))
        })
    }
}

impl<R: Read> Read for Deflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Self::Unknown(stream) = self {
            let Some(stream) = stream.take() else { return Ok(0) };
            *self = Self::told(stream)?;
        }
        match self {
            Self::Zlib(decoder) => decoder.read(buffer),
            Self::Bare(decoder) => decoder.read(buffer),
            Self::Unknown(_) => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"The bridge was closed at noon, and the bridge stayed closed.";

    /// `text` in one block of brotli that is not compressed.
    fn brotli(text: &[u8]) -> Vec<u8> {
        // Window of 16 bits, a block that is not the last, its length, and that it is bare; then
        // an empty last block.
        let length = u32::try_from(text.len() - 1).expect("a short text");
        let head = length << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], text, &[3]].concat()
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn bare(text: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn check(bytes: &[u8], encoding: &str, expected: Result<&[u8], &str>) {
        let policy = FetchPolicy {
            body_bytes_max: 1000,
            decompressed_bytes_max: 2000,
            ..FetchPolicy::default()
        };
        let found = unpacked(bytes, encoding, &policy).map_err(|error| error.to_string());
        assert_eq!(
            found.as_deref(),
            expected.map_err(str::to_owned).as_ref().copied(),
            "{encoding}"
        );
    }

    #[test]
    fn each_encoding_is_taken_off() {
        check(TEXT, "", Ok(TEXT));
        check(TEXT, "identity", Ok(TEXT));
        check(&gzip(TEXT), "gzip", Ok(TEXT));
        check(&gzip(TEXT), "X-GZIP", Ok(TEXT));
        check(&zlib(TEXT), "deflate", Ok(TEXT));
        check(&bare(TEXT), "deflate", Ok(TEXT));
        check(&brotli(TEXT), "br", Ok(TEXT));
        check(&gzip(&zlib(TEXT)), "deflate, gzip", Ok(TEXT));
        check(&[gzip(TEXT), gzip(TEXT)].concat(), "gzip", Ok(&[TEXT, TEXT].concat()));
        ["", "gzip", "deflate", "br"].iter().for_each(|encoding| check(b"", encoding, Ok(b"")));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let not = |name| format!("the body is packed as `{name}`, which is not understood");
        check(TEXT, "zstd", Err(&not("zstd")));
        check(TEXT, "gzip, gzip, gzip", Err(&not("gzip, gzip, gzip")));
        check(TEXT, "gzip", Err("the body cannot be unpacked: invalid gzip header"));
        let packed = gzip(TEXT);
        let cut = &packed[..packed.len() - 12];
        check(cut, "gzip", Err("the body cannot be unpacked: incomplete deflate stream"));
    }

    #[test]
    fn both_sizes_are_limited() {
        check(&[b'a'; 1000], "", Ok(&[b'a'; 1000]));
        check(&[b'a'; 1001], "", Err("the body is larger than 1000 bytes"));
        check(&gzip(&[b'a'; 2000]), "gzip", Ok(&[b'a'; 2000]));
        let swells = Err("the body unpacks to more than 2000 bytes");
        check(&gzip(&[b'a'; 2001]), "gzip", swells);
        check(&gzip(&gzip(&[b'a'; 200_000])), "gzip, gzip", swells);
    }
}
