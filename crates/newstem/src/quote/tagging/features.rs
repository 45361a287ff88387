//! Features of the words: what stands on the page around each.

mod course;

use std::fmt;

use crfs::Attribute;

use super::page::{Quoted, TaggedPage};
use super::{AUXILIARIES, Label, Labels, Sequence};

/// Words to either side that are looked at.
const WINDOW: isize = 3;

/// A paragraph, given by its tokens, with those features of its words that every layer has.
pub(super) fn sequence(page: &TaggedPage<'_>, tokens: Vec<usize>) -> Sequence {
    let paragraph = Paragraph::new(page, &tokens, &[]);
    let features = (0..tokens.len()).map(|place| paragraph.features(place)).collect();
    Sequence { tokens, features }
}

/// Adds to the words of a paragraph what one layer sees besides, of the layers found before.
pub(super) fn add_layer(page: &TaggedPage<'_>, sequence: &mut Sequence, before: &[Labels]) {
    let paragraph = Paragraph::new(page, &sequence.tokens, before);
    for (place, features) in sequence.features.iter_mut().enumerate() {
        paragraph.add_cues(place, features);
        paragraph.add_layers(place, features);
        if !before.is_empty() {
            paragraph.add_course(place, features);
        }
        if before.len() == CONTENT_LAYER {
            paragraph.add_ways(place, features);
        }
    }
}

/// So many layers come before that of contents.
const CONTENT_LAYER: usize = 2;

/// One paragraph by the places of its tokens.
struct Paragraph<'a> {
    page: &'a TaggedPage<'a>,
    tokens: &'a [usize],
    before: &'a [Labels],
    /// For each place the last word that may be a cue at or before it in its sentence.
    cue_left: Vec<Option<usize>>,
    /// And the next at or after it.
    cue_right: Vec<Option<usize>>,
    /// For each place whether a later comma of its sentence parts it from a cue near the end.
    has_tag: Vec<bool>,
    /// For each place the part of an attribution that stands there, or a mark that parts them.
    landmarks: Vec<Option<char>>,
}

impl<'a> Paragraph<'a> {
    fn new(page: &'a TaggedPage<'a>, tokens: &'a [usize], before: &'a [Labels]) -> Self {
        let mut paragraph = Self {
            page,
            tokens,
            before,
            cue_left: vec![None; tokens.len()],
            cue_right: vec![None; tokens.len()],
            has_tag: vec![false; tokens.len()],
            landmarks: Vec::new(),
        };
        paragraph.find_cues();
        paragraph.find_tags();
        paragraph.find_landmarks();
        paragraph
    }

    fn find_cues(&mut self) {
        for place in 0..self.tokens.len() {
            let continued = place.checked_sub(1).filter(|&left| self.same_sentence(left, place));
            let left = continued.and_then(|left| self.cue_left[left]);
            self.cue_left[place] = if self.is_cue(place) { Some(place) } else { left };
        }
        for place in (0..self.tokens.len()).rev() {
            let next = Some(place + 1)
                .filter(|&next| next < self.tokens.len() && self.same_sentence(place, next));
            let right = next.and_then(|next| self.cue_right[next]);
            self.cue_right[place] = if self.is_cue(place) { Some(place) } else { right };
        }
    }

    /// `…, the ministry said`: the words before the last comma of a sentence that ends so.
    fn find_tags(&mut self) {
        const TAG_WORDS_MAX: usize = 14;
        let mut last_comma = None;
        for place in (0..self.tokens.len()).rev() {
            let next = place + 1;
            if next >= self.tokens.len() || !self.same_sentence(place, next) {
                last_comma = None;
            }
            if self.form(place) == "," {
                let has_cue = self.cue_right[place].is_some_and(|cue| cue - place <= TAG_WORDS_MAX);
                last_comma = last_comma.or(has_cue.then_some(place));
            }
            self.has_tag[place] = last_comma.is_some_and(|comma| comma > place);
        }
    }

    fn same_sentence(&self, left: usize, right: usize) -> bool {
        self.page.sentence[self.tokens[left]] == self.page.sentence[self.tokens[right]]
    }

    /// A cue that was found, where that was looked for, else a word that may be one.
    fn is_cue(&self, place: usize) -> bool {
        let token = self.tokens[place];
        match self.before.first() {
            Some(cues) => cues[token] != Label::Outside,
            None => self.page.is_cue[token],
        }
    }

    fn form(&self, place: usize) -> &str {
        self.page.form(self.tokens[place])
    }

    fn at(&self, place: usize, step: isize) -> Option<usize> {
        place.checked_add_signed(step).filter(|&at| at < self.tokens.len())
    }

