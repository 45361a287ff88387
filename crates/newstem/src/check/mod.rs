//! What a traced pile knows of a sentence or a number: which claims match, who asserts them, who says
//! otherwise, from how many sources, and since when.
//!
//! A sentence matches by the telling words and values it shares with the question, rare ones
//! counting more, and by the nearness of its meaning; a claim by its best sentence. What no claim
//! holds is looked for in all sentences, so that a detail that one article gives is found too, and in
//! the headlines, of which only the one that says so better than all of its article's text counts.
//! Rejected: an index for full text, which finds words where a question is about what is said.
//!
//! Fails on: denials, which share all words with what they deny.

mod sentences;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::article::Article;
use crate::claim::{Assertion, Claim, independent_sources};
use crate::published::interval;
use crate::text::Value;
use crate::text::vector::{Embedders, ModelError};
use crate::trace::{Story, Trace};
use sentences::Question;

/// From this likeness a claim matches, and nothing below it is answered with.
const LIKENESS_MIN: f64 = 0.5;
/// From this one a sentence that no claim holds.
const SENTENCE_LIKENESS_MIN: f64 = 0.6;
/// Answers of one story at most.
const ANSWERS_MAX: usize = 3;

/// One thing that the pile knows of what was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The story that it is of.
    pub story: String,
    /// The claim, where one matches; sentences that no claim holds have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// What is said, in the words of one article that says what was asked; where none does, in those of
    /// one that says otherwise.
    pub statement: String,
    /// How like it is to what was asked, from 0 to 1.
    pub likeness: f64,
    /// Distinct roots behind those who say what was asked.
    pub independent_sources: usize,
    /// Whose words it is, where every source gives it to one speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The earliest publication time or date known of those who say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Who says what was asked. What a headline says has an empty stretch of the body, in which it does
    /// not stand.
    pub says: Vec<Assertion>,
    /// Who gives another value.
    pub differs: Vec<Assertion>,
}

/// What the pile knows of `question`, the likest first.
///
/// # Errors
///
/// Where the embedded models cannot be read, which the tests rule out.
pub fn check(trace: &Trace, question: &str) -> Result<Vec<Answer>, ModelError> {
    Ok(check_with(&Embedders::new()?, trace, question))
}

/// The same with models that were read before.
pub fn check_with(embedders: &Embedders, trace: &Trace, question: &str) -> Vec<Answer> {
    let articles: BTreeMap<&str, &Article> =
        trace.articles.iter().map(|article| (article.id.as_str(), article)).collect();
    let languages = trace.articles.iter().map(|article| article.language.as_str());
    let question = Question::new(question, languages.collect(), trace, embedders);
    let asked = |story| Asked::new(&question, &articles, story);
    let mut answers: Vec<Answer> =
        trace.stories.iter().flat_map(|story| asked(story).answers()).collect();
    answers.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    answers
}

/// A question put to one story.
struct Asked<'a> {
    question: &'a Question<'a>,
    articles: &'a BTreeMap<&'a str, &'a Article>,
    story: &'a Story,
    /// How like each sentence of the claims is; one may stand in several claims and many copies.
    likenesses: BTreeMap<(&'a str, &'a str), f64>,
}

impl<'a> Asked<'a> {
    fn new(
        question: &'a Question<'a>,
        articles: &'a BTreeMap<&'a str, &'a Article>,
        story: &'a Story,
    ) -> Self {
        let mut asked = Self { question, articles, story, likenesses: BTreeMap::new() };
        let assertions = story.claims.iter().flat_map(|claim| &claim.asserted);
        let sentences: BTreeSet<(&str, &str)> =
            assertions.map(|one| (one.text.as_str(), asked.language(&one.article))).collect();
        let like =
            |sentence: (&'a str, &'a str)| (sentence, question.likeness(sentence.0, sentence.1));
        asked.likenesses = sentences.into_iter().map(like).collect();
        asked
    }
    fn answers(&self) -> Vec<Answer> {
        let mut claims: Vec<Answer> =
            self.story.claims.iter().filter_map(|claim| self.of_claim(claim)).collect();
        claims.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        let (mut answers, mut told) = (Vec::new(), BTreeSet::new());
        for answer in claims {
            let sentences = answer.says.iter().chain(&answer.differs);
            let sentences: Vec<(String, usize)> =
                sentences.map(|one| (one.article.clone(), one.start)).collect();
            let is_new = sentences.iter().any(|sentence| !told.contains(sentence));
            if is_new && answers.len() < ANSWERS_MAX {
                answers.push(answer);
            }
            told.extend(sentences);
        }
        answers.extend(self.of_sentences(&told));
        answers
    }

