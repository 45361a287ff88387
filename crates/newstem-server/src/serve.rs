//! The desk as a process: opened, served, closed.

use std::future::Future;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use newstem::{Options, TraceError, Tracer};
use newstem_store::{OpenError, Store};
use thiserror::Error;
use tokio::net::TcpListener;

use crate::api::error::ApiError;
use crate::api::{self, App, guard};
use crate::desk::Desk;
use crate::metrics::Metrics;
use crate::pages::{self, Looker};
use crate::settings::Settings;
use crate::writer::Writer;

/// Requests that are being answered when the desk closes have so long.
const DRAIN: Duration = Duration::from_secs(10);
/// Threads behind the answers have so long to end the step that they are at.
const STEP: Duration = Duration::from_secs(5);

/// Why a desk does not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The embedded models cannot be read.
    #[error(transparent)]
    Models(#[from] TraceError),
    /// Threads or connections cannot be had.
    #[error("listen on {0}")]
    Listen(String, #[source] std::io::Error),
    /// A thread cannot be started.
    #[error("start a thread")]
    Thread(#[source] std::io::Error),
}

/// The description of the API as JSON.
pub fn description() -> String {
    serde_json::to_string_pretty(&api::description()).unwrap_or_default() + "\n"
}

/// Serves until `stop` is done, then lets what is under way end. `is_open` hears the address.
///
/// # Errors
///
/// See [`ServeError`].
pub fn serve(
    settings: Settings,
    is_open: impl FnOnce(std::net::SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let store = Store::open(&settings.data)?;
    let tracer = Tracer::new(Options::default().weights)?;
    let metrics = Arc::new(Metrics::default());
    let (writer, writing) = Writer::start(store, settings.waiting_bytes_max, Arc::clone(&metrics))
        .map_err(ServeError::Thread)?;
    let desk = Arc::new(Desk::new(settings, writer, tracer, metrics));
    let threads = desk.start().map_err(ServeError::Thread)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(64)
        .enable_all()
        .build()
        .map_err(ServeError::Thread)?;
    let served = runtime.block_on(listen(Arc::clone(&desk), is_open, stop));
    runtime.shutdown_timeout(DRAIN);
    close(&desk, threads, writing);
    served
}

/// Done when somebody asks the process to end: an interrupt, or the signal of a service manager.
pub async fn stop_asked() {
    let interrupt = async {
        // Where signals cannot be heard the process ends by them.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

async fn listen(
    app: App,
    is_open: impl FnOnce(std::net::SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = app.settings.listen;
    let failed = |error| ServeError::Listen(address.to_string(), error);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    is_open(listener.local_addr().map_err(failed)?);
    let (closing, routes) = (Arc::clone(&app), router(app));
    let stop = async move {
        stop.await;
        closing.wake.close();
    };
    axum::serve(listener, routes).with_graceful_shutdown(stop).await.map_err(failed)
}

/// Ends what goes on. Threads behind the answers are given a moment; one that is in the middle of a
/// long step is left, since the store knows what is still to be done. What waits to be written is written.
fn close(desk: &Desk, threads: Vec<JoinHandle<()>>, writing: JoinHandle<()>) {
    desk.wake.close();
    let until = Instant::now() + STEP;
    while Instant::now() < until && !threads.iter().all(JoinHandle::is_finished) {
        std::thread::sleep(Duration::from_millis(10));
    }
    desk.writer.close();
    let _ = writing.join();
}

fn router(app: App) -> Router {
    let (api, _) = api::routes().split_for_parts();
    let limit = DefaultBodyLimit::max(app.settings.request_bytes_max);
    api.route("/v1/openapi.json", get(api::get_description))
        .merge(pages::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(limit)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), admit))
        .with_state(app)
}

async fn not_found() -> ApiError {
    ApiError::NotFound("there is nothing here".to_owned())
}

async fn not_allowed() -> ApiError {
    ApiError::MethodNotAllowed
}

/// Lets in who may come in, and takes the time.
async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let for_page = pages::wants_page(&path, request.headers());
    let looker = for_page.then(|| Looker::of(&app.settings, request.headers()));
    let answer = match guard::check(&app.settings, &method, &path, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(ApiError::Unauthorized) if pages::is_page(&path) => pages::to_sign_in(),
        Err(error) => error.into_response(),
    };
    let mut response = match looker {
        Some(looker) => pages::shown(looker, answer),
        None => answer,
    };
    app.metrics.request.observe(begun.elapsed());
    if response.status() != StatusCode::OK || !path.starts_with("/assets/") {
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(never);
    }
    let plain = HeaderValue::from_static("nosniff");
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, plain);
    tracing::debug!(%method, path, status = response.status().as_u16(), "answered");
    response
}
