//! The family tree, drawn with box characters.
//!
//! ```text
//! α  Halyard News Agency, not in the pile
//! │ credited by the Courier (“HNA reported”); 2 articles derive from it
//! ├── The Courier · 4 March 2026, 09:50 UTC [b]
//! │   │ All 136 safe as ferry burns
//! │   │ copied from α, near certain (0.97): 98% of words shared
//! │   └── …
//! ```
//!
//! A dashed branch is an uncertain link.

use newstem::lineage::{Link, Unseen};
use newstem::{Article, Story};

use super::page::{Margin, Page, Span, Style, span};
use crate::evidence;
use crate::family::{Family, Member, Node};
use crate::names::{self, Names};
use crate::words;

/// Pieces of evidence shown for a link.
const EVIDENCE_SHOWN: usize = 4;

/// Cells that one generation is indented.
const STEP_CELLS: usize = 4;

/// What every node needs to be written.
struct Drawing<'a> {
    story: &'a Story,
    names: &'a Names,
    depth_max: usize,
}

/// Where a node stands.
struct Place {
    /// Drawn left of everything below the parent.
    indent: String,
    depth: usize,
    is_last: bool,
}

/// Writes the trees of a story, a gap between them.
pub(super) fn write(page: &mut Page, story: &Story, family: &Family, names: &Names) {
    let drawing = Drawing { story, names, depth_max: page.margin_cells_max() / STEP_CELLS };
    for root in &family.roots {
        page.gap();
        let place = Place { indent: String::new(), depth: 0, is_last: true };
        drawing.node(page, root, None, &place);
    }
}

impl Drawing<'_> {
    fn node(&self, page: &mut Page, node: &Node, parent: Option<Member>, place: &Place) {
        let below = below(place, self.depth_max);
        let bar = if node.children.is_empty() { "  " } else { "│ " };
        let first = format!("{}{}", place.indent, branch(node.link, place));
        let margin = Margin { first, rest: format!("{below}{bar}") };
        page.paragraph(&margin, &heading(node.member));
        for line in self.details(node, parent) {
            page.paragraph(&Margin::even(&margin.rest), &line);
        }
        let last = node.children.len().saturating_sub(1);
        for (index, child) in node.children.iter().enumerate() {
            let place =
                Place { indent: below.clone(), depth: place.depth + 1, is_last: index == last };
            self.node(page, child, Some(node.member), &place);
        }
    }

    fn details(&self, node: &Node, parent: Option<Member>) -> Vec<Vec<Span>> {
        let mut lines = match node.member {
            Member::Article(article) => vec![vec![span(Style::Plain, &names::title(article))]],
            Member::Unseen(unseen) => vec![self.told_of(unseen)],
        };
        lines.extend(node.link.map(|link| self.link(link, node.member, parent)));
        for link in &node.also_from {
            let mut line = vec![span(Style::Plain, "also")];
            line.extend(self.link(link, node.member, None));
            lines.push(line);
        }
        lines
    }

    fn told_of(&self, unseen: &Unseen) -> Vec<Span> {
        let told = evidence::of_unseen(unseen, self.story, self.names);
        vec![span(Style::Dim, &told.join("; "))]
    }

    fn link(&self, link: &Link, child: Member, parent: Option<Member>) -> Vec<Span> {
        let phrases: Vec<String> =
            evidence::phrases(link, self.names).into_iter().take(EVIDENCE_SHOWN).collect();
        let of = format!("{} {},", words::came_from(link.kind), self.names.of_id(&link.parent));
        let confidence = words::confidence(link.confidence);
        let mut line = vec![span(Style::Plain, &of)];
        line.push(span(confidence_style(link), &with_colon(confidence, &phrases)));
        line.push(span(Style::Dim, &phrases.join(", ")));
        if link.confidence < words::UNCERTAIN_BELOW {
            line.extend(doubt(link, child, parent));
        }
        line
    }
}

fn with_colon(confidence: String, phrases: &[String]) -> String {
    if phrases.is_empty() {
        return confidence;
    }
    confidence + ":"
}

fn doubt(link: &Link, child: Member, parent: Option<Member>) -> Option<Span> {
    let doubts = evidence::doubts(link, child, parent);
    if doubts.is_empty() {
        return None;
    }
    let text = format!("— uncertain because {}", words::list(&doubts));
    Some(span(Style::Doubtful, &text))
}

fn confidence_style(link: &Link) -> Style {
    if link.confidence < words::UNCERTAIN_BELOW {
        return Style::Doubtful;
    }
    Style::Good
}

fn heading(member: Member) -> Vec<Span> {
    match member {
        Member::Article(article) => article_heading(article),
        Member::Unseen(unseen) => unseen_heading(unseen),
    }
}

fn article_heading(article: &Article) -> Vec<Span> {
    let moment = words::moment(article.published.as_deref());
    vec![
        span(Style::Bold, &names::outlet(article)),
        span(Style::Plain, &format!("· {moment}")),
        span(Style::Dim, &names::tag(&article.id)),
    ]
}

fn unseen_heading(unseen: &Unseen) -> Vec<Span> {
    let label = unseen.label.as_deref().unwrap_or("an unnamed source");
    let label = format!("{},", words::plain(label));
    vec![
        span(Style::Bold, &unseen.id),
        span(Style::Bold, &label),
        span(Style::Plain, "not in the pile"),
    ]
}

fn branch(link: Option<&Link>, place: &Place) -> &'static str {
    let Some(link) = link else {
        return "";
    };
    match (place.is_last, link.confidence < words::UNCERTAIN_BELOW) {
        (false, false) => "├── ",
        (false, true) => "├╌╌ ",
        (true, false) => "└── ",
        (true, true) => "└╌╌ ",
    }
}

/// What is drawn left of everything below a node; beyond `depth_max` it grows no more.
fn below(place: &Place, depth_max: usize) -> String {
    if place.depth == 0 || place.depth > depth_max {
        return place.indent.clone();
    }
    let bar = if place.is_last { "    " } else { "│   " };
    format!("{}{bar}", place.indent)
}
