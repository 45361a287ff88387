//! One sentence beside the one that it was made from, word by word.
//!
//! Words that both have in the same order are kept; all others were changed. Of those the ones
//! that carry news are named: numbers, names, negations and hedges, since a "not" that fell out
//! weighs more than a synonym. The lists of negations and hedges are short and hold whole words
//! only; a language without a list has none marked.

use std::collections::BTreeSet;

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

/// The pieces of a sentence that was made from several: changed is what none of them has.
pub(crate) fn compare_with_all<'a>(own: &'a str, theirs: &[&str]) -> Vec<Piece<'a>> {
    let own = Words::of(own);
    let (mut kept, mut swapped) = (BTreeSet::new(), BTreeSet::new());
    for theirs in theirs {
        let alignment = align_words(&own.folded, &Words::of(theirs).folded);
        kept.extend(alignment.kept.iter().map(|&(word, _)| word));
        swapped.extend(alignment.swapped.iter().map(|&(word, _)| word));
    }
    let in_order = |words: BTreeSet<usize>| words.into_iter().collect::<Vec<_>>();
    own.pieces(&in_order(kept), &in_order(swapped))
}

/// Which words stand for which, as (theirs, own), each pair once.
pub(crate) fn swaps<'a>(own: &'a str, theirs: &'a str) -> Vec<(&'a str, &'a str)> {
    let (own, theirs) = (Words::of(own), Words::of(theirs));
    let mut swaps = Vec::new();
    for (word, other) in align_words(&own.folded, &theirs.folded).swapped {
        let swap = (theirs.text_of(other), own.text_of(word));
        if !swaps.contains(&swap) {
            swaps.push(swap);
        }
    }
    swaps
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

    fn text_of(&self, index: usize) -> &'a str {
        let token = &self.tokens[index];
        &self.text[token.start..token.end]
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
        index > 0 && self.text_of(index).starts_with(char::is_uppercase)
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
    fn what_either_parent_has_is_no_change() {
        let pieces = compare_with_all("Radar saw 46 drones in May", &["46 drones", "radar in May"]);
        let changed: Vec<&str> =
            pieces.iter().filter(|piece| piece.change.is_some()).map(|piece| piece.text).collect();
        assert_eq!(changed, ["saw"]);
        let swaps =
            swaps("the cupboard met, the cupboard rose", "the cabinet met, the cabinet rose");
        assert_eq!(swaps, [("cabinet", "cupboard")]);
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
