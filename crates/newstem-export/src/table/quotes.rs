//! The quotes, wherever they stand.

use newstem::quote::{Fidelity, Form, Occurrence, Quote};
use newstem::{Story, Trace};

use super::Table;
use super::field::{Field, count, optional_text, text};

struct Row<'t> {
    story: &'t Story,
    quote: &'t Quote,
    here: &'t Occurrence,
}

/// A row an occurrence.
pub fn table(trace: &Trace) -> Table<'_> {
    Table::of("quotes", "A row an occurrence: a quote in one article.", &fields(), rows(trace))
}

fn rows(trace: &Trace) -> impl Iterator<Item = Row<'_>> {
    let quotes =
        trace.stories.iter().flat_map(|story| story.quotes.iter().map(move |quote| (story, quote)));
    quotes.flat_map(|(story, quote)| {
        quote.occurrences.iter().map(move |here| Row { story, quote, here })
    })
}

fn fields<'t>() -> Vec<Field<'t, Row<'t>>> {
    vec![
        text("story", |row| &row.story.id, "the id of its story"),
        text("quote", |row| &row.quote.id, "the id of the quote, unique in its story"),
        optional_text(
            "speaker",
            |row| row.quote.speaker.as_deref(),
            "the fullest name that any article gives the speaker",
        ),
        optional_text("role", |row| row.quote.role.as_deref(), "what the speaker is said to be"),
        count(
            "independent_sources",
            |row| row.quote.independent_sources,
            "how many roots supplied the quote",
        ),
        text("article", |row| &row.here.article, "the id of the article that has it"),
        count("start", |row| row.here.start, "byte of the article's body where it begins"),
        count("end", |row| row.here.end, "byte just past it"),
        text("text", |row| &row.here.text, "the words, without their quotation marks"),
        text("form", |row| form(row.here.form), "`direct`, `mixed` or `indirect`"),
        optional_text(
            "speaker_here",
            |row| row.here.speaker.as_deref(),
            "the speaker as resolved in this article",
        ),
        optional_text(
            "speaker_text",
            |row| row.here.speaker_text.as_deref(),
            "the speaker as printed in this article",
        ),
        optional_text("cue", |row| row.here.cue.as_deref(), "the cue verb"),
        text(
            "fidelity",
            |row| fidelity(row.here.fidelity),
            "`verbatim`, `truncated`, `altered` or `misattributed` on the way here",
        ),
    ]
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
    }
}

fn fidelity(fidelity: Fidelity) -> &'static str {
    match fidelity {
        Fidelity::Verbatim => "verbatim",
        Fidelity::Truncated => "truncated",
        Fidelity::Altered => "altered",
        Fidelity::Misattributed => "misattributed",
    }
}
