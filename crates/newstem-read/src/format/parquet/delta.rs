//! A look at lists of lengths written as differences, before they are decoded: the decoder sets
//! aside memory for as many as such a list declares.
//!
//! The encoding is `DELTA_BINARY_PACKED` of the Parquet format: a header, then blocks of small
//! blocks, each of which packs its numbers into as many bits as the largest needs.

/// The length in bytes of the list that `bytes` begin with; nothing where it is broken or
/// declares more than `values_max` numbers.
pub(super) fn length_of(bytes: &[u8], values_max: usize) -> Option<usize> {
    let mut at = 0;
    let block_values = varint(bytes, &mut at)?;
    let small_blocks = varint(bytes, &mut at)?;
    let values = varint(bytes, &mut at)?;
    varint(bytes, &mut at)?;
    let small_values = block_values.checked_div(small_blocks)?;
    if values > values_max || small_values == 0 || !small_values.is_multiple_of(32) {
        return None;
    }
    // The first number stands in the header.
    let mut left = values.saturating_sub(1);
    while left > 0 {
        varint(bytes, &mut at)?;
        let widths = bytes.get(at..at.checked_add(small_blocks)?)?;
        at += small_blocks;
        for width in widths {
            if left > 0 {
                at = at.checked_add(usize::from(*width).checked_mul(small_values / 8)?)?;
            }
            left = left.saturating_sub(small_values);
        }
    }
    (at <= bytes.len()).then_some(at)
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0_u64;
    for place in 0..10 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f).wrapping_shl(7 * place);
        if byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 128 numbers a block in 4 small blocks, 5 numbers, the first 0; least difference 0; widths.
    const LIST: &[u8] = &[0x80, 1, 4, 5, 0, 0, 1, 0, 0, 0, 9, 9, 9, 9];

    fn check(bytes: &[u8], values_max: usize, expected: Option<usize>) {
        assert_eq!(length_of(bytes, values_max), expected, "{bytes:?}");
    }

    #[test]
    fn a_list_ends_after_its_last_block() {
        check(LIST, 5, Some(14));
        check(&[LIST, &[7, 7]].concat(), 5, Some(14));
        check(&[0x80, 1, 4, 1, 0], 5, Some(5));
    }

    #[test]
    fn lists_that_promise_too_much_are_refused() {
        check(LIST, 4, None);
        check(&LIST[..13], 5, None);
        check(&[0x80, 1, 0, 5, 0], 5, None);
        check(&[0, 4, 5, 0], 5, None);
        check(&[], 5, None);
    }
}
