//! What the desk knows of a sentence, a quote, a text or an address.
//!
//! The index finds articles with the same words; the traces of their stories answer. A text that is
//! longer than a few sentences, or stands behind an address, is placed instead: its descent is told
//! together with the articles most like it, as if it had come in, and nothing of it is kept. Rejected:
//! asking every trace, which takes as long as reading the store.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use newstem::check::{Answer, check_with};
use newstem::lineage::Tree;
use newstem::published::interval;
use newstem::{Article, Statistics, Story, StoryParts, Trace};
use newstem_read::Document;
use newstem_store::StoryKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::{ApiError, ErrorBody};
use super::search::like;
use super::{App, Body, work};
use crate::intake;

/// So many articles with the same words are looked at, and so many of their stories.
const ARTICLES_LOOKED_AT: usize = 40;
const STORIES_LOOKED_AT: usize = 6;
/// Articles of one story that are read for an answer: those with the words first.
const ARTICLES_READ: usize = 12;
/// A text with so many words is placed among articles, not only looked up.
const WORDS_OF_ARTICLE: usize = 60;
/// So many words of a text are looked for: its longest, which are its rarest as a rule.
const WORDS_LOOKED_FOR: usize = 40;
/// A text is traced with so many articles most like it.
const TRACED_WITH: usize = 16;
/// Longest text, in bytes.
const TEXT_BYTES_MAX: usize = 256 << 10;
/// The id of a text that is not in the store.
const ASKED: &str = "(asked)";

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A sentence, a quote, or a whole text.
    #[serde(default)]
    pub text: Option<String>,
    /// The address of an article, in the store or not.
    #[serde(default)]
    pub url: Option<String>,
}

/// Who an article goes back to, and who goes back to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Kin {
    /// Its parents.
    pub parents: Vec<Relative>,
    /// Those above them, the nearest first.
    pub ancestors: Vec<Relative>,
    /// Those that go back to it, the nearest first.
    pub descendants: Vec<Relative>,
}

/// An article, or an ancestor that is not there, in a line of descent.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Relative {
    /// The article's id, or the name of the unseen ancestor.
    pub id: String,
    /// Whether it is an ancestor that is not there.
    pub is_unseen: bool,
    /// For an ancestor that is not there, whose text it seems to be.
    pub label: Option<String>,
    /// How the nearer article was made from the farther one.
    pub kind: Option<String>,
    /// How sure that link is, 0 to 1.
    pub confidence: Option<f64>,
}

/// An article that answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ArticleMatch {
    /// Its id; null where what was asked is not in the store.
    pub id: Option<String>,
    /// The story that it is in, or would join.
    pub story: Option<String>,
    /// The title.
    pub title: String,
    /// What it goes back to.
    pub kin: Kin,
}

/// Something that the store knows of what was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Matched {
    /// The story.
    pub story: String,
    /// The id of the claim, where one matches.
    pub claim: Option<String>,
    /// What is said, in the words of one article that says what was asked; where none does, in those of
    /// one that says otherwise.
    pub statement: String,
    /// How like it is to what was asked, 0 to 1.
    pub likeness: f64,
    /// Distinct roots behind those who say what was asked.
    pub independent_sources: usize,
    /// Whose words it is.
    pub speaker: Option<String>,
    /// The earliest time or date known of those who say it.
    pub since: Option<String>,
    /// The article that had it first, as far as times tell; null where none has a time.
    pub first: Option<String>,
    /// Who says it: article, place and words. What a headline says has an empty place at 0.
    #[schema(value_type = Vec<Object>)]
    pub says: Vec<newstem::claim::Assertion>,
    /// Who gives another value.
    #[schema(value_type = Vec<Object>)]
    pub differs: Vec<newstem::claim::Assertion>,
}

