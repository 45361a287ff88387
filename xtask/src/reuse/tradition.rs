//! A manuscript tradition whose copyists are known: its texts given as one story, without times.
//!
//! The texts come from a collation, a graph of words along which each of them is a way; the true tree from
//! a drawing. A text that is a leap of the graph has a gap there, and is given as what is left of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use newstem::{Article, Tracer};
use roxmltree::{Document, Node};
use xtask::sign_similarity::average_sign_similarity;

use super::{Reuse, ReuseError, as_one_story, read};

/// Copies from which all others go back that were held back where eleven texts are spoken of.
const HELD_BACK: [&str; 2] = ["T1", "T2"];

/// The figures as text.
pub fn measured(folder: &Path, arguments: &Reuse, tracer: &Tracer) -> Result<String, ReuseError> {
    let collation = String::from_utf8_lossy(&read(&folder.join("besoin.xml"))?).into_owned();
    let texts = texts(&Document::parse(&collation)?);
    let drawing = String::from_utf8_lossy(&read(&folder.join("besoin.dot"))?).into_owned();
    let truth = links(&drawing);
    let (first, rest): (Vec<Article>, Vec<Article>) =
        texts.into_iter().partition(|text| HELD_BACK.contains(&text.id.as_str()));
    let mut text = figures(&rest, &truth, arguments, tracer)?;
    text += &figures(&[first, rest].concat(), &truth, arguments, tracer)?;
    Ok(text)
}

fn figures(
    texts: &[Article],
    truth: &[(String, String)],
    arguments: &Reuse,
    tracer: &Tracer,
) -> Result<String, ReuseError> {
    let mut texts: Vec<&Article> = texts.iter().collect();
    texts.sort_by(|a, b| a.id.cmp(&b.id));
    let ids: Vec<String> = texts.iter().map(|text| text.id.clone()).collect();
    let tree = as_one_story(&texts, tracer).tree;
    let said: Vec<(String, String)> =
        tree.links.iter().map(|link| (link.parent.clone(), link.child.clone())).collect();
    let similarity = average_sign_similarity(&ids, truth, &said);
    let count = ids.len();
    let mut text = format!(
        "\n{count} manuscripts: average sign similarity {similarity:.3}, {} links, {} unseen\n",
        said.len(),
        tree.unseen.len()
    );
    if arguments.by_text {
        for link in &tree.links {
            let _ = writeln!(
                text,
                "  {} -> {} {} {:.2}",
                link.parent,
                link.child,
                link.kind.name(),
                link.confidence
            );
        }
    }
    Ok(text)
}

/// The links of a drawing, one a line: `one -> other;`.
fn links(drawing: &str) -> Vec<(String, String)> {
    let sides =
        drawing.lines().filter_map(|line| line.trim().trim_end_matches(';').split_once("->"));
    sides.map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned())).collect()
}

/// Each text of a collation.
fn texts(collation: &Document) -> Vec<Article> {
    let graphs = collation.descendants().filter(|node| node.has_tag_name("graph"));
    let Some(graph) = graphs.into_iter().next() else { return Vec::new() };
    let keys = Keys::of(collation);
    let words: BTreeMap<&str, Node> =
        children(graph, "node").filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut ways: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for edge in children(graph, "edge") {
        if let (Some(witness), Some(from), Some(to)) =
            (keys.of_edge(edge, "witness"), edge.attribute("source"), edge.attribute("target"))
        {
            ways.entry(witness).or_default().insert(from, to);
        }
    }
    let start = words.iter().find(|(_, node)| keys.of_node(**node, "is_start").is_some());
    let Some((start, _)) = start else { return Vec::new() };
    let texts = ways.into_iter().map(|(witness, way)| Article {
        id: witness.to_owned(),
        language: "fr".to_owned(),
        body: body(start, &way, &words, &keys),
        ..Article::default()
    });
    texts.collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

fn body(
    start: &str,
    way: &BTreeMap<&str, &str>,
    words: &BTreeMap<&str, Node>,
    keys: &Keys,
) -> String {
    let mut body = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = way.get(start);
    while let Some(&at) = next.filter(|at| seen.insert(**at)) {
        if let Some(node) = words.get(at) {
            let is_word = ["is_end", "is_lacuna"]
                .iter()
                .all(|key| keys.of_node(*node, key).is_none_or(|said| said != "1"));
            body.extend(keys.of_node(*node, "text").filter(|_| is_word));
        }
        next = way.get(at);
    }
    body.join(" ")
}

/// What the data of nodes and edges are called.
struct Keys<'a>(BTreeMap<(&'a str, &'a str), &'a str>);

impl<'a> Keys<'a> {
    fn of(collation: &'a Document) -> Self {
        let keys = collation.descendants().filter(|node| node.has_tag_name("key"));
        let keys = keys.filter_map(|key| {
            let (of, name) = (key.attribute("for")?, key.attribute("attr.name")?);
            Some(((of, name), key.attribute("id")?))
        });
        Self(keys.collect())
    }

    fn of_node<'b>(&self, node: Node<'b, 'b>, name: &str) -> Option<&'b str> {
        self.value(node, "node", name)
    }

    fn of_edge<'b>(&self, edge: Node<'b, 'b>, name: &str) -> Option<&'b str> {
        self.value(edge, "edge", name)
    }

    fn value<'b>(&self, of: Node<'b, 'b>, sort: &str, name: &str) -> Option<&'b str> {
        let key = self.0.get(&(sort, name))?;
        let mut data = children(of, "data").filter(|data| data.attribute("key") == Some(key));
        data.next().and_then(|data| data.text())
    }
}
