//! Values that contradict a claim: other articles answer the same question otherwise.
//!
//! Two sentences alone do not tell whether "four coaches" and "five coaches" are one count or two.
//! All articles of a claim together tell more: what they say of the value in many wordings, and
//! who gives which. Values of one thing are given by different articles; values of two things
//! stand side by side in each. Logistic regression over these grounds (`xtask/fit-claims.py`)
//! says how surely a value is a rival; since an article answers a question once, so does how far the
//! value leads the others of its article. Rejected: contradiction pair by pair, spread like agreement,
//! which needs two articles that are alike and misses reports of one's own. Sentence inference
//! models were measured near chance.
//!
//! Fails on: what is contradicted without a value (a cause, a denial), and on values that answer
//! one question in different kinds ("until Wednesday", "for a fortnight").

use std::collections::{BTreeMap, BTreeSet};

use super::bonds::Bonds;
use super::draft::{Draft, Member, settle};
use super::ledger::Ledger;
use super::meaning::Meaning;
use super::spread::slots_like;
use super::support::Descent;
use crate::text::Value;

/// What speaks for a value being a rival, in the order of the weights.
pub const GROUNDS: [&str; 11] = [
    "around",
    "unit",
    "sentence",
    "overlap",
    "garbled",
    "depth",
    "carriers",
    "elsewhere",
    "beside",
    "after",
    "ratio",
];

const WEIGHTS: [f64; GROUNDS.len()] =
    [0.075, 1.98, 5.897, -2.209, 2.137, -3.766, -0.654, -1.007, -3.248, 2.412, -3.963];
const BIAS: f64 = -3.302;

/// What the grounds count, and how far a value leads the others of its article, in the log-odds of its
/// contradicting: an article answers a question once, so that one that answers it better leaves less
/// for the others. Fitted on what the weights give.
const OF_GROUNDS: f64 = 0.814;
const OF_LEAD: f64 = 0.313;
const OF_NEITHER: f64 = -0.816;
/// A greater lead tells no more; as much is that of the only value of an article.
const LEAD_MAX: f64 = 4.0;

/// Log-odds from which the surest value is a rival, and others that agree with it.
const FIRST_RIVAL: f64 = -2.25;
/// The same of those that differ from the claim's value and from the surest rival's.
const FURTHER_RIVAL: f64 = -1.25;
/// The same of a value that one article gives.
const LONE_RIVAL: f64 = 0.5;
/// Where more values are compared, those of one article are not held against each other: that would
/// take time with their square, and a large story has claims enough.
const LONE_VALUES_MAX: usize = 400;
/// How much more is asked of an article that also gives the claim's value.
const BOTH_SIDES: f64 = 1.0;

/// A value that may contradict a claim.
#[derive(Clone, Debug)]
pub(super) struct Rival {
    /// Index of the value.
    pub(super) slot: usize,
    /// In the order of [`GROUNDS`].
    pub(super) grounds: [f64; GROUNDS.len()],
}

impl Rival {
    /// How surely it contradicts, by itself.
    fn log_odds(&self) -> f64 {
        BIAS + self.grounds.iter().zip(WEIGHTS).map(|(ground, weight)| ground * weight).sum::<f64>()
    }
}

/// What rivals are told by.
pub(super) struct Rivalry<'a> {
    pub(super) ledger: &'a Ledger,
    meaning: &'a Meaning,
    /// The values that are compared.
    pub(super) compared: &'a [usize],
    /// For each of them the values that stand for the same and agree, itself among them.
    pub(super) sides: BTreeMap<usize, Side>,
    stems: Stems<'a>,
}

impl<'a> Rivalry<'a> {
    pub(super) fn new(
        ledger: &'a Ledger,
        bonds: &Bonds,
        meaning: &'a Meaning,
        compared: &'a [usize],
    ) -> Self {
        let agree = |slot: usize, other: usize| {
            let value = &ledger.slots[slot].value;
            slot == other || value.agrees(&ledger.slots[other].value) == Some(true)
        };
        let known: BTreeSet<usize> = compared.iter().copied().collect();
        let like = |&slot: &usize| {
            let like = slots_like(slot, bonds).into_keys();
            (slot, like.filter(|other| known.contains(other) && agree(slot, *other)).collect())
        };
        let stems = Stems::new(ledger, compared);
        let side = |(slot, like): (usize, Vec<usize>)| (slot, Side::new(&like, ledger, &stems));
        let sides = compared.iter().map(like).map(side).collect();
        Self { ledger, meaning, compared, sides, stems }
    }

