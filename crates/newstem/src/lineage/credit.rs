//! Credits to outlets that have no article in the story: the signs of ancestors that nobody kept.

use std::collections::BTreeMap;

use super::author::full_name;
use super::member::Member;
use crate::article::Credit;
use crate::outlet::OutletName;

/// An outlet that has no article in the story, and the members that name it as their source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// The outlet's name, the fullest that is printed; nothing where nobody names it.
    pub label: Option<String>,
    /// The same, taken apart.
    name: OutletName,
    /// Who names it, in order, each once.
    pub by: Vec<NamedBy>,
}

/// One member's credit.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedBy {
    /// Index of the member.
    pub member: usize,
    /// The words that do it.
    pub text: String,
    /// Whether they stand as a dateline, byline or source line, not in a sentence.
    pub is_dateline: bool,
    /// Whether they tell of a statement, once and far down: the article has a part from it at most.
    pub is_in_passing: bool,
    /// Whether they stand in the first paragraph.
    pub is_lead: bool,
}

/// Words, or ends of words, for what whoever has something to say gives to all.
const RELEASES: [&str; 8] = [
    "statement",
    "release",
    "comunicado",
    "comunicato",
    "communiqué",
    "nota",
    "mitteilung",
    "erklärung",
];

/// What an article is made from it tells in its first paragraphs, or more than once.
const OPENING_PARAGRAPHS: usize = 3;
const SENTENCE_ENDS: [char; 8] = ['.', '!', '?', '”', '"', '’', '»', '…'];
/// Words given to a paper or station that make an article, and those that say whose text it is, open it.
const LEAD: usize = 1;

/// Words of the names of agencies, and for them.
const AGENCIES: [&str; 11] = [
    "agency", "press", "newswire", "wire", "agencia", "agência", "agence", "agenzia", "agentur",
    "presse", "prensa",
];

/// With which words who prints an agency's text whole names it.
const REPORTS: [&str; 9] = [
    "reports",
    "reported",
    "rapporte",
    "meldet",
    "meldete",
    "berichtet",
    "informa",
    "riferisce",
    "noticia",
];

/// What an agency is called, by language.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", "agency newswire wire"),
    ("es", "agencia prensa"),
    ("pt", "agência"),
    ("fr", "agence presse"),
    ("it", "agenzia stampa"),
    ("de", "agentur"),
];

/// With which words begin that were given to an outlet.
const GIVEN: [&str; 14] = [
    "told ",
    "tells ",
    "talked to ",
    "talking to ",
    "spoke to ",
    "spoke with ",
    "spoken to ",
    "speaking to ",
    "speaking with ",
    "speaking on ",
    "said to ",
    "confirmed to ",
    "in an interview ",
    "interview ",
];

/// Whether the words of a credit say that somebody was interviewed: `in a rare interview with`.
fn were_given(text: &str) -> bool {
    let in_a = text.strip_prefix("in a ").and_then(|rest| rest.split_once(' '));
    GIVEN.iter().any(|given| text.starts_with(given))
        || in_a.is_some_and(|(_, rest)| rest.starts_with("interview "))
}

/// What somebody told an agency stands in the agency's text, which others print. Words given to a paper or a
/// station are often a borrowed quote and not a borrowed article.
pub(super) fn names_a_source(credit: &Credit) -> bool {
    let text = credit.text.to_lowercase();
    let named = format!("{text} {}", credit.outlet.to_lowercase());
    let mut words = named.split(|c: char| !c.is_alphanumeric());
    !were_given(&text)
        || words.any(|word| {
            AGENCIES.iter().any(|agency| word.ends_with(agency)) || word.starts_with("press")
        })
}

/// With which a byline begins, at the beginning of a line.
const BYLINES: [&str; 6] = ["By ", "Von ", "Par ", "Por ", "Da ", "Di "];

impl NamedBy {
    /// Whether the words tell of a statement or release, not of a report.
    pub fn is_release(&self) -> bool {
        let text = self.text.to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| RELEASES.iter().any(|release| word.ends_with(release)))
    }

    /// Whether the first paragraph says that somebody reports this: `the Crossfell agency reports`.
    pub fn is_report(&self) -> bool {
        let text = self.text.to_lowercase();
        let mut words = text.split_whitespace();
        let ends = [words.next(), words.next_back()];
        self.is_lead && ends.into_iter().flatten().any(|word| REPORTS.contains(&word))
    }
}

impl Naming {
    /// An outlet that one article names.
    pub fn new(outlet: &str, by: NamedBy) -> Self {
        Self { by: vec![by], ..Self::of(outlet) }
    }

    /// An outlet that nobody names yet.
    pub fn of(outlet: &str) -> Self {
        let name = OutletName::new(outlet);
        Self { label: Some(outlet.to_owned()), name, by: Vec::new() }
    }

    /// Adds a member's credit, where it has none.
    pub fn add(&mut self, named_by: NamedBy) {
        let place = self.by.binary_search_by_key(&named_by.member, |by| by.member);
        if let Err(place) = place {
            self.by.insert(place, named_by);
        }
    }

    /// Whether this is the outlet of an article.
    pub fn is_own_of(&self, member: &Member) -> bool {
        self.label.is_some() && member.may_be_of(&self.name)
    }

    /// Whether an outlet of this name may be meant.
    pub fn may_be(&self, name: &OutletName) -> bool {
        self.label.is_some() && self.name.may_be(name)
    }

