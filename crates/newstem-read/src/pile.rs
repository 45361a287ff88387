//! The pile: everything given, as articles, with what could not be read beside them.

use std::collections::BTreeSet;

use newstem::Article;

use crate::clean::{Cleaned, clean};
use crate::context::Context;
use crate::credit::credits;
use crate::document::Document;
use crate::files::{Gathered, Input, ReadOptions, gather};
use crate::language::detect;
use crate::outlet::{copyright_holder, domain};
use crate::problem::Problem;

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
    for input in inputs {
        gather(input, options, &mut gathered);
    }
    make_ids_unique(&mut gathered);
    let context = Context::of(&gathered.documents);
    let mut pile = Pile {
        articles: Vec::with_capacity(gathered.documents.len()),
        problems: gathered.problems,
    };
    for document in &gathered.documents {
        let cleaned = clean(document, &context);
        pile.problems.extend(kept_whole(document, &cleaned));
        pile.articles.push(assemble(document, cleaned, &context));
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
    assemble(document, clean(document, context), context)
}

fn assemble(document: &Document, cleaned: Cleaned, context: &Context) -> Article {
    let outlet = outlet_of(document, &cleaned);
    let credits = credits(outlet.as_deref(), &cleaned, context);
    let language = document
        .language
        .clone()
        .unwrap_or_else(|| language_of(document, &cleaned));
    Article {
        id: document.id.clone(),
        source: document.source.clone(),
        outlet,
        url: document.url.clone(),
        title: document.title.clone(),
        author: document.author.clone(),
        published: document.published.clone(),
        language,
        body: cleaned.body,
        furniture: cleaned.furniture,
        credits,
    }
}

fn outlet_of(document: &Document, cleaned: &Cleaned) -> Option<String> {
    let from_url = || document.url.as_deref().and_then(domain);
    let from_copyright = || {
        let copyrights = cleaned
            .furniture
            .iter()
            .filter(|line| line.reason == "copyright");
        copyrights
            .rev()
            .find_map(|line| copyright_holder(&line.text))
    };
    document
        .outlet
        .clone()
        .or_else(from_url)
        .or_else(from_copyright)
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
    cleaned
        .kept_whole
        .then(|| Problem::of_file(&document.source, reason, hint))
}

fn make_ids_unique(gathered: &mut Gathered) {
    let given: BTreeSet<String> = gathered.documents.iter().map(|d| d.id.clone()).collect();
    let mut taken = BTreeSet::new();
    for document in &mut gathered.documents {
        if taken.insert(document.id.clone()) {
            continue;
        }
        let fresh = fresh_id(&document.id, &given, &taken);
        let reason = format!(
            "the id \"{}\" is taken; this article is called \"{fresh}\"",
            document.id
        );
        let hint = "give each record an id of its own";
        gathered
            .problems
            .push(Problem::of_file(&document.source, reason, hint));
        taken.insert(fresh.clone());
        document.id = fresh;
    }
}

fn fresh_id(id: &str, given: &BTreeSet<String>, taken: &BTreeSet<String>) -> String {
    let mut number = 2_usize;
    loop {
        let fresh = format!("{id}~{number}");
        if !given.contains(&fresh) && !taken.contains(&fresh) {
            return fresh;
        }
        number += 1;
    }
}
