//! WordPiece as BERT's uncased models cut text (Devlin et al. 2019; Wu et al. 2016).
//!
//! Text is lower-cased and stripped of accents, split at white space, around punctuation and
//! around Chinese characters; each word is then cut from its front into the longest pieces known.
//! A word that cannot be cut to its end counts as unknown as a whole and is left out.

use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::pieces::PieceIndex;

/// Words longer than this are unknown, as in the reference implementation.
const LONGEST_WORD_CHARACTERS: usize = 100;

/// A vocabulary, split in pieces that begin a word and pieces that go on with one.
#[derive(Debug)]
pub(super) struct WordPiece<'a> {
    beginnings: PieceIndex<'a>,
    continuations: PieceIndex<'a>,
    size: usize,
}

impl<'a> WordPiece<'a> {
    /// Reads a vocabulary of one piece a line, whose id is the number of the line from 0.
    pub fn new(vocabulary: &'a str) -> Self {
        let mut beginnings = Vec::new();
        let mut continuations = Vec::new();
        let mut size = 0;
        for (piece, id) in vocabulary.lines().zip(0u32..) {
            match piece.strip_prefix("##") {
                Some(rest) => continuations.push((rest.as_bytes(), id)),
                None => beginnings.push((piece.as_bytes(), id)),
            }
            size += 1;
        }
        Self {
            beginnings: PieceIndex::new(beginnings),
            continuations: PieceIndex::new(continuations),
            size,
        }
    }

    /// Number of pieces.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The ids of a text's pieces; unknown words leave none.
    pub fn ids(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::with_capacity(text.len() / 4);
        let mut word = String::new();
        for character in text.chars().filter(|&character| !is_control(character)) {
            if character.is_whitespace() {
                self.finish(&mut word, &mut ids);
            } else if character.is_ascii() {
                self.read(character.to_ascii_lowercase(), &mut word, &mut ids);
            } else {
                self.read_beyond_ascii(character, &mut word, &mut ids);
            }
        }
        self.finish(&mut word, &mut ids);
        ids
    }

    fn read_beyond_ascii(&self, character: char, word: &mut String, ids: &mut Vec<u32>) {
        let alone = is_chinese(character);
        if alone {
            self.finish(word, ids);
        }
        decompose_canonical(character, |part| {
            if part.general_category() != GeneralCategory::NonspacingMark {
                for lower in part.to_lowercase() {
                    self.read(lower, word, ids);
                }
            }
        });
        if alone {
            self.finish(word, ids);
        }
    }

    fn read(&self, plain: char, word: &mut String, ids: &mut Vec<u32>) {
        let alone = is_punctuation(plain);
        if alone {
            self.finish(word, ids);
        }
        word.push(plain);
        if alone {
            self.finish(word, ids);
        }
    }

    fn finish(&self, word: &mut String, ids: &mut Vec<u32>) {
        let known = ids.len();
        if self.cut(word, ids).is_none() {
            ids.truncate(known);
        }
        word.clear();
    }

    fn cut(&self, word: &str, ids: &mut Vec<u32>) -> Option<()> {
        if word.chars().nth(LONGEST_WORD_CHARACTERS).is_some() {
            return None;
        }
        let mut index = &self.beginnings;
        let mut rest = word;
        while !rest.is_empty() {
            let (length, id) = index.prefixes(rest).last()?;
            ids.push(id);
            rest = &rest[length..];
            index = &self.continuations;
        }
        Some(())
    }
}

fn is_control(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control() && !character.is_ascii_whitespace();
    }
    character == char::REPLACEMENT_CHARACTER
        || character.general_category_group() == GeneralCategoryGroup::Other
}

fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || !character.is_ascii()
            && character.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_chinese(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::WordPiece;

    const VOCABULARY: &str = "[UNK]\nfire\n##fight\n##er\n,\n火\ncafe\n'\n##s\n$\n5\nfir";

    fn check(text: &str, expected: &[u32]) {
        assert_eq!(WordPiece::new(VOCABULARY).ids(text), expected, "{text}");
    }

    #[test]
    fn the_longest_piece_wins_and_the_rest_continues_it() {
        check("firefighters", &[1, 2, 3, 8]);
        check("fir fire", &[11, 1]);
    }

    #[test]
    fn a_word_with_an_unknown_end_is_unknown_as_a_whole() {
        check("fire firex fire", &[1, 1]);
    }

    #[test]
    fn case_accents_and_controls_do_not_matter() {
        check("CAFÉ cafe\u{301} ca\u{200b}fe\u{0}", &[6, 6, 6]);
    }

    #[test]
    fn punctuation_and_chinese_characters_stand_alone() {
        check("fire,fire火火fire", &[1, 4, 1, 5, 5, 1]);
        check("$5", &[9, 10]);
    }

    #[test]
    fn very_long_words_are_unknown() {
        check(&format!("fire{}", "er".repeat(48)), &[&[1][..], &[3; 48]].concat());
        check(&format!("fire{}", "er".repeat(49)), &[]);
    }
}
