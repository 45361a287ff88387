//! What is watched: listed, added, removed.

use std::path::{Path, PathBuf};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use newstem_fetch::{Target, redacted_address, redacted_text};
use newstem_store::{Moment, Source, SourceKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::error::{ApiError, ErrorBody};
use super::{App, Asked, Body, read};
use crate::pages::Looker;
use crate::settings::Settings;
use crate::watch;
use crate::watched::WatchedSource;

/// So many sources are watched at most.
const SOURCES_MAX: usize = 10_000;

/// A source on its way in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSource {
    /// An address or a path; `feed:`, `sitemap:` or `folder:` before it says what it is.
    pub source: String,
    /// What it is: `feed`, `sitemap` or `folder`; told by its looks where this is left out.
    #[schema(value_type = Option<String>)]
    pub kind: Option<SourceKind>,
}

/// What is watched from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceAdded {
    /// The name by which it can be removed.
    pub source: String,
    /// What it is.
    #[schema(value_type = String)]
    pub kind: SourceKind,
}

/// A source and how it fares.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceStatus {
    /// Its address or path, what it is, what it brought, and what went wrong last.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub source: Source,
    /// When it is looked at next; null where that is now.
    #[schema(value_type = Option<String>)]
    pub next_at: Option<Moment>,
    /// How often it failed since it last went well.
    pub failures: u32,
}

/// All sources.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceList {
    /// By their addresses.
    pub sources: Vec<SourceStatus>,
}

/// Which source.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhichSource {
    /// Its address or path.
    pub source: String,
}

/// The watched sources and how they fare. Who does not show the token sees addresses without user names
/// and without the values of parameters.
#[utoipa::path(
    get, path = "/v1/sources", tag = "sources",
    responses(
        (status = 200, body = SourceList), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
    )
)]
pub async fn get_sources(
    State(app): State<App>,
    looker: Looker,
) -> Result<Json<SourceList>, ApiError> {
    let sources = read(&app, |reader| reader.sources()).await?;
    let shown = sources.into_iter().map(|source| status_of(shown_to(looker, source)));
    Ok(Json(SourceList { sources: shown.collect() }))
}

/// A source as somebody may see it: addresses of feeds hold keys that only whoever may write is told.
pub fn shown_to(looker: Looker, source: Source) -> Source {
    match looker {
        Looker::MayWrite => source,
        Looker::OnlyReads => Source {
            source: redacted_address(&source.source),
            last_error: source.last_error.as_deref().map(redacted_text),
            ..source
        },
    }
}

/// How a source fares.
pub fn status_of(source: Source) -> SourceStatus {
    let (next_at_ms, failures) = watch::next_look(&source).unwrap_or_default();
    let next_at = (next_at_ms > crate::clock::unix_ms()).then(|| Moment::of_unix_ms(next_at_ms));
    SourceStatus { source, next_at, failures }
}

/// Watches a feed, a sitemap or, where the desk allows it, a folder from now on. One that is watched
/// already stays as it is.
#[utoipa::path(
    post, path = "/v1/sources", tag = "sources", security(("token" = [])), request_body = NewSource,
    responses(
        (status = 201, body = SourceAdded), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 413, body = ErrorBody), (status = 415, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 503, body = ErrorBody), (status = 507, body = ErrorBody),
    )
)]
pub async fn post_source(
    State(app): State<App>,
    Body(new): Body<NewSource>,
) -> Result<(StatusCode, Json<SourceAdded>), ApiError> {
    Ok((StatusCode::CREATED, Json(add(&app, new).await?)))
}

