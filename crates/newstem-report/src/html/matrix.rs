//! Quotes and claims against the articles that carry them, at a glance.
//!
//! Columns are articles in the order of the tree, so that what was inherited stands together. Every
//! cell says in words what its sign means. A story of many articles shows those that carry most;
//! how many are left out is said, and the tables below have them all.

use std::collections::{BTreeMap, BTreeSet};

use newstem::claim::{Claim, Status};
use newstem::quote::{Fidelity, Form, Occurrence, Quote};

use super::markup::Markup;
use super::view::View;
use crate::family::{Member, Node};
use crate::{brief, claims, quotes, words};

/// Most columns of a matrix.
const COLUMNS_MAX: usize = 40;
/// Most rows; further quotes and claims are in the tables.
const ROWS_MAX: usize = 60;
/// Characters shown of a quote or claim, of an article's name, and of a value.
const WORDING_LIMIT: usize = 80;
const NAME_LIMIT: usize = 24;
const VALUE_LIMIT: usize = 12;

/// A row: its name, where its table stands, and a cell for some articles.
struct Row<'a> {
    head: String,
    target: String,
    is_changed: bool,
    cells: BTreeMap<&'a str, Cell>,
}

/// What stands in one cell.
struct Cell {
    class: String,
    sign: String,
    words: String,
}

/// Writes quotes against articles.
pub(super) fn write_quotes(page: &mut Markup, view: &View) {
    let told = quotes::by_reach(view.story);
    let rows: Vec<Row> = told.into_iter().map(|quote| quote_row(quote, view)).collect();
    let legend = "● word for word · ◇ worded differently by another source · ○ reported · ◐ cut · ✱ altered · \
        ⇄ given to another";
    write(page, view, rows, "Quotes by article", legend);
}

/// Writes claims against articles.
pub(super) fn write_claims(page: &mut Markup, view: &View) {
    let rows: Vec<Row> = view.story.claims.iter().map(|claim| claim_row(claim, view)).collect();
    let legend = "The value that each article gives; where articles disagree, one that differs from that nearest a root has a mark ≠, red where they surely do.";
    write(page, view, rows, "Claims by article", legend);
}

fn quote_row<'a>(quote: &'a Quote, view: &View) -> Row<'a> {
    let mut cells: BTreeMap<&str, Cell> = BTreeMap::new();
    let mut worst: BTreeMap<&str, u8> = BTreeMap::new();
    let top = quotes::told(quote, &view.ancestry).map(|told| told.top);
    for occurrence in &quote.occurrences {
        let is_same = top.is_none_or(|top| quotes::is_same(&occurrence.text, &top.text));
        let gravity = gravity(occurrence, is_same);
        let held = worst.entry(&occurrence.article).or_insert(0);
        if gravity >= *held {
            *held = gravity;
            cells.insert(&occurrence.article, quote_cell(gravity));
        }
    }
    let wording = top.map_or(String::new(), |top| quotes::marked(&top.text, top.form));
    let speaker = quote.speaker.as_deref().map_or("speaker unknown".to_owned(), words::plain);
    Row {
        head: format!("{speaker}: {}", words::clip(&wording, WORDING_LIMIT)),
        target: view.place(&quote.id),
        is_changed: worst.values().any(|&gravity| gravity > WORDED_DIFFERENTLY),
        cells,
    }
}

/// The gravity of what another source heard in other words.
const WORDED_DIFFERENTLY: u8 = 2;

fn gravity(occurrence: &Occurrence, is_same: bool) -> u8 {
    match (occurrence.fidelity, occurrence.form) {
        (Fidelity::Verbatim, Form::Indirect) => 0,
        (Fidelity::Verbatim, _) if is_same => 1,
        (Fidelity::Verbatim, _) => WORDED_DIFFERENTLY,
        (Fidelity::Truncated, _) => 3,
        (Fidelity::Altered, _) => 4,
        (Fidelity::Misattributed, _) => 5,
    }
}

fn quote_cell(gravity: u8) -> Cell {
    let (class, sign, words) = match gravity {
        0 => ("reported", "○", "reported"),
        1 => ("verbatim", "●", "word for word"),
        WORDED_DIFFERENTLY => ("verbatim", "◇", "worded differently"),
        3 => ("cut", "◐", "cut"),
        4 => ("altered", "✱", "altered"),
        _ => ("given", "⇄", "given to another"),
    };
    Cell { class: class.to_owned(), sign: sign.to_owned(), words: words.to_owned() }
}

