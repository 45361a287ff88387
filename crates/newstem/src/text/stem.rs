//! Stems: Snowball's, for the languages it covers; other languages keep the folded word.

use rust_stemmers::{Algorithm, Stemmer as Snowball};

/// A stemmer for one language.
pub struct Stemmer(Option<Snowball>);

impl Stemmer {
    /// For a BCP 47 tag; only the primary language counts.
    pub fn new(language: &str) -> Self {
        let primary = language.split('-').next().unwrap_or_default();
        Self(algorithm(primary).map(Snowball::create))
    }

    /// The stem of a folded word.
    pub fn stem(&self, folded: &str) -> String {
        match &self.0 {
            Some(snowball) => snowball.stem(folded).into_owned(),
            None => folded.to_owned(),
        }
    }
}

fn algorithm(primary: &str) -> Option<Algorithm> {
    Some(match primary {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}
