//! Tokens: words, numbers, white space and marks, which put together are the text again.
//!
//! Word boundaries are those of Unicode (UAX 29) as far as news text needs them: letters and
//! digits hold together, as do an apostrophe between letters (`don't`) and a point, comma or
//! colon between digits (`1,400`, `06:52`). A script without spaces (Han, kana, Thai) gives one
//! token a character, which serves shingles and alignment well enough without a dictionary.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits or inner apostrophes.
    Word,
    /// Digits, perhaps with inner points, commas or colons.
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
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// Splits a text into tokens that together cover it without gaps.
pub fn tokenize(text: &str) -> Vec<Token> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut tokens = Vec::with_capacity(characters.len() / 3);
    let mut first = 0;
    while first < characters.len() {
        let next = token_end(&characters, first);
        let start = characters[first].0;
        let end = characters.get(next).map_or(text.len(), |&(offset, _)| offset);
        tokens.push(Token { start, end, kind: kind_of(&characters[first..next]) });
        first = next;
    }
    tokens
}

fn token_end(characters: &[(usize, char)], first: usize) -> usize {
    let head = characters[first].1;
    if head.is_whitespace() {
        return run_end(characters, first, char::is_whitespace);
    }
    if stands_alone(head) || !head.is_alphanumeric() {
        return first + 1;
    }
    let mut next = first + 1;
    while next < characters.len() && continues_word(characters, next) {
        next += 1;
    }
    next
}

fn run_end(characters: &[(usize, char)], first: usize, belongs: fn(char) -> bool) -> usize {
    let rest = &characters[first..];
    first + rest.iter().take_while(|&&(_, character)| belongs(character)).count()
}

fn continues_word(characters: &[(usize, char)], index: usize) -> bool {
    let here = characters[index].1;
    if is_word_part(here) {
        return true;
    }
    let before = characters[index - 1].1;
    let Some(&(_, after)) = characters.get(index + 1) else {
        return false;
    };
    match here {
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic() && !stands_alone(after),
        '.' | ',' | ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

fn is_word_part(character: char) -> bool {
    (character.is_alphanumeric() || is_combining(character)) && !stands_alone(character)
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94f}')
}

/// Characters of scripts that put no spaces between words.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
        && character.is_alphanumeric()
}

fn kind_of(characters: &[(usize, char)]) -> TokenKind {
    let head = characters[0].1;
    if head.is_whitespace() {
        return TokenKind::Space;
    }
    if !head.is_alphanumeric() {
        return TokenKind::Mark;
    }
    let numeric = |&(_, character): &(usize, char)| !character.is_alphabetic();
    if characters.iter().all(numeric) { TokenKind::Number } else { TokenKind::Word }
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
    fn units_stay_with_their_digits() {
        check("46km from A4-3", &["46km", "from", "A4", "3"]);
    }
}
