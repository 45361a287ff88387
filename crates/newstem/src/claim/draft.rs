//! Claims before they are chosen: members grown from a seed, and the value best supported.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::bonds::Bonds;
use super::kinship::Kinship;
use super::ledger::Ledger;
use super::model::{Assertion, Claim, ClaimKind, Status};
use super::origins::origins;
use super::spread::{Members, lines_like, slots_like};
use super::support::Descent;
use super::theme::theme;
use crate::article::Article;
use crate::text::{Reading, Value};

/// An article asserts a claim in no more places than this.
const MOST_PLACES: usize = 2;
/// A second place must be as sure as this share of the first.
const SURE_ENOUGH: f64 = 0.95;

/// A line that asserts the claim, and the value it gives.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) line: usize,
    pub(super) slot: Option<usize>,
    pub(super) strength: f64,
}

/// A claim in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// In the order of the lines.
    pub(super) members: Vec<Member>,
    /// Index of the member whose words state it.
    pub(super) speaker: usize,
    /// Nothing where it is a claim of sentences, not of values.
    pub(super) kind: Option<ClaimKind>,
    pub(super) independent_sources: usize,
    pub(super) status: Status,
    /// How surely some member contradicts the statement; nothing where all agree.
    pub(super) conflict_confidence: Option<f64>,
}

/// All drafts that at least two articles assert, in the order of their seeds.
pub(super) fn drafts(
    ledger: &Ledger,
    kinship: &Kinship,
    bonds: &Bonds,
    descent: &Descent,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut seen = BTreeSet::new();
    for slot in 0..ledger.slots.len() {
        let members = value_members(ledger, &slots_like(slot, bonds));
        if is_new(&members, ledger, &mut seen) {
            drafts.push(value_draft(members, ledger, descent));
        }
    }
    for line in 0..ledger.lines.len() {
        let members = line_members(ledger, &lines_like(line, kinship));
        if is_new(&members, ledger, &mut seen) {
            drafts.push(line_draft(members, ledger, descent));
        }
    }
    drafts
}

/// True of members of two articles or more that no earlier draft had.
fn is_new(
    members: &[Member],
    ledger: &Ledger,
    seen: &mut BTreeSet<Vec<(usize, Option<usize>)>>,
) -> bool {
    let carriers: BTreeSet<usize> =
        members.iter().map(|member| ledger.lines[member.line].article).collect();
    let key = members.iter().map(|member| (member.line, member.slot)).collect();
    carriers.len() > 1 && seen.insert(key)
}

fn value_members(ledger: &Ledger, grown: &Members) -> Vec<Member> {
    let members = grown.iter().map(|(&slot, &strength)| Member {
        line: ledger.slots[slot].line,
        slot: Some(slot),
        strength,
    });
    surest_of_each_article(ledger, members)
}

fn line_members(ledger: &Ledger, grown: &Members) -> Vec<Member> {
    let members = grown.iter().map(|(&line, &strength)| Member { line, slot: None, strength });
    surest_of_each_article(ledger, members)
}

/// An article may assert a claim in several places; those much fainter than its surest are not it.
fn surest_of_each_article(ledger: &Ledger, members: impl Iterator<Item = Member>) -> Vec<Member> {
    let mut of_article: BTreeMap<usize, Vec<Member>> = BTreeMap::new();
    for member in members {
        let article = ledger.lines[member.line].article;
        of_article.entry(article).or_default().push(member);
    }
    let mut kept = Vec::new();
    for mut group in of_article.into_values() {
        group.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        let floor = group[0].strength * SURE_ENOUGH;
        let mut lines = BTreeSet::new();
        group.retain(|member| member.strength >= floor && lines.insert(member.line));
        group.truncate(MOST_PLACES);
        group.sort_by_key(|member| (member.line, member.slot));
        kept.extend(group);
    }
    kept
}

/// A draft of those members that agree with the value best supported.
fn value_draft(mut members: Vec<Member>, ledger: &Ledger, descent: &Descent) -> Draft {
    let best = best_supported(&members, ledger, descent).0;
    let said = value_of(&members[best], ledger);
    members.retain(|member| agree(said, value_of(member, ledger)));
    settle(members, ledger, descent)
}

/// A draft whose statement is the value best supported; it is disputed where any member gives another.
pub(super) fn settle(members: Vec<Member>, ledger: &Ledger, descent: &Descent) -> Draft {
    let (best, independent_sources) = best_supported(&members, ledger, descent);
    let said = value_of(&members[best], ledger);
    let undisputed = members.iter().all(|member| agree(said, value_of(member, ledger)));
    Draft {
        speaker: best,
        kind: Some(kind_of(said)),
        independent_sources,
        status: if undisputed { Status::Agree } else { Status::Conflict },
        conflict_confidence: None,
        members,
    }
}

