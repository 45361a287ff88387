//! Gold families as files: the format of `evaluation/README.md`, read and checked.
//!
//! Ids are made unique across families at the door: every article id, wherever it stands, becomes
//! `family/article`, which is also its id in the pile. Nothing later has to remember to do so.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use newstem::claim::{ClaimKind, Status};
use newstem::lineage::Kind;
use newstem::quote::{Fidelity, Form};
use serde::Deserialize;

/// One fictional event as several outlets report it, with the truth about who derives from whom.
#[derive(Clone, Debug, Deserialize)]
pub struct Family {
    /// Unique among families.
    #[serde(rename = "family")]
    pub name: String,
    /// Its articles, those not in the pile among them.
    pub articles: Vec<GoldArticle>,
    /// Articles of other events that look alike; in the pile too.
    #[serde(default)]
    pub decoys: Vec<GoldArticle>,
    /// Quotes, not exhaustive.
    pub quotes: Vec<GoldQuote>,
    /// Claims, not exhaustive.
    pub claims: Vec<GoldClaim>,
}

/// An article and where it came from.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldArticle {
    /// `family/article`.
    pub id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// RFC 3339 time or bare date.
    pub published: Option<String>,
    /// False for an article that exists but is not shown to the program.
    pub in_pile: bool,
    /// The headline.
    pub title: Option<String>,
    /// The page as text, one paragraph a line, furniture included.
    #[serde(default)]
    pub text: String,
    /// Name of the file that holds the text, relative to the family's file.
    pub file: Option<PathBuf>,
    /// Every line of the text that is not the article.
    pub furniture: Vec<String>,
    /// What it was made from; empty for an original.
    pub parents: Vec<Parent>,
    /// The names that the pile prints for it, where they differ from its outlet.
    pub labels: Option<Vec<String>>,
}

/// A link to a parent.
#[derive(Clone, Debug, Deserialize)]
pub struct Parent {
    /// The parent's id, `family/article`.
    pub id: String,
    /// How the child was made from it.
    pub kind: Kind,
    /// Whether the child names the parent's outlet.
    pub credited: bool,
}

/// One utterance.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldQuote {
    /// Unique within the family.
    pub id: String,
    /// Who said it.
    pub speaker: String,
    /// What the speaker is.
    pub role: Option<String>,
    /// Where it stands.
    pub occurrences: Vec<GoldOccurrence>,
}

/// A quote in one article.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldOccurrence {
    /// The article, `family/article`.
    pub article: String,
    /// The words, without their marks.
    pub text: String,
    /// How they are given.
    pub form: Form,
    /// Who speaks, as printed.
    pub speaker_text: String,
    /// What became of the words on the way here.
    pub fidelity: Fidelity,
}

/// One proposition.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    /// Unique within the family.
    pub id: String,
    /// The proposition.
    pub statement: String,
    /// What it is about.
    pub kind: ClaimKind,
    /// Distinct roots that supplied it.
    pub independent_sources: usize,
    /// Whether the articles agree.
    pub status: Status,
    /// Who asserts it.
    pub asserted: Vec<GoldAssertion>,
}

/// A claim in one article.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldAssertion {
    /// The article, `family/article`.
    pub article: String,
    /// The words that assert it.
    pub text: String,
    /// The value given.
    pub value: String,
}

/// Why a family could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A file is not a gold family.
    #[error("{} is not a gold family", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: serde_json::Error,
    },
    /// A parent is not an article of its family.
    #[error("{child} names a parent that does not exist: {parent}")]
    UnknownParent {
        /// The article.
        child: String,
        /// What it names.
        parent: String,
    },
}

/// Reads one family, and the texts that it keeps in files beside it.
pub fn load(path: &Path) -> Result<Family, GoldError> {
    let parse = |source| GoldError::Parse { path: path.to_owned(), source };
    let mut family: Family = serde_json::from_str(&read(path)?).map_err(parse)?;
    for article in &mut family.articles {
        if let Some(file) = &article.file {
            article.text = read(&path.with_file_name(file))?;
        }
    }
    qualify(&mut family);
    check_parents(&family)?;
    Ok(family)
}

fn read(path: &Path) -> Result<String, GoldError> {
    fs::read_to_string(path).map_err(|source| GoldError::Read { path: path.to_owned(), source })
}

fn qualify(family: &mut Family) {
    let name = &family.name;
    let prefix = |id: &mut String| *id = format!("{name}/{id}");
    for article in family.articles.iter_mut().chain(&mut family.decoys) {
        prefix(&mut article.id);
        article.parents.iter_mut().for_each(|p| prefix(&mut p.id));
    }
    for quote in &mut family.quotes {
        let occurrences = quote.occurrences.iter_mut();
        occurrences.for_each(|occurrence| prefix(&mut occurrence.article));
    }
    for claim in &mut family.claims {
        let assertions = claim.asserted.iter_mut();
        assertions.for_each(|assertion| prefix(&mut assertion.article));
    }
}

fn check_parents(family: &Family) -> Result<(), GoldError> {
    let known: BTreeSet<&str> = family.articles.iter().map(|a| a.id.as_str()).collect();
    for article in &family.articles {
        let mut parents = article.parents.iter();
        if let Some(stranger) = parents.find(|parent| !known.contains(parent.id.as_str())) {
            return Err(GoldError::UnknownParent {
                child: article.id.clone(),
                parent: stranger.id.clone(),
            });
        }
    }
    Ok(())
}