/// The answer.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct CheckAnswer {
    /// What the stories know, the likest first.
    pub answers: Vec<Matched>,
    /// Where the text or the page stands among articles; null for a sentence.
    pub article: Option<ArticleMatch>,
    /// Stories with the same words that were looked at.
    pub stories: Vec<String>,
}

/// What is asked, read.
pub struct Checked {
    text: String,
    /// An article that is in the store.
    known: Option<String>,
    /// One that is not.
    article: Option<Article>,
}

/// What the desk knows of a sentence, a quote, a text, or the article behind an address.
#[utoipa::path(
    post, path = "/v1/check", tag = "check", request_body = Question,
    responses(
        (status = 200, body = CheckAnswer), (status = 400, body = ErrorBody),
        (status = 401, body = ErrorBody), (status = 403, body = ErrorBody), (status = 413, body = ErrorBody),
        (status = 415, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 502, description = "The address could not be fetched", body = ErrorBody),
        (status = 503, description = "The index is not open yet", body = ErrorBody),
    )
)]
pub async fn post_check(
    State(app): State<App>,
    Body(question): Body<Question>,
) -> Result<Json<CheckAnswer>, ApiError> {
    work(move || look(&app, &question).map(Json)).await
}

/// Answers a question.
///
/// # Errors
///
/// Where nothing is asked, an address cannot be fetched, or the store or the index cannot be read.
pub fn look(app: &App, question: &Question) -> Result<CheckAnswer, ApiError> {
    let checked = understood(app, question)?;
    if let Some(id) = &checked.known {
        return known(app, id);
    }
    let near = Near::of(app, &checked.text)?;
    let stories = near.stories.iter().map(|(key, _)| key.0.clone()).collect();
    let (answers, article) = match checked.article {
        Some(article) => (Vec::new(), Some(near.place(app, article)?)),
        None => (near.answers(app, &checked.text)?, None),
    };
    Ok(CheckAnswer { answers, article, stories })
}

fn understood(app: &App, question: &Question) -> Result<Checked, ApiError> {
    let given = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    match (given(&question.text), given(&question.url)) {
        (Some(text), None) if is_address(&text) => behind(app, &text),
        (None, Some(url)) => behind(app, &url),
        (Some(text), None) if text.len() > TEXT_BYTES_MAX => Err(ApiError::TooLarge),
        (Some(text), None) => {
            let is_article = text.split_whitespace().nth(WORDS_OF_ARTICLE).is_some();
            let article = is_article.then(|| article_of(app, &text)).flatten();
            Ok(Checked { text, known: None, article })
        }
        _ => Err(ApiError::Unprocessable("either `text` or `url` is needed".to_owned())),
    }
}

fn is_address(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
}

/// The article behind an address: the one in the store, else the page.
fn behind(app: &App, url: &str) -> Result<Checked, ApiError> {
    if let Some(id) = app.readers.with(|reader| reader.id_of_url(url))? {
        return Ok(Checked { text: String::new(), known: Some(id), article: None });
    }
    if !is_address(url) {
        return Err(ApiError::Unprocessable("`url` is no address of the web".to_owned()));
    }
    let bytes = app.fetch_page(url).map_err(ApiError::Unfetched)?;
    let taken = intake::read(&bytes, intake::Form::Html, url, |some| app.recall(some));
    let article = taken.articles.into_iter().next().map(|one| one.article);
    let article = article.filter(|article| !article.body.is_empty());
    let article =
        article.ok_or_else(|| ApiError::Unfetched("there is no article on the page".to_owned()))?;
    Ok(Checked { text: article.body.clone(), known: None, article: Some(article) })
}

fn article_of(app: &App, text: &str) -> Option<Article> {
    let context = |some: &[Document]| app.recall(some);
    let taken = intake::read(text.as_bytes(), intake::Form::Unknown, "asked", context);
    taken.articles.into_iter().next().map(|one| one.article)
}

