//! What can be told of an ancestor that is not in the pile: some of its words, and by when it
//! existed.
//!
//! Words that two children have in the same order, and did not have from each other, stood in what
//! they go back to (the common-text principle of stemmatics; Maas 1927). The child whose sentences
//! most others match is laid beside each of them, and the stretches kept by as many as not are
//! given, as places in that child; between them are gaps. Rejected: giving whole sentences of the
//! closest child, which would pass its own words off as the ancestor's. What only one child has may
//! be its own, so an ancestor with one child gives no words.
//!
//! Fails on: two children that added the same boilerplate, and children in different languages,
//! which have no words in common.

use std::collections::{BTreeMap, BTreeSet};

use super::forest::Forest;
use super::tree::Stretch;
use super::unseen::Ancestor;
use super::wording::best_pairs;
use super::writing::{CHILDREN_ASKED_MAX, Findings};
use crate::align::{SentencePair, align_words};

/// Sentences less alike than this do not show what a common source said.
const LIKENESS_MIN: f64 = 0.4;
/// Fewer words in a row than this are chance.
const WORDS_MIN: usize = 3;

/// The stretches of an ancestor's text that its children agree on, in the order of the child that
/// has most of it.
pub fn stretches(forest: &Forest, ancestor: &Ancestor, findings: &Findings) -> Vec<Stretch> {
    let mut children = findings.articles_below(forest, ancestor.node);
    children.truncate(CHILDREN_ASKED_MAX);
    let Some(base) = fullest(&children, findings) else { return Vec::new() };
    let mut kept = Kept::default();
    for &other in children.iter().filter(|&&other| other != base) {
        kept.add(base, other, findings);
    }
    kept.stretches(base, findings)
}

/// The earliest publication among the articles that descend from an ancestor, as it was printed:
/// the ancestor existed by then.
pub fn existed_by(forest: &Forest, ancestor: &Ancestor, findings: &Findings) -> Option<String> {
    let mut below = BTreeSet::new();
    let mut open = vec![ancestor.node];
    while let Some(node) = open.pop() {
        open.extend(forest.children(node).into_iter().filter(|&child| below.insert(child)));
    }
    let members = below.iter().filter_map(|&node| findings.members.get(node));
    let times = members.filter_map(|member| {
        Some((member.published?.latest, member.article.published.as_deref()?))
    });
    times.min().map(|(_, time)| time.to_owned())
}

/// The child that shares most words with the others.
fn fullest(children: &[usize], findings: &Findings) -> Option<usize> {
    let shared = |child: usize| -> usize {
        let others = children.iter().filter(|&&other| other != child);
        others.map(|&other| matched_words(child, other, findings)).sum()
    };
    let shared = children.iter().map(|&child| (shared(child), std::cmp::Reverse(child)));
    shared.filter(|&(words, _)| words > 0).max().map(|(_, child)| child.0)
}

fn matched_words(child: usize, other: usize, findings: &Findings) -> usize {
    let reading = findings.members[child].reading;
    let pairs = alike(child, other, findings).into_iter();
    pairs.map(|pair| reading.sentence_words(pair.left).count()).sum()
}

/// The sentences of an article with a likeness in another of the same language.
fn alike(child: usize, other: usize, findings: &Findings) -> Vec<SentencePair> {
    let profile = |member: usize| &findings.members[member].subject.profile;
    if !profile(child).same_language(profile(other)) {
        return Vec::new();
    }
    let mut pairs = best_pairs(&findings.comparison(child, other));
    pairs.retain(|pair| pair.similarity >= LIKENESS_MIN);
    pairs
}

/// Whether a word names a source, which the ancestor did not do of itself.
fn is_of_credit(member: usize, token: usize, findings: &Findings) -> bool {
    let member = &findings.members[member];
    let start = member.reading.tokens[token].start;
    member.article.credits.iter().any(|credit| (credit.start..credit.end).contains(&start))
}

/// Which words of an article its siblings have too.
#[derive(Default)]
struct Kept {
    /// For each token the siblings that keep it.
    by_token: BTreeMap<usize, BTreeSet<usize>>,
    /// For each sentence the siblings that have one like it.
    by_sentence: BTreeMap<usize, BTreeSet<usize>>,
}

impl Kept {
    fn add(&mut self, base: usize, other: usize, findings: &Findings) {
        let (own, theirs) = (findings.members[base].reading, findings.members[other].reading);
        for pair in alike(base, other, findings) {
            let tokens: Vec<usize> = own
                .sentence_words(pair.left)
                .filter(|&at| !is_of_credit(base, at, findings))
                .collect();
            let left: Vec<&str> = tokens.iter().map(|&token| own.folded[token].as_str()).collect();
            let right: Vec<&str> =
                theirs.sentence_words(pair.right).map(|at| theirs.folded[at].as_str()).collect();
            for (word, _) in align_words(&left, &right).kept {
                self.by_token.entry(tokens[word]).or_default().insert(other);
            }
            self.by_sentence.entry(pair.left).or_default().insert(other);
        }
    }

    fn stretches(&self, base: usize, findings: &Findings) -> Vec<Stretch> {
        let sentences = self.by_sentence.keys();
        sentences.flat_map(|&sentence| self.stretches_of(base, sentence, findings)).collect()
    }

    fn stretches_of(&self, base: usize, sentence: usize, findings: &Findings) -> Vec<Stretch> {
        let reading = findings.members[base].reading;
        let words: Vec<usize> = reading.sentence_words(sentence).collect();
        let runs =
            words.chunk_by(|&a, &b| self.is_agreed(a, sentence) == self.is_agreed(b, sentence));
        let agreed = runs.filter(|run| run.len() >= WORDS_MIN && self.is_agreed(run[0], sentence));
        agreed.map(|run| self.stretch(base, run, findings)).collect()
    }

    /// Whether at least half of the siblings with a sentence like this one have the word.
    fn is_agreed(&self, token: usize, sentence: usize) -> bool {
        let having = self.by_token.get(&token).map_or(0, BTreeSet::len);
        having > 0 && 2 * having >= self.by_sentence.get(&sentence).map_or(0, BTreeSet::len)
    }

    /// The stretch from the first word of a run to its last, and who has any of it besides.
    fn stretch(&self, base: usize, run: &[usize], findings: &Findings) -> Stretch {
        let reading = findings.members[base].reading;
        let start = run.first().map_or(0, |&token| reading.tokens[token].start);
        let end = run.last().map_or(0, |&token| reading.tokens[token].end);
        let having: BTreeSet<usize> =
            run.iter().filter_map(|token| self.by_token.get(token)).flatten().copied().collect();
        let id = |member: usize| findings.members[member].article.id.clone();
        Stretch {
            article: id(base),
            start,
            end,
            text: reading.text[start..end].to_owned(),
            also_in: having.into_iter().map(id).collect(),
        }
    }
}
