//! The pile: everything given, as articles, with what could not be read beside them.

use std::collections::{BTreeMap, BTreeSet};

use newstem::{Article, Credit};

use crate::clean::{Cleaned, clean};
use crate::context::Context;
use crate::credit::{Beside, credits};
use crate::document::{Document, Extent};
use crate::input::{Input, ReadOptions, read_documents};
use crate::language::detect;
use crate::outlet::{copyright_holder, domain};
use crate::problem::Problem;
use crate::sink::Gathered;

/// The articles of a pile, in the order of the inputs, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Pile {
    /// The articles, each with an id of its own.
    pub articles: Vec<Article>,
    /// Files and records that were left out or read only in part.
    pub problems: Vec<Problem>,
}

/// Reads all `inputs`. Never fails: what cannot be read becomes a problem.
pub fn read_pile(inputs: &[Input], options: &ReadOptions) -> Pile {
    let mut gathered = Gathered::default();
    read_documents(inputs, options, &mut gathered);
    make_ids_unique(&mut gathered);
    let context = Context::of(&gathered.documents);
    let mut pile = Pile {
        articles: Vec::with_capacity(gathered.documents.len()),
        problems: gathered.problems,
    };
    for document in &gathered.documents {
        let (article, problem) = article_with_problem(document, &context);
        pile.problems.extend(problem);
        pile.articles.push(article);
    }
    pile
}

/// Makes the articles of documents that are already at hand, all of one pile.
pub fn articles_from(documents: &[Document]) -> Vec<Article> {
    let context = Context::of(documents);
    let make = |document| article_from(document, &context);
    documents.iter().map(make).collect()
}

/// Makes the article of one document: cleans its text, finds its credits and tells its language.
/// `context` is what the rest of the pile says about outlets and their furniture.
pub fn article_from(document: &Document, context: &Context) -> Article {
    article_with_problem(document, context).0
}

/// The same, with what there is to tell of it: a text that looked like furniture as a whole.
pub fn article_with_problem(document: &Document, context: &Context) -> (Article, Option<Problem>) {
    let cleaned = cleaned(document, context);
    let problem = kept_whole(document, &cleaned);
    (assemble(document, cleaned, context), problem)
}

fn cleaned(document: &Document, context: &Context) -> Cleaned {
    if document.extent == Extent::Article {
        let furniture = document.furniture.clone();
        return Cleaned { body: document.text.clone(), furniture, kept_whole: false };
    }
    clean(document, context)
}

fn credits_of(
    document: &Document,
    outlet: Option<&str>,
    cleaned: &Cleaned,
    context: &Context,
) -> Vec<Credit> {
    if document.extent == Extent::Article {
        return document.credits.clone();
    }
    let (title, author) = (document.title.as_str(), document.author.as_deref());
    let beside = Beside { title, author, lines: &document.credit_lines };
    credits(outlet, beside, cleaned, context)
}

fn assemble(document: &Document, cleaned: Cleaned, context: &Context) -> Article {
    let outlet = outlet_of(document, &cleaned);
    let credits = credits_of(document, outlet.as_deref(), &cleaned, context);
    let language = document.language.clone().unwrap_or_else(|| language_of(document, &cleaned));
    Article {
        id: document.id.clone(),
        source: document.source.clone(),
        outlet,
        url: document.url.clone(),
        title: document.title.clone(),
        author: document.author.clone(),
        published: document.published.clone(),
        modified: document.modified.clone(),
        section: document.section.clone(),
        language,
        body: cleaned.body,
        furniture: cleaned.furniture,
        credits,
        captions: document.captions.clone(),
        extra: document.extra.clone(),
    }
}

fn outlet_of(document: &Document, cleaned: &Cleaned) -> Option<String> {
    let from_url = || document.url.as_deref().and_then(domain);
    let from_copyright = || {
        let copyrights = cleaned.furniture.iter().filter(|line| line.reason == "copyright");
        copyrights.rev().find_map(|line| copyright_holder(&line.text))
    };
    document.outlet.clone().or_else(from_url).or_else(from_copyright)
}

