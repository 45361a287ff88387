//! The models against other code: `reference.json` holds what the `tokenizers` and `sentencepiece`
//! libraries and numpy make of the same files (`assets/reference.py`). The sentences are translations
//! of two events, and texts with odd spaces, ligatures, widths and unassigned characters.

use serde::Deserialize;

use super::{Embedder, English, Multilingual, Vector};

#[derive(Deserialize)]
struct Reference {
    english: Vec<Finding>,
    multilingual: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    text: String,
    ids: Vec<u32>,
    first_values: Vec<f32>,
    cosines: Vec<f32>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn check(model: &impl Embedder, ids_of: impl Fn(&str) -> Vec<u32>, expected: &[Finding]) {
    let vectors: Vec<Vector> = expected.iter().map(|case| model.embed(&case.text)).collect();
    for (case, vector) in expected.iter().zip(&vectors) {
        assert_eq!(ids_of(&case.text), case.ids, "{}", case.text);
        assert_close(&vector.values()[..case.first_values.len()], &case.first_values, 1e-5);
        let cosines: Vec<f32> = vectors.iter().map(|other| vector.cosine(other)).collect();
        assert_close(&cosines, &case.cosines, 1e-4);
    }
}

fn assert_close(found: &[f32], expected: &[f32], tolerance: f32) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }
}

#[test]
fn english_agrees() {
    let model = English::new().unwrap();
    check(&model, |text| model.ids(text), &reference().english);
}

#[test]
fn multilingual_agrees() {
    let model = Multilingual::new().unwrap();
    check(&model, |text| model.ids(text), &reference().multilingual);
}

#[test]
fn translations_are_nearer_than_other_events() {
    let model = Multilingual::new().unwrap();
    let cosine = |left: &str, right: &str| model.embed(left).cosine(&model.embed(right));
    let bank = "The central bank raised interest rates.";
    let translations = [
        "Le taux d'intérêt a été relevé par la banque centrale.",
        "El banco central subió los tipos de interés.",
        "Die Zentralbank erhöhte die Zinsen.",
    ];
    for translation in translations {
        assert!(
            cosine(bank, translation)
                > 0.2 + cosine("The roof of the school fell in.", translation)
        );
    }
}

/// What readers of text trip over: nothing, controls, marks alone, the models' own signs.
const ODD_CHARACTERS: [&str; 12] =
    ["a", " ", "\u{0}", "\u{301}", "▁", "##", "ﬀ", "火", "\u{ad}", "\u{10ffff}", "🇩🇪", "İ"];

fn odd_texts() -> Vec<String> {
    let pairs = ODD_CHARACTERS.iter().flat_map(|first| {
        ODD_CHARACTERS.iter().map(move |second| format!("{first}{second}{first}"))
    });
    pairs.chain([String::new(), "x".repeat(5000)]).collect()
}

fn check_laws(model: &impl Embedder) {
    for text in odd_texts() {
        let vector = model.embed(&text);
        let length = if vector.is_zero() { 0.0 } else { 1.0 };
        assert_close(&[vector.cosine(&vector)], &[length], 1e-5);
        assert_eq!(model.embed(&format!(" {text}\n")), vector, "{text:?}");
    }
}

#[test]
fn any_text_has_a_unit_vector_or_none_and_space_around_it_says_nothing() {
    check_laws(&English::new().unwrap());
    check_laws(&Multilingual::new().unwrap());
}
