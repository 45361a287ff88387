//! The family tree as a picture.
//!
//! Every member leads to its evidence, so the picture can be walked with the keyboard like any list
//! of links. What a line shows is said in words beside it or in the list: kind by its sign, share by
//! its width, doubt by its dashes, root by its colour.

use std::collections::BTreeMap;

use newstem::lineage::{Kind, Link, Value};
use unicode_width::UnicodeWidthStr;

use super::markup::{Attribute, Markup};
use super::view::{View, is_uncertain};
use crate::family::{Member, Node};
use crate::layout::{Layout, Spot};
use crate::{names, words};

/// Pixels a cell of a label takes, generously.
const CELL: usize = 8;
/// Pixels between the members and their labels.
const LABELS: usize = 26;
/// Pixels for the kind before a label.
const KIND: usize = 88;
/// Characters shown of an outlet and of a title.
const OUTLET_LIMIT: usize = 34;
const TITLE_LIMIT: usize = 70;
/// Pixels of the thinnest and the thickest line.
const THIN: f64 = 1.2;
const THICK: f64 = 5.0;
/// Pixels before a member where the sign of its kind stands.
const SIGN: usize = 17;
/// Pixels of a corner.
const CORNER: usize = 8;

/// Writes the picture.
pub(super) fn write(page: &mut Markup, view: &View) {
    let layout = Layout::of(&view.family);
    let labels_from = layout.right() + LABELS;
    let label_pixels = layout.spots.iter().map(|spot| label_pixels(spot.node)).max().unwrap_or(0);
    let width = (labels_from + KIND + label_pixels).to_string();
    let height = (layout.bottom() + 24).to_string();
    let view_box = format!("0 0 {width} {height}");
    let title = format!("Family tree of {}", words::plain(&view.story.headline));
    let svg = [
        ("width", width.as_str()),
        ("height", &height),
        ("viewBox", &view_box),
        ("role", "group"),
        ("aria-label", &title),
    ];
    let drawing = Drawing { view, layout: &layout, labels_from };
    page.element("div", &[("class", "drawing")], |page| {
        page.element("svg", &svg, |page| {
            drawing.write_ticks(page);
            drawing.write_lines(page);
            (0..layout.spots.len()).for_each(|number| drawing.write_member(page, number));
        });
    });
}

fn label_pixels(node: &Node) -> usize {
    let (name, title) = label(node);
    (name.width() + title.width() + 3) * CELL
}

fn label(node: &Node) -> (String, String) {
    match node.member {
        Member::Article(article) => {
            let outlet = article.outlet.as_ref().map(|_| names::outlet(article));
            let name = outlet.unwrap_or_else(|| names::tag(&article.id));
            (words::clip(&name, OUTLET_LIMIT), words::clip(&names::title(article), TITLE_LIMIT))
        }
        Member::Unseen(unseen) => {
            let label = unseen.label.as_deref().unwrap_or("an unnamed source");
            let label = format!("{} {}", unseen.id, words::clip(label, OUTLET_LIMIT));
            let existed = unseen.existed_by.as_deref();
            let existed = existed.map(|by| format!(", existed by {}", words::moment(Some(by))));
            (label, format!("not in the pile{}", existed.unwrap_or_default()))
        }
    }
}

struct Drawing<'a> {
    view: &'a View<'a>,
    layout: &'a Layout<'a>,
    labels_from: usize,
}