fn claim_row<'a>(claim: &'a Claim, view: &View) -> Row<'a> {
    let values = claims::by_descent(claim, &view.ancestry);
    let is_disputed = claim.status == Status::Conflict;
    let is_sure = brief::is_surely_disputed(claim);
    let mut cells = BTreeMap::new();
    for (number, given) in values.iter().enumerate() {
        let value = words::plain(given.value);
        for article in &given.articles {
            let differs = is_disputed && number > 0 && !value.is_empty();
            let mark = if differs { "≠ " } else { "" };
            let sign =
                if value.is_empty() { "●".to_owned() } else { words::clip(&value, VALUE_LIMIT) };
            let class = if differs {
                format!("value v{}", if is_sure { number.min(4) } else { 0 })
            } else {
                "value".to_owned()
            };
            let words = if value.is_empty() { "told".to_owned() } else { value.clone() };
            cells.entry(*article).or_insert(Cell { class, sign: format!("{mark}{sign}"), words });
        }
    }
    let sources = words::count(claim.independent_sources, "source", "sources");
    Row {
        head: format!(
            "{} ({sources}): {}",
            claims::subject(claim),
            words::clip(&claim.statement, WORDING_LIMIT)
        ),
        target: view.place(&claim.id),
        is_changed: is_sure,
        cells,
    }
}

fn write(page: &mut Markup, view: &View, rows: Vec<Row>, caption: &str, legend: &str) {
    let mut rows: Vec<Row> = rows.into_iter().filter(|row| row.cells.len() > 1).collect();
    let left_out = rows.len().saturating_sub(ROWS_MAX);
    rows.truncate(ROWS_MAX);
    let columns = columns(view, &rows);
    if rows.is_empty() {
        return;
    }
    page.leaf("p", &[("class", "measure")], legend);
    let region =
        [("class", "wide matrix"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)];
    page.element("div", &region, |page| {
        page.element("table", &[], |page| {
            write_head(page, view, &columns.shown, caption);
            page.element("tbody", &[], |page| {
                rows.iter().for_each(|row| write_row(page, row, &columns.shown));
            });
        });
    });
    write_left_out(page, left_out, columns.left_out);
}

fn write_left_out(page: &mut Markup, rows: usize, columns: usize) {
    if rows + columns > 0 {
        let told = format!(
            "Left out here: {} and {}; the tables below have them.",
            words::count(rows, "row", "rows"),
            words::count(columns, "article", "articles")
        );
        page.leaf("p", &[("class", "measure")], &told);
    }
}

/// The articles of a matrix, and how many are not shown.
struct Columns<'a> {
    shown: Vec<&'a str>,
    left_out: usize,
}

/// The articles that carry anything, in the order of the tree; of many those that carry most.
fn columns<'a>(view: &View<'a>, rows: &[Row]) -> Columns<'a> {
    let mut carried: BTreeMap<&str, usize> = BTreeMap::new();
    for article in rows.iter().flat_map(|row| row.cells.keys()) {
        *carried.entry(article).or_default() += 1;
    }
    let mut order = Vec::new();
    view.family.roots.iter().for_each(|root| in_order(root, &mut order));
    order.retain(|article| carried.contains_key(article));
    let mut by_weight = order.clone();
    by_weight.sort_by_key(|article| std::cmp::Reverse(carried.get(article)));
    let chosen: BTreeSet<&str> = by_weight.into_iter().take(COLUMNS_MAX).collect();
    let left_out = order.len() - chosen.len();
    order.retain(|article| chosen.contains(article));
    Columns { shown: order, left_out }
}

fn in_order<'a>(node: &Node<'a>, order: &mut Vec<&'a str>) {
    if let Member::Article(article) = node.member {
        order.push(&article.id);
    }
    node.children.iter().for_each(|child| in_order(child, order));
}

fn write_head(page: &mut Markup, view: &View, columns: &[&str], caption: &str) {
    page.leaf("caption", &[], caption);
    page.element("thead", &[], |page| {
        page.element("tr", &[], |page| {
            page.leaf("td", &[], "");
            for article in columns {
                page.element("th", &[("scope", "col")], |page| {
                    let target = format!("#{}", view.place_of(article));
                    let name = view.names.of_id(article);
                    let attributes = [("href", target.as_str()), ("title", &name)];
                    page.leaf("a", &attributes, &words::clip(&name, NAME_LIMIT));
                });
            }
        });
    });
}

fn write_row(page: &mut Markup, row: &Row, columns: &[&str]) {
    let class = if row.is_changed { "changed" } else { "same" };
    page.element("tr", &[("class", class)], |page| {
        page.element("th", &[("scope", "row"), ("dir", "auto")], |page| {
            let target = format!("#{}", row.target);
            page.leaf("a", &[("href", &target)], &row.head);
        });
        for article in columns {
            match row.cells.get(article) {
                Some(cell) => write_cell(page, cell),
                None => page.leaf("td", &[], ""),
            }
        }
    });
}

fn write_cell(page: &mut Markup, cell: &Cell) {
    page.element("td", &[("class", &cell.class), ("title", &cell.words)], |page| {
        if cell.class.starts_with("value") {
            page.text(&cell.sign);
            return;
        }
        page.leaf("span", &[("aria-hidden", "true")], &cell.sign);
        page.leaf("span", &[("class", "spoken")], &cell.words);
    });
}
