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

/// Words of the names of agencies, and for them.
const AGENCIES: [&str; 11] = [
    "agency", "press", "newswire", "wire", "agencia", "agência", "agence", "agenzia", "agentur",
    "presse", "prensa",
];

/// What somebody told an agency stands in the agency's text, which others print. Words given to a paper or a
/// station are often a borrowed quote and not a borrowed article.
pub(super) fn names_a_source(credit: &Credit) -> bool {
    let text = credit.text.to_lowercase();
    let named = format!("{text} {}", credit.outlet.to_lowercase());
    let mut words = named.split(|c: char| !c.is_alphanumeric());
    !text.starts_with("told ") || words.any(|word| AGENCIES.contains(&word))
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
}

impl Naming {
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
        for (credit, named) in found.credits().filter(|(credit, _)| names_a_source(credit)) {
            if !present.has(&credit.outlet, named) {
                note(&mut namings, member, credit);
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

fn is_dateline(credit: &Credit) -> bool {
    let outlet = credit.outlet.as_str();
    let mut bylines = BYLINES.iter().filter_map(|by| credit.text.strip_prefix(by));
    credit.end == 0
        || credit.text.contains(['(', '/', '['])
        || credit.text == outlet
        || bylines.any(|by| by.starts_with(outlet) || by.ends_with(outlet))
}

fn note(namings: &mut Vec<Naming>, member: usize, credit: &Credit) {
    let is_dateline = is_dateline(credit);
    let named = NamedBy { member, text: credit.text.clone(), is_dateline };
    let name = OutletName::new(&credit.outlet);
    let known = namings.iter_mut().find(|naming| naming.name.may_be(&name));
    let Some(naming) = known else {
        namings.push(Naming { label: Some(credit.outlet.clone()), name, by: vec![named] });
        return;
    };
    if naming.label.as_ref().is_none_or(|label| credit.outlet.len() > label.len()) {
        naming.label = Some(credit.outlet.clone());
        naming.name = name;
    }
    match naming.by.last_mut() {
        Some(last) if last.member == member => {
            if is_dateline && !last.is_dateline {
                *last = named;
            }
        }
        _ => naming.by.push(named),
    }
}