    fn features(&self, place: usize) -> Vec<Attribute> {
        let mut features = Vec::with_capacity(FEATURES_USUAL);
        features.push(Attribute::from("bias"));
        self.add_words(place, &mut features);
        self.add_looks(place, &mut features);
        self.add_tags(place, &mut features);
        self.add_quoted(place, &mut features);
        self.add_sentence(place, &mut features);
        features
    }

    fn add_words(&self, place: usize, features: &mut Vec<Attribute>) {
        let form = |step: isize| self.at(place, step).map_or("^", |at| self.form(at));
        for step in -WINDOW..=WINDOW {
            features.push(named(format_args!("w{step}={}", form(step))));
        }
        for step in -2..=1 {
            features.push(named(format_args!(
                "w{step},{}={}|{}",
                step + 1,
                form(step),
                form(step + 1)
            )));
        }
        features.push(named(format_args!("w-1,1={}|{}", form(-1), form(1))));
    }

    fn add_looks(&self, place: usize, features: &mut Vec<Attribute>) {
        for step in -2..=2 {
            let Some(at) = self.at(place, step) else { continue };
            features.push(named(format_args!("s{step}={}", self.shape(at))));
            features.push(named(format_args!("k{step}={}", self.class(at))));
        }
        let class = |step| self.at(place, step).map_or("^", |at| self.class(at));
        features.push(named(format_args!("k-1,0,1={}|{}|{}", class(-1), class(0), class(1))));
        features.push(named(format_args!("k-2,-1,0={}|{}|{}", class(-2), class(-1), class(0))));
        features.push(named(format_args!("k0,1,2={}|{}|{}", class(0), class(1), class(2))));
        let form = self.form(place);
        for length in [2, 3] {
            let start = form.char_indices().rev().nth(length - 1).map_or(0, |(start, _)| start);
            features.push(named(format_args!("x{length}={}", &form[start..])));
        }
    }

