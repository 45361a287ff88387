//! The sentences of a story's articles in one list, each with its telling words and its values.

use std::collections::{BTreeMap, BTreeSet};

use super::chance::Chance;
use crate::article::Article;
use crate::quote::{Fidelity, Form, Occurrence, Quote};
use crate::text::{Mention, Reading, Sentence, Value, read_values};

/// A sentence of one article.
pub(super) struct Line {
    /// Index of the article.
    pub(super) article: usize,
    /// Index of the sentence in its reading.
    pub(super) sentence: usize,
    /// Its telling stems, values left out.
    pub(super) stems: BTreeSet<String>,
    /// Those of them that belong to names.
    pub(super) names: BTreeSet<String>,
    /// Indices of its values in the ledger.
    pub(super) slots: Vec<usize>,
    /// Share of its words that stand inside quotation marks.
    pub(super) quoted: f64,
    /// Whose words most of it is, as its article tells.
    pub(super) speaker: Option<String>,
}

/// A value and what it is a value of.
pub(super) struct Slot {
    /// Index of its line.
    pub(super) line: usize,
    /// What is given.
    pub(super) value: Value,
    /// What chance and error make of it.
    pub(super) chance: Chance,
    /// Stems that tell what is counted, or how a time binds: the words right after a number.
    pub(super) counted: BTreeSet<String>,
    /// Telling stems close by.
    pub(super) around: BTreeSet<String>,
    /// The words right after it, by their tokens; they say what the value is a value of.
    pub(super) after: Vec<usize>,
}

impl Slot {
    /// True of a time until or before which something holds.
    pub(super) fn is_deadline(&self) -> bool {
        self.counted.contains(DEADLINE)
    }
}

/// Everything that claims are made of.
pub(super) struct Ledger {
    pub(super) lines: Vec<Line>,
    pub(super) slots: Vec<Slot>,
    /// For each article, the indices of its lines.
    pub(super) of_article: Vec<Vec<usize>>,
    weights: BTreeMap<String, f64>,
}

/// Stands for a stem where a time is a deadline.
const DEADLINE: &str = "deadline";
/// How many words after a number may name what it counts.
const COUNTED_WORDS: usize = 3;
/// How many words after a value say what it is a value of.
const AFTER_WORDS: usize = 4;
/// How many words either way are close by.
const AROUND_WORDS: usize = 6;

impl Ledger {
    pub(super) fn new(articles: &[&Article], readings: &[&Reading], quotes: &[Quote]) -> Self {
        let mut ledger = Self {
            lines: Vec::new(),
            slots: Vec::new(),
            of_article: Vec::new(),
            weights: BTreeMap::new(),
        };
        for (index, (article, reading)) in articles.iter().zip(readings).enumerate() {
            ledger.enter(index, article, reading, quotes);
        }
        ledger.weights = weights(&ledger);
        ledger
    }

    fn enter(&mut self, index: usize, article: &Article, reading: &Reading, quotes: &[Quote]) {
        let mentions = read_values(reading, &article.language);
        let spans = quoted_spans(&article.id, quotes);
        let first = self.lines.len();
        for sentence in 0..reading.sentences.len() {
            let stems = telling_stems(reading, reading.sentence_words(sentence), &mentions);
            self.lines.push(Line {
                article: index,
                sentence,
                stems,
                names: name_stems(reading, sentence),
                slots: Vec::new(),
                quoted: quoted_share(reading, sentence, &spans),
                speaker: speaker(article, &reading.sentences[sentence], quotes),
            });
        }
        for mention in mentions.iter() {
            self.enter_slot(first + mention.sentence, reading, mention, &mentions);
        }
        self.of_article.push((first..self.lines.len()).collect());
    }

    fn enter_slot(&mut self, line: usize, reading: &Reading, own: &Mention, all: &[Mention]) {
        let words: Vec<usize> = reading.sentence_words(own.sentence).collect();
        let at = words.partition_point(|&word| word < own.first_token);
        let after = words.partition_point(|&word| word < own.last_token);
        let near = at.saturating_sub(AROUND_WORDS)..(after + AROUND_WORDS).min(words.len());
        self.lines[line].slots.push(self.slots.len());
        self.slots.push(Slot {
            line,
            value: own.value.clone(),
            chance: Chance::of(&own.value),
            counted: match own.value {
                Value::Amount(_) | Value::Score(..) => counted(reading, own, &words[after..], all),
                _ => binding(reading, &words[..at]),
            },
            around: telling_stems(reading, words[near].iter().copied(), all),
            after: unbroken(reading, own.last_token - 1, &words[after..]),
        });
    }