    /// The values that differ from that of a claim, with what speaks for each.
    pub(super) fn of(&self, draft: &Draft) -> Vec<Rival> {
        let Some(said) = draft.slot() else { return Vec::new() };
        let value = &self.ledger.slots[said].value;
        let differs = |&&slot: &&usize| self.ledger.slots[slot].value.agrees(value) == Some(false);
        let Some(claim) = self.side_of(draft) else { return Vec::new() };
        let rival = |&slot: &usize| Rival { slot, grounds: self.grounds(said, &claim, slot) };
        self.compared.iter().filter(differs).map(rival).collect()
    }

    /// The values of a claim that are compared; nothing where none of them is.
    pub(super) fn side_of(&self, draft: &Draft) -> Option<Side> {
        let own = draft.members.iter().filter_map(|member| member.slot);
        let own: Vec<usize> = own.filter(|slot| self.sides.contains_key(slot)).collect();
        (!own.is_empty()).then(|| Side::new(&own, self.ledger, &self.stems))
    }

    /// How near a value, with all that stand for the same, is to those of a claim.
    pub(super) fn nearness(&self, claim: &Side, slot: usize) -> Nearness {
        let (ledger, like) = (self.ledger, &self.sides[&slot].slots);
        let line = |slot: usize| ledger.slots[slot].line;
        let depth = |slot: usize| ledger.depth(line(slot));
        let pairs = || claim.pairs(like);
        let lines = pairs().map(|(one, two)| self.meaning.lines.of(line(one), line(two)));
        let after = pairs().map(|(one, two)| self.meaning.after.of(one, two)).sum::<f64>();
        let apart = claim.slots.iter().map(|&one| (depth(one) - depth(slot)).abs());
        Nearness {
            sentence: lines.fold(0.0, f64::max),
            after: after / (claim.slots.len() * like.len()) as f64,
            depth: apart.fold(1.0, f64::min),
        }
    }

    fn grounds(&self, said: usize, claim: &Side, slot: usize) -> [f64; GROUNDS.len()] {
        let (ledger, rival) = (self.ledger, &self.sides[&slot]);
        let near = self.nearness(claim, slot);
        let (own, other) = (&ledger.slots[said].value, &ledger.slots[slot].value);
        let pairs = || claim.pairs(&rival.slots);
        let line = |slot: usize| ledger.slots[slot].line;
        let garbled = |(one, two): (usize, usize)| {
            ledger.slots[one].chance.is_garbled(&ledger.slots[two].chance)
        };
        [
            claim.shared(rival, &self.stems),
            truth(same_unit(own, other)),
            near.sentence,
            claim.overlap(rival),
            truth(pairs().any(garbled)),
            near.depth,
            (claim.articles.len() as f64).ln(),
            truth(self.is_said_elsewhere(slot, own)),
            truth(pairs().any(|(one, two)| line(one) == line(two))),
            near.after,
            ratio(own, other),
        ]
    }

    /// Whether the article of a value gives `said` in another place.
    fn is_said_elsewhere(&self, slot: usize, said: &Value) -> bool {
        let lines = self.ledger.of_article[self.ledger.article_of(slot)].iter();
        let mut slots = lines.flat_map(|&line| &self.ledger.lines[line].slots);
        slots.any(|&other| {
            other != slot && self.ledger.slots[other].value.agrees(said) == Some(true)
        })
    }
}

/// The stems around values by numbers, in order, with their weights: they are compared very often.
struct Stems<'a> {
    numbers: BTreeMap<&'a str, usize>,
    weights: Vec<f64>,
}

impl<'a> Stems<'a> {
    fn new(ledger: &'a Ledger, slots: &[usize]) -> Self {
        let stems = slots.iter().flat_map(|&slot| &ledger.slots[slot].around);
        let stems: BTreeSet<&str> = stems.map(String::as_str).collect();
        let weights = stems.iter().map(|stem| ledger.weight(stem)).collect();
        Self { numbers: stems.into_iter().zip(0..).collect(), weights }
    }
}

/// How near the values of two sides are to each other.
pub(super) struct Nearness {
    /// Greatest cosine of two of their sentences.
    pub(super) sentence: f64,
    /// Mean cosine of the words after them.
    pub(super) after: f64,
    /// By how much one stands farther down its article, from 0 to 1; the least there is.
    pub(super) depth: f64,
}

