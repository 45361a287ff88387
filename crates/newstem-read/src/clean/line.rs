//! One line of a page and what its looks say: how long, whether it ends as a sentence does,
//! whether it is a row of short labels.

use super::place::is_byline;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use newstem::text::{Token, fold, iter_tokens};

/// The reason of a line without words.
pub(super) const SYMBOL_ONLY: &str = "symbol-only";

/// A row of labels has no label longer than this.
const LABEL_WORDS_MAX: usize = 5;
/// From this many words on, a line that ends as a sentence is a paragraph.
const PARAGRAPH_WORDS_MIN: usize = 9;

/// A menu names at least so many sections of a newspaper.
const SECTIONS_MIN: usize = 3;
/// Folded names of the sections of newspapers.
static SECTIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "home news world business sport sports politics opinion culture entertainment tech \
    technology science health weather travel lifestyle life style money local national \
    international nation front arts music film tv food environment education jobs \
    property video videos podcasts photos breaking latest celebs celebrity celebrities \
    crypto markets horoscope horoscopes astrology obituaries letters features cars games \
    inicio mundo deportes cultura economia politica monde economie esportes wirtschaft \
    politik kultur"
        .split_whitespace()
        .collect()
});

/// A source in parentheses or behind a dash has no more words than this.
const SOURCE_WORDS_MAX: usize = 5;
/// Ends of sentences in the scripts of the world.
const STOPS: [char; 17] =
    ['.', '!', '?', '…', '。', '！', '？', '．', '｡', '।', '॥', '؟', '۔', '։', '።', '။', '។'];
/// Ends of what is no mere link.
pub(super) const STOPS_AND_QUOTES: [char; 4] = ['.', '"', '”', '»'];

