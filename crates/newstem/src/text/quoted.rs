//! Which tokens stand between quotation marks.
//!
//! Only as exact as telling quoted words from the reporting around them needs: marks are paired
//! within a paragraph, single ones only where they cannot be apostrophes, and a mark inside
//! another pair's is part of what is quoted. A paragraph that leaves its quotation open is quoted
//! to its end where the next one opens with the same mark, as speech of several paragraphs is
//! printed. Speech is found properly by the quote room, which needs the tree, which needs this.

use super::Reading;

/// For each token of a reading: whether it stands inside a quotation.
pub fn find_quoted(reading: &Reading) -> Vec<bool> {
    let mut quoted = vec![false; reading.tokens.len()];
    let mut open: Option<usize> = None;
    for token in 0..reading.tokens.len() {
        if reading.token_text(token).contains('\n') {
            if let Some(start) = open.filter(|&start| runs_on(reading, start, token + 1)) {
                quoted[start + 1..token].fill(true);
            }
            open = None;
            continue;
        }
        match open {
            None => open = opens(reading, token).then_some(token),
            Some(start) if closes(reading, start, token) => {
                quoted[start + 1..token].fill(true);
                open = None;
            }
            Some(_) => {}
        }
    }
    quoted
}

/// The marks that may end what `mark` begins.
fn closing_marks(mark: char) -> &'static [char] {
    match mark {
        '"' => &['"'],
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '”' => &['”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '‘' => &['’'],
        '\'' => &['\''],
        '「' => &['」'],
        '『' => &['』'],
        _ => &[],
    }
}

fn mark_at(reading: &Reading, token: usize) -> char {
    reading.token_text(token).chars().next().unwrap_or(' ')
}

fn opens(reading: &Reading, token: usize) -> bool {
    match mark_at(reading, token) {
        '\'' | '‘' => begins_word(reading, token) && !is_decade(reading, token + 1),
        // Swedish and Danish, where the mark that closes elsewhere also opens.
        '”' | '»' => begins_word(reading, token),
        mark => !closing_marks(mark).is_empty(),
    }
}

fn begins_word(reading: &Reading, token: usize) -> bool {
    let word_after = reading.tokens.get(token + 1).is_some_and(|after| after.is_word());
    let before = token.checked_sub(1).map(|before| reading.token_text(before));
    let free = before.is_none_or(|text| !text.ends_with(|c: char| c.is_alphanumeric() || ends(c)));
    word_after && free
}

/// Marks after which a word's end is near rather than a quotation's beginning.
fn ends(mark: char) -> bool {
    matches!(mark, '.' | ',' | '!' | '?' | '…')
}

/// `'90s`
fn is_decade(reading: &Reading, token: usize) -> bool {
    let text = reading.token_text(token);
    text.len() == 3 && text.ends_with("0s")
}

fn closes(reading: &Reading, start: usize, token: usize) -> bool {
    let mark = mark_at(reading, token);
    if !closing_marks(mark_at(reading, start)).contains(&mark) {
        return false;
    }
    if !matches!(mark, '\'' | '’') {
        // A straight mark may stand for the curled one at the end of a clause only; elsewhere it
        // begins a quotation inside.
        let mixed = mark == '"' && mark_at(reading, start) == '“';
        return !mixed || reading.token_text(token - 1).ends_with(ends);
    }
    let word_after = reading.tokens.get(token + 1).is_some_and(|after| after.is_word());
    let owner = is_plural_owner(reading, token) && closes_later(reading, start, token);
    !word_after && !owner
}

/// `the boys’ coats`: nothing but an s before the mark and another word after it.
fn is_plural_owner(reading: &Reading, token: usize) -> bool {
    let after = (token + 1..reading.tokens.len()).take(2).map(|next| reading.token_text(next));
    reading.token_text(token - 1).ends_with('s')
        && after.collect::<String>().trim_start_matches(' ').starts_with(char::is_lowercase)
}

/// Whether a mark after a full stop or comma still closes the quotation, before another opens or
/// the paragraph ends.
fn closes_later(reading: &Reading, start: usize, token: usize) -> bool {
    const TOKENS_MAX: usize = 200;
    let opening = mark_at(reading, start);
    let last = reading.tokens.len().min(token + TOKENS_MAX);
    for later in token + 1..last {
        let text = reading.token_text(later);
        if text.contains('\n') || mark_at(reading, later) == opening && opens(reading, later) {
            return false;
        }
        if mark_at(reading, later) == mark_at(reading, token)
            && reading.token_text(later - 1).ends_with(ends)
        {
            return true;
        }
    }
    false
}

/// Whether the paragraph that begins at `next` opens with the mark that this one left open.
fn runs_on(reading: &Reading, start: usize, next: usize) -> bool {
    let mark = mark_at(reading, start);
    next < reading.tokens.len() && mark != '\'' && mark_at(reading, next) == mark
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
        check("„Es brach“, sagte er.", "Es brach");
        check("»Es brach«, sagte er.", "Es brach");
        check("”Det föll”, sade han.", "Det föll");
        check("“It fell,\" he said.", "It fell,");
    }

    #[test]
    fn an_apostrophe_opens_nothing() {
        check("The boys' coats and the dog's bone", "");
        check("In the '90s the boys' coats", "");
        check("The U.S.' plan and the U.N.' plan", "");
    }

    #[test]
    fn an_owner_s_apostrophe_closes_nothing() {
        check("‘The boys’ coats are wet,’ he said.", "The boys’ coats are wet,");
        check("‘The boys’ he called.", "The boys");
    }

    #[test]
    fn a_quotation_inside_another_is_part_of_it() {
        check("“He said ‘run’ and ran,” she said.", "He said ‘run’ and ran,");
        check("‘He said “run” and ran,’ she said.", "He said “run” and ran,");
    }

    #[test]
    fn a_mark_never_closed_ends_with_its_paragraph() {
        check("He said \"it fell.\nThe \"end\" came.", "end");
    }

    #[test]
    fn speech_of_several_paragraphs_is_quoted_throughout() {
        check("“It fell.\n“It broke,” he said.", "It fell.It broke,");
    }
}
