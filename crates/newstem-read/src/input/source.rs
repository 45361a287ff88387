//! One stream of bytes under the name by which its articles are known.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::ReadOptions;
use super::fault::Fault;
use super::utf16::{Utf8, utf16_of};

/// A stream is read in pieces of this size, and its kind is told from the first of them.
pub(super) const BUFFER_BYTES: usize = 256 << 10;

const WHOLE: &str = "copy or download it again; what came before is read";
const DAMAGED: &str = "copy or download it again; what was read of it may be wrong";
const SWELLS: &str = "unpack it, if you trust it, and give what was in it";
const SHORTER: &str = "split it, or leave out what is no article";

/// A stream of bytes. Reading it is reading what is in it: compression is off already.
pub(crate) struct Source<'a> {
    /// Path relative to what was given, with `/` between its parts; `-` for standard input.
    pub(crate) name: String,
    pub(crate) options: &'a ReadOptions,
    /// How many archives and compressions lie around this stream.
    pub(super) depth: usize,
    bytes: Bytes<'a>,
}

enum Bytes<'a> {
    /// Can be read again from any place.
    File(BufReader<File>),
    Stream(Box<dyn BufRead + 'a>),
}

impl<'a> Source<'a> {
    /// The file at `path`.
    pub(super) fn open(path: &Path, name: String, options: &'a ReadOptions) -> io::Result<Self> {
        let file = BufReader::with_capacity(BUFFER_BYTES, File::open(path)?);
        Ok(Self { name, options, depth: 0, bytes: Bytes::File(file) })
    }

    /// A stream that can be read only once.
    pub(super) fn stream(
        name: String,
        bytes: impl Read + 'a,
        depth: usize,
        options: &'a ReadOptions,
    ) -> Self {
        let buffered = BufReader::with_capacity(BUFFER_BYTES, FullReads { bytes, failed: None });
        Self { name, options, depth, bytes: Bytes::Stream(Box::new(buffered)) }
    }

    /// The same stream as UTF-8, if its beginning shows that it is UTF-16.
    pub(super) fn into_utf8(mut self) -> io::Result<Self> {
        let Some(encoding) = utf16_of(self.head()?) else {
            return Ok(self);
        };
        let (name, options, depth) = (self.name.clone(), self.options, self.depth);
        Ok(Self::stream(name, Utf8::new(self.into_stream(), encoding), depth, options))
    }

    /// Bytes that are at hand.
    pub(crate) fn of_bytes(name: &str, bytes: &'a [u8], options: &'a ReadOptions) -> Self {
        Self { name: name.to_owned(), options, depth: 0, bytes: Bytes::Stream(Box::new(bytes)) }
    }

    /// What the buffer holds of the stream's beginning, without taking it.
    pub(super) fn head(&mut self) -> io::Result<&[u8]> {
        self.fill_buf()
    }

    /// All that is left of the stream, if that is at most `bytes_max` bytes.
    pub(crate) fn whole(&mut self, bytes_max: usize) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let limit = bytes_max as u64 + 1;
        self.by_ref().take(limit).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if bytes.len() > bytes_max {
            let reason = format!("the file is larger than {bytes_max} bytes");
            return Err(Fault::new(reason, SHORTER));
        }
        Ok(bytes)
    }

    /// As much of the stream as may and can be read, and why that is not all.
    pub(crate) fn beginning(&mut self, bytes_max: usize) -> (Vec<u8>, Option<Fault>) {
        let mut bytes = Vec::new();
        let read = self.by_ref().take(bytes_max as u64).read_to_end(&mut bytes);
        let cut = match read.and_then(|_| self.fill_buf().map(<[u8]>::is_empty)) {
            Ok(true) => None,
            Ok(false) => {
                let reason =
                    format!("the file is larger than {bytes_max} bytes; what follows is left out");
                Some(Fault::new(reason, SHORTER))
            }
            Err(error) => Some(unreadable(&error)),
        };
        (bytes, cut)
    }

    /// The stream as a file that can be read from any place, its beginning first. A stream that is
    /// none is put into a temporary file, which is gone when it is closed.
    pub(crate) fn into_file(mut self) -> Result<File, Fault> {
        let failed = |error: io::Error| unreadable(&error);
        if let Bytes::File(buffered) = self.bytes {
            let mut file = buffered.into_inner();
            file.seek(SeekFrom::Start(0)).map_err(failed)?;
            return Ok(file);
        }
        let bytes_max = self.options.spool_bytes_max;
        let mut file = tempfile::tempfile().map_err(failed)?;
        let copied = io::copy(&mut self.by_ref().take(bytes_max + 1), &mut file).map_err(failed)?;
        if copied > bytes_max {
            return Err(Fault::new(format!("the file is larger than {bytes_max} bytes"), SHORTER));
        }
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        Ok(file)
    }

    /// The stream as something that a decompressor can own, with its name and depth.
    pub(super) fn into_stream(self) -> Box<dyn BufRead + 'a> {
        match self.bytes {
            Bytes::File(file) => Box::new(file),
            Bytes::Stream(stream) => stream,
        }
    }
}

/// The fault of a stream that breaks off or cannot be read.
pub(crate) fn unreadable(error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::new(format!("the file breaks off: {error}"), WHOLE),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            Fault::new(format!("the file is damaged: {error}"), DAMAGED)
        }
        io::ErrorKind::FileTooLarge => Fault::new(error.to_string(), SWELLS),
        _ => Fault::new(
            format!("the file could not be read to its end: {error}"),
            "check that the file is still there and that you may read it",
        ),
    }
}

/// Fills a buffer where the reader beneath gives less at a time, as pipes do: the kind of a stream
/// is told from what the first read brings.
struct FullReads<R> {
    bytes: R,
    /// What went wrong after the bytes that were given last.
    failed: Option<io::Error>,
}

impl<R: Read> Read for FullReads<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut filled = 0;
        while filled < buffer.len() {
            match self.bytes.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if filled == 0 => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        Ok(filled)
    }
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.bytes {
            Bytes::File(file) => file.read(buffer),
            Bytes::Stream(stream) => stream.read(buffer),
        }
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.bytes {
            Bytes::File(file) => file.fill_buf(),
            Bytes::Stream(stream) => stream.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.bytes {
            Bytes::File(file) => file.consume(amount),
            Bytes::Stream(stream) => stream.consume(amount),
        }
    }
}
