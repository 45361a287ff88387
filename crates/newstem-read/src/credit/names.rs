//! Names of outlets: those of the pile, those of news agencies, and those that look like one.
//!
//! A name is compared by its folded words without a leading article, so that `The Valley Observer`,
//! `the Valley Observer’s` and `VALLEY OBSERVER` are one. The last words of a longer name are a
//! short form of it (`the Observer`), which is taken only where one outlet alone can be meant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use newstem::text::{fold, tokenize};

use super::outlets::{Outlets, Words, declined, turned};
use crate::outlet::without_domain_ending;
use crate::plain::is_mark;

const ARTICLES: &str = "the a an el la los las le les l o os as il lo gli i der die das au aux al";

/// Words that end (in English or German) the name of an outlet.
const LAST_WORDS: &str = "news times post herald gazette newswire newswires press wire wires tribune observer courier \
    chronicle journal mail mirror echo telegraph guardian examiner inquirer enquirer ledger dispatch bulletin register \
    reporter monitor radio tv television broadcasting newspaper magazine weekly daily sentinel argus advertiser packet \
    newsline newsdesk digest courant mercury gazetteer messenger recorder record standard citizen globe review today \
    newspapers online update bugle clarion star sun zeitung tageblatt anzeiger rundschau nachrichten kurier tagblatt morgenpost bote allgemeine";
/// Ends of German words that name a paper: `Mittagsblatt`.
const GERMAN_ENDS: [&str; 6] =
    ["blatt", "zeitung", "anzeiger", "kurier", "rundschau", "nachrichten"];
/// Ends of the names of agencies, and heads of those that go on in a tail.
const PRESS_ENDS: [&str; 2] = ["press", "wire"];
const PRESS_HEADS: [&str; 6] = ["press", "news", "sports", "court", "city", "media"];
const PRESS_TAILS: [&str; 5] = ["line", "link", "desk", "net", "point"];
/// Words that make `news` a section of a paper, not a paper.
const SECTIONS: &str = "home world local national regional international foreign latest breaking top more other all \
    business sport sports political politics entertainment science health school court police crime weather traffic";
/// Words that begin (in Romance languages) the name of an outlet.
const FIRST_WORDS: &str = "agencia agence agenzia diario jornal correo correio courrier corriere gazette gazeta gaceta gazzetta \
    journal giornale radio voz voix voce eco echo noticias folha heraldo periodico quotidien semanario presse prensa tele canal";
/// Words that begin the name of a paper in English.
const EDITIONS: &str = "daily evening morning weekly";
/// Words of an outlet's name that by themselves say how something is told or where.
const NO_SHORT_FORMS: &str = "live local online today digital";
/// Words that make `agency` an outlet's.
const BEFORE_AGENCY: &str = "news press telegraph";
/// The same of `service`: a press service is an office.
const BEFORE_SERVICE: &str = "news wire";
/// Words that an outlet adds to its name for one of its media: `ETV News` of `ETV`.
const MEDIA: &str = "news online live radio tv television digital";
/// Words for those who write for an outlet.
const STAFF: &str = "reporter reporters correspondent correspondents staff newsdesk writer writers";
/// Words of the names of bodies that are no outlets.
const INSTITUTIONS: &str = "ministry minister ministerio ministerium police policia department council government court \
    university hospital party office committee commission parliament senate army navy force guard board authority \
    company group bank institute church school college club federation association council house cabinet service \
    president secretary mayor governor general colonel captain inspector doctor professor judge \
    polizei feuerwehr stadt gemeinde kreis landkreis verwaltung behorde regierung partei verein verband gewerkschaft \
    klinik krankenhaus universitat gericht";
/// Ends of German words that name a body: `Innenministerium`.
const INSTITUTION_ENDS: [&str; 9] = [
    "ministerium",
    "amt",
    "gericht",
    "verwaltung",
    "verband",
    "anwaltschaft",
    "polizei",
    "feuerwehr",
    "bank",
];
/// Words for who holds an office, which name nobody by themselves.
const OFFICES: &str = "minister ministerin secretary president mayor governor general colonel captain inspector doctor \
    professor judge chairman chairwoman director spokesman spokeswoman";