fn known(app: &App, id: &str) -> Result<CheckAnswer, ApiError> {
    let answer = app.readers.with(|reader| {
        let title = reader.versions(id)?.pop().map(|version| version.article.title);
        let story = reader.story_of(id)?;
        let trace = match &story {
            Some(story) => reader.trace(story)?,
            None => None,
        };
        let story = story.map(|key| key.0);
        let article = ArticleMatch {
            id: Some(id.to_owned()),
            story: story.clone(),
            title: title.unwrap_or_default(),
            kin: trace.map(|trace| kin_of(&trace.tree, id)).unwrap_or_default(),
        };
        let stories = story.into_iter().collect();
        Ok(CheckAnswer { answers: Vec::new(), article: Some(article), stories })
    });
    Ok(answer?)
}

/// The stories whose articles have the words that are looked for.
struct Near {
    /// Each with its articles, those with the words first.
    stories: Vec<(StoryKey, Vec<Article>)>,
    /// The articles with the words, the best first.
    articles: Vec<Article>,
}

impl Near {
    fn of(app: &App, text: &str) -> Result<Self, ApiError> {
        let hits = like(app, &telling_words(text), "article", ARTICLES_LOOKED_AT)?;
        let ids: Vec<String> = hits.into_iter().filter_map(|hit| hit.article).collect();
        let near = app.readers.with(|reader| {
            let (mut near, mut places) =
                (Self { stories: Vec::new(), articles: Vec::new() }, BTreeMap::new());
            for id in &ids {
                let Some(version) = reader.versions(id)?.pop() else { continue };
                near.articles.push(version.article.clone());
                let Some(key) = reader.story_of(id)? else { continue };
                let place = match places.get(&key) {
                    Some(&place) => place,
                    None if near.stories.len() == STORIES_LOOKED_AT => continue,
                    None => {
                        near.stories.push((key.clone(), Vec::new()));
                        places.insert(key, near.stories.len() - 1);
                        near.stories.len() - 1
                    }
                };
                let articles = &mut near.stories[place].1;
                if articles.len() < ARTICLES_READ {
                    articles.push(version.article);
                }
            }
            Ok(near)
        });
        Ok(near?)
    }

    /// What the stories know of a sentence.
    fn answers(&self, app: &App, text: &str) -> Result<Vec<Matched>, ApiError> {
        let articles: Vec<Article> =
            self.stories.iter().flat_map(|(_, articles)| articles.iter().cloned()).collect();
        let traces = |(key, articles): &(StoryKey, Vec<Article>)| {
            let trace = app.readers.with(|reader| reader.trace(key))?;
            Ok::<_, ApiError>(trace.unwrap_or_else(|| untraced(key, articles)))
        };
        let mut stories: Vec<Story> = self.stories.iter().map(traces).collect::<Result<_, _>>()?;
        let read: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).collect();
        for story in &mut stories {
            // Sentences are looked for in the articles that were read; claims know their own.
            story.articles.retain(|id| read.contains(id));
        }
        let trace = Trace {
            schema: 1,
            generator: String::new(),
            articles,
            stories,
            statistics: Statistics::default(),
        };
        let answers = check_with(app.tracer.embedders(), &trace, text);
        Ok(answers.into_iter().map(|answer| matched(answer, &trace.articles)).collect())
    }

    /// Where an article that is not in the store would stand.
    fn place(&self, app: &App, article: Article) -> Result<ArticleMatch, ApiError> {
        let asked = Article { id: ASKED.to_owned(), ..article };
        let mut articles: Vec<&Article> = self.articles.iter().take(TRACED_WITH).collect();
        articles.push(&asked);
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        articles.dedup_by(|a, b| a.id == b.id);
        let parts = StoryParts {
            id: "asked",
            headline: &asked.title,
            follows: None,
            articles: &articles,
            rarity: &app.rarity(),
            refused: &[],
        };
        let kin = kin_of(&app.tracer.tree(parts), ASKED);
        let nearest = kin.parents.iter().chain(&kin.ancestors).chain(&kin.descendants);
        let nearest = nearest.filter(|one| !one.is_unseen).map(|one| one.id.clone()).next();
        let home = match &nearest {
            Some(id) => app.readers.with(|reader| reader.story_of(id))?,
            None => None,
        };
        Ok(ArticleMatch { id: None, story: home.map(|key| key.0), title: asked.title.clone(), kin })
    }
}