/// The member whose value most sources, then most articles, support, and how many sources.
fn best_supported(members: &[Member], ledger: &Ledger, descent: &Descent) -> (usize, usize) {
    let backing = backing(members, ledger, descent);
    let best = (0..members.len())
        .max_by_key(|&index| {
            let exact = value_of(&members[index], ledger).is_some_and(Value::is_exact);
            let depth = depth(&members[index], ledger, descent);
            (backing[index], exact, Reverse(depth), Reverse(index))
        })
        .unwrap_or(0);
    (best, backing[best].0)
}

/// For each member how many sources, and how many articles, have its value. Most members have one of
/// a few values; a line that thousands of pages share has one, and is asked about from each of them.
fn backing(members: &[Member], ledger: &Ledger, descent: &Descent) -> Vec<(usize, usize)> {
    let mut known: Vec<(Option<&Value>, (usize, usize))> = Vec::new();
    let of_member = members.iter().map(|own| {
        let said = value_of(own, ledger);
        if let Some(&(_, backing)) = known.iter().find(|(value, _)| *value == said) {
            return backing;
        }
        let carriers = carriers_of(members, said, ledger);
        let backing = (descent.sources(&carriers), carriers.len());
        known.push((said, backing));
        backing
    });
    of_member.collect()
}

/// How many ancestors the member's article has: the nearer to a root, the nearer to how the claim
/// was first put.
fn depth(member: &Member, ledger: &Ledger, descent: &Descent) -> usize {
    descent.depths[ledger.lines[member.line].article]
}

fn value_of<'a>(member: &Member, ledger: &'a Ledger) -> Option<&'a Value> {
    member.slot.map(|slot| &ledger.slots[slot].value)
}

fn kind_of(value: Option<&Value>) -> ClaimKind {
    match value {
        Some(Value::Amount(_) | Value::Score(..)) => ClaimKind::Number,
        _ => ClaimKind::Time,
    }
}

/// The articles whose value agrees with this one.
fn carriers_of(members: &[Member], said: Option<&Value>, ledger: &Ledger) -> BTreeSet<usize> {
    members
        .iter()
        .filter(|other| agree(said, value_of(other, ledger)))
        .map(|other| ledger.lines[other.line].article)
        .collect()
}

fn agree(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.agrees(right) == Some(true),
        _ => true,
    }
}

fn line_draft(members: Vec<Member>, ledger: &Ledger, descent: &Descent) -> Draft {
    let carriers: BTreeSet<usize> =
        members.iter().map(|member| ledger.lines[member.line].article).collect();
    let depth = |index: &usize| depth(&members[*index], ledger, descent);
    Draft {
        speaker: (0..members.len()).min_by_key(depth).unwrap_or(0),
        kind: None,
        independent_sources: descent.sources(&carriers),
        status: Status::Agree,
        conflict_confidence: None,
        members,
    }
}

impl Draft {
    /// The value that states it.
    pub(super) fn slot(&self) -> Option<usize> {
        self.members[self.speaker].slot
    }

    /// The members that do not contradict the statement.
    fn supporters(&self, ledger: &Ledger) -> Vec<&Member> {
        let said = value_of(&self.members[self.speaker], ledger);
        self.members.iter().filter(|member| agree(said, value_of(member, ledger))).collect()
    }

    /// The articles that assert it, by index.
    pub(super) fn carriers(&self, ledger: &Ledger) -> BTreeSet<usize> {
        self.members.iter().map(|member| ledger.lines[member.line].article).collect()
    }

    /// The claim in the vocabulary of the trace, as number `number` of its story.
    pub(super) fn to_claim(
        &self,
        number: usize,
        ledger: &Ledger,
        articles: &[&Article],
        readings: &[&Reading],
        descent: &Descent,
    ) -> Claim {
        let theme = theme(&self.members, ledger, readings);
        let assert = |member: &Member| {
            let value = match member.slot {
                Some(slot) => ledger.slots[slot].value.to_string(),
                None => theme.value(member, ledger, readings),
            };
            assertion(member, value, ledger, articles, readings)
        };
        let asserted: Vec<Assertion> = self.members.iter().map(assert).collect();
        let origins = origins(&self.supporters(ledger), ledger, descent);
        Claim {
            id: format!("c{number}"),
            statement: asserted[self.speaker].text.clone(),
            kind: self.kind.unwrap_or(theme.kind),
            independent_sources: self.independent_sources,
            origins: origins.count,
            witnesses: self.independent_sources,
            speaker: origins.speaker,
            status: self.status,
            conflict_confidence: self.conflict_confidence,
            asserted,
        }
    }
}

/// Where one member makes a claim.
pub(super) fn assertion(
    member: &Member,
    value: String,
    ledger: &Ledger,
    articles: &[&Article],
    readings: &[&Reading],
) -> Assertion {
    let line = &ledger.lines[member.line];
    let sentence = &readings[line.article].sentences[line.sentence];
    Assertion {
        article: articles[line.article].id.clone(),
        start: sentence.start,
        end: sentence.end,
        text: readings[line.article].sentence_text(line.sentence).to_owned(),
        value,
    }
}
