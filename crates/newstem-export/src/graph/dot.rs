//! The graph as DOT, which Graphviz draws: `dot -Tsvg trace.dot -o trace.svg`.
//!
//! A box an article, an ellipse with a broken line an unseen ancestor, a frame a story; links below
//! the confidence at which the reports call them uncertain are broken, too. Text goes into quoted
//! strings in which Graphviz still knows escapes (`\N`) and entities (`&lt;`), so backslashes, quotes
//! and ampersands are all written so that they mean themselves.

use newstem::Trace;

use super::{Edge, Family, Member, Node, families};
use crate::plain::plain;

/// Below this a link is drawn as uncertain, as in the reports.
const UNCERTAIN_BELOW: f64 = 0.6;
/// Where lines of a label break.
const LINE_CHARACTERS: usize = 36;
/// What is shown of a title; the rest tells nothing in a picture.
const TITLE_CHARACTERS_MAX: usize = 140;

const HEAD: &str = "\
digraph newstem {
  graph [charset=\"UTF-8\", rankdir=TB, fontname=\"sans-serif\"];
  node [shape=box, fontname=\"sans-serif\", fontsize=10];
  edge [fontname=\"sans-serif\", fontsize=9];
";

/// The trees of all stories as one DOT document.
pub fn write(trace: &Trace) -> String {
    let mut dot = HEAD.to_owned();
    for (place, family) in families(trace).iter().enumerate() {
        push_family(&mut dot, place + 1, family);
    }
    dot.push_str("}\n");
    dot
}

fn push_family(dot: &mut String, number: usize, family: &Family<'_>) {
    let label = wrapped(&format!("{}: {}", family.story.id, family.story.headline));
    dot.push_str(&format!("  subgraph cluster_{number} {{\n    label={};\n", quoted(&label)));
    family.nodes.iter().for_each(|node| push_node(dot, node));
    family.edges.iter().for_each(|edge| push_edge(dot, edge));
    dot.push_str("  }\n");
}

fn push_node(dot: &mut String, node: &Node<'_>) {
    let mut lines = vec![clipped(&node.name())];
    lines.extend(node.title().map(|title| wrapped(&title)).into_iter().flatten());
    lines.extend(node.published());
    lines.extend(node.existed_by().map(|time| format!("existed by {time}")));
    let style = match node.member {
        Member::Article(_) => "",
        Member::Unseen(_) => ", shape=ellipse, style=dashed",
    };
    let (label, number) = (quoted(&lines), node.number);
    dot.push_str(&format!("    n{number} [label={label}{style}];\n"));
}

fn push_edge(dot: &mut String, edge: &Edge<'_>) {
    let confidence = edge.link.confidence;
    let style = if confidence < UNCERTAIN_BELOW { ", style=dashed" } else { "" };
    let label = quoted(&[format!("{} {}", edge.link.kind.name(), shown(confidence))]);
    let (parent, child) = (edge.parent, edge.child);
    dot.push_str(&format!("    n{parent} -> n{child} [label={label}{style}];\n"));
}

/// Never rounded up, and 0.99 at most: no link is certain.
fn shown(confidence: f64) -> String {
    let thousandths = (confidence * 1000.0).round();
    format!("{:.2}", (thousandths / 10.0).floor().min(99.0) / 100.0)
}

/// Lines of text as one quoted string.
fn quoted(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(&plain(line))).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}

/// Broken between words.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in clipped(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE_CHARACTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(TITLE_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
