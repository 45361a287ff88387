//! From the forest to the tree as it is told: each link with its kind, confidence and evidence.

use std::borrow::Cow;

use super::comparison::Comparison;
use super::comparisons::Comparisons;
use super::credit::{NamedBy, names_a_source};
use super::evidence::{of_likeness, rounded};
use super::forest::Forest;
use super::kind::single_parent_kind;
use super::likelihood::{Likelihood, confidence, confidence_alone};
use super::member::Member;
use super::recovered::{existed_by, stretches};
use super::rival::{Rival, lead_over_turned_round, replaced, rival};
use super::search::Explains;
use super::terms::{Terms, Weights};
use super::tree::{Evidence, Kind, Link, Margins, Match, Rejected, Tree, Unseen, Value};
use super::unseen::{Ancestor, archetype};
use super::wording::{Wording, best_pairs, compare_wording};
use crate::text::lexicon::Lexicon;

/// Of an ancestor with more children at hand the first ones tell what stood in it.
pub const CHILDREN_ASKED_MAX: usize = 24;

/// How sure a link to a credited ancestor is: 147 of 157 were right on the fictional families.
const CREDITED_CONFIDENCE: f64 = 0.92;
/// The same for a relative of the article that has the credit; 117 of 154 were right.
const SIBLING_CONFIDENCE: f64 = 0.75;

/// Everything the writing of links looks at.
pub struct Findings<'a> {
    /// The story's articles.
    pub members: &'a [Member<'a>],
    /// What was compared.
    comparisons: &'a Comparisons,
    /// How well parents explain.
    pub likelihood: &'a Likelihood<'a>,
    /// Which words a dictionary knows as synonyms.
    pub lexicon: &'a Lexicon,
    /// Ancestors that are not in the pile.
    ancestors: Vec<Ancestor>,
    /// Their ids.
    names: Vec<String>,
}

