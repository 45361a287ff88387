//! What became of the words, against the wording at the top of the article's own line of descent.
//!
//! The line goes up through the parents that have the quote. Where it ends below an unseen
//! ancestor, the best witness of what that ancestor said is the child that most others agree
//! with, then the one whose kind of link changes words least. Two lines are never compared, since
//! two listeners may have heard differently; nor are two languages, but for the speaker.

use std::collections::BTreeMap;

use super::attribution::Grip;
use super::descent::Descent;
use super::group::{Speakers, speakers};
use super::record::{Fidelity, Form};
use super::utterance::Utterance;
use super::wording::aligned;

/// One quote: its members by article.
pub(super) struct Line<'a> {
    utterances: &'a [Utterance],
    descent: &'a Descent<'a>,
    members: Vec<usize>,
    paths: BTreeMap<usize, Vec<Path>>,
}

/// From the top of a line of descent down to an article: the articles that have the quote.
type Path = Vec<usize>;

const PATHS_MAX: usize = 16;

impl<'a> Line<'a> {
    /// For the utterances `members` of one group.
    pub(super) fn new(
        utterances: &'a [Utterance],
        descent: &'a Descent<'a>,
        members: Vec<usize>,
    ) -> Self {
        let mut line = Self { utterances, descent, members, paths: BTreeMap::new() };
        for &article in descent.top_down() {
            if line.members.iter().any(|&member| utterances[member].article == article) {
                let paths = line.paths_to(article);
                line.paths.insert(article, paths);
            }
        }
        line
    }

    /// What became of the words of `member`; of several lines, the kindest.
    pub(super) fn fidelity(&self, member: usize) -> Fidelity {
        let paths = self.paths.get(&self.utterances[member].article);
        let judged = paths.into_iter().flatten();
        judged.map(|path| self.against(member, path)).min().unwrap_or(Fidelity::Verbatim)
    }

    fn of_article(&self, article: usize) -> Vec<usize> {
        let mine = |&&member: &&usize| {
            let utterance = &self.utterances[member];
            utterance.article == article && utterance.form != Form::Indirect
        };
        self.members.iter().filter(mine).copied().collect()
    }

    /// The lines along which the quote came to `article`, each from its top down.
    fn paths_to(&self, article: usize) -> Vec<Path> {
        let mut paths: Vec<Path> = Vec::new();
        for (parent, _) in self.descent.parents(article) {
            if !self.of_article(*parent).is_empty() {
                paths.extend(self.paths.get(parent).into_iter().flatten().cloned());
            }
        }
        for root in self.descent.unseen_roots(article) {
            let witness = self.witness(root);
            let witness = witness.filter(|&witness| witness != article || paths.is_empty());
            paths.extend(witness.map(|witness| vec![witness]));
        }
        if paths.is_empty() {
            paths.push(Vec::new());
        }
        paths.truncate(PATHS_MAX);
        for path in &mut paths {
            if path.last() != Some(&article) {
                path.push(article);
            }
        }
        paths
    }

    /// The child of an unseen ancestor that best keeps what the ancestor said.
    fn witness(&self, root: &str) -> Option<usize> {
        let mut children = self.descent.children_of_unseen(root);
        children.retain(|&child| !self.of_article(child).is_empty());
        children.iter().copied().max_by_key(|&child| {
            let agreeing = children.iter().filter(|&&other| self.agree(child, other)).count();
            let looseness = self.descent.looseness(child);
            let length = self.wording(child).len();
            (agreeing, u8::MAX - looseness, length, usize::MAX - child)
        })
    }

    fn agree(&self, a: usize, b: usize) -> bool {
        let (Some(&first), Some(&second)) =
            (self.of_article(a).first(), self.of_article(b).first())
        else {
            return false;
        };
        let same_speaker =
            speakers(&self.utterances[first], &self.utterances[second]) != Speakers::Different;
        a != b && same_speaker && holds(&self.wording(a), &self.wording(b))
    }

    /// All the words that an article gives of the quote.
    fn wording(&self, article: usize) -> Vec<String> {
        let members = self.of_article(article).into_iter();
        members.flat_map(|member| self.utterances[member].words.iter().cloned()).collect()
    }

    fn against(&self, member: usize, path: &[usize]) -> Fidelity {
        let utterance = &self.utterances[member];
        let top = path[0];
        if top == utterance.article {
            return Fidelity::Verbatim;
        }
        if self.given_to_another(utterance, top) {
            return Fidelity::Misattributed;
        }
        let in_language = |&&article: &&usize| {
            article != utterance.article
                && self.descent.share_language(article, utterance.article)
                && !(article == top && self.is_own_translation(top, path))
        };
        match path.iter().find(in_language) {
            Some(&reference) if utterance.form != Form::Indirect => {
                self.wording_against(utterance, reference)
            }
            _ => Fidelity::Verbatim,
        }
    }

    /// The top only witnesses, in words of its translator, what an unseen ancestor said.
    fn is_own_translation(&self, top: usize, path: &[usize]) -> bool {
        let next_is_child = path.get(1).is_some_and(|&next| {
            self.descent.parents(next).iter().any(|(parent, _)| *parent == top)
        });
        !next_is_child && self.descent.is_translated(top)
    }

    fn given_to_another(&self, utterance: &Utterance, top: usize) -> bool {
        let firm = |one: &Utterance| one.grip != Grip::Inferred;
        let reference = self.of_article(top).into_iter().map(|index| &self.utterances[index]);
        let told: Vec<&Utterance> = reference.filter(|one| firm(one)).collect();
        firm(utterance)
            && !told.is_empty()
            && told.iter().all(|one| speakers(utterance, one) == Speakers::Different)
    }

    fn wording_against(&self, utterance: &Utterance, reference: usize) -> Fidelity {
        let whole = self.wording(reference);
        if !holds(&whole, &utterance.words) {
            return Fidelity::Altered;
        }
        if whole.len() <= self.wording(utterance.article).len().max(utterance.words.len()) {
            Fidelity::Verbatim
        } else {
            Fidelity::Truncated
        }
    }
}

/// Every word of `part` stands in `whole`, in order.
fn holds(whole: &[String], part: &[String]) -> bool {
    aligned(whole, part).len() == part.len()
}
