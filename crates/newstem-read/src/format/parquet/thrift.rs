//! The compact protocol of Apache Thrift, in which Parquet writes its headers: as much of it as
//! is needed to look at a header before any memory is set aside for what it declares.

/// Structures in a header lie at most so deep in one another.
const DEPTH_MAX: usize = 32;
/// An integer takes at most so many bytes.
const NUMBER_BYTES_MAX: u32 = 10;
/// The numbers of a structure's fields that [`Thrift::numbers`] keeps.
const KEPT_FIELDS: usize = 10;

/// What a field or an element is; numbers are those of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    True,
    False,
    Byte,
    /// Of any width.
    Integer,
    Double,
    /// Text or bytes.
    Binary,
    /// A list or a set.
    List,
    Map,
    Structure,
}

/// Why a header cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Malformed {
    /// It goes on after the bytes that were given.
    Cut,
    /// It is no header, whatever follows.
    Wrong,
}

pub(super) type Result<T> = std::result::Result<T, Malformed>;

/// Reads a header front to back.
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The whole numbers among the first fields of a structure, by the fields' numbers.
pub(super) type Numbers = [Option<i64>; KEPT_FIELDS];

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Reads a structure, giving `read` each field's number and kind; it must read or skip the
    /// field's value.
    pub(super) fn structure(
        &mut self,
        mut read: impl FnMut(&mut Self, i16, Kind) -> Result<()>,
    ) -> Result<()> {
        let mut field: i16 = 0;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(());
            }
            field = match head >> 4 {
                0 => i16::try_from(self.number()?).map_err(|_| Malformed::Wrong)?,
                step => field.checked_add(i16::from(step)).ok_or(Malformed::Wrong)?,
            };
            read(self, field, kind_of(head & 15)?)?;
        }
    }

    /// Reads a structure for the whole numbers and truth values in it.
    pub(super) fn numbers(&mut self) -> Result<Numbers> {
        let mut numbers = Numbers::default();
        self.structure(|thrift, field, kind| {
            let number = match kind {
                Kind::Integer => thrift.number()?,
                Kind::True => 1,
                Kind::False => 0,
                _ => return thrift.skip(kind),
            };
            let place = usize::try_from(field).ok().and_then(|field| numbers.get_mut(field));
            if let Some(place) = place {
                *place = Some(number);
            }
            Ok(())
        })?;
        Ok(numbers)
    }

    /// Reads the head of a list: the kind and the number of its elements.
    pub(super) fn list(&mut self) -> Result<(Kind, usize)> {
        let head = self.byte()?;
        let length = match head >> 4 {
            15 => self.length()?,
            short => usize::from(short),
        };
        // An element takes a byte at least, so none can be declared that does not follow.
        if length > self.bytes.len() - self.at {
            return Err(Malformed::Cut);
        }
        Ok((kind_of(head & 15)?, length))
    }

    /// Passes over the value of a field.
    pub(super) fn skip(&mut self, kind: Kind) -> Result<()> {
        self.skip_inside(kind, 0)
    }

    fn skip_inside(&mut self, kind: Kind, depth: usize) -> Result<()> {
        if depth > DEPTH_MAX {
            return Err(Malformed::Wrong);
        }
        match kind {
            Kind::True | Kind::False => Ok(()),
            Kind::Byte => self.advance(1),
            Kind::Integer => self.number().map(|_| ()),
            Kind::Double => self.advance(8),
            Kind::Binary => self.length().and_then(|length| self.advance(length)),
            Kind::List => self.skip_list(depth),
            Kind::Map => self.skip_map(depth),
            Kind::Structure => {
                self.structure(|thrift, _, kind| thrift.skip_inside(kind, depth + 1))
            }
        }
    }

    fn skip_list(&mut self, depth: usize) -> Result<()> {
        let (kind, length) = self.list()?;
        (0..length).try_for_each(|_| self.skip_element(kind, depth))
    }

    fn skip_map(&mut self, depth: usize) -> Result<()> {
        let length = self.length()?;
        if length == 0 {
            return Ok(());
        }
        let kinds = self.byte()?;
        let (key, value) = (kind_of(kinds >> 4)?, kind_of(kinds & 15)?);
        (0..length).try_for_each(|_| {
            self.skip_element(key, depth)?;
            self.skip_element(value, depth)
        })
    }

    /// A truth value has no bytes as a field and one as an element.
    fn skip_element(&mut self, kind: Kind, depth: usize) -> Result<()> {
        match kind {
            Kind::True | Kind::False => self.advance(1),
            _ => self.skip_inside(kind, depth + 1),
        }
    }

    /// Reads a whole number with a sign.
    pub(super) fn number(&mut self) -> Result<i64> {
        let folded = self.unsigned()?;
        Ok((folded >> 1).cast_signed() ^ -(folded & 1).cast_signed())
    }

    fn length(&mut self) -> Result<usize> {
        let length = self.unsigned()?;
        u32::try_from(length).map(|length| length as usize).map_err(|_| Malformed::Wrong)
    }

    fn unsigned(&mut self) -> Result<u64> {
        let mut number = 0;
        for place in 0..NUMBER_BYTES_MAX {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).wrapping_shl(7 * place);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed::Wrong)
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = self.bytes.get(self.at).copied().ok_or(Malformed::Cut)?;
        self.at += 1;
        Ok(byte)
    }

    fn advance(&mut self, count: usize) -> Result<()> {
        if count > self.bytes.len() - self.at {
            return Err(Malformed::Cut);
        }
        self.at += count;
        Ok(())
    }
}

fn kind_of(number: u8) -> Result<Kind> {
    Ok(match number {
        1 => Kind::True,
        2 => Kind::False,
        3 => Kind::Byte,
        4..=6 => Kind::Integer,
        7 => Kind::Double,
        8 => Kind::Binary,
        9 | 10 => Kind::List,
        11 => Kind::Map,
        12 => Kind::Structure,
        _ => return Err(Malformed::Wrong),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Field 1: the number -3; field 2: text; field 5: a list of two structures; field 6: true.
    const HEADER: &[u8] = &[0x15, 5, 0x18, 2, b'h', b'i', 0x39, 0x2c, 0x15, 2, 0, 0, 0x11, 0];

    fn check(bytes: &[u8], expected: Result<(Option<i64>, Option<i64>)>) {
        let read = Thrift::new(bytes).numbers();
        assert_eq!(read.map(|numbers| (numbers[1], numbers[6])), expected, "{bytes:?}");
    }

    #[test]
    fn numbers_are_read_and_the_rest_is_passed_over() {
        check(HEADER, Ok((Some(-3), Some(1))));
        check(&[0], Ok((None, None)));
    }

    #[test]
    fn every_cut_is_told_from_what_is_wrong() {
        for end in 0..HEADER.len() {
            check(&HEADER[..end], Err(Malformed::Cut));
        }
        check(&[0x1f, 0], Err(Malformed::Wrong));
        check(
            &[0x15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
            Err(Malformed::Wrong),
        );
    }

    #[test]
    fn nesting_ends_somewhere() {
        check(&[0x1c; 100_000], Err(Malformed::Wrong));
        check(&[0x19, 0xf9, 0xff, 0xff, 0xff, 0xff, 0x0f], Err(Malformed::Cut));
    }
}
