//! A story in short: the sources, what is missing, what was changed, in a line each.
//!
//! An editor asks the same questions of every story; the answers stand together, each with the place
//! where its evidence is. Only what the trace says surely is told here: disagreements below
//! [`SURELY_DISPUTED`] and links below [`words::UNCERTAIN_BELOW`] wait in their tables.

use newstem::Story;
use newstem::claim::{Claim, SURELY_DISPUTED, Status};
use newstem::lineage::Unseen;
use newstem::quote::{Fidelity, Quote};

use crate::ancestry::Ancestry;
use crate::family::{Family, Member, Node};
use crate::names::Names;
use crate::quotes::Variant;
use crate::{claims, quotes, words};

/// What a line is about, and so where its evidence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic<'a> {
    /// A source: its id.
    Source(&'a str),
    /// A quote: its id.
    Quote(&'a str),
    /// A claim: its id.
    Claim(&'a str),
}

/// One answer.
pub(crate) struct Line<'a> {
    /// Where to look.
    pub(crate) topic: Topic<'a>,
    /// What is to be said.
    pub(crate) text: String,
}

/// A line for every root, those with most descendants first.
pub(crate) fn sources<'a>(
    story: &Story,
    family: &Family<'a>,
    names: &Names,
    ancestry: &Ancestry,
) -> Vec<Line<'a>> {
    let drawing = |root: &str| {
        let others = story.articles.iter().filter(|id| *id != root);
        others.filter(|id| ancestry.roots(id).contains(&root)).count()
    };
    let line = |root: &Node<'a>| source(root.member, drawing(root.member.id()), names);
    family.roots.iter().map(line).collect()
}

/// The articles that go back to several sources, in a line; nothing where there is none.
pub(crate) fn of_several<'a>(
    story: &'a Story,
    names: &Names,
    ancestry: &Ancestry,
) -> Option<Line<'a>> {
    let ids = story.articles.iter().map(String::as_str);
    let several: Vec<&str> = ids.filter(|id| ancestry.roots(id).len() > 1).collect();
    let first = several.first()?;
    let text = format!("several of these are behind {}", names.list(several.iter().copied()));
    Some(Line { topic: Topic::Source(first), text })
}

/// A source and how many articles go back to it, wholly or in part.
fn source<'a>(root: Member<'a>, drawing: usize, names: &Names) -> Line<'a> {
    let name = names.of_id(root.id());
    let text = match root {
        Member::Article(_) => format!("{name}: {}", goes_back(drawing, "other article")),
        Member::Unseen(unseen) => {
            let derived = goes_back(drawing, "article");
            format!("{name}, not in the pile{}: {derived}", existed(unseen))
        }
    };
    Line { topic: Topic::Source(root.id()), text }
}

/// `2 other articles go back to it`.
fn goes_back(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun} goes back to it"),
        1 => format!("1 {noun} goes back to it"),
        many => format!("{many} {noun}s go back to it"),
    }
}

fn existed(unseen: &Unseen) -> String {
    let by = unseen.existed_by.as_deref();
    by.map(|by| format!(", existed by {}", words::moment(Some(by)))).unwrap_or_default()
}

/// Quotes whose words were altered or given to another, the gravest first.
pub(crate) fn changed_quotes<'a>(
    story: &'a Story,
    names: &Names,
    ancestry: &Ancestry,
) -> Vec<Line<'a>> {
    let quotes = quotes::by_reach(story).into_iter();
    let mut told: Vec<(u8, Line)> =
        quotes.filter_map(|quote| changed_quote(quote, names, ancestry)).collect();
    told.sort_by_key(|(gravity, _)| *gravity);
    told.into_iter().map(|(_, line)| line).collect()
}

fn changed_quote<'a>(
    quote: &'a Quote,
    names: &Names,
    ancestry: &Ancestry,
) -> Option<(u8, Line<'a>)> {
    let told = quotes::told(quote, ancestry)?;
    let worst = told.variants.iter().map(|variant| gravity(variant.fidelity)).min()?;
    let changed =
        by_manner(told.variants.iter().filter(|v| gravity(v.fidelity) < CUT), names, ancestry);
    if changed.is_empty() {
        return None;
    }
    let speaker = quote.speaker.as_deref().map_or("Speaker unknown".to_owned(), words::plain);
    let wording = words::clip(&told.top.text, WORDING_LIMIT);
    let text = format!("{speaker}, “{wording}”: {}", words::list(&changed));
    Some((worst, Line { topic: Topic::Quote(&quote.id), text }))
}