/// Words before the name of a person.
const HONORIFICS: &str =
    "mr mrs ms miss dr prof professor sir lady lord madame monsieur senor senora herr frau signor";

/// Capitalised words that stand before a name in bylines and editors' notes: `Updates Valley Wire report`.
pub(super) const LEADS: [&str; 7] =
    ["By", "Updates", "Replaces", "Adds", "Corrects", "Recasts", "Repeats"];

/// Capitalised words that are no names of outlets.
const NO_NAMES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july \
    august september october november december today yesterday tomorrow copyright left right top bottom rear back front centre center \
    sic links rechts oben unten mitte";

/// What is known of outlets while the credits of one article are sought.
#[derive(Debug)]
pub(super) struct Names<'a> {
    own: Words,
    /// Its other forms.
    own_declined: Vec<Words>,
    /// The own outlet's name without what makes it a domain.
    own_label: String,
    known: &'a Outlets,
    /// Names that the article has credited in full, by their folded words.
    remembered: BTreeMap<Vec<String>, String>,
    /// The letters and digits that those end in.
    remembered_tails: BTreeSet<String>,
}

/// How much a name must look like an outlet's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It must be known: an agency's, or an outlet's of the pile.
    Known,
    /// It must be known with all its words: `said Petra Hallam` names no agency.
    KnownWhole,
    /// It must be known or have the looks.
    Outlet,
    /// It must not be a person's or an institution's, and of two words or more.
    Named,
    /// It must not be a person's or an institution's.
    Body,
    /// Any name will do.
    Any,
}

/// One name of a news agency, or of an outlet known the world over.
#[derive(Debug)]
struct Agency {
    words: Vec<String>,
    alias: &'static str,
    name: &'static str,
}

/// The names of agencies in the order of their tables, found by their first words.
#[derive(Debug)]
struct Agencies {
    all: Vec<Agency>,
    /// The places of those with a first word.
    by_head: BTreeMap<String, Vec<usize>>,
}

static AGENCIES: LazyLock<Agencies> = LazyLock::new(|| {
    let agencies = include_str!("../../data/news-agencies.tsv").lines();
    let outlets = include_str!("../../data/outlets.tsv").lines();
    let rows = agencies.chain(outlets).filter(|row| !row.starts_with('#'));
    let all: Vec<Agency> = rows.flat_map(agency_names).collect();
    let mut by_head: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, agency) in all.iter().enumerate() {
        if let Some(head) = agency.words.first() {
            by_head.entry(head.clone()).or_default().push(place);
        }
    }
    Agencies { all, by_head }
});

/// The letters and digits in which names end that are known without a pile or look like an
/// outlet's, and the words in which those begin that look like one.
static TELLING: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let words = LAST_WORDS.split_whitespace().chain(FIRST_WORDS.split_whitespace());
    let agencies = AGENCIES.all.iter().map(|agency| tail(&agency.words));
    words.chain(["agency", "service"]).chain(agencies).collect()
});

/// Each name and alias of one row of a table, with the agency's or outlet's full name.
fn agency_names(row: &'static str) -> Vec<Agency> {
    let mut fields = row.split('\t');
    let name = fields.next().unwrap_or_default();
    let aliases = fields.next().unwrap_or_default().split(';');
    let all = aliases.chain([name]).filter(|alias| !alias.is_empty());
    let agency = |alias| Agency { words: key(alias), alias, name };
    all.map(agency).collect()
}

/// True where `name` is that of a news agency or well-known outlet, and nothing else.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.of_words(&key(name), name).is_some()
}

/// The words of the first news agency or well-known outlet that is named within `line`.
pub(crate) fn agency_in(line: &str) -> Option<&'static str> {
    let words = key(line);
    let named = (0..words.len()).flat_map(|at| AGENCIES.beginning(&words[at..]));
    let named = named.filter(|(_, agency)| agency.is_printed_in(line));
    // Of `Associated Press` and `Associated Press of Pakistan` the longer is meant.
    let longest = named.max_by_key(|(place, agency)| (agency.words.len(), *place));
    longest.map(|(_, agency)| agency.alias)
}

