//! The safetensors container, as far as a vector table needs it: eight bytes that give the length
//! of a JSON header, the header, then the tensors' bytes. Only the two tensors `scale` and
//! `embeddings` are looked at. Every length is checked against the bytes at hand, so that a cut
//! file gives an error and nothing is allocated on a header's word.

use serde::Deserialize;

use super::ModelError;

/// The two tensors of a vector table, borrowed from the file.
#[derive(Debug)]
pub(super) struct Tensors<'a> {
    /// One half-precision scale a row, little-endian.
    pub scales: &'a [u8],
    /// The rows' codes.
    pub codes: &'a [u8],
    /// Number of rows.
    pub rows: usize,
    /// Bytes of codes a row.
    pub row_bytes: usize,
}

#[derive(Deserialize)]
struct Header {
    scale: Tensor,
    embeddings: Tensor,
}

#[derive(Deserialize)]
struct Tensor {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

/// Reads the two tensors of a vector table.
pub(super) fn read_tensors(file: &[u8]) -> Result<Tensors<'_>, ModelError> {
    let (header, data) = split_header(file)?;
    let header: Header = serde_json::from_slice(header).map_err(|e| cut(&e.to_string()))?;
    let scale_type = has_type("scale", &header.scale, "F16");
    let code_type = has_type("embeddings", &header.embeddings, "U8");
    scale_type.and(code_type)?;
    let &[rows] = header.scale.shape.as_slice() else {
        return Err(wrong("scale", "not of one dimension"));
    };
    let &[code_rows, row_bytes] = header.embeddings.shape.as_slice() else {
        return Err(wrong("embeddings", "not of two dimensions"));
    };
    if rows != code_rows {
        return Err(wrong("embeddings", "not as many rows as scales"));
    }
    Ok(Tensors {
        scales: bytes("scale", &header.scale, data, rows.checked_mul(2))?,
        codes: bytes("embeddings", &header.embeddings, data, rows.checked_mul(row_bytes))?,
        rows,
        row_bytes,
    })
}

fn split_header(file: &[u8]) -> Result<(&[u8], &[u8]), ModelError> {
    let (length, rest) = file.split_first_chunk::<8>().ok_or_else(|| cut("cut short"))?;
    usize::try_from(u64::from_le_bytes(*length))
        .ok()
        .and_then(|length| rest.split_at_checked(length))
        .ok_or_else(|| cut("cut short"))
}

fn has_type(name: &'static str, tensor: &Tensor, expected: &str) -> Result<(), ModelError> {
    if tensor.dtype == expected { Ok(()) } else { Err(wrong(name, "of an unexpected type")) }
}

fn bytes<'a>(
    name: &'static str,
    tensor: &Tensor,
    data: &'a [u8],
    length: Option<usize>,
) -> Result<&'a [u8], ModelError> {
    let (start, end) = tensor.data_offsets;
    let bytes = data.get(start..end).ok_or_else(|| wrong(name, "outside the file"))?;
    if Some(bytes.len()) == length {
        Ok(bytes)
    } else {
        Err(wrong(name, "not as long as its shape"))
    }
}

fn cut(problem: &str) -> ModelError {
    ModelError::Header(problem.to_owned())
}

fn wrong(tensor: &'static str, problem: &'static str) -> ModelError {
    ModelError::Tensor { tensor, problem }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A file with the given header and data.
    pub(in crate::text::vector) fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let length = (header.len() as u64).to_le_bytes();
        [&length, header.as_bytes(), data].concat()
    }

    const GOOD: &str = r#"{"__metadata__":{"a":"b"},
        "scale":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},
        "embeddings":{"dtype":"U8","shape":[2,3],"data_offsets":[4,10]}}"#;

    #[test]
    fn finds_both_tensors() {
        let file = file(GOOD, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        let tensors = read_tensors(&file).unwrap();
        assert_eq!(tensors.scales, [1, 2, 3, 4]);
        assert_eq!(tensors.codes, [5, 6, 7, 8, 9, 10]);
        assert_eq!((tensors.rows, tensors.row_bytes), (2, 3));
    }

    #[test]
    fn a_file_cut_anywhere_is_an_error() {
        let whole = file(GOOD, &[0; 10]);
        for length in 0..whole.len() {
            assert!(read_tensors(&whole[..length]).is_err(), "cut at {length}");
        }
    }

    #[test]
    fn headers_that_lie_are_errors() {
        for (from, to) in [
            ("\"F16\"", "\"F32\""),
            ("\"U8\"", "\"I8\""),
            ("[2,3]", "[3,3]"),
            ("[2,3]", "[2,18446744073709551615]"),
            ("[2,3]", "[6]"),
            ("[0,4]", "[4,0]"),
            ("[0,4]", "[0,99]"),
            ("[0,4]", "[0,3]"),
            ("scale", "scales"),
        ] {
            let changed = GOOD.replacen(from, to, 1);
            assert_ne!(changed, GOOD);
            assert!(read_tensors(&file(&changed, &[0; 10])).is_err(), "{from} -> {to}");
        }
        assert!(read_tensors(&[255; 16]).is_err());
    }
}
