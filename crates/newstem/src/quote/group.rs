//! The same utterance across the articles of a story.
//!
//! First along the tree: each quotation of a child goes to the one of its parent that its words
//! and speaker fit best. Then between siblings under an unseen ancestor, then between lines,
//! where only words and speaker speak. Groups join best pair first and never so that two separate
//! quotations of one article fall together. Rejected: one threshold on word overlap, which
//! loses the spun and the translated and joins a speaker's stock phrases.

use std::collections::BTreeSet;

use super::descent::Descent;
use super::record::Form;
use super::utterance::Utterance;
use super::wording::{Weights, cognates, likeness, same_name};
use crate::lineage::Kind;

/// What of two speakers is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speakers {
    Same,
    Different,
    Unknown,
}

/// Compares the resolved speakers of two utterances.
pub(super) fn speakers(a: &Utterance, b: &Utterance) -> Speakers {
    match (&a.speaker, &b.speaker) {
        (Some(a), Some(b)) if same_name(a, b) => Speakers::Same,
        (Some(_), Some(_)) => Speakers::Different,
        _ => Speakers::Unknown,
    }
}

/// For each utterance the number of its group; groups are numbered by their first member.
pub(super) fn groups(
    utterances: &[Utterance],
    descent: &Descent<'_>,
    weights: &Weights,
) -> Vec<usize> {
    let mut grouping =
        Grouping { utterances, descent, weights, group: (0..utterances.len()).collect() };
    grouping.join_broken();
    grouping.join_along_links();
    grouping.join_siblings();
    grouping.join_lines();
    grouping.attach_reported();
    grouping.group
}

struct Grouping<'a> {
    utterances: &'a [Utterance],
    descent: &'a Descent<'a>,
    weights: &'a Weights,
    group: Vec<usize>,
}

/// A pair that may be one utterance, and how much speaks for it.
struct Pair {
    score: f64,
    a: usize,
    b: usize,
}

