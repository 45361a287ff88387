//! One sentence beside the one that it was made from, word by word.
//!
//! Words that both have in the same order are kept; all others were changed. Of those the ones
//! that carry news are named: numbers, names, negations and hedges, since a "not" that fell out
//! weighs more than a synonym. The lists of negations and hedges are short and hold whole words
//! only; a language without a list has none marked.

use newstem::align::align_words;
use newstem::text::{Token, TokenKind, fold, tokenize};

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// A number.
    Number,
    /// A name.
    Name,
    /// A word that denies.
    Negation,
    /// A word that makes a statement less sure.
    Hedge,
    /// A word that stands in the place of one other.
    Swap,
    /// Any other word.
    Word,
}

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// Its characters.
    pub(crate) text: &'a str,
    /// What is different in it; nothing where both sentences have it.
    pub(crate) change: Option<Change>,
}

const NEGATIONS: [&str; 30] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "didn't",
    "wasn't", "isn't", "won't", "don't", "can't", "couldn't", "wouldn't", "nicht", "kein", "keine",
    "nie", "ne", "pas", "jamais", "aucun", "aucune", "nunca", "jamás", "non", "mai",
];
const HEDGES: [&str; 30] = [
    "allegedly",
    "apparently",
    "reportedly",
    "may",
    "might",
    "could",
    "perhaps",
    "possibly",
    "probably",
    "likely",
    "about",
    "around",
    "roughly",
    "nearly",
    "almost",
    "some",
    "suspected",
    "alleged",
    "appears",
    "seems",
    "suggests",
    "vermutlich",
    "angeblich",
    "offenbar",
    "peut-être",
    "environ",
    "selon",
    "quizás",
    "presuntamente",
    "forse",
];

/// The pieces of a sentence and of the one that it was made from.
pub(crate) fn compare<'a>(own: &'a str, theirs: &'a str) -> (Vec<Piece<'a>>, Vec<Piece<'a>>) {
    let (own, theirs) = (Words::of(own), Words::of(theirs));
    let alignment = align_words(&own.folded, &theirs.folded);
    let (kept, kept_theirs) = alignment.kept.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    let (swapped, swapped_theirs) = alignment.swapped.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
    (own.pieces(&kept, &swapped), theirs.pieces(&kept_theirs, &swapped_theirs))
}

/// A sentence that cannot be compared word by word.
pub(crate) fn whole(text: &str) -> Vec<Piece<'_>> {
    vec![Piece { text, change: None }]
}

/// Whether two sentences have the same words in the same order.
pub(crate) fn is_same(own: &str, theirs: &str) -> bool {
    own == theirs || Words::of(own).folded == Words::of(theirs).folded
}

/// The words of a sentence.
struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    folded: Vec<String>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut tokens = tokenize(text);
        tokens.retain(Token::is_word);
        let folded = tokens.iter().map(|token| fold(&text[token.start..token.end])).collect();
        Self { text, tokens, folded }
    }

    /// Both lists are in order.
    fn pieces(&self, kept: &[usize], swapped: &[usize]) -> Vec<Piece<'a>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut written = 0;
        for (index, token) in self.tokens.iter().enumerate() {
            let change = match kept.binary_search(&index) {
                Ok(_) => None,
                Err(_) => Some(self.change(index, swapped.binary_search(&index).is_ok())),
            };
            if change.is_some() {
                self.push(&mut pieces, written, token.start, None);
                self.push(&mut pieces, token.start, token.end, change);
                written = token.end;
            }
        }
        self.push(&mut pieces, written, self.text.len(), None);
        self.joined(pieces)
    }

    fn push(&self, pieces: &mut Vec<Piece<'a>>, start: usize, end: usize, change: Option<Change>) {
        if start < end {
            pieces.push(Piece { text: &self.text[start..end], change });
        }
    }

    /// Pieces of one change with nothing but white space between are one.
    fn joined(&self, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
        let mut joined: Vec<Piece> = Vec::new();
        let mut written = 0;
        for piece in pieces {
            let end = written + piece.text.len();
            match joined.as_mut_slice() {
                [.., before, space]
                    if before.change == piece.change && space.text.trim().is_empty() =>
                {
                    let start = written - space.text.len() - before.text.len();
                    before.text = &self.text[start..end];
                    joined.pop();
                }
                _ => joined.push(piece),
            }
            written = end;
        }
        joined
    }

    fn change(&self, index: usize, is_swapped: bool) -> Change {
        let folded = self.folded[index].as_str();
        match self.tokens[index].kind {
            TokenKind::Number => Change::Number,
            _ if NEGATIONS.contains(&folded) => Change::Negation,
            _ if HEDGES.contains(&folded) => Change::Hedge,
            _ if self.is_name(index) => Change::Name,
            _ if is_swapped => Change::Swap,
            _ => Change::Word,
        }
    }

    /// A capital that opens no sentence. German writes every noun so, which is no harm: a noun that
    /// was changed is told as a name.
    fn is_name(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let is_capital = self.text[token.start..token.end].starts_with(char::is_uppercase);
        index > 0 && is_capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces that changed come out in brackets with the first letter of what they are.
    fn check(own: &str, theirs: &str, expected: [&str; 2]) {
        let shown = |pieces: Vec<Piece>| -> String {
            let shown = pieces.iter().map(|piece| match piece.change {
                None => piece.text.to_owned(),
                Some(change) => format!("[{}:{}]", &format!("{change:?}")[..2], piece.text),
            });
            shown.collect()
        };
        let (own, theirs) = compare(own, theirs);
        assert_eq!([shown(own), shown(theirs)], expected);
    }

    #[test]
    fn what_differs_is_named_by_its_weight() {
        check(
            "The crash hurt 40 people.",
            "The crash injured 14 people.",
            ["The crash [Sw:hurt] [Nu:40] people.", "The crash [Sw:injured] [Nu:14] people."],
        );
        check(
            "It was Anna Krall, not Bob.",
            "It may be Bob, not Anna Krall.",
            [
                "It [Wo:was] Anna Krall, [Ne:not] [Na:Bob].",
                "It [He:may] [Wo:be] [Na:Bob], [Ne:not] Anna Krall.",
            ],
        );
    }

    #[test]
    fn pieces_put_together_are_the_sentence() {
        let (own, theirs) = compare("«Ça», dit-il !", "Non.");
        let joined = |pieces: Vec<Piece>| pieces.iter().map(|p| p.text).collect::<String>();
        assert_eq!([joined(own), joined(theirs)], ["«Ça», dit-il !", "Non."]);
    }

    #[test]
    fn house_style_is_no_difference() {
        assert!(is_same("“It’s done”, he said.", "\"It's done,\" he said"));
        assert!(!is_same("He said so.", "He did not say so."));
    }
}
