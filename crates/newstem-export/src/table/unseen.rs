//! The ancestors that are not in the pile.

use newstem::lineage::{Stretch, Unseen};
use newstem::text::{TokenKind, tokenize};
use newstem::{Story, Trace};
use serde_json::json;

use super::Table;
use super::field::{Field, count, json, optional_text, text};

struct Row<'t> {
    story: &'t Story,
    unseen: &'t Unseen,
}

/// A row an unseen ancestor.
pub fn table(trace: &Trace) -> Table<'_> {
    let rows = trace
        .stories
        .iter()
        .flat_map(|story| story.tree.unseen.iter().map(move |unseen| Row { story, unseen }));
    Table::of("unseen", "A row an ancestor that is not in the pile.", &fields(), rows)
}

fn fields<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        text("story", |row| &row.story.id, "the id of its story"),
        text("id", |row| &row.unseen.id, "its id, unique in its story"),
        optional_text("label", |row| row.unseen.label.as_deref(), "its outlet, from a credit"),
        optional_text(
            "existed_by",
            |row| row.unseen.existed_by.as_deref(),
            "the earliest known publication of what descends from it",
        ),
        count(
            "recovered_words",
            |row| words(&row.unseen.recovered),
            "how many of its words its children agree on",
        ),
        json(
            "recovered",
            |row| json!(row.unseen.recovered),
            "those words: list of `article`, `start`, `end`, `text` and `also_in`",
        ),
        json("evidence", |row| json!(row.unseen.evidence), "what tells that it existed, by name"),
    ]
}

fn words(recovered: &[Stretch]) -> usize {
    let tokens = recovered.iter().flat_map(|stretch| tokenize(&stretch.text));
    tokens.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count()
}
