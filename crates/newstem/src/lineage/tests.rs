//! What the room finds along the way, as data. Whole trees are told by the literate families of
//! the integration tests.

use super::comparison::Shares;
use super::credit::outlets_elsewhere;
use super::forest::Forest;
use super::kind::single_parent_kind;
use super::likelihood::{confidence, confidence_alone};
use super::search::Explains;
use super::wording::{Wording, compare_wording};
use super::*;
use crate::article::{Article, Credit};
use crate::text::Rarity;
use crate::text::Reading;

const STORM: &str = "The storm broke nine windows at Hollin school. \
    Caretaker Piet Varga swept up the glass. \
    Lessons start again on Monday.";

fn article(outlet: &str, body: &str) -> Article {
    Article {
        id: outlet.to_owned(),
        outlet: Some(outlet.to_owned()),
        language: "en".to_owned(),
        body: body.to_owned(),
        ..Article::default()
    }
}

fn published(outlet: &str, time: &str) -> Article {
    Article { published: Some(time.to_owned()), ..article(outlet, STORM) }
}

/// `credits` are outlets, each with the words of the body that name it.
fn crediting(outlet: &str, body: &str, credits: &[(&str, &str)]) -> Article {
    let credit = |&(named, words): &(&str, &str)| {
        let start = body.find(words).expect("the words of the credit");
        let (outlet, text) = (named.to_owned(), words.to_owned());
        Credit { outlet, text, start, end: start + words.len() }
    };
    Article { credits: credits.iter().map(credit).collect(), ..article(outlet, body) }
}

/// Prepares the articles and looks at them.
fn look<T>(articles: &[Article], at: impl FnOnce(&[Member]) -> T) -> T {
    let read = |article: &Article| Reading::new(&article.body, &article.language);
    let readings: Vec<Reading> = articles.iter().map(read).collect();
    let rarity = Rarity::of(&readings, &|_| -9.0);
    let pairs = articles.iter().zip(&readings);
    let members: Vec<Member> =
        pairs.map(|(article, reading)| Member::new(article, reading, &rarity, None)).collect();
    at(&members)
}

fn compare(left: &str, right: &str) -> Comparison {
    look(&[article("A", left), article("B", right)], |m| {
        Comparison::new(&m[0].subject, &m[1].subject)
    })
}

fn log_odds(articles: &[Article], child: usize, parents: &[usize]) -> f64 {
    look(articles, |members| {
        let comparisons = Comparisons::of(members);
        let namings = outlets_elsewhere(members);
        let weights = Weights::default();
        Likelihood::new(members, &comparisons, &namings, weights).log_odds(child, parents)
    })
}

fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
}

#[test]
fn what_is_cut_off_is_wholly_contained_but_does_not_contain() {
    let comparison = compare("Caretaker Piet Varga swept up the glass.", STORM);
    assert_close(comparison.left.words, 1.0);
    assert_close(comparison.left.phrases, 1.0);
    assert_close(comparison.left.matched, 1.0);
    assert!(comparison.right.words < 0.5 && comparison.right.matched < 0.5);
}

#[test]
fn words_in_quotation_marks_are_no_shared_words() {
    let heard = "“The glass fell on the piano and it rang,” Tamsin Orlo said.";
    let comparison = compare(heard, "“The glass fell on the piano and it rang,” a boy told us.");
    assert!(comparison.left.words < 0.1, "{:?}", comparison.left);
    assert!(comparison.left.phrases > 0.5, "{:?}", comparison.left);
}

#[test]
fn a_mirrored_comparison_is_the_comparison_from_the_other_side() {
    let (left, right) = ("Lessons start on Monday. Piet Varga swept the glass.", STORM);
    let (here, there) = (compare(left, right).mirrored(), compare(right, left));
    assert_eq!((here.left, here.right), (there.left, there.right));
    let places = |comparison: &Comparison| -> Vec<(usize, usize)> {
        comparison.alignment.pairs.iter().map(|pair| (pair.left, pair.right)).collect()
    };
    assert_eq!(places(&here), places(&there));
}