impl<'a> Findings<'a> {
    /// What is known before ancestors are looked for.
    pub fn new(
        members: &'a [Member<'a>],
        comparisons: &'a Comparisons,
        likelihood: &'a Likelihood<'a>,
        lexicon: &'a Lexicon,
    ) -> Self {
        Self { members, comparisons, likelihood, lexicon, ancestors: Vec::new(), names: Vec::new() }
    }

    /// The tree in the words of the trace.
    pub fn write(mut self, forest: &Forest, ancestors: Vec<Ancestor>) -> Tree {
        self.names = greek(ancestors.len(), self.members);
        self.ancestors = ancestors;
        let unseen = (0..self.ancestors.len()).map(|index| self.unseen(forest, index)).collect();
        let mut links = Vec::new();
        for child in 0..self.members.len() {
            for &parent in &forest.parents[child] {
                links.push(self.link(forest, child, parent));
            }
        }
        for child in 0..self.ancestors.len() {
            for &parent in &forest.parents[self.ancestors[child].node] {
                links.push(self.link_of_unseen(forest, child, parent));
            }
        }
        Tree { unseen, links, uncompared_pairs: self.comparisons.left_out() }
    }

    fn unseen(&self, forest: &Forest, index: usize) -> Unseen {
        let ancestor = &self.ancestors[index];
        let naming = &ancestor.naming;
        let credits = naming.by.iter().map(|by| format!("{}: {}", self.id(by.member), by.text));
        let evidence = match naming.label {
            Some(_) => ("credits".into(), Value::List(credits.collect())),
            None => ("shared_by".into(), Value::List(self.ids_below(forest, ancestor.node))),
        };
        Unseen {
            id: self.names[index].clone(),
            label: naming.label.clone(),
            evidence: Evidence::from([evidence]),
            existed_by: existed_by(forest, ancestor, self),
            recovered: stretches(forest, ancestor, self),
        }
    }

    fn ids_below(&self, forest: &Forest, node: usize) -> Vec<String> {
        self.articles_below(forest, node)
            .into_iter()
            .map(|member| self.id(member).to_owned())
            .collect()
    }

    /// What an ancestor is called: its label, else its id.
    fn called(&self, ancestor: &Ancestor) -> String {
        let index = self.ancestors.iter().position(|other| other.node == ancestor.node);
        let id = || index.map(|index| self.names[index].clone()).unwrap_or_default();
        ancestor.naming.label.clone().unwrap_or_else(id)
    }

    /// The articles at hand that hang from a node.
    pub fn articles_below(&self, forest: &Forest, node: usize) -> Vec<usize> {
        let children = forest.children(node).into_iter();
        children.filter(|&child| child < self.members.len()).collect()
    }

    /// Whether the outlet that an ancestor stands for may be that of `parent`, which is unknown,
    /// and which `carrier` names on the way. A dateline names an agency, whose texts are seldom
    /// at hand.
    pub fn may_be_named(&self, ancestor: &Ancestor, carrier: usize, parent: usize) -> bool {
        let named = ancestor.naming.by_member(carrier);
        named.is_some_and(|by| !by.is_dateline)
            && parent < self.members.len()
            && self.likelihood.may_name(carrier, parent)
    }

    /// Whether an article names the outlet of one that may be earlier as its source.
    pub fn names_as_source(&self, article: usize, earlier: usize) -> bool {
        let source = &self.members[earlier];
        let mut credits = self.members[article].credits();
        self.likelihood.may_descend(article, earlier)
            && credits.any(|(credit, named)| names_a_source(credit) && source.may_be_of(named))
    }

    fn id(&self, member: usize) -> &str {
        &self.members[member].article.id
    }

    fn link(&self, forest: &Forest, child: usize, parent: usize) -> Link {
        match self.ancestors.iter().position(|ancestor| ancestor.node == parent) {
            Some(index) => self.link_to_unseen(forest, child, index),
            None => self.link_to_article(forest, child, parent),
        }
    }

    fn link_to_article(&self, forest: &Forest, child: usize, parent: usize) -> Link {
        let wording = self.wording(child, parent);
        let single = self.kind_with(child, parent, &wording);
        let merged = forest.parents[child].len() > 1 && single != Kind::Update;
        let parents = self.at_hand(forest, child);
        let rival = rival(child, Some(parent), &parents, self.likelihood);
        let margins = self.margins(forest, child, parent, rival);
        Link {
            child: self.id(child).to_owned(),
            parent: self.id(parent).to_owned(),
            kind: if merged { Kind::Merged } else { single },
            confidence: rounded(confidence(&margins)),
            evidence: self.evidence(child, parent, &wording),
            log_odds: Some(margins),
            sentences: self.matches(child, parent),
            rejected: rival.map(|rival| self.rejected(forest, child, parent, rival.parent)),
        }
    }

    fn matches(&self, child: usize, parent: usize) -> Vec<Match> {
        let place = |member: usize, sentence: usize| {
            let sentence = &self.members[member].reading.sentences[sentence];
            (sentence.start, sentence.end)
        };
        let pairs = best_pairs(&self.comparison(child, parent)).into_iter();
        let matches = pairs.map(|pair| {
            let (start, end) = place(child, pair.left);
            let (parent_start, parent_end) = place(parent, pair.right);
            Match { start, end, parent_start, parent_end, likeness: rounded(pair.similarity) }
        });
        matches.collect()
    }

    /// The parents of an article that are in the pile.
    fn at_hand(&self, forest: &Forest, child: usize) -> Vec<usize> {
        let parents = forest.parents[child].iter().copied();
        parents.filter(|&parent| parent < self.members.len()).collect()
    }

    fn margins(
        &self,
        forest: &Forest,
        child: usize,
        parent: usize,
        rival: Option<Rival>,
    ) -> Margins {
        let parents = self.at_hand(forest, child);
        let others: Vec<usize> = parents.iter().filter(|&&p| p != parent).copied().collect();
        let held = self.likelihood.log_odds(child, &parents);
        let above = |node: usize| self.at_hand(forest, node);
        let turned_round = lead_over_turned_round(child, parent, above, self.likelihood);
        Margins {
            over_none: rounded(held - self.likelihood.log_odds(child, &others)),
            over_rejected: rival.map(|rival| rounded(held - rival.log_odds)),
            over_turned_round: rounded(turned_round),
        }
    }

    /// Why `other` does not stand in the place of `parent`.
    fn rejected(&self, forest: &Forest, child: usize, parent: usize, other: usize) -> Rejected {
        let parents = self.at_hand(forest, child);
        let held = self.likelihood.terms(child, &parents);
        let with = self.likelihood.terms(child, &replaced(&parents, Some(parent), other));
        let mut against = behind(&held, &with, self.likelihood.weights());
        against.extend(self.descent(forest, child, other));
        self.rejected_for(child, other, against)
    }

    /// The article that an ancestor which is not in the pile was preferred to.
    fn rejected_for_unseen(
        &self,
        forest: &Forest,
        child: usize,
        ancestor: &Ancestor,
    ) -> Option<Rejected> {
        let parents = self.at_hand(forest, child);
        let other = rival(child, None, &parents, self.likelihood)?.parent;
        let against = match ancestor.naming.by_member(child) {
            Some(by) => ("credit".to_owned(), Value::Text(by.text.clone())),
            None => ("same_source".to_owned(), Value::Text(self.called(ancestor))),
        };
        let against = self.descent(forest, child, other).unwrap_or(against);
        Some(self.rejected_for(child, other, Evidence::from([against])))
    }

    /// Where an article derives from the one whose parent it might have been.
    fn descent(&self, forest: &Forest, child: usize, other: usize) -> Option<(String, Value)> {
        let derives = forest.ancestry(other).contains(&child);
        derives.then(|| ("derives_from".to_owned(), Value::Text(self.id(child).to_owned())))
    }

    fn rejected_for(&self, child: usize, other: usize, against: Evidence) -> Rejected {
        let gain = self.likelihood.log_odds(child, &[other]) - self.likelihood.log_odds(child, &[]);
        Rejected {
            parent: self.id(other).to_owned(),
            confidence: rounded(confidence_alone(gain)),
            evidence: self.evidence(child, other, &self.wording(child, other)),
            against,
        }
    }

    /// The kind of a link between two articles, were it the child's only one.
    pub fn kind_between(&self, child: usize, parent: usize) -> Kind {
        self.kind_with(child, parent, &self.wording(child, parent))
    }

    fn kind_with(&self, child: usize, parent: usize, wording: &Wording) -> Kind {
        let comparison = self.comparison(child, parent);
        single_parent_kind(&self.members[child], &self.members[parent], &comparison, wording)
    }

    /// An article against another. Siblings in a large story may not have been compared before.
    pub fn comparison(&self, child: usize, parent: usize) -> Cow<'a, Comparison> {
        let compare =
            || Comparison::new(&self.members[child].subject, &self.members[parent].subject);
        let known = self.comparisons.between(child, parent);
        known.map_or_else(|| Cow::Owned(compare()), Cow::Borrowed)
    }

    fn wording(&self, child: usize, parent: usize) -> Wording {
        let (child_read, parent_read) = (self.members[child].reading, self.members[parent].reading);
        let comparison = self.comparison(child, parent);
        compare_wording(child_read, parent_read, &comparison, self.lexicon)
    }

    fn evidence(&self, child: usize, parent: usize, wording: &Wording) -> Evidence {
        let comparison = self.comparison(child, parent);
        let kind = self.kind_with(child, parent, wording);
        of_likeness(&self.members[child], &self.members[parent], &comparison, wording, kind)
    }

    fn link_to_unseen(&self, forest: &Forest, child: usize, index: usize) -> Link {
        let ancestor = &self.ancestors[index];
        let credit = ancestor.naming.by_member(child);
        let archetype = self.witness(forest, ancestor, child);
        let mut evidence = match archetype {
            Some(sibling) => self.evidence(child, sibling, &self.wording(child, sibling)),
            None => Evidence::new(),
        };
        if let Some(sibling) = archetype {
            evidence.insert("sibling".into(), Value::Text(self.id(sibling).to_owned()));
        }
        evidence.extend(credit.map(|by| ("credit".into(), Value::Text(by.text.clone()))));
        if evidence.is_empty() {
            evidence.extend(self.credit_of_relative(ancestor));
        }
        Link {
            child: self.id(child).to_owned(),
            parent: self.names[index].clone(),
            kind: self.kind_to_unseen(forest, child, ancestor, archetype),
            confidence: if credit.is_some() { CREDITED_CONFIDENCE } else { SIBLING_CONFIDENCE },
            evidence,
            log_odds: None,
            sentences: Vec::new(),
            rejected: self.rejected_for_unseen(forest, child, ancestor),
        }
    }

    /// The sibling that stands for an ancestor's text. Of an ancestor that nobody names no child is
    /// known to be the closest, so one may stand for it that is not.
    fn witness(&self, forest: &Forest, ancestor: &Ancestor, child: usize) -> Option<usize> {
        let closest = archetype(forest, ancestor, self).filter(|&other| other != child);
        if closest.is_some() || ancestor.naming.label.is_some() {
            return closest;
        }
        self.articles_below(forest, ancestor.node).into_iter().find(|&other| other != child)
    }

    /// For an article that names nobody and is the archetype itself: the credit of a relative.
    fn credit_of_relative(&self, ancestor: &Ancestor) -> Option<(String, Value)> {
        let named_by = ancestor.naming.by.first()?;
        let text = format!("{}: {}", self.id(named_by.member), named_by.text);
        Some(("credit_of_relative".into(), Value::Text(text)))
    }

    fn kind_to_unseen(
        &self,
        forest: &Forest,
        child: usize,
        ancestor: &Ancestor,
        archetype: Option<usize>,
    ) -> Kind {
        if ancestor.naming.is_own_of(&self.members[child]) {
            return Kind::Update;
        }
        if forest.parents[child].len() > 1 {
            return Kind::Merged;
        }
        match archetype {
            Some(archetype) => self.kind_between(child, archetype),
            None => self.kind_of_archetype(forest, child, ancestor),
        }
    }

    /// The kind of the child that stands for the text: nothing at hand is closer to it.
    fn kind_of_archetype(&self, forest: &Forest, child: usize, ancestor: &Ancestor) -> Kind {
        let language = ancestor.naming.language();
        let is_own = language.is_some_and(|one| one == self.members[child].article.language);
        if !is_own && self.has_foreign_sibling(forest, child, ancestor) {
            return Kind::Translation;
        }
        let named_by = ancestor.naming.by_member(child);
        let has_siblings = self.articles_below(forest, ancestor.node).len() > 1;
        if has_siblings && named_by.is_some_and(NamedBy::is_report) {
            return Kind::Copy;
        }
        kind_alone(named_by)
    }

    /// Whether the ancestor has children in other languages: at most one of them is its own.
    fn has_foreign_sibling(&self, forest: &Forest, child: usize, ancestor: &Ancestor) -> bool {
        let siblings = self.articles_below(forest, ancestor.node);
        siblings.into_iter().any(|sibling| !self.likelihood.same_language(sibling, child))
    }

    /// A link above an ancestor. Between two of them one is named by a copy of the other, or both
    /// are lost copies of one text, as is one that goes back to an article.
    fn link_of_unseen(&self, forest: &Forest, child: usize, parent: usize) -> Link {
        let above = self.ancestors.iter().position(|ancestor| ancestor.node == parent);
        let credit = match above {
            Some(above) => self.credit_between(child, above),
            None => self.credit_to_article(forest, child, parent),
        };
        let parent = match above {
            Some(above) => &self.names[above],
            None => self.id(parent),
        };
        Link {
            child: self.names[child].clone(),
            parent: parent.to_owned(),
            kind: if credit.is_some() { Kind::Paraphrase } else { Kind::Copy },
            confidence: SIBLING_CONFIDENCE,
            evidence: credit.into_iter().collect(),
            log_odds: None,
            sentences: Vec::new(),
            rejected: None,
        }
    }

    /// The words with which a copy of an ancestor names an article.
    fn credit_to_article(
        &self,
        forest: &Forest,
        child: usize,
        parent: usize,
    ) -> Option<(String, Value)> {
        let copies = self.articles_below(forest, self.ancestors[child].node).into_iter();
        let mut credits =
            copies.filter_map(|copy| self.members[copy].credit_to(&self.members[parent]));
        credits.next().map(|text| ("credit".into(), Value::Text(text.to_owned())))
    }

    /// The words with which a copy of one ancestor names another.
    fn credit_between(&self, child: usize, parent: usize) -> Option<(String, Value)> {
        let naming = &self.ancestors[parent].naming;
        let copies = self.ancestors[child].naming.by.iter();
        let credit = copies.filter_map(|by| naming.by_member(by.member)).next();
        credit.map(|by| ("credit".into(), Value::Text(by.text.clone())))
    }
}

