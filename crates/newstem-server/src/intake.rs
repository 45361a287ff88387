//! What is posted becomes articles: the same reading and cleaning as for files.

use newstem_read::{
    Context, Document, Gathered, Problem, ReadOptions, article_with_problem, read_bytes,
};
use newstem_store::Incoming;
use sha2::{Digest, Sha256};

/// The name under which bytes without a file are read; ids made of it are replaced.
const POSTED: &str = "newstem-posted";

/// Articles out of something, and what could not be read of it.
#[derive(Debug, Default)]
pub struct Taken {
    /// The articles.
    pub articles: Vec<Incoming>,
    /// The rest.
    pub problems: Vec<Problem>,
}

/// How bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One record or a list of them.
    Json,
    /// A record a line.
    Lines,
    /// A page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Whatever it looks like.
    Unknown,
}

impl Form {
    fn name(self) -> String {
        match self {
            Self::Json => format!("{POSTED}.json"),
            Self::Lines => format!("{POSTED}.jsonl"),
            Self::Html => format!("{POSTED}.html"),
            Self::Feed => format!("{POSTED}.rss"),
            Self::Unknown => POSTED.to_owned(),
        }
    }
}

/// Reads bytes that came from `source`. `context` says what is known of the outlets of documents.
pub fn read(
    bytes: &[u8],
    form: Form,
    source: &str,
    context: impl FnOnce(&[Document]) -> Context,
) -> Taken {
    let gathered = gather(bytes, form, source, &ReadOptions::default());
    let mut taken = of_documents(gathered.documents, source, context);
    taken.problems.splice(0..0, gathered.problems);
    taken
}

/// Reads bytes that came from `source` and makes nothing of them yet.
pub fn gather(bytes: &[u8], form: Form, source: &str, options: &ReadOptions) -> Gathered {
    let mut gathered = Gathered::default();
    read_bytes(&form.name(), bytes, options, &mut gathered);
    for problem in &mut gathered.problems {
        problem.file = source.to_owned();
    }
    gathered
}

/// Makes articles of documents that came from `source`. `context` says what is known of their outlets.
pub fn of_documents(
    mut documents: Vec<Document>,
    source: &str,
    context: impl FnOnce(&[Document]) -> Context,
) -> Taken {
    for document in &mut documents {
        let record_hash = hash(document);
        name(document, &record_hash);
        if document.source.starts_with(POSTED) || document.source.is_empty() {
            source.clone_into(&mut document.source);
        }
    }
    let context = context(&documents);
    let mut taken = Taken::default();
    for document in &documents {
        let (one, problem) = incoming(document, &context);
        taken.problems.extend(problem);
        taken.articles.push(one);
    }
    taken
}

/// Makes an article of a document, ready to be kept, with what there is to tell of it.
pub fn incoming(document: &Document, context: &Context) -> (Incoming, Option<Problem>) {
    let (article, problem) = article_with_problem(document, context);
    (Incoming { article, record_hash: hash(document) }, problem)
}

/// Reads records, one a line.
pub fn posted(bytes: &[u8], source: &str) -> Taken {
    read(bytes, Form::Lines, source, Context::of)
}

/// What the document says, whatever it is called and wherever it was read.
fn hash(document: &Document) -> [u8; 32] {
    let plain = Document { id: String::new(), source: String::new(), ..document.clone() };
    let text = serde_json::to_vec(&plain).unwrap_or_default();
    Sha256::digest(text).into()
}

/// An id for a document that brought none: its address, else its hash.
fn name(document: &mut Document, hash: &[u8; 32]) {
    if !document.id.starts_with(POSTED) && !document.id.is_empty() {
        return;
    }
    document.id = match &document.url {
        Some(url) => url.clone(),
        None => hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, form: Form, expected: &[&str]) {
        let taken = read(text.as_bytes(), form, "api", Context::of);
        let mut told: Vec<String> = taken
            .articles
            .iter()
            .map(|one| format!("{} {} {}", one.article.id, one.article.source, one.article.body))
            .collect();
        told.extend(taken.problems.iter().map(ToString::to_string));
        assert_eq!(told, expected);
    }

    #[test]
    fn an_article_is_called_by_its_id_else_its_address_else_what_it_says() {
        check(r#"{"id":"a","text":"It rained."}"#, Form::Json, &["a api It rained."]);
        let with_url = r#"[{"url":"https://x.example/a","text":"It rained."}]"#;
        check(with_url, Form::Json, &["https://x.example/a api It rained."]);
        let same = "{\"text\":\"It rained.\"}\n{\"text\":\"It rained.\"}";
        let taken = read(same.as_bytes(), Form::Lines, "api", Context::of);
        assert_eq!(taken.articles[0].article.id, taken.articles[1].article.id);
        assert_eq!(taken.articles[0].article.id.len(), 24);
    }

    #[test]
    fn a_broken_line_costs_only_itself() {
        let taken = read(
            b"{\"id\":\"a\",\"text\":\"It rained.\"}\n{\"id\":",
            Form::Lines,
            "api",
            Context::of,
        );
        assert_eq!((taken.articles.len(), taken.problems.len()), (1, 1));
        assert_eq!((taken.problems[0].file.as_str(), taken.problems[0].record), ("api", Some(2)));
    }
}
