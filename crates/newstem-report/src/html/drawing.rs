//! The family tree as a drawing.
//!
//! One row an article, one column a generation, so that labels never collide and a tree of any
//! size can be drawn without a layout algorithm; what that costs is width for deep trees. Second
//! parents are curves on the left, uncertain links are dashed.

use std::collections::BTreeMap;

use newstem::lineage::Link;
use unicode_width::UnicodeWidthStr;

use super::markup::Markup;
use crate::family::{Family, Member, Node};
use crate::{names, words};

/// Pixels between rows, and between generations.
const ROW: usize = 26;
const STEP: usize = 30;
/// Pixels around the drawing; the left has room for curves.
const TOP: usize = 16;
const LEFT: usize = 48;
/// Pixels a cell of a label takes, generously.
const CELL: usize = 9;
/// Characters shown of a title.
const TITLE_LIMIT: usize = 60;

/// A node and where it is drawn.
struct Spot<'a> {
    node: &'a Node<'a>,
    x: usize,
    y: usize,
    /// Where its parent is drawn.
    from: Option<(usize, usize)>,
}

/// Writes the drawing; it repeats the list, so a screen reader passes it over.
pub(super) fn write(page: &mut Markup, family: &Family) {
    let mut spots = Vec::new();
    for root in &family.roots {
        place(root, 0, None, &mut spots);
    }
    let cells = spots.iter().map(|spot| spot.x + label_pixels(spot.node)).max();
    let width = cells.unwrap_or(0).to_string();
    let height = (spots.len() * ROW + TOP).to_string();
    let view_box = format!("0 0 {width} {height}");
    let attributes =
        [("width", width.as_str()), ("height", height.as_str()), ("viewBox", view_box.as_str())];
    page.element("div", &[("class", "drawing"), ("aria-hidden", "true")], |page| {
        page.element("svg", &attributes, |page| {
            write_links(page, &spots);
            spots.iter().for_each(|spot| write_node(page, spot));
        });
    });
}

fn place<'a>(
    node: &'a Node<'a>,
    depth: usize,
    from: Option<(usize, usize)>,
    spots: &mut Vec<Spot<'a>>,
) {
    let (x, y) = (LEFT + depth * STEP, TOP + spots.len() * ROW);
    spots.push(Spot { node, x, y, from });
    for child in &node.children {
        place(child, depth + 1, Some((x, y)), spots);
    }
}

fn label(node: &Node) -> (String, String) {
    match node.member {
        Member::Article(article) => {
            let title = words::clip(&names::title(article), TITLE_LIMIT);
            (names::outlet(article), title)
        }
        Member::Unseen(unseen) => {
            let label = unseen.label.as_deref().unwrap_or("an unnamed source");
            let label = format!("{} {}", unseen.id, words::plain(label));
            (label, "not in the pile".to_owned())
        }
    }
}

fn label_pixels(node: &Node) -> usize {
    let (name, title) = label(node);
    (name.width() + title.width() + 4) * CELL
}

fn write_links(page: &mut Markup, spots: &[Spot]) {
    let places: BTreeMap<&str, (usize, usize)> =
        spots.iter().map(|spot| (spot.node.member.id(), (spot.x, spot.y))).collect();
    for spot in spots {
        if let (Some((x, y)), Some(link)) = (spot.from, spot.node.link) {
            let line = format!("M{x} {y}V{}H{}", spot.y, spot.x);
            page.void("path", &[("class", class(link, "first")), ("d", &line)]);
        }
        for link in &spot.node.also_from {
            if let Some(&parent) = places.get(link.parent.as_str()) {
                let curve = curve(parent, (spot.x, spot.y));
                page.void("path", &[("class", class(link, "second")), ("d", &curve)]);
            }
        }
    }
}

fn curve((from_x, from_y): (usize, usize), (x, y): (usize, usize)) -> String {
    let bend = from_x.min(x).saturating_sub(LEFT - 8);
    format!("M{from_x} {from_y}C{bend} {from_y} {bend} {y} {x} {y}")
}

fn class(link: &Link, sure: &'static str) -> &'static str {
    if link.confidence < words::UNCERTAIN_BELOW {
        return "uncertain";
    }
    sure
}

fn write_node(page: &mut Markup, spot: &Spot) {
    let class = match spot.node.member {
        Member::Article(_) => "article",
        Member::Unseen(_) => "unseen",
    };
    let (x, y) = (spot.x.to_string(), spot.y.to_string());
    page.void("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", "5")]);
    let (name, title) = label(spot.node);
    let (x, y) = ((spot.x + 12).to_string(), (spot.y + 4).to_string());
    page.element("text", &[("x", &x), ("y", &y)], |page| {
        page.text(&name);
        page.text("  ");
        page.leaf("tspan", &[("class", "faint"), ("dx", "6")], &title);
    });
}