impl Agencies {
    /// The agencies whose names a text begins with, each with its place.
    fn beginning<'a>(&'a self, text: &'a [String]) -> impl Iterator<Item = (usize, &'a Agency)> {
        let places = text.first().and_then(|head| self.by_head.get(head));
        let agencies = places.into_iter().flatten().map(|place| (*place, &self.all[*place]));
        agencies.filter(|(_, agency)| text.starts_with(&agency.words))
    }

    /// The first agency of just these words, as it is `printed`.
    fn of_words<'a>(&'a self, words: &'a [String], printed: &str) -> Option<&'a Agency> {
        let mut same =
            self.beginning(words).filter(|(_, agency)| agency.words.len() == words.len());
        same.find(|(_, agency)| agency.is_printed_in(printed)).map(|(_, agency)| agency)
    }
}

impl Agency {
    /// Letters alone are no abbreviation: `APP` is an agency and `App` is not. Nor do they tell
    /// anything where all is printed in capitals.
    fn is_printed_in(&self, printed: &str) -> bool {
        let abbreviation = self.alias.chars().all(|c| !c.is_lowercase());
        let shouted = printed.len() > 2 * self.alias.len() && !printed.contains(char::is_lowercase);
        !abbreviation || (printed.contains(self.alias) && !shouted)
    }
}

impl<'a> Names<'a> {
    /// The names that an article of `own` outlet in a pile of `known` outlets may credit.
    pub(super) fn new(own: Option<&str>, known: &'a Outlets) -> Self {
        let letters = |own| key(without_domain_ending(own)).concat().replace('-', "");
        let own_label = own.map(letters).unwrap_or_default();
        let own = own.map(key).unwrap_or_default();
        let (remembered, remembered_tails) = (BTreeMap::new(), BTreeSet::new());
        let own_declined = declined(&own);
        Self { known, own, own_declined, own_label, remembered, remembered_tails }
    }

    /// The outlet meant by the `printed` name, under its fullest known name; nothing where no
    /// outlet is meant, or the article's own.
    pub(super) fn resolve(&self, printed: &str, strength: Strength) -> Option<String> {
        let printed = without_lead(of_outlet(printed).unwrap_or(printed));
        let words = key(printed);
        if words.is_empty() || self.is_own(&words) {
            return None;
        }
        let known = match strength {
            Strength::KnownWhole => self.known_exactly(&words, printed),
            _ => self.known_within(&words, printed),
        };
        let known = known.or_else(|| self.short_form(&words));
        known.or_else(|| plausible(printed, &words, strength).then(|| without_article(printed)))
    }

    /// False where no name within a line can be one that [`Strength::Outlet`] takes. Most lines are
    /// told so by their capitals alone, which takes a hundredth of the time of looking for names.
    ///
    /// Such a name is known, and then the line holds the letters that it ends in; or it looks like
    /// an outlet's, and then by its first or last word. A word begins with a capital here, or goes on
    /// behind a hyphen or apostrophe; only names known from elsewhere may end in a small word.
    pub(super) fn may_be_in(&self, line: &str) -> bool {
        let known_only = self.known.is_empty() && self.remembered.is_empty();
        !is_plainly_printed(line)
            || pieces(line).any(|(piece, is_small)| {
                if is_small && known_only {
                    return false;
                }
                let piece = piece.to_ascii_lowercase();
                (!is_small && is_telling(&piece))
                    || self.known.ends(&piece)
                    || self.remembered_tails.contains(&piece)
            })
    }

    /// True where the pile names no outlet.
    pub(super) fn are_all_unknown(&self) -> bool {
        self.known.is_empty()
    }

