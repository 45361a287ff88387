//! Mends what was meant to be JSON: commas before a bracket, missing values, comments, quotes that
//! were not escaped, single quotes. These are the faults that pages make; nothing else is changed,
//! and what still cannot be parsed is left to whoever asked.
//!
//! A quote inside a string is told from its end by what follows: an end is followed by a bracket,
//! a colon, or a comma before another value. A sentence that looks just so is cut there.

/// A script with its faults mended as far as they can be told.
pub(super) fn mended(script: &str) -> String {
    let mut mending = Mending { rest: script, mended: String::with_capacity(script.len() + 16) };
    while let Some(character) = mending.rest.chars().next() {
        match character {
            '"' => mending.string('"'),
            '\'' => mending.string('\''),
            '/' if mending.rest.starts_with("//") => mending.skip_to("\n"),
            '/' if mending.rest.starts_with("/*") => mending.skip_to("*/"),
            ',' | '}' | ']' => mending.end_value(character),
            _ => mending.keep(character),
        }
    }
    mending.mended
}

struct Mending<'a> {
    rest: &'a str,
    mended: String,
}

impl Mending<'_> {
    fn keep(&mut self, character: char) {
        self.mended.push(if character.is_control() { ' ' } else { character });
        self.rest = &self.rest[character.len_utf8()..];
    }

    fn skip_to(&mut self, end: &str) {
        self.rest = self.rest.find(end).map_or("", |at| &self.rest[at + end.len()..]);
    }

    /// A comma or closing bracket, with what stands before it made a whole value.
    fn end_value(&mut self, character: char) {
        let kept = self.mended.trim_end().len();
        match self.mended[..kept].chars().next_back() {
            Some(',') => self.mended.truncate(kept - 1),
            Some(':') => self.mended.push_str("null"),
            // The comma behind an opening bracket goes with what should have stood before it.
            Some('{' | '[') if character == ',' => {
                self.rest = &self.rest[1..];
                return;
            }
            _ => {}
        }
        self.keep(character);
    }

    /// A string in `quote`s, written in double ones with those inside escaped.
    fn string(&mut self, quote: char) {
        self.mended.push('"');
        self.rest = &self.rest[1..];
        while let Some(character) = self.rest.chars().next() {
            let behind = &self.rest[character.len_utf8()..];
            match character {
                '\\' => self.escape(),
                _ if character == quote && ends_value(behind) => break,
                '"' => {
                    self.mended.push('\\');
                    self.keep(character);
                }
                _ => self.keep(character),
            }
        }
        self.mended.push('"');
        self.rest = self.rest.strip_prefix(quote).unwrap_or_default();
    }

    /// An escape as it stands, but for those that JSON does not know.
    fn escape(&mut self) {
        let behind = &self.rest[1..];
        match behind.chars().next() {
            Some(escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                self.keep('\\');
                self.keep(escaped);
            }
            _ => self.rest = behind,
        }
    }
}

/// True where what stands behind a quote lets it be the end of a string.
fn ends_value(behind: &str) -> bool {
    let behind = behind.trim_start();
    let Some(after_comma) = behind.strip_prefix(',') else {
        return behind.is_empty()
            || behind.starts_with(['}', ']', ':'])
            || behind.starts_with("//");
    };
    let next = after_comma.trim_start().chars().next();
    next.is_none_or(|next| "\"'{[}],/-".contains(next) || next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn check(script: &str, expected: &str) {
        let told: Value = serde_json::from_str(&mended(script)).unwrap();
        let expected: Value = serde_json::from_str(expected).unwrap();
        assert_eq!(told, expected, "{script}");
    }

    #[test]
    fn what_is_whole_stays() {
        let whole = "{\"a\": [1, \"x, y\", {\"b\": \"\\\"q\\\" \\u00e9 // ]\"}], \"c\": null}";
        check(whole, whole);
    }

    #[test]
    fn commas_and_missing_values() {
        check("{\"a\": [1, 2,], }", "{\"a\": [1, 2]}");
        check("{\"a\": , \"b\": }", "{\"a\": null, \"b\": null}");
        check("[, 1]", "[1]");
    }

    #[test]
    fn comments_go() {
        check(
            "{\"a\": 1, // \"b\": 2\n /* x */ \"c\": \"http://x\"}",
            "{\"a\": 1, \"c\": \"http://x\"}",
        );
    }

    #[test]
    fn quotes_are_escaped() {
        check(
            "{\"a\": \"the \"big\" one\", \"b\": 1}",
            "{\"a\": \"the \\\"big\\\" one\", \"b\": 1}",
        );
        check(
            "{\"a\": \"in ‘Rain\", a film\", \"b\": 1}",
            "{\"a\": \"in ‘Rain\\\", a film\", \"b\": 1}",
        );
        check("{\"a\": 'it's \"so\"', \"b\": 1}", "{\"a\": \"it's \\\"so\\\"\", \"b\": 1}");
        check("{\"a\": \"it\\'s\n\"}", "{\"a\": \"it's \"}");
    }
}
