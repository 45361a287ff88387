//! The terminal view.

use newstem::quote::Quote;
use newstem::sketch::Capped;
use newstem_report::text::{Color, TextOptions, render};
use unicode_width::UnicodeWidthStr;

use crate::fixture;

fn plain(width: usize) -> TextOptions {
    TextOptions { color: Color::Off, width }
}

#[test]
fn a_story_at_eighty_cells() {
    insta::assert_snapshot!(render(&fixture::ferry_fire(), &plain(80)));
}

#[test]
fn what_limits_may_have_hidden_is_told_where_it_is_anything() {
    let check = |terms, articles, expected: Option<&str>| {
        let mut trace = fixture::ferry_fire();
        trace.statistics.capped = Capped { terms, articles };
        let text = render(&trace, &plain(200));
        assert_eq!(text.lines().nth(1).filter(|line| !line.is_empty()), expected);
    };
    check(0, 0, None);
    check(1, 0, Some("Not looked up: 1 term of too many articles."));
    check(
        7,
        2,
        Some(
            "Not looked up: 7 terms of too many articles. \
             Paired by copied wording only, for want of other terms: 2 articles.",
        ),
    );
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [60, 80, 100, 137] {
        let text = render(&fixture::ferry_fire(), &plain(width));
        let widest = text.lines().map(UnicodeWidthStr::width).max();
        assert!(widest <= Some(width), "{widest:?} cells at {width}");
    }
}

#[test]
fn colour_changes_no_word() {
    let trace = fixture::ferry_fire();
    let colored = TextOptions { color: Color::On, width: 80 };
    let colored = render(&trace, &colored);
    assert!(colored.contains("\x1b[1m"));
    assert_eq!(without_escapes(&colored), render(&trace, &plain(80)));
}

fn without_escapes(text: &str) -> String {
    let mut pieces = text.split('\x1b');
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(piece.split_once('m').unwrap().1);
    }
    kept
}

#[test]
fn text_of_articles_cannot_steer_the_terminal() {
    let trace = fixture::with_hostile_text("\x1b]0;owned\x07\x1b[2J\r\u{202E}\u{9b}31m");
    let text = render(&trace, &plain(80));
    assert!(text.contains("]0;owned[2J"));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    assert!(!text.contains('\u{202E}'));
}

#[test]
fn a_long_story_folds() {
    let mut trace = fixture::ferry_fire();
    let quote = trace.stories[0].quotes[0].clone();
    trace.stories[0].quotes =
        (1..=15).map(|number| Quote { id: format!("q{number}"), ..quote.clone() }).collect();
    let text = render(&trace, &plain(80));
    assert!(text.contains("15 quotes"));
    assert!(text.contains("… and 3 more (use --format json"));
}

#[test]
fn a_pile_without_stories_lists_its_articles() {
    let mut trace = fixture::ferry_fire();
    trace.stories.clear();
    let text = render(&trace, &plain(80));
    assert!(text.contains("On their own: 10 articles"));
}