    /// True where a name of the pile may begin with a folded word, and go on.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        self.known.begins(word)
    }

    /// Every known outlet but the article's own that is named within a short line.
    pub(super) fn known_in(&self, line: &str) -> Vec<String> {
        let words = key(line);
        let pile = (0..words.len()).flat_map(|at| self.others_beginning(&words[at..]));
        let pile: BTreeMap<&[String], &str> = pile.collect();
        let mut found: Vec<String> = pile.into_values().map(str::to_owned).collect();
        let agency = agency_in(line).filter(|alias| !self.is_own(&key(alias)));
        found.extend(agency.and_then(|alias| self.known_exactly(&key(alias), line)));
        found.retain(|name| !self.is_own(&key(name)));
        found.dedup();
        found
    }

    /// Remembers a name that the article has printed in full, so that its short form is known.
    pub(super) fn remember(&mut self, name: &str) {
        let words = key(name);
        self.remembered_tails.insert(tail(&words).to_owned());
        self.remembered.entry(words).or_insert_with(|| name.to_owned());
    }

    /// Names of two words or more that a text goes on with, which are told by themselves; `text` are
    /// its folded words from there on.
    pub(super) fn telling<'b>(
        &'b self,
        text: &'b [String],
    ) -> impl Iterator<Item = (&'b [String], &'b str)> {
        self.others_beginning(text).filter(|(words, _)| words.len() > 1)
    }

    /// Names of the pile's other outlets that a text goes on with.
    fn others_beginning<'b>(
        &'b self,
        text: &'b [String],
    ) -> impl Iterator<Item = (&'b [String], &'b str)> {
        self.known.beginning(text).filter(|(_, printed)| key(printed) != self.own)
    }

    /// An outlet known by its domain alone is told by the letters: `The Hill` of `thehill`.
    fn is_own(&self, words: &[String]) -> bool {
        let is_part = |own: &Words| own.ends_with(words) || own.starts_with(words);
        let ends = is_part(&self.own) || self.own_declined.iter().any(is_part);
        let goes_on = words.strip_prefix(self.own.as_slice());
        let is_longer = goes_on.is_some_and(|rest| rest.iter().all(|word| holds(MEDIA, word)));
        let letters = words.concat();
        let joined = self.own_label.strip_prefix("the").unwrap_or(&self.own_label) == letters;
        let is_short = abbreviates(words, &self.own) || self.is_staff(words);
        !self.own.is_empty()
            && (ends || is_longer || is_short || joined || self.own_label == letters)
    }

    /// Whether folded words name the outlet's own people by a part of its name: `Pennant Reporter` of the Daily Pennant.
    fn is_staff(&self, words: &[String]) -> bool {
        let Some((who, part)) = words.split_last() else { return false };
        holds(STAFF, who) && !part.is_empty() && part.iter().all(|word| self.own.contains(word))
    }

    /// The longest run of first or last words that is the name of an outlet of the pile or an
    /// agency: a name may be printed with its neighbours (`Monday Valley Observer`).
    fn known_within(&self, words: &[String], printed: &str) -> Option<String> {
        let runs = (1..=words.len()).rev();
        let mut ends = runs.flat_map(|length| [0..length, words.len() - length..words.len()]);
        ends.find_map(|run| {
            let surname = run.len() == 1 && run.start > 0 && is_surname(words, run.start, printed);
            let run = words.get(run)?;
            self.known_exactly(run, printed).filter(|_| !surname && !self.is_own(run))
        })
    }

    fn known_exactly(&self, run: &[String], printed: &str) -> Option<String> {
        let pile = self.known.get(run).filter(|printed| key(printed) != self.own);
        let pile = pile.map(str::to_owned);
        let pile = pile.or_else(|| self.remembered.get(run).cloned());
        pile.or_else(|| AGENCIES.of_words(run, printed).map(|agency| agency.name.to_owned()))
    }

    /// The one known outlet whose name ends in `words`.
    fn short_form(&self, words: &[String]) -> Option<String> {
        let is_telling = |word: &String| {
            word.chars().count() > 3
                && [NO_NAMES, NO_SHORT_FORMS, INSTITUTIONS].iter().all(|list| !holds(list, word))
        };
        let telling = words.iter().any(is_telling);
        if !telling {
            return None;
        }
        let is_other = |(_, printed): &(_, &str)| key(printed) != self.own;
        let pile = self.known.ending(words).filter(is_other);
        let pile = pile.map(|(name, printed)| (name.to_vec(), printed));
        let article = self.remembered.iter().filter(|(name, _)| name.ends_with(words));
        let article = article.map(|(name, printed)| (turned(name), printed.as_str()));
        let mut found = pile.chain(article);
        let first = found.next()?;
        found.all(|(name, _)| name == first.0).then(|| first.1.to_owned())
    }
}