    /// The language that an agency's name is in, where the word for what it is tells.
    pub fn language(&self) -> Option<&'static str> {
        let label = self.label.as_deref()?.to_lowercase();
        let mut words = label.split(|c: char| !c.is_alphanumeric());
        let told = |word: &str| {
            LANGUAGES.iter().find(|(_, kinds)| kinds.split(' ').any(|kind| word.ends_with(kind)))
        };
        words.find_map(told).map(|(language, _)| *language)
    }

    /// The credit of one member.
    pub fn by_member(&self, member: usize) -> Option<&NamedBy> {
        let at = self.by.binary_search_by_key(&member, |naming| naming.member).ok()?;
        Some(&self.by[at])
    }

    /// Whether any credit stands as a dateline.
    fn has_dateline(&self) -> bool {
        self.by.iter().any(|naming| naming.is_dateline)
    }
}

/// The outlets credited that have no article among the members: those of datelines first, then
/// the most named.
pub fn outlets_elsewhere(members: &[Member]) -> Vec<Naming> {
    let mut present = Present { members, known: BTreeMap::new() };
    let mut namings: Vec<Naming> = Vec::new();
    for (member, found) in members.iter().enumerate() {
        let body = found.article.body.as_str();
        for (credit, named) in found.credits() {
            if !present.has(&credit.outlet, named) {
                note(&mut namings, member, credit, body);
            }
        }
    }
    for naming in &mut namings {
        naming.label = full_name(naming, members).or(naming.label.take());
    }
    namings.sort_by_key(|n: &Naming| (!n.has_dateline(), std::cmp::Reverse(n.by.len())));
    namings
}

/// For each member the outlets it names in any way that no article of the story is known to be of.
/// Where an article's own outlet is unknown, it may be the one that another names.
pub fn unplaced(members: &[Member]) -> Vec<Vec<OutletName>> {
    let mut present = Present { members, known: BTreeMap::new() };
    let mut unplaced = Vec::with_capacity(members.len());
    for member in members {
        let credits = member.credits();
        let absent = credits.filter(|(credit, named)| !present.has(&credit.outlet, named));
        unplaced.push(absent.map(|(_, named)| named.clone()).collect());
    }
    unplaced
}

/// The outlets of the story's articles; what was asked once is known.
struct Present<'a> {
    members: &'a [Member<'a>],
    known: BTreeMap<&'a str, bool>,
}

impl<'a> Present<'a> {
    fn has(&mut self, outlet: &'a str, named: &OutletName) -> bool {
        let members = self.members;
        let ask = || members.iter().any(|member| member.may_be_of(named));
        *self.known.entry(outlet).or_insert_with(ask)
    }
}

/// Whether a credit stands in so many first paragraphs. Lines that end no sentence are none: bylines, remarks.
fn is_within(body: &str, credit: &Credit, paragraphs: usize) -> bool {
    let before = body.get(..credit.start).and_then(|before| before.rsplit_once('\n'));
    let ends_sentence = |line: &&str| line.trim_end().ends_with(SENTENCE_ENDS);
    before.is_none_or(|(before, _)| before.lines().filter(ends_sentence).count() < paragraphs)
}

/// Whether nothing stands in a credit's line beside it, and the line is no sentence.
fn is_a_line(body: &str, credit: &Credit) -> bool {
    let before = body.get(..credit.start).and_then(|before| before.rsplit('\n').next());
    let behind = body.get(credit.end..).and_then(|behind| behind.split('\n').next());
    let is_bare = |text: &str| !text.contains(|c: char| c.is_alphanumeric());
    let is_sentence = |behind: &str| behind.trim_end().ends_with(SENTENCE_ENDS);
    before.is_none_or(is_bare) && behind.is_none_or(|rest| is_bare(rest) && !is_sentence(rest))
}

fn is_dateline(body: &str, credit: &Credit) -> bool {
    let outlet = credit.outlet.as_str();
    let mut bylines = BYLINES.iter().filter_map(|by| credit.text.strip_prefix(by));
    credit.end == 0
        || is_a_line(body, credit)
        || credit.text.contains(['(', '/', '['])
        || credit.text == outlet
        || bylines.any(|by| by.starts_with(outlet) || by.ends_with(outlet))
}

fn note(namings: &mut Vec<Naming>, member: usize, credit: &Credit, body: &str) {
    let is_dateline = is_dateline(body, credit);
    let is_lead = is_within(body, credit, LEAD);
    let mut named =
        NamedBy { member, text: credit.text.clone(), is_dateline, is_in_passing: false, is_lead };
    named.is_in_passing = match (named.is_release(), names_a_source(credit)) {
        (true, _) => !is_dateline && !is_within(body, credit, OPENING_PARAGRAPHS),
        (false, false) => !is_lead,
        (false, true) => false,
    };
    let name = OutletName::new(&credit.outlet);
    let known = namings.iter_mut().find(|naming| naming.name.may_be(&name));
    let Some(naming) = known else {
        namings.push(Naming::new(&credit.outlet, named));
        return;
    };
    if naming.label.as_ref().is_none_or(|label| credit.outlet.len() > label.len()) {
        naming.label = Some(credit.outlet.clone());
        naming.name = name;
    }
    match naming.by.last_mut() {
        Some(last) if last.member == member => {
            last.is_in_passing &= named.is_in_passing && !named.is_release();
            if is_dateline && !last.is_dateline {
                *last = named;
            }
        }
        _ => naming.by.push(named),
    }
}
