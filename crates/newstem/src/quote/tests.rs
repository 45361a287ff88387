//! What the room finds, as data: one article and its quotations, one story and its quotes.

use super::*;
use crate::lineage::{Kind, Link};

fn article(id: &str, language: &str, body: &str) -> Article {
    Article {
        id: id.to_owned(),
        language: language.to_owned(),
        body: body.to_owned(),
        ..Article::default()
    }
}

fn find(articles: &[Article], tree: &Tree) -> Vec<Quote> {
    let read = |article: &Article| Reading::new(&article.body, &article.language);
    let readings: Vec<Reading> = articles.iter().map(read).collect();
    let articles: Vec<&Article> = articles.iter().collect();
    let readings: Vec<&Reading> = readings.iter().collect();
    let speech = SpeechModels::embedded().expect("the embedded models can be read");
    find_quotes(&articles, &readings, tree, &speech)
}

/// Each occurrence as `form speaker | printed | cue | words`, in the order of the text.
fn told(language: &str, body: &str) -> Vec<String> {
    let quotes = find(&[article("a", language, body)], &Tree::default());
    let mut occurrences: Vec<&Occurrence> = quotes.iter().flat_map(|q| &q.occurrences).collect();
    occurrences.sort_by_key(|occurrence| occurrence.start);
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let line = |o: &&Occurrence| {
        let (speaker, printed) = (or_dash(&o.speaker), or_dash(&o.speaker_text));
        format!("{:?} {speaker} | {printed} | {} | {}", o.form, or_dash(&o.cue), o.text)
    };
    occurrences.iter().map(line).collect()
}

fn check(language: &str, body: &str, expected: &[&str]) {
    assert_eq!(told(language, body), expected, "in {body}");
}

#[test]
fn the_speaker_stands_before_or_behind() {
    check(
        "en",
        "“It fell on us,” Mara Quist said. It was late.",
        &["Direct Mara Quist | Mara Quist | said | It fell on us,"],
    );
    check(
        "en",
        "“It fell on us,” said Captain Mara Quist of the Harbour Office.",
        &["Direct Mara Quist | Captain Mara Quist | said | It fell on us,"],
    );
    check(
        "en",
        "The harbour master, Mara Quist, told reporters: “It fell on us.”",
        &["Direct Mara Quist | Mara Quist | told | It fell on us."],
    );
    check(
        "en",
        "“It fell on us,” said Harbour Office spokeswoman Mara Quist.",
        &["Direct Mara Quist | Mara Quist | said | It fell on us,"],
    );
    check(
        "en",
        "“Did it fall on us?” Mara Quist hissed. “It did.”",
        &[
            "Direct Mara Quist | Mara Quist | hissed | Did it fall on us?",
            "Direct Mara Quist | Mara Quist | hissed | It did.",
        ],
    );
}

#[test]
fn pronouns_and_descriptions_go_to_the_person_last_spoken_of() {
    check(
        "en",
        "Tomas Brill came late and Ms Mara Quist stayed away. “It fell,” she said.",
        &["Direct Mara Quist | she | said | It fell,"],
    );
    check(
        "en",
        "Tomas Brill, the mayor, came late.\n“The whole roof fell,” the mayor said.",
        &["Direct Tomas Brill | the mayor | said | The whole roof fell,"],
    );
    check(
        "en",
        "Mr Tomas Brill came late. “The roof fell in at nine.”",
        &["Direct Tomas Brill | - | - | The roof fell in at nine."],
    );
}

/// Who says the words that begin with `begin` in the second of two articles of a story.
fn speaker_in_second(first: &str, second: Article, begin: &str) -> Option<String> {
    let quotes = find(&[article("a", "en", first), second], &Tree::default());
    let mut said = quotes.iter().flat_map(|quote| &quote.occurrences);
    said.find(|said| said.article == "b" && said.text.starts_with(begin))?.speaker.clone()
}

#[test]
fn another_article_tells_whom_a_pronoun_cannot_mean() {
    let second = "Tomas Brill saw it fall. Mara Quist was given the prize. “I lost,” he said.";
    let speaker = |first| speaker_in_second(first, article("b", "en", second), "I lost");
    assert_eq!(speaker("Nothing was said of it.").as_deref(), Some("Mara Quist"));
    assert_eq!(
        speaker("Ms Mara Quist was there. “It fell,” said Mara Quist.").as_deref(),
        Some("Tomas Brill")
    );
}