/// Whether folded words are the first letters of a name, three at least: `SCB News` for `San Corvo
/// Broadcasting`.
fn abbreviates(words: &[String], name: &[String]) -> bool {
    let Some((letters, rest)) = words.split_first() else { return false };
    letters.chars().count() > 2
        && letters.chars().eq(name.iter().filter_map(|word| word.chars().next()))
        && rest.iter().all(|word| holds(MEDIA, word))
}

/// Whether a name that begins in an agency's goes on as a person's does: `Petra Hallam`. Letters alone are nobody's.
pub(super) fn may_be_person(printed: &str) -> bool {
    let mut words = printed.split_whitespace();
    let (Some(first), Some(next)) = (words.next(), words.next()) else { return false };
    let word = fold(next);
    let of_outlets = [STAFF, MEDIA, LAST_WORDS, BEFORE_AGENCY, BEFORE_SERVICE, NO_NAMES];
    is_agency(first)
        && first.contains(char::is_lowercase)
        && next.starts_with(char::is_uppercase)
        && !of_outlets.iter().any(|list| holds(list, &word))
}

/// Whether folded words are an office alone.
pub(super) fn is_office(words: &[String]) -> bool {
    matches!(words, [word] if holds(OFFICES, word))
}

/// Whether a folded word ends the names of bodies or outlets, and so is nobody's surname.
pub(super) fn ends_name_of_body(word: &str) -> bool {
    holds(INSTITUTIONS, word) || holds(LAST_WORDS, word)
}

/// Folded words of a name, without a leading article.
pub(super) fn key(name: &str) -> Vec<String> {
    let tokens = tokenize(name);
    let words = tokens.iter().filter(|token| token.is_word());
    let mut words: Vec<String> = words.map(|token| fold(&name[token.start..token.end])).collect();
    if words.len() > 1 && holds(ARTICLES, &words[0]) {
        words.remove(0);
    }
    words
}