impl Drawing<'_> {
    fn write_ticks(&self, page: &mut Markup) {
        let bottom = self.layout.bottom() + 14;
        for tick in &self.layout.ticks {
            let line = format!("M{} 24V{bottom}", tick.x);
            page.void("path", &[("class", "tick"), ("d", &line)]);
            let x = tick.x.to_string();
            let moment = words::moment(Some(&tick.moment));
            page.leaf("text", &[("class", "tick"), ("x", &x), ("y", "16")], &moment);
        }
    }

    fn write_lines(&self, page: &mut Markup) {
        let places: BTreeMap<&str, &Spot> =
            self.layout.spots.iter().map(|spot| (spot.node.member.id(), spot)).collect();
        for spot in &self.layout.spots {
            if let (Some(parent), Some(link)) = (spot.parent, spot.node.link) {
                let parent = &self.layout.spots[parent];
                self.write_line(page, link, &elbow(parent, spot), "first");
                write_sign(page, link, spot);
            }
            for link in &spot.node.also_from {
                if let Some(parent) = places.get(link.parent.as_str()) {
                    self.write_line(page, link, &arc(parent, spot), "second");
                }
            }
        }
    }

    fn write_line(&self, page: &mut Markup, link: &Link, path: &str, order: &str) {
        let doubt = if is_uncertain(link) { " uncertain" } else { "" };
        let class = format!("line {order}{doubt} c{}", self.colour_of(&link.parent));
        let width = format!("{:.1}", THIN + (THICK - THIN) * inherited(link));
        let target = format!("#{}", self.view.place_of_link(link));
        let child = self.number_of(&link.child).to_string();
        // The member that it leads to is reached with the keyboard; the line is for the pointer.
        let attributes = [("href", target.as_str()), ("tabindex", "-1"), ("data-child", &child)];
        page.element("a", &attributes, |page| {
            page.leaf("title", &[], &format!("{}: why?", words::came_from(link.kind)));
            page.void("path", &[("class", &class), ("stroke-width", &width), ("d", path)]);
        });
    }

    fn number_of(&self, id: &str) -> usize {
        let spots = &self.layout.spots;
        spots.iter().position(|spot| spot.node.member.id() == id).unwrap_or_default()
    }

    /// The colour of the one root of a member; grey where there are several.
    fn colour_of(&self, id: &str) -> usize {
        match self.view.ancestry.roots(id)[..] {
            [root] => self.view.palette.colour(root),
            _ => 0,
        }
    }

    fn write_member(&self, page: &mut Markup, number: usize) {
        let spot = &self.layout.spots[number];
        let link = spot.node.link;
        let kind = link.map_or("root", |link| link.kind.name());
        let confidence = link.map_or("1".to_owned(), |link| format!("{:.2}", link.confidence));
        let (number_text, parents) = (number.to_string(), self.parents(spot));
        let group: [Attribute; 5] = [
            ("class", "member"),
            ("data-n", &number_text),
            ("data-parents", &parents),
            ("data-kind", kind),
            ("data-confidence", &confidence),
        ];
        page.element("g", &group, |page| {
            let target = format!("#{}", self.target(spot.node));
            page.element("a", &[("href", &target)], |page| {
                self.write_row(page, spot);
            });
        });
    }

    /// The numbers of the members that it hangs from.
    fn parents(&self, spot: &Spot) -> String {
        let also = spot.node.also_from.iter().map(|link| self.number_of(&link.parent));
        let parents: Vec<String> =
            spot.parent.into_iter().chain(also).map(|n| n.to_string()).collect();
        parents.join(" ")
    }

    /// A member leads to what speaks for its link; a root to itself.
    fn target(&self, node: &Node) -> String {
        match node.link {
            Some(link) => self.view.place_of_link(link),
            None => self.view.place_of(node.member.id()),
        }
    }

    fn write_row(&self, page: &mut Markup, spot: &Spot) {
        let (name, title) = label(spot.node);
        let y = spot.y.to_string();
        let baseline = (spot.y + 4).to_string();
        let leader = format!("M{} {y}H{}", spot.x + 10, self.labels_from - 6);
        page.void("path", &[("class", "leader"), ("d", &leader)]);
        self.write_dot(page, spot);
        let x = self.labels_from.to_string();
        let kind = [("class", "kind"), ("x", x.as_str()), ("y", &baseline)];
        let of_kind = |link: &Link| format!("{} {}", sign(link.kind), link.kind.name());
        page.leaf("text", &kind, &spot.node.link.map_or("root".to_owned(), of_kind));
        let x = (self.labels_from + KIND).to_string();
        page.element("text", &[("x", &x), ("y", &baseline)], |page| {
            page.leaf("tspan", &[("class", "name")], &name);
            page.leaf("tspan", &[("class", "faint"), ("dx", "8")], &title);
            if spot.folded > 0 {
                let told = format!("+ {} of its children, in the list below", spot.folded);
                page.leaf("tspan", &[("dx", "8")], &told);
            }
        });
    }

    /// A disc in the colour of its root, in sectors where there are several; a ring for an unseen
    /// ancestor.
    fn write_dot(&self, page: &mut Markup, spot: &Spot) {
        let id = spot.node.member.id();
        let (x, y) = (spot.x.to_string(), spot.y.to_string());
        let colours: Vec<usize> =
            self.view.ancestry.roots(id).into_iter().map(|r| self.view.palette.colour(r)).collect();
        let is_unseen = matches!(spot.node.member, Member::Unseen(_));
        let shape = if is_unseen { "unseen" } else { "article" };
        let class = format!("{shape} c{}", colours.first().copied().unwrap_or(0));
        page.void("circle", &[("class", &class), ("cx", &x), ("cy", &y), ("r", "6")]);
        if let [_, second, ..] = colours[..] {
            let half = format!("M{x} {}A6 6 0 0 1 {x} {}Z", spot.y - 6, spot.y + 6);
            let class = format!("article c{second}");
            page.void("path", &[("class", &class), ("d", &half)]);
        }
    }
}

/// How much of the child came along this line, 0 to 1.
fn inherited(link: &Link) -> f64 {
    let share =
        ["covered", "shared_words"].iter().find_map(|name| match link.evidence.get(*name) {
            Some(Value::Number(share)) => Some(*share),
            _ => None,
        });
    share.unwrap_or(0.5).clamp(0.0, 1.0)
}

/// The kind of a link, on the end of its line.
fn write_sign(page: &mut Markup, link: &Link, child: &Spot) {
    let (x, y) = ((child.x - SIGN).to_string(), (child.y - 3).to_string());
    let place = [("class", "sign"), ("x", x.as_str()), ("y", &y), ("aria-hidden", "true")];
    page.leaf("text", &place, sign(link.kind));
}

fn elbow(parent: &Spot, child: &Spot) -> String {
    let corner = CORNER.min(child.y.saturating_sub(parent.y)).min(child.x.saturating_sub(parent.x));
    let (turn, after) = (child.y - corner, parent.x + corner);
    format!(
        "M{} {}V{turn}Q{} {} {after} {}H{}",
        parent.x, parent.y, parent.x, child.y, child.y, child.x
    )
}

fn arc(parent: &Spot, child: &Spot) -> String {
    let bend = parent.x.min(child.x).saturating_sub(28);
    format!(
        "M{} {}C{bend} {} {bend} {} {} {}",
        parent.x, parent.y, parent.y, child.y, child.x, child.y
    )
}

/// A sign for each kind, so that it shows without colour.
fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Copy => "=",
        Kind::Spun => "∿",
        Kind::Paraphrase => "≈",
        Kind::Condensed => "<",
        Kind::Expanded => ">",
        Kind::Merged => "+",
        Kind::Update => "↻",
        Kind::Translation => "⇄",
    }
}