/// A trimmed line with its words.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The line, trimmed.
    pub(super) text: &'a str,
    word_count: usize,
    /// Its words, folded when something first asks for them: of most lines the number will do.
    words: OnceCell<Vec<String>>,
    ends_sentence: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.trim();
        let word_count = iter_tokens(text).filter(Token::is_word).count();
        let ends_sentence = ends_with_stop(text) || ends_with_stop(before_source(text));
        Self { text, word_count, words: OnceCell::new(), ends_sentence }
    }

    /// How many words and numbers it has.
    pub(super) fn word_count(&self) -> usize {
        self.word_count
    }

    /// Its folded words and numbers.
    pub(super) fn words(&self) -> &[String] {
        self.words.get_or_init(|| {
            let words = iter_tokens(self.text).filter(Token::is_word);
            words.map(|token| fold(&self.text[token.start..token.end])).collect()
        })
    }

    /// The line without the marks it begins with; a copyright sign stays.
    pub(super) fn bare(&self) -> &'a str {
        let mark = |c: char| !c.is_alphanumeric() && c != '©' && c != '(';
        let bare = self.text.trim_start_matches(mark);
        if bare.starts_with("(c)") || bare.starts_with("(C)") {
            return bare;
        }
        bare.trim_start_matches(|c: char| mark(c) || c == '(')
    }

    /// True where the line ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        self.ends_sentence
    }

    /// True of a paragraph of running text.
    pub(super) fn is_paragraph(&self) -> bool {
        self.ends_sentence() && self.word_count >= PARAGRAPH_WORDS_MIN
    }

    /// The reason that the mere shape of the line gives for taking it away.
    pub(super) fn shape_reason(&self) -> Option<&'static str> {
        if self.word_count == 0 {
            return Some(SYMBOL_ONLY);
        }
        if self.is_row_of_table() || is_byline(self.text) {
            return None;
        }
        if self.is_row_of_labels() || self.is_row_of_sections() {
            return Some("navigation");
        }
        let points = self.begins_with_pointer() || self.has_shouted_label() || self.is_listicle();
        points.then_some("related-link")
    }

    /// `FREE INSIDE: our garden special`: a label in capitals, and no sentence behind it.
    fn has_shouted_label(&self) -> bool {
        let Some((label, rest)) = self.text.split_once(": ") else {
            return false;
        };
        let shouted =
            label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
        let short = label.split_whitespace().count() <= LABEL_WORDS_MAX && label.len() > 3;
        shouted && short && !rest.ends_with(STOPS_AND_QUOTES) && !self.ends_sentence()
    }

    /// `7 Gadgets Everyone Will Own`: a count, then a headline all in capitals. A row of a table
    /// holds more numbers than one, and an entry of a list has a mark behind its number.
    fn is_listicle(&self) -> bool {
        let number = |word: &String| word.parse::<u8>().ok();
        let bare = self.text.trim_start_matches(|c: char| c.is_ascii_digit());
        if bare.len() == self.text.len() || !bare.starts_with(' ') {
            return false;
        }
        let count = self.words().first().and_then(number);
        let counted = count.is_some_and(|count| (3..=101).contains(&count));
        let headline = self.word_count > 4 && !self.ends_sentence() && self.is_capitalised();
        counted && headline && self.words().iter().filter_map(number).count() == 1
    }

    /// `World | Sport | Weather`, `Home > News`, or words far apart: a menu.
    fn is_row_of_labels(&self) -> bool {
        if self.ends_sentence() && self.word_count > LABEL_WORDS_MAX {
            return self.is_split_by(&[" | "]) && self.word_count < 20;
        }
        self.is_split_by(&["|", " > ", " › ", " » ", " • ", " · ", "   ", "  ", "\t", " ○ ", " / "])
            && self.word_count < 30
    }

    /// `| 3 | Valley Rowers | 846 |`: a row of a table in Markdown.
    fn is_row_of_table(&self) -> bool {
        self.text.len() > 1 && self.text.starts_with('|') && self.text.ends_with('|')
    }

    /// `World Business Sport Weather`: the menu of a site without anything between its entries.
    fn is_row_of_sections(&self) -> bool {
        if self.ends_sentence() {
            return false;
        }
        let sections = self.words().iter().filter(|word| SECTIONS.contains(word.as_str())).count();
        sections >= SECTIONS_MIN && sections * 2 >= self.word_count
    }

    fn is_split_by(&self, separators: &[&str]) -> bool {
        separators.iter().any(|separator| {
            let labels: Vec<&str> = self.text.split(separator).collect();
            let short = |label: &&str| label.split_whitespace().count() <= LABEL_WORDS_MAX;
            labels.len() > 1
                && labels.iter().filter(|label| short(label)).count() * 3 >= labels.len() * 2
        })
    }

    /// `>> Ten gadgets`, `▶ Watch`: a pointer elsewhere.
    fn begins_with_pointer(&self) -> bool {
        let pointers = [">", "»", "›", "▶", "►", "→", "☞", "👉", "▸"];
        let points = pointers.iter().any(|pointer| self.text.starts_with(pointer));
        points && !self.text.ends_with(STOPS_AND_QUOTES) && self.word_count < 25
    }

    /// True where all of the longer words begin with a capital: a headline or a name.
    pub(super) fn is_capitalised(&self) -> bool {
        self.capitalised_share() == 1.0
    }

    /// Which part of the longer words begin with a capital.
    pub(super) fn capitalised_share(&self) -> f64 {
        let longer = self.text.split_whitespace().filter(|word| word.chars().nth(3).is_some());
        let (mut all, mut capital) = (0_u32, 0_u32);
        for word in longer {
            all += 1;
            let head = word.chars().find(|c| c.is_alphanumeric());
            capital += u32::from(head.is_some_and(char::is_uppercase));
        }
        if all == 0 { 0.0 } else { f64::from(capital) / f64::from(all) }
    }
}

fn ends_with_stop(text: &str) -> bool {
    let closing = ['"', '”', '’', '\'', '»', '“', ')', ']', ' '];
    let end = text.trim_end_matches(closing);
    end.ends_with(STOPS)
}

/// What stands before a source at the end of a line: `It rained. (Valley Newswire)`,
/// `It rained. — AFP`.
fn before_source(text: &str) -> &str {
    let opening = ["(", " - ", " – ", " — ", ".—", ".-"];
    let found = opening.iter().filter_map(|mark| text.rfind(mark)).max();
    let Some(at) = found else {
        return text;
    };
    let short = text[at..].split_whitespace().count() <= SOURCE_WORDS_MAX;
    if short { text[..=at].trim_end_matches(['(', ' ', '-', '–', '—']) } else { text }
}
