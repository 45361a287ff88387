//! Writing the findings: to standard output, or to a file that is replaced in one step.
//!
//! A file is written beside its target and renamed over it once every byte is on the disk, so
//! that whoever reads the target sees the old findings or the new ones, never half. It is made
//! only when the findings are complete; a process killed in that last moment may leave a hidden
//! temporary file, never a broken target. What is not a regular file (a pipe, a device) cannot be
//! replaced and is written to directly.

use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// Fails early where the folder of an output does not exist, before any work is done.
pub fn check_target(target: &Path) -> Result<(), Failure> {
    if folder(target).is_dir() {
        return Ok(());
    }
    Err(Failure::NoFolder(target.to_owned()))
}

/// Writes what `write` writes: to `target`, all of it or nothing, or else to standard output. A
/// reader of standard output that has gone away had what it wanted: that is no failure.
pub fn write(
    target: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let Some(target) = target else {
        return to_standard(write);
    };
    let written = match fs::metadata(target) {
        Ok(metadata) if !metadata.is_file() => to_device(target, write),
        Ok(metadata) => replace(target, write, Some(metadata.permissions())),
        Err(_) => replace(target, write, None),
    };
    written.map_err(|error| Failure::Output { target: format!("{target:?}"), error })
}

fn to_standard(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    match flushed(io::stdout().lock(), write) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Output { target: "standard output".to_owned(), error })
        }
        _ => Ok(()),
    }
}

fn flushed<W: Write>(
    out: W,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffered = BufWriter::new(out);
    write(&mut buffered)?;
    buffered.flush()
}

fn to_device(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    flushed(File::options().write(true).open(target)?, write)
}

/// Replaces a file, or what a link leads to; `permissions` are those of the file that was there.
fn replace(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    permissions: Option<Permissions>,
) -> io::Result<()> {
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let mut file = temporary(&folder(&target))?;
    flushed(&mut file, write)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target)?;
    Ok(())
}

/// A new file with the permissions that any new file gets; temporary files are else private.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newstem-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn folder(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
