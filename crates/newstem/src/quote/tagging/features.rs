//! Features of the words: what stands on the page around each.

mod course;

use super::name::Names;
use super::page::{Quoted, TaggedPage};
use super::{Label, Labels};

/// Steps to the words around one that are looked at, with their names.
const STEPS: [(isize, &str); 7] =
    [(-3, "-3"), (-2, "-2"), (-1, "-1"), (0, "0"), (1, "1"), (2, "2"), (3, "3")];
/// Those to the nearest.
const NEAR_STEPS: &[(isize, &str)] = STEPS.split_at(1).1.split_at(5).0;
/// Those to words beside each other.
const PAIRS: [[(isize, &str); 2]; 4] =
    [[STEPS[1], STEPS[2]], [STEPS[2], STEPS[3]], [STEPS[3], STEPS[4]], [STEPS[4], STEPS[5]]];
/// The layers that others see, in their order.
const LAYER_NAMES: [&str; 2] = ["l0", "l1"];

/// Those features of the words of a paragraph, given by its tokens, that every layer has.
pub(super) fn shared<F: Names + Default>(page: &TaggedPage<'_>, tokens: &[usize]) -> Vec<F> {
    let paragraph = Paragraph::new(page, tokens, &[]);
    (0..tokens.len()).map(|place| paragraph.shared(place)).collect()
}

