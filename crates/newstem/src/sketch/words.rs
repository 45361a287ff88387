//! The words of a text as hashes, and the shingles of those, in one pass that keeps nothing.
//!
//! Tokens and folded forms are those of every other room, so a copy in other letters is a copy here
//! too; but most words are settled by their bytes, eight at a time where they are plain letters and
//! digits, and only the rest is tokenised and folded. A word is hashed once and not with each of the
//! shingles that hold it. Rejected: splitting at white space, which is simpler and takes a comma for
//! a change of wording.

use super::hash::mix;
use crate::text::{any_token, ends_plain_word, fold};

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

/// Hands over the hashes of a text's shingles, in order; none of a text shorter than one.
pub fn each_shingle(text: &str, mut take: impl FnMut(u64)) {
    // Sums of the shingles under way, the one that has fewest words first.
    let mut begun = [0_u64; SHINGLE];
    let mut words = 0;
    each_word(text, |word| {
        for place in (1..SHINGLE).rev() {
            begun[place] = begun[place - 1].wrapping_add(word.wrapping_mul(PLACES[place]));
        }
        begun[0] = word.wrapping_mul(PLACES[0]);
        words += 1;
        if words >= SHINGLE {
            take(mix(begun[SHINGLE - 1]));
        }
    });
}

/// Hands over the hashes of a text's folded words, in order.
fn each_word(text: &str, mut take: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (length, word) = plain_letters(&bytes[at..]);
        let next = at + length;
        if length > 0 && ends_plain_word(&bytes[at..next], &bytes[next..]) {
            take(word);
            at = next + usize::from(bytes.get(next) == Some(&b' '));
        } else if length == 0 && byte.is_ascii() {
            // No word begins with another character of ASCII, nor goes on in it from before.
            at += 1;
        } else if let Some((length, word)) = latin_word(&bytes[at..]) {
            take(word);
            at += length;
        } else {
            let (length, word) = any_word(&text[at..]);
            word.into_iter().for_each(&mut take);
            at += length;
        }
    }
}

/// How many ASCII letters and digits a text begins with, and the hash of a word of them.
#[inline]
fn plain_letters(text: &[u8]) -> (usize, u64) {
    let (mut length, mut hash) = (0, 0);
    loop {
        let next = eight_bytes(&text[length..]);
        let letters = leading_letters(next);
        if letters > 0 {
            // Digits have the bit that makes letters small.
            let small = (next | 0x2020_2020_2020_2020) >> (64 - 8 * letters);
            hash = mix(hash ^ small);
        }
        length += letters;
        if letters < 8 {
            return (length, hash);
        }
    }
}

/// The next eight bytes, the first as the highest; zeros after the last.
fn eight_bytes(text: &[u8]) -> u64 {
    if let Some(bytes) = text.first_chunk() {
        return u64::from_be_bytes(*bytes);
    }
    let mut bytes = [0; 8];
    bytes[..text.len()].copy_from_slice(text);
    u64::from_be_bytes(bytes)
}

/// How many of eight bytes, from the highest, are ASCII letters and digits. Adding to all bytes at
/// once carries those from a bound upwards into their highest bits.
fn leading_letters(bytes: u64) -> usize {
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    const EACH: u64 = 0x0101_0101_0101_0101;
    let from = |bytes: u64, first: u8| bytes + EACH * u64::from(0x80 - first);
    let plain = bytes & !HIGHEST;
    let small = plain | 0x2020_2020_2020_2020;
    let digits = from(plain, b'0') & !from(plain, b'9' + 1);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let others = !((digits | letters) & !bytes) & HIGHEST;
    others.leading_zeros() as usize / 8
}

/// For each letter from À to ÿ the one that it folds to; a dash where it is none, or not one.
const BARE: &[u8; 64] = b"aaaaaa-ceeeeiiiidnooooo-ouuuuy--aaaaaa-ceeeeiiiidnooooo-ouuuuy-y";

/// The word that a text begins with where it surely is letters of Western Europe and digits, perhaps
/// with apostrophes inside: its length and its hash.
fn latin_word(text: &[u8]) -> Option<(usize, u64)> {
    let mut letters = Letters::default();
    let (mut length, mut after_letter, mut after_apostrophe) = (0, false, false);
    loop {
        let rest = &text[length..];
        match *rest {
            [letter, ..] if letter.is_ascii_alphanumeric() => {
                letters.push(letter.to_ascii_lowercase());
                after_letter = letter.is_ascii_alphabetic();
                length += 1;
            }
            [0xc3, accented @ 0x80..=0xbf, ..] if BARE[usize::from(accented - 0x80)] != b'-' => {
                letters.push(BARE[usize::from(accented - 0x80)]);
                after_letter = true;
                length += 2;
            }
            _ => {
                let apostrophe = apostrophe_inside(rest);
                if apostrophe == 0 || !after_letter || after_apostrophe {
                    break;
                }
                length += apostrophe;
                if is_possessive(&text[length..]) {
                    length += 1;
                    break;
                }
                letters.push(b'\'');
                after_apostrophe = true;
            }
        }
    }
    let (word, rest) = text.split_at(length);
    (length > 0 && ends_plain_word(word, rest)).then(|| (length, letters.hash()))
}

