//! Piles of which the stories are known, read as a user would hand them in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use newstem::Article;
use serde::Deserialize;
use xtask::pile;

use super::bcubed::Homes;

/// A pile and the story of each article.
pub(super) struct Labelled {
    pub(super) articles: Vec<Article>,
    pub(super) stories: Homes,
}

/// Why a pile could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LabelsError {
    /// The file could not be read.
    #[error("cannot read {}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// A line is no record with an id and a story.
    #[error("{}, line {}: no label", .0.display(), .1)]
    Label(PathBuf, usize, #[source] serde_json::Error),
}

#[derive(Deserialize)]
struct Label {
    id: String,
    story: String,
    lang: Option<String>,
}

/// Reads a pile, or the records of one language.
pub(super) fn read(path: &Path, language: Option<&str>) -> Result<Labelled, LabelsError> {
    let text =
        fs::read_to_string(path).map_err(|error| LabelsError::File(path.to_owned(), error))?;
    let (mut records, mut stories) = (String::new(), Homes::new());
    for (line, number) in text.lines().zip(1..) {
        let label: Label = serde_json::from_str(line)
            .map_err(|error| LabelsError::Label(path.to_owned(), number, error))?;
        if language.is_none_or(|language| label.lang.as_deref() == Some(language)) {
            stories.insert(label.id, label.story);
            records += line;
            records.push('\n');
        }
    }
    Ok(Labelled { articles: pile::read(records.into_bytes()).articles, stories })
}
