//! `newstem serve`: a desk that watches stories grow.

use std::io::{self, Write};
use std::net::SocketAddr;

use newstem_server::{Settings, serve, stop_asked};
use tracing_subscriber::EnvFilter;

use crate::arguments::{LogFormat, ServeArguments};
use crate::desk::settings::{Gathered, Places, gather};
use crate::desk::{demo, token};
use crate::environment;
use crate::exit::{Failure, Outcome};

/// Serves until it is told to stop.
pub fn run(arguments: &ServeArguments) -> Result<Outcome, Failure> {
    start_log(arguments);
    // Lives as long as the desk: a demonstration keeps nothing.
    let scratch = match arguments.demo && arguments.data.is_none() {
        true => Some(tempfile::tempdir().map_err(Failure::Spool)?),
        false => None,
    };
    let data = scratch.as_ref().map(|folder| folder.path().to_owned());
    let data = data.or_else(|| arguments.data.clone()).unwrap_or_else(|| "newstem-data".into());
    let places = Places {
        typed: arguments.typed(),
        environment: environment::variables(),
        file: arguments.config.as_deref(),
    };
    let Gathered { mut settings, warnings } = gather(&places, data)?;
    warnings.iter().for_each(|told| tracing::warn!("{told}"));
    if settings.token.is_none() {
        let kept = token::kept_in(&settings.data);
        settings.token = Some(kept.map_err(|error| Failure::Output {
            target: settings.data.join(token::FILE).display().to_string(),
            error,
        })?);
    }
    if arguments.demo {
        settings.replay = Some(demo::replay());
    }
    let told = settings.clone();
    serve(settings, move |address| tell_open(&told, address), stop_asked())?;
    Ok(Outcome::Done)
}

/// Says where the desk is; where standard error is closed there is nobody to tell.
fn tell_open(settings: &Settings, address: SocketAddr) {
    let mut told = io::stderr().lock();
    let _ = writeln!(told, "newstem serves {} at http://{address}/", settings.data.display());
    let _ =
        writeln!(told, "writing needs the token in {}", settings.data.join(token::FILE).display());
}

fn start_log(arguments: &ServeArguments) {
    let filter = EnvFilter::new(format!("warn,newstem_server={}", arguments.log));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // A log that was started before, as in a test, stays.
    let _ = match arguments.log_format {
        LogFormat::Text => log.with_ansi(false).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}
