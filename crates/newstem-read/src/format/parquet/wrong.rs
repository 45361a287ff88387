//! What is wrong with values of Parquet, in our own words.
//!
//! The library tells its faults to programmers ("insufficient definition levels read from column"),
//! and what lies below it tells its own. Only what we found ourselves passes through all of them as
//! it was said; of the rest it matters what may be done about it, and that its variant tells.

use std::error::Error;
use std::io;

use parquet::errors::ParquetError;

/// A fault in words that a user may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
struct Wrong(&'static str);

/// A fault of ours on its way through the library.
pub(super) fn wrong(why: &'static str) -> ParquetError {
    ParquetError::External(Box::new(Wrong(why)))
}

/// The same on its way through a reader.
pub(super) fn wrong_bytes(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Wrong(why))
}

/// What to tell of an error that came out of the library.
pub(super) fn told(error: &ParquetError) -> &'static str {
    match error {
        ParquetError::External(inner) => told_of_inner(inner.as_ref()),
        ParquetError::EOF(_) => "a page ends before its values do",
        ParquetError::NYI(_) => "its values are written in a way that newstem does not read",
        _ => "its values are not those that the file declares",
    }
}

fn told_of_inner(inner: &(dyn Error + Send + Sync + 'static)) -> &'static str {
    if let Some(Wrong(why)) = inner.downcast_ref() {
        return why;
    }
    let Some(error) = inner.downcast_ref::<io::Error>() else {
        return "its values are not those that the file declares";
    };
    match error.get_ref().and_then(|cause| cause.downcast_ref()) {
        Some(Wrong(why)) => why,
        None => "a page cannot be unpacked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_library_is_told() {
        let check = |error: ParquetError, expected: &str| assert_eq!(told(&error), expected);
        check(wrong("a page is too long"), "a page is too long");
        check(wrong_bytes("a page is too long").into(), "a page is too long");
        check(io::Error::other("snappy: corrupt input").into(), "a page cannot be unpacked");
        check(ParquetError::EOF("eof".to_owned()), "a page ends before its values do");
        check(
            ParquetError::General("got 0".to_owned()),
            "its values are not those that the file declares",
        );
    }
}
