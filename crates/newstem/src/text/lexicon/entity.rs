//! Terms by kind: names, places, roles, honorifics, from the lexicon of compromise (Kelly, 14.17).

use super::word_list::{read_rows, rows_of};

/// What a term may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// A shortened word that ends in a point.
    Abbreviation,
    /// A city.
    City,
    /// A country.
    Country,
    /// A currency, by name or sign.
    Currency,
    /// Someone of a country, or of its make: *afghan*.
    Demonym,
    /// A first name of women.
    FemaleName,
    /// A first name of either.
    FirstName,
    /// What stands before a name: *mr*, *gen*.
    Honorific,
    /// A last name.
    LastName,
    /// A first name of men.
    MaleName,
    /// A company, body or group.
    Organization,
    /// A well-known person.
    Person,
    /// A place that is none of the others.
    Place,
    /// A part of a country.
    Region,
    /// What someone is or does: *accountant*, *aunt*.
    Role,
    /// A sports team.
    SportsTeam,
}

/// Terms with their kinds.
#[derive(Debug)]
pub(super) struct Entities {
    rows: Vec<(&'static str, EntityKind)>,
}

impl Entities {
    /// Reads the embedded list.
    pub fn new() -> Self {
        let rows = read_rows(include_str!("../../../assets/lexicon/entities.tsv"));
        Self { rows: rows.filter_map(|(term, tag)| Some((term, kind(tag)?))).collect() }
    }

    /// The kinds of a folded term.
    pub fn kinds_of(&self, folded: &str) -> impl Iterator<Item = EntityKind> + '_ {
        rows_of(&self.rows, folded).iter().map(|&(_, kind)| kind)
    }
}

fn kind(tag: &str) -> Option<EntityKind> {
    Some(match tag {
        "Abbreviation" => EntityKind::Abbreviation,
        "Actor" => EntityKind::Role,
        "City" => EntityKind::City,
        "Country" => EntityKind::Country,
        "Currency" => EntityKind::Currency,
        "Demonym" => EntityKind::Demonym,
        "FemaleName" => EntityKind::FemaleName,
        "FirstName" => EntityKind::FirstName,
        "Honorific" => EntityKind::Honorific,
        "LastName" => EntityKind::LastName,
        "MaleName" => EntityKind::MaleName,
        "Organization" => EntityKind::Organization,
        "Person" => EntityKind::Person,
        "Place" => EntityKind::Place,
        "Region" => EntityKind::Region,
        "SportsTeam" => EntityKind::SportsTeam,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Entities;

    #[test]
    fn no_line_of_the_list_is_passed_over() {
        let lines = include_str!("../../../assets/lexicon/entities.tsv").lines().count();
        assert_eq!(Entities::new().rows.len(), lines);
    }
}
