//! Credits to outlets that have no article in the story: the signs of ancestors that nobody kept.

use super::member::{Member, may_be_one_outlet};
use crate::article::Credit;

/// An outlet that has no article in the story, and the members that name it as their source.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// The outlet's name, the fullest that is printed.
    pub label: String,
    /// Who names it, in order.
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

impl Naming {
    /// The credit of one member.
    pub fn by_member(&self, member: usize) -> Option<&NamedBy> {
        self.by.iter().find(|naming| naming.member == member)
    }

    /// Whether any credit stands as a dateline.
    fn has_dateline(&self) -> bool {
        self.by.iter().any(|naming| naming.is_dateline)
    }
}

/// The outlets credited that have no article among the members: those of datelines first, then
/// the most named.
pub fn outlets_elsewhere(members: &[Member]) -> Vec<Naming> {
    let present: Vec<&str> =
        members.iter().filter_map(|member| member.article.outlet.as_deref()).collect();
    let is_present = |outlet: &str| present.iter().any(|&known| may_be_one_outlet(known, outlet));
    let mut namings = Vec::new();
    for (member, found) in members.iter().enumerate() {
        for credit in found.article.credits.iter().filter(|credit| names_a_source(credit)) {
            if !is_present(&credit.outlet) {
                note(&mut namings, member, credit);
            }
        }
    }
    namings.sort_by_key(|n: &Naming| (!n.has_dateline(), std::cmp::Reverse(n.by.len())));
    namings
}

/// Words given to a reporter of another outlet are a borrowed quote, not a borrowed article.
fn names_a_source(credit: &Credit) -> bool {
    !credit.text.to_lowercase().starts_with("told ")
}

fn is_dateline(credit: &Credit) -> bool {
    credit.end == 0 || credit.text.contains(['(', '/', '[']) || credit.text == credit.outlet
}

fn note(namings: &mut Vec<Naming>, member: usize, credit: &Credit) {
    let is_dateline = is_dateline(credit);
    let named = NamedBy { member, text: credit.text.clone(), is_dateline };
    let known = namings.iter_mut().find(|naming| may_be_one_outlet(&naming.label, &credit.outlet));
    let Some(naming) = known else {
        namings.push(Naming { label: credit.outlet.clone(), by: vec![named] });
        return;
    };
    if credit.outlet.len() > naming.label.len() {
        naming.label.clone_from(&credit.outlet);
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