    /// How nearly two lines stand equally far down their articles, from 0 to 1.
    pub(super) fn order_kept(&self, left: usize, right: usize) -> f64 {
        (1.0 - 4.0 * (self.depth(left) - self.depth(right)).abs()).max(0.0)
    }

    /// How far down its article a line stands, from 0 to 1.
    pub(super) fn depth(&self, line: usize) -> f64 {
        let line = &self.lines[line];
        let length = self.of_article[line.article].len();
        (line.sentence as f64 + 0.5) / length as f64
    }

    /// The values that these articles give, by their indices.
    pub(super) fn slots_of(&self, articles: &[usize]) -> Vec<usize> {
        let lines = articles.iter().flat_map(|&article| &self.of_article[article]);
        lines.flat_map(|&line| self.lines[line].slots.iter().copied()).collect()
    }

    /// The article that gives a value.
    pub(super) fn article_of(&self, slot: usize) -> usize {
        self.lines[self.slots[slot].line].article
    }

    /// How much a stem tells within this story.
    pub(super) fn weight(&self, stem: &str) -> f64 {
        self.weights.get(stem).copied().unwrap_or(0.0)
    }

    /// The weights of several stems together.
    pub(super) fn weigh<'a>(&self, stems: impl IntoIterator<Item = &'a String>) -> f64 {
        stems.into_iter().map(|stem| self.weight(stem)).sum()
    }
}

/// A stem tells much where the articles that have it have it once. Counting within articles, not
/// over them, keeps a name that every article carries from looking common because it was copied.
fn weights(ledger: &Ledger) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<&String, (f64, BTreeSet<usize>)> = BTreeMap::new();
    for line in &ledger.lines {
        for stem in &line.stems {
            let entry = counts.entry(stem).or_default();
            entry.0 += 1.0;
            entry.1.insert(line.article);
        }
    }
    let length = ledger.lines.len() as f64 / ledger.of_article.len().max(1) as f64;
    let weight = |(count, carriers): &(f64, BTreeSet<usize>)| {
        let per_article = count / carriers.len() as f64;
        (1.0 + length.max(8.0) / per_article).ln()
    };
    counts.iter().map(|(stem, entry)| ((*stem).clone(), weight(entry))).collect()
}

fn telling_stems(
    reading: &Reading,
    words: impl Iterator<Item = usize>,
    mentions: &[Mention],
) -> BTreeSet<String> {
    let in_value = |word: usize| {
        mentions.iter().any(|mention| (mention.first_token..mention.last_token).contains(&word))
    };
    words
        .filter(|&word| is_telling(&reading.folded[word]) && !in_value(word))
        .map(|word| reading.stems[word].clone())
        .collect()
}

/// Stems of the words written with a capital; the first word of a sentence tells nothing.
fn name_stems(reading: &Reading, sentence: usize) -> BTreeSet<String> {
    let is_capital = |word: &usize| {
        let text = reading.token_text(*word);
        text.chars().next().is_some_and(char::is_uppercase)
    };
    reading
        .sentence_words(sentence)
        .skip(1)
        .filter(is_capital)
        .filter(|&word| is_telling(&reading.folded[word]))
        .map(|word| reading.stems[word].clone())
        .collect()
}

/// Short words and the commonest function words tell nothing.
fn is_telling(folded: &str) -> bool {
    folded.chars().count() > 2 && COMMON.binary_search(&folded).is_err()
}

/// The stems right after a number: what it counts, adjectives included.
fn counted(
    reading: &Reading,
    own: &Mention,
    after: &[usize],
    mentions: &[Mention],
) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    let mut left = own.last_token - 1;
    for &word in after.iter().take(COUNTED_WORDS + 2) {
        if has_mark(reading, left, word) || stems.len() == COUNTED_WORDS {
            break;
        }
        left = word;
        let folded = reading.folded[word].as_str();
        let is_value = mentions
            .iter()
            .any(|mention| (mention.first_token..mention.last_token).contains(&word));
        if is_value
            || matches!(folded, "of" | "the" | "its" | "their" | "more" | "other" | "de" | "or")
        {
            continue;
        }
        if !is_telling(folded) {
            break;
        }
        stems.insert(reading.stems[word].clone());
    }
    stems
}

/// The first words of `words`, up to a mark; `left` is the token before them.
fn unbroken(reading: &Reading, mut left: usize, words: &[usize]) -> Vec<usize> {
    let goes_on = |&&word: &&usize| {
        let is_next = !has_mark(reading, left, word);
        left = word;
        is_next
    };
    words.iter().take(AFTER_WORDS).take_while(goes_on).copied().collect()
}