/// Watches a source from now on.
///
/// # Errors
///
/// Where it may not be watched.
pub async fn add(app: &App, new: NewSource) -> Result<SourceAdded, ApiError> {
    let watched = match new.kind {
        Some(kind) => WatchedSource::new(&new.source, kind),
        None => new.source.parse(),
    };
    let watched = watched.map_err(|error| ApiError::Unprocessable(error.to_string()))?;
    let source = admitted(&app.settings, &watched)?;
    let (name, kind) = (source.clone(), watched.kind);
    let known = read(app, |reader| reader.source_names()).await?;
    if known.len() >= SOURCES_MAX {
        let told = format!("no more than {SOURCES_MAX} sources are watched");
        return Err(ApiError::Unprocessable(told));
    }
    app.writer.call(move |store| store.add_source(&name, kind)).await?;
    Ok(SourceAdded { source, kind })
}

/// The name of a source that whoever has the token may have watched. Folders are the machine's own and
/// only those count that whoever runs the desk opened, links followed.
fn admitted(settings: &Settings, watched: &WatchedSource) -> Result<String, ApiError> {
    if watched.kind != SourceKind::Folder {
        let target = Target::parse(&watched.address, &settings.fetch);
        return match target {
            Ok(_) => Ok(watch::stored_name(watched)),
            Err(error) => Err(ApiError::Unprocessable(error.to_string())),
        };
    }
    let real = |path: &Path| path.canonicalize().ok();
    let allowed: Vec<PathBuf> =
        settings.folders_allowed.iter().filter_map(|folder| real(folder)).collect();
    let asked = real(Path::new(&watched.address)).filter(|path| path.is_dir());
    match asked.filter(|path| allowed.iter().any(|folder| path.starts_with(folder))) {
        Some(path) => Ok(path.to_string_lossy().into_owned()),
        // Nothing tells whether there is such a folder.
        None => Err(ApiError::Unprocessable(
            "only folders within those that `folders_allowed` names can be added here".to_owned(),
        )),
    }
}

/// Watches a source no longer. What it brought stays; one that the settings name comes back when the
/// desk starts again.
#[utoipa::path(
    delete, path = "/v1/sources", tag = "sources", security(("token" = [])), params(WhichSource),
    responses(
        (status = 204), (status = 400, body = ErrorBody), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody), (status = 503, body = ErrorBody),
        (status = 507, body = ErrorBody),
    )
)]
pub async fn delete_source(
    State(app): State<App>,
    Asked(which): Asked<WhichSource>,
) -> Result<StatusCode, ApiError> {
    remove(&app, which.source).await.map(|()| StatusCode::NO_CONTENT)
}

/// Watches a source no longer.
///
/// # Errors
///
/// Where it is not watched.
pub async fn remove(app: &App, source: String) -> Result<(), ApiError> {
    let name = source.clone();
    match app.writer.call(move |store| store.drop_source(&name)).await? {
        true => Ok(()),
        false => Err(ApiError::NotFound(format!("the source {source:?} is not watched"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a source may be added where one folder is allowed.
    fn check(source: &str, expected: bool) {
        let folder = tempfile::tempdir().unwrap();
        let (open, closed) = (folder.path().join("open"), folder.path().join("closed"));
        std::fs::create_dir_all(open.join("in")).unwrap();
        std::fs::create_dir_all(&closed).unwrap();
        let mut settings = Settings::of(folder.path().to_owned());
        settings.folders_allowed = vec![open];
        let source = source.replace("ROOT", &folder.path().to_string_lossy());
        let watched: WatchedSource = source.parse().unwrap();
        assert_eq!(admitted(&settings, &watched).is_ok(), expected, "{source}");
    }

    #[test]
    fn only_folders_that_were_opened_can_be_added() {
        check("ROOT/open", true);
        check("ROOT/open/in", true);
        check("ROOT/closed", false);
        check("ROOT/open/../closed", false);
        check("ROOT", false);
        check("ROOT/open/missing", false);
    }

    #[test]
    fn only_addresses_that_may_be_fetched_can_be_added() {
        check("https://news.example/rss", true);
        check("https://localhost/rss", false);
        check("http://169.254.169.254/rss", false);
        check("https://news.example:6379/rss", false);
    }
}
