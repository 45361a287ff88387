//! What the line classifier is told of a line: its looks, its place, its neighbours, and what the
//! rules made of it. The same numbers go to training, so the two cannot drift apart.
//!
//! Language-light on purpose: lengths, marks and capitals serve every language with spaces and
//! cases; of words only the commonest of six languages are known. Rejected: the words themselves
//! as features, which learn the names in the pages they were fitted on.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::line::Line;
use crate::clean::Verdicts;
use crate::lookup::Lookup;

/// One number that the classifier sees, under its name.
pub type Feature = (&'static str, f64);

/// Counts beyond this make no difference.
const COUNT_MAX: usize = 30;
/// Lengths in words beyond this make no difference.
const WORDS_MAX: usize = 80;
/// So many lines on either side are a line's surroundings.
const WINDOW: usize = 3;
/// A line further from the colon that introduces a list is no entry of it.
const LIST_LINES_MAX: usize = 10;
/// A line of fewer words says too little to be on or off the topic.
const TOPIC_WORDS_MIN: usize = 9;
/// From this part of its words on a line is on the topic.
const ON_TOPIC_MIN: f64 = 0.4;
/// Words of so many letters say what a line is about.
const TOPIC_LETTERS_MIN: usize = 4;

/// Folded words that hold sentences together.
const STOP_WORDS: &str = "the of and to a in is was for on that with as at by from it he she they his her their be \
    been are were had has have not but which who this an or will would after before over into than \
    el la los las de del que y en un una por con para su se al lo como mas pero fue ha no es \
    le les des du et est une dans pour qui au aux sur par plus pas ce cette son sa ses ont avec \
    o os as do da dos das e um uma com foi nao na em mais mas seu sua \
    der die das und den dem von zu mit sich auf fur ist im ein eine nicht auch wurde sie er bei hat \
    il lo gli di che per una con sono della del nel alla piu non ha dei";
/// Folded verbs and cues of reported speech.
const SPEECH_WORDS: &str = "said says told added saying according announced reported stated asked dijo afirmo anadio \
    senalo segun explico declare dit ajoute selon affirme explique disse afirmou acrescentou \
    segundo declarou sagte teilte erklarte laut hinzu detto dichiarato aggiunto secondo spiegato";
/// Folded words with which a site speaks to its reader or of itself.
const READER_WORDS: &str = "you your yours our us we my please vous votre vos nos notre nuestro nuestra nuestros tu tus \
    voce seu nosso nossa unser unsere ihr ihre ihnen nostro nostra vostro tuo tua";
/// Folded words of buttons, menus and boxes.
const SITE_WORDS: &str = "subscribe subscription newsletter newsletters email sign signup login log register account \
    share tweet facebook twitter instagram whatsapp linkedin youtube telegram pinterest reddit \
    comment comments reply replies follow like likes print save copy link menu search home close \
    skip advertisement advertising sponsored ad ads cookie cookies privacy terms policy contact \
    about copyright rights reserved photo photos video videos gallery image credit getty watch \
    listen podcast podcasts read more related trending popular latest next previous tags topics \
    view show click app download rss sitemap careers jobs help faq feedback edition updated \
    published min mins ago suscribete suscribirse boletin comentarios compartir siguenos foto \
    fotos publicidad leer abonnez commentaires partager suivez lire publicite inscrivez assine \
    comentar compartilhar siga leia publicidade abonnieren anmelden kommentare teilen folgen \
    mehr anzeige lesen iscriviti commenti condividi leggi pubblicita seguici";
/// Folded words of dates and clocks.
const TIME_WORDS: &str = "jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july \
    august september october november december monday tuesday wednesday thursday friday saturday \
    sunday mon tue wed thu fri sat sun am pm est edt gmt utc bst ist pst pdt et \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre \
    janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro \
    januar februar marz juni juli oktober dezember gennaio febbraio aprile maggio giugno luglio \
    settembre ottobre dicembre hours hour minutes ago";

/// The lists of words, each with its bit.
const LISTS: [(u8, &str); 5] = [
    (STOP, STOP_WORDS),
    (SPEECH, SPEECH_WORDS),
    (READER, READER_WORDS),
    (SITE, SITE_WORDS),
    (TIME, TIME_WORDS),
];
const STOP: u8 = 1;
const SPEECH: u8 = 2;
const READER: u8 = 4;
const SITE: u8 = 8;
const TIME: u8 = 16;

/// For each word of the lists the bits of those that hold it.
static LISTED: LazyLock<Lookup<u8>> = LazyLock::new(|| {
    let words = LISTS.iter();
    let words = words.flat_map(|(bit, words)| words.split_whitespace().map(|word| (word, *bit)));
    Lookup::of(words.collect(), |one, other| one | other)
});

/// A line's facts that its neighbours ask for, too.
struct Fact {
    words: usize,
    ends_sentence: bool,
    is_paragraph: bool,
    marked: bool,
}

/// A document's lines with what is known of all of them together.
pub(super) struct Page<'a> {
    lines: &'a [Line<'a>],
    verdicts: &'a Verdicts,
    facts: Vec<Fact>,
    title: BTreeSet<&'a str>,
    /// For each word that may say what a line is about, in how many lines it stands.
    topics: OnceCell<BTreeMap<&'a str, usize>>,
    /// How often each line stands in the document.
    copies: OnceCell<BTreeMap<&'a [String], usize>>,
    paragraphs: usize,
    first_paragraph: usize,
    last_paragraph: usize,
    /// Words of paragraphs before each line.
    paragraph_words: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(lines: &'a [Line<'a>], title: &'a Line<'a>, verdicts: &'a Verdicts) -> Self {
        let facts: Vec<Fact> =
            lines.iter().enumerate().map(|(i, l)| fact(l, verdicts, i)).collect();
        let paragraphs =
            || facts.iter().enumerate().filter(|(_, f)| f.is_paragraph).map(|(i, _)| i);
        let first_paragraph = paragraphs().next().unwrap_or(lines.len());
        let last_paragraph = paragraphs().next_back().unwrap_or(0);
        let paragraph_words = running_words(&facts);
        Self {
            paragraphs: paragraphs().count(),
            lines,
            verdicts,
            title: title.words().iter().map(String::as_str).collect(),
            topics: OnceCell::new(),
            copies: OnceCell::new(),
            first_paragraph,
            last_paragraph,
            paragraph_words,
            facts,
        }
    }

    /// What the classifier is told of the line at `index`.
    pub(super) fn features(&self, index: usize) -> Vec<Feature> {
        let mut features = Vec::with_capacity(64);
        features.extend(shape(self.lines[index].text));
        features.extend(vocabulary(&self.lines[index]));
        features.extend(self.sentence(index));
        features.extend(self.verdict(index));
        features.extend(self.topic(index));
        features.extend(self.place(index));
        features.extend(self.neighbours(index));
        features.extend(self.surroundings(index));
        features.extend(self.list(index));
        features
    }

    fn sentence(&self, index: usize) -> [Feature; 4] {
        let line = &self.lines[index];
        let fact = &self.facts[index];
        [
            ("words", fact.words.min(WORDS_MAX) as f64),
            ("ends-sentence", flag(fact.ends_sentence)),
            ("paragraph", flag(fact.is_paragraph)),
            ("capitalised", line.capitalised_share()),
        ]
    }

    fn verdict(&self, index: usize) -> [Feature; 5] {
        [
            ("wording", flag(self.verdicts.wording[index].is_some())),
            ("shape", flag(self.verdicts.shape[index].is_some())),
            ("outlet", flag(self.verdicts.outlet[index].is_some())),
            ("repeat", flag(self.verdicts.repeat[index].is_some())),
            ("place", flag(self.verdicts.place[index].is_some())),
        ]
    }

    /// Whether a line ends as sentences do.
    pub(super) fn ends_sentence(&self, index: usize) -> bool {
        self.facts[index].ends_sentence
    }

    /// True of a line long enough to say so that shares its words with the paragraphs.
    pub(super) fn is_on_topic(&self, index: usize) -> bool {
        let is_long = self.facts[index].words >= TOPIC_WORDS_MIN;
        is_long && self.on_topic(&topic_words(&self.lines[index])) >= ON_TOPIC_MIN
    }

    /// Which part of a line's words the paragraphs hold more than once.
    fn on_topic(&self, words: &[&str]) -> f64 {
        let topics = self.topics.get_or_init(|| topics(self.lines));
        let known = |word: &&&str| topics.get(**word).is_some_and(|lines| *lines > 1);
        share(words.iter().filter(known).count(), words.len())
    }

    /// How much the line has to do with the headline and with the other lines.
    fn topic(&self, index: usize) -> [Feature; 4] {
        let line = &self.lines[index];
        let words = topic_words(line);
        let in_title = words.iter().filter(|word| self.title.contains(**word)).count();
        let copies = self.copies.get_or_init(|| copies(self.lines));
        let copies = copies.get(line.words()).copied().unwrap_or(1);
        [
            ("topic-words", words.len().min(COUNT_MAX) as f64),
            ("in-title", share(in_title, words.len())),
            ("on-topic", self.on_topic(&words)),
            ("copies", copies.min(5) as f64),
        ]
    }

    fn place(&self, index: usize) -> [Feature; 8] {
        let lines = self.lines.len();
        let all = self.paragraph_words.last().copied().unwrap_or(0);
        [
            ("from-start", index.min(COUNT_MAX) as f64),
            ("from-end", (lines - 1 - index).min(COUNT_MAX) as f64),
            ("before-first", flag(index < self.first_paragraph)),
            ("after-last", flag(index > self.last_paragraph)),
            ("behind-first", index.saturating_sub(self.first_paragraph).min(COUNT_MAX) as f64),
            ("text-before", share(self.paragraph_words[index], all)),
            ("paragraphs", self.paragraphs.min(COUNT_MAX) as f64),
            ("paragraph-share", share(self.paragraphs, lines)),
        ]
    }

    fn neighbours(&self, index: usize) -> [Feature; 10] {
        let before = index.checked_sub(1).and_then(|at| self.facts.get(at));
        let after = self.facts.get(index + 1);
        let words = |fact: Option<&Fact>| fact.map_or(-1.0, |f| f.words.min(WORDS_MAX) as f64);
        let is = |fact: Option<&Fact>, what: fn(&Fact) -> bool| flag(fact.is_some_and(what));
        // Whoever looks further counts to the end of the text for every line of it.
        let up = self.facts[..index].iter().rev().take(COUNT_MAX);
        let up = up.take_while(|fact| !fact.is_paragraph).count();
        let down = self.facts[index + 1..].iter().take(COUNT_MAX);
        let down = down.take_while(|fact| !fact.is_paragraph).count();
        [
            ("words-above", words(before)),
            ("words-below", words(after)),
            ("sentence-above", is(before, |fact| fact.ends_sentence)),
            ("sentence-below", is(after, |fact| fact.ends_sentence)),
            ("marked-above", is(before, |fact| fact.marked)),
            ("marked-below", is(after, |fact| fact.marked)),
            ("paragraph-above", up as f64),
            ("paragraph-below", down as f64),
            ("run", (up + down).min(COUNT_MAX) as f64),
            ("quote-above", flag(index > 0 && ends_in_colon(self.lines[index - 1].text))),
        ]
    }

    fn surroundings(&self, index: usize) -> [Feature; 3] {
        let from = index.saturating_sub(WINDOW);
        let window = &self.facts[from..(index + WINDOW + 1).min(self.facts.len())];
        let marked = window.iter().filter(|fact| fact.marked).count();
        let paragraphs = window.iter().filter(|fact| fact.is_paragraph).count();
        let words: usize = window.iter().map(|fact| fact.words).sum();
        [
            ("marked-near", share(marked, window.len())),
            ("paragraphs-near", share(paragraphs, window.len())),
            ("words-near", share(words, window.len())),
        ]
    }

    /// Whether the line is an entry of a list or table of the article.
    fn list(&self, index: usize) -> [Feature; 5] {
        let text = self.lines[index].text;
        let above = index.checked_sub(1).map_or("", |at| self.lines[at].text);
        let below = self.lines.get(index + 1).map_or("", |line| line.text);
        let number = entry_number(text);
        let follows = |other: &str, step: i64| {
            entry_number(other).zip(number).is_some_and(|(other, own)| other + step == own)
        };
        let like = |other: &str| outline(other).eq(outline(text));
        let introduced = self.lines[..index].iter().rev().take(LIST_LINES_MAX);
        let introduced = introduced.take_while(|line| !ends_in_colon(line.text)).count();
        [
            ("numbered", flag(number.is_some())),
            ("in-order", flag(follows(above, 1) || follows(below, -1))),
            ("like-above", flag(like(above))),
            ("like-below", flag(like(below))),
            ("introduced", introduced.min(index).min(LIST_LINES_MAX) as f64),
        ]
    }
}

