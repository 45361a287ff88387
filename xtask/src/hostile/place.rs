//! Lays the files of a case into a folder.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::case::{Case, Entry};
use super::recipe::{Parts, Size, make};

/// Lays what `case` describes into `folder`, which must be empty or missing.
pub fn lay(case: &Case, folder: &Path, size: Size) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut parts = Parts::new();
    for entry in &case.entries {
        if let Entry::Part(name, steps) = entry {
            let made = make(steps, &parts, size).map_err(io::Error::other)?;
            parts.insert(name.clone(), made);
        } else {
            lay_entry(entry, folder, &parts, size)?;
        }
    }
    Ok(())
}

fn lay_entry(entry: &Entry, folder: &Path, parts: &Parts, size: Size) -> io::Result<()> {
    match entry {
        Entry::Part(..) => Ok(()),
        Entry::File(name, steps) => {
            let bytes = make(steps, parts, size).map_err(io::Error::other)?;
            fs::write(path_in(folder, name)?, bytes)
        }
        Entry::Folder(name) => fs::create_dir_all(folder.join(os_name(name))),
        Entry::Link(name, target) => {
            std::os::unix::fs::symlink(os_name(target), path_in(folder, name)?)
        }
        Entry::Pipe(name) => make_pipe(&path_in(folder, name)?),
        Entry::Hole(name, bytes) => fs::File::create(path_in(folder, name)?)?.set_len(*bytes),
    }
}

/// The path of a file, in a folder that is there.
fn path_in(folder: &Path, name: &[u8]) -> io::Result<PathBuf> {
    let path = folder.join(os_name(name));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(path)
}

fn os_name(name: &[u8]) -> &OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(name)
}

fn make_pipe(path: &Path) -> io::Result<()> {
    let made = Command::new("mkfifo").arg(path).status()?;
    if made.success() { Ok(()) } else { Err(io::Error::other("mkfifo failed")) }
}
