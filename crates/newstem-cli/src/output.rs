//! Writing the findings: to standard output, or to a file that is replaced in one step.
//!
//! A file is written beside its target and renamed over it once every byte is on the disk, so
//! that whoever reads the target sees the old findings or the new ones, never half. It is made
//! only when the findings are complete; a process killed in that last moment may leave a hidden
//! temporary file, never a broken target. What is not a regular file (a pipe, a device) cannot be
//! replaced and is written to directly.
//!
//! A folder of tables is written the same way: all files lie beside their targets before the first
//! is renamed. Only between two renames can a process that is killed leave new tables beside old.

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

/// Fails early where a folder cannot be one.
pub fn check_folder(target: &Path) -> Result<(), Failure> {
    let lowest = target.ancestors().find(|above| above.exists());
    match lowest {
        Some(above) if !above.is_dir() => Err(Failure::NotAFolder(above.to_owned())),
        _ => Ok(()),
    }
}

/// A file of a folder.
pub struct NamedBytes {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Writes files into a folder, which is made where it does not exist; others in it are left alone.
pub fn write_folder(folder: &Path, files: &[NamedBytes]) -> Result<(), Failure> {
    fill(folder, files).map_err(|error| Failure::Output { target: format!("{folder:?}"), error })
}

fn fill(folder: &Path, files: &[NamedBytes]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let stage = |file: &NamedBytes| {
        let target = folder.join(&file.name);
        let permissions = fs::metadata(&target).ok().map(|metadata| metadata.permissions());
        staged(&target, |out| out.write_all(&file.bytes), permissions)
    };
    let staged: Vec<Staged> = files.iter().map(stage).collect::<io::Result<_>>()?;
    staged.into_iter().try_for_each(Staged::put_in_place)
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

/// Replaces a file; `permissions` are those of the file that was there.
fn replace(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    permissions: Option<Permissions>,
) -> io::Result<()> {
    staged(target, write, permissions)?.put_in_place()
}

/// A file that is whole, beside its target.
struct Staged {
    file: tempfile::NamedTempFile,
    target: PathBuf,
}

impl Staged {
    fn put_in_place(self) -> io::Result<()> {
        self.file.persist(&self.target)?;
        Ok(())
    }
}

/// Writes beside a file, or beside what a link leads to.
fn staged(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    permissions: Option<Permissions>,
) -> io::Result<Staged> {
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let mut file = temporary(&folder(&target))?;
    flushed(&mut file, write)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(Staged { file, target })
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
