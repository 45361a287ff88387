//! Who is mentioned where: names, titles before them, and pronouns, outside of quotations.
//!
//! A name is a run of capitalised words, less what a capital at the head of a sentence explains.
//! Titles are cut from its front, and words such as `Ministry` make it a body rather than a
//! person. A name after a preposition is no subject and so is never preferred as a speaker. No
//! gazetteer is asked: the people of the news are mostly not in one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::lexicon::{
    Gender, Lexicon, gender_of_noun, is_german_office, is_particle, is_title, names_a_body,
};
use super::marks::Span;
use crate::text::{Reading, TokenKind};

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Surely a person: a title before it, or two names and nothing of a body.
    Person,
    /// One capitalised word, which may be anything.
    Name,
    /// An organisation or place.
    Body,
    /// He, she, they.
    Pronoun(Option<Gender>),
}

/// A stretch of tokens that names somebody.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// With its titles.
    pub tokens: Range<usize>,
    /// Folded words of the name, without titles.
    pub name: Vec<String>,
    /// The name as printed, without titles.
    pub printed: String,
    /// What it is.
    pub kind: Kind,
    /// It may be a subject: no preposition before it, no noun after it that it qualifies.
    pub subject: bool,
    /// The sex its title shows.
    pub gender: Option<Gender>,
}

/// A longer run of capitalised words is a headline or the name of a body.
const NAME_WORDS_MAX: usize = 5;

/// Finds the mentions of an article, in the order of the text.
pub(super) fn mentions(reading: &Reading, spans: &[Span], lexicon: &Lexicon) -> Vec<Mention> {
    let finder = Finder { reading, lexicon, common: common_words(reading) };
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let mut token = sentence.first_token;
        while token < sentence.last_token {
            let after = spans.partition_point(|span| span.outer.end <= token);
            let inside = spans.get(after).filter(|span| span.outer.start <= token);
            if let Some(span) = inside {
                token = span.outer.end.max(token + 1);
                continue;
            }
            let mention = finder.mention_at(token, sentence.last_token);
            token = mention.as_ref().map_or(token + 1, |mention| mention.tokens.end);
            found.extend(mention);
        }
    }
    found
}

/// Words that the article also writes in lower case.
fn common_words(reading: &Reading) -> BTreeSet<&str> {
    reading
        .words()
        .filter(|&token| reading.token_text(token).starts_with(char::is_lowercase))
        .map(|token| reading.folded[token].as_str())
        .collect()
}

struct Finder<'a> {
    reading: &'a Reading,
    lexicon: &'a Lexicon,
    common: BTreeSet<&'a str>,
}