    fn shape(&self, place: usize) -> &'static str {
        let token = self.tokens[place];
        if !self.page.is_word(token) {
            return "mark";
        }
        let mut letters = self.page.reading.token_text(token).chars();
        match letters.next() {
            Some(first) if first.is_numeric() => "digits",
            Some(first) if first.is_uppercase() => {
                if letters.any(char::is_lowercase) {
                    "Xx"
                } else {
                    "XX"
                }
            }
            _ => "x",
        }
    }

    /// What part a word plays, as far as lists and its ending tell.
    fn class(&self, place: usize) -> &'static str {
        let (token, form) = (self.tokens[place], self.form(place));
        let lexicon = self.page.lexicon;
        if !self.page.is_word(token) {
            return match form {
                "," => "comma",
                "." | "!" | "?" => "stop",
                "\"" | "'" => "quote",
                ":" | ";" => "colon",
                _ => "mark",
            };
        }
        if self.page.is_cue[token] {
            return "cue";
        }
        match form {
            "that" | "whether" | "if" | "how" | "why" | "what" => "that",
            "to" => "to",
            "and" | "or" | "but" => "and",
            "who" | "which" | "whose" | "where" | "when" => "wh",
            _ if AUXILIARIES.contains(&form) => "aux",
            _ if lexicon.pronoun(form).is_some() || matches!(form, "i" | "we" | "you") => "pron",
            _ if lexicon.is_preposition(form) => "prep",
            _ if lexicon.is_determiner(form) => "det",
            _ => match self.shape(place) {
                "Xx" | "XX" => "Name",
                "digits" => "num",
                _ if form.ends_with("ed") => "ed",
                _ if form.ends_with("ing") => "ing",
                _ if form.ends_with("ly") => "ly",
                _ if form.ends_with('s') => "s",
                _ => "x",
            },
        }
    }

    fn tag(&self, place: usize) -> &'static str {
        self.page.tags[self.tokens[place]]
    }

    fn add_tags(&self, place: usize, features: &mut Vec<Attribute>) {
        let tag = |step| self.at(place, step).map_or("^", |at| self.tag(at));
        for step in -WINDOW..=WINDOW {
            features.push(named(format_args!("p{step}={}", tag(step))));
        }
        features.push(named(format_args!("p-1,0={}|{}", tag(-1), tag(0))));
        features.push(named(format_args!("p0,1={}|{}", tag(0), tag(1))));
        for step in -1..=1 {
            if self.at(place, step).is_some_and(|at| self.owns(at)) {
                features.push(named(format_args!("own{step}")));
            }
        }
    }

    /// `Krall's`: the folded word does not tell.
    fn owns(&self, place: usize) -> bool {
        let text = self.page.reading.token_text(self.tokens[place]);
        ["'s", "’s", "s'", "s’"].iter().any(|ending| text.ends_with(ending))
    }

    fn add_quoted(&self, place: usize, features: &mut Vec<Attribute>) {
        let quoted = |step| match self.at(place, step).map(|at| self.page.quoted[self.tokens[at]]) {
            None => "^",
            Some(Quoted::Out) => "o",
            Some(Quoted::Opening) => "(",
            Some(Quoted::In) => "i",
            Some(Quoted::Closing) => ")",
        };
        features.push(named(format_args!("q={}", quoted(0))));
        features.push(named(format_args!("q-1,0,1={}{}{}", quoted(-1), quoted(0), quoted(1))));
        features.push(named(format_args!(
            "q-2,-1={}{}|{}",
            quoted(-2),
            quoted(-1),
            self.class(place)
        )));
    }

    fn add_cues(&self, place: usize, features: &mut Vec<Attribute>) {
        if let Some(cue) = self.cue_left[place].filter(|&cue| cue < place) {
            let distance = bucket(place - cue);
            features.push(named(format_args!("cl={}", self.form(cue))));
            features.push(named(format_args!("cld={distance}")));
            features.push(named(format_args!("cln={}|{}", self.class_after(cue), distance)));
        }
        if let Some(cue) = self.cue_right[place].filter(|&cue| cue > place) {
            features.push(named(format_args!("cr={}", self.form(cue))));
            features.push(named(format_args!("crd={}", bucket(cue - place))));
        }
        let sides = (self.cue_left[place].is_some(), self.cue_right[place].is_some());
        features.push(named(format_args!("c={}{}", u8::from(sides.0), u8::from(sides.1))));
        let has_tag = self.has_tag[place];
        features.push(named(format_args!("t={has_tag}|{}{}", sides.0, sides.1)));
        let has_quotes = self.page.has_quotes[self.page.sentence[self.tokens[place]]];
        features.push(named(format_args!("sq={has_quotes}|{has_tag}")));
    }

    fn class_after(&self, place: usize) -> &'static str {
        self.at(place, 1).map_or("^", |at| self.class(at))
    }

    fn add_sentence(&self, place: usize, features: &mut Vec<Attribute>) {
        let token = self.tokens[place];
        let sentence = self.page.sentence_of(token);
        let from_start = self.tokens[..place].iter().rev().take_while(|&&t| t >= sentence.start);
        let to_end = self.tokens[place..].iter().take_while(|&&t| t < sentence.end);
        features.push(named(format_args!("b={}", bucket(from_start.take(9).count()))));
        features.push(named(format_args!("e={}", bucket(to_end.take(9).count()))));
        let first = self.tokens.partition_point(|&token| token < sentence.start);
        let opener = self.tokens.get(first).map_or("^", |&first| self.page.form(first));
        features.push(named(format_args!("so={opener}")));
        features.push(named(format_args!("p={}", place == 0)));
    }

    /// What the layers found before say here and around.
    fn add_layers(&self, place: usize, features: &mut Vec<Attribute>) {
        for (layer, labels) in self.before.iter().enumerate() {
            let label = |step| match self.at(place, step) {
                Some(at) => labels[self.tokens[at]].name(),
                None => "^",
            };
            for step in -2..=2 {
                features.push(named(format_args!("l{layer},{step}={}", label(step))));
            }
            features.push(named(format_args!("l{layer}={}{}{}", label(-1), label(0), label(1))));
            features.push(named(format_args!("l{layer}w={}|{}", label(-1), self.form(place))));
            features.push(named(format_args!("l{layer}k={}|{}", label(-1), self.class(place))));
            let side = |places: &mut dyn Iterator<Item = usize>| {
                let near = places.take_while(|&at| self.same_sentence(at, place));
                near.take(40).position(|at| labels[self.tokens[at]] != Label::Outside)
            };
            let left = side(&mut (0..place).rev()).map(bucket);
            let right = side(&mut (place + 1..self.tokens.len())).map(bucket);
            features.push(named(format_args!("l{layer}d={left:?}|{right:?}")));
            features.push(named(format_args!("l{layer}lr={}{}", left.is_some(), right.is_some())));
        }
    }
}

/// So many features most words have.
const FEATURES_USUAL: usize = 64;

fn named(name: fmt::Arguments<'_>) -> Attribute {
    Attribute::new(name.to_string(), 1.0)
}

/// Distances as words.
fn bucket(distance: usize) -> &'static str {
    match distance {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=9 => "9",
        10..=19 => "19",
        _ => "more",
    }
}
