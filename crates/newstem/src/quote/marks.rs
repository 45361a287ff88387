//! Quotation marks of all styles become spans of tokens.
//!
//! One paragraph at a time, left to right, outermost marks only: what is quoted inside a quotation
//! is part of it. An apostrophe inside a word never reaches this file, since the tokenisation
//! keeps it in its word; a lone one is told from a closing mark by what stands around it.
//! Double marks that lack a partner are repaired within their paragraph; single ones are not,
//! because a stray one is far more often an apostrophe. Rejected: a regular expression for each
//! style, which cannot see that the next mark opens again and the last one was never closed.

use std::ops::Range;

use crate::text::{Reading, TokenKind};

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The tokens between the marks, without white space at the ends.
    pub tokens: Range<usize>,
    /// From the opening mark to just past the closing one.
    pub outer: Range<usize>,
    /// The quotation goes on in the next paragraph.
    pub runs_on: bool,
}

/// Finds the quotations of a text, in order.
pub(super) fn marked_spans(reading: &Reading) -> Vec<Span> {
    let paragraphs = paragraphs(reading);
    let mut spans = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(index + 1).map(|next| next.start);
        let line = Line { reading, tokens: paragraph.clone(), next };
        spans.extend(line.spans());
    }
    spans
}

/// Token ranges of the non-empty lines.
fn paragraphs(reading: &Reading) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for index in 0..reading.tokens.len() {
        let breaks = reading.tokens[index].kind == TokenKind::Space
            && reading.token_text(index).contains('\n');
        if breaks {
            lines.push(start..index);
            start = index + 1;
        }
    }
    lines.push(start..reading.tokens.len());
    lines.retain(|line| !line.is_empty());
    lines
}

struct Line<'a> {
    reading: &'a Reading,
    tokens: Range<usize>,
    /// First token of the next line.
    next: Option<usize>,
}

/// Where a quotation that was opened ends.
enum End {
    /// At a closing mark.
    Mark(usize),
    /// Before a token, for want of a mark.
    Repaired(usize),
    /// It was no quotation.
    Never,
}

