//! One claim across its articles: the values side by side, and where one changed on the way down.
//!
//! A change is told only where it can be seen: an article gives a value that none of its nearest
//! ancestors in the pile with a value gives. Below an unseen ancestor nothing is known to have
//! changed, only that the values differ. Nor is one told where the articles agree: "Friday" that
//! became "Friday night" has changed no news.

use std::collections::{BTreeMap, BTreeSet};

use newstem::claim::{Assertion, Claim, SURELY_DISPUTED, Status};

use crate::ancestry::Ancestry;
use crate::names::Names;
use crate::words;

/// Values named at the head of a claim.
const SUBJECT_VALUES_MAX: usize = 3;

/// A value and the articles that give it.
pub(crate) struct Given<'a> {
    /// As the engine reads it: `14`.
    pub(crate) value: &'a str,
    /// Ids, in the order of the story.
    pub(crate) articles: Vec<&'a str>,
}

/// A value that became another between an article and one derived from it.
pub(crate) struct Change<'a> {
    /// Where the old value stands.
    pub(crate) ancestor: &'a str,
    /// The old value.
    pub(crate) before: &'a str,
    /// Where the new value stands.
    pub(crate) article: &'a str,
    /// The new value.
    pub(crate) after: &'a str,
}

fn articles(claim: &Claim) -> impl Iterator<Item = &str> {
    claim.asserted.iter().map(|assertion| assertion.article.as_str())
}

/// What stands before the articles that give a value; a claim may be about no value at all, or
/// about a name that some articles leave out.
pub(crate) fn label(given: &Given, claim: &Claim) -> String {
    if !given.value.is_empty() {
        return words::plain(given.value);
    }
    if claim.asserted.iter().all(|assertion| assertion.value.is_empty()) {
        return "told by".to_owned();
    }
    "without the name".to_owned()
}

/// The values given with their articles, those nearest a root first.
pub(crate) fn by_descent<'a>(claim: &'a Claim, ancestry: &Ancestry) -> Vec<Given<'a>> {
    let depth = |article: &&str| ancestry.ancestors(article);
    let mut values = values(claim);
    values.iter_mut().for_each(|given| given.articles.sort_by_key(depth));
    values.sort_by_key(|given| (given.value.is_empty(), given.articles.first().map(depth)));
    values
}

/// The articles that give a value and have it from none that gives any.
pub(crate) fn entered_in<'a>(
    given: &Given<'a>,
    claim: &'a Claim,
    ancestry: &Ancestry<'a>,
) -> Vec<&'a str> {
    let by_article = given_by(claim);
    let articles = given.articles.iter().copied();
    articles.filter(|article| inherited(article, &by_article, ancestry).is_empty()).collect()
}

/// The words in which the first article that gives a value gives it.
pub(crate) fn words_of<'a>(given: &Given, claim: &'a Claim) -> &'a str {
    let gives = |assertion: &&Assertion| {
        assertion.value == given.value && given.articles.contains(&assertion.article.as_str())
    };
    let place =
        |assertion: &&Assertion| given.articles.iter().position(|id| *id == assertion.article);
    let first = claim.asserted.iter().filter(gives).min_by_key(place);
    first.map_or("", |assertion| &assertion.text)
}

/// What a claim is about: `time: Thursday`, `number: 1.8 m or 18 m`, `action`. The sentence that states
/// it says more, which the sources need not share.
pub(crate) fn subject(claim: &Claim) -> String {
    let kind = claim.kind.name();
    let values = values(claim).into_iter().filter(|given| !given.value.is_empty());
    let mut values: Vec<String> = values.map(|given| words::plain(given.value)).collect();
    if values.len() > SUBJECT_VALUES_MAX {
        values.truncate(SUBJECT_VALUES_MAX);
        values.push("others".to_owned());
    }
    match values.is_empty() {
        true => kind.to_owned(),
        false => format!("{kind}: {}", values.join(" or ")),
    }
}

/// The values given, in the order in which they first appear; last the articles that give none.
pub(crate) fn values(claim: &Claim) -> Vec<Given<'_>> {
    let mut values: Vec<Given> = Vec::new();
    for assertion in claim.asserted.iter().filter(|assertion| !assertion.value.is_empty()) {
        match values.iter_mut().find(|given| given.value == assertion.value) {
            Some(given) => given.articles.push(&assertion.article),
            None => {
                values.push(Given { value: &assertion.value, articles: vec![&assertion.article] });
            }
        }
    }
    values.extend(without_value(claim, &values));
    values
}

