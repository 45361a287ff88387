//! A hash that is the same on every machine and run: FNV-1a (Fowler, Noll, Vo 1991) with the
//! finaliser of MurmurHash3 (Appleby 2011). The standard library promises neither for its own.

/// Hashes texts; where one ends and the next begins is part of the hash.
pub(crate) fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for text in texts {
        for byte in text.bytes().chain([0]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    spread(state)
}

/// Spreads the bits of a number over the whole word.
fn spread(mut state: u64) -> u64 {
    state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}
