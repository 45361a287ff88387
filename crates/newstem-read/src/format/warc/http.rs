//! The answer of a web server, as a crawl keeps it: a head and a body that may have been chunked
//! and compressed for the way.
//!
//! Many crawls, those of Common Crawl News among them, keep a body that has been unpacked under
//! the head that it came with. So a head is believed only where the bytes bear it out: gzip, zlib
//! and Zstandard by their first bytes, chunks by the first one's size. Brotli has no signature, so
//! it is tried on what does not look like text.

use std::borrow::Cow;
use std::io::Read;

use crate::format::headers::{Headers, split_head};
use crate::input::Fault;

const NOTHING_TO_DO: &str = "crawl the page again";
/// Whether a body is text already is told from so many first bytes.
const LOOKED_AT_BYTES: usize = 512;

/// An answer in the form in which it came.
pub(super) struct Response<'a> {
    pub(super) status: u16,
    headers: Headers<'a>,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// The answer that `message` is; nothing where it is none.
    pub(super) fn new(message: &'a [u8]) -> Option<Self> {
        let (head, body) = split_head(message);
        let first = head.split(|byte| *byte == b'\n').next()?;
        let mut words = std::str::from_utf8(first).ok()?.split_ascii_whitespace();
        words.next().filter(|version| version.starts_with("HTTP/"))?;
        let status = words.next()?.parse().ok()?;
        Some(Self { status, headers: Headers(head), body })
    }

    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name)
    }

    /// The first bytes of the body as it came.
    pub(super) fn body_start(&self) -> &'a [u8] {
        &self.body[..self.body.len().min(LOOKED_AT_BYTES)]
    }

    /// The body as the server meant it, of at most `bytes_max` bytes.
    pub(super) fn payload(&self, bytes_max: usize) -> Result<Cow<'a, [u8]>, Fault> {
        let mut payload = Cow::Borrowed(self.body);
        let transfer = self.header("transfer-encoding").unwrap_or_default();
        if transfer.to_ascii_lowercase().contains("chunked") && first_chunk(self.body).is_some() {
            let broken = || Fault::new("a chunk of the page is broken", NOTHING_TO_DO);
            payload = Cow::Owned(joined(self.body).ok_or_else(broken)?);
        }
        let encodings = self.header("content-encoding").unwrap_or_default().to_ascii_lowercase();
        // They stand in the order in which they were put on.
        for encoding in encodings.rsplit(',').take(ENCODINGS_MAX) {
            if let Some(plain) = decoded(encoding.trim(), &payload, bytes_max)? {
                payload = Cow::Owned(plain);
            }
        }
        Ok(payload)
    }
}

/// No server packs a page more often than this.
const ENCODINGS_MAX: usize = 3;

/// What `bytes` are without `encoding`; nothing where it is off already.
fn decoded(encoding: &str, bytes: &[u8], bytes_max: usize) -> Result<Option<Vec<u8>>, Fault> {
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
            Box::new(flate2::bufread::MultiGzDecoder::new(bytes))
        }
        "deflate" if is_zlib(bytes) => Box::new(flate2::bufread::ZlibDecoder::new(bytes)),
        "deflate" if !looks_like_text(bytes) => {
            Box::new(flate2::bufread::DeflateDecoder::new(bytes))
        }
        "br" if !looks_like_text(bytes) => {
            Box::new(brotli_decompressor::Decompressor::new(bytes, 4096))
        }
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let decoder = zstd::stream::read::Decoder::with_buffer(bytes);
            Box::new(decoder.map_err(|_| broken(encoding))?)
        }
        _ => return Ok(None),
    };
    read(reader, bytes_max, encoding).map(Some)
}

fn read(reader: impl Read, bytes_max: usize, encoding: &str) -> Result<Vec<u8>, Fault> {
    let mut plain = Vec::new();
    let limit = bytes_max as u64 + 1;
    reader.take(limit).read_to_end(&mut plain).map_err(|_| broken(encoding))?;
    if plain.len() > bytes_max {
        let reason = format!("the page unpacks to more than {bytes_max} bytes");
        return Err(Fault::new(reason, NOTHING_TO_DO));
    }
    Ok(plain)
}

fn broken(encoding: &str) -> Fault {
    Fault::new(format!("the packing of the page ({encoding}) is broken"), NOTHING_TO_DO)
}

/// True of the two bytes that a zlib stream begins with (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            let check = u16::from_be_bytes([*method, *flags]);
            method & 0x0f == 8 && check.is_multiple_of(31) && !looks_like_text(bytes)
        }
        _ => false,
    }
}