#[test]
fn nobody_means_an_outlet_by_a_pronoun() {
    let body = "Tomas Brill saw it fall. Quarry Lamp has the paper. “It is real,” he said.";
    let of = |outlet: Option<&str>| Article {
        outlet: outlet.map(str::to_owned),
        ..article("b", "en", body)
    };
    let speaker = |outlet| speaker_in_second("Nothing was said of it.", of(outlet), "It is");
    assert_eq!(speaker(None).as_deref(), Some("Quarry Lamp"));
    assert_eq!(speaker(Some("The Quarry Lamp")).as_deref(), Some("Tomas Brill"));
}

#[test]
fn titles_ages_kin_and_firms_tell_who_speaks() {
    check(
        "en",
        "Tomas Brill came late. “Has anybody seen it fall?” Circuit Judge Mara Ellen Quist asked \
         in court.",
        &[
            "Direct Mara Ellen Quist | Circuit Judge Mara Ellen Quist | asked | Has anybody seen it fall?",
        ],
    );
    check(
        "en",
        "A cellmate, Tomas Brill, did not come. “I had a sandwich,” said the 58-year-old.",
        &["Direct Tomas Brill | the 58-year-old | said | I had a sandwich,"],
    );
    check(
        "en",
        "Tomas Brill came late. “She was at home,” said her mother, Joanne, who works there.",
        &["Direct Joanne | Joanne | said | She was at home,"],
    );
    check(
        "en",
        "The engineers Quist & Brill had told the town that the roof “should not be loaded”.",
        &["Mixed Quist & Brill | Quist & Brill | told | should not be loaded"],
    );
    check("en", "Tomas Brill wanted the engineers’ report on the “Iron Duke” kept in.", &[]);
}

#[test]
fn a_quote_is_given_to_the_name_without_a_title_that_one_article_made_up() {
    let body = |title: &str| format!("“The roof fell on us all,” {title}Mara Quist said.");
    let bodies = [body(""), body(""), body("Harbour Clergyman ")];
    let articles = ["a", "b", "c"].iter().zip(&bodies);
    let articles: Vec<Article> = articles.map(|(id, body)| article(id, "en", body)).collect();
    let quotes = find(&articles, &Tree::default());
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].speaker.as_deref(), Some("Mara Quist"));
}

#[test]
fn a_cue_that_breaks_a_quotation_makes_two_occurrences_of_one_quote() {
    let body = "“It fell,” Mara Quist said. “Then it burned all night.”";
    let quotes = find(&[article("a", "en", body)], &Tree::default());
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].occurrences.len(), 2);
}

#[test]
fn fragments_are_speech_only_with_an_attribution() {
    check(
        "en",
        "Mara Quist said the roof had “fallen like a tired dog” before dawn.",
        &["Mixed Mara Quist | Mara Quist | said | fallen like a tired dog"],
    );
    // A nickname and the title of a work, with nobody to say them.
    check("en", "The “Iron Duke” sailed at nine. They sang “The Long Road Home” twice.", &[]);
}

#[test]
fn other_languages_have_their_own_verbs_and_marks() {
    check(
        "es",
        "«El techo cayó anoche», afirmó en Torral la alcaldesa, Marta Quintas.",
        &["Direct Marta Quintas | Marta Quintas | afirmó | El techo cayó anoche"],
    );
    check(
        "fr",
        "« Le toit est tombé », a déclaré la préfète Marthe Quintal.",
        &["Direct Marthe Quintal | Marthe Quintal | déclaré | Le toit est tombé"],
    );
    check(
        "pt",
        "“O teto caiu ontem”, disse a prefeita Marta Quintela.",
        &["Direct Marta Quintela | Marta Quintela | disse | O teto caiu ontem"],
    );
    check(
        "de",
        "„Das Dach ist gefallen“, sagte Martha Quint.",
        &["Direct Martha Quint | Martha Quint | sagte | Das Dach ist gefallen"],
    );
}

#[test]
fn reported_clauses_need_a_speaker_beside_the_verb() {
    check(
        "en",
        "Mara Quist said that the roof had fallen at nine.",
        &["Indirect Mara Quist | Mara Quist | said | the roof had fallen at nine"],
    );
    check(
        "en",
        "The roof had fallen at nine, Mara Quist said.",
        &["Indirect Mara Quist | Mara Quist | said | The roof had fallen at nine"],
    );
    check(
        "en",
        "Minister Mara Quist, who inspected the roof, said that it had fallen at nine.",
        &[
            "Indirect Mara Quist | Minister Mara Quist, who inspected the roof | said | it had fallen at nine",
        ],
    );
    check("en", "The claims about the roof were many and loud.", &[]);
}

#[test]
fn speech_that_no_rule_knows_is_reported_where_it_has_a_verb() {
    check(
        "en",
        "A roof fell in Lowe. The council’s engineer warned the tenants that more tiles could fall.",
        &["Indirect - | The council’s engineer | warned | more tiles could fall"],
    );
    check("en", "A roof fell in Lowe. Mara Quist asked three times for the key.", &[]);
}

