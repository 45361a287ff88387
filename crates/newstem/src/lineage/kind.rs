//! The kind of a link, from what the child kept, swapped, dropped and added.
//!
//! The thresholds stand between the kinds as the fictional development families show them: copies
//! keep 0.85 and more of the words of matched sentences, spun texts 0.58 to 0.76 with 0.15 and more
//! swapped one by one, rewritten texts under 0.58 with under 0.06 swapped; condensed texts have up to 0.64 of their
//! parent's length, paraphrases from 0.83 on, and the bound is their middle. Who adds to a text leaves it standing
//! (0.42 and more kept, but for one of fourteen), while a free paraphrase may match its parent no better and keeps 0.36 at most.

use super::comparison::Comparison;
use super::member::Member;
use super::tree::Kind;
use super::wording::Wording;

const COPY_KEPT: f64 = 0.8;
const COPY_PHRASES: f64 = 0.6;
const SPUN_KEPT: f64 = 0.5;
const SPUN_SWAPPED: f64 = 0.1;
const CONDENSED_LENGTH: f64 = 0.73;
const EXPANDED_MATCHED: f64 = 0.72;
const EXPANDED_MARGIN: f64 = 0.03;
const EXPANDED_KEPT: f64 = 0.39;

/// The kind of the only link above `child`. A rewritten text is the fallback.
pub fn single_parent_kind(
    child: &Member,
    parent: &Member,
    comparison: &Comparison,
    wording: &Wording,
) -> Kind {
    if !child.subject.profile.same_language(&parent.subject.profile) {
        return Kind::Translation;
    }
    if child.same_outlet(parent) {
        return Kind::Update;
    }
    kind_of_rewriting(child, parent, comparison, wording)
}

fn kind_of_rewriting(
    child: &Member,
    parent: &Member,
    comparison: &Comparison,
    wording: &Wording,
) -> Kind {
    let adds_much = comparison.left.matched < EXPANDED_MATCHED
        && comparison.right.matched > comparison.left.matched + EXPANDED_MARGIN
        && wording.kept >= EXPANDED_KEPT;
    let length = child.subject.words as f64 / parent.subject.words.max(1) as f64;
    if wording.kept >= SPUN_KEPT && wording.swapped >= SPUN_SWAPPED {
        return Kind::Spun;
    }
    if !adds_much && (wording.kept >= COPY_KEPT || comparison.left.phrases >= COPY_PHRASES) {
        return Kind::Copy;
    }
    if length < CONDENSED_LENGTH {
        return Kind::Condensed;
    }
    if adds_much { Kind::Expanded } else { Kind::Paraphrase }
}
