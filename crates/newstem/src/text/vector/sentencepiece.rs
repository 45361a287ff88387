//! Reads a SentencePiece model (Kudo and Richardson 2018) and cuts text with it.
//!
//! Of the model file only the pieces, their scores and kinds, and the table of character
//! replacements are read; the options are those of the one model that ships here: a `▁` for each
//! run of spaces and before the text, pieces never crossing a space. As no piece does, words are
//! cut one at a time.

use super::ModelError;
use super::charsmap::CharsMap;
use super::protobuf::{Fields, Value};
use super::unigram::Unigram;

/// Stands for a space: "lower one eighth block".
const SPACE: char = '▁';

/// The kind of piece that text is cut into; other kinds are controls.
const NORMAL: u64 = 1;

/// A SentencePiece model, borrowed from the bytes of its file.
#[derive(Debug)]
pub(super) struct SentencePiece<'a> {
    charsmap: CharsMap<'a>,
    unigram: Unigram<'a>,
    size: usize,
}

#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a [u8],
    score: f32,
    kind: u64,
}

impl<'a> SentencePiece<'a> {
    /// Reads a model file.
    pub fn read(model: &'a [u8]) -> Result<Self, ModelError> {
        let mut pieces = Vec::new();
        let mut charsmap = None;
        let mut fields = Fields::new(model);
        for field in fields.by_ref() {
            match field {
                (1, Value::Bytes(message)) => pieces.push(read_piece(message)?),
                (3, Value::Bytes(message)) => charsmap = read_charsmap(message),
                _ => {}
            }
        }
        if !fields.rest.is_empty() {
            return Err(ModelError::SentencePiece("malformed field"));
        }
        Ok(Self {
            charsmap: charsmap.ok_or(ModelError::SentencePiece("no character replacements"))?,
            size: pieces.len(),
            unigram: unigram(&pieces),
        })
    }

    /// Number of pieces.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The ids of a text's pieces; characters of no piece have the id of the unknown.
    pub fn ids(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::with_capacity(text.len() / 4);
        let normal = self.normalized(text);
        let mut rest = normal.as_str();
        while let Some(first) = rest.chars().next() {
            let after = first.len_utf8();
            let length = rest[after..].find(SPACE).map_or(rest.len(), |next| after + next);
            self.unigram.segment(&rest[..length], &mut ids);
            rest = &rest[length..];
        }
        ids
    }

    /// Natural logarithm of the text's probability as a sequence of pieces drawn one by one.
    pub fn log_probability(&self, text: &str) -> f64 {
        self.ids(text).iter().map(|&id| f64::from(self.unigram.score(id))).sum()
    }

    /// The text with characters replaced, and a `▁` before each word in place of spaces.
    fn normalized(&self, text: &str) -> String {
        let mut normal = String::with_capacity(text.len() + text.len() / 4);
        let mut after_space = true;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let alone = first.len_utf8();
            let as_it_is = (&rest[..alone], alone);
            let (plain, length) = self.charsmap.replacement(rest).unwrap_or(as_it_is);
            for character in plain.chars() {
                if after_space && character != ' ' {
                    normal.push(SPACE);
                }
                if character != ' ' {
                    normal.push(character);
                }
                after_space = character == ' ';
            }
            rest = &rest[length..];
        }
        normal
    }
}

fn unigram<'a>(pieces: &[Piece<'a>]) -> Unigram<'a> {
    let normal = pieces.iter().zip(0u32..).filter(|(piece, _)| piece.kind == NORMAL);
    Unigram::new(
        normal.map(|(piece, id)| (piece.text, id)).collect(),
        pieces.iter().map(|piece| piece.score).collect(),
    )
}

fn read_piece(message: &[u8]) -> Result<Piece<'_>, ModelError> {
    let mut piece = Piece { text: b"", score: 0.0, kind: NORMAL };
    let mut fields = Fields::new(message);
    for field in fields.by_ref() {
        match field {
            (1, Value::Bytes(text)) => piece.text = text,
            (2, Value::Fixed32(bytes)) => piece.score = f32::from_le_bytes(bytes),
            (3, Value::Varint(kind)) => piece.kind = kind,
            _ => {}
        }
    }
    if fields.rest.is_empty() {
        Ok(piece)
    } else {
        Err(ModelError::SentencePiece("malformed piece"))
    }
}

fn read_charsmap(normalizer: &[u8]) -> Option<CharsMap<'_>> {
    Fields::new(normalizer).find_map(|field| match field {
        (2, Value::Bytes(compiled)) => CharsMap::read(compiled),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::ModelError;
    use super::SentencePiece;

    /// A double array of one empty cell and no strings: replaces nothing.
    const NORMALIZER: &[u8] = &[0x1a, 10, 0x12, 8, 4, 0, 0, 0, 0, 0, 0, 0];

    /// A piece of one letter, of log-probability -1.
    fn piece(letter: u8) -> Vec<u8> {
        vec![0x0a, 8, 0x0a, 1, letter, 0x15, 0, 0, 0x80, 0xbf]
    }

    #[test]
    fn pieces_are_numbered_in_order_and_spaces_fold() {
        let bytes = [&piece(b'a'), &piece(b'b'), NORMALIZER].concat();
        let model = SentencePiece::read(&bytes).unwrap();
        assert_eq!(model.size(), 2);
        assert_eq!(model.normalized("  a  b c "), "▁a▁b▁c");
        assert_eq!(model.ids("b"), [0, 1]);
    }

    #[test]
    fn cut_files_and_files_without_replacements_are_errors() {
        let whole = [&piece(b'a'), NORMALIZER].concat();
        for length in 0..whole.len() {
            assert!(SentencePiece::read(&whole[..length]).is_err(), "cut at {length}");
        }
        let error = SentencePiece::read(&piece(b'a')).unwrap_err();
        assert_eq!(error, ModelError::SentencePiece("no character replacements"));
    }
}
