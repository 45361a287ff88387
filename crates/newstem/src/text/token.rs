//! Tokens: words, numbers, white space and marks, which put together are the text again.
//!
//! Word boundaries are those of Unicode (UAX 29) as far as news text needs them: letters and
//! digits hold together, as do an apostrophe between letters (`don't`), a point, comma or colon
//! between digits (`1,400`, `06:52`) and a no-break or thin space between groups of digits. Beyond
//! that standard, single letters with points are one word, last point and all (`U.S.`, `a.m.`),
//! so that the last point is there even where it also ends the sentence; and the elided word of
//! French, Italian and Catalan is one of its own (`l’|incendie`), told by a short list and the
//! vowel after it, because the language is not known here. A capital on both sides is taken for a
//! name and kept (`D'Angelo`, `L'Aquila`, and so `L'État`). A script without spaces (Han, kana,
//! Thai) gives one token a character, which serves shingles and alignment well enough without a
//! dictionary.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits, inner apostrophes, or the points of an abbreviation.
    Word,
    /// Digits, perhaps with inner points, commas, colons or no-break spaces.
    Number,
    /// White space.
    Space,
    /// Anything else: punctuation, symbols; one character a token.
    Mark,
}

/// A stretch of text, as byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset just past its last byte.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// True of words and numbers.
    pub fn is_word(&self) -> bool {
        self.kind.is_word()
    }
}

impl TokenKind {
    /// True of words and numbers.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Number)
    }
}

/// Words that lose their vowel before another word's: French, Italian, Catalan.
const ELIDED: [&str; 22] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "all", "dall", "dell", "nell", "sull",
    "quell", "quest", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu",
];

/// Length in letters of the longest of them.
const LONGEST_ELIDED: usize = 6;

/// Splits a text into tokens that together cover it without gaps.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    tokens.extend(iter_tokens(text));
    tokens
}

/// The same one by one, for whoever needs no list.
pub fn iter_tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let head = text[start..].chars().next()?;
        let (length, kind) = first_token(&text[start..], head);
        let token = Token { start, end: start + length, kind };
        start = token.end;
        Some(token)
    })
}

fn first_token(text: &str, head: char) -> (usize, TokenKind) {
    plain_token(text.as_bytes()).unwrap_or_else(|| any_token(text, head))
}

/// The first token by all rules; `head` is its first character.
pub(crate) fn any_token(text: &str, head: char) -> (usize, TokenKind) {
    if head.is_whitespace() {
        return (run_length(text, char::is_whitespace), TokenKind::Space);
    }
    if !head.is_alphanumeric() {
        return (head.len_utf8(), TokenKind::Mark);
    }
    let length = word_length(text, head);
    let is_number = !text[..length].chars().any(char::is_alphabetic);
    (length, if is_number { TokenKind::Number } else { TokenKind::Word })
}

/// The first token where a look at its bytes settles it, as it does for most of a text: a word of
/// ASCII letters and digits, or a single space, before something that cannot hold on to it.
fn plain_token(text: &[u8]) -> Option<(usize, TokenKind)> {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if length == 0 {
        let is_one_space = text[0] == b' ' && text.get(1).is_some_and(u8::is_ascii_graphic);
        return is_one_space.then_some((1, TokenKind::Space));
    }
    if !ends_plain_word(&text[..length], &text[length..]) {
        return None;
    }
    let is_number = text[..length].iter().all(u8::is_ascii_digit);
    Some((length, if is_number { TokenKind::Number } else { TokenKind::Word }))
}

/// Whether a word of letters and digits surely ends before `rest`: false of most that hold on to
/// something, and of a few that do not.
pub(crate) fn ends_plain_word(word: &[u8], rest: &[u8]) -> bool {
    match *rest {
        [b' ', ..] => true,
        [b'\'', ..] => false,
        [b'.' | b',' | b':', ..] => {
            word.len() > 1 && word.last().is_some_and(u8::is_ascii_alphabetic)
        }
        // Dashes and curled quotation marks, U+2010 to U+201F without the apostrophe.
        [0xe2, 0x80, 0x90..=0x98 | 0x9a..=0x9f, ..] => true,
        [next, ..] => next.is_ascii(),
        [] => true,
    }
}