fn link(child: &str, parent: &str, kind: Kind) -> Link {
    Link {
        child: child.to_owned(),
        parent: parent.to_owned(),
        kind,
        confidence: 1.0,
        evidence: BTreeMap::new(),
        log_odds: None,
        sentences: Vec::new(),
        rejected: None,
    }
}

fn fidelity_of(quotes: &[Quote], article: &str) -> Vec<Fidelity> {
    let all = quotes.iter().flat_map(|quote| &quote.occurrences);
    let mine = all.filter(|occurrence| occurrence.article == article);
    mine.map(|occurrence| occurrence.fidelity).collect()
}

/// A wire story nobody kept, a faithful copy, a paraphrase that gives the words to another, a spun
/// copy of the copy and a condensed one of that.
fn roof_story() -> (Vec<Article>, Tree) {
    let articles = vec![
        article(
            "copy",
            "en",
            "“Nobody was hurt and the road is open again,” Mara Quist said. “We were lucky with the wind.”",
        ),
        article("para", "en", "“Nobody was hurt and the road is open again,” Tomas Brill said."),
        article(
            "spun",
            "en",
            "“No one was harmed and the lane is open once more,” Mara Quist said.",
        ),
        article("cut", "en", "Mara Quist told us that “the lane is open once more”."),
        article("own", "en", "“Nobody got hurt. The road, it’s open again,” said Mara Quist."),
    ];
    let links = vec![
        link("copy", "α", Kind::Copy),
        link("para", "α", Kind::Paraphrase),
        link("spun", "copy", Kind::Spun),
        link("cut", "spun", Kind::Condensed),
    ];
    let tree = Tree { links, ..Tree::default() };
    (articles, tree)
}

#[test]
fn one_utterance_is_one_quote_however_it_was_changed() {
    let (articles, tree) = roof_story();
    let quotes = find(&articles, &tree);
    assert_eq!(quotes.len(), 1, "{quotes:#?}");
    assert_eq!(quotes[0].id, "q1");
    assert_eq!(quotes[0].speaker.as_deref(), Some("Mara Quist"));
    assert_eq!(quotes[0].independent_sources, 2);
}

#[test]
fn words_are_judged_against_the_top_of_their_own_line() {
    let (articles, tree) = roof_story();
    let quotes = find(&articles, &tree);
    let expected = [
        ("copy", Fidelity::Verbatim),
        ("para", Fidelity::Misattributed),
        ("spun", Fidelity::Altered),
        // Altered above it, and so altered here, though cut true to its parent.
        ("cut", Fidelity::Altered),
        // Another root that heard it otherwise.
        ("own", Fidelity::Verbatim),
    ];
    for (id, fidelity) in expected {
        assert!(fidelity_of(&quotes, id).iter().all(|&found| found == fidelity), "{id}");
    }
}

#[test]
fn a_part_of_the_words_is_truncated() {
    let articles = [
        article("a", "en", "“Nobody was hurt and the road is open again,” Mara Quist said."),
        article("b", "en", "“Nobody was hurt,” Mara Quist said."),
    ];
    let tree = Tree { links: vec![link("b", "a", Kind::Condensed)], ..Tree::default() };
    let quotes = find(&articles, &tree);
    assert_eq!(fidelity_of(&quotes, "b"), [Fidelity::Truncated]);
}

#[test]
fn a_translation_is_never_altered_but_one_back_again_may_be() {
    let articles = [
        article("a", "es", "«El techo cayó anoche sobre la escuela», dijo Marta Quintas."),
        article("b", "en", "“The roof fell on the school last night,” said Marta Quintas."),
        article("c", "es", "«La techumbre se vino abajo en el colegio», dijo Marta Quintas."),
    ];
    let links = vec![link("b", "a", Kind::Translation), link("c", "b", Kind::Translation)];
    let tree = Tree { links, ..Tree::default() };
    let quotes = find(&articles, &tree);
    assert_eq!(quotes.len(), 1);
    assert_eq!(fidelity_of(&quotes, "b"), [Fidelity::Verbatim]);
    assert_eq!(fidelity_of(&quotes, "c"), [Fidelity::Altered]);
}

#[test]
fn different_quotes_of_one_speaker_stay_apart() {
    let articles = [
        article(
            "a",
            "en",
            "“Nobody was hurt last night,” Mara Quist said.\nShe left.\n“The council will pay for every tile,” Mara Quist said.",
        ),
        article("b", "en", "“The council is going to pay for all the tiles,” Mara Quist said."),
    ];
    let quotes = find(&articles, &Tree::default());
    let sizes: Vec<usize> = quotes.iter().map(|quote| quote.occurrences.len()).collect();
    assert_eq!(sizes, [1, 2]);
}