impl Grouping<'_> {
    fn join(&mut self, a: usize, b: usize) {
        let (kept, gone) = (self.group[a].min(self.group[b]), self.group[a].max(self.group[b]));
        for group in &mut self.group {
            if *group == gone {
                *group = kept;
            }
        }
    }

    /// A quotation that a cue breaks in two is one utterance.
    fn join_broken(&mut self) {
        for index in 1..self.utterances.len() {
            let same = self.utterances[index].article == self.utterances[index - 1].article;
            if same && self.utterances[index].continues {
                self.join(index - 1, index);
            }
        }
    }

    fn marked_of(&self, article: usize) -> Vec<usize> {
        let of_article = |&index: &usize| {
            let utterance = &self.utterances[index];
            utterance.article == article && utterance.form != Form::Indirect
        };
        (0..self.utterances.len()).filter(of_article).collect()
    }

    fn join_along_links(&mut self) {
        let descent = self.descent;
        for &child in descent.top_down() {
            for &(parent, kind) in descent.parents(child) {
                self.join_child(child, parent, kind);
            }
        }
    }

    fn join_child(&mut self, child: usize, parent: usize, kind: Kind) {
        let (below, above) = (self.marked_of(child), self.marked_of(parent));
        if !self.descent.share_language(child, parent) {
            return self.join_translated(&below, &above);
        }
        let mut unmatched = Vec::new();
        for &quote in &below {
            match self.best(quote, &above, related_score) {
                Some(found) => self.join_if_apart(quote, found),
                None => unmatched.push(quote),
            }
        }
        if kind != Kind::Merged && kind != Kind::Expanded {
            self.join_leftovers(&unmatched, &below, &above);
        }
    }

    fn best(
        &self,
        quote: usize,
        among: &[usize],
        score: fn(&Self, usize, usize) -> Option<f64>,
    ) -> Option<usize> {
        let scored = among.iter().filter_map(|&other| Some((score(self, quote, other)?, other)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map(|(_, other)| other)
    }

    /// Joins unless that would make one of two separate quotations of one article.
    fn join_if_apart(&mut self, a: usize, b: usize) {
        if self.group[a] != self.group[b] && self.compatible(a, b) {
            self.join(a, b);
        }
    }

    fn members(&self, group: usize) -> Vec<usize> {
        let all = 0..self.group.len();
        all.filter(|&index| self.group[index] == group).collect()
    }

    fn compatible(&self, a: usize, b: usize) -> bool {
        let (left, right) = (self.members(self.group[a]), self.members(self.group[b]));
        left.iter().all(|&l| right.iter().all(|&r| self.may_be_one(l, r, &left, &right)))
    }

    /// Two quotations of one article are one utterance only as parts of the same wording.
    fn may_be_one(&self, l: usize, r: usize, left: &[usize], right: &[usize]) -> bool {
        if self.utterances[l].article != self.utterances[r].article {
            return true;
        }
        let part_of = |part: usize, wholes: &[usize]| {
            wholes.iter().any(|&whole| {
                self.utterances[whole].article != self.utterances[part].article
                    && self.like(part, whole) >= PART_LIKENESS
                    && self.utterances[whole].words.len() > self.utterances[part].words.len()
            })
        };
        let overlap = self.like(l, r) >= PART_LIKENESS;
        overlap || part_of(l, right) || part_of(r, left)
    }

    fn like(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.utterances[a], &self.utterances[b]);
        likeness(&a.stems, &b.stems, self.weights)
    }

    /// A speaker's only quotation left over on both sides of a link is the same one, reworded.
    fn join_leftovers(&mut self, unmatched: &[usize], below: &[usize], above: &[usize]) {
        for &quote in unmatched {
            let group_below: Vec<usize> = below.iter().map(|&index| self.group[index]).collect();
            let left: Vec<usize> = above
                .iter()
                .copied()
                .filter(|&other| {
                    speakers(&self.utterances[quote], &self.utterances[other]) == Speakers::Same
                        && (!group_below.contains(&self.group[other])
                            || self.like(quote, other) >= FAINT_LIKENESS)
                })
                .collect();
            let best = self.best(quote, &left, |grouping, a, b| Some(grouping.like(a, b)));
            if let Some(best) = best.filter(|&best| self.like(quote, best) >= FAINT_LIKENESS) {
                self.join_if_apart(quote, best);
            }
        }
    }

    fn join_siblings(&mut self) {
        let roots = self.unseen_roots().into_iter();
        let families: Vec<Vec<usize>> =
            roots.map(|root| self.descent.children_of_unseen(root)).collect();
        for children in families {
            self.join_best_first(&children, related_score, translated_score);
        }
    }

    fn unseen_roots(&self) -> BTreeSet<&str> {
        let articles = 0..self.descent.ids.len();
        articles.flat_map(|article| self.descent.unseen_roots(article).iter().copied()).collect()
    }

    fn join_lines(&mut self) {
        let all: Vec<usize> = (0..self.descent.ids.len()).collect();
        self.join_best_first(&all, unrelated_score, foreign_score);
    }

    fn join_best_first(
        &mut self,
        articles: &[usize],
        score: fn(&Self, usize, usize) -> Option<f64>,
        foreign: fn(&Self, usize, usize) -> Option<f64>,
    ) {
        let mut pairs = Vec::new();
        for (position, &first) in articles.iter().enumerate() {
            for &second in &articles[position + 1..] {
                let score =
                    if self.descent.share_language(first, second) { score } else { foreign };
                self.collect_pairs(first, second, score, &mut pairs);
            }
        }
        pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        for pair in pairs {
            self.join_if_apart(pair.a, pair.b);
        }
    }

    fn collect_pairs(
        &self,
        first: usize,
        second: usize,
        score: fn(&Self, usize, usize) -> Option<f64>,
        pairs: &mut Vec<Pair>,
    ) {
        for a in self.marked_of(first) {
            for b in self.marked_of(second) {
                if let Some(score) = score(self, a, b) {
                    pairs.push(Pair { score, a, b });
                }
            }
        }
    }

    /// Parent and child in two languages: the best monotone pairing by speaker, length and words
    /// that look alike.
    fn join_translated(&mut self, below: &[usize], above: &[usize]) {
        let score = |a: usize, b: usize| translated_score(self, below[a], above[b]).unwrap_or(-1.0);
        for (a, b) in monotone(below.len(), above.len(), score) {
            self.join_if_apart(below[a], above[b]);
        }
    }

    /// Reported clauses join the group whose words they fit best and join no groups together.
    fn attach_reported(&mut self) {
        for index in 0..self.utterances.len() {
            if self.utterances[index].form != Form::Indirect {
                continue;
            }
            let article = self.utterances[index].article;
            let others: Vec<usize> = (0..self.utterances.len())
                .filter(|&other| {
                    let utterance = &self.utterances[other];
                    let settled = utterance.form != Form::Indirect || other < index;
                    settled && utterance.article != article
                })
                .collect();
            if let Some(found) = self.best(index, &others, reported_score) {
                self.join(index, found);
            }
        }
    }
}

