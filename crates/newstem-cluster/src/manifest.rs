//! What a run is and how far it got, as one file of its folder.
//!
//! A stage is finished when the manifest says so, with the number of its rows; the file is written
//! whole or not at all. What a run was asked for, and by which build, stands there too, so that it is
//! continued as it was begun or not at all.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::functions::ReadingParameters;
use crate::storage::{Folder, StorageError};

/// The name of the file.
const NAME: &str = "manifest.json";

/// A run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Tells this run from another in the same folder.
    pub id: String,
    /// The program and its version.
    pub generator: String,
    /// The build of its functions.
    pub build: String,
    /// What was asked for.
    pub parameters: Parameters,
    /// How often likenesses were found anew.
    pub round: u32,
    /// What is finished, in order.
    pub stages: Vec<Stage>,
    /// What limits left out of sight, and other counts of the whole run.
    pub counters: BTreeMap<String, u64>,
}

/// What a run is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// The pile, as it was typed.
    pub pile: Vec<String>,
    /// Listings of more of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listings: Vec<String>,
    /// What the entries of listings stand below, where that is not the folder of the listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<String>,
    /// How its files are read.
    pub reading: ReadingParameters,
    /// How many articles are on one shelf.
    pub shelf_articles: usize,
}

/// A stage that is finished.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// How many rows its table has.
    pub rows: u64,
    /// In how many files.
    pub parts: usize,
    /// Of so many bytes together.
    pub bytes: u64,
    /// How long it took.
    pub seconds: f64,
}

/// Why a run cannot begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// There is a run.
    #[error("{0} holds a run already; give --resume to continue it, or another folder")]
    Taken(String),
    /// It was asked for something else.
    #[error("the run in {0} was asked for with other parameters; give the same, or another folder")]
    OtherParameters(String),
    /// It was begun by another build.
    #[error("the run in {run} was begun by build {theirs}, this is {ours}; give another folder")]
    OtherBuild {
        /// Where.
        run: String,
        /// The build that began it.
        theirs: String,
        /// This build.
        ours: String,
    },
    /// It makes no sense.
    #[error("the manifest in {0} cannot be read: {1}")]
    Broken(String, serde_json::Error),
    /// The folder cannot be used.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Manifest {
    /// Begins a run in a folder that has none.
    pub async fn begin(
        folder: &Folder,
        parameters: Parameters,
        build: &str,
    ) -> Result<Self, ManifestError> {
        if folder.find(NAME).await?.is_some() {
            return Err(ManifestError::Taken(folder.address().to_owned()));
        }
        let manifest = Self {
            id: id_of_now(),
            generator: format!("newstem-cluster {}", env!("CARGO_PKG_VERSION")),
            build: build.to_owned(),
            parameters,
            round: 0,
            stages: Vec::new(),
            counters: BTreeMap::new(),
        };
        manifest.write(folder).await?;
        Ok(manifest)
    }

    /// Continues the run in a folder, or begins one.
    pub async fn resume(
        folder: &Folder,
        parameters: Parameters,
        build: &str,
    ) -> Result<Self, ManifestError> {
        let Some(bytes) = folder.find(NAME).await? else {
            return Self::begin(folder, parameters, build).await;
        };
        let run = folder.address().to_owned();
        let manifest: Self = serde_json::from_slice(&bytes)
            .map_err(|error| ManifestError::Broken(run.clone(), error))?;
        if manifest.parameters != parameters {
            return Err(ManifestError::OtherParameters(run));
        }
        if manifest.build != build {
            let (theirs, ours) = (manifest.build, build.to_owned());
            return Err(ManifestError::OtherBuild { run, theirs, ours });
        }
        Ok(manifest)
    }

    /// A stage, where it is finished.
    pub fn finished(&self, stage: &str) -> Option<&Stage> {
        self.stages.iter().find(|finished| finished.name == stage)
    }

    /// Begins stages anew.
    pub async fn begin_round(
        &mut self,
        folder: &Folder,
        stages: &[&str],
    ) -> Result<(), StorageError> {
        self.round += 1;
        self.stages.retain(|stage| !stages.contains(&stage.name.as_str()));
        self.write(folder).await
    }

    /// Writes down that a stage is finished.
    pub async fn finish(&mut self, folder: &Folder, stage: Stage) -> Result<(), StorageError> {
        self.stages.push(stage);
        self.write(folder).await
    }

    /// What functions are told of the run.
    pub fn run(&self, folder: &Folder) -> String {
        format!("{}#{}-{}", folder.address(), self.id, self.round)
    }

    /// Writes the file.
    pub async fn write(&self, folder: &Folder) -> Result<(), StorageError> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        folder.put(NAME, json).await
    }
}

/// No two runs of one folder begin in the same nanosecond.
fn id_of_now() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    format!("{:x}", now.map_or(0, |since| since.as_nanos()))
}
