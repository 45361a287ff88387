//! How the findings came about, for whoever has to defend them.

use newstem::Trace;

use super::markup::Markup;
use crate::overview;
use crate::provenance::{Input, Provenance};
use crate::words;

/// Writes the foot of the page.
pub(super) fn write(page: &mut Markup, trace: &Trace, provenance: &Provenance) {
    page.element("footer", &[("id", "method")], |page| {
        page.leaf("h2", &[("tabindex", "-1")], "Method and provenance");
        let told = "Confidence is how often such a finding is right: at 0.80, four times in five. \
             Independent sources share no ancestor, as far as this pile shows.";
        page.leaf("p", &[], told);
        page.element("dl", &[], |page| {
            write_fact(page, "Program", &trace.generator);
            provenance.command.iter().for_each(|command| write_fact(page, "Command", command));
            write_fact(page, "Found", &overview::summary(trace));
            let left_out = overview::left_out(&trace.statistics);
            write_fact(
                page,
                "Limits",
                left_out.as_deref().unwrap_or("No limit left anything out."),
            );
            let skipped = match provenance.skipped.len() {
                0 => "nothing".to_owned(),
                count => words::count(count, "input or record", "inputs or records"),
            };
            write_fact(page, "Skipped", &skipped);
        });
        write_kinds(page);
        write_skipped(page, &provenance.skipped);
        write_inputs(page, &provenance.inputs);
    });
}

/// What the words for kinds of links mean.
fn write_kinds(page: &mut Markup) {
    const KINDS: [(&str, &str); 8] = [
        ("copy", "the same words, perhaps trimmed"),
        ("spun", "the same sentences, words swapped mechanically for others"),
        ("paraphrase", "every sentence rewritten, facts and order mostly kept"),
        ("condensed", "rewritten and much shorter"),
        ("expanded", "built on the parent, with at least a third new"),
        ("merged", "made from two or more parents"),
        ("update", "the same outlet’s own later version"),
        ("translation", "the parent’s text in another language"),
    ];
    page.element("details", &[], |page| {
        page.leaf("summary", &[], "What the words for links mean");
        page.element("dl", &[], |page| {
            KINDS.iter().for_each(|(kind, meaning)| write_fact(page, kind, meaning));
        });
    });
}

fn write_fact(page: &mut Markup, name: &str, fact: &str) {
    page.leaf("dt", &[], name);
    page.leaf("dd", &[], fact);
}

fn write_skipped(page: &mut Markup, skipped: &[String]) {
    if skipped.is_empty() {
        return;
    }
    page.element("details", &[], |page| {
        page.leaf("summary", &[], "What was skipped, and why");
        page.element("ul", &[], |page| {
            skipped.iter().for_each(|problem| page.leaf("li", &[], problem));
        });
    });
}

fn write_inputs(page: &mut Markup, inputs: &[Input]) {
    if inputs.is_empty() {
        return;
    }
    page.element("details", &[], |page| {
        let files = words::count(inputs.len(), "file", "files");
        page.leaf("summary", &[], &format!("{files} read, with their SHA-256"));
        page.element("table", &[("class", "inputs")], |page| {
            page.element("tbody", &[], |page| {
                for input in inputs {
                    page.element("tr", &[], |page| {
                        page.leaf("th", &[("scope", "row")], &input.name);
                        page.leaf("td", &[], &words::count_bytes(input.bytes));
                        page.element("td", &[], |page| page.leaf("code", &[], &input.sha256));
                    });
                }
            });
        });
    });
}