/// `altered in the Courier and the Digest`, a phrase for each manner.
fn by_manner<'a>(
    variants: impl Iterator<Item = &'a Variant<'a>>,
    names: &Names,
    ancestry: &Ancestry,
) -> Vec<String> {
    let mut manners: Vec<(&str, Vec<&str>)> = Vec::new();
    for variant in variants {
        match manners.iter_mut().find(|(manner, _)| *manner == variant.manner) {
            Some((_, articles)) => {
                let new = variant.articles.iter().filter(|id| !articles.contains(id));
                let new: Vec<&str> = new.copied().collect();
                articles.extend(new);
            }
            None => manners.push((&variant.manner, variant.articles.clone())),
        }
    }
    let phrases = manners.into_iter();
    phrases.map(|(manner, articles)| in_turn(manner, articles, names, ancestry)).collect()
}

/// `altered first in Globe Bulletin 365, then in Frontier Dispatch`, where those further down had it from
/// the first.
fn in_turn(manner: &str, mut articles: Vec<&str>, names: &Names, ancestry: &Ancestry) -> String {
    articles.sort_by_key(|article| ancestry.ancestors(article));
    let [first, others @ ..] = articles.as_slice() else { return manner.to_owned() };
    if others.is_empty() {
        return format!("{manner} in {}", names.of_id(first));
    }
    if others.iter().all(|other| ancestry.is_above(first, other)) {
        let others = names.list(others.iter().copied());
        return format!("{manner} first in {}, then in {others}", names.of_id(first));
    }
    format!("{manner} in {}", names.list(articles))
}

/// Characters shown of a quote or a claim.
const WORDING_LIMIT: usize = 90;
/// The gravity of a quote that was only cut; less is worse.
const CUT: u8 = 2;

fn gravity(fidelity: Fidelity) -> u8 {
    match fidelity {
        Fidelity::Misattributed => 0,
        Fidelity::Altered => 1,
        Fidelity::Truncated => CUT,
        Fidelity::Verbatim => CUT + 1,
    }
}

/// Values that changed between an article and one made from it.
pub(crate) fn changed_values<'a>(
    story: &'a Story,
    names: &Names,
    ancestry: &Ancestry<'a>,
) -> Vec<Line<'a>> {
    let mut told = Vec::new();
    for claim in story.claims.iter().filter(|claim| is_surely_disputed(claim)) {
        for change in claims::changes(claim, ancestry) {
            let (before, after) = (words::plain(change.before), words::plain(change.after));
            let (from, to) = (names.of_id(change.ancestor), names.of_id(change.article));
            let repeated = claims::repeated(&change, claim, ancestry);
            let repeated = match repeated.is_empty() {
                true => String::new(),
                false => format!(", repeated by {}", names.list(repeated)),
            };
            let became = format!("{before} in {from} became {after} in {to}{repeated}");
            let text = format!("{became}: “{}”", statement(claim));
            told.push(Line { topic: Topic::Claim(&claim.id), text });
        }
    }
    told
}

/// What the articles disagree about, surely enough to say so, and of which no change was seen.
pub(crate) fn disputes<'a>(
    story: &'a Story,
    names: &Names,
    ancestry: &Ancestry<'a>,
) -> Vec<Line<'a>> {
    let disputed = story
        .claims
        .iter()
        .filter(|claim| is_surely_disputed(claim) && claims::changes(claim, ancestry).is_empty());
    disputed.map(|claim| dispute(claim, names)).collect()
}

fn dispute<'a>(claim: &'a Claim, names: &Names) -> Line<'a> {
    let values = claims::values(claim);
    let sides: Vec<String> = values
        .iter()
        .map(|given| {
            let articles = names.list(given.articles.iter().copied());
            format!("{} ({articles})", claims::label(given, claim))
        })
        .collect();
    let sure = claim.conflict_confidence.map(|sure| format!("; {}", words::confidence(sure)));
    let sides = words::list(&sides);
    let text = format!("“{}”: {sides}{}", statement(claim), sure.unwrap_or_default());
    Line { topic: Topic::Claim(&claim.id), text }
}

fn statement(claim: &Claim) -> String {
    words::clip(&claim.statement, WORDING_LIMIT)
}

/// Whether articles contradict each other, and surely.
pub(crate) fn is_surely_disputed(claim: &Claim) -> bool {
    claim.status == Status::Conflict
        && claim.conflict_confidence.is_none_or(|confidence| confidence >= SURELY_DISPUTED)
}