/// True where the first bytes hold nothing that text does not. Packed bytes hold control
/// characters, one in eight by chance.
fn looks_like_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
    let is_control = |byte: &u8| *byte < b' ' && !byte.is_ascii_whitespace();
    !start.iter().any(is_control)
}

/// The size of the chunk that `bytes` begin with, and what follows the line that says it.
fn first_chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(CHUNK_LINE_BYTES_MAX).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let size = line.split(';').next().unwrap_or_default().trim();
    Some((usize::from_str_radix(size, 16).ok()?, &bytes[end + 1..]))
}

/// Longest line before a chunk, in bytes.
const CHUNK_LINE_BYTES_MAX: usize = 1024;

/// Chunks put together; nothing where one is broken or the last is missing.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let (size, after) = first_chunk(rest)?;
        if size == 0 {
            return Some(whole);
        }
        let (chunk, behind) = after.split_at_checked(size)?;
        whole.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] =
        b"<p>It rained all day in the valley, and the wardens closed the bridge.</p>";

    fn check(head: &str, body: &[u8], expected: Result<&[u8], &str>) {
        let message = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        let response = Response::new(&message).expect("the message is an answer");
        let payload = response.payload(1000);
        let told = payload.as_deref().map_err(|fault| fault.reason.as_str());
        assert_eq!(told, expected, "{head}");
    }

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    fn zlib(plain: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    fn deflate(plain: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    /// The page as the reference encoder of Brotli packs it.
    const BROTLI: &[u8] =
        b"\x1b\x49\x00\xe0\x9d\x07\x76\x8c\x98\x8c\x90\xfe\x7c\x5c\x35\x4f\x12\x1c\x9d\x0c\
        \x23\x4b\x6b\x1f\x36\xb7\x3c\x0d\x52\xc6\x36\x17\x1c\x72\xc0\xfe\x9d\x30\xa0\x80\
        \x72\x08\x3c\x64\x2d\x7f\x26\x0a\x28\xc2\x6d\xa3\x3a\x9c\xec\xee\x88\x1c\xab\x80\
        \x93\xba\x80\xa3\xc2\xd1\x4b\x01";

    #[test]
    fn packings_are_taken_off() {
        check("content-encoding: gzip", &gzip(PAGE), Ok(PAGE));
        check("Content-Encoding: deflate", &zlib(PAGE), Ok(PAGE));
        check("Content-Encoding: deflate", &deflate(PAGE), Ok(PAGE));
        check("Content-Encoding: deflate, gzip", &gzip(&zlib(PAGE)), Ok(PAGE));
        check("Content-Encoding: br", BROTLI, Ok(PAGE));
        let zstd = zstd::encode_all(PAGE, 3).expect("memory takes all");
        check("Content-Encoding: zstd", &zstd, Ok(PAGE));
    }

    #[test]
    fn a_body_that_is_unpacked_already_stays_as_it_is() {
        for packing in ["gzip", "deflate", "br", "zstd", "identity", "utf-8"] {
            check(&format!("Content-Encoding: {packing}"), PAGE, Ok(PAGE));
        }
        check("Transfer-Encoding: chunked", PAGE, Ok(PAGE));
    }

    #[test]
    fn chunks_are_put_together() {
        let chunked = b"4\r\n<p>I\r\n6;x=y\r\nt rain\r\n0\r\n\r\n";
        check("Transfer-Encoding: Chunked", chunked, Ok(b"<p>It rain"));
        check("Transfer-Encoding: chunked", &chunked[..15], Err("a chunk of the page is broken"));
        check(
            "Transfer-Encoding: chunked",
            b"ffffffffffffffff\r\n<p>",
            Err("a chunk of the page is broken"),
        );
    }

    #[test]
    fn broken_packings_and_bombs_are_told() {
        let packed = gzip(PAGE);
        let reason = "the packing of the page (gzip) is broken";
        check("Content-Encoding: gzip", &packed[..packed.len() - 9], Err(reason));
        let reason = "the page unpacks to more than 1000 bytes";
        check("Content-Encoding: gzip", &gzip(&[b' '; 5000]), Err(reason));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        let status = |message: &str| Response::new(message.as_bytes()).map(|found| found.status);
        assert_eq!(status("HTTP/1.1 404 Not Found\r\n\r\n"), Some(404));
        assert_eq!(status("HTTP/2 200\n\nx"), Some(200));
        assert_eq!(status("HTTP/1.1\r\n\r\n"), None);
        assert_eq!(status("<p>It rained.</p>"), None);
        assert_eq!(status(""), None);
    }
}
