//! SentencePiece's table of character replacements, compiled into each model: compatibility forms
//! to plain ones (NFKC), odd spaces to spaces, control characters to nothing.
//!
//! The table is a double array (Aoe 1989; in the form of Yata's darts-clone) from byte sequences to
//! offsets into a block of zero-terminated strings. It is walked where it lies. Rejected: NFKC from
//! a library, which is nearly the same; the model was trained on exactly this table.

/// The replacements, borrowed from the model.
#[derive(Debug)]
pub(super) struct CharsMap<'a> {
    units: &'a [[u8; 4]],
    replacements: &'a [u8],
}

impl<'a> CharsMap<'a> {
    /// Reads the compiled form: the length of the double array in bytes, it, the strings.
    pub fn read(compiled: &'a [u8]) -> Option<Self> {
        let (length, rest) = compiled.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (array, replacements) = rest.split_at_checked(length)?;
        let (units, []) = array.as_chunks::<4>() else {
            return None;
        };
        Some(Self { units, replacements })
    }

    /// The replacement of the longest sequence in the table that `text` begins with, and the
    /// length of that sequence in bytes.
    pub fn replacement(&self, text: &str) -> Option<(&'a str, usize)> {
        let (offset, length) = self.longest_match(text)?;
        let bytes = self.replacements.get(offset..)?.split(|&byte| byte == 0).next()?;
        Some((str::from_utf8(bytes).ok()?, length))
    }

    fn longest_match(&self, text: &str) -> Option<(usize, usize)> {
        let mut longest = None;
        let mut node = self.unit(0)?.offset();
        for (&byte, length) in text.as_bytes().iter().zip(1..) {
            let place = node ^ usize::from(byte);
            let Some(unit) = self.unit(place).filter(|unit| unit.label() == u32::from(byte)) else {
                break;
            };
            node = place ^ unit.offset();
            if unit.has_leaf() && text.is_char_boundary(length) {
                longest = self.unit(node).map(|leaf| (leaf.value(), length)).or(longest);
            }
        }
        longest
    }

    fn unit(&self, place: usize) -> Option<Unit> {
        let bytes = self.units.get(place)?;
        Some(Unit(u32::from_le_bytes(*bytes)))
    }
}

/// One cell of the double array: bits 0-7 label, 8 has-leaf, 9 wide offset, 10-30 offset; in a
/// leaf, bits 0-30 value. Bit 31 marks leaves and is part of the label, so that no byte equals it.
#[derive(Clone, Copy, Debug)]
struct Unit(u32);

impl Unit {
    fn label(self) -> u32 {
        self.0 & 0x8000_00ff
    }

    fn has_leaf(self) -> bool {
        self.0 & 0x100 != 0
    }

    fn offset(self) -> usize {
        let wide = (self.0 & 0x200) >> 6;
        ((self.0 >> 10) << wide) as usize
    }

    fn value(self) -> usize {
        (self.0 & 0x7fff_ffff) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::CharsMap;

    #[test]
    fn malformed_tables_are_refused() {
        for compiled in [&[][..], &[4, 0, 0], &[4, 0, 0, 0, 1], &[3, 0, 0, 0, 1, 2, 3]] {
            assert!(CharsMap::read(compiled).is_none(), "{compiled:?}");
        }
    }

    #[test]
    fn a_table_that_leads_nowhere_replaces_nothing() {
        for filling in [0x00, 0x61, 0xff] {
            let mut compiled = vec![64, 0, 0, 0];
            compiled.extend([filling; 64]);
            let map = CharsMap::read(&compiled).unwrap();
            assert_eq!(map.replacement("aaaa"), None);
        }
    }
}