/// By how much in log-odds one explanation falls behind another in each of its terms.
fn behind(held: &Terms, other: &Terms, weights: &Weights) -> Evidence {
    let leads = held.reasons(weights).into_iter().zip(other.reasons(weights));
    let leads = leads.map(|((name, held), (_, other))| (name, rounded(held - other)));
    let telling = leads.filter(|(_, lead)| *lead != 0.0);
    telling.map(|(name, lead)| (name.to_owned(), Value::Number(lead))).collect()
}

/// With nothing to compare with: a text that opens with the credit is the agency's own; one that
/// names it on the way has used it.
fn kind_alone(credit: Option<&NamedBy>) -> Kind {
    match credit {
        Some(named_by) if !named_by.is_dateline => Kind::Expanded,
        _ => Kind::Copy,
    }
}

/// The first `count` of `α`, `β`, … `ω`, `α2`, … that are no article's id.
fn greek(count: usize, members: &[Member]) -> Vec<String> {
    const LETTERS: [char; 24] = [
        'α', 'β', 'γ', 'δ', 'ε', 'ζ', 'η', 'θ', 'ι', 'κ', 'λ', 'μ', 'ν', 'ξ', 'ο', 'π', 'ρ', 'σ',
        'τ', 'υ', 'φ', 'χ', 'ψ', 'ω',
    ];
    let name = |index: usize| match (LETTERS[index % LETTERS.len()], index / LETTERS.len()) {
        (letter, 0) => letter.to_string(),
        (letter, round) => format!("{letter}{}", round + 1),
    };
    let is_taken = |name: &String| members.iter().any(|member| member.article.id == *name);
    (0..).map(name).filter(|name| !is_taken(name)).take(count).collect()
}