fn has_mark(reading: &Reading, left: usize, right: usize) -> bool {
    let gap = &reading.text[reading.tokens[left].end..reading.tokens[right].start];
    gap.chars().any(|c| !c.is_whitespace() && c != '-')
}

/// How a time binds: a deadline (`until Friday`) is not an occasion (`on Friday`).
fn binding(reading: &Reading, before: &[usize]) -> BTreeSet<String> {
    let deadline = before.iter().rev().take(3).any(|&word| {
        matches!(
            reading.folded[word].as_str(),
            "until"
                | "till"
                | "before"
                | "by"
                | "hasta"
                | "antes"
                | "avant"
                | "jusqu'a"
                | "jusqu"
                | "ate"
                | "bis"
                | "vor"
                | "fino"
                | "prima"
        )
    });
    let name = if deadline { DEADLINE } else { "occasion" };
    BTreeSet::from([name.to_owned()])
}

fn quoted_spans(article: &str, quotes: &[Quote]) -> Vec<(usize, usize)> {
    quotes
        .iter()
        .flat_map(|quote| &quote.occurrences)
        .filter(|occurrence| occurrence.article == article && occurrence.form != Form::Indirect)
        .map(|occurrence| (occurrence.start, occurrence.end))
        .collect()
}

/// Whose words cover at least so much of a sentence are those of a speaker.
const TOLD_SHARE: f64 = 0.4;

/// Who is said to say most of a sentence.
fn speaker(article: &Article, sentence: &Sentence, quotes: &[Quote]) -> Option<String> {
    let told = |occurrence: &Occurrence| {
        let both =
            occurrence.end.min(sentence.end).saturating_sub(occurrence.start.max(sentence.start));
        both as f64 >= TOLD_SHARE * (sentence.end - sentence.start) as f64
    };
    quotes.iter().find_map(|quote| {
        let mut occurrences = quote.occurrences.iter().filter(|one| one.article == article.id);
        let occurrence = occurrences.find(|one| told(one))?;
        let misattributed = occurrence.fidelity == Fidelity::Misattributed;
        let fullest = quote.speaker.clone().filter(|_| !misattributed);
        fullest.or_else(|| occurrence.speaker.clone())
    })
}

fn quoted_share(reading: &Reading, sentence: usize, spans: &[(usize, usize)]) -> f64 {
    let inside = |word: &usize| {
        let token = &reading.tokens[*word];
        spans.iter().any(|&(start, end)| start <= token.start && token.end <= end)
    };
    let words: Vec<usize> = reading.sentence_words(sentence).collect();
    let count = words.iter().filter(|word| inside(word)).count();
    count as f64 / words.len().max(1) as f64
}

/// Function words and the verbs of reporting, folded, in order.
const COMMON: &[&str] = &[
    "about",
    "according",
    "added",
    "after",
    "again",
    "against",
    "all",
    "also",
    "although",
    "and",
    "another",
    "any",
    "are",
    "around",
    "asked",
    "at",
    "away",
    "back",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "came",
    "can",
    "come",
    "con",
    "could",
    "das",
    "del",
    "der",
    "des",
    "did",
    "die",
    "does",
    "done",
    "dos",
    "down",
    "during",
    "each",
    "even",
    "every",
    "for",
    "from",
    "get",
    "got",
    "had",
    "has",
    "have",
    "having",
    "her",
    "here",
    "hers",
    "him",
    "his",
    "how",
    "into",
    "its",
    "just",
    "last",
    "les",
    "like",
    "los",
    "made",
    "make",
    "many",
    "may",
    "might",
    "more",
    "most",
    "much",
    "must",
    "near",
    "never",
    "new",
    "next",
    "not",
    "now",
    "off",
    "one",
    "only",
    "other",
    "others",
    "our",
    "out",
    "over",
    "own",
    "para",
    "pas",
    "per",
    "por",
    "pour",
    "put",
    "que",
    "qui",
    "said",
    "same",
    "say",
    "saying",
    "says",
    "she",
    "should",
    "since",
    "some",
    "still",
    "such",
    "sur",
    "take",
    "taken",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "told",
    "too",
    "took",
    "two",
    "una",
    "und",
    "under",
    "une",
    "until",
    "upon",
    "very",
    "was",
    "way",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    #[test]
    fn common_words_can_be_searched() {
        assert!(super::COMMON.is_sorted());
    }
}
