//! An article beside what it was made from, sentence by sentence.

use newstem::Article;
use newstem::lineage::Value;

use super::language;
use super::markup::Markup;
use super::view::View;
use crate::beside::{Beside, Fate, Row};
use crate::changes::{self, Change, Piece};
use crate::names;
use crate::sentences::Span;
use crate::words;

const LEGEND: &str = "Shaded words stand on one side only; of them numbers and denials are underlined twice, names once, \
    words that make a statement less sure with dots, words put in the place of one other with dashes. Added and dropped \
    mean that no sentence like it was found on the other side.";

/// Writes the comparison of an article with its parents; nothing where none is at hand.
pub(super) fn write(page: &mut Markup, view: &View, article: &Article) {
    let find = |id: &str| view.article(id);
    let Some(article) = view.article(&article.id) else { return };
    let Some(beside) = Beside::of(article, view.story, &view.sentences, find) else { return };
    let place = format!("{}-beside", view.place_of(&article.id));
    page.leaf("h3", &[("id", &place), ("tabindex", "-1")], "Beside what it was made from");
    page.leaf("p", &[("class", "measure")], &measure(&beside));
    if beside.parents.len() > 1 {
        page.leaf("p", &[("class", "how")], &shares(view, &beside));
    }
    page.leaf("p", &[("class", "measure")], LEGEND);
    write_swaps(page, view, article);
    page.element(
        "div",
        &[("class", "wide"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", &place)],
        |page| {
            page.element("table", &[("class", "beside")], |page| {
                write_columns(page, view, article, &beside);
                page.element("tbody", &[], |page| {
                    beside.rows.iter().for_each(|row| write_row(page, article, &beside, row));
                });
            });
        },
    );
}

/// `9 kept, 2 changed, 1 added, 4 dropped`.
fn measure(beside: &Beside) -> String {
    let fates = [Fate::Kept, Fate::Changed, Fate::Moved, Fate::Added, Fate::Dropped];
    let counted = fates.map(|fate| (beside.count(fate), fate));
    let told = counted.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(count, fate)| format!("{count} {}", fate.word())).collect();
    format!("Sentences: {}.", told.join(", "))
}

/// `Of its sentences have a counterpart: 6 in the Courier alone, 2 in several, 3 in none.`
fn shares(view: &View, beside: &Beside) -> String {
    let own = || beside.rows.iter().filter(|row| row.own.is_some());
    let having = |row: &&Row| row.theirs.iter().filter(|theirs| theirs.is_some()).count();
    let mut told: Vec<String> = Vec::new();
    for (index, parent) in beside.parents.iter().enumerate() {
        let alone = own().filter(|row| having(row) == 1 && row.theirs[index].is_some()).count();
        told.push(format!("{alone} in {} alone", view.names.of_id(&parent.id)));
    }
    told.push(format!("{} in several", own().filter(|row| having(row) > 1).count()));
    told.push(format!("{} in none", own().filter(|row| having(row) == 0).count()));
    format!("Of its sentences have a counterpart: {}.", told.join(", "))
}

fn write_swaps(page: &mut Markup, view: &View, article: &Article) {
    for link in view.links_to(&article.id) {
        if let Some(Value::List(swaps)) = link.evidence.get("substitutions") {
            let swaps: Vec<String> = swaps.iter().map(|swap| swap.replace("->", "→")).collect();
            let text = format!("Words swapped most: {}.", words::plain(&swaps.join(", ")));
            page.leaf("p", &[("class", "measure")], &text);
        }
    }
}

fn write_columns(page: &mut Markup, view: &View, article: &Article, beside: &Beside) {
    page.element("thead", &[], |page| {
        page.element("tr", &[], |page| {
            page.leaf("th", &[("scope", "col")], "Sentence");
            page.leaf("th", &[("scope", "col")], &names::outlet(article));
            for parent in &beside.parents {
                page.element("th", &[("scope", "col")], |page| view.name(page, &parent.id));
            }
        });
    });
}

fn write_row(page: &mut Markup, article: &Article, beside: &Beside, row: &Row) {
    page.element("tr", &[("class", row.fate.word())], |page| {
        page.leaf("th", &[("scope", "row"), ("lang", "en")], row.fate.word());
        let same_language = |parent: &&Article| parent.language == article.language;
        let theirs: Vec<&str> = beside
            .parents
            .iter()
            .zip(&row.theirs)
            .filter(|(parent, _)| same_language(parent))
            .filter_map(|(parent, theirs)| Some((*theirs)?.of(&parent.body)))
            .collect();
        write_own(page, article, row.own, &theirs);
        for (parent, theirs) in beside.parents.iter().zip(&row.theirs) {
            write_theirs(page, article, parent, row, *theirs);
        }
    });
}

/// The article's sentence; only what none of `theirs` has is marked.
fn write_own(page: &mut Markup, article: &Article, own: Option<Span>, theirs: &[&str]) {
    page.element("td", &[], |page| {
        let Some(own) = own else { return };
        let text = own.of(&article.body);
        if theirs.is_empty() {
            page.text(text);
        } else {
            write_pieces(page, "ins", &changes::compare_with_all(text, theirs));
        }
    });
}

/// A parent's sentence; one with the same words is not written twice.
fn write_theirs(
    page: &mut Markup,
    article: &Article,
    parent: &Article,
    row: &Row,
    theirs: Option<Span>,
) {
    let of_its_own = [("lang", language(parent)), ("dir", "auto")];
    let attributes = if parent.language == article.language { &[][..] } else { &of_its_own[..] };
    page.element("td", attributes, |page| {
        let Some(theirs) = theirs else { return };
        let text = theirs.of(&parent.body);
        match row.own.map(|own| own.of(&article.body)) {
            Some(own) if changes::is_same(own, text) => {
                page.leaf("span", &[("class", "faint"), ("lang", "en")], "the same words");
            }
            Some(own) if parent.language == article.language => {
                write_pieces(page, "del", &changes::compare(own, text).1);
            }
            _ => page.text(text),
        }
    });
}

/// Writes a sentence with what is different in it marked by `element`.
pub(super) fn write_pieces(page: &mut Markup, element: &'static str, pieces: &[Piece]) {
    for piece in pieces {
        match piece.change {
            None => page.text(piece.text),
            Some(change) => page.leaf(element, &[("class", class(change))], piece.text),
        }
    }
}

fn class(change: Change) -> &'static str {
    match change {
        Change::Number => "number",
        Change::Name => "name",
        Change::Negation => "negation",
        Change::Hedge => "hedge",
        Change::Swap => "swap",
        Change::Word => "word",
    }
}