/// The length of an apostrophe that surely holds the letters around it together: no language leaves a
/// vowel out before the consonant that follows it.
fn apostrophe_inside(text: &[u8]) -> usize {
    let (length, next) = match *text {
        [b'\'', next, ..] => (1, next.to_ascii_lowercase()),
        [0xe2, 0x80, 0x99, next, ..] => (3, next.to_ascii_lowercase()),
        _ => return 0,
    };
    let is_vowel = matches!(next, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h');
    if next.is_ascii_alphabetic() && !is_vowel { length } else { 0 }
}

/// Whether what stands after an apostrophe is an s and the end of the word.
fn is_possessive(text: &[u8]) -> bool {
    let [b's' | b'S', rest @ ..] = text else { return false };
    !rest.first().is_some_and(u8::is_ascii_alphanumeric) && ends_plain_word(b"'s", rest)
}

/// The first token by all rules: its length and, where it is a word, its hash.
fn any_word(text: &str) -> (usize, Option<u64>) {
    let Some(head) = text.chars().next() else { return (0, None) };
    let (length, kind) = any_token(text, head);
    (length, kind.is_word().then(|| hash_folded(&fold(&text[..length]))))
}

fn hash_folded(word: &str) -> u64 {
    let mut letters = Letters::default();
    word.bytes().for_each(|byte| letters.push(byte));
    letters.hash()
}

/// The bytes of a folded word, hashed eight at a time.
#[derive(Default)]
struct Letters {
    hash: u64,
    packed: u64,
    count: usize,
}

impl Letters {
    fn push(&mut self, byte: u8) {
        self.packed = self.packed << 8 | u64::from(byte);
        self.count += 1;
        if self.count == 8 {
            *self = Self { hash: mix(self.hash ^ self.packed), ..Self::default() };
        }
    }

    fn hash(self) -> u64 {
        if self.count == 0 { self.hash } else { mix(self.hash ^ self.packed) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Token, iter_tokens};

    fn words(text: &str) -> Vec<u64> {
        let mut hashes = Vec::new();
        each_word(text, |word| hashes.push(word));
        hashes
    }

    fn shingles(text: &str) -> Vec<u64> {
        let mut hashes = Vec::new();
        each_shingle(text, |shingle| hashes.push(shingle));
        hashes
    }

    /// The words of the one tokenisation, folded and hashed one by one.
    fn words_read_slowly(text: &str) -> Vec<u64> {
        let words = iter_tokens(text).filter(Token::is_word);
        words.map(|word| hash_folded(&fold(&text[word.start..word.end]))).collect()
    }

    fn check_reads_as_slowly(text: &str) {
        assert_eq!(words(text), words_read_slowly(text), "{text:?}");
    }

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
    fn every_letter_is_read_as_by_all_rules() {
        for letter in '\0'..='\u{2fff}' {
            check_reads_as_slowly(&format!("a{letter}b {letter}. {letter}é 1{letter}234{letter}"));
        }
    }

    proptest! {
        #[test]
        fn a_text_is_read_as_by_all_rules(
            text in "([a-zA-Z0-9]{0,10}|[ .,:'’“”–-]|[À-ÿ]{1,3}|[\\u{a0}\\u{ad}\\u{301}東]|\\PC){0,40}",
        ) {
            check_reads_as_slowly(&text);
        }

        #[test]
        fn shingles_are_made_of_the_words_in_order(text in "([a-d] ){0,12}") {
            let slow = words(&text);
            let slow = slow.windows(SHINGLE).map(|words| {
                let placed = words.iter().zip(PLACES).map(|(word, place)| word.wrapping_mul(place));
                mix(placed.fold(0, u64::wrapping_add))
            });
            prop_assert_eq!(shingles(&text), slow.collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_order_of_words_counts() {
        assert_ne!(shingles("one two three four five"), shingles("two one three four five"));
        assert_eq!(shingles("one two three four five six").len(), 2);
        assert!(shingles("one two three four").is_empty());
    }
}