/// The articles that give no value in any sentence.
fn without_value<'a>(claim: &'a Claim, values: &[Given]) -> Option<Given<'a>> {
    let with: BTreeSet<&str> =
        values.iter().flat_map(|given| given.articles.iter().copied()).collect();
    let articles: Vec<&str> = articles(claim).filter(|article| !with.contains(article)).collect();
    (!articles.is_empty()).then_some(Given { value: "", articles })
}

/// Where a value changed on its way down the tree, so that the articles now disagree.
pub(crate) fn changes<'a>(claim: &'a Claim, ancestry: &Ancestry<'a>) -> Vec<Change<'a>> {
    if claim.status == Status::Agree {
        return Vec::new();
    }
    let given = given_by(claim);
    let mut changes = Vec::new();
    for (&article, values) in &given {
        let before = inherited(article, &given, ancestry);
        let known: BTreeSet<&str> = before.iter().map(|&(_, value)| value).collect();
        let Some(&after) = values.iter().find(|value| !known.contains(*value)) else {
            continue;
        };
        if let Some(&(ancestor, before)) = before.first() {
            changes.push(Change { ancestor, before, article, after });
        }
    }
    changes
}

fn given_by(claim: &Claim) -> BTreeMap<&str, Vec<&str>> {
    let mut given: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for assertion in claim.asserted.iter().filter(|assertion| !assertion.value.is_empty()) {
        let values = given.entry(&assertion.article).or_default();
        values.push(&assertion.value);
    }
    given
}

/// What the nearest ancestors that give a value give.
fn inherited<'a>(
    article: &'a str,
    given: &BTreeMap<&'a str, Vec<&'a str>>,
    ancestry: &Ancestry<'a>,
) -> Vec<(&'a str, &'a str)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([article]);
    let mut open: Vec<&str> = ancestry.parents(article).to_vec();
    while let Some(ancestor) = open.pop() {
        if !seen.insert(ancestor) {
            continue;
        }
        match given.get(ancestor) {
            Some(values) => found.extend(values.iter().map(|&value| (ancestor, value))),
            None => open.extend(ancestry.parents(ancestor)),
        }
    }
    found
}

/// The articles below a change that repeat the new value.
pub(crate) fn repeated<'a>(change: &Change, claim: &'a Claim, ancestry: &Ancestry) -> Vec<&'a str> {
    let repeats = |assertion: &&Assertion| {
        assertion.value == change.after && ancestry.is_above(change.article, &assertion.article)
    };
    claim.asserted.iter().filter(repeats).map(|assertion| assertion.article.as_str()).collect()
}

/// `changed on the way down: 14 in the Courier became 40 in the Digest`.
pub(crate) fn change_in_words(change: &Change, names: &Names) -> String {
    format!(
        "changed on the way down: {} in {} became {} in {}",
        words::plain(change.before),
        names.of_id(change.ancestor),
        words::plain(change.after),
        names.of_id(change.article)
    )
}

/// `2 independent sources, in the words of Zdena Krall; the articles disagree`.
pub(crate) fn standing(claim: &Claim) -> String {
    let sources =
        words::count(claim.independent_sources, "independent source", "independent sources");
    let standing = match origins(claim) {
        Some(origins) => format!("{sources}, {origins}"),
        None => sources,
    };
    match claim.status {
        Status::Agree => standing,
        Status::Conflict => format!("{standing}; {}", disagreement(claim)),
    }
}

/// Where several sources heard one speaker.
fn origins(claim: &Claim) -> Option<String> {
    if let Some(speaker) = &claim.speaker {
        return Some(format!("in the words of {}", words::plain(speaker)));
    }
    let fewer = claim.origins > 0 && claim.origins < claim.independent_sources;
    fewer.then(|| format!("{} of them", words::count(claim.origins, "origin", "origins")))
}

/// Of disputes below this confidence nine in ten are none, read by eye.
const HARDLY_DISPUTED: f64 = 0.25;

