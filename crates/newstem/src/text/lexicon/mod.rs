//! The lexicon: what is known of words before any article is read.
//!
//! Lists that ship inside the library: English synonyms, first and last names, roles, places and
//! the like, news agencies, and the function words of seven languages. All are sorted files,
//! borrowed as they lie and searched by halving; building a [`Lexicon`] splits lines and little
//! more. Words are asked for in their folded form ([`super::fold`]), agencies as printed.
//!
//! Membership is a hint, not a finding: *Will*, *May* and *Said* are names, *Petra* is a news
//! agency, and *can* is a synonym of *fire*. Rejected: a statistical tagger, as those at hand were
//! heavy and weak on names. Lists fail on whatever is new, which news is full of; a rule that needs
//! a name to be listed will miss most people it ought to find.

mod agency;
mod entity;
mod stop_words;
mod synonyms;
mod word_list;

pub use agency::{Agency, AgencyKind};
pub use entity::EntityKind;

use agency::Agencies;
use entity::Entities;
use stop_words::StopWords;
use synonyms::Synonyms;
use word_list::WordList;

/// The embedded word lists. Built once, by whoever needs it.
#[derive(Debug)]
pub struct Lexicon {
    synonyms: Synonyms,
    first_names: WordList,
    last_names: WordList,
    entities: Entities,
    agencies: Agencies,
    stop_words: StopWords,
}

impl Lexicon {
    /// Reads the embedded lists.
    pub fn new() -> Self {
        Self {
            synonyms: Synonyms::new(),
            first_names: WordList::new(include_str!("../../../assets/lexicon/first-names.txt")),
            last_names: WordList::new(include_str!("../../../assets/lexicon/last-names.txt")),
            entities: Entities::new(),
            agencies: Agencies::new(),
            stop_words: StopWords::new(),
        }
    }

    /// True where two folded English words, in whatever inflection, share a common sense. A word
    /// is no synonym of itself, nor of its own inflections.
    pub fn are_synonyms(&self, left: &str, right: &str) -> bool {
        self.synonyms.contains(left, right)
    }

    /// The synonyms of a folded English word, in their base form and in alphabetical order.
    pub fn synonyms_of(&self, folded: &str) -> Vec<&'static str> {
        self.synonyms.of(folded)
    }

    /// True of a folded word that is someone's first name.
    pub fn is_first_name(&self, folded: &str) -> bool {
        use EntityKind::{FemaleName, FirstName, MaleName};
        self.first_names.contains(folded)
            || self.kinds_of(folded).any(|kind| matches!(kind, FemaleName | FirstName | MaleName))
    }

    /// True of a folded word that is someone's last name.
    pub fn is_last_name(&self, folded: &str) -> bool {
        self.last_names.contains(folded) || self.is_a(folded, EntityKind::LastName)
    }

    /// True of a folded term that names a place of any size.
    pub fn is_place(&self, folded: &str) -> bool {
        use EntityKind::{City, Country, Place, Region};
        self.kinds_of(folded).any(|kind| matches!(kind, City | Country | Place | Region))
    }

    /// True where a folded term, its words parted by single spaces, is listed as of this kind.
    pub fn is_a(&self, folded: &str, kind: EntityKind) -> bool {
        self.kinds_of(folded).any(|listed| listed == kind)
    }

    /// The kinds that a folded term, its words parted by single spaces, is listed under.
    pub fn kinds_of(&self, folded: &str) -> impl Iterator<Item = EntityKind> + '_ {
        self.entities.kinds_of(folded)
    }

    /// The news agency or press-release wire of this name or alias, as printed. Names of up to
    /// five characters count only in their exact letters, as most are words otherwise (*PA*, *MAP*,
    /// *Beta*); longer ones in any case.
    pub fn agency(&self, printed: &str) -> Option<&Agency> {
        self.agencies.find(printed)
    }

    /// True of a folded function word of the language, a BCP 47 tag of which only the primary
    /// language counts. Lists: de, en, es, fr, it, nl, pt; no word of another language is one.
    pub fn is_stop_word(&self, folded: &str, language: &str) -> bool {
        self.stop_words.contains(folded, language)
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{EntityKind, Lexicon};

    #[test]
    fn names_of_many_languages_are_known() {
        let lexicon = Lexicon::new();
        for name in ["maria", "jurgen", "oluwasegun", "иван", "γιωργοσ"] {
            assert!(lexicon.is_first_name(name), "{name}");
        }
        for name in ["smith", "garcia", "muller", "иванов"] {
            assert!(lexicon.is_last_name(name), "{name}");
        }
        for word in ["", "whereas", "ambulance"] {
            assert!(!lexicon.is_first_name(word) && !lexicon.is_last_name(word), "{word}");
        }
    }

    #[test]
    fn a_term_may_have_several_kinds_and_words() {
        let lexicon = Lexicon::new();
        let kinds: Vec<EntityKind> = lexicon.kinds_of("capt").collect();
        assert_eq!(kinds, [EntityKind::Abbreviation, EntityKind::Honorific]);
        assert!(lexicon.is_a("lieutenant general", EntityKind::Honorific));
        assert!(lexicon.is_a("accountants", EntityKind::Role));
        assert!(lexicon.is_place("afghanistan"));
        assert!(!lexicon.is_place("accountants"));
        assert_eq!(lexicon.kinds_of("lieutenant gener").count(), 0);
    }
}
