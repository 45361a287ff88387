//! Where the members of a family tree stand in a picture.
//!
//! A row each, in the order of the nested list, so that labels never collide and list and picture
//! can be read side by side. From left to right runs time, where times are known: the gap between
//! two moments grows with the logarithm of the time between them, so that minutes and months fit one
//! picture; the axis names moments rather than promise a scale. Whose time is unknown stands behind
//! its parent. A tree without times grows by generations. Rejected: layered drawing (Sugiyama 1981),
//! which crosses fewer lines and gives up both the order of the list and time.

use std::collections::BTreeMap;

use newstem::published::interval;

use crate::family::{Family, Member, Node};

/// Pixels between rows.
pub(crate) const ROW: usize = 26;
/// Pixels left of the first member and above the first row.
const LEFT: usize = 34;
const TOP: usize = 44;
/// Pixels that a child stands behind its parent at least, and one of unknown time does.
const STEP: usize = 26;
/// Widest room for time.
const TIME_WIDTH: f64 = 520.0;
/// Pixels for every doubling of a gap of a quarter of an hour.
const DOUBLING: f64 = 16.0;
const QUARTER_HOUR: f64 = 900.0;
/// Pixels between the names of two moments.
const BETWEEN_TICKS: usize = 150;

/// Trees of more members are folded.
const FOLD_ABOVE: usize = 300;
/// Childless children shown of one parent in a folded tree.
const SHOWN_OF_FOLDED: usize = 5;

/// A member and its place.
pub(crate) struct Spot<'a> {
    /// Who stands there.
    pub(crate) node: &'a Node<'a>,
    /// Pixels from the left.
    pub(crate) x: usize,
    /// Pixels from the top.
    pub(crate) y: usize,
    /// The number of its parent's spot.
    pub(crate) parent: Option<usize>,
    /// How many of its children are folded away below it.
    pub(crate) folded: usize,
}

/// A moment of the axis.
pub(crate) struct Tick {
    /// Pixels from the left.
    pub(crate) x: usize,
    /// The time as the trace has it.
    pub(crate) moment: String,
}

/// A laid out tree.
pub(crate) struct Layout<'a> {
    /// Members, from the top.
    pub(crate) spots: Vec<Spot<'a>>,
    /// Moments, from the left; none where no time is known.
    pub(crate) ticks: Vec<Tick>,
}

impl<'a> Layout<'a> {
    /// Lays out the trees of a story.
    pub(crate) fn of(family: &'a Family<'a>) -> Self {
        let is_folded = family.roots.iter().map(size).sum::<usize>() > FOLD_ABOVE;
        let axis = Axis::of(family);
        let mut layout = Self { spots: Vec::new(), ticks: axis.ticks() };
        let placing = Placing { axis: &axis, is_folded };
        for root in &family.roots {
            let x = placing.start(root).unwrap_or(LEFT);
            layout.place(root, x, None, &placing);
        }
        layout
    }

    /// Pixels to the right end of the members.
    pub(crate) fn right(&self) -> usize {
        self.spots.iter().map(|spot| spot.x).max().unwrap_or(LEFT)
    }

    /// Pixels to the last row.
    pub(crate) fn bottom(&self) -> usize {
        self.spots.last().map_or(TOP, |spot| spot.y)
    }

    fn place(&mut self, node: &'a Node<'a>, x: usize, parent: Option<usize>, placing: &Placing) {
        let number = self.spots.len();
        let (shown, folded) = placing.shown(node);
        self.spots.push(Spot { node, x, y: TOP + number * ROW, parent, folded });
        for child in shown {
            let own = placing.axis.of_node(child).unwrap_or(0);
            self.place(child, own.max(x + STEP), Some(number), placing);
        }
    }
}

/// How members are placed.
struct Placing<'a> {
    axis: &'a Axis,
    is_folded: bool,
}

impl Placing<'_> {
    /// Where a root stands: at its time, else before its first child of known time.
    fn start(&self, node: &Node) -> Option<usize> {
        if let Some(own) = self.axis.of_node(node) {
            return Some(own);
        }
        let first = node.children.iter().filter_map(|child| self.start(child)).min()?;
        Some(first.saturating_sub(STEP).max(LEFT / 2))
    }

    /// The children to be shown, and how many are not.
    fn shown<'a>(&self, node: &'a Node<'a>) -> (Vec<&'a Node<'a>>, usize) {
        let mut shown: Vec<&Node> = Vec::new();
        let mut childless = 0;
        for child in &node.children {
            let is_plain = child.children.is_empty() && child.also_from.is_empty();
            childless += usize::from(is_plain);
            if !self.is_folded || !is_plain || childless <= SHOWN_OF_FOLDED {
                shown.push(child);
            }
        }
        let folded = node.children.len() - shown.len();
        (shown, folded)
    }
}

