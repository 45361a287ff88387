//! The words of a line: parted by spaces, in quotes where they hold spaces or odd bytes. Within
//! quotes `\n`, `\r`, `\t`, `\\`, `\"` and `\xHH` stand for bytes.

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LiteralError {
    /// A quote is opened and not closed.
    #[error("a quote is not closed")]
    Unclosed,
    /// A backslash before something that has no meaning.
    #[error("an escape is none of \\n, \\r, \\t, \\\\, \\\" and \\xHH")]
    Escape,
}

/// The words of `line`, as bytes.
pub fn words(line: &str) -> Result<Vec<Vec<u8>>, LiteralError> {
    let mut words = Vec::new();
    let mut rest = line.trim().as_bytes();
    while !rest.is_empty() {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_ascii_start();
    }
    Ok(words)
}

/// The first word and what follows it. Quoted and bare pieces without a space between are one.
fn word(line: &[u8]) -> Result<(Vec<u8>, &[u8]), LiteralError> {
    let mut word = Vec::new();
    let mut rest = line;
    while let Some((byte, after)) = rest.split_first() {
        match byte {
            b' ' => break,
            b'"' => rest = quoted(after, &mut word)?,
            _ => {
                word.push(*byte);
                rest = after;
            }
        }
    }
    Ok((word, rest))
}

/// Adds what stands before the closing quote to `word` and gives what follows the quote.
fn quoted<'a>(text: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], LiteralError> {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = match byte {
            b'"' => return Ok(after),
            b'\\' => escape(after, word)?,
            _ => {
                word.push(*byte);
                after
            }
        };
    }
    Err(LiteralError::Unclosed)
}

fn escape<'a>(text: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], LiteralError> {
    let (mark, after) = text.split_first().ok_or(LiteralError::Unclosed)?;
    if *mark == b'x' {
        return hexadecimal(after, word);
    }
    word.push(match mark {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'\\' | b'"' => *mark,
        _ => return Err(LiteralError::Escape),
    });
    Ok(after)
}

fn hexadecimal<'a>(text: &'a [u8], word: &mut Vec<u8>) -> Result<&'a [u8], LiteralError> {
    let (digits, after) = text.split_at_checked(2).ok_or(LiteralError::Escape)?;
    let digits = str::from_utf8(digits).map_err(|_| LiteralError::Escape)?;
    word.push(u8::from_str_radix(digits, 16).map_err(|_| LiteralError::Escape)?);
    Ok(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&[u8]]) {
        let expected: Vec<Vec<u8>> = expected.iter().map(|word| word.to_vec()).collect();
        assert_eq!(words(line), Ok(expected), "{line}");
    }

    #[test]
    fn words_are_parted_by_spaces_and_kept_together_by_quotes() {
        check("", &[]);
        check(" repeat 3  \"a b\" ", &[b"repeat", b"3", b"a b"]);
        check("\"a \\\"b\\\"\\n\"=c", &[b"a \"b\"\n=c"]);
        check(r#""\xff\x00\\" """#, &[b"\xff\0\\", b""]);
    }

    #[test]
    fn what_is_no_word_says_why() {
        assert_eq!(words("\"a"), Err(LiteralError::Unclosed));
        assert_eq!(words("\"\\q\""), Err(LiteralError::Escape));
        assert_eq!(words("\"\\x4"), Err(LiteralError::Escape));
    }
}