/// What one layer sees besides, of the layers found before.
pub(super) fn of_layer<F: Names + Default>(
    page: &TaggedPage<'_>,
    tokens: &[usize],
    before: &[Labels],
) -> Vec<F> {
    let paragraph = Paragraph::new(page, tokens, before);
    (0..tokens.len()).map(|place| paragraph.of_layer(place)).collect()
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

    fn shared<F: Names + Default>(&self, place: usize) -> F {
        let mut features = F::default();
        features.add(&["bias"]);
        self.add_words(place, &mut features);
        self.add_looks(place, &mut features);
        self.add_tags(place, &mut features);
        self.add_quoted(place, &mut features);
        self.add_sentence(place, &mut features);
        features
    }

    fn of_layer<F: Names + Default>(&self, place: usize) -> F {
        let mut features = F::default();
        self.add_cues(place, &mut features);
        self.add_layers(place, &mut features);
        if !self.before.is_empty() {
            self.add_course(place, &mut features);
        }
        if self.before.len() == CONTENT_LAYER {
            self.add_ways(place, &mut features);
        }
        features
    }

    fn add_words(&self, place: usize, features: &mut impl Names) {
        let form = |step: isize| self.at(place, step).map_or("^", |at| self.form(at));
        for (step, name) in STEPS {
            features.add(&["w", name, "=", form(step)]);
        }
        for [(left, left_name), (right, right_name)] in PAIRS {
            let (left, right) = (form(left), form(right));
            features.add(&["w", left_name, ",", right_name, "=", left, "|", right]);
        }
        features.add(&["w-1,1=", form(-1), "|", form(1)]);
    }

    fn add_looks(&self, place: usize, features: &mut impl Names) {
        for &(step, name) in NEAR_STEPS {
            let Some(at) = self.at(place, step) else { continue };
            features.add(&["s", name, "=", self.shape(at)]);
            features.add(&["k", name, "=", self.class(at)]);
        }
        let class = |step| self.at(place, step).map_or("^", |at| self.class(at));
        features.add(&["k-1,0,1=", class(-1), "|", class(0), "|", class(1)]);
        features.add(&["k-2,-1,0=", class(-2), "|", class(-1), "|", class(0)]);
        features.add(&["k0,1,2=", class(0), "|", class(1), "|", class(2)]);
        let form = self.form(place);
        for (length, name) in [(2, "x2="), (3, "x3=")] {
            let start = form.char_indices().rev().nth(length - 1).map_or(0, |(start, _)| start);
            features.add(&[name, &form[start..]]);
        }
    }

    fn shape(&self, place: usize) -> &'static str {
        self.page.shapes[self.tokens[place]]
    }

    fn class(&self, place: usize) -> &'static str {
        self.page.classes[self.tokens[place]]
    }

    fn tag(&self, place: usize) -> &'static str {
        self.page.tags[self.tokens[place]]
    }

    fn add_tags(&self, place: usize, features: &mut impl Names) {
        let tag = |step| self.at(place, step).map_or("^", |at| self.tag(at));
        for (step, name) in STEPS {
            features.add(&["p", name, "=", tag(step)]);
        }
        features.add(&["p-1,0=", tag(-1), "|", tag(0)]);
        features.add(&["p0,1=", tag(0), "|", tag(1)]);
        for (step, name) in [(-1, "own-1"), (0, "own0"), (1, "own1")] {
            if self.at(place, step).is_some_and(|at| self.owns(at)) {
                features.add(&[name]);
            }
        }
    }

    /// `Krall's`: the folded word does not tell.
    fn owns(&self, place: usize) -> bool {
        let text = self.page.reading.token_text(self.tokens[place]);
        ["'s", "’s", "s'", "s’"].iter().any(|ending| text.ends_with(ending))
    }

    fn add_quoted(&self, place: usize, features: &mut impl Names) {
        let quoted = |step| match self.at(place, step).map(|at| self.page.quoted[self.tokens[at]]) {
            None => "^",
            Some(Quoted::Out) => "o",
            Some(Quoted::Opening) => "(",
            Some(Quoted::In) => "i",
            Some(Quoted::Closing) => ")",
        };
        features.add(&["q=", quoted(0)]);
        features.add(&["q-1,0,1=", quoted(-1), quoted(0), quoted(1)]);
        features.add(&["q-2,-1=", quoted(-2), quoted(-1), "|", self.class(place)]);
    }

    fn add_cues(&self, place: usize, features: &mut impl Names) {
        if let Some(cue) = self.cue_left[place].filter(|&cue| cue < place) {
            let distance = bucket(place - cue);
            features.add(&["cl=", self.form(cue)]);
            features.add(&["cld=", distance]);
            features.add(&["cln=", self.class_after(cue), "|", distance]);
        }
        if let Some(cue) = self.cue_right[place].filter(|&cue| cue > place) {
            features.add(&["cr=", self.form(cue)]);
            features.add(&["crd=", bucket(cue - place)]);
        }
        let (left, right) = (self.cue_left[place].is_some(), self.cue_right[place].is_some());
        let digit = |is_so| if is_so { "1" } else { "0" };
        features.add(&["c=", digit(left), digit(right)]);
        let has_tag = truth(self.has_tag[place]);
        features.add(&["t=", has_tag, "|", truth(left), truth(right)]);
        let has_quotes = self.page.has_quotes[self.page.sentence[self.tokens[place]]];
        features.add(&["sq=", truth(has_quotes), "|", has_tag]);
    }

    fn class_after(&self, place: usize) -> &'static str {
        self.at(place, 1).map_or("^", |at| self.class(at))
    }

    fn add_sentence(&self, place: usize, features: &mut impl Names) {
        let token = self.tokens[place];
        let sentence = self.page.sentence_of(token);
        let from_start = self.tokens[..place].iter().rev().take_while(|&&t| t >= sentence.start);
        let to_end = self.tokens[place..].iter().take_while(|&&t| t < sentence.end);
        features.add(&["b=", bucket(from_start.take(9).count())]);
        features.add(&["e=", bucket(to_end.take(9).count())]);
        let first = self.tokens.partition_point(|&token| token < sentence.start);
        let opener = self.tokens.get(first).map_or("^", |&first| self.page.form(first));
        features.add(&["so=", opener]);
        features.add(&["p=", truth(place == 0)]);
    }

    /// What the layers found before say here and around.
    fn add_layers(&self, place: usize, features: &mut impl Names) {
        for (layer, labels) in LAYER_NAMES.into_iter().zip(self.before) {
            let label = |step| match self.at(place, step) {
                Some(at) => labels[self.tokens[at]].name(),
                None => "^",
            };
            for &(step, name) in NEAR_STEPS {
                features.add(&[layer, ",", name, "=", label(step)]);
            }
            features.add(&[layer, "=", label(-1), label(0), label(1)]);
            features.add(&[layer, "w=", label(-1), "|", self.form(place)]);
            features.add(&[layer, "k=", label(-1), "|", self.class(place)]);
            let side = |places: &mut dyn Iterator<Item = usize>| {
                let near = places.take_while(|&at| self.same_sentence(at, place));
                near.take(40).position(|at| labels[self.tokens[at]] != Label::Outside)
            };
            let left = side(&mut (0..place).rev()).map(bucket);
            let right = side(&mut (place + 1..self.tokens.len())).map(bucket);
            let ([a, b, c], [d, e, f]) = (shown(left), shown(right));
            features.add(&[layer, "d=", a, b, c, "|", d, e, f]);
            features.add(&[layer, "lr=", truth(left.is_some()), truth(right.is_some())]);
        }
    }
}

/// As the fields have it.
fn truth(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

/// A distance that may be unknown, as the fields have it.
fn shown(distance: Option<&str>) -> [&str; 3] {
    match distance {
        Some(distance) => ["Some(\"", distance, "\")"],
        None => ["None", "", ""],
    }
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
