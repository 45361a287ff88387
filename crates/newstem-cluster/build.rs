//! Names this build by the sources that its functions are made of, so that processes of different
//! builds can tell each other apart.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders and files beside this crate that decide what its functions find.
const SOURCES: [&str; 7] = [
    "src",
    "../newstem/src",
    "../newstem/assets",
    "../newstem-read/src",
    "../newstem-read/data",
    "../newstem-export/src",
    "../../Cargo.lock",
];

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo:rerun-if-changed={source}");
        let mut files = BTreeSet::new();
        collect(&home.join(source), &mut files)?;
        for file in files {
            fs::read(file)?.hash(&mut hasher);
        }
    }
    println!("cargo:rustc-env=NEWSTEM_SOURCES={:016x}", hasher.finish());
    Ok(())
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.insert(path.to_owned());
        return Ok(());
    }
    fs::read_dir(path)?.try_for_each(|entry| collect(&entry?.path(), files))
}
