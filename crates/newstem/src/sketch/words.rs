//! The words of a text as hashes, and the shingles of those.
//!
//! A word is hashed once and not with each of the shingles that hold it, and a word of plain letters
//! is folded while it is hashed, without room of its own. Tokens and folded forms are those of every
//! other room, so a copy in other letters is a copy here too. Rejected: splitting at white space,
//! which is faster and takes a comma for a change of wording.

use super::hash::mix;
use crate::text::{Token, fold, iter_tokens};

/// Number of words in a shingle.
pub const SHINGLE: usize = 5;
/// Odd, so that no bit of a word is lost, and different, so that the order of the words counts: the
/// first digits of the square roots of 2, 3, 5, 7 and 11.
const PLACES: [u64; SHINGLE] = [
    0x6a09_e667_f3bc_c909,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
];

/// The hashes of a text's shingles, in order; none for a text shorter than one.
pub fn shingles(text: &str) -> Vec<u64> {
    words(text).windows(SHINGLE).map(hash_shingle).collect()
}

/// The hashes of a text's folded words.
fn words(text: &str) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(text.len() / 4);
    let words = iter_tokens(text).filter(Token::is_word);
    hashes.extend(words.map(|word| hash_word(&text[word.start..word.end])));
    hashes
}

fn hash_word(word: &str) -> u64 {
    // Of such a word the folded form is its small letters.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return hash_small_letters(word.as_bytes());
    }
    hash_small_letters(fold(word).as_bytes())
}

fn hash_small_letters(word: &[u8]) -> u64 {
    word.chunks(8).fold(0, |hash, chunk| mix(hash ^ packed(chunk)))
}

/// At most eight bytes as one number.
fn packed(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(byte.to_ascii_lowercase()))
}

fn hash_shingle(words: &[u64]) -> u64 {
    let placed = words.iter().zip(PLACES).map(|(word, place)| word.wrapping_mul(place));
    mix(placed.fold(0, u64::wrapping_add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_fold_alike_hash_alike() {
        let check = |left: &str, right: &str, expected: bool| {
            assert_eq!(words(left) == words(right), expected, "{left} and {right}");
        };
        check("The Café’s roof, U.S. 1,400", "the CAFE roof (US) 1400", true);
        check("extraordinarily", "Extraordinarily", true);
        check("extraordinarily", "extraordinarilx", false);
        check("roof", "root", false);
        check("a b", "ab", false);
        check("abcdefgh i", "abcdefghi", false);
    }

    #[test]
    fn the_order_of_words_counts() {
        assert_ne!(shingles("one two three four five"), shingles("two one three four five"));
        assert_eq!(shingles("one two three four five six").len(), 2);
        assert!(shingles("one two three four").is_empty());
    }
}
