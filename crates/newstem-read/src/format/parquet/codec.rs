//! Takes the compression off a page. A page says how large it is without it; none may turn out
//! larger or smaller, so each decoder writes into room of that size and no further.

use std::io::{self, Read};

use parquet::basic::Compression;

use super::wrong::wrong_bytes;

/// Puts what is in `packed` into `plain`, which it must fill.
pub(super) fn unpack(packed: &[u8], plain: &mut [u8], compression: Compression) -> io::Result<()> {
    let length = match compression {
        Compression::UNCOMPRESSED => return copy(packed, plain),
        Compression::SNAPPY => of_snappy(packed, plain)?,
        Compression::GZIP(_) => of_stream(flate2::read::MultiGzDecoder::new(packed), plain)?,
        Compression::ZSTD(_) => zstd::bulk::decompress_to_buffer(packed, plain)?,
        Compression::BROTLI(_) => {
            of_stream(brotli_decompressor::Decompressor::new(packed, 4096), plain)?
        }
        Compression::LZ4_RAW => of_lz4(packed, plain)?,
        Compression::LZ4 => of_framed_lz4(packed, plain).or_else(|_| of_lz4(packed, plain))?,
        Compression::LZO => return Err(wrong_bytes("LZO compression is not read")),
    };
    if length != plain.len() {
        return Err(other_size());
    }
    Ok(())
}

fn copy(packed: &[u8], plain: &mut [u8]) -> io::Result<()> {
    if packed.len() != plain.len() {
        return Err(other_size());
    }
    plain.copy_from_slice(packed);
    Ok(())
}

fn other_size() -> io::Error {
    wrong_bytes("a page has another size than it says")
}

fn of_snappy(packed: &[u8], plain: &mut [u8]) -> io::Result<usize> {
    if snap::raw::decompress_len(packed)? != plain.len() {
        return Err(other_size());
    }
    Ok(snap::raw::Decoder::new().decompress(packed, plain)?)
}

fn of_stream(mut decoder: impl Read, plain: &mut [u8]) -> io::Result<usize> {
    decoder.read_exact(plain)?;
    // The checksum is not looked at before the end is read.
    match decoder.read(&mut [0])? {
        0 => Ok(plain.len()),
        _ => Err(other_size()),
    }
}

fn of_lz4(packed: &[u8], plain: &mut [u8]) -> io::Result<usize> {
    lz4_flex::block::decompress_into(packed, plain)
        .map_err(|_| wrong_bytes("a page cannot be unpacked"))
}

/// LZ4 as Hadoop frames it: blocks, each behind its two sizes.
fn of_framed_lz4(mut packed: &[u8], plain: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some((plain_length, rest)) = size(packed) {
        let cut = || wrong_bytes("a block of LZ4 breaks off");
        let (packed_length, rest) = size(rest).ok_or_else(cut)?;
        let block = rest.get(..packed_length).ok_or_else(cut)?;
        let room = plain[filled..].get_mut(..plain_length).ok_or_else(other_size)?;
        filled += of_lz4(block, room)?;
        packed = &rest[packed_length..];
    }
    Ok(filled)
}

fn size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*size) as usize, rest))
}

#[cfg(test)]
mod tests {
    use parquet::basic::ZstdLevel;

    use super::*;

    const TEXT: &[u8] = b"It rained all day in the valley, and it rained all night.";

    fn unpacked(packed: &[u8], length: usize, compression: Compression) -> io::Result<Vec<u8>> {
        let mut plain = vec![0; length];
        unpack(packed, &mut plain, compression).map(|()| plain)
    }

    fn check(packed: &[u8], compression: Compression) {
        assert_eq!(unpacked(packed, TEXT.len(), compression).unwrap(), TEXT);
        for length in [0, TEXT.len() - 1, TEXT.len() + 1] {
            assert!(unpacked(packed, length, compression).is_err(), "{compression} {length}");
        }
        let _ = unpacked(&packed[..packed.len() / 2], TEXT.len(), compression).unwrap_err();
    }

    #[test]
    fn each_compression_is_taken_off_to_the_size_that_was_told() {
        check(TEXT, Compression::UNCOMPRESSED);
        check(&snap::raw::Encoder::new().compress_vec(TEXT).unwrap(), Compression::SNAPPY);
        check(&zstd::bulk::compress(TEXT, 3).unwrap(), Compression::ZSTD(ZstdLevel::default()));
        let block = literals(TEXT);
        check(&block, Compression::LZ4_RAW);
        check(&block, Compression::LZ4);
        let sizes = [TEXT.len() as u32, block.len() as u32].map(u32::to_be_bytes).concat();
        check(&[sizes, block].concat(), Compression::LZ4);
    }

    /// A block of LZ4 that repeats nothing.
    fn literals(text: &[u8]) -> Vec<u8> {
        [&[0xf0, (text.len() - 15) as u8], text].concat()
    }

    #[test]
    fn a_page_that_swells_is_left() {
        let bomb = zstd::bulk::compress(&vec![0; 1 << 20], 3).unwrap();
        assert!(unpacked(&bomb, 1000, Compression::ZSTD(ZstdLevel::default())).is_err());
    }
}
