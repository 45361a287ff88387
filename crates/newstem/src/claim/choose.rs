//! Which claims to keep, and in which order: those that cover what the articles repeat, disputed
//! claims first, then those that many repeat and few sources gave.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::ledger::Ledger;
use super::model::SURELY_DISPUTED;

/// More than a screenful, of which a reader is shown the first.
const MOST_CLAIMS: usize = 40;
/// What a sentence that an earlier claim has taken is still worth.
const TOLD_AGAIN: f64 = 0.4;

/// How much more a claim with values is worth, which can be checked at a glance.
const VALUED: f64 = 1.8;
/// A claim must add this much, about one sure assertion.
const LEAST_GAIN: f64 = 1.0;
/// How much the words of a quotation lose: quotes have their own place in the trace.
const QUOTED_LOSS: f64 = 0.6;

/// Chooses greedily by what each draft adds.
pub(super) fn choose(mut drafts: Vec<Draft>, ledger: &Ledger) -> Vec<Draft> {
    let mut told = BTreeSet::new();
    let mut chosen: Vec<Draft> = Vec::new();
    while chosen.len() < MOST_CLAIMS {
        let gains: Vec<f64> = drafts.iter().map(|draft| gain(draft, ledger, &told)).collect();
        let best = (0..drafts.len()).max_by(|&a, &b| gains[a].total_cmp(&gains[b]).then(b.cmp(&a)));
        let Some(best) = best.filter(|&best| gains[best] >= LEAST_GAIN) else {
            break;
        };
        let draft = drafts.remove(best);
        told.extend(draft.members.iter().map(|member| member.line));
        drafts.retain(|other| !repeats(other, &draft));
        chosen.push(draft);
    }
    chosen
}

/// Drafts in the order of an editor's concern, without those that repeat an earlier one.
pub(super) fn ranked(drafts: Vec<Draft>, ledger: &Ledger) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        if !kept.iter().any(|earlier| repeats(&draft, earlier)) {
            kept.push(draft);
        }
    }
    kept.sort_by(|a, b| concern(b, ledger).total_cmp(&concern(a, ledger)));
    kept
}

/// Sure assertions not yet told count in full.
fn gain(draft: &Draft, ledger: &Ledger, told: &BTreeSet<usize>) -> f64 {
    let members = draft.members.iter().map(|member| {
        let fresh = if told.contains(&member.line) { TOLD_AGAIN } else { 1.0 };
        let quoted = 1.0 - QUOTED_LOSS * ledger.lines[member.line].quoted;
        fresh * quoted * member.strength.sqrt()
    });
    let worth: f64 = members.sum();
    let valued = draft.members.iter().any(|member| member.slot.is_some());
    worth * if valued { VALUED } else { 1.0 }
}

/// True where most of what a draft asserts, the chosen one asserts too, value for value.
fn repeats(draft: &Draft, chosen: &Draft) -> bool {
    let has = |line: usize, slot: Option<usize>| {
        chosen
            .members
            .iter()
            .any(|member| member.line == line && (slot.is_none() || member.slot == slot))
    };
    let common = draft.members.iter().filter(|member| has(member.line, member.slot)).count();
    2 * common > draft.members.len()
}

fn concern(draft: &Draft, ledger: &Ledger) -> f64 {
    let carriers = draft.carriers(ledger).len() as f64;
    let sure = draft.conflict_confidence.filter(|&confidence| confidence >= SURELY_DISPUTED);
    let disputed = 100.0 * sure.unwrap_or(0.0);
    disputed + carriers / draft.independent_sources.max(1) as f64 + carriers / 10.0
}