/// The number with which an entry of a list begins: `3. `, `3) `.
fn entry_number(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(['-', '*', '•', ' ', '#']);
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = text.split_at(end);
    let entry = rest.starts_with(['.', ')', ':']) || rest.starts_with(" -");
    number.parse().ok().filter(|_| entry && number.len() < 4)
}

/// The marks of a line without its words, by which rows of one table or list are alike; none twice
/// in a row.
fn outline(text: &str) -> impl Iterator<Item = char> + '_ {
    let kind = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let marks = text.chars().filter(|c| !c.is_alphabetic() && !c.is_whitespace()).map(kind);
    let mut before = None;
    marks.filter(move |mark| before.replace(*mark) != Some(*mark))
}

fn fact(line: &Line<'_>, verdicts: &Verdicts, index: usize) -> Fact {
    let ends_sentence = line.ends_sentence();
    Fact {
        words: line.word_count(),
        ends_sentence,
        is_paragraph: line.is_paragraph(),
        marked: verdicts.reason(index).is_some(),
    }
}

fn running_words(facts: &[Fact]) -> Vec<usize> {
    let mut running = vec![0];
    let mut words = 0;
    for fact in facts {
        words += if fact.is_paragraph { fact.words } else { 0 };
        running.push(words);
    }
    running
}

