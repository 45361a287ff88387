//! Which story each article is in, a line each: id, story and evidence, tabs between them.
//!
//! A terminal shows it and `cut` and `awk` take it apart; a table of even columns would be fairer to
//! look at, but ids are as long as paths and would push the rest off the screen.

use newstem::{Agreement, Joined, Placement, Shared, Statistics};

use crate::{overview, words};

/// The line of one article, its end included.
pub fn line(placement: &Placement) -> String {
    let place = format!("{}\t{}", words::plain(&placement.id), placement.story);
    match &placement.evidence {
        Some(joined) => format!("{place}\t{}\n", evidence(joined)),
        None => place + "\n",
    }
}

/// What limits may have hidden; nothing where they hid nothing.
pub fn left_out(statistics: &Statistics) -> Option<String> {
    overview::left_out(statistics)
}

fn evidence(joined: &Joined) -> String {
    match joined {
        Joined::CopyOf(id) => format!("copy of {}", words::plain(id)),
        Joined::AgreesWith(others) => {
            let others: Vec<String> = others.iter().map(agreement).collect();
            format!("agrees with {}", others.join("; "))
        }
    }
}

/// `one.html (0.43: krall, adrin, 46, roof)`.
fn agreement(agreement: &Agreement) -> String {
    let id = words::plain(&agreement.id);
    let likeness = format!("{:.2}", agreement.likeness);
    let Shared { names, numbers, words } = &agreement.shared;
    let terms: Vec<String> =
        names.iter().chain(numbers).chain(words).map(|term| words::plain(term)).collect();
    if terms.is_empty() {
        return format!("{id} ({likeness})");
    }
    format!("{id} ({likeness}: {})", terms.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(evidence: Option<Joined>, expected: &str) {
        let placement =
            Placement { id: "a\t\u{1b}[2Jb".to_owned(), story: "s1".to_owned(), evidence };
        assert_eq!(line(&placement), expected);
    }

    fn agreement(id: &str, likeness: f64, shared: Shared) -> Agreement {
        Agreement { id: id.to_owned(), likeness, shared }
    }

    #[test]
    fn a_line_holds_two_or_three_columns_whatever_an_id_holds() {
        check(None, "a [2Jb\ts1\n");
        check(Some(Joined::CopyOf("c\n".to_owned())), "a [2Jb\ts1\tcopy of c\n");
    }

    #[test]
    fn names_stand_before_numbers_and_words() {
        let shared = Shared {
            names: vec!["krall".to_owned(), "adrin".to_owned()],
            numbers: vec!["46".to_owned()],
            words: vec!["roof".to_owned()],
        };
        let others =
            vec![agreement("one", 0.432, shared), agreement("two", 0.2, Shared::default())];
        check(
            Some(Joined::AgreesWith(others)),
            "a [2Jb\ts1\tagrees with one (0.43: krall, adrin, 46, roof); two (0.20)\n",
        );
    }
}