#[test]
fn sentences_in_turned_order_are_out_of_order() {
    let turned = "Lessons start again on Monday. \
        Caretaker Piet Varga swept up the glass. \
        The storm broke nine windows at Hollin school.";
    assert_close(compare(STORM, STORM).order, 1.0);
    assert_close(compare(turned, STORM).order, 1.0 / 3.0);
}

#[test]
fn kept_and_swapped_words_are_counted_in_matched_sentences_only() {
    let child = "The storm smashed nine windows at Hollin school. Nobody saw it coming at all.";
    let wording = look(&[article("A", child), article("B", STORM)], |m| {
        let comparison = Comparison::new(&m[0].subject, &m[1].subject);
        compare_wording(m[0].reading, m[1].reading, &comparison, &Lexicon::new())
    });
    let pair = ("broke".to_owned(), "smashed".to_owned());
    assert_eq!(wording.substitutions, [(pair, 1)].into());
    assert_close(wording.kept, 7.0 / 8.0);
    assert_close(wording.swapped, 1.0 / 8.0);
}

/// A text of so many words against a parent of a hundred: `matched` are the shares of its and of
/// the parent's words in matched sentences; of the words of those, so many were kept and swapped.
fn check_kind(words: usize, matched: (f64, f64), (kept, swapped): (f64, f64), expected: Kind) {
    let body = |words: usize| "word ".repeat(words);
    let shares = |matched: f64| Shares { matched, ..Shares::default() };
    let comparison =
        Comparison { left: shares(matched.0), right: shares(matched.1), ..Comparison::default() };
    let wording = Wording { kept, swapped, ..Wording::default() };
    let articles = [article("A", &body(words)), article("B", &body(100))];
    let kind = look(&articles, |m| single_parent_kind(&m[0], &m[1], &comparison, &wording));
    assert_eq!(kind, expected, "{words} {matched:?} {kept} {swapped}");
}

#[test]
fn the_kind_is_told_by_what_was_kept_swapped_dropped_and_added() {
    check_kind(100, (1.0, 1.0), (1.0, 0.0), Kind::Copy);
    check_kind(30, (1.0, 0.3), (0.95, 0.0), Kind::Copy);
    check_kind(100, (1.0, 1.0), (0.7, 0.2), Kind::Spun);
    check_kind(40, (1.0, 0.4), (0.7, 0.2), Kind::Spun);
    check_kind(95, (0.95, 0.9), (0.4, 0.03), Kind::Paraphrase);
    check_kind(40, (0.95, 0.5), (0.4, 0.03), Kind::Condensed);
    check_kind(180, (0.5, 0.95), (0.4, 0.03), Kind::Expanded);
    check_kind(180, (0.5, 0.95), (0.95, 0.0), Kind::Expanded);
}

#[test]
fn outlet_and_language_go_before_wording() {
    let kind = |articles: [Article; 2]| {
        look(&articles, |m| {
            let comparison = Comparison::new(&m[0].subject, &m[1].subject);
            single_parent_kind(&m[0], &m[1], &comparison, &Wording::default())
        })
    };
    let spanish = Article { language: "es".to_owned(), ..article("The Quay Post", STORM) };
    assert_eq!(kind([article("The Quay Post", STORM), article("Quay Post", STORM)]), Kind::Update);
    assert_eq!(kind([spanish, article("Quay Post", STORM)]), Kind::Translation);
}

/// The outlets elsewhere as `label: member (dateline), …`; in passing with `~`.
fn check_elsewhere(articles: &[Article], expected: &[&str]) {
    let told = look(articles, |members| {
        let namings = outlets_elsewhere(members).into_iter();
        let told = namings.map(|naming| {
            let by = naming.by.iter().map(|by| match (by.is_dateline, by.is_in_passing) {
                (true, _) => format!("{} (dateline)", by.member),
                (false, true) => format!("~{}", by.member),
                (false, false) => by.member.to_string(),
            });
            format!("{}: {}", naming.label.unwrap_or_default(), by.collect::<Vec<_>>().join(", "))
        });
        told.collect::<Vec<_>>()
    });
    assert_eq!(told, expected);
}