/// A story of which only the articles are known.
fn untraced(key: &StoryKey, articles: &[Article]) -> Story {
    Story {
        id: key.0.clone(),
        headline: String::new(),
        started: None,
        follows: None,
        articles: articles.iter().map(|article| article.id.clone()).collect(),
        tree: Tree::default(),
        independent_sources: articles.len(),
        circular: Vec::new(),
        quotes: Vec::new(),
        claims: Vec::new(),
    }
}

fn matched(answer: Answer, articles: &[Article]) -> Matched {
    let published = |id: &str| {
        let article = articles.iter().find(|article| article.id == id)?;
        Some(interval(article.published.as_deref()?)?.earliest)
    };
    let dated = answer.says.iter().filter_map(|one| Some((published(&one.article)?, &one.article)));
    let first = dated.min().map(|(_, id)| id.clone());
    Matched {
        story: answer.story,
        claim: answer.claim,
        statement: answer.statement,
        likeness: answer.likeness,
        independent_sources: answer.independent_sources,
        speaker: answer.speaker,
        since: answer.since,
        first,
        says: answer.says,
        differs: answer.differs,
    }
}

/// The longest words of a text, each once, in their order.
fn telling_words(text: &str) -> String {
    let clean = |word: &str| -> String {
        word.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
    };
    let cleaned = clean(text);
    let mut words: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for word in cleaned.split_whitespace() {
        if seen.insert(word.to_lowercase()) {
            words.push(word);
        }
    }
    let mut by_length: Vec<usize> = words.iter().map(|word| word.chars().count()).collect();
    by_length.sort_unstable_by(|a, b| b.cmp(a));
    let least = by_length.get(WORDS_LOOKED_FOR - 1).copied().unwrap_or(0);
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) || word.starts_with(char::is_numeric);
    words.retain(|word| word.chars().count() >= least || is_name(word));
    words.truncate(2 * WORDS_LOOKED_FOR);
    words.join(" ")
}

/// An article's relatives in the tree of its story.
pub fn kin_of(tree: &Tree, id: &str) -> Kin {
    let relative = |id: &str, link: &newstem::lineage::Link| {
        let unseen = tree.unseen.iter().find(|unseen| unseen.id == id);
        Relative {
            id: id.to_owned(),
            is_unseen: unseen.is_some(),
            label: unseen.and_then(|unseen| unseen.label.clone()),
            kind: Some(link.kind.name().to_owned()),
            confidence: Some(link.confidence),
        }
    };
    let walk = |from: Vec<String>, up: bool| {
        let (mut found, mut seen, mut waiting) =
            (Vec::new(), BTreeSet::from([id.to_owned()]), from);
        let mut next = 0;
        while let Some(at) = waiting.get(next).cloned() {
            next += 1;
            for link in &tree.links {
                let (here, there) =
                    if up { (&link.child, &link.parent) } else { (&link.parent, &link.child) };
                if *here == at && seen.insert(there.clone()) {
                    found.push(relative(there, link));
                    waiting.push(there.clone());
                }
            }
        }
        found
    };
    let parents: Vec<Relative> = tree
        .links
        .iter()
        .filter(|link| link.child == id)
        .map(|link| relative(&link.parent, link))
        .collect();
    let mut ancestors = walk(vec![id.to_owned()], true);
    ancestors.retain(|one| parents.iter().all(|parent| parent.id != one.id));
    Kin { parents, ancestors, descendants: walk(vec![id.to_owned()], false) }
}
