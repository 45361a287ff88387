//! The claims, wherever they are made.

use newstem::claim::{Assertion, Claim, Status};
use newstem::{Story, Trace};

use super::Table;
use super::field::{Field, count, optional_number, optional_text, text};

struct Row<'t> {
    story: &'t Story,
    claim: &'t Claim,
    here: &'t Assertion,
}

/// A row an assertion.
pub fn table(trace: &Trace) -> Table<'_> {
    Table::of("claims", "A row an assertion: a claim in one article.", &fields(), rows(trace))
}

fn rows(trace: &Trace) -> impl Iterator<Item = Row<'_>> {
    let claims =
        trace.stories.iter().flat_map(|story| story.claims.iter().map(move |claim| (story, claim)));
    claims.flat_map(|(story, claim)| {
        claim.asserted.iter().map(move |here| Row { story, claim, here })
    })
}

fn fields<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        text("story", |row| &row.story.id, "the id of its story"),
        text("claim", |row| &row.claim.id, "the id of the claim, unique in its story"),
        text("statement", |row| &row.claim.statement, "the claim in the words of one article"),
        text("kind", |row| row.claim.kind.name(), "what it is about: `number`, `time` and so on"),
        text("status", |row| status(row.claim.status), "`agree` or `conflict`"),
        optional_number(
            "conflict_confidence",
            |row| row.claim.conflict_confidence,
            "how sure it is that articles contradict it; missing where all agree",
        ),
        count(
            "independent_sources",
            |row| row.claim.independent_sources,
            "how many roots supplied a value that agrees with the statement",
        ),
        count("origins", |row| row.claim.origins, "how many speakers and roots stand behind those"),
        count("witnesses", |row| row.claim.witnesses, "the roots that bear witness to it"),
        optional_text(
            "speaker",
            |row| row.claim.speaker.as_deref(),
            "whose words it is, where every source gives it to one speaker",
        ),
        text("article", |row| &row.here.article, "the id of the article that makes it"),
        count("start", |row| row.here.start, "byte of the article's body where it begins"),
        count("end", |row| row.here.end, "byte just past it"),
        text("text", |row| &row.here.text, "the words of this article"),
        text("value", |row| &row.here.value, "the value that this article gives, if any"),
    ]
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Agree => "agree",
        Status::Conflict => "conflict",
    }
}