#[test]
fn an_outlet_with_an_article_in_the_story_is_not_elsewhere() {
    let body = "A storm came, the Quay Post reported.";
    let named = crediting("Radio Nine", body, &[("the Quay Post", "the Quay Post reported")]);
    check_elsewhere(&[named.clone(), article("Quay Post", STORM)], &[]);
    check_elsewhere(&[named, article("Hill Post", STORM)], &["the Quay Post: 0"]);
}

#[test]
fn words_given_to_an_agency_are_a_source_and_to_a_paper_where_they_open_the_article() {
    let check = |before: &str, outlet: &str, text: &str, expected: &str| {
        let body = format!("{before}“It rang,” a boy {text}.");
        check_elsewhere(&[crediting("Radio Nine", &body, &[(outlet, text)])], &[expected]);
    };
    check("It rained.\n", "Quay Post", "told the Quay Post", "Quay Post: ~0");
    check("It rained.\n", "Quay Post", "in a rare interview with the Quay Post", "Quay Post: ~0");
    check("By Ada Bee\n", "Quay Post", "told the Quay Post", "Quay Post: 0");
    check("It rained.\n", "CPA", "told the agency CPA", "CPA: 0");
    check("It rained.\n", "Interpress", "told Interpress", "Interpress: 0");
}

#[test]
fn a_statement_is_in_passing_far_down_and_once() {
    let (far, line) =
        ("It rained.\nIt blew.\nIt stopped.\n", "Boats sank, it said in a statement.");
    let (said, again) = ("it said in a statement", "the statement said");
    let check = |body: &str, texts: &[&str], expected: &str| {
        let credits: Vec<(&str, &str)> = texts.iter().map(|text| ("Quay Board", *text)).collect();
        check_elsewhere(&[crediting("Radio Nine", body, &credits)], &[expected]);
    };
    check(line, &[said], "Quay Board: 0");
    check(&format!("{far}{line}"), &[said], "Quay Board: ~0");
    check(&format!("{far}{line} More sank, the statement said."), &[said, again], "Quay Board: 0");
    check(
        &format!("{far}Statement of the Quay Board"),
        &["Statement of the Quay Board"],
        "Quay Board: 0 (dateline)",
    );
}

#[test]
fn a_byline_is_a_dateline() {
    let body = "By Union Newswire in Hollin\nA storm came.";
    let byline = crediting("A", body, &[("Union Newswire", "By Union Newswire in Hollin")]);
    check_elsewhere(&[byline], &["Union Newswire: 0 (dateline)"]);
    let body = "By Ada Bee, Union Newswire\nA storm came.";
    let byline = crediting("A", body, &[("Union Newswire", "By Ada Bee, Union Newswire")]);
    check_elsewhere(&[byline], &["Union Newswire: 0 (dateline)"]);
}

#[test]
fn a_source_line_is_a_dateline_and_a_sentence_is_none() {
    let line = crediting("A", "A storm came.\nSource: CPA", &[("CPA", "Source: CPA")]);
    check_elsewhere(&[line], &["CPA: 0 (dateline)"]);
    let sentence =
        crediting("A", "It rained, CPA reported.", &[("CPA", "It rained, CPA reported")]);
    check_elsewhere(&[sentence], &["CPA: 0"]);
}

#[test]
fn datelines_go_before_prose_and_one_article_names_an_outlet_once() {
    let both = "HOLLIN (Union Newswire) - A storm came, Union Newswire reported.";
    let wire = [("Union", "(Union Newswire)"), ("Union Newswire", "Union Newswire reported")];
    let prose = "A storm came, Hill Radio reported. It was late, Union Newswire said.";
    let others = [("Hill Radio", "Hill Radio reported"), ("Union Newswire", "Union Newswire said")];
    let articles = [
        crediting("A", prose, &others),
        crediting("B", both, &wire),
        crediting("C", prose, &others[..1]),
    ];
    check_elsewhere(&articles, &["Union Newswire: 0, 1 (dateline)", "Hill Radio: 0, 2"]);
}

