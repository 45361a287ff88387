//! The wire format of Protocol Buffers, reading only: a message is a row of fields, each a number
//! and a value. Enough for a SentencePiece model; a generated reader and its build step would be
//! far more code than these lines.

/// A field's value, as the wire knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// A variable-length integer, also enumerations and booleans.
    Varint(u64),
    /// Four bytes, as of a `float`.
    Fixed32([u8; 4]),
    /// Eight bytes, as of a `double`.
    Fixed64([u8; 8]),
    /// A string, bytes or a message.
    Bytes(&'a [u8]),
}

/// The fields of a message. Ends at the end of the message, or early, leaving `rest` non-empty,
/// where the message is malformed.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    /// What has not been read.
    pub rest: &'a [u8],
}

impl<'a> Fields<'a> {
    /// The fields of `message`.
    pub fn new(message: &'a [u8]) -> Self {
        Self { rest: message }
    }

    fn field(&self) -> Option<((u64, Value<'a>), &'a [u8])> {
        let (tag, rest) = varint(self.rest)?;
        let (value, rest) = match tag & 7 {
            0 => varint(rest).map(|(value, rest)| (Value::Varint(value), rest))?,
            1 => rest.split_first_chunk().map(|(bytes, rest)| (Value::Fixed64(*bytes), rest))?,
            2 => prefixed(rest).map(|(bytes, rest)| (Value::Bytes(bytes), rest))?,
            5 => rest.split_first_chunk().map(|(bytes, rest)| (Value::Fixed32(*bytes), rest))?,
            _ => return None,
        };
        Some(((tag >> 3, value), rest))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = (u64, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, rest) = self.field()?;
        self.rest = rest;
        Some(field)
    }
}

fn prefixed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = varint(bytes)?;
    rest.split_at_checked(usize::try_from(length).ok()?)
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    const LONGEST: usize = 10;
    let length = 1 + bytes.iter().take(LONGEST).position(|byte| byte & 0x80 == 0)?;
    let (digits, rest) = bytes.split_at(length);
    let value = digits.iter().rev().fold(0, |value, &byte| (value << 7) | u64::from(byte & 0x7f));
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::{Fields, Value};

    fn check(message: &[u8], expected: &[(u64, Value<'_>)], left: usize) {
        let mut fields = Fields::new(message);
        let found: Vec<(u64, Value<'_>)> = fields.by_ref().collect();
        assert_eq!(found, expected);
        assert_eq!(fields.rest.len(), left);
    }

    #[test]
    fn reads_each_kind_of_field() {
        check(&[0x08, 0x96, 0x01], &[(1, Value::Varint(150))], 0);
        check(
            &[0x12, 2, b'h', b'i', 0x18, 0],
            &[(2, Value::Bytes(b"hi")), (3, Value::Varint(0))],
            0,
        );
        check(&[0x15, 0, 0, 0x80, 0x3f], &[(2, Value::Fixed32(1f32.to_le_bytes()))], 0);
        check(&[0x09, 1, 2, 3, 4, 5, 6, 7, 8], &[(1, Value::Fixed64([1, 2, 3, 4, 5, 6, 7, 8]))], 0);
    }

    #[test]
    fn stops_where_a_message_is_malformed() {
        check(&[0x08, 0x80], &[], 2);
        check(&[0x12, 200, b'h'], &[], 3);
        check(&[0x0b], &[], 1);
        check(&[0xff; 12], &[], 12);
        check(&[0x08, 1, 0x15, 0], &[(1, Value::Varint(1))], 2);
    }
}
