//! The token that whoever writes must show: made once, kept in a file that only its owner can read.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The name of the file in the folder of a store.
pub const FILE: &str = "token";

/// The token in a folder, made where there is none.
///
/// # Errors
///
/// Where the file cannot be read or written.
pub fn kept_in(folder: &Path) -> io::Result<String> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(token) if !token.trim().is_empty() => Ok(token.trim().to_owned()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => {
            let token = made()?;
            fs::create_dir_all(folder)?;
            private_file(&path)?.write_all(format!("{token}\n").as_bytes())?;
            Ok(token)
        }
    }
}

/// 24 bytes that nobody can guess.
fn made() -> io::Result<String> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let token = kept_in(folder.path()).unwrap();
        assert!(token.len() >= 32, "{token}");
        assert_eq!(kept_in(folder.path()).unwrap(), token);
    }
}