fn language_of(document: &Document, cleaned: &Cleaned) -> String {
    match detect(&cleaned.body) {
        tag if tag == "und" => detect(&format!("{}\n{}", document.title, cleaned.body)),
        tag => tag,
    }
}

fn kept_whole(document: &Document, cleaned: &Cleaned) -> Option<Problem> {
    let reason = "most of the text looks like page furniture, so all of it was kept";
    let hint = "check that the file holds an article and not a list of links";
    cleaned.kept_whole.then(|| Problem::of_file(&document.source, reason, hint))
}

/// For each of a pile's ids, in order, the one to take in its place where it is taken already.
pub fn fresh_ids(ids: &[String]) -> Vec<Option<String>> {
    let mut taken = Ids::of(ids.iter());
    ids.iter().map(|id| taken.fresh(id)).collect()
}

fn make_ids_unique(gathered: &mut Gathered) {
    let mut ids = Ids::of(gathered.documents.iter().map(|document| &document.id));
    for document in &mut gathered.documents {
        let Some(fresh) = ids.fresh(&document.id) else {
            continue;
        };
        let reason = format!("the id {:?} is taken; this article is called {fresh:?}", document.id);
        let hint = "give each record an id of its own";
        gathered.problems.push(Problem::of_file(&document.source, reason, hint));
        document.id = fresh;
    }
}

/// Ids that are taken, or asked for by a later document.
struct Ids {
    asked: BTreeSet<String>,
    /// For each id met so far, how many articles bear it or one made from it.
    met: BTreeMap<String, usize>,
}

impl Ids {
    fn of<'a>(ids: impl Iterator<Item = &'a String>) -> Self {
        Self { asked: ids.cloned().collect(), met: BTreeMap::new() }
    }

    /// Another id for the next document with this `id`; nothing for the first, which keeps it.
    fn fresh(&mut self, id: &str) -> Option<String> {
        let count = self.met.entry(id.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            return None;
        }
        let mut fresh = format!("{id}~{count}");
        while !self.asked.insert(fresh.clone()) {
            *count += 1;
            fresh = format!("{id}~{count}");
        }
        Some(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_ids(given: &[&str], expected: &[&str]) {
        let document = |id: &&str| Document { id: (*id).to_owned(), ..Document::default() };
        let mut gathered =
            Gathered { documents: given.iter().map(document).collect(), problems: Vec::new() };
        make_ids_unique(&mut gathered);
        let ids: Vec<&str> = gathered.documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, expected);
        assert_eq!(
            gathered.problems.len(),
            given.iter().zip(expected).filter(|(a, b)| a != b).count()
        );
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        check_ids(&["a", "b"], &["a", "b"]);
        check_ids(&["a", "a", "a"], &["a", "a~2", "a~3"]);
        check_ids(&["a", "a", "a~2"], &["a", "a~3", "a~2"]);
    }

    fn check_outlet(
        outlet: Option<&str>,
        url: Option<&str>,
        last_line: &str,
        expected: Option<&str>,
    ) {
        let document = Document {
            outlet: outlet.map(str::to_owned),
            url: url.map(str::to_owned),
            text: format!(
                "{}\n{last_line}",
                "It rained all day in the valley, and the wardens closed the bridge.\n".repeat(3)
            ),
            ..Document::default()
        };
        let article = article_from(&document, &Context::default());
        assert_eq!(article.outlet.as_deref(), expected);
    }

    #[test]
    fn an_outlet_is_told_by_its_record_then_its_address_then_its_copyright_line() {
        let line = "© 2024 Valley Times. All rights reserved.";
        check_outlet(
            Some("Valley Post"),
            Some("https://times.example/a"),
            line,
            Some("Valley Post"),
        );
        check_outlet(None, Some("https://times.example/a"), line, Some("times.example"));
        check_outlet(None, None, line, Some("Valley Times"));
        check_outlet(None, None, "", None);
    }
}
