//! The graph as GraphML, which networkx, Gephi, yEd, igraph and Neo4j read.
//!
//! Written by hand, since it is flat: a declaration a key, then nodes and edges with their data.
//! Everything from articles passes `plain` and `escaped`, so that no text can end an element.

use std::fmt::Display;

use newstem::Trace;

use super::{Edge, Family, Member, Node, families};
use crate::plain::plain;

/// What is said of nodes and edges: name, of which of the two, type.
const KEYS: [(&str, &str, &str); 14] = [
    ("label", "node", "string"),
    ("id", "node", "string"),
    ("node", "node", "string"),
    ("story", "node", "string"),
    ("outlet", "node", "string"),
    ("title", "node", "string"),
    ("published", "node", "string"),
    ("existed_by", "node", "string"),
    ("url", "node", "string"),
    ("language", "node", "string"),
    ("kind", "edge", "string"),
    ("confidence", "edge", "double"),
    ("shared_words", "edge", "double"),
    ("weight", "edge", "double"),
];

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// The trees of all stories as one GraphML document.
pub fn write(trace: &Trace) -> String {
    let mut xml = HEAD.to_owned();
    for (name, of, kind) in KEYS {
        let id = key(of, name);
        xml.push_str(&format!(
            "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    let families = families(trace);
    xml.push_str("  <graph id=\"trace\" edgedefault=\"directed\">\n");
    nodes(&families).for_each(|node| push_node(&mut xml, node));
    edges(&families).for_each(|edge| push_edge(&mut xml, edge));
    xml.push_str("  </graph>\n</graphml>\n");
    xml
}

fn nodes<'a, 't>(families: &'a [Family<'t>]) -> impl Iterator<Item = &'a Node<'t>> {
    families.iter().flat_map(|family| &family.nodes)
}

fn edges<'a, 't>(families: &'a [Family<'t>]) -> impl Iterator<Item = &'a Edge<'t>> {
    families.iter().flat_map(|family| &family.edges)
}

fn key(of: &str, name: &str) -> String {
    format!("{of}-{name}")
}

fn push_node(xml: &mut String, node: &Node<'_>) {
    xml.push_str(&format!("    <node id=\"n{}\">\n", node.number));
    let mut say = |name, value: Option<String>| push_data(xml, "node", name, value);
    say("label", Some(node.name()));
    say("id", Some(plain(node.id())));
    say("node", Some(node.kind().to_owned()));
    say("story", Some(plain(&node.story.id)));
    say("title", node.title());
    say("published", node.published());
    say("existed_by", node.existed_by());
    match node.member {
        Member::Article(article) => {
            say("outlet", article.outlet.as_deref().map(plain));
            say("url", article.url.as_deref().map(plain));
            say("language", Some(plain(&article.language)));
        }
        Member::Unseen(unseen) => say("outlet", unseen.label.as_deref().map(plain)),
    }
    xml.push_str("    </node>\n");
}

fn push_edge(xml: &mut String, edge: &Edge<'_>) {
    xml.push_str(&format!("    <edge source=\"n{}\" target=\"n{}\">\n", edge.parent, edge.child));
    let confidence = edge.link.confidence;
    push_data(xml, "edge", "kind", Some(edge.link.kind.name()));
    push_data(xml, "edge", "confidence", Some(confidence));
    push_data(xml, "edge", "shared_words", edge.shared_words());
    // The name under which tools look for how strong an edge is.
    push_data(xml, "edge", "weight", Some(confidence));
    xml.push_str("    </edge>\n");
}

fn push_data(xml: &mut String, of: &str, name: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        let (key, value) = (key(of, name), escaped(&value.to_string()));
        xml.push_str(&format!("      <data key=\"{key}\">{value}</data>\n"));
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
