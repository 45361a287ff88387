//! The links of all trees, with the evidence for each and for the parent that almost was.

use std::collections::BTreeSet;

use newstem::lineage::{Link, Margins, Rejected, Value};
use newstem::{Story, Trace};
use serde_json::json;

use super::Table;
use super::field::{
    Field, count, json, number, optional_count, optional_json, optional_number, optional_text, text,
};

struct Row<'t> {
    story: &'t Story,
    unseen: BTreeSet<&'t str>,
    link: &'t Link,
}

/// A row a link.
pub fn table(trace: &Trace) -> Table<'_> {
    Table::of("links", "A row a link: a child derives from a parent.", &fields(), rows(trace))
}

fn rows(trace: &Trace) -> impl Iterator<Item = Row<'_>> {
    trace.stories.iter().flat_map(|story| {
        let unseen: BTreeSet<&str> = story.tree.unseen.iter().map(|it| it.id.as_str()).collect();
        story.tree.links.iter().map(move |link| Row { story, unseen: unseen.clone(), link })
    })
}

impl<'t> Row<'t> {
    fn node(&self, id: &str) -> &'static str {
        if self.unseen.contains(id) { "unseen" } else { "article" }
    }

    fn share(&self, name: &str) -> Option<f64> {
        match self.link.evidence.get(name)? {
            Value::Number(share) => Some(*share),
            // A share of exactly 0 or 1 may have been written without its point.
            Value::Count(count) => Some(*count as f64),
            Value::Text(_) | Value::List(_) => None,
        }
    }

    fn tally(&self, name: &str) -> Option<u64> {
        match self.link.evidence.get(name)? {
            Value::Count(count) => Some(*count),
            Value::Number(_) | Value::Text(_) | Value::List(_) => None,
        }
    }

    fn margins(&self) -> Option<Margins> {
        self.link.log_odds
    }

    fn rejected(&self) -> Option<&'t Rejected> {
        self.link.rejected.as_ref()
    }
}

fn fields<'t>() -> Vec<Field<'t, Row<'t>>> {
    let mut fields = ends();
    fields.extend(evidence());
    fields.extend(margins());
    fields
}

fn ends<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        text("story", |row| &row.story.id, "the id of its story"),
        text("child", |row| &row.link.child, "the id of the article or unseen ancestor derived"),
        text("child_node", |row| row.node(&row.link.child), "`article` or `unseen`"),
        text("parent", |row| &row.link.parent, "the id of the article or unseen ancestor above"),
        text("parent_node", |row| row.node(&row.link.parent), "`article` or `unseen`"),
        text("kind", |row| row.link.kind.name(), "how the child was made from the parent"),
        number("confidence", |row| row.link.confidence, "how sure the link is, 0 to 1"),
    ]
}

fn evidence<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        optional_number(
            "shared_words",
            |row| row.share("shared_words"),
            "share of the child's words that the parent has, 0 to 1",
        ),
        optional_number(
            "shared_phrases",
            |row| row.share("shared_phrases"),
            "the same of its phrases",
        ),
        optional_number(
            "covered",
            |row| row.share("covered"),
            "share of the child that matched sentences of the parent cover",
        ),
        optional_number(
            "order",
            |row| row.share("order"),
            "how far matched sentences keep their order; missing for fewer than three",
        ),
        optional_number(
            "kept_words",
            |row| row.share("kept_words"),
            "share of the words of matched sentences that are kept",
        ),
        optional_count(
            "aligned_sentences",
            |row| row.tally("aligned_sentences"),
            "sentences of the child that have a match in the parent",
        ),
        json("evidence", |row| json!(row.link.evidence), "everything that speaks for it, by name"),
        count("sentence_count", |row| row.link.sentences.len(), "how many `sentences` lists"),
        json(
            "sentences",
            |row| json!(row.link.sentences),
            "list of `start`, `end`, `parent_start`, `parent_end` (bytes) and `likeness`",
        ),
    ]
}

fn margins<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        optional_number(
            "log_odds_over_none",
            |row| Some(row.margins()?.over_none),
            "by how much in log-odds it explains more than no parent",
        ),
        optional_number(
            "log_odds_over_rejected",
            |row| row.margins()?.over_rejected,
            "the same over the next best parent",
        ),
        optional_number(
            "log_odds_over_turned_round",
            |row| Some(row.margins()?.over_turned_round),
            "the same over the link turned round",
        ),
        optional_text(
            "rejected_parent",
            |row| Some(&row.rejected()?.parent),
            "the id of the article that was almost the parent",
        ),
        optional_number(
            "rejected_confidence",
            |row| Some(row.rejected()?.confidence),
            "how sure a link to it would be if it were the only choice",
        ),
        optional_json(
            "rejected_evidence",
            |row| Some(json!(row.rejected()?.evidence)),
            "everything that speaks for it",
        ),
        optional_json(
            "rejected_against",
            |row| Some(json!(row.rejected()?.against)),
            "what spoke against it, in log-odds or words",
        ),
    ]
}
