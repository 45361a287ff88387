//! Where a list goes on: opaque to callers, so that its form may change.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error::ApiError;

/// Writes the place of the last thing seen.
pub fn write(parts: &[&str]) -> String {
    URL_SAFE_NO_PAD.encode(parts.join("\n"))
}

/// Reads it again, in so many parts.
pub fn read(cursor: &str, parts: usize) -> Result<Vec<String>, ApiError> {
    let broken = || ApiError::Malformed("the cursor is none that this desk gave".to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| broken())?;
    let text = String::from_utf8(bytes).map_err(|_| broken())?;
    let read: Vec<String> = text.split('\n').map(str::to_owned).collect();
    if read.len() == parts { Ok(read) } else { Err(broken()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let cursor = write(&["2026", "s1"]);
        assert_eq!(read(&cursor, 2), Ok(vec!["2026".to_owned(), "s1".to_owned()]));
        assert!(read(&cursor, 1).is_err());
        assert!(read("%%%", 2).is_err());
    }
}
