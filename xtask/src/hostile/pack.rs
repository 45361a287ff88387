//! Compression and archives for recipes, right ones: a recipe breaks them afterwards.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;

/// How a recipe may compress what it has made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// One gzip member.
    Gzip,
    /// One Zstandard frame.
    Zstd,
    /// One bzip2 stream.
    Bzip2,
}

/// `bytes` compressed.
pub fn packed(bytes: &[u8], packing: Packing) -> io::Result<Vec<u8>> {
    match packing {
        Packing::Gzip => {
            let level = flate2::Compression::best();
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Packing::Zstd => zstd::encode_all(bytes, 3),
        Packing::Bzip2 => {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
    }
}

/// A zip of `members`, each a name and what is in it.
pub fn zipped(members: &[(String, &[u8])]) -> io::Result<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(name.as_str(), SimpleFileOptions::default())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// One entry of a tar: `kind` is the letter of the format (`0` a file, `2` a link), `declared` the
/// size that its header gives, which need not be true.
pub fn tar_entry(kind: u8, name: &[u8], bytes: &[u8], declared: u64) -> Vec<u8> {
    let mut header = vec![0; 512];
    put(&mut header, 0, &name[..name.len().min(100)]);
    put(&mut header, 100, b"0000644\0");
    put(&mut header, 124, format!("{declared:011o}\0").as_bytes());
    put(&mut header, 136, b"00000000000\0");
    put(&mut header, 148, b"        ");
    header[156] = kind;
    put(&mut header, 257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    put(&mut header, 148, format!("{sum:06o}\0 ").as_bytes());
    header.extend_from_slice(bytes);
    header.resize(header.len().next_multiple_of(512), 0);
    header
}

fn put(header: &mut [u8], at: usize, bytes: &[u8]) {
    header[at..at + bytes.len()].copy_from_slice(bytes);
}