#[test]
fn a_diamond_has_one_root_and_each_node_once_above() {
    let mut forest = Forest { parents: vec![vec![], vec![0], vec![0], vec![1, 2]] };
    assert_eq!(forest.ancestry(3), [0, 1, 2, 3].into());
    assert_eq!(forest.roots(3), [0].into());
    let added = forest.add_node();
    assert_eq!((added, forest.roots(added)), (4, [4].into()));
    assert!(forest.may_adopt(added, 3) && !forest.may_adopt(3, 3));
}

#[test]
fn an_earlier_parent_is_likelier_than_an_undated_one_than_a_later_one() {
    let by = |time: &str| {
        log_odds(&[published("A", "2026-03-02T10:00:00Z"), published("B", time)], 0, &[1])
    };
    let (earlier, same_day, later) =
        (by("2026-03-02T09:00:00Z"), by("2026-03-02"), by("2026-03-02T11:00:00Z"));
    assert!(earlier > same_day && same_day > later, "{earlier} {same_day} {later}");
    assert_close(same_day, by("no time at all"));
}

#[test]
fn a_second_parent_that_adds_nothing_costs_its_price() {
    let articles = [article("A", STORM), article("B", STORM), article("C", STORM)];
    let one = log_odds(&articles, 0, &[1]);
    assert_close(one - log_odds(&articles, 0, &[1, 2]), -Weights::default().0.second_parent);
}

#[test]
fn a_credit_speaks_for_the_one_direction_as_much_as_against_the_other() {
    let named = format!("{STORM} So Radio Nine reported.");
    let crediting = crediting("A", &named, &[("Radio Nine", "Radio Nine reported")]);
    let silent = Article { credits: Vec::new(), ..crediting.clone() };
    let gain = |child: usize, parent: usize| {
        let with = [crediting.clone(), article("Radio Nine", STORM)];
        let without = [silent.clone(), article("Radio Nine", STORM)];
        log_odds(&with, child, &[parent]) - log_odds(&without, child, &[parent])
    };
    assert_close(gain(0, 1), Weights::default().0.credited);
    assert_close(gain(1, 0), -Weights::default().0.credited);
}

#[test]
fn a_source_elsewhere_speaks_for_no_parent_and_half_so_where_the_parent_has_it_too() {
    let body = format!("HOLLIN (Union Newswire) - {STORM}");
    let wire = |outlet| crediting(outlet, &body, &[("Union Newswire", "(Union Newswire)")]);
    let silent = article("B", &body);
    let worth = Weights::default().0.elsewhere_dateline;
    assert_close(log_odds(&[wire("A"), silent.clone()], 0, &[]), worth);
    let beside_silent = log_odds(&[wire("A"), silent], 0, &[1]);
    let beside_wire = log_odds(&[wire("A"), wire("B")], 0, &[1]);
    assert_close(beside_wire - beside_silent, worth / 2.0);
}

#[test]
fn confidence_grows_with_each_margin_and_is_never_whole() {
    let margins = |over_none, rejected, over_turned_round| Margins {
        over_none,
        over_rejected: Some(rejected),
        over_turned_round,
    };
    let sure = confidence(&margins(5.0, 5.0, 5.0));
    assert!(confidence(&margins(4.0, 5.0, 5.0)) < sure);
    assert!(confidence(&margins(5.0, 4.0, 5.0)) < sure);
    assert!(confidence(&margins(5.0, 5.0, 4.0)) < sure);
    let unrivalled = Margins { over_rejected: None, ..margins(5.0, 5.0, 5.0) };
    assert!(confidence(&unrivalled) > sure);
    let rising = [-3.0, 0.5, 3.0].map(confidence_alone);
    assert!(rising[0] < rising[1] && rising[1] < rising[2]);
    assert!(confidence_alone(1000.0) < 1.0);
}

