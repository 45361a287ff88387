//! Which tokens stand between quotation marks.
//!
//! Only as exact as telling quoted words from the reporting around them needs: marks are paired
//! within a paragraph, single ones only where they cannot be apostrophes. Speech is found
//! properly by the quote room, which needs the tree, which needs this.

use super::Reading;

/// For each token of a reading: whether it stands inside a quotation.
pub fn find_quoted(reading: &Reading) -> Vec<bool> {
    let mut quoted = vec![false; reading.tokens.len()];
    let mut open: Option<(usize, char)> = None;
    for token in 0..reading.tokens.len() {
        let text = reading.token_text(token);
        if text.contains('\n') {
            open = None;
            continue;
        }
        let mark = text.chars().next().unwrap_or(' ');
        match open {
            None => open = closing_mark(reading, token, mark).map(|close| (token, close)),
            Some((start, close)) if mark == close && closes(reading, token, mark) => {
                quoted[start + 1..token].fill(true);
                open = None;
            }
            Some(_) => {}
        }
    }
    quoted
}

/// The mark that would end a quotation begun by `mark` at `token`.
fn closing_mark(reading: &Reading, token: usize, mark: char) -> Option<char> {
    Some(match mark {
        '"' => '"',
        '“' | '„' => '”',
        '«' => '»',
        '‘' => '’',
        '\'' if begins_word(reading, token) => '\'',
        '「' => '」',
        _ => return None,
    })
}

fn begins_word(reading: &Reading, token: usize) -> bool {
    let word_before = token.checked_sub(1).is_some_and(|before| reading.tokens[before].is_word());
    let word_after = reading.tokens.get(token + 1).is_some_and(|after| after.is_word());
    word_after && !word_before
}

fn closes(reading: &Reading, token: usize, mark: char) -> bool {
    let word_after = reading.tokens.get(token + 1).is_some_and(|after| after.is_word());
    !matches!(mark, '\'' | '’') || !word_after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let reading = Reading::new(text, "en");
        let quoted = find_quoted(&reading);
        let found: String =
            (0..quoted.len()).filter(|&t| quoted[t]).map(|t| reading.token_text(t)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_each_style_enclose_speech() {
        check("He said: \"It fell.\"", "It fell.");
        check("“It fell,” he said.", "It fell,");
        check("‘We won’t go,’ she said.", "We won’t go,");
        check("« C'est tout », dit-il", " C'est tout ");
    }

    #[test]
    fn an_apostrophe_opens_nothing() {
        check("The boys' coats and the dog's bone", "");
    }

    #[test]
    fn a_mark_never_closed_ends_with_its_paragraph() {
        check("He said \"it fell.\nThe \"end\" came.", "end");
    }
}