/// Values that stand for the same, and what is said around them.
pub(super) struct Side {
    pub(super) slots: Vec<usize>,
    articles: BTreeSet<usize>,
    /// For each telling stem close by, the share of the values that have it.
    around: BTreeMap<usize, f64>,
}

impl Side {
    fn new(slots: &[usize], ledger: &Ledger, stems: &Stems<'_>) -> Self {
        let mut around: BTreeMap<usize, f64> = BTreeMap::new();
        for &slot in slots {
            for stem in &ledger.slots[slot].around {
                let Some(&number) = stems.numbers.get(stem.as_str()) else { continue };
                *around.entry(number).or_default() += 1.0 / slots.len() as f64;
            }
        }
        let articles = slots.iter().map(|&slot| ledger.article_of(slot)).collect();
        Self { slots: slots.to_vec(), articles, around }
    }

    /// Each value of this side with each of `others`.
    fn pairs<'a>(&'a self, others: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.slots.iter().flat_map(move |&one| others.iter().map(move |&two| (one, two)))
    }

    /// The weight of the words that both have close by.
    fn shared(&self, other: &Self, stems: &Stems<'_>) -> f64 {
        let common = self.around.iter().filter_map(|(number, share)| {
            let theirs = other.around.get(number)?;
            Some(stems.weights[*number] * share.min(*theirs))
        });
        common.sum()
    }

    /// The share of the articles of the smaller side that are on both.
    fn overlap(&self, other: &Self) -> f64 {
        let both = self.articles.intersection(&other.articles).count();
        both as f64 / self.articles.len().min(other.articles.len()) as f64
    }
}

fn truth(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}

/// True of two counts, and of two measures in one unit.
fn same_unit(left: &Value, right: &Value) -> bool {
    let (Value::Amount(left), Value::Amount(right)) = (left, right) else {
        return false;
    };
    left.unit == right.unit
}

/// How far two amounts lie from each other, in one unit: natural logarithm of their ratio, at most 1.
fn ratio(left: &Value, right: &Value) -> f64 {
    let (Value::Amount(left), Value::Amount(right)) = (left, right) else {
        return 0.0;
    };
    let (left, right) = match left.unit == right.unit {
        true => (left.number, right.number),
        false => (left.number * left.unit.factor, right.number * right.unit.factor),
    };
    ((left.abs() + 1.0) / (right.abs() + 1.0)).ln().abs().min(1.0)
}

/// The drafts with the values that contradict them, and values of one article with those that
/// contradict it.
pub(super) fn disputed(
    drafts: Vec<Draft>,
    rivalry: &Rivalry<'_>,
    bonds: &Bonds,
    descent: &Descent,
) -> Vec<Draft> {
    let mut drafts = shared(drafts, rivalry, bonds, descent);
    if rivalry.compared.len() <= LONE_VALUES_MAX {
        let lone = lone(&drafts, rivalry, bonds, descent);
        drafts.extend(lone);
    }
    drafts
}

/// Values of one article, of no claim yet, with those that contradict them in articles of its own line. In
/// others two values that nobody repeats are hardly ever answers to one question.
fn lone(drafts: &[Draft], rivalry: &Rivalry<'_>, bonds: &Bonds, descent: &Descent) -> Vec<Draft> {
    let members = drafts.iter().flat_map(|draft| &draft.members);
    let told: BTreeSet<usize> = members.filter_map(|member| member.slot).collect();
    let open = rivalry.compared.iter().filter(|slot| !told.contains(slot));
    let article = |slot: usize| rivalry.ledger.article_of(slot);
    let disputed = open.filter_map(|&slot| {
        let line = rivalry.ledger.slots[slot].line;
        let member = Member { line, slot: Some(slot), strength: 1.0 };
        let draft = settle(vec![member], rivalry.ledger, descent);
        let mut rivals = rated(rivalry, &draft);
        rivals.retain(|&(log_odds, rival)| {
            log_odds > LONE_RIVAL
                && !told.contains(&rival)
                && article(slot) != article(rival)
                && descent.are_related(article(slot), article(rival))
        });
        against(draft, &rivals, rivalry, bonds, descent)
    });
    disputed.collect()
}

/// Each value contradicts one draft only.
fn shared(
    drafts: Vec<Draft>,
    rivalry: &Rivalry<'_>,
    bonds: &Bonds,
    descent: &Descent,
) -> Vec<Draft> {
    let rivals: Vec<Vec<(f64, usize)>> = drafts.iter().map(|draft| rated(rivalry, draft)).collect();
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    for &(log_odds, slot) in rivals.iter().flatten() {
        let known = best.entry(slot).or_insert(log_odds);
        *known = known.max(log_odds);
    }
    let drafts = drafts.into_iter().zip(rivals).map(|(draft, mut rivals)| {
        rivals.retain(|&(log_odds, slot)| log_odds >= best[&slot]);
        against(draft.clone(), &rivals, rivalry, bonds, descent).unwrap_or(draft)
    });
    drafts.collect()
}

