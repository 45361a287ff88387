//! The folded forms and stems of words, worked out once for each word and not for each time it
//! stands.
//!
//! A pile says the same words over and over, and finding a stem takes many times as long as looking
//! one up. A word as it is folded has a number, so that whoever counts words neither copies nor
//! compares their letters. Rejected: one store for all threads, which they would wait for.

use indexmap::IndexMap;

use super::numbered::Numbered;
use super::stem::Stemmer;

/// From so many words on a store has grown too large.
const WORDS_MAX: usize = 1 << 18;

/// The number of a folded word in one store.
pub(crate) type FormId = u32;

/// The forms of words of one language.
pub(crate) struct Forms {
    language: String,
    stemmer: Stemmer,
    printed: Numbered,
    /// The form of each printed word.
    forms: Vec<FormId>,
    /// Stems by the word as it is folded; the place of one is its number.
    stems: IndexMap<String, String>,
}

impl Forms {
    /// For a BCP 47 tag.
    pub(crate) fn new(language: &str) -> Self {
        Self {
            language: language.to_owned(),
            stemmer: Stemmer::new(language),
            printed: Numbered::default(),
            forms: Vec::new(),
            stems: IndexMap::new(),
        }
    }

    /// The tag.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    /// The number of the form of a word as it is printed.
    pub(crate) fn of(&mut self, word: &str) -> FormId {
        if let Some(number) = self.printed.find(word) {
            return self.forms[number as usize];
        }
        let folded = super::fold(word);
        let known = self.stems.get_index_of(&folded);
        let form = known.unwrap_or_else(|| {
            let stem = self.stemmer.stem(&folded);
            self.stems.insert_full(folded, stem).0
        });
        self.printed.add(word);
        self.forms.push(form as FormId);
        form as FormId
    }

    /// A form and its stem.
    pub(crate) fn get(&self, form: FormId) -> (&str, &str) {
        let form = self.stems.get_index(form as usize);
        form.map_or(("", ""), |(folded, stem)| (folded, stem))
    }

    /// How many forms are known; their numbers are those below it.
    pub(crate) fn count(&self) -> usize {
        self.stems.len()
    }

    /// Forgets all where that has grown too large, and whether it has: rare words, which fill it, are
    /// not worth the keeping of books about. Numbers given before mean nothing then.
    pub(crate) fn make_room(&mut self) -> bool {
        let is_full = self.printed.count() >= WORDS_MAX;
        if is_full {
            self.printed = Numbered::default();
            self.forms.clear();
            self.stems.clear();
        }
        is_full
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_fold_alike_have_one_form() {
        let mut forms = Forms::new("en");
        let bridges = forms.of("Bridges");
        assert_eq!(forms.get(bridges), ("bridges", "bridg"));
        assert_ne!(forms.of("bridge"), bridges);
        assert_eq!([forms.of("bridges"), forms.of("Bridges"), forms.of("BRIDGES")], [bridges; 3]);
    }

    #[test]
    fn what_is_kept_has_a_limit() {
        let mut forms = Forms::new("en");
        for number in 0..WORDS_MAX {
            assert!(!forms.make_room());
            forms.of(&number.to_string());
        }
        assert!(forms.make_room());
        assert_eq!(forms.count(), 0);
    }
}