fn topics<'a>(lines: &'a [Line<'a>]) -> BTreeMap<&'a str, usize> {
    let mut topics = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_paragraph()) {
        for word in topic_words(line) {
            *topics.entry(word).or_default() += 1;
        }
    }
    topics
}

fn copies<'a>(lines: &'a [Line<'a>]) -> BTreeMap<&'a [String], usize> {
    let mut copies = BTreeMap::new();
    for line in lines {
        *copies.entry(line.words()).or_default() += 1;
    }
    copies
}

/// The words of a line that may say what it is about, each once.
fn topic_words<'a>(line: &'a Line<'_>) -> Vec<&'a str> {
    let words = line.words().iter().map(String::as_str).filter(|word| is_topic(word));
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_topic(word: &str) -> bool {
    word.chars().nth(TOPIC_LETTERS_MIN - 1).is_some() && listed(word) & STOP == 0
}

/// The bits of the lists that hold a word.
fn listed(word: &str) -> u8 {
    LISTED.get(word).unwrap_or(0)
}

/// How many characters of a line are of each kind.
#[derive(Default)]
struct Counts {
    characters: usize,
    letters: usize,
    capitals: usize,
    latin: usize,
    digits: usize,
    symbols: usize,
    separators: usize,
    quotes: usize,
    commas: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        text.chars().for_each(|character| counts.add(character));
        counts
    }

    fn add(&mut self, c: char) {
        self.characters += 1;
        self.digits += usize::from(c.is_ascii_digit());
        self.capitals += usize::from(c.is_uppercase());
        if c.is_alphabetic() {
            self.letters += 1;
            self.latin += usize::from(c < '\u{250}');
            return;
        }
        self.symbols += usize::from(!c.is_numeric() && !c.is_whitespace());
        let separates = matches!(c, '|' | '>' | '»' | '›' | '•' | '·' | '/' | '\\' | '→');
        self.separators += usize::from(separates);
        self.quotes += usize::from(matches!(c, '"' | '“' | '”' | '«' | '»' | '„'));
        self.commas += usize::from(c == ',');
    }
}

/// What the characters of a line show.
fn shape(text: &str) -> [Feature; 16] {
    let counts = Counts::of(text);
    let (characters, letters) = (counts.characters, counts.letters);
    let inner_stops = text.matches(". ").count() + text.matches(".” ").count();
    [
        ("characters", characters.min(600) as f64),
        ("digits", share(counts.digits, characters)),
        ("shouted", share(counts.capitals, letters)),
        ("latin", share(counts.latin, letters)),
        ("symbols", share(counts.symbols, characters)),
        ("separators", counts.separators.min(COUNT_MAX) as f64),
        ("quotes", counts.quotes.min(COUNT_MAX) as f64),
        ("commas", counts.commas.min(COUNT_MAX) as f64),
        ("inner-stops", inner_stops.min(COUNT_MAX) as f64),
        ("starts-small", flag(text.chars().next().is_some_and(char::is_lowercase))),
        ("bullet", flag(text.starts_with(['-', '*', '•', '–', '·', '—']))),
        ("table-row", flag(text.starts_with('|') && text.ends_with('|'))),
        ("starts-mark", flag(text.chars().next().is_some_and(|c| !c.is_alphanumeric()))),
        ("ends-question", flag(text.ends_with('?'))),
        ("ends-colon", flag(ends_in_colon(text))),
        ("ends-cut", flag(text.ends_with('…') || text.ends_with("...") || text.ends_with("[…]"))),
    ]
}

/// What kinds of words a line holds.
fn vocabulary(line: &Line<'_>) -> [Feature; 9] {
    let words = line.word_count();
    let lists: Vec<u8> = line.words().iter().map(|word| listed(word)).collect();
    let held = |list: u8| lists.iter().filter(|lists| *lists & list != 0).count();
    let numbers = line.words().iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let letters: usize = line.words().iter().map(|word| word.chars().count()).sum();
    let site = held(SITE);
    [
        ("word-length", share(letters, words)),
        ("stop-words", share(held(STOP), words)),
        ("speech", flag(held(SPEECH) > 0)),
        ("reader-words", share(held(READER), words)),
        ("site-words", site.min(COUNT_MAX) as f64),
        ("site-share", share(site, words)),
        ("time-words", share(held(TIME), words)),
        ("numbers", share(numbers.count(), words)),
        ("address", flag(line.text.contains(['@', '#']) || line.text.contains("http"))),
    ]
}

fn ends_in_colon(text: &str) -> bool {
    text.ends_with(':')
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