/// The ASCII letters and digits that a name ends in.
pub(super) fn tail(words: &[String]) -> &str {
    let last = words.last().map_or("", String::as_str);
    last.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// True of a line whose letters are all ASCII, so that folding a name in it changes nothing but its
/// case and what marks it holds.
fn is_plainly_printed(line: &str) -> bool {
    line.is_ascii() || line.chars().all(|c| c.is_ascii() || is_mark(c))
}

/// The runs of letters and digits of a plainly printed line, each with whether it is a word in small
/// letters.
fn pieces(line: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut behind = ' ';
    line.split_inclusive(|c: char| !c.is_ascii_alphanumeric()).filter_map(move |piece| {
        let before = behind;
        let bare = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        behind = piece[bare.len()..].chars().next().unwrap_or(' ');
        let is_small = bare.starts_with(|c: char| c.is_ascii_lowercase());
        let goes_on = matches!(before, '-' | '\'' | '’' | '‘');
        (!bare.is_empty()).then_some((bare, is_small && !goes_on))
    })
}

/// What stands behind a person in `Ada Bee of the Valley Post`, where that is an outlet's name.
fn of_outlet(printed: &str) -> Option<&str> {
    let at = printed.find(" of ")?;
    let (before, behind) = (key(&printed[..at]), &printed[at + " of ".len()..]);
    let behind = behind.strip_prefix("the ").unwrap_or(behind);
    let outlet = looks_like_outlet(&key(behind)) || is_agency(behind);
    (outlet && !looks_like_outlet(&before)).then_some(behind)
}

fn without_lead(printed: &str) -> &str {
    let parts = printed.split_once(' ').filter(|(first, _)| LEADS.contains(first));
    parts.map_or(printed, |(_, rest)| rest)
}

/// True where the word at `at` may be a person's last, as in `Ada Bloomberg`: an agency of one word
/// that is no abbreviation stands behind another name.
fn is_surname(words: &[String], at: usize, printed: &str) -> bool {
    let behind_name = words.get(at - 1).is_some_and(|before| !holds(NO_NAMES, before));
    let last = printed.split_whitespace().next_back().unwrap_or_default();
    behind_name && last.contains(char::is_lowercase)
}

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

/// A name as printed, without its article and the possessive before words in small letters: `the Post’s press
/// office` becomes `Post press office`, and `the Sheriff’s Office` keeps its own.
fn without_article(printed: &str) -> String {
    let name = printed.strip_prefix("the ").unwrap_or(printed);
    let parts = ["’s ", "'s "].into_iter().find_map(|mark| name.split_once(mark));
    let name = match parts {
        Some((owner, office)) if office.starts_with(char::is_lowercase) => {
            format!("{owner} {office}")
        }
        _ => name.to_owned(),
    };
    name.trim_end_matches("’s").trim_end_matches("'s").to_owned()
}

/// An unknown name of more words is a sentence in capitals.
const WORDS_MAX: usize = 5;

fn plausible(printed: &str, words: &[String], strength: Strength) -> bool {
    let person = holds(HONORIFICS, &words[0]);
    let long = words.len() > 1 || is_acronym(printed);
    if words.len() > WORDS_MAX
        || words.iter().all(|word| holds(NO_NAMES, word))
        || holds(NO_NAMES, &words[0])
        || printed.ends_with("-language")
    {
        return false;
    }
    let institution = words.iter().any(|word| names_institution(word));
    match strength {
        Strength::Known | Strength::KnownWhole => false,
        Strength::Any => !person,
        Strength::Named => long && !person && (!institution || looks_like_outlet(words)),
        Strength::Body => !person && (!institution || looks_like_outlet(words)),
        Strength::Outlet => {
            let is_compound = is_german_paper(&words[0]) || is_compound_of_press(&words[0]);
            looks_like_outlet(words) && (long || is_compound)
        }
    }
}

fn is_acronym(printed: &str) -> bool {
    printed.len() > 2 && printed.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

fn looks_like_outlet(words: &[String]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let before = words.len().checked_sub(2).map(|index| words[index].as_str());
    let agency = match last.as_str() {
        "agency" => before.is_some_and(|word| holds(BEFORE_AGENCY, word)),
        "service" => before.is_some_and(|word| holds(BEFORE_SERVICE, word)),
        _ => false,
    };
    if last == "news" && words[..words.len() - 1].iter().all(|word| holds(SECTIONS, word)) {
        return false;
    }
    let is_edition = words.len() > 1 && holds(EDITIONS, first);
    let is_named = holds(LAST_WORDS, last)
        || holds(FIRST_WORDS, first)
        || is_german_paper(last)
        || is_compound_of_press(last);
    agency || is_named || is_edition
}

/// True of a folded compound that ends as the names of German papers do.
pub(super) fn is_german_paper(word: &str) -> bool {
    GERMAN_ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// Whether a name that looks like an outlet's may begin or end in a word.
fn is_telling(word: &str) -> bool {
    TELLING.contains(word) || is_german_paper(word) || is_compound_of_press(word)
}

/// True of a folded compound such as agencies are called: `Pressline`, `Interpress`, `Sportswire`.
fn is_compound_of_press(word: &str) -> bool {
    let ends = PRESS_ENDS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end));
    let begins = PRESS_HEADS.iter().find_map(|head| word.strip_prefix(head));
    ends || begins.is_some_and(|rest| PRESS_TAILS.contains(&rest))
}

fn names_institution(word: &str) -> bool {
    holds(INSTITUTIONS, word) || INSTITUTION_ENDS.iter().any(|end| word.ends_with(end))
}