/// Known moments and their places.
struct Axis {
    /// Pixels by second, in order.
    places: BTreeMap<i64, usize>,
    /// How each moment is written.
    written: BTreeMap<i64, String>,
}

impl Axis {
    fn of(family: &Family) -> Self {
        let mut written = BTreeMap::new();
        family.roots.iter().for_each(|root| collect(root, &mut written));
        let moments: Vec<i64> = written.keys().copied().collect();
        let gap =
            |pair: &[i64]| (1.0 + (pair[1] - pair[0]) as f64 / QUARTER_HOUR).log2() * DOUBLING;
        let gaps: Vec<f64> = moments.windows(2).map(gap).collect();
        let scale = (TIME_WIDTH / gaps.iter().sum::<f64>().max(1.0)).min(1.0);
        let mut x = (LEFT + STEP) as f64;
        let mut places = BTreeMap::new();
        for (at, &moment) in moments.iter().enumerate() {
            if at > 0 {
                x += gaps[at - 1] * scale;
            }
            places.insert(moment, x as usize);
        }
        Self { places, written }
    }

    fn of_node(&self, node: &Node) -> Option<usize> {
        self.places.get(&moment(node)?.0).copied()
    }

    fn ticks(&self) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for (second, &x) in &self.places {
            let has_room = ticks.last().is_none_or(|last| x >= last.x + BETWEEN_TICKS);
            if let Some(moment) = self.written.get(second).filter(|_| has_room) {
                ticks.push(Tick { x, moment: moment.clone() });
            }
        }
        ticks
    }
}

/// The second from which a member may have been published, and its time as written.
fn moment<'a>(node: &Node<'a>) -> Option<(i64, &'a str)> {
    let Member::Article(article) = node.member else { return None };
    let published = article.published.as_deref()?;
    Some((interval(published)?.earliest, published))
}

fn collect(node: &Node, written: &mut BTreeMap<i64, String>) {
    if let Some((second, published)) = moment(node) {
        written.entry(second).or_insert_with(|| published.to_owned());
    }
    node.children.iter().for_each(|child| collect(child, written));
}

fn size(node: &Node) -> usize {
    1 + node.children.iter().map(size).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use newstem::Article;

    use super::*;

    fn article(id: &str, published: Option<&str>) -> Article {
        let published = published.map(str::to_owned);
        Article { id: id.to_owned(), published, ..Article::default() }
    }

    fn node<'a>(article: &'a Article, children: Vec<Node<'a>>) -> Node<'a> {
        Node { member: Member::Article(article), link: None, also_from: Vec::new(), children }
    }

    fn places(root: Node) -> Vec<usize> {
        let family = Family { roots: vec![root] };
        Layout::of(&family).spots.iter().map(|spot| spot.x).collect()
    }

    #[test]
    fn time_runs_to_the_right_and_children_stand_behind() {
        let first = article("a", Some("2026-03-02T08:00:00Z"));
        let hour = article("b", Some("2026-03-02T09:00:00Z"));
        let month = article("c", Some("2026-04-02"));
        let unknown = article("d", None);
        let spots = places(node(
            &first,
            vec![node(&hour, vec![]), node(&month, vec![]), node(&unknown, vec![])],
        ));
        assert!(spots[0] < spots[1] && spots[1] < spots[2], "{spots:?}");
        assert_eq!(spots[3], spots[0] + STEP);
        assert!(spots[2] < LEFT + STEP + TIME_WIDTH as usize);
        // Without a time a root stands before its first child.
        let spots = places(node(&unknown, vec![node(&hour, vec![])]));
        assert!(spots[0] < spots[1]);
    }

    #[test]
    fn a_large_tree_folds_children_without_children() {
        let first = article("a", None);
        let copies: Vec<Article> = (0..400).map(|n| article(&format!("c{n}"), None)).collect();
        let below = article("z", None);
        let mut children: Vec<Node> = copies.iter().map(|copy| node(copy, vec![])).collect();
        let parent = article("y", None);
        children.push(node(&parent, vec![node(&below, vec![])]));
        let family = Family { roots: vec![node(&first, children)] };
        let layout = Layout::of(&family);
        assert_eq!(layout.spots.len(), 1 + SHOWN_OF_FOLDED + 2);
        assert_eq!(layout.spots[0].folded, 400 - SHOWN_OF_FOLDED);
    }
}
