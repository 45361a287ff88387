//! Questions to a small pile.

use super::{Answer, check};
use crate::article::Article;
use crate::trace::{Options, trace};

const REPORT: &str = "The ferry Corrie Maid caught fire off Port Ansley on Wednesday morning.\n\
    Fourteen people were treated for smoke at Ansley General Hospital, the coastguard said.\n\
    The fire broke out at 06:52 in the engine room and was out by nine.";
const GARBLED: &str = "The ferry Corrie Maid caught fire off Port Ansley on Wednesday morning.\n\
    Forty people were treated for smoke at Ansley General Hospital, the coastguard said.\n\
    The fire broke out at 06:52 in the engine room and was out by nine.";

fn article(id: &str, body: &str, published: &str) -> Article {
    Article {
        id: id.to_owned(),
        title: "Ferry catches fire off Port Ansley".to_owned(),
        published: Some(published.to_owned()),
        language: "en".to_owned(),
        body: body.to_owned(),
        ..Article::default()
    }
}

/// What the likest answer says.
fn statement(question: &str) -> Option<String> {
    likest(question).map(|answer| answer.statement)
}

/// The likest answer, as `says | differs | sources | since`.
fn ask(question: &str) -> Option<String> {
    let answer = likest(question)?;
    let ids = |side: &[crate::claim::Assertion]| -> String {
        side.iter().map(|one| one.article.as_str()).collect()
    };
    let (says, differs) = (ids(&answer.says), ids(&answer.differs));
    let since = answer.since.as_deref().unwrap_or("-");
    Some(format!("{says} | {differs} | {} | {since}", answer.independent_sources))
}

fn likest(question: &str) -> Option<Answer> {
    let articles = vec![
        article("a", REPORT, "2026-03-04T07:10:00Z"),
        article("b", REPORT, "2026-03-04T09:00:00Z"),
        article("c", GARBLED, "2026-03-04T11:00:00Z"),
    ];
    let trace = trace(articles, &Options::default()).expect("the pile can be traced");
    let answers = check(&trace, question).expect("the embedded models can be read");
    answers.into_iter().next()
}

#[test]
fn what_is_shown_is_a_sentence_that_says_so() {
    let treated = |number| {
        format!(
            "{number} people were treated for smoke at Ansley General Hospital, the coastguard said."
        )
    };
    assert_eq!(statement("Fourteen people were treated for smoke"), Some(treated("Fourteen")));
    assert_eq!(statement("Forty people were treated for smoke"), Some(treated("Forty")));
}

#[test]
fn who_says_so_and_who_says_otherwise() {
    let treated = ask("Fourteen people were treated for smoke");
    assert_eq!(treated.as_deref(), Some("ab | c | 1 | 2026-03-04T07:10:00Z"));
    let treated = ask("Forty people were treated for smoke");
    assert_eq!(treated.as_deref(), Some("c | ab | 1 | 2026-03-04T11:00:00Z"));
}

#[test]
fn a_number_that_nobody_gives_is_only_contradicted() {
    let treated = ask("Ninety people were treated for smoke");
    assert_eq!(treated.as_deref(), Some(" | abc | 0 | -"));
}

#[test]
fn a_sentence_of_no_claim_answers_only_with_the_value_asked() {
    let alone = vec![article("a", REPORT, "2026-03-04T07:10:00Z")];
    let trace = trace(alone, &Options::default()).expect("the pile can be traced");
    let says = |question| {
        let answers = check(&trace, question).expect("the embedded models can be read");
        answers.iter().map(|answer| answer.says.len()).sum::<usize>()
    };
    assert_eq!(says("Fourteen people were treated for smoke at Ansley General Hospital"), 1);
    assert_eq!(says("Ninety people were treated for smoke at Ansley General Hospital"), 0);
}

#[test]
fn a_headline_is_found_among_headlines() {
    let titled = |id: &str, title: &str| Article {
        title: title.to_owned(),
        ..article(id, REPORT, "2026-03-04T07:10:00Z")
    };
    let titles = ["Smoke over the Sound: 40 taken to hospital", "Sound in flames", ""];
    let articles = titles.iter().zip(["a", "b", "c"]).map(|(title, id)| titled(id, title));
    let trace = trace(articles.collect(), &Options::default()).expect("the pile can be traced");
    let told = |question| {
        let answers = check(&trace, question).expect("the embedded models can be read");
        let answer = answers.into_iter().next()?;
        let says: Vec<(String, usize, usize)> =
            answer.says.into_iter().map(|one| (one.article, one.start, one.end)).collect();
        Some((answer.statement, answer.likeness, says))
    };
    let own = |number: usize, id: &str| {
        Some((titles[number].to_owned(), 1.0, vec![(id.to_owned(), 0, 0)]))
    };
    assert_eq!(told(titles[0]), own(0, "a"));
    assert_eq!(told(titles[1]), own(1, "b"));
    assert_eq!(told("Smoke over the Sound: 50 taken to hospital"), None);
}

#[test]
fn a_bare_value_is_found_however_it_is_written() {
    let time = ask("6.52am");
    assert_eq!(
        time.as_deref(),
        Some("abc | | 1 | 2026-03-04T07:10:00Z".replace("| |", "|  |").as_str())
    );
}

#[test]
fn what_the_pile_does_not_know_has_no_answer() {
    assert_eq!(ask("The minister resigned over the budget"), None);
    assert_eq!(ask(""), None);
}