impl Line<'_> {
    fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut token = self.tokens.start;
        while token < self.tokens.end {
            let Some(mark) = self.mark(token) else {
                token += 1;
                continue;
            };
            if spans.is_empty() && self.is_stray_closer(token, mark) {
                spans.extend(self.span(self.tokens.start, self.tokens.start, token, token + 1));
            }
            let span = self.opened_at(token, mark);
            token = span.as_ref().map_or(token + 1, |span| span.outer.end.max(token + 1));
            spans.extend(span);
        }
        spans
    }

    fn opened_at(&self, token: usize, mark: char) -> Option<Span> {
        let closers = closers_of(mark)?;
        if !self.opens(token, mark) {
            return None;
        }
        let end = if is_single(mark) {
            self.single_end(token, closers)
        } else {
            self.double_end(token, mark, closers)
        };
        match end {
            End::Mark(close) => self.span(token, self.past(token), close, self.past(close)),
            End::Repaired(before) => self.span(token, self.past(token), before, before),
            End::Never => None,
        }
    }

    fn span(&self, open: usize, first: usize, last: usize, outer: usize) -> Option<Span> {
        let space = |&token: &usize| self.reading.tokens[token].kind == TokenKind::Space;
        let lead = (first..last).take_while(space).count();
        let tail = (first..last).rev().take_while(space).count();
        let tokens = (first + lead)..last.saturating_sub(tail).max(first + lead);
        let spoken = tokens.clone().any(|token| self.reading.tokens[token].is_word());
        let runs_on = outer == last && last == self.tokens.end && self.next_opens_with(open);
        spoken.then_some(Span { tokens, outer: open..outer, runs_on })
    }

    fn next_opens_with(&self, open: usize) -> bool {
        self.next
            .is_some_and(|next| self.mark(next).is_some() && self.mark(next) == self.mark(open))
    }

    /// The character of a token that is a mark.
    fn mark(&self, token: usize) -> Option<char> {
        let kind = self.reading.tokens.get(token)?.kind;
        let character = self.reading.token_text(token).chars().next()?;
        let character = if self.is_doubled(token) { '"' } else { character };
        (kind == TokenKind::Mark).then_some(character)
    }

    /// The first of two straight single marks in a row, which stand for a double one.
    fn is_doubled(&self, token: usize) -> bool {
        let single = |token: usize| {
            let text = self.reading.tokens.get(token).map(|_| self.reading.token_text(token));
            text == Some("'")
        };
        single(token) && single(token + 1) && !(token > 0 && single(token - 1))
    }

    /// Just past the mark at `token`, which may be doubled.
    fn past(&self, token: usize) -> usize {
        token + 1 + usize::from(self.is_doubled(token))
    }

    fn opens(&self, token: usize, mark: char) -> bool {
        match mark {
            '“' | '„' | '«' | '「' | '『' | '‹' => true,
            '‘' | '‚' => self.starts_a_word(token) || self.free_before(token),
            '”' | '»' | '›' | '"' => self.starts_a_word(token),
            _ => self.starts_a_word(token) && !self.is_elision(token),
        }
    }

    fn starts_a_word(&self, token: usize) -> bool {
        let next = self.past(token);
        self.free_before(token) && next < self.tokens.end && !self.is_space(next)
    }

    fn free_before(&self, token: usize) -> bool {
        if token == self.tokens.start || self.is_space(token - 1) {
            return true;
        }
        matches!(
            self.mark(token - 1),
            Some('(' | '[' | '—' | '–' | '-' | '“' | '"' | '‘' | '«' | '„' | '/' | ':')
        )
    }

    fn free_after(&self, token: usize) -> bool {
        let next = self.past(token);
        next >= self.tokens.end || !self.reading.tokens[next].is_word()
    }

    fn is_space(&self, token: usize) -> bool {
        self.reading.tokens[token].kind == TokenKind::Space
    }

    /// `'90s`, `'em`: an apostrophe for letters left out.
    fn is_elision(&self, token: usize) -> bool {
        const ELIDED: &[&str] = &["em", "til", "tis", "twas", "cause", "n", "s", "t"];
        let next = self.reading.folded.get(token + 1).map_or("", String::as_str);
        next.starts_with(|first: char| first.is_ascii_digit()) || ELIDED.contains(&next)
    }

    fn is_stray_closer(&self, token: usize, mark: char) -> bool {
        let before = self.tokens.start..token;
        let words = before.filter(|&t| self.reading.tokens[t].is_word()).count();
        words > 2
            && matches!(mark, '”' | '»')
            && !self.free_before(token)
            && self.free_after(token)
            && self.mark_before_is_punctuation(token)
    }

    fn mark_before_is_punctuation(&self, token: usize) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.mark(before));
        matches!(before, Some('.' | ',' | '!' | '?' | '…'))
    }

    fn double_end(&self, open: usize, mark: char, closers: &[char]) -> End {
        let mut depth = 0_usize;
        for token in self.past(open)..self.tokens.end {
            let Some(here) = self.mark(token) else {
                continue;
            };
            if closers.contains(&here) && !(here == '"' && self.reopens(token)) {
                if depth == 0 {
                    return End::Mark(token);
                }
                depth -= 1;
            } else if here == mark && self.closes_by_mistake(token) {
                return End::Mark(token);
            } else if here == mark && mark == '«' {
                depth += 1;
            } else if here == mark {
                return self.repaired(open, token);
            }
        }
        self.repaired(open, self.tokens.end)
    }

    /// An opening mark where only a closing one can stand: `“It fell,“ he said`.
    fn closes_by_mistake(&self, token: usize) -> bool {
        self.mark(token) == Some('“')
            && self.mark_before_is_punctuation(token)
            && (token + 1 >= self.tokens.end || self.is_space(token + 1))
    }

    /// A straight mark that can only open: space before it, a word after it.
    fn reopens(&self, token: usize) -> bool {
        self.is_space(token - 1) && !self.free_after(token)
    }

    /// A quotation without its closing mark: to the end of the paragraph, or, where another one
    /// opens first, to the last stop before that.
    fn repaired(&self, open: usize, before: usize) -> End {
        if before == self.tokens.end {
            return End::Repaired(before);
        }
        let stop = |&token: &usize| matches!(self.mark(token), Some('.' | ',' | '!' | '?'));
        match (open + 1..before).rev().find(stop) {
            Some(stop) => End::Repaired(stop + 1),
            None => End::Never,
        }
    }

    fn single_end(&self, open: usize, closers: &[char]) -> End {
        let closes = |&token: &usize| self.closes_single(token, closers);
        let limit = self.next_single_opener(open);
        let candidates: Vec<usize> = (open + 1..limit).filter(closes).collect();
        let punctuated = |token: &&usize| {
            self.mark_before_is_punctuation(**token) || self.followed_by_stop(**token)
        };
        let firm = candidates.iter().find(punctuated);
        match firm.or(candidates.first()) {
            Some(&close) => End::Mark(close),
            None if self.next_opens_with(open) => End::Repaired(self.tokens.end),
            None => End::Never,
        }
    }

    fn closes_single(&self, token: usize, closers: &[char]) -> bool {
        self.mark(token).is_some_and(|mark| closers.contains(&mark))
            && !self.is_space(token - 1)
            && self.free_after(token)
    }

    fn followed_by_stop(&self, token: usize) -> bool {
        matches!(self.mark(token + 1), Some('.' | ',' | ';' | ':' | '?' | '!'))
            && token + 1 < self.tokens.end
    }

    fn next_single_opener(&self, open: usize) -> usize {
        let mark = self.mark(open);
        let opens = |&token: &usize| self.mark(token) == mark && self.starts_a_word(token);
        (open + 1..self.tokens.end).find(opens).unwrap_or(self.tokens.end)
    }
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '\'' | '‚' | '’')
}

