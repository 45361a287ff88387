//! Families as a user would hand them in: one pile of JSONL records, through the front door.

use clap::ValueEnum;
use newstem_read::{Input, Pile, ReadOptions, read_pile};
use serde::Serialize;

use crate::gold::{Family, GoldArticle};

/// What a pile may lack, as piles scraped from the web do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Withheld {
    /// The times of publication
    Published,
    /// The outlets, and the addresses that would tell them
    Outlets,
}

/// One line of the pile. The language is left for the program to find out.
#[derive(Serialize)]
struct Record {
    id: String,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<String>,
    title: Option<String>,
    text: String,
}

/// The pile of all families together, one JSON record a line, without what is withheld.
pub fn jsonl(families: &[Family], withheld: &[Withheld]) -> serde_json::Result<Vec<u8>> {
    let mut pile = Vec::new();
    for article in families.iter().flat_map(Family::shown) {
        serde_json::to_writer(&mut pile, &record(article, withheld))?;
        pile.push(b'\n');
    }
    Ok(pile)
}

fn record(gold: &GoldArticle, withheld: &[Withheld]) -> Record {
    let mut record = Record {
        id: gold.id.clone(),
        outlet: gold.outlet.clone(),
        url: gold.url.clone(),
        published: gold.published.clone(),
        title: gold.title.clone(),
        text: gold.text.clone(),
    };
    for field in withheld {
        match field {
            Withheld::Published => record.published = None,
            Withheld::Outlets => (record.outlet, record.url) = (None, None),
        }
    }
    record
}

/// Reads a pile of JSONL records as the program does.
pub fn read(pile: Vec<u8>) -> Pile {
    read_pile(
        &[Input::Bytes { name: "pile.jsonl".to_owned(), bytes: pile }],
        &ReadOptions::default(),
    )
}