/// A draft with those that contradict it; nothing where none does.
fn against(
    draft: Draft,
    rivals: &[(f64, usize)],
    rivalry: &Rivalry<'_>,
    bonds: &Bonds,
    descent: &Descent,
) -> Option<Draft> {
    let chosen = chosen(&draft, rivals, rivalry.ledger);
    let surest = chosen.first()?.0;
    let members = joined(draft.members, &chosen, bonds, rivalry);
    let disputed = settle(members, rivalry.ledger, descent);
    Some(Draft { conflict_confidence: Some(rounded(probability(surest))), ..disputed })
}

/// The possible rivals of a draft with their log-odds, the surest first.
fn rated(rivalry: &Rivalry<'_>, draft: &Draft) -> Vec<(f64, usize)> {
    let alone = rivalry.of(draft);
    let alone: Vec<(f64, usize)> = alone.iter().map(|r| (r.log_odds(), r.slot)).collect();
    let leads = leads(&alone, rivalry.ledger);
    let mut rated: Vec<(f64, usize)> = alone
        .iter()
        .zip(leads)
        .map(|(&(alone, slot), lead)| (OF_NEITHER + OF_GROUNDS * alone + OF_LEAD * lead, slot))
        .collect();
    rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    rated
}

/// For each value by how much it leads the best other one of its article, or falls behind it.
fn leads(rated: &[(f64, usize)], ledger: &Ledger) -> Vec<f64> {
    let mut best: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for &(log_odds, slot) in rated {
        let [first, second] = best.entry(ledger.article_of(slot)).or_insert([f64::NEG_INFINITY; 2]);
        *second = second.max(log_odds.min(*first));
        *first = first.max(log_odds);
    }
    let lead = |&(log_odds, slot): &(f64, usize)| {
        let [first, second] = best[&ledger.article_of(slot)];
        let other = if log_odds == first { second } else { first };
        (log_odds - other).clamp(-LEAD_MAX, LEAD_MAX)
    };
    rated.iter().map(lead).collect()
}

/// The rivals of a draft: no more than one of each article.
fn chosen(draft: &Draft, rated: &[(f64, usize)], ledger: &Ledger) -> Vec<(f64, usize)> {
    let (carriers, mut taken) = (draft.carriers(ledger), BTreeSet::new());
    let mut chosen: Vec<(f64, usize)> = Vec::new();
    for &(log_odds, slot) in rated {
        let article = ledger.article_of(slot);
        let value = &ledger.slots[slot].value;
        let is_further = chosen
            .first()
            .is_some_and(|&(_, first)| ledger.slots[first].value.agrees(value) != Some(true));
        let both = if carriers.contains(&article) { BOTH_SIDES } else { 0.0 };
        let least = both + if is_further { FURTHER_RIVAL } else { FIRST_RIVAL };
        if log_odds > least && taken.insert(article) {
            chosen.push((log_odds, slot));
        }
    }
    chosen
}

pub(super) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// To hundredths, which is more than is known.
fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// The members with the rivals, and with what inherited those in articles that were not compared.
fn joined(
    mut members: Vec<Member>,
    chosen: &[(f64, usize)],
    bonds: &Bonds,
    rivalry: &Rivalry<'_>,
) -> Vec<Member> {
    let ledger = rivalry.ledger;
    let compared: BTreeSet<usize> =
        rivalry.compared.iter().map(|&slot| ledger.article_of(slot)).collect();
    let mut taken: BTreeSet<usize> =
        members.iter().map(|member| ledger.lines[member.line].article).collect();
    for &(log_odds, slot) in chosen {
        let sure = probability(log_odds);
        let member = |slot: usize, strength: f64| Member {
            line: ledger.slots[slot].line,
            slot: Some(slot),
            strength: sure * strength,
        };
        members.push(member(slot, 1.0));
        for (heir, strength) in slots_like(slot, bonds) {
            let article = ledger.article_of(heir);
            if !compared.contains(&article) && taken.insert(article) {
                members.push(member(heir, strength));
            }
        }
    }
    members.sort_by_key(|member| (member.line, member.slot));
    members
}
