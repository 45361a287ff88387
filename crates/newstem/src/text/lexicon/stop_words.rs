//! Function words: articles, pronouns, prepositions, auxiliaries and the like, which say little of
//! what a text is about. Words that carry news weight in spite of being frequent (numbers, *new*,
//! verbs of saying) are not in the lists.

use super::word_list::WordList;

/// A list a language.
#[derive(Debug)]
pub(super) struct StopWords {
    languages: [(&'static str, WordList); 7],
}

impl StopWords {
    /// Reads the embedded lists.
    pub fn new() -> Self {
        Self {
            languages: [
                ("de", include_str!("../../../assets/lexicon/stop-words/de.txt")),
                ("en", include_str!("../../../assets/lexicon/stop-words/en.txt")),
                ("es", include_str!("../../../assets/lexicon/stop-words/es.txt")),
                ("fr", include_str!("../../../assets/lexicon/stop-words/fr.txt")),
                ("it", include_str!("../../../assets/lexicon/stop-words/it.txt")),
                ("nl", include_str!("../../../assets/lexicon/stop-words/nl.txt")),
                ("pt", include_str!("../../../assets/lexicon/stop-words/pt.txt")),
            ]
            .map(|(language, lines)| (language, WordList::new(lines))),
        }
    }

    /// True of a folded function word of the language.
    pub fn contains(&self, folded: &str, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or_default();
        self.languages.iter().any(|(listed, words)| *listed == primary && words.contains(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::StopWords;

    fn check(language: &str, folded: &str, expected: bool) {
        assert_eq!(StopWords::new().contains(folded, language), expected, "{folded} ({language})");
    }

    #[test]
    fn function_words_of_each_language_are_known() {
        for (language, word) in [
            ("en", "the"),
            ("en-GB", "wouldn't"),
            ("es", "segun"),
            ("fr", "meme"),
            ("pt-BR", "nao"),
            ("de", "fur"),
            ("it", "perche"),
            ("nl", "een"),
        ] {
            check(language, word, true);
        }
    }

    #[test]
    fn other_words_and_other_languages_are_not() {
        check("en", "minister", false);
        check("en", "said", false);
        check("en", "der", false);
        check("fi", "the", false);
        check("", "the", false);
    }
}
