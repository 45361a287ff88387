//! News agencies and press-release wires, by the names that bylines, datelines and credits give
//! them. The list is written by hand and holds the larger ones of each country; local agencies and
//! the news services of newspapers are not in it.

use std::collections::BTreeMap;

use crate::text::fold;

/// A news agency or wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its usual name.
    pub name: &'static str,
    /// Where it sits: ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// What it sends out.
    pub kind: AgencyKind,
}

/// What an agency sends out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgencyKind {
    /// Reports of its own.
    News,
    /// What others pay to have sent: no independent source.
    PressReleases,
}

/// Names of up to this many characters count only as printed.
const LONGEST_EXACT_NAME: usize = 5;

/// Agencies with an index of their names.
#[derive(Debug)]
pub(super) struct Agencies {
    agencies: Vec<Agency>,
    exact: BTreeMap<&'static str, usize>,
    folded: BTreeMap<String, usize>,
}

impl Agencies {
    /// Reads the embedded list.
    pub fn new() -> Self {
        let mut list =
            Self { agencies: Vec::new(), exact: BTreeMap::new(), folded: BTreeMap::new() };
        let lines = include_str!("../../../assets/lexicon/news-agencies.tsv").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            list.add(line);
        }
        list
    }

    /// The agency of this name or alias.
    pub fn find(&self, printed: &str) -> Option<&Agency> {
        let printed = printed.trim();
        let exact = self.exact.get(printed);
        let found = exact.or_else(|| self.folded.get(&folded_words(printed)))?;
        self.agencies.get(*found)
    }

    fn add(&mut self, line: &'static str) {
        let mut columns = line.split('\t');
        let (Some(name), Some(aliases), Some(country)) =
            (columns.next(), columns.next(), columns.next())
        else {
            return;
        };
        let note = columns.next().unwrap_or_default();
        for alias in aliases.split(';').chain([name]).filter(|alias| !alias.is_empty()) {
            self.index(alias);
        }
        self.agencies.push(Agency { name, country, kind: kind(note) });
    }

    /// Notes a name of the agency that comes next. The first agency of a name keeps it.
    fn index(&mut self, name: &'static str) {
        let agency = self.agencies.len();
        if name.chars().count() <= LONGEST_EXACT_NAME {
            self.exact.entry(name).or_insert(agency);
        } else {
            self.folded.entry(folded_words(name)).or_insert(agency);
        }
    }
}

fn kind(note: &str) -> AgencyKind {
    if note.starts_with("press releases") { AgencyKind::PressReleases } else { AgencyKind::News }
}

fn folded_words(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(fold).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Agencies, AgencyKind};

    fn check(printed: &str, expected: Option<&str>) {
        let agencies = Agencies::new();
        assert_eq!(agencies.find(printed).map(|agency| agency.name), expected, "{printed}");
    }

    #[test]
    fn names_and_aliases_lead_to_the_usual_name() {
        check("AP", Some("Associated Press"));
        check("The Associated Press", Some("Associated Press"));
        check("Associated Press", Some("Associated Press"));
        check(" dpa ", Some("Deutsche Presse-Agentur"));
        check("新华社", Some("Xinhua"));
        check("Lusa", Some("Lusa"));
    }

    #[test]
    fn long_names_count_in_any_case_and_spacing() {
        check("REUTERS", Some("Reuters"));
        check("agence  france-presse", Some("Agence France-Presse"));
        check("Agencia Brasil", Some("Agência Brasil"));
    }

    #[test]
    fn short_names_count_only_as_printed() {
        check("ap", None);
        check("Pa", None);
        check("beta", None);
        check("map", None);
        check("", None);
    }

    #[test]
    fn every_name_of_the_list_is_found() {
        let agencies = Agencies::new();
        assert_eq!(agencies.agencies.len(), 104);
        for agency in &agencies.agencies {
            assert_eq!(agencies.find(agency.name), Some(agency));
            assert_eq!(agency.country.len(), 2, "{}", agency.name);
        }
    }

    #[test]
    fn press_release_wires_are_marked() {
        let agencies = Agencies::new();
        let kind = |name| agencies.find(name).map(|agency| agency.kind);
        assert_eq!(kind("PR Newswire"), Some(AgencyKind::PressReleases));
        assert_eq!(kind("Reuters"), Some(AgencyKind::News));
    }
}
