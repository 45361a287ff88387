//! The table of rows, one a piece, at one or two bits a dimension with one scale a row.
//!
//! Two bits: dimension `4 i + k` of a row is code `(byte i >> 2 k) & 3`, its value `code - 1.5`
//! times the row's scale. One bit: dimension `8 i + k` is bit `k` of byte `i`, its value plus or
//! minus the scale. A row's length carries the weight of its piece, which is why the sum of rows
//! needs no weights of its own. Rows are decoded as they are added, not beforehand: unpacked, the
//! larger table would take 130 MB.

use super::safetensors::{Tensors, read_tensors};
use super::{DIMENSIONS, ModelError, Vector};

/// A table of rows, borrowed from the bytes of its file.
#[derive(Debug)]
pub(super) struct Table<'a> {
    tensors: Tensors<'a>,
    code: Code,
}

#[derive(Clone, Copy, Debug)]
enum Code {
    OneBit,
    TwoBits,
}

const ROW_BYTES_AT_ONE_BIT: usize = DIMENSIONS / 8;
const ROW_BYTES_AT_TWO_BITS: usize = DIMENSIONS / 4;

impl<'a> Table<'a> {
    /// Reads a table from a safetensors file; the length of its rows tells the code.
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let tensors = read_tensors(file)?;
        let code = match tensors.row_bytes {
            ROW_BYTES_AT_ONE_BIT => Code::OneBit,
            ROW_BYTES_AT_TWO_BITS => Code::TwoBits,
            _ => {
                return Err(ModelError::Tensor {
                    tensor: "embeddings",
                    problem: "not of one or two bits a dimension",
                });
            }
        };
        Ok(Self { tensors, code })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.tensors.rows
    }

    /// The direction of the mean of rows; zero for no rows. Ids past the end are left out.
    pub fn mean_direction(&self, ids: &[u32]) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        for &id in ids {
            if let Some((scale, codes)) = self.row(id as usize) {
                match self.code {
                    Code::OneBit => add_one_bit(codes, scale, &mut sum),
                    Code::TwoBits => add_two_bits(codes, scale, &mut sum),
                }
            }
        }
        Vector::unit(sum)
    }

    fn row(&self, id: usize) -> Option<(f32, &[u8])> {
        let scale = self.tensors.scales.as_chunks::<2>().0.get(id)?;
        let start = id * self.tensors.row_bytes;
        let codes = self.tensors.codes.get(start..start + self.tensors.row_bytes)?;
        Some((half(u16::from_le_bytes(*scale)), codes))
    }
}

fn add_one_bit(codes: &[u8], scale: f32, sum: &mut [f32; DIMENSIONS]) {
    for (&byte, part) in codes.iter().zip(sum.as_chunks_mut::<8>().0) {
        for (bit, value) in part.iter_mut().enumerate() {
            let sign = f32::from((byte >> bit) & 1) * 2.0 - 1.0;
            *value += sign * scale;
        }
    }
}

fn add_two_bits(codes: &[u8], scale: f32, sum: &mut [f32; DIMENSIONS]) {
    for (&byte, part) in codes.iter().zip(sum.as_chunks_mut::<4>().0) {
        for (pair, value) in part.iter_mut().enumerate() {
            let level = f32::from((byte >> (2 * pair)) & 3) - 1.5;
            *value += level * scale;
        }
    }
}

/// The value of a finite half-precision number: its bits moved to where single precision has
/// them, and the difference of the two exponent biases, 112, made good.
fn half(bits: u16) -> f32 {
    const TWO_TO_THE_112: f32 = f32::from_bits((112 + 127) << 23);
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7fff) << 13;
    f32::from_bits(sign | magnitude) * TWO_TO_THE_112
}

#[cfg(test)]
mod tests {
    use super::super::safetensors::tests::file;
    use super::*;

    const ONE: [u8; 2] = [0x00, 0x3c];
    const TWO: [u8; 2] = [0x00, 0x40];

    fn two_rows(row_bytes: usize, codes: &[u8]) -> Vec<u8> {
        let end = 4 + codes.len();
        let header = format!(
            r#"{{"scale":{{"dtype":"F16","shape":[2],"data_offsets":[0,4]}},
            "embeddings":{{"dtype":"U8","shape":[2,{row_bytes}],"data_offsets":[4,{end}]}}}}"#
        );
        file(&header, &[&ONE, &TWO, codes].concat())
    }

    #[test]
    fn half_precision_is_exact() {
        for (bits, value) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x0000, 0.0),
            (0x7bff, 65504.0),
        ] {
            assert_eq!(half(bits), value, "{bits:#x}");
        }
    }

    #[test]
    fn two_bit_codes_stand_low_bits_first() {
        let file = two_rows(64, &[[0b11_10_01_00; 64], [0b11_11_11_11; 64]].concat());
        let table = Table::read(&file).unwrap();
        let vector = table.mean_direction(&[0]);
        let step = vector.values()[1] / -0.5;
        let steps: Vec<f32> =
            vector.values()[..4].iter().map(|v| (v / step * 2.0).round()).collect();
        assert_eq!(steps, [-3.0, -1.0, 1.0, 3.0]);
    }

    #[test]
    fn one_bit_codes_are_signs_and_scales_weigh_rows() {
        let file = two_rows(32, &[[0b0000_0001; 32], [0b0000_0011; 32]].concat());
        let table = Table::read(&file).unwrap();
        let values = *table.mean_direction(&[0, 1]).values();
        let ratios: Vec<f32> = values[..3].iter().map(|v| (v / values[1]).round()).collect();
        assert_eq!(ratios, [3.0, 1.0, -3.0]);
    }

    #[test]
    fn unknown_rows_and_no_rows_give_zero() {
        let file = two_rows(64, &[0; 128]);
        let table = Table::read(&file).unwrap();
        assert!(table.mean_direction(&[]).is_zero());
        assert!(table.mean_direction(&[2, u32::MAX]).is_zero());
    }

    #[test]
    fn other_widths_are_errors() {
        for width in [0, 1, 31, 33, 128] {
            assert!(Table::read(&two_rows(width, &vec![0; 2 * width])).is_err(), "{width}");
        }
    }
}
