//! What lies between a word and the cues and sources of its sentence: the order of the parts of an
//! attribution tells where its content is, and a window of words does not reach that far.

use super::super::Label;
use super::super::name::Names;
use super::Paragraph;

impl Paragraph<'_> {
    pub(super) fn find_landmarks(&mut self) {
        self.landmarks = (0..self.tokens.len()).map(|place| self.landmark(place)).collect();
    }

    /// In what order cues, sources, commas and marks stand before a word of a sentence and after it.
    pub(super) fn add_course(&self, place: usize, features: &mut impl Names) {
        let kind = self.kind(place);
        let left = self.course(place, (0..place).rev());
        let right = self.course(place, place + 1..self.tokens.len());
        features.add(&["el=", &left, "|", kind]);
        features.add(&["er=", &right, "|", kind]);
        let [near_left, near_right] =
            [&left, &right].map(|course| course.get(..2).unwrap_or(course));
        features.add(&["eb=", near_left, "|", near_right]);
    }

    /// The landmarks that are passed on the way through a sentence; all are ASCII.
    fn course(&self, place: usize, way: impl Iterator<Item = usize>) -> String {
        const LANDMARKS_MAX: usize = 4;
        const WAY_MAX: usize = 60;
        let way = way.take_while(|&at| self.same_sentence(at, place)).take(WAY_MAX);
        let mut course = String::new();
        for landmark in way.filter_map(|at| self.landmarks[at]) {
            if !course.ends_with(landmark) {
                course.push(landmark);
            }
            if course.len() == LANDMARKS_MAX {
                break;
            }
        }
        course
    }

    /// What a source follows is told from what it mostly precedes.
    fn landmark(&self, place: usize) -> Option<char> {
        let token = self.tokens[place];
        match self.before.iter().position(|labels| labels[token] != Label::Outside) {
            Some(0) if matches!(self.form(place), "according" | "to") => Some('A'),
            Some(0) => Some('C'),
            Some(_) => Some('S'),
            None => match self.form(place) {
                "," => Some(','),
                "\"" => Some('"'),
                "that" => Some('T'),
                _ => None,
            },
        }
    }

    /// Which parts of speech lie between a word and the cues beside it.
    pub(super) fn add_ways(&self, place: usize, features: &mut impl Names) {
        let kind = self.kind(place);
        if let Some(cue) = self.cue_left[place].filter(|&cue| cue < place) {
            let (back, forth) = (self.way((cue + 1..place).rev()), self.way(cue + 1..place));
            features.add(&["al=", kind, "|", &back]);
            features.add(&["am=", &forth]);
        }
        if let Some(cue) = self.cue_right[place].filter(|&cue| cue > place) {
            features.add(&["ar=", kind, "|", &self.way(place + 1..cue)]);
        }
    }

    /// The kinds of words on a way, each run of one kind once and adverbs left out.
    fn way(&self, places: impl Iterator<Item = usize>) -> String {
        const KINDS_MAX: usize = 7;
        const WORDS_MAX: usize = 15;
        let mut way = String::new();
        for kind in places.take(WORDS_MAX).map(|place| self.kind(place)) {
            if kind != "R" && !way.ends_with(kind) {
                way.push_str(kind);
            }
            if way.len() == KINDS_MAX {
                break;
            }
        }
        way
    }

    /// The part of speech as one of few.
    fn kind(&self, place: usize) -> &'static str {
        match self.tag(place) {
            "that" | "WP" | "WDT" | "WRB" | "WP$" => "T",
            "IN" => "P",
            "TO" => "I",
            "CC" => "&",
            "PRP" => "H",
            "comma" => ",",
            "stop" => ".",
            "quote" => "\"",
            "colon" => ":",
            "mark" => "-",
            tag if tag == "MD" || tag.starts_with("VB") => "V",
            tag if tag.starts_with("RB") => "R",
            _ => "N",
        }
    }
}