fn disagreement(claim: &Claim) -> String {
    match claim.conflict_confidence {
        Some(confidence) if confidence < HARDLY_DISPUTED => {
            format!("a further value is likely about something else ({confidence:.2})")
        }
        Some(confidence) if confidence < SURELY_DISPUTED => {
            format!("the articles may disagree ({confidence:.2})")
        }
        _ => "the articles disagree".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use newstem::claim::{Assertion, ClaimKind};
    use newstem::lineage::{Evidence, Kind, Link, Tree};

    use super::*;

    /// `links` are child-parent pairs, `given` article-value pairs.
    fn check(links: &[(&str, &str)], given: &[(&str, &str)], expected: &[&str]) {
        let links = links.iter().map(|&(child, parent)| link(child, parent));
        let tree = Tree { links: links.collect(), ..Tree::default() };
        let claim = claim(given);
        let told: Vec<String> = changes(&claim, &Ancestry::of(&tree))
            .iter()
            .map(|c| format!("{}:{} {}:{}", c.ancestor, c.before, c.article, c.after))
            .collect();
        assert_eq!(told, expected);
    }

    fn link(child: &str, parent: &str) -> Link {
        Link {
            child: child.to_owned(),
            parent: parent.to_owned(),
            kind: Kind::Copy,
            confidence: 1.0,
            evidence: Evidence::new(),
            log_odds: None,
            sentences: Vec::new(),
            rejected: None,
        }
    }

    fn claim(given: &[(&str, &str)]) -> Claim {
        let asserted = given.iter().map(|&(article, value)| Assertion {
            article: article.to_owned(),
            start: 0,
            end: 0,
            text: String::new(),
            value: value.to_owned(),
        });
        Claim {
            id: "c1".to_owned(),
            statement: String::new(),
            kind: ClaimKind::Number,
            independent_sources: 1,
            origins: 1,
            witnesses: 1,
            speaker: None,
            status: Status::Conflict,
            conflict_confidence: None,
            asserted: asserted.collect(),
        }
    }

    #[test]
    fn a_claim_is_named_by_what_its_articles_share() {
        let check = |given: &[(&str, &str)], expected: &str| {
            assert_eq!(subject(&claim(given)), expected);
        };
        check(&[("a", "14"), ("b", "14"), ("c", "40")], "number: 14 or 40");
        check(&[("a", "")], "number");
        check(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")], "number: 1 or 2 or 3 or others");
    }

    #[test]
    fn what_entered_and_what_changed_are_told_apart() {
        // b repeats a; c changes it; d repeats c.
        let links = [("b", "a"), ("c", "b"), ("d", "c")].map(|(child, parent)| link(child, parent));
        let tree = Tree { links: links.into(), ..Tree::default() };
        let ancestry = Ancestry::of(&tree);
        let claim = claim(&[("d", "40"), ("c", "40"), ("b", "14"), ("a", "14")]);
        let told: Vec<(&str, Vec<&str>, Vec<&str>)> = by_descent(&claim, &ancestry)
            .iter()
            .map(|given| {
                (given.value, given.articles.clone(), entered_in(given, &claim, &ancestry))
            })
            .collect();
        assert_eq!(told, [("14", vec!["a", "b"], vec!["a"]), ("40", vec!["c", "d"], vec![])]);
        let changed = changes(&claim, &ancestry);
        assert_eq!(repeated(&changed[0], &claim, &ancestry), ["d"]);
    }

    #[test]
    fn a_value_that_is_not_given_is_said_so_last() {
        let check = |given: &[(&str, &str)], expected: &[&str]| {
            let claim = claim(given);
            let labels: Vec<String> =
                values(&claim).iter().map(|given| label(given, &claim)).collect();
            assert_eq!(labels, expected);
        };
        check(&[("a", ""), ("b", "Ines Halloran")], &["Ines Halloran", "without the name"]);
        check(&[("a", ""), ("b", "")], &["told by"]);
        // The same article gives it elsewhere.
        check(&[("a", ""), ("a", "Ines Halloran")], &["Ines Halloran"]);
    }

    #[test]
    fn a_change_is_told_where_it_arose() {
        // b inherits what a says; c changes it; d only repeats c.
        let chain = [("b", "a"), ("c", "b"), ("d", "c")];
        let given = [("a", "14"), ("b", "14"), ("c", "40"), ("d", "40")];
        check(&chain, &given, &["b:14 c:40"]);
        // The article in between is silent: the change is against its parent.
        let given = [("a", "14"), ("c", "40")];
        check(&chain, &given, &["a:14 c:40"]);
        // Nothing seen above: a difference between siblings is no change.
        let given = [("b", "14"), ("c", "40")];
        check(&[("b", "α"), ("c", "α")], &given, &[]);
        // A merged article may take either parent's value.
        let given = [("a", "14"), ("b", "11"), ("c", "11")];
        check(&[("c", "a"), ("c", "b")], &given, &[]);
        // Leaving a value out is no change of it.
        check(&[("b", "a")], &[("a", "14"), ("b", "")], &[]);
    }
}