fn closers_of(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '“' => &['”', '"'],
        '"' => &['"', '”'],
        '”' => &['”'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '›' => &['‹'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' => &['’', '\''],
        '\'' => &['\'', '’'],
        '‚' => &['‘', '’'],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::marked_spans;
    use crate::text::Reading;

    fn check(text: &str, expected: &[&str]) {
        let reading = Reading::new(text, "en");
        let found: Vec<&str> = marked_spans(&reading)
            .iter()
            .map(|span| {
                let first = reading.tokens[span.tokens.start].start;
                &text[first..reading.tokens[span.tokens.end - 1].end]
            })
            .collect();
        assert_eq!(found, expected, "in {text}");
    }

    #[test]
    fn every_style_of_marks() {
        check("\"It fell,\" he said.", &["It fell,"]);
        check("“It fell,” he said.", &["It fell,"]);
        check("« Elle tombe », dit-il.", &["Elle tombe"]);
        check("„Es fiel“, sagte er.", &["Es fiel"]);
        check("»Es fiel«, sagte er.", &["Es fiel"]);
        check("「落ちた」と彼。", &["落ちた"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check(
            "‘We won’t mend the Truss brothers’ roof,’ he said. It’s theirs.",
            &["We won’t mend the Truss brothers’ roof,"],
        );
        check("The members' library and the dogs' home", &[]);
        check("It was 'like a sewing machine' in the '90s", &["like a sewing machine"]);
    }

    #[test]
    fn a_quotation_inside_another_is_part_of_it() {
        check("“She said ‘no’ twice,” he said.", &["She said ‘no’ twice,"]);
        check("‘She said “no” twice,’ he said.", &["She said “no” twice,"]);
    }

    #[test]
    fn a_quotation_over_paragraphs_opens_in_each() {
        check("“One.\n“Two.” He left.", &["One.", "Two."]);
    }

    #[test]
    fn missing_marks_are_repaired_within_the_paragraph() {
        check("“It fell, he said. “It broke.”", &["It fell, he said.", "It broke."]);
        check("It fell on us,” he said.", &["It fell on us,"]);
        check("“It fell,“ he said.", &["It fell,"]);
        check("''It fell,'' he said.", &["It fell,"]);
        check("He said: \"It fell.\nNobody ran.", &["It fell."]);
    }
}
