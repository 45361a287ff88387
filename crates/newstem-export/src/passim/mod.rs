//! Clusters of reused passages in the form of passim 2, so that tools made for its `out.json` read
//! a trace: one JSON object a line and passage, the largest clusters first, then by the ids of the
//! articles and the places in them.
//!
//! The fields are passim's. `id` and `text` are those of the document, `text` of the passage only;
//! `series` is what passim groups documents by, here the outlet, and absent where none is known.
//! `uid` is the hash that passim makes of an id (64-bit xxHash with Spark's seed, signed), so that
//! lines of both programs about one document can be joined. `size` counts documents, as passim's code
//! does, not passages, as its manual says. `begin` and `end` count Unicode code points, as passim
//! does, not bytes as the rest of a trace does. `src` lists the passages that this one was made from;
//! passim infers them, the trace knows them. `pboiler` is the share of steps within one series.
//! Other fields pass through as those of passim's input do.
//!
//! Where it differs: a passage is whole sentences, and clusters follow the family tree (`clusters`).

mod clusters;
mod code_points;

use newstem::{Article, Trace};
use serde_json::{Value, json};
use twox_hash::XxHash64;

use clusters::{Cluster, Passage, Span};
use code_points::CodePoints;

use crate::jsonl;

/// The seed of the hash that Spark calls `xxhash64`.
const SPARK_SEED: u64 = 42;

/// All clusters of reused passages, a line a passage.
pub fn write(trace: &Trace) -> String {
    let documents: Vec<Document> = trace.articles.iter().map(Document::of).collect();
    let mut lines = String::new();
    for (place, cluster) in clusters::find(trace).iter().enumerate() {
        let told = of_cluster(place + 1, cluster, &documents);
        for passage in &cluster.passages {
            let members = told.clone().into_iter().chain(of_passage(passage, &documents));
            let known = members.filter(|(_, value)| !value.is_null());
            lines.push_str(&jsonl::line(known));
        }
    }
    lines
}

/// An article with what every line about it needs.
struct Document<'t> {
    article: &'t Article,
    uid: i64,
    code_points: CodePoints<'t>,
}

impl<'t> Document<'t> {
    fn of(article: &'t Article) -> Self {
        Self { article, uid: uid(&article.id), code_points: CodePoints::of(&article.body) }
    }

    /// Where a span of it stands, as passim says it.
    fn place(&self, span: Span) -> [(&'static str, Value); 3] {
        let code_point = |byte| json!(self.code_points.before(byte));
        [("uid", json!(self.uid)), ("begin", code_point(span.start)), ("end", code_point(span.end))]
    }
}

fn uid(id: &str) -> i64 {
    XxHash64::oneshot(SPARK_SEED, id.as_bytes()).cast_signed()
}

type Members = Vec<(&'static str, Value)>;

fn of_cluster(number: usize, cluster: &Cluster<'_>, documents: &[Document<'_>]) -> Members {
    vec![
        ("cluster", json!(number)),
        ("size", json!(cluster.documents())),
        ("pboiler", json!(within_series(cluster, documents))),
        ("story", json!(cluster.story)),
    ]
}

/// The share of passages but the first that were made from one of the same series.
fn within_series(cluster: &Cluster<'_>, documents: &[Document<'_>]) -> f64 {
    let series = |span: &Span| documents[span.article].article.outlet.as_deref();
    let is_within = |passage: &&Passage| {
        let own = series(&passage.span);
        own.is_some() && passage.sources.iter().any(|source| series(source) == own)
    };
    let within = cluster.passages.iter().filter(is_within).count();
    within as f64 / (cluster.passages.len() - 1) as f64
}

fn of_passage(passage: &Passage, documents: &[Document<'_>]) -> Members {
    let document = &documents[passage.span.article];
    let article = document.article;
    let source = |&span: &Span| Value::from_iter(documents[span.article].place(span));
    let sources: Vec<Value> = passage.sources.iter().map(source).collect();
    let mut members = Members::from(document.place(passage.span));
    members.extend([
        ("id", json!(article.id)),
        ("series", json!(article.outlet)),
        ("date", json!(article.published)),
        ("title", json!(article.title)),
        ("url", json!(article.url)),
        ("language", json!(article.language)),
        ("text", json!(passage.span.of(&article.body))),
        ("src", json!(sources)),
    ]);
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hashed_as_spark_does() {
        // Checked against an independent xxHash, which gives Spark's documented values.
        assert_eq!(uid("a"), -8_582_455_328_737_087_284);
    }
}