    fn language(&self, article: &str) -> &'a str {
        self.articles.get(article).map_or("und", |article| article.language.as_str())
    }

    fn of_claim(&self, claim: &Claim) -> Option<Answer> {
        if claim.asserted.iter().all(|one| self.likeness(one) < LIKENESS_MIN) {
            return None;
        }
        let (says, differs) = self.sides(claim)?;
        let all = says.iter().chain(&differs);
        let likeness = all.map(|one| self.likeness(one)).fold(0.0, f64::max);
        if likeness < LIKENESS_MIN {
            return None;
        }
        // Who is quoted with the claim's value is not quoted with another.
        let states = says.iter().any(|one| one.text == claim.statement);
        let speaker = claim.speaker.clone().filter(|_| states);
        let statement = self.stated(claim, &says);
        let answer = self.answer(statement, likeness, says);
        Some(Answer { claim: Some(claim.id.clone()), speaker, differs, ..answer })
    }

    /// A sentence that says what was asked: the claim's own, else the likest. Where nobody says so, the
    /// claim's tells what is said instead.
    fn stated(&self, claim: &Claim, says: &[Assertion]) -> String {
        let is_own = |one: &Assertion| one.text == claim.statement;
        if says.is_empty() || says.iter().any(is_own) {
            return claim.statement.clone();
        }
        let likest = says.iter().max_by(|a, b| self.likeness(a).total_cmp(&self.likeness(b)));
        likest.map_or_else(|| claim.statement.clone(), |one| one.text.clone())
    }

    fn likeness(&self, assertion: &Assertion) -> f64 {
        let sentence = (assertion.text.as_str(), self.language(&assertion.article));
        self.likenesses.get(&sentence).copied().unwrap_or_default()
    }

    /// Those who say what was asked, and those who give another value of the same thing; nothing
    /// where the claim is about a value of another kind than was asked for.
    fn sides(&self, claim: &Claim) -> Option<(Vec<Assertion>, Vec<Assertion>)> {
        let stated = claim.asserted.iter().find(|one| one.text == claim.statement);
        let stated = stated.and_then(|one| self.value_of(one));
        let (mut says, mut differs) = (Vec::new(), Vec::new());
        for assertion in &claim.asserted {
            let language = self.language(&assertion.article);
            let asked = self.question.values(language);
            let agrees = match self.value_of(assertion) {
                Some(value) if !asked.is_empty() => agreement(&value, asked)?,
                None if !self.question.has_values(&assertion.text, language) => continue,
                Some(value) => {
                    stated.as_ref().is_none_or(|stated| value.agrees(stated) != Some(false))
                }
                None => true,
            };
            if agrees { &mut says } else { &mut differs }.push(assertion.clone());
        }
        Some((says, differs))
    }

    fn value_of(&self, assertion: &Assertion) -> Option<Value> {
        assertion.read_value(self.language(&assertion.article))
    }

    /// Headlines and sentences that say what was asked and stand in no claim that matched.
    fn of_sentences(&self, told: &BTreeSet<(String, usize)>) -> Option<Answer> {
        let mut found: Vec<(f64, Assertion)> = Vec::new();
        for id in &self.story.articles {
            let Some(article) = self.articles.get(id.as_str()) else { continue };
            let mut sentences = self.question.sentences_like(article);
            let best = sentences.iter().map(|(likeness, _)| *likeness).fold(0.0, f64::max);
            sentences.retain(|(_, one)| !told.contains(&(one.article.clone(), one.start)));
            let headline = self.question.headline_like(article);
            sentences.extend(headline.filter(|(likeness, _)| *likeness > best));
            sentences.retain(|(likeness, one)| self.says(*likeness, one, article));
            found.extend(sentences);
        }
        let best = found.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let (likeness, statement) = (best.0, best.1.text.clone());
        let says = found.into_iter().map(|(_, assertion)| assertion).collect();
        Some(self.answer(statement, likeness, says))
    }

    fn says(&self, likeness: f64, one: &Assertion, article: &Article) -> bool {
        likeness >= SENTENCE_LIKENESS_MIN && self.question.has_values(&one.text, &article.language)
    }

    fn answer(&self, statement: String, likeness: f64, says: Vec<Assertion>) -> Answer {
        let carriers: BTreeSet<&str> = says.iter().map(|one| one.article.as_str()).collect();
        let published =
            carriers.iter().filter_map(|id| self.articles.get(id)?.published.as_deref());
        let known = published.filter_map(|time| Some((interval(time)?.earliest, time)));
        Answer {
            story: self.story.id.clone(),
            claim: None,
            statement,
            likeness: (likeness * 100.0).round() / 100.0,
            independent_sources: independent_sources(
                &self.story.articles,
                &self.story.tree,
                &carriers,
            ),
            speaker: None,
            since: known.min().map(|(_, time)| time.to_owned()),
            says,
            differs: Vec::new(),
        }
    }
}

/// Whether a value agrees with one that was asked for; nothing where it is of another kind.
fn agreement(value: &Value, asked: &[Value]) -> Option<bool> {
    let told: Vec<bool> = asked.iter().filter_map(|one| one.agrees(value)).collect();
    (!told.is_empty()).then(|| told.contains(&true))
}

#[cfg(test)]
mod tests;