#[test]
fn a_credit_with_nothing_to_compare_makes_an_ancestor_of_one_child() {
    let body = format!("HOLLIN (Union Newswire) - {STORM}");
    let wire = crediting("A", &body, &[("Union Newswire", "(Union Newswire)")]);
    let told = |articles: &[Article]| {
        let tree = look(articles, |members| infer(members, &Lexicon::new(), Weights::default()));
        let link = |link: &Link| format!("{} <- {} {:?}", link.child, link.parent, link.kind);
        tree.links.iter().map(link).collect::<Vec<_>>()
    };
    assert_eq!(told(&[wire]), ["A <- α Copy"]);
    let prose = format!("{STORM} So Radio Nine reported.");
    let prose = crediting("A", &prose, &[("Radio Nine", "Radio Nine reported")]);
    assert_eq!(told(&[prose]), ["A <- α Expanded"]);
}

/// The links of a story as `child <- parent kind`.
fn check_links(articles: &[Article], expected: &[&str]) {
    let tree = look(articles, |members| infer(members, &Lexicon::new(), Weights::default()));
    let told = tree.links.iter();
    let told = told.map(|link| format!("{} <- {} {:?}", link.child, link.parent, link.kind));
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn who_prints_a_release_without_a_word_of_it_is_no_source_of_who_names_it() {
    let own = "Ten parents had come by noon and were sent home";
    let body = |words: &str| format!("{STORM} {own}. {words}.");
    let made = |words: &str, names: &str| {
        let made = crediting("A", &body(words), &[(names, words)]);
        Article { published: Some("2026-03-02T12:00:00Z".to_owned()), ..made }
    };
    let print = published("B", "2026-03-02T09:00:00Z");
    let release = made("The school said so in a statement", "school");
    check_links(&[release, print.clone()], &["A <- α Expanded", "B <- α Copy"]);
    let report = made("Radio Nine reported it first", "Radio Nine");
    check_links(&[report, print], &["A <- B Merged", "A <- α Merged"]);
}

#[test]
fn who_prints_an_agency_s_text_says_so_and_who_writes_around_a_release_says_so() {
    let whole =
        "“The glass fell on the piano and it rang like a bell,” Piet Varga said. It was late";
    let cut = "Nine windows broke at Hollin school in a storm. Caretaker Piet Varga swept the glass up. \
        On Monday lessons start. The piano “rang like a bell”, he said.";
    let check = |words: &str, expected: [&str; 2]| {
        let body = format!("{STORM} {whole}, {words}.");
        check_links(&[crediting("A", &body, &[("Meridian", words)]), article("B", cut)], &expected);
    };
    check("Meridian reports", ["A <- α Copy", "B <- α Condensed"]);
    check("Meridian said in a statement", ["A <- α Paraphrase", "B <- α Copy"]);
}

#[test]
fn the_copy_of_an_agency_s_text_is_in_the_language_of_the_agency() {
    let spanish = "BRISA (Agencia Litoral) - La tormenta rompió nueve ventanas en la escuela de Hollin. \
        Piet Varga barrió 14 kilos de vidrio a las 9.30. Las clases vuelven el 3 de marzo de 2026.";
    let english = "A storm broke nine windows at Hollin school. Piet Varga swept up 14 kilos of \
        glass at 9.30. Lessons are back on 3 March 2026, Agencia Litoral reported.";
    let check = |agency: &str, expected: [&str; 2]| {
        let named = |text: &str| text.replace("Agencia Litoral", agency);
        let (dateline, report) = (format!("({agency})"), format!("{agency} reported"));
        let wire = crediting("A", &named(spanish), &[(agency, &dateline)]);
        let told = crediting("B", &named(english), &[(agency, &report)]);
        let wire = Article { language: "es".to_owned(), ..wire };
        check_links(&[wire, told], &expected);
    };
    check("Agencia Litoral", ["A <- α Copy", "B <- α Translation"]);
    check("Litoral", ["A <- α Translation", "B <- α Translation"]);
}

#[test]
fn what_a_wire_s_copy_names_is_the_source_of_the_wire() {
    let scoop = "Nine windows at Hollin school were blown in overnight. Piet Varga swept up glass.";
    let wire = "HOLLIN (Union) - A storm broke nine windows at Hollin school, where Piet Varga \
        swept the glass up on Sunday. So Radio Nine reported.";
    let scoop =
        Article { published: Some("2026-03-02".to_owned()), ..article("Radio Nine", scoop) };
    let names = [("Union", "(Union)"), ("Radio Nine", "Radio Nine reported")];
    let copy = |names: &[(&str, &str)]| {
        let copy = crediting("B", wire, names);
        Article { published: Some("2026-03-03".to_owned()), ..copy }
    };
    check_links(&[copy(&names), scoop.clone()], &["B <- α Copy", "α <- Radio Nine Paraphrase"]);
    check_links(&[copy(&names[..1]), scoop], &["B <- α Copy", "Radio Nine <- α Condensed"]);
}

#[test]
fn an_account_of_a_body_goes_back_to_it_and_so_does_an_agency_s_text_with_the_same() {
    let told = "The Hollin School Board says that a storm broke nine windows. Caretaker Piet Varga \
        swept up the glass.\nLessons start again on Monday, the Board adds.";
    check_links(&[article("A", told)], &["A <- α Expanded"]);
    let wire = "HOLLIN (Union) - A storm broke nine windows at the school, the Hollin School Board \
        said. Piet Varga, the caretaker, swept the glass up.\nThe board said lessons start again \
        on Monday. It asked parents to stay away.";
    let wire = crediting("B", wire, &[("Union", "(Union)")]);
    let links = ["A <- β Expanded", "B <- α Copy", "α <- β Paraphrase"];
    check_links(&[article("A", told), wire.clone()], &links);
    let body = wire.body.replace("the Hollin School Board said", "people said");
    let silent = Article { body, ..wire };
    check_links(&[article("A", told), silent], &["A <- α Paraphrase", "B <- α Copy"]);
}

#[test]
fn who_quotes_in_full_was_there_before_who_cuts() {
    let full = format!("{STORM} \"We swept up 31 buckets of glass before the bell,\" Varga said.");
    let cut = format!("{STORM} \"We swept up 31 buckets of glass,\" Varga said.");
    look(&[article("A", &cut), article("B", &full)], |members| {
        let comparisons = Comparisons::of(members);
        let likelihood = Likelihood::new(members, &comparisons, &[], Weights::default());
        let [cut, full] = [0, 1].map(|article| likelihood.precedence(article, &[0, 1]));
        assert!(full > 0.0, "{full}");
        assert!((full + cut).abs() < 1e-9, "{full} {cut}");
    });
}

#[test]
fn what_keeps_its_order_in_another_language_is_parallel() {
    let english = "At 14:20 some 31 crews from 17 towns came. Piet Varga lost 460 windows. Lisk Bridge shut at 15:05.";
    let spanish = "A las 14:20 llegaron 31 equipos de 17 pueblos. Piet Varga perdió 460 ventanas. Lisk Bridge cerró a las 15:05.";
    let turned = "Lisk Bridge cerró a las 15:05. Piet Varga perdió 460 ventanas. A las 14:20 llegaron 31 equipos de 17 pueblos.";
    let parallel = |body: &str, language: &str| {
        let other = Article { language: language.to_owned(), ..article("B", body) };
        look(&[article("A", english), other], |members| {
            let comparisons = Comparisons::of(members);
            let likelihood = Likelihood::new(members, &comparisons, &[], Weights::default());
            likelihood.terms(1, &[0]).parallel
        })
    };
    assert!(parallel(spanish, "es") > 0.5, "{}", parallel(spanish, "es"));
    assert_eq!(parallel(turned, "es"), 0.0);
    assert_eq!(parallel(english, "en"), 0.0);
    assert!(Weights::default().0.parallel > 0.0);
}

#[test]
fn across_languages_the_same_values_tell_of_one_text() {
    let english = "At 14:20 some 31 crews from 17 towns came. The 460 pupils left by 15:05.";
    let spanish = "A las 14:20 llegaron 31 equipos de 17 pueblos. Los 460 alumnos salieron.";
    let other = "A las 16:50 vino la lluvia. Cayeron 12 litros, 58 menos que el 9 de mayo de 2019.";
    let at = |time: &str, article: Article| Article { published: Some(time.to_owned()), ..article };
    let first = at("2026-03-02T09:00:00Z", article("A", english));
    let wire = |body: &str| {
        let body = format!("HOLLIN (Union Newswire) - {body}");
        let wire = crediting("B", &body, &[("Union Newswire", "(Union Newswire)")]);
        at("2026-03-02T12:00:00Z", Article { language: "es".to_owned(), ..wire })
    };
    check_links(&[first.clone(), wire(spanish)], &["A <- α Translation", "B <- α Translation"]);
    check_links(&[first, wire(other)], &["B <- α Copy"]);
}

/// Articles of `texts` different texts, the first copies of each first, a minute apart.
fn crowd(count: usize, texts: usize) -> Vec<Article> {
    let body = |text: usize| -> String {
        let word = |number: usize| format!("w{}", (number * 37 + text * (number % 5) * 91) % 4001);
        let sentence = |start: usize| (start..start + 12).map(word).collect::<Vec<_>>().join(" ");
        (0..10).map(|line| format!("The {}.\n", sentence(line * 12))).collect()
    };
    let made = (0..count).map(|number| {
        let (hour, minute) = (number / 60, number % 60);
        let published = Some(format!("2026-03-02T{hour:02}:{minute:02}:00Z"));
        Article { published, ..article(&format!("Outlet {number:03}"), &body(number % texts)) }
    });
    made.collect()
}

#[test]
fn in_a_large_story_copies_meet_the_first_of_their_kind_and_the_rest_is_counted() {
    let articles = crowd(150, 3);
    look(&articles, |members| {
        let comparisons = Comparisons::of(members);
        let first: Vec<usize> = comparisons.partners(100).collect();
        assert_eq!(first, [1, 4, 7, 10]);
        let compared: usize = (0..150).map(|article| comparisons.partners(article).count()).sum();
        assert_eq!(comparisons.left_out(), (150 * 149 - compared) / 2);
        let tree = infer(members, &Lexicon::new(), Weights::default());
        assert_eq!(tree.uncompared_pairs, comparisons.left_out());
        assert!(tree.links.len() >= 147, "{}", tree.links.len());
    });
}

#[test]
fn in_a_small_story_everything_is_compared() {
    look(&crowd(100, 4), |members| {
        let comparisons = Comparisons::of(members);
        assert_eq!(comparisons.left_out(), 0);
        assert_eq!(comparisons.partners(7).count(), 99);
    });
}

#[test]
fn a_credit_may_mean_another_article_where_no_outlet_is_known() {
    let named = format!("{STORM} So Radio Nine reported.");
    let crediting = crediting("A", &named, &[("Radio Nine", "Radio Nine reported")]);
    let nameless = |id: &str| Article { outlet: None, ..article(id, STORM) };
    let credits = |[child, parent]: [Article; 2]| {
        look(&[child, parent], |members| {
            let comparisons = Comparisons::of(members);
            let likelihood = Likelihood::new(members, &comparisons, &[], Weights::default());
            likelihood.terms(0, &[1]).credited
        })
    };
    let unknown = Article { outlet: None, ..crediting.clone() };
    let among_known = [nameless("B"), article("Hill Post", STORM), article("Radio Nine", STORM)];
    let among_known = among_known.map(|parent| credits([crediting.clone(), parent]));
    let among_unknown = credits([unknown, nameless("B")]);
    assert_eq!(among_known[0], among_known[1]);
    assert!(among_known[0] < among_unknown && among_unknown < among_known[2], "{among_known:?}");
}

#[test]
fn a_link_tells_what_it_was_preferred_to() {
    let times = ["08:00", "09:00", "10:00"].map(|time| format!("2026-03-02T{time}:00Z"));
    let cut = "The storm broke nine windows at Hollin school.";
    let made = |outlet: &str, body: &str, time: &String| Article {
        published: Some(time.clone()),
        ..article(outlet, body)
    };
    let articles =
        [made("A", STORM, &times[0]), made("B", cut, &times[1]), made("C", STORM, &times[2])];
    let tree = look(&articles, |members| infer(members, &Lexicon::new(), Weights::default()));
    let last = tree.links.iter().find(|link| link.child == "C").expect("a link");
    assert_eq!((last.parent.as_str(), last.sentences.len()), ("A", 3));
    let rejected = last.rejected.as_ref().expect("a rejected parent");
    assert_eq!(rejected.parent, "B");
    assert!(rejected.against.contains_key("coverage"), "{rejected:?}");
    assert!(last.log_odds.is_some_and(|margins| margins.over_rejected > Some(0.0)));
}

#[test]
fn of_an_ancestor_only_what_its_children_agree_on_is_recovered() {
    let told = |outlet: &str, body: &str, time: Option<&str>| {
        let credited = format!("{body} Union Newswire reported.");
        let credits = [("Union Newswire", "Union Newswire reported")];
        Article { published: time.map(str::to_owned), ..crediting(outlet, &credited, &credits) }
    };
    let first = told(
        "A",
        "Nine windows at Hollin school were blown in by the storm overnight. \
         Caretaker Piet Varga swept up the glass on Sunday.",
        Some("2026-03-03"),
    );
    let second = told(
        "B",
        "The storm smashed nine windows at Hollin school, where lessons start late. \
         Tidying, caretaker Piet Varga swept up the glass with his son.",
        Some("2026-03-02T08:00:00Z"),
    );
    let ancestor = |articles: &[Article]| {
        let tree = look(articles, |members| infer(members, &Lexicon::new(), Weights::default()));
        tree.unseen.into_iter().next().expect("an ancestor")
    };
    let both = ancestor(&[first.clone(), second]);
    let words: Vec<&str> = both.recovered.iter().map(|stretch| stretch.text.as_str()).collect();
    assert_eq!(words, ["nine windows at Hollin school", "caretaker Piet Varga swept up the glass"]);
    assert!(both.recovered.iter().all(|stretch| stretch.also_in.len() == 1));
    assert_eq!(both.existed_by.as_deref(), Some("2026-03-02T08:00:00Z"));
    // One child alone may have written every word itself.
    let alone = ancestor(&[first]);
    assert_eq!((alone.recovered, alone.existed_by.as_deref()), (Vec::new(), Some("2026-03-03")));
}

/// Two branches of copies of a text of forty sentences, which differ by whole words.
fn tradition() -> Vec<Article> {
    let text: Vec<String> =
        (0..400).map(|word| format!("w{word}{}", if word % 10 == 9 { "." } else { "" })).collect();
    let copy = |id: &str, changed: &[usize]| {
        let mut words = text.clone();
        changed.iter().for_each(|&place| words[place] = format!("z{place}"));
        Article { outlet: None, ..article(id, &words.join(" ")) }
    };
    let (left, right) = ([11, 52, 93, 134], [211, 252, 293, 334]);
    let with = |shared: &[usize], own: &[usize]| [shared, own].concat();
    vec![
        copy("a", &with(&left, &[21, 62, 103])),
        copy("b", &with(&left, &[31, 72, 113])),
        copy("c", &with(&right, &[221, 262, 303])),
        copy("d", &with(&right, &[231, 272, 313])),
        copy("e", &right),
    ]
}

#[test]
fn copies_without_times_are_parted_by_the_variants_that_they_share() {
    let tree = look(&tradition(), |m| infer(m, &Lexicon::new(), Weights::default()));
    let mut links: Vec<(&str, &str)> =
        tree.links.iter().map(|link| (link.parent.as_str(), link.child.as_str())).collect();
    links.sort_unstable();
    assert_eq!(links, [("e", "c"), ("e", "d"), ("e", "α"), ("α", "a"), ("α", "b")]);
}

#[test]
fn copies_with_times_are_no_tradition() {
    let mut articles = tradition();
    articles[4].published = Some("2026-03-04".to_owned());
    let tree = look(&articles, |m| infer(m, &Lexicon::new(), Weights::default()));
    assert!(tree.unseen.is_empty());
}