impl Finder<'_> {
    fn mention_at(&self, token: usize, limit: usize) -> Option<Mention> {
        if !self.reading.tokens[token].is_word() {
            return None;
        }
        if let Some(gender) = self.lexicon.pronoun(&self.reading.folded[token]) {
            return self.pronoun(token, gender);
        }
        if !self.is_name_word(token) {
            return None;
        }
        let end = self.run_end(token, limit);
        self.name(token..end)
    }

    fn pronoun(&self, token: usize, gender: Option<Gender>) -> Option<Mention> {
        let printed = self.reading.token_text(token);
        // Spanish `él` is a pronoun, `el` an article; folding takes the accent away.
        let is_article = self.lexicon.is_determiner(&self.reading.folded[token])
            && printed.to_lowercase() == self.reading.folded[token];
        (!is_article).then(|| Mention {
            tokens: token..token + 1,
            name: Vec::new(),
            printed: printed.to_owned(),
            kind: Kind::Pronoun(gender),
            subject: true,
            gender,
        })
    }

    fn is_name_word(&self, token: usize) -> bool {
        let text = self.reading.token_text(token);
        let folded = self.reading.folded[token].as_str();
        if self.reading.tokens[token].kind != TokenKind::Word
            || !text.starts_with(char::is_uppercase)
            || self.is_function_word(token)
        {
            return false;
        }
        !self.opens_sentence(token) || !self.common.contains(folded) || is_title(folded)
    }

    /// A word that a capital does not make a name; the points of `U.S.` do, though it folds to `us`.
    fn is_function_word(&self, token: usize) -> bool {
        !self.reading.token_text(token).contains('.')
            && self.lexicon.is_function_word(&self.reading.folded[token])
    }

    fn opens_sentence(&self, token: usize) -> bool {
        let start = self.reading.tokens[token].start;
        let Some(sentence) = self.reading.sentence_at(start) else {
            return true;
        };
        let first = self.reading.sentences[sentence].first_token;
        !(first..token).any(|before| self.reading.tokens[before].is_word())
    }

    /// Just past the last token of the run of name words that begins at `first`.
    fn run_end(&self, first: usize, limit: usize) -> usize {
        let mut last = first;
        while let Some(next) = self.next_in_run(last, limit) {
            last = next;
        }
        last + 1
    }

    fn next_in_run(&self, last: usize, limit: usize) -> Option<usize> {
        if self.is_possessive(last) {
            return None;
        }
        let mut next = last + 1;
        if self.is_mark(next, '.') && self.is_abbreviation(last) {
            next += 1;
            if next < limit && self.is_capitalised(next) {
                return Some(next);
            }
        }
        if self.is_mark(next, '-') && next + 1 < limit && self.is_capitalised(next + 1) {
            return Some(next + 1);
        }
        if next >= limit || self.reading.tokens[next].kind != TokenKind::Space {
            return None;
        }
        let partner = self.is_mark(next + 1, '&').then_some(next + 3);
        if let Some(partner) = partner.filter(|&partner| partner < limit) {
            return self.is_capitalised(partner).then_some(partner);
        }
        self.name_after_particles(next + 1, limit)
    }

    fn name_after_particles(&self, from: usize, limit: usize) -> Option<usize> {
        let mut token = from;
        for _ in 0..3 {
            if token >= limit {
                return None;
            }
            if self.is_capitalised(token) {
                let taken = self.is_function_word(token);
                return (!taken || is_particle(&self.reading.folded[token])).then_some(token);
            }
            if !is_particle(self.reading.token_text(token)) {
                return None;
            }
            token += 2;
        }
        None
    }

    fn is_capitalised(&self, token: usize) -> bool {
        self.reading.tokens[token].kind == TokenKind::Word
            && self.reading.token_text(token).starts_with(char::is_uppercase)
    }

    fn is_mark(&self, token: usize, mark: char) -> bool {
        token < self.reading.tokens.len() && self.reading.token_text(token).starts_with(mark)
    }

    fn is_abbreviation(&self, token: usize) -> bool {
        let text = self.reading.token_text(token);
        text.chars().count() == 1 || (text.len() <= 5 && is_title(&self.reading.folded[token]))
    }

    fn is_possessive(&self, token: usize) -> bool {
        let text = self.reading.token_text(token);
        text.ends_with("'s") || text.ends_with("’s")
    }

    fn name(&self, run: Range<usize>) -> Option<Mention> {
        let words: Vec<usize> =
            run.clone().filter(|&token| self.reading.tokens[token].is_word()).collect();
        let untitled = self.after_titles(&words);
        let titled = untitled.len() < words.len();
        let first = *untitled.first()?;
        let name: Vec<String> =
            untitled.iter().map(|&token| self.reading.folded[token].clone()).collect();
        let kind = match run.clone().any(|token| self.is_mark(token, '&')) {
            true => Kind::Body,
            false => self.kind_of(&name, titled, run.start),
        };
        let genders = words.iter().map(|&word| self.reading.folded[word].as_str());
        Some(Mention {
            printed: self.printed(first..run.end),
            subject: self.may_be_subject(&run),
            gender: genders.filter_map(gender_of_noun).next(),
            tokens: run,
            name,
            kind,
        })
    }

    /// The name's characters, less a possessive `'s`.
    fn printed(&self, run: Range<usize>) -> String {
        let end = self.reading.tokens[run.end - 1].end;
        let text = &self.reading.text[self.reading.tokens[run.start].start..end];
        let owner = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"));
        owner.unwrap_or(text).to_owned()
    }

    /// The words after the last title, or nothing where a title ends the run.
    fn after_titles<'w>(&self, words: &'w [usize]) -> &'w [usize] {
        let folded = |place: usize| self.reading.folded[words[place]].as_str();
        let is_office = |place: usize| place + 1 < words.len() && is_german_office(folded(place));
        let mut places = (0..words.len()).rev();
        let title = places.find(|&place| is_title(folded(place)) || is_office(place));
        title.map_or(words, |title| &words[title + 1..])
    }

    fn kind_of(&self, name: &[String], titled: bool, first: usize) -> Kind {
        if name.iter().any(|word| names_a_body(word)) {
            return Kind::Body;
        }
        if name.len() > 1 && self.is_article_word(&name[0]) {
            return Kind::Body;
        }
        if titled {
            return Kind::Person;
        }
        let before = self.word_before(first);
        if before.is_some_and(|before| self.is_article(before)) {
            return Kind::Body;
        }
        if (2..=NAME_WORDS_MAX).contains(&name.len()) && !self.is_shouted(first) {
            Kind::Person
        } else {
            Kind::Name
        }
    }

    /// In capitals throughout, as datelines are; an initial is not.
    fn is_shouted(&self, token: usize) -> bool {
        let text = self.reading.token_text(token);
        text.chars().count() > 1 && text.chars().all(char::is_uppercase)
    }

    /// The definite article makes a capitalised phrase a thing: `the Corrie Maid`.
    fn is_article(&self, token: usize) -> bool {
        self.is_article_word(&self.reading.folded[token])
    }

    fn is_article_word(&self, folded: &str) -> bool {
        matches!(
            folded,
            "the"
                | "el"
                | "la"
                | "le"
                | "l"
                | "les"
                | "los"
                | "las"
                | "o"
                | "os"
                | "as"
                | "il"
                | "die"
        )
    }

    /// The word before one space, or the elided one right before: `d’|Antrieux`.
    fn word_before(&self, token: usize) -> Option<usize> {
        let elided = token.checked_sub(1)?;
        if self.reading.tokens[elided].is_word() {
            return Some(elided);
        }
        let before = token.checked_sub(2)?;
        let adjacent = self.reading.tokens[token - 1].kind == TokenKind::Space;
        (adjacent && self.reading.tokens[before].is_word()).then_some(before)
    }

    fn may_be_subject(&self, run: &Range<usize>) -> bool {
        let in_brackets = run.start > 0 && self.is_mark(run.start - 1, '(');
        !in_brackets
            && !self.follows_preposition(run.start)
            && !self.is_possessive(run.end - 1)
            && !self.qualifies_noun(run.end)
    }

    fn follows_preposition(&self, first: usize) -> bool {
        let Some(mut before) = self.word_before(first) else {
            return false;
        };
        if self.lexicon.is_determiner(&self.reading.folded[before]) {
            match self.word_before(before) {
                Some(further) => before = further,
                None => return false,
            }
        }
        let folded = self.reading.folded[before].as_str();
        let after_according = self
            .word_before(before)
            .is_some_and(|further| self.lexicon.is_according(&self.reading.folded[further]));
        self.lexicon.is_preposition(folded) && !after_according
    }

    /// Nouns right behind that end in an office, such as `Foreign Ministry spokeswoman` or
    /// `Clinton campaign manager`.
    fn qualifies_noun(&self, end: usize) -> bool {
        const NOUNS_MAX: usize = 3;
        let mut token = end;
        for _ in 0..NOUNS_MAX {
            let Some(noun) = self.plain_word_after(token) else {
                return false;
            };
            let folded = self.reading.folded[noun].as_str();
            if is_title(folded) || gender_of_noun(folded).is_some() {
                return true;
            }
            token = noun + 1;
            if is_agent_noun(folded) && self.name_follows(token) {
                return true;
            }
        }
        false
    }

    /// The lower-case word behind one space, where it may be a noun.
    fn plain_word_after(&self, token: usize) -> Option<usize> {
        let word = token + 1;
        let spaced = self.reading.tokens.get(token)?.kind == TokenKind::Space;
        let folded = self.reading.folded.get(word)?;
        let plain = self.reading.token_text(word).starts_with(char::is_lowercase)
            && !self.lexicon.is_function_word(folded)
            && !self.lexicon.is_cue(folded);
        (spaced && plain).then_some(word)
    }

    fn name_follows(&self, token: usize) -> bool {
        let spaced = self.reading.tokens.get(token).map(|token| token.kind);
        spaced == Some(TokenKind::Space)
            && token + 1 < self.reading.tokens.len()
            && self.is_capitalised(token + 1)
    }
}

/// `researcher`, `strategist`: a noun for somebody who does something, by its ending.
fn is_agent_noun(folded: &str) -> bool {
    ["er", "or", "ist", "ian", "ant"].iter().any(|ending| folded.ends_with(ending))
}
