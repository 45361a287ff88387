//! Earlier versions that agencies replaced: `(Adds reaction, details)`, `UPDATE 2-…`.
//!
//! An agency files a story again and again, and says so in a note above the text or before the headline. Where the version
//! before is not at hand there was one all the same, from which this one has most of what it says, and which others
//! may have printed. Rejected: notes of papers (`This story was first published at nine`), which
//! replace the page that they stood on: nobody else printed that.
//!
//! Fails on: a version filed anew without a note.

use super::credit::{NamedBy, Naming};
use super::forest::Forest;
use super::unseen::Ancestor;
use super::writing::Findings;
use crate::article::Article;

/// Words with which such a note begins.
const CHANGES: [&str; 9] = [
    "Adds",
    "Updates",
    "Replaces",
    "Recasts",
    "Corrects",
    "Refiles",
    "Rewrites",
    "Releads",
    "Writes through",
];
/// What stands before the headline of a version, with its number.
const NUMBERED: [&str; 2] = ["UPDATE ", "WRAPUP "];

/// Hangs each version that says it is not the first from the one before, where that is not at hand.
pub fn join(forest: &mut Forest, ancestors: &mut Vec<Ancestor>, findings: &Findings) {
    for member in 0..findings.members.len() {
        let Some(naming) = earlier_version(member, findings) else { continue };
        if has_source_of_its_own(forest, ancestors, member, findings) {
            continue;
        }
        let node = forest.add_node();
        forest.parents[member].push(node);
        ancestors.push(Ancestor { node, naming });
    }
}

/// The version that a member's note tells of.
fn earlier_version(member: usize, findings: &Findings) -> Option<Naming> {
    let article = findings.members[member].article;
    let outlet = article.outlet.as_deref()?;
    let text = note(article)?.to_owned();
    let by = NamedBy { member, text, is_dateline: true, is_in_passing: false, is_lead: true };
    Some(Naming::new(outlet, by))
}

/// Whether a member goes back to an article of its outlet, or prints an agency's text: then the note is
/// told of what is at hand, or is the agency's.
fn has_source_of_its_own(
    forest: &Forest,
    ancestors: &[Ancestor],
    member: usize,
    findings: &Findings,
) -> bool {
    let own = &findings.members[member];
    let mut above = forest.ancestry(member);
    above.remove(&member);
    let mut articles = above.iter().filter(|&&node| node < findings.members.len());
    let mut printed = ancestors.iter().filter(|ancestor| above.contains(&ancestor.node));
    articles.any(|&node| own.same_outlet(&findings.members[node]))
        || printed.any(|it| it.naming.by_member(member).is_some_and(|by| by.is_dateline))
}

/// The words that say that an article is not the first version.
fn note(article: &Article) -> Option<&str> {
    let first = article.body.lines().next().unwrap_or_default().trim();
    let inner = first.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_note = inner.is_some_and(|inner| CHANGES.iter().any(|word| begins_with(inner, word)));
    let title = article.title.as_str();
    is_note.then_some(first).or_else(|| number_of_version(title))
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// `UPDATE 2` of `UPDATE 2-All ashore`.
fn number_of_version(title: &str) -> Option<&str> {
    let rest = NUMBERED.iter().find_map(|word| title.strip_prefix(word))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = title.len() - rest.len() + digits;
    (digits > 0 && title[end..].starts_with('-')).then(|| &title[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, body: &str, expected: Option<&str>) {
        let article =
            Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() };
        assert_eq!(note(&article), expected, "{body}");
    }

    #[test]
    fn a_note_says_that_there_was_an_earlier_version() {
        check(
            "Ferry",
            "(Adds number on board)\nQUAY (Union) - All.",
            Some("(Adds number on board)"),
        );
        check("UPDATE 2-All ashore", "QUAY (Union) - All.", Some("UPDATE 2"));
        check("Ferry", "(Additional reporting by Ada Bee)\nAll.", None);
        check("Ferry", "Adds up: all ashore.", None);
        check("UPDATE 2 hours later", "All.", None);
        check("UPDATE -All ashore", "All.", None);
    }
}
