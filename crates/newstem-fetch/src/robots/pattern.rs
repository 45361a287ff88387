//! Patterns of paths: `*` stands for any characters, `$` at the end for the end.
//!
//! A pattern is cut at its stars once; each piece is then looked for behind the one before, the
//! first place being as good as any, so that matching takes one pass however many stars there are.
//! Rejected: regular expressions, which cost memory for each rule of each site.

use serde::{Deserialize, Serialize};

/// A pattern, ready to be matched. Kept as the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(super) struct Pattern {
    text: String,
    /// What stands before, between and behind the stars; never empty.
    pieces: Vec<String>,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The path may go on.
    Open,
    /// The path ends where the pattern does.
    Closed,
}

impl Pattern {
    pub(super) fn parse(text: &str) -> Self {
        let (inner, end) = match text.strip_suffix('$') {
            Some(inner) => (inner, End::Closed),
            None => (text, End::Open),
        };
        let pieces = inner.split('*').map(normalised).collect();
        Self { text: text.to_owned(), pieces, end }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The length that decides which pattern wins, in bytes.
    pub(super) fn len(&self) -> usize {
        let stars = self.pieces.len() - 1;
        let end = usize::from(self.end == End::Closed);
        self.pieces.iter().map(String::len).sum::<usize>() + stars + end
    }

    /// Whether a normalised path matches.
    pub(super) fn matches(&self, path: &str) -> bool {
        let Some((first, rest)) = self.pieces.split_first() else { return false };
        let Some(mut left) = path.strip_prefix(first.as_str()) else { return false };
        let Some((last, between)) = rest.split_last() else { return self.is_over(left) };
        for piece in between {
            let Some((_, behind)) = left.split_once(piece.as_str()) else { return false };
            left = behind;
        }
        match self.end {
            End::Open => left.contains(last.as_str()),
            End::Closed => left.ends_with(last.as_str()),
        }
    }

    fn is_over(&self, left: &str) -> bool {
        self.end == End::Open || left.is_empty()
    }
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

/// One spelling for each path: what needs no escape has none, all else has one in capitals, a `%` that
/// begins none too. A fragment is left out.
pub(super) fn normalised(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default().as_bytes();
    let mut plain = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(byte) = path.get(at) {
        let escaped = escaped_byte(&path[at..]);
        at += if escaped.is_some() { 3 } else { 1 };
        match escaped {
            Some(meant) if is_unreserved(meant) => plain.push(char::from(meant)),
            Some(meant) => plain.push_str(&format!("%{meant:02X}")),
            None if byte.is_ascii_graphic() && !matches!(byte, b'*' | b'$' | b'%') => {
                plain.push(char::from(*byte));
            }
            None => plain.push_str(&format!("%{byte:02X}")),
        }
    }
    plain
}

/// The byte that an escape at the start of `text` stands for.
fn escaped_byte(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |letter: &u8| char::from(*letter).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(pattern: &str, path: &str, expected: bool) {
        let found = Pattern::parse(pattern).matches(&normalised(path));
        assert_eq!(found, expected, "{pattern} on {path}");
    }

    #[test]
    fn stars_and_ends_match() {
        check("/", "/", true);
        check("/fish", "/fishheads", true);
        check("/fish", "/Fish", false);
        check("/fish*", "/fish", true);
        check("/*.php", "/a/b.php?c", true);
        check("/*.php", "/windows.PHP", false);
        check("/*.php$", "/a.php", true);
        check("/*.php$", "/a.php?b", false);
        check("/*.php$", "/a.php.php", true);
        check("/fish*.php", "/fishheads/catfish.php?a", true);
        check("/fish*.php", "/Fish.php", false);
        check("/a*b*c", "/axxbxxc", true);
        check("/a*b*c", "/acb", false);
        check("*a$", "/ba", true);
        check("*", "/", true);
        check("$", "/", false);
        check("/a$", "/a", true);
        check("/a$", "/ab", false);
        check("/ab*b$", "/ab", false);
    }

    #[test]
    fn one_path_has_one_spelling() {
        check("/a%3cd", "/a%3Cd", true);
        check("/a%7Ed", "/a~d", true);
        check("/%61", "/a", true);
        check("/a%2Fb", "/a/b", false);
        check("/ツ", "/%E3%83%84", true);
        check("/a%2A", "/a*", true);
        check("/a%2A", "/ab", false);
        check("/a$b", "/a$b", true);
        check("/a%24", "/a$", true);
        check("/a%zz", "/a%zz", true);
        check("/a%2", "/a%2", true);
        check("/a%2", "/a%252", true);
        assert_eq!(normalised("/%%61A"), "/%25aA");
    }

    /// What matching means, one character after the other.
    fn matches_slowly(pattern: &[u8], path: &[u8]) -> bool {
        match (pattern, path) {
            ([], _) | ([b'$'], []) => true,
            ([b'*', rest @ ..], _) => {
                (0..=path.len()).any(|skipped| matches_slowly(rest, &path[skipped..]))
            }
            ([one, rest @ ..], [other, left @ ..]) => one == other && matches_slowly(rest, left),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn it_matches_what_the_slow_way_does(pattern in "/[ab*]{0,6}[$]?", path in "/[ab]{0,8}") {
            let expected = matches_slowly(pattern.as_bytes(), path.as_bytes());
            prop_assert_eq!(Pattern::parse(&pattern).matches(&path), expected);
        }

        #[test]
        fn normalising_twice_changes_nothing(path in "[a-z%*$/0-9A-F]{0,12}") {
            let once = normalised(&path);
            // A lone `%` may come before what looks like an escape once that is spelled out.
            prop_assume!(!once.contains("%%"));
            prop_assert_eq!(normalised(&once), once.clone());
        }
    }
}
