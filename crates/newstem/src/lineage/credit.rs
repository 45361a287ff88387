//! Credits to outlets that have no article in the story: the signs of ancestors that nobody kept.

use super::member::{Member, outlet_key};
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
    let present: Vec<String> =
        members.iter().filter_map(|m| m.article.outlet.as_deref().map(outlet_key)).collect();
    let mut namings = Vec::new();
    for (member, found) in members.iter().enumerate() {
        for credit in found.article.credits.iter().filter(|credit| names_a_source(credit)) {
            if !present.contains(&outlet_key(&credit.outlet)) {
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
    let known = namings.iter_mut().find(|naming| same_outlet(&naming.label, &credit.outlet));
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

/// Whether two names may stand for one outlet: the words of one are all in the other.
fn same_outlet(left: &str, right: &str) -> bool {
    let (left, right) = (outlet_key(left), outlet_key(right));
    let within = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|w| w == word));
    within(&left, &right) || within(&right, &left)
}

#[cfg(test)]
mod tests {
    use super::same_outlet;

    #[test]
    fn a_shorter_name_stands_for_a_fuller_one() {
        assert!(same_outlet("Commonfield Party", "the Commonfield Party press office"));
        assert!(!same_outlet("Valley News", "Harbour News"));
    }
}
