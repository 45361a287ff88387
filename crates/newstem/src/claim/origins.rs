//! Where a claim comes from: how many voices stand behind its sources.
//!
//! Seven reporters at one press conference are seven witnesses of one origin. A source that only
//! passes on what a speaker said counts for that speaker; one that tells the claim in its own
//! words counts for itself.

use std::collections::BTreeSet;

use super::draft::Member;
use super::ledger::Ledger;
use super::support::Descent;
use crate::quote::same_name;

/// The voices behind a claim.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Origins {
    /// How many there are.
    pub(super) count: usize,
    /// The only one, where it is a speaker.
    pub(super) speaker: Option<String>,
}

/// The origins of what `members` assert.
pub(super) fn origins(members: &[&Member], ledger: &Ledger, descent: &Descent) -> Origins {
    let article = |member: &Member| ledger.lines[member.line].article;
    let carriers: BTreeSet<usize> = members.iter().map(|member| article(member)).collect();
    let (mut speakers, mut own): (Vec<&str>, usize) = (Vec::new(), 0);
    for heads in descent.roots(&carriers).into_values() {
        let told = members.iter().filter(|member| heads.contains(&article(member)));
        let named = told.map(|member| ledger.lines[member.line].speaker.as_deref());
        match named.collect::<Option<Vec<&str>>>() {
            Some(named) => note(&mut speakers, &named),
            None => own += 1,
        }
    }
    let only = (own == 0 && speakers.len() == 1).then(|| speakers[0].to_owned());
    Origins { count: own + speakers.len(), speaker: only }
}

/// Adds speakers, each once, in their fullest names.
fn note<'a>(speakers: &mut Vec<&'a str>, named: &[&'a str]) {
    for name in named {
        match speakers.iter_mut().find(|known| same_name(known, name)) {
            Some(known) if name.len() > known.len() => *known = name,
            Some(_) => {}
            None => speakers.push(name),
        }
    }
}