const PART_LIKENESS: f64 = 0.55;
const FAINT_LIKENESS: f64 = 0.12;
const SHORT_WORDS: usize = 3;

/// Weighted likeness a pair under a link or an unseen ancestor needs, by what is known of its
/// speakers.
const RELATED: [(Speakers, f64); 3] =
    [(Speakers::Same, 0.3), (Speakers::Unknown, 0.4), (Speakers::Different, 0.55)];

/// The same between lines that nothing connects.
const UNRELATED: [(Speakers, f64); 3] =
    [(Speakers::Same, 0.35), (Speakers::Unknown, 0.55), (Speakers::Different, 0.75)];

fn score_above(
    grouping: &Grouping<'_>,
    a: usize,
    b: usize,
    thresholds: &[(Speakers, f64)],
) -> Option<f64> {
    let (one, other) = (&grouping.utterances[a], &grouping.utterances[b]);
    let speakers = speakers(one, other);
    let like = grouping.like(a, b);
    let needed = thresholds.iter().find(|(known, _)| *known == speakers)?.1;
    let short = one.words.len().min(other.words.len()) <= SHORT_WORDS;
    if short && speakers != Speakers::Same {
        return None;
    }
    let needed = if short { needed.max(0.95) } else { needed };
    let bonus = if speakers == Speakers::Same { 0.15 } else { 0.0 };
    (like >= needed).then_some(like + bonus)
}

fn related_score(grouping: &Grouping<'_>, a: usize, b: usize) -> Option<f64> {
    score_above(grouping, a, b, &RELATED)
}

fn unrelated_score(grouping: &Grouping<'_>, a: usize, b: usize) -> Option<f64> {
    score_above(grouping, a, b, &UNRELATED)
}

fn reported_score(grouping: &Grouping<'_>, a: usize, b: usize) -> Option<f64> {
    let (one, other) = (&grouping.utterances[a], &grouping.utterances[b]);
    let same = speakers(one, other) == Speakers::Same;
    let like = grouping.like(a, b);
    (same && like >= 0.5 && other.words.len() > SHORT_WORDS).then_some(like)
}

/// How well two wordings in two languages fit, given that one was made from the other.
fn translated_score(grouping: &Grouping<'_>, a: usize, b: usize) -> Option<f64> {
    let (one, other) = (&grouping.utterances[a], &grouping.utterances[b]);
    let speaker = match speakers(one, other) {
        Speakers::Same => 0.6,
        Speakers::Unknown => 0.2,
        Speakers::Different => 0.0,
    };
    let score = speaker + cognates(&one.words, &other.words) + 0.5 * length_fit(one, other);
    (score >= 0.6).then_some(score)
}

/// The same without a link: the speaker must be the same and the wording must not deny it.
fn foreign_score(grouping: &Grouping<'_>, a: usize, b: usize) -> Option<f64> {
    let (one, other) = (&grouping.utterances[a], &grouping.utterances[b]);
    if speakers(one, other) != Speakers::Same {
        return None;
    }
    let score = cognates(&one.words, &other.words) + 0.5 * length_fit(one, other);
    (score >= 0.55).then_some(score)
}

/// Translations are about as long as what they translate (Gale and Church, 1993); 1 where the
/// lengths agree, 0 where one is twice the other.
fn length_fit(a: &Utterance, b: &Utterance) -> f64 {
    let (a, b) = (a.bytes.len() as f64, b.bytes.len() as f64);
    let ratio = a.max(b) / a.min(b).max(1.0);
    (2.0 - ratio).clamp(0.0, 1.0)
}

/// The pairing without crossings that maximises the sum of scores; pairs below zero are not made.
fn monotone(
    rows: usize,
    columns: usize,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let width = columns + 1;
    let mut best = vec![0.0_f64; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            best[i * width + j] = skip.max(best[(i + 1) * width + j + 1] + score(i, j));
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < rows && j < columns {
        let here = best[i * width + j];
        if here <= best[(i + 1) * width + j] {
            i += 1;
        } else if here <= best[i * width + j + 1] {
            j += 1;
        } else {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs
}