fn word_length(text: &str, head: char) -> usize {
    if stands_alone(head) {
        let length = head.len_utf8();
        return length + run_length(&text[length..], clings);
    }
    if !head.is_alphabetic() {
        return run_on(text, head);
    }
    abbreviation_length(text).or_else(|| elision_length(text)).unwrap_or_else(|| run_on(text, head))
}

fn run_length(text: &str, belongs: fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

/// The length of a word by the rules that hold in any language.
fn run_on(text: &str, head: char) -> usize {
    let (mut length, mut base) = (0, head);
    while let Some(next) = text[length..].chars().next() {
        if is_letter_or_digit(next) {
            base = next;
        } else if !clings(next) && !links(base, next, text, length) {
            break;
        }
        length += next.len_utf8();
    }
    length
}

/// Whether the mark at `at` holds the word before it, whose last letter is `base`, and the word
/// after it together.
fn links(base: char, mark: char, text: &str, at: usize) -> bool {
    let after = &text[at + mark.len_utf8()..];
    let next = after.chars().next().unwrap_or(' ');
    match mark {
        '\'' | '’' => base.is_alphabetic() && next.is_alphabetic() && !stands_alone(next),
        '.' | ',' | ':' => base.is_ascii_digit() && next.is_ascii_digit(),
        _ if parts_thousands(mark) => ends_in_group(&text[..at]) && leading_digits(after) == 3,
        _ => false,
    }
}

fn parts_thousands(mark: char) -> bool {
    matches!(mark, '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// No number is longer than this in bytes; what is, is a table that lost its columns.
const NUMBER_BYTES_MAX: usize = 32;

/// One to three digits, or groups of digits the last of which is such.
fn ends_in_group(number: &str) -> bool {
    if number.len() > NUMBER_BYTES_MAX {
        return false;
    }
    let group = number.rsplit(parts_thousands).next().unwrap_or_default();
    let digits = number.chars().all(|c| c.is_ascii_digit() || parts_thousands(c));
    digits && (1..=3).contains(&group.len())
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `U.S.`: two or more single letters with points between them; a point after the last belongs
/// to it, and so does a possessive `'s`.
fn abbreviation_length(text: &str) -> Option<usize> {
    let (mut length, mut letters) = (0, 0);
    while let Some(letter) = lone_letter(&text[length..]) {
        letters += 1;
        length += letter;
        if !text[length..].starts_with('.') {
            break;
        }
        length += 1;
    }
    (letters >= 2).then(|| length + possessive_length(&text[length..]))
}

/// The length of a letter that no other letter or digit follows.
fn lone_letter(text: &str) -> Option<usize> {
    let letter = text.chars().next().filter(|&c| c.is_alphabetic() && !stands_alone(c))?;
    let length = letter.len_utf8() + run_length(&text[letter.len_utf8()..], clings);
    let joined = text[length..].chars().next().is_some_and(char::is_alphanumeric);
    (!joined).then_some(length)
}

fn possessive_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("'s").or_else(|| text.strip_prefix("’s")) else {
        return 0;
    };
    let joined = rest.chars().next().is_some_and(char::is_alphanumeric);
    if joined { 0 } else { text.len() - rest.len() }
}

/// `l’incendie`: the length of the elided word with its apostrophe.
fn elision_length(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().take(LONGEST_ELIDED + 1);
    let (at, mark) = letters.find(|(_, character)| !character.is_alphabetic())?;
    if !matches!(mark, '\'' | '’') {
        return None;
    }
    let head = &text[..at];
    let end = at + mark.len_utf8();
    let next = text[end..].chars().next()?;
    let is_name = head.starts_with(char::is_uppercase) && next.is_uppercase();
    let elided = ELIDED.iter().any(|form| form.eq_ignore_ascii_case(head));
    (elided && !is_name && elides_before(next)).then_some(end)
}

/// Vowels of the languages that elide, and their silent h.
fn elides_before(letter: char) -> bool {
    "aeiouyhàáâäæèéêëìíîïòóôöœùúûü".contains(letter.to_lowercase().next().unwrap_or(letter))
}

fn is_letter_or_digit(character: char) -> bool {
    character.is_alphanumeric() && !stands_alone(character)
}

/// Characters that belong to whatever letter they follow: accents, and marks for the printer that
/// show nothing (soft hyphen, joiners, spaces without width).
fn clings(character: char) -> bool {
    if character.is_ascii() {
        return false;
    }
    is_invisible(character) || character.general_category_group() == GeneralCategoryGroup::Mark
}

/// Characters inside a word that a reader does not see.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Characters of scripts that put no spaces between words.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
        && character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokenize(text);
        let words: Vec<&str> =
            tokens.iter().filter(|t| t.is_word()).map(|t| &text[t.start..t.end]).collect();
        assert_eq!(words, expected);
        let whole: String = tokens.iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(whole, text);
    }

    /// All short texts of the characters that matter.
    #[test]
    fn the_quick_look_finds_what_the_full_one_finds() {
        let alphabet =
            ['a', 'B', '1', '\'', '.', ',', ':', ' ', '-', '\n', '’', '“', '–', 'é', '\u{ad}'];
        let mut texts = vec![String::new()];
        for _ in 0..4 {
            let longer = |text: &String| alphabet.map(|letter| format!("{text}{letter}"));
            texts = texts.iter().flat_map(longer).collect();
            for text in &texts {
                let full = any_token(text, text.chars().next().unwrap());
                assert_eq!(plain_token(text.as_bytes()).unwrap_or(full), full, "{text:?}");
            }
        }
    }

    #[test]
    fn words_keep_inner_apostrophes_and_numbers_their_points() {
        check("Don't pay 1,400.50 at 06:52.", &["Don't", "pay", "1,400.50", "at", "06:52"]);
    }

    #[test]
    fn quotation_marks_are_not_part_of_words() {
        check("‘We won’t,’ he said", &["We", "won’t", "he", "said"]);
    }

    #[test]
    fn scripts_without_spaces_give_a_token_a_character() {
        check("東京 news", &["東", "京", "news"]);
    }

    #[test]
    fn a_character_keeps_its_accents_in_scripts_without_spaces() {
        check("か\u{3099}あ", &["か\u{3099}", "あ"]);
        check("น้ำ", &["น้", "ำ"]);
    }

    #[test]
    fn units_stay_with_their_digits() {
        check("46km from A4-3", &["46km", "from", "A4", "3"]);
    }

    #[test]
    fn single_letters_with_points_are_one_word() {
        check("The U.S. at 5 a.m. today", &["The", "U.S.", "at", "5", "a.m.", "today"]);
        check("J.K. Rowling, e.g. U.S.-led", &["J.K.", "Rowling", "e.g.", "U.S.", "led"]);
        check("the U.N.’s plan, the U.K", &["the", "U.N.’s", "plan", "the", "U.K"]);
    }

    #[test]
    fn a_single_letter_or_a_longer_word_is_no_abbreviation() {
        check("J. Smith got an A.", &["J", "Smith", "got", "an", "A"]);
        check("J.Smith at x.com", &["J", "Smith", "at", "x", "com"]);
    }

    #[test]
    fn an_elided_word_stands_by_itself() {
        check("qu’il l'État, d'Artagnan", &["qu’", "il", "l'", "État", "d'", "Artagnan"]);
        check("L’incendie dell’Interno", &["L’", "incendie", "dell’", "Interno"]);
        check("l'e\u{301}te\u{301}", &["l'", "e\u{301}te\u{301}"]);
    }

    #[test]
    fn other_apostrophes_hold_a_word_together() {
        check("O'Neil don't o'clock let's", &["O'Neil", "don't", "o'clock", "let's"]);
        check("D'Angelo aujourd'hui", &["D'Angelo", "aujourd'hui"]);
        check("cafe\u{301}’s", &["cafe\u{301}’s"]);
    }

    #[test]
    fn marks_that_show_nothing_stay_in_their_word() {
        check(
            "inter\u{ad}national zero\u{200b}width",
            &["inter\u{ad}national", "zero\u{200b}width"],
        );
    }

    #[test]
    fn a_no_break_space_parts_thousands() {
        check("1\u{a0}400\u{202f}000 km", &["1\u{a0}400\u{202f}000", "km"]);
        let table = tokenize(&"400\u{a0}".repeat(100_000));
        assert!(table.iter().all(|token| token.end - token.start <= NUMBER_BYTES_MAX + 5));
        check("2026\u{a0}400 5\u{a0}40 5\u{a0}km", &["2026", "400", "5", "40", "5", "km"]);
    }
}