/// Law: words are what the body has at their offsets, whatever the marks around them.
#[test]
fn offsets_hold_in_hostile_text() {
    let pieces = [
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "\n",
        " ",
        "é",
        "said",
        "Mara Quist",
        ",",
        ".",
        ":",
        "that",
        "the",
        "he",
        "[",
        "]",
        "U.S.",
        "「",
        "」",
        "„",
        "—",
        "by",
        "''",
    ];
    let mut state = 7_usize;
    for _ in 0..400 {
        let mut body = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            body.push_str(pieces[(state >> 33) % pieces.len()]);
            if !state.is_multiple_of(3) {
                body.push(' ');
            }
        }
        for quote in find(&[article("a", "en", &body)], &Tree::default()) {
            for occurrence in quote.occurrences {
                assert_eq!(body[occurrence.start..occurrence.end], occurrence.text);
            }
        }
    }
}

#[test]
fn an_elided_word_is_no_speaker_and_no_bar() {
    check(
        "fr",
        "Jean Roux est venu et Brelan n’a pas démenti : « Le toit est tombé. »",
        &["Direct Brelan | Brelan | démenti | Le toit est tombé."],
    );
    check(
        "fr",
        "Jean Roux est venu et Brelan s’est expliqué : « Le toit est tombé. »",
        &["Direct Brelan | Brelan | expliqué | Le toit est tombé."],
    );
    check(
        "fr",
        "L’armateur a déclaré : « Personne n’a été blessé hier. »",
        &["Direct - | L’armateur | déclaré | Personne n’a été blessé hier."],
    );
    check(
        "it",
        "Gianni Rosso è venuto e Brelan l’ha detto: «Nessuno è rimasto ferito».",
        &["Direct Brelan | Brelan | detto | Nessuno è rimasto ferito"],
    );
}

#[test]
fn what_follows_an_elided_preposition_is_no_subject() {
    check(
        "fr",
        "Le maire d’Antrieux a déclaré : « Personne n’a été blessé hier. »",
        &["Direct - | Le maire d’Antrieux | déclaré | Personne n’a été blessé hier."],
    );
    check(
        "it",
        "Il sindaco d’Antrona ha detto: «Nessuno è rimasto ferito».",
        &["Direct - | Il sindaco d’Antrona | detto | Nessuno è rimasto ferito"],
    );
}

#[test]
fn a_dotted_abbreviation_is_a_name_and_no_pronoun() {
    check(
        "en",
        "Piet Varga of the U.S. Harbour Board said: “It fell on us.”",
        &["Direct - | the U.S. Harbour Board | said | It fell on us."],
    );
    check("en", "The U.S. said: “It fell on us.”", &["Direct U.S. | U.S. | said | It fell on us."]);
}

#[test]
fn a_title_with_its_point_ends_no_sentence() {
    check(
        "en",
        "“It fell on us,” said Cllr. Quist.",
        &["Direct Quist | Cllr. Quist | said | It fell on us,"],
    );
}

#[test]
fn a_german_compound_for_an_office_is_no_name() {
    check(
        "de",
        "„Da hing ein Kabel“, sagte Jurypräsidentin Hélène Castagnier. Einsatzleiter Jan Orth schwieg.",
        &[
            "Direct Hélène Castagnier | Jurypräsidentin Hélène Castagnier | sagte | Da hing ein Kabel",
        ],
    );
    check(
        "de",
        "„Da hing ein Kabel“, sagte Anna Orthleiter.",
        &["Direct Anna Orthleiter | Anna Orthleiter | sagte | Da hing ein Kabel"],
    );
}

#[test]
fn a_role_is_what_a_person_is_and_nothing_before_or_beside_it() {
    let role = |body: &str| {
        let quotes = find(&[article("a", "en", body)], &Tree::default());
        quotes.into_iter().find_map(|quote| quote.role)
    };
    let check = |body: &str, expected: Option<&str>| {
        assert_eq!(role(body).as_deref(), expected, "in {body}");
    };
    check("The harbour master, Mara Quist, said: “It fell on us.”", Some("The harbour master"));
    check(
        "The head of the harbour of Vey, Mara Quist, said: “It fell on us.”",
        Some("The head of the harbour of Vey"),
    );
    check(
        "An hour before that the Lomvian ambassador, Mara Quist, said: “It fell on us.”",
        Some("the Lomvian ambassador"),
    );
    check("“It fell on us,” said Mara Quist, its chairwoman.", Some("its chairwoman"));
    check("“It fell on us,” said Mara Quist, its proof there and nowhere else.", None);
}
